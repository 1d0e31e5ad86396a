"""Records to the rows that commands answer with: what a script reads, and what filters match on.

A row is made once, when a record is read, so that an answer needs no more than to be printed.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

from latamtech import amounts
from latamtech.checks import Loaded, names_of
from latamtech.dates import Span, hull
from latamtech.fields import fields_of
from latamtech.names import folded
from latamtech.records import KINDS, Measure, Speech, Status, TimelineRow

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
    "projects": "project",
    "project": "project",
    "event": "event",
    "series": "series",
    "measure": "measure",
    "status": "status",
    "speech": "speech",
}
_ACTIVE = {"not yet operational", "under construction", "operating", "ongoing", "suspended"}
_NOT_SEARCHED = {"citations", "display", "url", "id"}
_UNDATED = "9999"

Json = dict[str, Any]
Tag = tuple[str, str]


class Row(NamedTuple):
    """One row of a list: the JSON object, and what it is ordered, filtered and found by.

    `days` is the time that a date filter compares with; `tags` are pairs of a filter and a value.
    """

    listed: str
    record: str
    order: str
    days: Span | None
    data: Json
    tags: list[Tag]
    title: str
    body: str


@cache
def keys_of(name: str) -> tuple[str, ...]:
    """Return the JSON keys of a list's rows, in the order of the fields' declarations."""
    if name == "timeline":
        return tuple(field.name for field in fields_of(TimelineRow))
    return tuple(_keys(KINDS[next(kind for kind, its in LISTS.items() if its == name)]))


def _keys(cls: type) -> Iterator[str]:
    for field in fields_of(cls):
        if field.key.shown:
            yield "citations" if field.name == "cite" else field.name
        if field.key.names:
            yield field.key.names


class View:
    """Records as an answer shows them, with the names and sources that their ids stand for."""

    def __init__(self, records: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the data of all records by id; they have passed the checks."""
        self.records = records

    def row(self, record: Loaded) -> Row | None:
        """Return the row of a record in the list of its kind; `None` where the kind has no list."""
        if record.kind not in LISTS:
            return None
        shown = self.shown(KINDS[record.kind], record.data)
        names = dict.fromkeys(text for _, text in names_of(record.kind, record.data))
        return Row(
            LISTS[record.kind],
            record.id,
            self._order(record),
            self._days(record),
            shown,
            tags_of(record.data, shown),
            " ".join([record.id, *names]),
            " ".join(_texts(shown)),
        )

    def shown(self, cls: type, data: Mapping[str, Any]) -> Json:
        """Return the JSON object for a value of a class: each of its keys, null where unknown."""
        result: Json = {}
        for field in fields_of(cls):
            value = data.get(field.name, [] if field.many else None)
            if field.name == "cite":
                result["citations"] = self.citations(value)
                continue
            if field.nested and value:
                shown = [
                    self.shown(field.nested, one) for one in (value if field.many else [value])
                ]
                value = shown if field.many else shown[0]
            if field.key.shown:
                result[field.name] = value
            if field.key.names:
                result[field.key.names] = self._names(value)
        if "qualifier" in result and "value" in result:
            result["qualifier"] = result["qualifier"] or "exact"
            result["display"] = amounts.display(data["value"], data["unit"], result["qualifier"])
        return result

    def citations(self, cites: list[str]) -> list[Json]:
        """Return what an answer tells of each source cited, with the paragraph."""
        return [self._citation(*cite.partition("#")[::2]) for cite in cites]

    def _citation(self, source: str, paragraph: str) -> Json:
        data = self.records[source]
        return {
            "source": source,
            "publisher": data["publisher"],
            "title": data.get("title", data.get("description")),
            "published": data.get("published"),
            "url": data.get("url"),
            "paragraph": int(paragraph) if paragraph else None,
        }

    def _names(self, value: str | list[str] | None) -> str | list[str] | None:
        if isinstance(value, list):
            return [self.records[one]["name"] for one in value]
        return str(self.records[value]["name"]) if value else None

    def _order(self, record: Loaded) -> str:
        """Return the text that a list is sorted by, unless another order is asked for.

        Its parts are set apart by tabs, which stand before any blank: Port before Port Axe.
        """
        data = record.data
        if record.kind == "quote":
            source, _, paragraph = data["cite"][0].partition("#")
            speaker = folded(self.records[data["speaker"]]["name"])
            return f"{speaker}\t{source}\t{paragraph:0>6}\t{record.id}"
        if record.kind == "source":
            return f"{data.get('published', _UNDATED)} {record.id}"
        if record.kind == "event":
            return f"{data.get('date', _UNDATED)} {record.id}"
        return f"{folded(data['name'])}\t{record.id}"

    def _days(self, record: Loaded) -> Span | None:
        """Return the time of a record: from the first to the last day of its own dates.

        The day of a status counts where the status says that the project was there on that day; a
        quotation without a date has the time of its event.
        """
        data: Mapping[str, Any] = record.data
        if record.kind == "quote" and "date" not in data and "event" in data:
            data = self.records[data["event"]]
        dates = [data[key] for key in ("start", "date", "end", "published") if key in data]
        for key in ("milestones", "amounts"):
            dates += [one["date"] for one in data.get(key, ()) if "date" in one]
        if data.get("status") in _ACTIVE and "status_as_of" in data:
            dates.append(data["status_as_of"])
        return hull(dates)


def tags_of(data: Mapping[str, Any], shown: Mapping[str, Any]) -> list[Tag]:
    """Return what a row of a record is filtered by: filters and values, sorted, none twice."""
    found = {("source", citation["source"]) for citation in shown.get("citations", ())}
    for key, name in _FILTERED_BY.items():
        value = data.get(key, [])
        for one in value if isinstance(value, list) else [value]:
            found.add((name, one["id"] if isinstance(one, dict) else one))
    return sorted(found)


def _texts(value: object) -> Iterator[str]:
    """Yield all text of a JSON value that a search looks through."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _NOT_SEARCHED:
                yield from _texts(one)


class KnownName(NamedTuple):
    """A word by which a value of a filter may be asked for; `main` is how the value is printed."""

    filter: str
    text: str
    id: str
    main: str


def known_names(record: Loaded) -> Iterator[KnownName]:
    """Yield every word by which a record may be asked for: its id, its names, its aliases."""
    data, named = record.data, {"person": "speaker"}.get(record.kind, record.kind)
    names = [text for _, text in names_of(record.kind, data)]
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
