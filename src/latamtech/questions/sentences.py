"""The sentences of a text: what is shown of it where a word was found."""

import re
from collections.abc import Iterator

_CLOSING = '["”’»)\\]」』]*'
_END = f"[.!?…]+{_CLOSING}(?=\\s)|[。！？]+{_CLOSING}|\n"
# What ends with a full stop and no sentence does: initials, and short forms in the languages here.
_SHORT_FORM = re.compile(
    r"(?:^|[\s(“\"])(?:[^\W\d_]|(?:[A-Z]\.)+[A-Z]|St|Mr|Mrs|Ms|Dr|Prof|Jr|Sr|Sra|Dra|Ing|Lic|Eng|"
    r"Ltd|Inc|Co|Corp|Ltda|Cía|No|Nº|Av|vs|etc|ca|approx|Art|art|pp|U\.S)\.$"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, in order, without the blanks around them."""
    return [one for one in _sentences(text) if one]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in re.finditer(_END, text):
        follows = text[end.end() : end.end() + 2].lstrip()[:1]
        before = text[max(end.start() - 12, 0) : end.end()]
        if end[0][0] in ".!?…" and (follows.islower() or _SHORT_FORM.search(before)):
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    yield text[start:].strip()
