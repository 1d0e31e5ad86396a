"""Whether words stand in a text word for word and, where they nearly do, where they first differ.

White space and the shape of quotation marks, apostrophes and dashes are no difference.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

# Chinese characters and their punctuation: words without blanks between them.
_HAN = r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20"
_LETTER = rf"[^\W_{_HAN}]"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MARKS = re.compile("[\"'`´ʼ“”„‟‘’‚‛«»‹›「」『』＂＇]+")
_DASHES = re.compile("\\s*[-‐‑‒–—―−－]+\\s*")
_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_WORD = re.compile(rf"[{_HAN}]|{_LETTER}+(?:['-]{_LETTER}+)*|\S")
_REACH = 8  # how many words lie at the most between two guesses at where a quotation begins
_BEFORE, _AFTER = 2, 3  # how many words are shown before the first difference, and from it on


class Difference(NamedTuple):
    """Where words first differ from a text: a few words of both; `alike` is the part they share."""

    ours: str
    theirs: str
    alike: float


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """Return a text with one shape of quotation mark, dash and blank, and nothing invisible."""
    plain = _MARKS.sub("'", _INVISIBLE.sub("", normalize("NFC", text)))
    return _BESIDE_HAN.sub("", " ".join(_DASHES.sub("-", plain).split()))


def stands_in(words: str, text: str) -> bool:
    """Tell whether words stand in a text word for word, and not as parts of longer words."""
    sought = even(words)
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, sought) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, sought[-1:]) else ""
    return bool(re.search(before + re.escape(sought) + after, even(text)))


def difference(words: str, text: str) -> Difference | None:
    """Return where words that don't stand in a text first differ from the place most like them.

    `None` where less than half of them stands there in this order.
    """
    ours, theirs = list(_WORD.finditer(even(words))), list(_WORD.finditer(even(text)))
    matcher = SequenceMatcher(None, _texts(theirs), _texts(ours), autojunk=False)
    alike = sum(block.size for block in matcher.get_matching_blocks()) / len(ours)
    if alike < 1 / 2:
        return None
    longest = matcher.find_longest_match()
    start = _beginning(_texts(ours), _texts(theirs), longest.a - longest.b)
    same = _agreeing(_texts(ours), _texts(theirs)[start:])
    return Difference(_excerpt(ours, 0, same), _excerpt(theirs, start, start + same), alike)


def _texts(words: Sequence[re.Match[str]]) -> list[str]:
    return [word[0] for word in words]


def _beginning(ours: Sequence[str], theirs: Sequence[str], guess: int) -> int:
    """Return the place near a guess from where the most words agree; the guess, if none do."""
    places = range(max(0, guess - _REACH), max(0, guess + _REACH) + 1)
    return max(places, key=lambda at: (_agreeing(ours, theirs[at:]), -abs(at - guess)))


def _agreeing(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Return how many words from the first on are the same."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    unlike = (number for number, (one, other) in pairs if one != other)
    return next(unlike, min(len(ours), len(theirs)))


def _excerpt(words: Sequence[re.Match[str]], first: int, at: int) -> str:
    shown = words[max(first, at - _BEFORE) : at + _AFTER]
    return shown[0].string[shown[0].start() : shown[-1].end()] if shown else ""
