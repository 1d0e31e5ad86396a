"""The rows of the timeline: figures, what follows from them, and the dated course of projects."""

from collections.abc import Iterator
from typing import Any

from latamtech import amounts
from latamtech.checks import Loaded
from latamtech.dates import span
from latamtech.names import folded
from latamtech.records import Amount, Figure, Milestone
from latamtech.rows import Json, Row, Tag, View, keys_of, tags_of

_FILTERS = ("country", "sector", "project", "series", "measure", "source")


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
    shown = view.shown(Figure, record.data)
    entry = {"kind": "figure", "derived": False} | shown
    yield _row(record, entry, [])
    if shown["relative"]:
        yield _row(record, entry | _derived(shown), [])


def _derived(shown: Json) -> Json:
    """Return what a comparison with an earlier value tells of that value, with the arithmetic."""
    relative = shown["relative"]
    bound = relative["qualifier"] or "exact"
    value, qualifier = amounts.earlier(shown["value"], shown["qualifier"], relative["times"], bound)
    display = amounts.display(value, shown["unit"], qualifier)
    times = amounts.display(relative["times"], "times", bound)
    return {
        "date": relative["to"],
        "value": value,
        "qualifier": qualifier,
        "display": display,
        "derived": True,
        "derivation": (
            f"{shown['display']} ({shown['date']}) is {times} the value of {relative['to']}, "
            f"says the source; divided by {relative['times']}: {display}"
        ),
    }


def _course(record: Loaded, view: View) -> Iterator[Row]:
    data = record.data
    common = {"project": record.id, "areas": data["countries"], "derived": False}
    tags = [("project", record.id)]
    for item in data.get("milestones", ()):
        shown = view.shown(Milestone, item) | common
        label = f"{data['name']}: {item['what']}"
        yield _row(record, shown | {"kind": "milestone", "label": label}, tags)
    for item in data.get("amounts", ()):
        if "date" in item:
            shown = view.shown(Amount, item) | common | {"measure": "project-cost"}
            label = ": ".join(filter(None, [data["name"], item.get("what")]))
            yield _row(
                record,
                shown | {"kind": "amount", "label": label},
                [*tags, ("measure", "project-cost")],
            )


def _row(record: Loaded, values: dict[str, Any], tags: list[Tag]) -> Row:
    data: Json = {key: values.get(key) for key in keys_of("timeline")} | {"id": record.id}
    days = span(data["date"])
    return Row(
        "timeline",
        record.id,
        f"{days.first}\t{days.last}\t{folded(data['label'])}\t{record.id}",
        days,
        data,
        sorted({tag for tag in [*tags, *tags_of(record.data, data)] if tag[0] in _FILTERS}),
        data["label"],
        data["note"] or "",
    )
