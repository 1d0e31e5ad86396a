"""Names as they are compared: without case, accents, punctuation and the order of words."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_ASCII_WORDS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128))
_ASCII_WORDS = _ASCII_WORDS.lower().ljust(256)
_MOST_KEPT = 2**12  # a record's name is asked for several times while the record is at hand


@lru_cache(_MOST_KEPT)
def folded(text: str) -> str:
    """Return text without case, accents, punctuation and apostrophes, its words one blank apart.

    Compatibility forms are made equal too (Unicode NFKD), so that full-width letters match.
    """
    return " ".join(_words(text))


def unordered(text: str) -> str:
    """Return the folded words of a text in alphabetical order, so that word order is no matter."""
    return " ".join(sorted(folded(text).split()))


def _words(text: str) -> list[str]:
    if text.isascii():
        raw = (text.replace("&", " and ") if "&" in text else text).encode()
        return raw.translate(_ASCII_WORDS, b"'`").decode().split()
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char)).casefold()
    spaced = plain.translate(_APOSTROPHES).replace("&", " and ")
    return re.sub(r"[\W_]+", " ", spaced).split()
