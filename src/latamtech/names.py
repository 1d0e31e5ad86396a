"""A user's word and the known values it may mean: the same word, a part of it, or the nearest."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import combining, normalize

_APOSTROPHES = re.compile("['’‘ʼ`´]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_ASCII_WORDS = str.maketrans(
    {code: chr(code) if chr(code).isalnum() else " " for code in range(128)}
)
MOST_SUGGESTIONS = 5
_CLOSE_ENOUGH = 0.6


class Name(NamedTuple):
    """One of the names of a record: the name itself, the record's id and its main name."""

    text: str
    id: str
    main: str


def folded(text: str) -> str:
    """Return text without case, accents, punctuation and apostrophes, its words one blank apart.

    Compatibility forms are made equal too (Unicode NFKD), so that full-width letters match.
    """
    if text.isascii():
        spaced = text.lower().replace("'", "").replace("`", "").replace("&", " and ")
        return " ".join(spaced.translate(_ASCII_WORDS).split())
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char)).casefold()
    spaced = _APOSTROPHES.sub("", plain).replace("&", " and ")
    return _BETWEEN_WORDS.sub(" ", spaced).strip()


def unordered(text: str) -> str:
    """Return the folded words of a text in alphabetical order, so that word order is no matter."""
    return " ".join(sorted(folded(text).split()))


def suggestions(word: str, known: Iterable[Name]) -> list[str]:
    """Return the main names nearest to a word, best first, at most five, none twice."""
    from difflib import SequenceMatcher  # noqa: PLC0415 (needed only to explain an error)

    asked = SequenceMatcher(autojunk=False)
    asked.set_seq2(folded(word)[:80])
    best: dict[str, float] = {}
    for name in known:
        asked.set_seq1(folded(name.text))
        if asked.real_quick_ratio() < _CLOSE_ENOUGH or asked.quick_ratio() < _CLOSE_ENOUGH:
            continue
        best[name.main] = max(asked.ratio(), best.get(name.main, 0.0))
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return [main for main, ratio in ranked if ratio >= _CLOSE_ENOUGH][:MOST_SUGGESTIONS]


def sharing_words(word: str, known: Iterable[Name]) -> list[str]:
    """Return the main names that share a word with the one asked for, most words first."""
    asked = set(folded(word).split())
    shared: dict[str, int] = {}
    for name in known:
        common = len(asked & set(folded(name.text).split()))
        if common:
            shared[name.main] = max(common, shared.get(name.main, 0))
    return sorted(shared, key=lambda main: (-shared[main], main))[:MOST_SUGGESTIONS]


def nearest(word: str, known: Sequence[Name]) -> list[str]:
    """Return up to five known main names near a word: alike in spelling first, then by words.

    Where no whole name is near, the single words of names are compared.
    """
    both = [*suggestions(word, known), *sharing_words(word, known)]
    parts = (name._replace(text=part) for name in known for part in name.text.split())
    return list(dict.fromkeys(both))[:MOST_SUGGESTIONS] or suggestions(word, parts)
