"""The rules between records: each a small function that says what it ensures.

A rule takes all records and yields what breaks it; nothing stops at the first mistake.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from latamtech.dates import span
from latamtech.errors import Mistake
from latamtech.fields import Path, references
from latamtech.names import Name, nearest, unordered
from latamtech.records import KINDS

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


class Breach(NamedTuple):
    """What breaks a rule: the record, the path in it, what is wrong, what would be right."""

    record: Loaded
    path: Path
    message: str
    suggestion: str = ""


Rule = Callable[[Sequence[Loaded]], Iterator[Breach]]


def findings(records: Sequence[Loaded]) -> list[tuple[Loaded, Mistake]]:
    """Return everything that breaks a rule between records, rule after rule."""
    return [
        (breach.record, Mistake(breach.path, _name(rule), breach.message, breach.suggestion))
        for rule in RULES
        for breach in rule(records)
    ]


def _name(rule: Rule) -> str:
    return rule.__name__.replace("_", "-")


def ids_are_unique(records: Sequence[Loaded]) -> Iterator[Breach]:
    """Ensure that no two records have one id; a vocabulary may repeat an entry word for word."""
    first: dict[str, Loaded] = {}
    for record in records:
        other = first.setdefault(record.id, record)
        same = record.kind in VOCABULARY and (record.kind, record.data) == (other.kind, other.data)
        if other is not record and not same:
            message = f"the id is taken by a {other.kind} in {other.file}"
            yield Breach(record, ("id",), message, "choose another")


def references_exist(records: Sequence[Loaded]) -> Iterator[Breach]:
    """Ensure that each id a record names belongs to a record of the kind that is meant."""
    kinds = {record.id: record.kind for record in records}
    for record in records:
        for path, kind, named in references(KINDS[record.kind], record.data):
            if kinds.get(named) != kind:
                yield Breach(record, path, *_missing(kind, named, kinds))


def _missing(kind: str, named: str, kinds: Mapping[str, str]) -> tuple[str, str]:
    if named in kinds:
        return f'"{named}" is a {kinds[named]}, not a {kind}', ""
    known = [Name(one, one, one) for one, its in kinds.items() if its == kind]
    near = nearest(named, known)
    advice = f"did you mean {near[0]}?" if near else f"add a [[{kind}]]"
    return f'no {kind} has the id "{named}"', advice


def names_are_not_doubled(records: Sequence[Loaded]) -> Iterator[Breach]:
    """Ensure that no name or alias stands for two records of a kind, in any order of its words."""
    owners: dict[tuple[str, str], Loaded] = {}
    for record in records:
        for path, name in names_of(record.kind, record.data):
            owner = owners.setdefault((record.kind, unordered(name)), record)
            if owner.id != record.id:
                message = f'"{name}" is a name of "{owner.id}" in {owner.file} too'
                yield Breach(record, path, message)


def names_of(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
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


def dates_are_in_order(records: Sequence[Loaded]) -> Iterator[Breach]:
    """Ensure that nothing ends before it begins."""
    for record in records:
        begin, end = record.data.get("start", record.data.get("date")), record.data.get("end")
        if begin and end and span(end).last < span(begin).first:
            yield Breach(record, ("end",), f"{end} is before {begin}, when it began")


def sources_are_named(records: Sequence[Loaded]) -> Iterator[Breach]:
    """Ensure that a source has a title or, without one, a description."""
    for record in records:
        if record.kind == "source" and not record.data.keys() & {"title", "description"}:
            advice = "required, or a description where the document has none"
            yield Breach(record, ("title",), "missing", advice)


def statuses_say_as_of_when(records: Sequence[Loaded]) -> Iterator[Breach]:
    """Ensure that a status has its day, unless no source of it is dated."""
    sources = (record for record in records if record.kind == "source")
    dated = {record.id for record in sources if "published" in record.data}
    for record in (record for record in records if record.kind == "project"):
        cited = {cite.partition("#")[0] for cite in record.data["cite"]}
        if "status_as_of" not in record.data and "status" in record.data and cited & dated:
            advice = "required: the day the status held, the date of its source"
            yield Breach(record, ("status_as_of",), "missing", advice)
        if "status_as_of" in record.data and "status" not in record.data:
            yield Breach(record, ("status_as_of",), "there is no status", "add one")


RULES: Sequence[Rule] = (
    ids_are_unique,
    references_exist,
    names_are_not_doubled,
    dates_are_in_order,
    sources_are_named,
    statuses_say_as_of_when,
)
