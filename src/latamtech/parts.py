"""A fact base read in parts, each by a process of its own if need be.

First each part is read, and what its records can be asked for is told to the others: stubs. With
these, each part is judged and its rows are made. All that goes between takes few bytes.
"""

from collections.abc import Iterator, Mapping, Sequence

from latamtech import checks, rulebook
from latamtech.checks import Facts, Loaded
from latamtech.loading import Part
from latamtech.problems import Mistake
from latamtech.rows import Row, View
from latamtech.timeline import rows_of

Findings = list[tuple[Loaded, Mistake]]


def stubs(part: Part) -> list[Loaded]:
    """Return what the records of a part can be asked for by those of others."""
    return [checks.stub(record) for record in part.records]


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


def rendered(records: Sequence[Loaded], others: Mapping[str, Loaded]) -> Iterator[Row]:
    """Yield every row of some records, given the stubs of the others that they name, by id."""
    view = View({**others, **{record.id: record for record in records}})
    for record in records:
        yield from rows_of(record, view)
