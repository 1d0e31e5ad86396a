"""The rows of the timeline: figures, what follows from them, and the dated course of projects."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from latamtech import amounts
from latamtech.checks import Loaded
from latamtech.dates import span
from latamtech.names import folded
from latamtech.pieces import Pieces, blank, quoted
from latamtech.records import Amount, Figure, Milestone, TimelineRow
from latamtech.rows import Row, Tag, View, cited, tags_of

_FILTERS = {"country", "sector", "project", "series", "measure", "source"}
# A row of which nothing is known, by the fields of figures: that of a speaker tells the name, too.
_BLANK = blank(TimelineRow) | {"said_by": blank(Figure)["said_by"], "derived": '"derived":false'}
_BLANK["cite"] = _BLANK.pop("citations")
del _BLANK["said_by_name"]
_CLASSES = {"milestone": Milestone, "amount": Amount}


def timeline_rows(record: Loaded, view: View) -> Iterator[Row]:
    """Yield the rows of a record on the timeline; only figures and projects have any."""
    if record.kind == "figure":
        yield from _figure(record, view)
    if record.kind == "project":
        yield from _course(record, view)


def _figure(record: Loaded, view: View) -> Iterator[Row]:
    data = record.data
    pieces = view.writer.shown(Figure, data).pieces | {"kind": '"kind":"figure"'}
    tags = _kept(tags_of(record, data["cite"]))
    yield _row(record, data, pieces, tags)
    if "relative" in data:
        derived = _derived(data)
        yield _row(record, data | derived, pieces | _pieces(derived), tags)


def _derived(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a comparison with an earlier value tells of that value, with the arithmetic."""
    relative, unit = figure["relative"], figure["unit"]
    bound, own = relative.get("qualifier", "exact"), figure.get("qualifier", "exact")
    value, qualifier = amounts.earlier(figure["value"], own, relative["times"], bound)
    display = amounts.display(value, unit, qualifier)
    times = amounts.display(relative["times"], "times", bound)
    whole = amounts.display(figure["value"], unit, own)
    return {
        "date": relative["to"],
        "value": value,
        "qualifier": qualifier,
        "display": display,
        "derived": True,
        "derivation": (
            f"{whole} ({figure['date']}) is {times} the value of {relative['to']}, "
            f"says the source; divided by {relative['times']}: {display}"
        ),
    }


def _course(record: Loaded, view: View) -> Iterator[Row]:
    data = record.data
    dated = [("milestone", item) for item in data.get("milestones", ())]
    dated += [("amount", item) for item in data.get("amounts", ()) if "date" in item]
    if not dated:
        return
    common = _pieces({"project": record.id, "areas": data["countries"]})
    tags = [("project", record.id), *_kept(tags_of(record, ()))]
    for kind, item in dated:
        added = {"kind": kind, "label": ": ".join(filter(None, [data["name"], item.get("what")]))}
        if kind == "amount":
            added["measure"] = "project-cost"
        shown = view.writer.shown(_CLASSES[kind], item)
        measured = [(key, added[key]) for key in added.keys() & {"measure"}]
        found = {*tags, *measured, *cited(item["cite"])}
        yield _row(record, item | added, shown.pieces | common | _pieces(added), sorted(found))


def _kept(tags: Iterable[Tag]) -> list[Tag]:
    return [tag for tag in tags if tag[0] in _FILTERS]


def _pieces(values: Mapping[str, Any]) -> Pieces:
    return {key: f'"{key}":{quoted(value)}' for key, value in values.items()}


def _row(record: Loaded, data: Mapping[str, Any], pieces: Pieces, tags: list[Tag]) -> Row:
    first, last = span(data["date"])
    pieces["id"] = f'"id":"{record.id}"'
    return Row(
        "timeline",
        record.id,
        f"{first}\t{last}\t{folded(data['label'])}\t{record.id}",
        first,
        last,
        f"{{{','.join([pieces.get(key, _BLANK[key]) for key in _BLANK])}}}",
        tags,
        data["label"],
        data.get("note", ""),
    )
