"""Names as they are compared: without case, accents, punctuation and the order of words."""

import re
from unicodedata import combining, normalize

_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_ASCII_WORDS = str.maketrans(
    {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
)


def folded(text: str) -> str:
    """Return text without case, accents, punctuation and apostrophes, its words one blank apart.

    Compatibility forms are made equal too (Unicode NFKD), so that full-width letters match.
    """
    if text.isascii():
        spaced = text.lower().replace("'", "").replace("`", "").replace("&", " and ")
        return " ".join(spaced.translate(_ASCII_WORDS).split())
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char)).casefold()
    spaced = plain.translate(_APOSTROPHES).replace("&", " and ")
    return re.sub(r"[\W_]+", " ", spaced).strip()


def unordered(text: str) -> str:
    """Return the folded words of a text in alphabetical order, so that word order is no matter."""
    return " ".join(sorted(folded(text).split()))
