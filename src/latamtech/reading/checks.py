"""What a rule between records is: what it is given, and what it finds.

A rule takes records and yields what breaks it; nothing stops at the first mistake. It says by its
scope whether it can judge some of the records, with no more of the others than a look at those
that are named: so the parts of a large fact base are judged side by side, and after a change only
what it touches.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple

from latamtech.model.fields import Path, fields_of
from latamtech.model.records import KINDS
from latamtech.reading.problems import Mistake, Severity

VOCABULARY = ("country", "sector", "technology")
NAMED = (*VOCABULARY, "person", "organization", "project", "event")
# What those that name a record ask it for, or what tells it from others.
_ASKED_FOR = {
    "source": ("id", "title", "description", "publisher", "published", "accessed", "url"),
    "event": ("id", "name", "date", "end"),
    "person": ("id", "name", "native_name", "aliases"),
    "organization": ("id", "name", "native_name", "aliases"),
    "project": ("id", "name", "aliases"),
    "quote": ("id",),
    "figure": ("id",),
}
_NAMES = ("name", "native_name", "alpha3")

Scope = Literal["record", "file", "all"]


class Loaded(NamedTuple):
    """A record as it was read: its kind, its keys and values, its file and its number there.

    Of a `partial` record, the keys with mistakes of their own are left out; it can be checked, but
    nothing may be concluded from what it lacks. One that is not `foreign` holds ASCII only.
    """

    kind: str
    data: dict[str, Any]
    file: str
    number: int
    partial: bool = False
    foreign: bool = True

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.data["id"])


def stub(record: Loaded) -> Loaded:
    """Return a record with no more in it than other records can ask it for.

    Of an entry of the vocabulary that is all. Of others, the id and the names by which it may be
    meant; of a source, what a citation tells of it (`title`, `description`, `publisher`,
    `published`, `url`) and when it was `accessed`; of an event, its `date` and `end`. With that,
    rules of the scopes "record" and "file" judge the records that name it, `rows.View` shows
    them, and error rules of the scope "all" need nothing else.
    """
    if record.kind in VOCABULARY:
        return record
    kept = {key: record.data[key] for key in _ASKED_FOR[record.kind] if key in record.data}
    return Loaded(record.kind, kept, record.file, record.number, record.partial, record.foreign)


class Text(NamedTuple):
    """A string of a record, and the path of keys to it."""

    record: Loaded
    path: Path
    text: str


@dataclass(frozen=True, eq=False, repr=False)
class Facts:
    """The records to judge, all with an id, and what is known of those that can't be read.

    `today` is the day, `YYYY-MM-DD`, that tells past from future. `incomplete` names the files that
    have mistakes of their own, `unread` the ids that may stand there: nothing may be concluded from
    the absence of a record. `others` are records by id, or stubs of them, that are only looked up,
    not judged.
    """

    records: Sequence[Loaded]
    today: str
    unread: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()
    others: Mapping[str, Loaded] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Loaded]:
        """The records to judge by their ids; of several with one id, the last."""
        return {record.id: record for record in self.records}

    def named(self, id_: str) -> Loaded | None:
        """Return the record with an id, or the stub of it, whether it is to be judged or not."""
        return self.by_id.get(id_) or self.others.get(id_)

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Loaded]]:
        """The records by their kinds."""
        found: dict[str, list[Loaded]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def latest(self) -> Sequence[tuple[Loaded, str]]:
        """Each dated record with that of its dates, as texts, which comes last in the alphabet.

        Where this is not after a day, none is.
        """
        found: list[tuple[Loaded, str]] = []
        for kind, some in self.by_kind.items():
            keys = _date_keys(kind)
            if len(keys) == 1:  # as most records have
                (key,) = keys
                found += [(one, one.data[key]) for one in some if key in one.data]
            elif keys:
                all_dates = ((record, _dates(keys, record.data)) for record in some)
                found += [(record, max(dates)) for record, dates in all_dates if dates]
        return found

    @cached_property
    def foreign(self) -> Sequence[Text]:
        """Each string with a character outside ASCII: few, and the only ones to look into."""
        return [
            Text(record, path, text)
            for record in self.records
            if record.foreign
            for key, value in record.data.items()
            if not (isinstance(value, str) and value.isascii())  # spares most of them the walk
            for path, text in _texts(value, (key,))
            if not text.isascii()
        ]

    def of(self, *kinds: str) -> Iterator[Loaded]:
        """Yield the records of some kinds."""
        for kind in kinds:
            yield from self.by_kind.get(kind, ())

    def whole(self, kind: str) -> Iterator[Loaded]:
        """Yield the records of a kind that are not partial."""
        return (record for record in self.of(kind) if not record.partial)

    def texts(self) -> Iterator[Text]:
        """Yield each string of each record."""
        for record in self.records:
            for path, text in _texts(record.data, ()):
                yield Text(record, path, text)


@cache
def _date_keys(kind: str) -> Sequence[str]:
    """Return the keys of a kind that hold dates of its own."""
    return [one.name for one in fields_of(KINDS[kind]) if one.key.form == "date"]


def _dates(keys: Iterable[str], data: Mapping[str, Any]) -> list[str]:
    found = [data[key] for key in keys if key in data]
    for key in ("milestones", "amounts"):
        if key in data:
            found += [one["date"] for one in data[key] if "date" in one]
    return found


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*path, step))


class Breach(NamedTuple):
    """What breaks a rule: the record, the path in it, what is wrong, what would be right."""

    record: Loaded
    path: Path
    message: str
    suggestion: str = ""


class Rule(NamedTuple):
    """A rule: the function that ensures it, how much it weighs when broken, and what it judges.

    Its scope is a "record", together with those that it names; the records of one "file"; or "all"
    records, of which stubs are enough for an error rule.
    """

    ensure: Callable[[Facts], Iterator[Breach]]
    severity: Severity
    scope: Scope = "record"

    @property
    def name(self) -> str:
        """The name that problems carry: that of the function, with hyphens."""
        return self.ensure.__name__.replace("_", "-")


def findings(facts: Facts, rules: Sequence[Rule]) -> list[tuple[Loaded, Mistake]]:
    """Return everything that breaks one of the rules, rule after rule."""
    return [
        (
            breach.record,
            Mistake(breach.path, rule.name, breach.message, breach.suggestion, rule.severity),
        )
        for rule in rules
        for breach in rule.ensure(facts)
    ]


def called(kind: str, data: Mapping[str, Any]) -> list[str]:
    """Return each name that a record is found by, besides its id."""
    if kind not in NAMED:
        return []
    names = [data[key] for key in _NAMES if key in data]
    return [*names, *data.get("aliases", ()), *data.get("names", {}).values()]


def names_of(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield each name that a record is found by, besides its id, with its path in the record."""
    if kind not in NAMED:
        return
    for key in _NAMES:
        if key in data:
            yield (key,), data[key]
    for number, alias in enumerate(data.get("aliases", ())):
        yield ("aliases", number), alias
    for language, name in data.get("names", {}).items():
        yield ("names", language), name
