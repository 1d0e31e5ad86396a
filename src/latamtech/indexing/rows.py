"""Records to the rows that commands answer with: what a script reads, and what filters match on.

A row is made once, when a record is read, so that an answer needs no more than to be printed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

from latamtech.indexing import pieces
from latamtech.indexing.expressions import BETWEEN
from latamtech.model.dates import hull, span
from latamtech.model.fields import Field, fields_of
from latamtech.model.names import folded, unordered
from latamtech.model.records import KINDS, Measure, Speech, Status, TimelineRow
from latamtech.reading.checks import NAMED, Loaded, called

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
    "cite": "source",
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
_ACTIVE = {"not yet operational", "under construction", "operating", "ongoing", "suspended"}
_ASKED = {"person": "speaker"}
_NEVER = None, None
_DAYS = {"source": "published", "event": "date"}
_UNDATED = "9999"
_MOST_KEPT = 2**16

Found = dict[str, dict[str, list[int]]]
# A name by which a value of a filter may be asked for: the filter, the words of the name in the
# order of the alphabet, the name, the id, and how the value is printed.
KnownName = tuple[str, str, str, str, str]
Finder = tuple[str, str, Callable[[Any], Iterable[str]] | None]


class Rows(NamedTuple):
    """Rows of one list, column by column, and what finds them.

    `ids` are those of their records, `orders` what they are sorted by, `spans` the first and the
    last day that a date filter compares with, `json` the texts of the objects. `titles` and
    `bodies` are what a search looks through, empty where it finds nothing. `found` has, by filter
    and value, the places of the rows that a value finds.
    """

    listed: str
    ids: Sequence[str]
    orders: Sequence[str]
    spans: Sequence[tuple[str | None, str | None]]
    json: Sequence[str]
    titles: Sequence[str]
    bodies: Sequence[str]
    found: Found


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

    def rows(
        self, kind: str, values: Sequence[Mapping[str, Any]], called: Iterable[Sequence[str]]
    ) -> Rows:
        """Return the rows of records of a kind, which are called so, in the list of that kind."""
        json, words = self.writer.shown(KINDS[kind], values)
        return Rows(
            LISTS[kind],
            [data["id"] for data in values],
            list(map(self._order(kind), values)),
            list(map(self._span(kind), values)),
            json,
            list(map(BETWEEN.join, called)),
            words,
            found_by(kind, values),
        )

    def _order(self, kind: str) -> Callable[[Mapping[str, Any]], str]:
        """Return how records of a kind give the text that their list is sorted by.

        Its parts are set apart by tabs, which stand before any blank: Port before Port Axe.
        """
        if kind == "quote":
            return self._order_of_quote
        if kind in _DAYS:
            day = _DAYS[kind]
            return lambda data: f"{data.get(day, _UNDATED)} {data['id']}"
        return lambda data: f"{folded(data['name'])}\t{data['id']}"

    def _order_of_quote(self, data: Mapping[str, Any]) -> str:
        source, _, paragraph = data["cite"][0].partition("#")
        return f"{self._folded(data['speaker'])}\t{source}\t{paragraph:0>6}\t{data['id']}"

    def _write_folded(self, id_: str) -> str:
        return folded(self.records[id_].data["name"])

    def _span(self, kind: str) -> Callable[[Mapping[str, Any]], tuple[str | None, str | None]]:
        """Return how records of a kind give their time: the first and the last of their days."""
        if kind == "quote":
            return self._span_of_quote
        if kind == "project":
            return _span_of_project
        if kind in _DAYS:
            keys = _DAYS[kind], "end"
            return lambda data: hull([data[key] for key in keys if key in data]) or _NEVER
        return lambda _: _NEVER

    def _span_of_quote(self, data: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """Return the time of a quotation: without a date, that of its event."""
        if "date" in data:
            return span(data["date"])
        if "event" in data:
            return self._span("event")(self.records[data["event"]].data)
        return _NEVER


def _span_of_project(data: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the time of a project, from all its dates.

    The day of a status counts where the status says that the project was there on that day.
    """
    dates = [data[key] for key in ("start", "end") if key in data]
    for key in ("milestones", "amounts"):
        if key in data:
            dates += [one["date"] for one in data[key] if "date" in one]
    if "status_as_of" in data and data["status"] in _ACTIVE:
        dates.append(data["status_as_of"])
    return hull(dates) or _NEVER


def titles(kind: str, data: Mapping[str, Any]) -> Sequence[str]:
    """Return what a record is called: its id, its names, its aliases, its title, each once."""
    if kind == "quote":
        return (data["id"],)
    title = [data["title"]] if "title" in data else []
    return [*dict.fromkeys([data["id"], *called(kind, data), *title])]


def found_by(kind: str, values: Sequence[Mapping[str, Any]]) -> Found:
    """Return, by filter and value, the places of what a value finds, each once and in order.

    `values` hold what fields of a kind hold.
    """
    found: Found = {}
    for key, name, several in finders(kind):
        its = defaultdict[str, list[int]](list)
        for place, one in enumerate(values):
            if key not in one:
                continue
            if not several:
                its[one[key]].append(place)
                continue
            for value in several(one[key]):
                its[value].append(place)
        found[name] = dict(its)
    return found


@cache
def finders(kind: str) -> Sequence[Finder]:
    """Return what rows of a kind are found by; no two of its fields are for one filter."""
    fields = [field for field in fields_of(KINDS[kind]) if field.name in _FILTERED_BY]
    return [(field.name, _FILTERED_BY[field.name], _values_in(field)) for field in fields]


def _values_in(field: Field) -> Callable[[Any], Iterable[str]] | None:
    """Return how to take the ids that a value of a field names, each once; `None` for itself."""
    if field.name == "cite":
        return _sources
    if field.nested:
        return lambda several: {one["id"] for one in several}
    return _each_once if field.many else None


def _sources(cites: Sequence[str]) -> Iterable[str]:
    if len(cites) == 1:
        return (cites[0].partition("#")[0],)
    return {cite.partition("#")[0] for cite in cites}


def _each_once(ids: Sequence[str]) -> Iterable[str]:
    return ids if len(ids) == 1 else set(ids)


def known_names(kind: str, data: Mapping[str, Any], called: Iterable[str]) -> list[KnownName]:
    """Return every name by which a record, which is called so, may be asked for."""
    if kind == "figure":
        series = data.get("series")
        return (
            [_of_series(series), _name("series", data["label"], series, series)] if series else []
        )
    if kind not in NAMED:
        return []
    asked, id_, main = _ASKED.get(kind, kind), data["id"], data["name"]
    return [_name(asked, text, id_, main) for text in called]


def closed_names() -> Iterator[KnownName]:
    """Yield the values of the filters whose values the program itself lists."""
    for name, values in (("status", Status), ("speech", Speech), ("measure", Measure)):
        for value in get_args(values):
            yield _name(name, value, value, value)


@lru_cache(_MOST_KEPT)
def _of_series(series: str) -> KnownName:
    return _name("series", series, series, series)


def _name(filter_: str, text: str, id_: str, main: str) -> KnownName:
    return filter_, unordered(text), text, id_, main
