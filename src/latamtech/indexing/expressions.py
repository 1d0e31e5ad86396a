"""What a user types to search for: words, phrases between quotation marks, beginnings*.

One place turns that into an expression of SQLite's full-text search (FTS5, section 3). No character
of what was typed acts there as an operator.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_CJK = "([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
_MARKS = '["“”„‟«»「」『』＂]'
_BROKEN = "[\0\ud800-\udfff]"
# Between two fields of a row, so that no phrase is found across them: a word that no fact has, as
# it is a control character; of ASCII, as texts of ASCII alone are handed on without a copy.
_APART = "\x1f"
BETWEEN = f" {_APART} "
# Words without case, accents and endings (SQLite, FTS5, section 4.3).
TOKENIZER = f"porter unicode61 remove_diacritics 2 tokenchars '{_APART}'"


class Phrase(NamedTuple):
    """Words to be found side by side: one, as a rule.

    With `is_prefix` the last of them need only begin so. A loose phrase was not set between
    quotation marks, so that its words may be looked for apart where nothing holds it.
    """

    text: str
    is_prefix: bool = False
    is_loose: bool = False

    @property
    def words(self) -> list[str]:
        """Return the words that it is made of; Chinese characters stay together."""
        return [part for part in re.split(r"[\W_]+", self.text) if part]

    def apart(self) -> "list[Phrase]":
        """Return the words of a loose phrase as phrases of their own; any other as it is."""
        if not self.is_loose:
            return [self]
        *others, last = self.words
        return [*map(Phrase, others), Phrase(last, self.is_prefix)]


def phrases_in(arguments: Iterable[str], *, whole: bool = False) -> list[Phrase]:
    """Return what is looked for, in order, none twice.

    With `whole`, an argument that has blanks and no quotation marks is a loose phrase: a shell has
    taken the marks away. Else its words are looked for one by one.
    """
    found = (phrase for one in arguments for phrase in _phrases(re.sub(_BROKEN, " ", one), whole))
    return list(dict.fromkeys(found))


def _phrases(argument: str, whole: bool) -> Iterator[Phrase]:  # noqa: FBT001 (one caller)
    parts = re.split(_MARKS, argument)
    if len(parts) == 1 and whole:
        yield from _phrase(argument, is_loose=True)
        return
    for number, part in enumerate(parts):
        if number % 2 and number < len(parts) - 1:
            star = "*" if parts[number + 1].startswith("*") else ""
            yield from _phrase(part + star, is_loose=False)
        else:
            for word in part.split():
                yield from _phrase(word, is_loose=True)


def _phrase(text: str, *, is_loose: bool) -> Iterator[Phrase]:
    text = text.strip()
    phrase = Phrase(text.rstrip("* "), text.endswith("*"))
    if len(words := phrase.words):
        yield phrase._replace(is_loose=is_loose and len(words) > 1)


def quoted(phrase: Phrase) -> str:
    """Return the expression that finds a phrase."""
    text = re.sub(r"\s+", " ", spaced(phrase.text)).replace('"', " ")
    return f'"{text}"' + (" *" if phrase.is_prefix else "")


def all_of(expressions: Iterable[str]) -> str:
    """Return the expression that wants all of several."""
    return " AND ".join(f"({one})" for one in expressions) or '""'


def any_of(expressions: Iterable[str]) -> str:
    """Return the expression that wants one of several."""
    return " OR ".join(f"({one})" for one in expressions) or '""'


def spaced(text: str) -> str:
    """Set blanks around Chinese characters, so that each is a word of its own."""
    return text if text.isascii() else " ".join(re.split(_CJK, text))


def unspaced(text: str, marks: str) -> str:
    """Take the blanks that `spaced` set away again, and keep `marks` that stand within."""
    return text if text.isascii() else re.sub(f" ([{marks}]?){_CJK}([{marks}]?) ", r"\1\2\3", text)
