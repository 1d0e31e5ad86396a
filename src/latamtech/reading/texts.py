"""Facts held against local copies of their sources: whether words and numbers stand there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from latamtech.errors import count_of, shown
from latamtech.model import amounts
from latamtech.model.fields import Path as KeyPath
from latamtech.model.fields import references
from latamtech.model.records import KINDS
from latamtech.reading import loading
from latamtech.reading.checks import Loaded
from latamtech.reading.copies import Copy, copies_of
from latamtech.reading.numerals import numbers
from latamtech.reading.problems import Mistake, Problem
from latamtech.reading.verbatim import difference, stands_in

Outcome = Literal["verified", "elsewhere", "not found", "unverifiable"]
Subject = Literal["quotation", "number", "citation"]
_RULE = "stands-in-the-source"
_PERCENT = {"%", "percent"}
_MOST_SHOWN = 6  # numbers of a paragraph in a message


class Finding(NamedTuple):
    """What came of holding one claim of a record against one of the sources that it cites.

    `path` leads to the key that is right or wrong. The outcome is `verified`; `elsewhere`, in
    another paragraph than the one cited; `not found`; or `unverifiable`, for want of a local copy
    or of a paragraph cited.
    """

    record: Loaded
    path: KeyPath
    outcome: Outcome
    message: str
    subject: Subject
    suggestion: str = ""


class _Words(NamedTuple):
    """A direct quotation, looked for word for word."""

    text: str

    def stands_in(self, line: str, _language: str) -> bool:
        return stands_in(self.text, line)

    def missing_from(self, copy: Copy, _cited: Sequence[int]) -> str:
        """Say that the words stand nowhere in a copy or, where they nearly do, what differs."""
        compared = [(number, difference(self.text, line)) for number, line in copy.numbered()]
        near = [(found.alike, -number, found) for number, found in compared if found]
        if not near:
            return "the words do not stand in the source"
        _, number, found = max(near)
        theirs, ours = shown(found.theirs), shown(found.ours)
        return f"paragraph {-number} has {theirs} where the quotation has {ours}"


class _Quantity(NamedTuple):
    """A number, looked for in any of the ways that people write it."""

    value: float
    unit: str = ""

    def stands_in(self, line: str, language: str) -> bool:
        sought = abs(Decimal(str(self.value))), self.unit in _PERCENT
        return sought in _values(line, language)

    def missing_from(self, copy: Copy, cited: Sequence[int]) -> str:
        """Say that the number occurs nowhere in a copy, and which ones do where it is cited.

        An article, read as the number 1, is left out.
        """
        amount = amounts.display(self.value, self.unit).strip()
        lines = (line for number, line in copy.numbered() if number in cited)
        read = (number for line in lines for number in numbers(line, copy.language))
        has = dict.fromkeys(shown(number.text) for number in read if number.value != 1)
        others = f"; in {_paragraphs(cited)}: {', '.join(list(has)[:_MOST_SHOWN])}" if has else ""
        return f"{amount} does not occur{others}"


@lru_cache(maxsize=4096)
def _values(line: str, language: str) -> frozenset[tuple[Decimal, bool]]:
    """Return the numbers of a line, each with whether it is a percentage."""
    return frozenset((number.value, number.percent) for number in numbers(line, language))


_Sought = _Words | _Quantity


class _Verdict(NamedTuple):
    """What came of looking for something in a source."""

    outcome: Outcome
    message: str
    suggestion: str = ""


class _Claim(NamedTuple):
    """What a record says that a source says: where in the record, and what is looked for."""

    path: KeyPath
    subject: Subject
    sought: _Sought
    cite_path: KeyPath


def verify(records: Sequence[Loaded], folder: Path) -> list[Finding]:
    """Hold each direct quotation, and each number of figures and projects, against its sources.

    A claim must stand in each source that it cites, in one of the paragraphs cited of it. Numbers
    are compared, their units are not, but for percentages. Of every other citation it is only
    asked that the paragraph exists. Findings come in the order of the records. Raises
    `UnreadableError` for a folder or a copy that can't be read.
    """
    copies = copies_of([record for record in records if record.kind == "source"], folder)
    return [finding for record in records for finding in _findings(record, copies)]


def problems(findings: Iterable[Finding]) -> list[Problem]:
    """Return what is wrong among findings as problems, each with its file and line."""
    wrong = [finding for finding in findings if finding.outcome in ("elsewhere", "not found")]
    return loading.located(
        [(item.record, Mistake(item.path, _RULE, item.message, item.suggestion)) for item in wrong]
    )


def summary(findings: Iterable[Finding]) -> str:
    """Count findings, a line for each subject: `quotations: 8 verified, 1 not found`."""
    counts = Counter((finding.subject, finding.outcome) for finding in findings)
    lines = []
    for subject in get_args(Subject):
        told = [
            f"{counts[subject, one]:,} {one}" for one in get_args(Outcome) if counts[subject, one]
        ]
        lines += [f"{subject}s: {', '.join(told)}"] if told else []
    return "\n".join(lines)


def _findings(record: Loaded, copies: Mapping[str, Copy | None]) -> Iterator[Finding]:
    claims = list(_claims(record))
    for claim in claims:
        for source, cited in _by_source(_at(record, claim.cite_path)).items():
            verdict = _verdict(claim.sought, source, cited, copies[source])
            path = claim.cite_path if verdict.outcome == "elsewhere" else claim.path
            yield Finding(
                record, path, verdict.outcome, verdict.message, claim.subject, verdict.suggestion
            )
    yield from _missing_paragraphs(record, {claim.cite_path for claim in claims}, copies)


def _claims(record: Loaded) -> Iterator[_Claim]:
    """Yield what a record claims to stand in its sources: exact words, and numbers."""
    data = record.data
    if record.kind == "quote" and data["speech"] == "direct":
        yield _Claim(("text",), "quotation", _Words(data["text"]), ("cite",))
    if record.kind == "figure":
        yield _Claim(("value",), "number", _Quantity(data["value"], data["unit"]), ("cite",))
        if "relative" in data:
            times = _Quantity(data["relative"]["times"], "times")
            yield _Claim(("relative", "times"), "number", times, ("cite",))
    if record.kind == "project":
        for place, amount in enumerate(data.get("amounts", ())):
            sought, path = _Quantity(amount["value"], amount["unit"]), ("amounts", place)
            yield _Claim((*path, "value"), "number", sought, (*path, "cite"))


def _verdict(sought: _Sought, source: str, cited: Sequence[int], copy: Copy | None) -> _Verdict:
    """Say whether what is looked for stands in the paragraphs cited of a source."""
    if copy is None:
        return _Verdict("unverifiable", f"no local copy, {source}.txt")
    places = [number for number, line in copy.numbered() if sought.stands_in(line, copy.language)]
    if here := [number for number in places if number in cited]:
        return _Verdict("verified", f"stands in {_paragraphs(here)} of {source}")
    where = f"stands in {_paragraphs(places)} of {source}"
    if places and cited:
        advice = f'cite "{source}#{places[0]}"'
        return _Verdict("elsewhere", f"{where}, not in {_paragraphs(cited)}", advice)
    if places:
        return _Verdict("unverifiable", f"no paragraph is cited; it {where}")
    if any(sought.stands_in(line, copy.language) for line in copy.others):
        outcome: Outcome = "not found" if cited else "unverifiable"
        return _Verdict(outcome, f"stands in {source}, but not in its body")
    return _Verdict("not found", sought.missing_from(copy, cited))


def _missing_paragraphs(
    record: Loaded, judged: AbstractSet[KeyPath], copies: Mapping[str, Copy | None]
) -> Iterator[Finding]:
    """Yield each citation, but those judged already, of a paragraph that a copy does not have."""
    for path, kind, source in references(KINDS[record.kind], record.data):
        copy = copies[source] if kind == "source" and path[:-1] not in judged else None
        cited = _by_source([_at(record, path)])[source] if copy else []
        if copy and cited and cited[0] > len(copy.body):
            message = f"{source} has {count_of(len(copy.body), 'paragraph')}, no {cited[0]}"
            yield Finding(record, path, "not found", message, "citation")


def _at(record: Loaded, path: KeyPath) -> Any:  # noqa: ANN401 (whatever a record holds)
    value: Any = record.data
    for step in path:
        value = value[step]
    return value


def _by_source(cites: Sequence[str]) -> dict[str, list[int]]:
    """Return the paragraphs cited of each source: `["a#2", "a#3", "b"]` is `{a: [2, 3], b: []}`."""
    cited: dict[str, list[int]] = {}
    for cite in cites:
        source, _, paragraph = cite.partition("#")
        cited.setdefault(source, []).extend([int(paragraph)] if paragraph else [])
    return cited


def _paragraphs(numbers: Sequence[int]) -> str:
    """Name paragraphs: `paragraph 8`, `paragraphs 8, 9`."""
    noun = "paragraph" if len(numbers) == 1 else "paragraphs"
    return f"{noun} {', '.join(map(str, numbers))}"
