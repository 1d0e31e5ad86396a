"""What seems to be recorded twice: projects with like names, quotations with like words.

Two records are compared only where they share a rare word, as in a similarity join with a prefix
filter (Bayardo, Ma & Srikant, "Scaling up all pairs similarity search", 2007), so that the time
grows with the number of records and not with its square.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from latamtech.model.fields import Path
from latamtech.model.names import folded
from latamtech.reading.checks import Breach, Facts, Loaded, Rule, names_of

LIKE_NAMES = 0.6
LIKE_TEXTS = 0.8
_MOST_COMPARED = 30
_LITTLE_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "s", "the", "to"})
_WORD = "[\u2e80-\u9fff]|[^\\W\u2e80-\u9fff]+"


class Candidate(NamedTuple):
    """A record that may be recorded twice: its words, and the groups that it is compared within."""

    record: Loaded
    path: Path
    groups: tuple[str, ...]
    words: frozenset[str]


def projects_are_recorded_once(facts: Facts) -> Iterator[Breach]:
    """Ensure that no two projects in a country have nearly the same name."""
    named = [
        Candidate(record, path, tuple(record.data["countries"]), _words(name))
        for record in facts.whole("project")
        for path, name in names_of(record.kind, record.data)
    ]
    for one, other in pairs(named, LIKE_NAMES):
        message = f'the name is like one of "{other.record.id}" in {other.record.file}'
        yield Breach(one.record, one.path, message, "if they are the same, merge the two")


def quotations_are_recorded_once(facts: Facts) -> Iterator[Breach]:
    """Ensure that no two quotations of a speaker have nearly the same text."""
    said = [
        Candidate(record, ("text",), (record.data["speaker"],), _words(record.data["text"]))
        for record in facts.whole("quote")
    ]
    for one, other in pairs(said, LIKE_TEXTS):
        message = f'the text is like that of "{other.record.id}" in {other.record.file}'
        advice = "if they are the same, keep one and let it cite both sources"
        yield Breach(one.record, one.path, message, advice)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(_WORD, folded(text))) - _LITTLE_WORDS


def pairs(candidates: Sequence[Candidate], least: float) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield the candidates that are like an earlier one, each once, with that one.

    `least` is the share of their words that two must have in common (the Jaccard index). A word so
    frequent that it says little finds no more than the first of those that have it.
    """
    frequency = Counter(word for one in candidates for word in one.words)
    sharing: dict[tuple[str, str], list[Candidate]] = {}
    told = set()
    for one in candidates:
        rare = sorted(one.words, key=lambda word: (frequency[word], word))
        # Two sets as alike as that have one of these words in common.
        rare = rare[: len(rare) - ceil(least * len(rare)) + 1]
        keys = [(group, word) for group in one.groups for word in rare]
        earlier = (other for key in keys for other in sharing.get(key, ()))
        other = next((other for other in earlier if _alike(one, other, least)), None)
        if other and one.record.id not in told:
            told.add(one.record.id)
            yield one, other
        for key in keys:
            found = sharing.setdefault(key, [])
            if len(found) < _MOST_COMPARED:
                found.append(one)


def _alike(one: Candidate, other: Candidate, least: float) -> bool:
    """Tell whether two are alike; numbers tell phases, years and editions apart."""
    if one.record.id == other.record.id:
        return False
    common, differing = one.words & other.words, one.words ^ other.words
    alike = len(common) >= least * (len(common) + len(differing))
    return alike and not any(word.isdecimal() for word in differing)


RULES = (
    Rule(projects_are_recorded_once, "warning", "all"),
    Rule(quotations_are_recorded_once, "warning", "all"),
)
