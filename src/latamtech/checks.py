"""What a rule between records is: what it is given, and what it finds.

A rule takes all records and yields what breaks it; nothing stops at the first mistake.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from latamtech.fields import Path
from latamtech.problems import Mistake, Severity

VOCABULARY = ("country", "sector", "technology")
NAMED = (*VOCABULARY, "person", "organization", "project", "event")


class Loaded(NamedTuple):
    """A record as it was read: its kind, its keys and values, its file and its number there.

    Of a `partial` record, the keys with mistakes of their own are left out; it can be checked, but
    nothing may be concluded from what it lacks.
    """

    kind: str
    data: dict[str, Any]
    file: str
    number: int
    partial: bool = False

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.data["id"])


class Text(NamedTuple):
    """A string of a record, and the path of keys to it."""

    record: Loaded
    path: Path
    text: str


@dataclass(frozen=True)
class Facts:
    """All records of one run that have an id, and what is known of those that can't be read.

    `today` is the day, `YYYY-MM-DD`, that tells past from future. `incomplete` names the files that
    have mistakes of their own, `unread` the ids that may stand there: nothing may be concluded from
    the absence of a record.
    """

    records: Sequence[Loaded]
    today: str
    unread: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Loaded]:
        """The records by their ids; of several with one id, the last."""
        return {record.id: record for record in self.records}

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[Loaded]]:
        """The records by their kinds."""
        found: dict[str, list[Loaded]] = {}
        for record in self.records:
            found.setdefault(record.kind, []).append(record)
        return found

    @cached_property
    def foreign(self) -> Sequence[Text]:
        """Each string with a character outside ASCII: few, and the only ones to look into."""
        return [
            Text(record, path, text)
            for record in self.records
            if not str(record.data).isascii()  # spares most records the walk
            for path, text in _texts(record.data, ())
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
    """A rule: the function that ensures it, and how much it weighs when it is broken."""

    ensure: Callable[[Facts], Iterator[Breach]]
    severity: Severity

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
