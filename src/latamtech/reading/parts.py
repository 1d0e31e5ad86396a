"""A fact base read in parts, each by a process of its own if need be.

First each part is read, and what its records can be asked for is told to the others: stubs. With
these, each part is judged and its rows are made. All that goes between takes few bytes.
"""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from latamtech.reading import checks, loading, rulebook
from latamtech.reading.checks import Facts, Loaded
from latamtech.reading.loading import Part
from latamtech.reading.problems import Mistake

Findings = list[tuple[Loaded, Mistake]]
ENOUGH = 1600  # records to be judged or shown at once
_WORTH_IT = 2_000_000  # bytes of facts below which starting workers takes longer than they save


class MistakeError(Exception):
    """There is a mistake in a part of the facts; which one, reading all in order will tell."""


def number_for(size: int) -> int:
    """Return how many parts pay for so many bytes of facts; 1 where processes can't be forked."""
    if size < _WORTH_IT or not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def pieces(files: Iterable[Path]) -> Iterator[Part]:
    """Yield what files hold one by one, those that hold few records together.

    What is judged and shown at once should be small enough to stay in the processor's cache, and
    large enough that most of the work is the same for all of it.
    """
    some: list[Part] = []
    number = 0
    for file in files:
        some.append(loading.read(file))
        number += len(some[-1].records)
        if number >= ENOUGH:
            yield loading.joined(some)
            some, number = [], 0
    if some:
        yield loading.joined(some)


def lots(records: Sequence[Loaded]) -> Iterator[Sequence[Loaded]]:
    """Yield records in lots to be shown at once: enough, or up to twice as many; all, if fewer."""
    number = max(1, len(records) // ENOUGH)
    ends = [len(records) * end // number for end in range(number + 1)]
    return (records[start:end] for start, end in pairwise(ends))


def judged(part: Part, today: str, others: Mapping[str, Loaded]) -> Findings:
    """Return all errors of a part that show without more of the other parts than their stubs.

    `others` are these stubs by id; those of the part itself may be among them. Where two records
    have one id, which is an error in itself, more may be found than is wrong.
    """
    return checks.findings(part.facts(today, others), rulebook.PARTIAL)


def judged_overall(stubs: Sequence[Loaded], today: str) -> Findings:
    """Return the errors that show only where all records are seen at once, by their stubs.

    These are in the order of the files, so that the later of two records is the one to blame.
    """
    return checks.findings(Facts(stubs, today), rulebook.OVERALL)
