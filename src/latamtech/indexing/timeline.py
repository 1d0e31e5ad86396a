"""The rows of the timeline: figures, what follows from them, and the dated course of projects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from latamtech.indexing.expressions import BETWEEN
from latamtech.indexing.pieces import measured
from latamtech.indexing.rows import LISTS, Rows, View, found_by
from latamtech.model import amounts
from latamtech.model.dates import Span, span
from latamtech.model.names import folded
from latamtech.model.records import Measure, TimelineRow


def rows_of(
    kind: str, values: Sequence[Mapping[str, Any]], called: Iterable[Sequence[str]], view: View
) -> Iterator[Rows]:
    """Yield all rows that records of a kind, which are called so, stand in.

    These are in the list of the kind, and on the timeline.
    """
    if kind in LISTS:
        yield view.rows(kind, values, called)
    if kind == "figure":
        yield _timeline([list(_figure(data, view)) for data in values], view)
    if kind == "project":
        yield _timeline([list(_course(data)) for data in values], view)


def _timeline(courses: Sequence[Sequence[Mapping[str, Any]]], view: View) -> Rows:
    """Return the rows for entries of the timeline, those of one record after those of another.

    They are found by what figures are found by.
    """
    entries = list(chain.from_iterable(courses))
    numbers = [number for course in courses for number in range(len(course))]
    json, words = view.writer.shown(TimelineRow, entries)
    searched = [entry["kind"] == "figure" and not entry["derived"] for entry in entries]
    titles = [BETWEEN.join([entry["id"], entry["label"]]) for entry in entries]
    spans = [span(entry["date"]) for entry in entries]
    return Rows(
        "timeline",
        [entry["id"] for entry in entries],
        list(map(_order, entries, spans, numbers)),
        spans,
        json,
        # What else it shows is found through the figure or the project that it belongs to.
        [title if found else "" for title, found in zip(titles, searched, strict=True)],
        [body if found else "" for body, found in zip(words, searched, strict=True)],
        found_by("figure", entries),
    )


def _figure(figure: Mapping[str, Any], view: View) -> Iterator[dict[str, Any]]:
    data = {**measured(figure), "kind": "figure", "derived": False, "citations": figure["cite"]}
    if "said_by" in data:
        data["said_by_name"] = view.records[data["said_by"]].data["name"]
    yield data
    if "relative" in data:
        yield data | _derived(data)


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


def _course(project: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    shared = {
        "id": project["id"],
        "project": project["id"],
        "areas": project["countries"],
        "sectors": project["sectors"],
        "derived": False,
    }
    for one in project.get("milestones", ()):
        label = f"{project['name']}: {one['what']}"
        yield {**one, **shared, "kind": "milestone", "label": label, "citations": one["cite"]}
    for one in project.get("amounts", ()):
        if "date" in one:
            label = ": ".join([project["name"], *([one["what"]] if "what" in one else [])])
            more = {"kind": "amount", "label": label, "citations": one["cite"]}
            yield {**measured(one), **shared, **more, "measure": _measure(one["unit"])}


def _measure(unit: str) -> Measure:
    """Return what an amount of a project measures, by its unit: its cost, a share, or its size."""
    if amounts.is_currency(unit):
        return "project-cost"
    return "share" if unit == "%" else "size"


def _order(entry: Mapping[str, Any], days: Span, number: int) -> str:
    """Return what an entry is sorted by; its number in its record tells it from any other."""
    return f"{days[0]}\t{days[1]}\t{folded(entry['label'])}\t{entry['id']}\t{number:05}"
