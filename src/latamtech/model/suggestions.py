"""The known values nearest to a word that none of them is known by."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from latamtech.model.names import folded

MOST_SUGGESTIONS = 5
_CLOSE_ENOUGH, _VERY_CLOSE = 0.6, 0.75  # ratios of letters in common


class Name(NamedTuple):
    """One of the names of a record: the name itself, the record's id and its main name."""

    text: str
    id: str
    main: str


def suggestions(word: str, known: Iterable[Name], close: float = _CLOSE_ENOUGH) -> list[str]:
    """Return the main names nearest to a word, best first, at most five, none twice."""
    asked = SequenceMatcher(autojunk=False)
    asked.set_seq2(folded(word)[:80])
    best: dict[str, float] = {}
    for name in known:
        asked.set_seq1(folded(name.text))
        if asked.real_quick_ratio() < close or asked.quick_ratio() < close:
            continue
        best[name.main] = max(asked.ratio(), best.get(name.main, 0.0))
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return [main for main, ratio in ranked if ratio >= close][:MOST_SUGGESTIONS]


def sharing_words(word: str, known: Iterable[Name]) -> list[str]:
    """Return the main names that share a word with the one asked for, most words first."""
    asked = set(folded(word).split())
    shared: dict[str, int] = {}
    for name in known:
        common = len(asked & set(folded(name.text).split()))
        if common:
            shared[name.main] = max(common, shared.get(name.main, 0))
    return sorted(shared, key=lambda main: (-shared[main], main))[:MOST_SUGGESTIONS]


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return up to five known words near one, best first."""
    return nearest_names(word, [Name(one, one, one) for one in known])


def nearest_names(word: str, known: Sequence[Name]) -> list[str]:
    """Return up to five known main names near a word: alike in spelling first, then by words.

    Where no whole name is near, the single words of names are compared.
    """
    both = [*suggestions(word, known), *sharing_words(word, known)]
    parts = (name._replace(text=part) for name in known for part in name.text.split())
    return list(dict.fromkeys(both))[:MOST_SUGGESTIONS] or suggestions(word, parts, _VERY_CLOSE)
