"""The rules between records: each a small function that says what it ensures.

A rule takes all records and yields what breaks it; nothing stops at the first mistake.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from latamtech.dates import span
from latamtech.errors import Mistake
from latamtech.names import Name, nearest, unordered
from latamtech.records import references

VOCABULARY = ("country", "sector", "technology")
NAMED = (*VOCABULARY, "person", "organization", "project", "event")


class Loaded(NamedTuple):
    """A record as it was read: its kind, its keys and values, its file and its number there."""

    kind: str
    data: dict[str, Any]
    file: str
    number: int

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.data["id"])


Finding = tuple[Loaded, Mistake]
Rule = Callable[[Sequence[Loaded]], Iterator[Finding]]


def findings(records: Sequence[Loaded]) -> list[Finding]:
    """Return everything that breaks a rule between records, rule after rule."""
    return [found for rule in RULES for found in rule(records)]


def ids_are_unique(records: Sequence[Loaded]) -> Iterator[Finding]:
    """Ensure that no two records have one id; an entry of a vocabulary may be repeated word for word."""
    first: dict[str, Loaded] = {}
    for record in records:
        other = first.setdefault(record.id, record)
        same = record.kind in VOCABULARY and other.kind == record.kind and other.data == record.data
        if other is not record and not same:
            message = f"the id is taken by a {other.kind} in {other.file}"
            yield record, Mistake(("id",), "ids-are-unique", message, "choose another")


def references_exist(records: Sequence[Loaded]) -> Iterator[Finding]:
    """Ensure that each id a record names belongs to a record of the kind that is meant."""
    kinds = {record.id: record.kind for record in records}
    for record in records:
        for path, kind, named in references(record.kind, record.data):
            if kinds.get(named) != kind:
                yield record, _missing(path, kind, named, kinds)


def _missing(
    path: tuple[str | int, ...], kind: str, named: str, kinds: Mapping[str, str]
) -> Mistake:
    if named in kinds:
        message = f'"{named}" is a {kinds[named]}, not a {kind}'
        return Mistake(path, "references-exist", message)
    known = [Name(one, one, one) for one, its in kinds.items() if its == kind]
    near = nearest(named, known)
    advice = f"did you mean {near[0]}?" if near else f"add a [[{kind}]]"
    return Mistake(path, "references-exist", f'no {kind} has the id "{named}"', advice)


def names_are_not_doubled(records: Sequence[Loaded]) -> Iterator[Finding]:
    """Ensure that no name or alias stands for two records of a kind, in any order of its words."""
    owners: dict[tuple[str, str], Loaded] = {}
    for record in records:
        for path, name in names_of(record.kind, record.data):
            owner = owners.setdefault((record.kind, unordered(name)), record)
            if owner.id != record.id:
                message = f'"{name}" is a name of "{owner.id}" in {owner.file} too'
                yield record, Mistake(path, "names-are-not-doubled", message)


def names_of(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield each name that a record is found by, besides its id, with its path in the record."""
    if kind not in NAMED:
        return
    for key in ("name", "native_name", "alpha3"):
        if key in data:
            yield (key,), data[key]
    for number, alias in enumerate(data.get("aliases", ())):
        yield ("aliases", number), alias
    for language, name in data.get("names", {}).items():
        yield ("names", language), name


def dates_are_in_order(records: Sequence[Loaded]) -> Iterator[Finding]:
    """Ensure that nothing ends before it begins."""
    for record in records:
        begin, end = record.data.get("start", record.data.get("date")), record.data.get("end")
        if begin and end and span(end).last < span(begin).first:
            message = f"{end} is before {begin}, when it began"
            yield record, Mistake(("end",), "dates-are-in-order", message)


def sources_are_named(records: Sequence[Loaded]) -> Iterator[Finding]:
    """Ensure that a source has a title or, without one, a description."""
    for record in records:
        if record.kind == "source" and not record.data.keys() & {"title", "description"}:
            message, advice = "missing", "or a description, where the document has no title"
            yield record, Mistake(("title",), "sources-are-named", message, advice)


def statuses_say_as_of_when(records: Sequence[Loaded]) -> Iterator[Finding]:
    """Ensure that a status has its day, unless no source of it has a date, and no day stands alone."""
    dated = {record.id for record in records if record.kind == "source" and "published" in record.data}
    for record in records:
        if record.kind != "project":
            continue
        has_status, has_day = "status" in record.data, "status_as_of" in record.data
        sources = {cite.partition("#")[0] for cite in record.data["cite"]}
        if has_day and not has_status:
            yield record, Mistake(("status_as_of",), "statuses-say-as-of-when", "there is no status")
        if has_status and not has_day and sources & dated:
            advice = "required: the day the status held, the date of its source"
            yield record, Mistake(("status_as_of",), "statuses-say-as-of-when", "missing", advice)


RULES: Sequence[Rule] = (
    ids_are_unique,
    references_exist,
    names_are_not_doubled,
    dates_are_in_order,
    sources_are_named,
    statuses_say_as_of_when,
)
