"""The rows of the timeline: figures, what follows from them, and the dated course of projects."""

from collections.abc import Iterator, Mapping
from typing import Any

from latamtech.indexing.expressions import BETWEEN
from latamtech.indexing.pieces import measured
from latamtech.indexing.rows import Row, Tag, View, cited, tags_of
from latamtech.model import amounts
from latamtech.model.dates import span
from latamtech.model.names import folded
from latamtech.model.records import Measure, TimelineRow
from latamtech.reading.checks import Loaded

_FILTERS = frozenset({"country", "sector", "project", "series", "measure", "source", "speaker"})


def rows_of(record: Loaded, view: View) -> Iterator[Row]:
    """Yield every row that a record stands in: in the list of its kind, and on the timeline."""
    if row := view.row(record):
        yield row
    yield from timeline_rows(record, view)


def timeline_rows(record: Loaded, view: View) -> Iterator[Row]:
    """Yield the rows of a record on the timeline; only figures and projects have any."""
    if record.kind == "figure":
        yield from _figure(record, view)
    if record.kind == "project":
        yield from _course(record, view)


def _figure(record: Loaded, view: View) -> Iterator[Row]:
    data = {**measured(record.data), "kind": "figure", "derived": False}
    data["citations"] = data["cite"]
    if "said_by" in data:
        data["said_by_name"] = view.records[data["said_by"]].data["name"]
    tags = tags_of(record, data["cite"], _FILTERS)
    yield _row(record, data, tags, view)
    if "relative" in data:
        yield _row(record, data | _derived(data), tags, view)


def _derived(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a comparison with an earlier value tells of that value, with the arithmetic."""
    relative = figure["relative"]
    bound, times = relative.get("qualifier", "exact"), relative["times"]
    value, qualifier = amounts.earlier(figure["value"], figure["qualifier"], times, bound)
    display = amounts.display(value, figure["unit"], qualifier)
    many = amounts.display(times, "times", bound)
    return {
        "date": relative["to"],
        "value": value,
        "qualifier": qualifier,
        "display": display,
        "derived": True,
        "derivation": (
            f"{figure['display']} ({figure['date']}) is {many} the value of {relative['to']}, "
            f"says the source; divided by {times}: {display}"
        ),
    }


def _course(record: Loaded, view: View) -> Iterator[Row]:
    data = record.data
    dated = [{**item, "kind": "milestone"} for item in data.get("milestones", ())]
    dated += [
        {**measured(item), "kind": "amount", "measure": _measure(item["unit"])}
        for item in data.get("amounts", ())
        if "date" in item
    ]
    tags = [("project", record.id), *tags_of(record, (), _FILTERS)] if dated else []
    for item in dated:
        item["label"] = ": ".join(filter(None, [data["name"], item.get("what")]))
        item.update(
            areas=data["countries"], project=record.id, derived=False, citations=item["cite"]
        )
        found = [("measure", item["measure"])] if "measure" in item else []
        found += tags + cited(item["cite"])
        yield _row(record, item, list(dict.fromkeys(found)), view)


def _measure(unit: str) -> Measure:
    """Return what an amount of a project measures, by its unit: its cost, a share, or its size."""
    if amounts.is_currency(unit):
        return "project-cost"
    return "share" if unit == "%" else "size"


def _row(record: Loaded, data: dict[str, Any], tags: list[Tag], view: View) -> Row:
    first, last = span(data["date"])
    data["id"] = record.id
    text, words = view.writer.shown(TimelineRow, data)
    # What else the timeline shows is found through the figure or the project that it belongs to.
    found = data["kind"] == "figure" and not data["derived"]
    return Row(
        "timeline",
        record.id,
        f"{first}\t{last}\t{folded(data['label'])}\t{record.id}",
        first,
        last,
        text,
        tags,
        BETWEEN.join([record.id, data["label"]]) if found else "",
        words if found else "",
    )
