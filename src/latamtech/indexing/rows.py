"""Records to the rows that commands answer with: what a script reads, and what filters match on.

A row is made once, when a record is read, so that an answer needs no more than to be printed.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import repeat
from typing import Any, NamedTuple, get_args

from latamtech.indexing import pieces
from latamtech.indexing.expressions import BETWEEN
from latamtech.model.dates import Span, hull
from latamtech.model.fields import fields_of
from latamtech.model.names import folded
from latamtech.model.records import KINDS, Measure, Speech, Status, TimelineRow
from latamtech.reading.checks import Loaded, called

LISTS = {
    "project": "projects",
    "quote": "quotes",
    "source": "sources",
    "event": "events",
    "person": "speakers",
    "organization": "organizations",
    "country": "countries",
    "sector": "sectors",
    "technology": "technologies",
}
_FILTERED_BY = {
    "countries": "country",
    "areas": "country",
    "country": "country",
    "sectors": "sector",
    "technologies": "technology",
    "organization": "organization",
    "organizations": "organization",
    "organizers": "organization",
    "speaker": "speaker",
    "said_by": "speaker",
    "projects": "project",
    "project": "project",
    "event": "event",
    "series": "series",
    "measure": "measure",
    "status": "status",
    "speech": "speech",
}
FILTERS = frozenset(_FILTERED_BY.values())
_ACTIVE = {"not yet operational", "under construction", "operating", "ongoing", "suspended"}
_UNDATED = "9999"
_MOST_KEPT = 2**16

Tag = tuple[str, str]


class Row(NamedTuple):
    """One row of a list: the JSON object, and what it is ordered, filtered and found by.

    `first` and `last` are the days, `YYYY-MM-DD`, that a date filter compares with; `json` is the
    text of the object; `tags` are pairs of a filter and a value; `title` and `body` are what a
    search looks through, both empty where it finds nothing here. All is ready to be stored.
    """

    listed: str
    record: str
    order: str
    first: str | None
    last: str | None
    json: str
    tags: list[Tag]
    title: str
    body: str


@cache
def keys_of(name: str) -> tuple[str, ...]:
    """Return the JSON keys of a list's rows, in the order of the fields' declarations."""
    if name == "timeline":
        return tuple(field.name for field in fields_of(TimelineRow))
    cls = KINDS[next(kind for kind, its in LISTS.items() if its == name)]
    return tuple(key for field in fields_of(cls) for key in pieces.keys_of(field))


class View:
    """Records as an answer shows them, with the names and sources that their ids stand for."""

    def __init__(self, records: Mapping[str, Loaded]) -> None:
        """Take all records by id, which have passed the checks; of those only named, stubs."""
        self.records = records
        self.writer = pieces.Writer(records)
        self._folded = lru_cache(_MOST_KEPT)(self._write_folded)

    def row(self, record: Loaded) -> Row | None:
        """Return the row of a record in the list of its kind; `None` where the kind has no list."""
        if record.kind not in LISTS:
            return None
        kind, data, id_ = record.kind, record.data, record.id
        listed = LISTS[kind]
        text, words = self.writer.shown(KINDS[kind], data)
        first, last = self._days(record) or (None, None)
        return Row(
            listed,
            id_,
            self._order(record),
            first,
            last,
            text,
            tags_of(record, data.get("cite", ())),
            BETWEEN.join([id_, *dict.fromkeys(called(kind, data)), *_title(data)]),
            words,
        )

    def _order(self, record: Loaded) -> str:
        """Return the text that a list is sorted by, unless another order is asked for.

        Its parts are set apart by tabs, which stand before any blank: Port before Port Axe.
        """
        data = record.data
        if record.kind == "quote":
            source, _, paragraph = data["cite"][0].partition("#")
            return f"{self._folded(data['speaker'])}\t{source}\t{paragraph:0>6}\t{record.id}"
        if record.kind == "source":
            return f"{data.get('published', _UNDATED)} {record.id}"
        if record.kind == "event":
            return f"{data.get('date', _UNDATED)} {record.id}"
        return f"{folded(data['name'])}\t{record.id}"

    def _write_folded(self, id_: str) -> str:
        return folded(self.records[id_].data["name"])

    def _days(self, record: Loaded) -> Span | None:
        """Return the time of a record: from the first to the last day of its own dates.

        The day of a status counts where the status says that the project was there on that day; a
        quotation without a date has the time of its event.
        """
        data: Mapping[str, Any] = record.data
        if record.kind == "quote" and "date" not in data and "event" in data:
            data = self.records[data["event"]].data
        dates = [data[key] for key in ("start", "date", "end", "published") if key in data]
        for key in ("milestones", "amounts"):
            if key in data:
                dates += [one["date"] for one in data[key] if "date" in one]
        if data.get("status") in _ACTIVE and "status_as_of" in data:
            dates.append(data["status_as_of"])
        return hull(dates)


def _title(data: Mapping[str, Any]) -> list[str]:
    return [data["title"]] if "title" in data else []


def tags_of(record: Loaded, cites: Iterable[str], filters: frozenset[str] = FILTERS) -> list[Tag]:
    """Return what a row of a record is filtered by: filters and values, none twice.

    `cites` are the citations of the row, `filters` those that its list has.
    """
    data = record.data
    found = cited(cites)
    for key, name, many, nested in _filters(record.kind, filters):
        if key not in data:
            continue
        value = data[key]
        if nested:
            found += [(name, one["id"]) for one in value]
        elif many:
            found += zip(repeat(name), value)
        else:
            found.append((name, value))
    return list(dict.fromkeys(found))


def cited(cites: Iterable[str]) -> list[Tag]:
    """Return the tags of the sources that citations name."""
    return [("source", cite.partition("#")[0]) for cite in cites]


@cache
def _filters(kind: str, filters: frozenset[str]) -> list[tuple[str, str, bool, bool]]:
    """Return the keys that filters look at: key, filter, whether it is a list, and of tables."""
    return [
        (field.name, _FILTERED_BY[field.name], field.many, bool(field.nested))
        for field in fields_of(KINDS[kind])
        if _FILTERED_BY.get(field.name) in filters
    ]


class KnownName(NamedTuple):
    """A word by which a value of a filter may be asked for; `main` is how the value is printed."""

    filter: str
    text: str
    id: str
    main: str


def known_names(record: Loaded) -> Iterator[KnownName]:
    """Yield every word by which a record may be asked for: its id, its names, its aliases."""
    data, named = record.data, {"person": "speaker"}.get(record.kind, record.kind)
    names = called(record.kind, data)
    for text in dict.fromkeys([record.id, *names]) if names else ():
        yield KnownName(named, text, record.id, data["name"])
    if series := data.get("series"):
        yield KnownName("series", series, series, series)
        yield KnownName("series", data["label"], series, series)


def closed_names() -> Iterator[KnownName]:
    """Yield the values of the filters whose values the program itself lists."""
    for name, values in (("status", Status), ("speech", Speech), ("measure", Measure)):
        for value in get_args(values):
            yield KnownName(name, value, value, value)
