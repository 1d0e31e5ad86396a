"""What a conflict is: sources that give values of one thing which cannot all be right.

The functions look at rows as the index has them. A value that several sources give is one value;
what a source says besides another's value is no conflict where that source gives both.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, groupby
from typing import Any

from latamtech.errors import UnknownValueError
from latamtech.indexing.index import Index, Query
from latamtech.model import amounts
from latamtech.model.dates import span
from latamtech.model.names import folded

Json = Mapping[str, Any]
_HEAD = 64  # letters of a row of the timeline, within which its kind stands
KINDS = ("cost", "date", "share", "status", "value")
FILTERS = ("country", "sector", "project", "series")
KEYS = ("kind", "subject", "subject_name", "what", "areas", "values")


def found(index: Index, query: Query, kinds: Collection[str] = ()) -> Iterator[Json]:
    """Yield the conflicts among the rows with the filters of a query: projects, then figures.

    With `kinds`, only those of these kinds. Raises `UnknownValueError` for one that is none.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownValueError("kind of conflict", kind, KINDS)
    filters = dict(query.filters)
    rows = index.rows(Query("timeline", query.filters))
    # Most rows are passed over unread: in the text of a row, only a key stands so.
    figures = (json.loads(row) for row in rows if '"kind":"figure"' in row[:_HEAD])
    conflicts = of_figures(figures)
    if "series" not in filters:
        ids = filters.pop("project", ())
        rows_of_projects = index.rows(Query("projects", tuple(filters.items()), records=ids))
        projects = (json.loads(row) for row in rows_of_projects)
        conflicts = chain(chain.from_iterable(map(of_project, projects)), conflicts)
    return (one for one in conflicts if not kinds or one["kind"] in kinds)


def of_project(project: Json) -> Iterator[Json]:
    """Yield the conflicts within a row of a project: between its amounts, between its milestones.

    A conflict has the keys of `KEYS`. Its `values` are all that sources give for the thing, those
    that agree with one another too, from the least and the earliest on.
    """
    for _, items in _grouped(project["amounts"], _purpose):
        if _differ(values := _values(items, project["id"]), _amounts_clash):
            kind = _kind("project-cost", items[0]["unit"])
            yield _conflict(kind, project, items[0]["what"], values)
    for _, items in _grouped(project["milestones"], lambda one: folded(one["what"])):
        values = _values(items, project["id"])
        for kind, key, clash in (
            ("date", "date", _dates_clash),
            ("status", "stage", _stages_clash),
        ):
            if _differ(values, clash):
                told = [{**one, "display": one[key]} for one in values]
                yield _conflict(kind, project, items[0]["what"], told)


def of_figures(rows: Iterable[Json]) -> Iterator[Json]:
    """Yield the conflicts between the figures among rows of the timeline, in order of date.

    Figures tell of one thing where their series, date, areas and unit are the same; without a
    series, their label and project. What we derived from a figure is not what a source says.
    """
    figures = (row for row in rows if row["kind"] == "figure" and not row["derived"])
    for _, same_date in groupby(figures, lambda row: span(row["date"])):
        for _, items in _grouped(same_date, _measured):
            if _differ(values := _values(items), _amounts_clash):
                first = items[0]
                named = {"id": first["series"] or first["id"], "name": first["label"]}
                kind = _kind(first["measure"], first["unit"])
                yield _conflict(kind, {**named, "countries": first["areas"]}, None, values)


def amounts_differ(amounts: Iterable[Json]) -> bool:
    """Tell whether, of the amounts of a project, two for one thing contradict each other."""
    groups = _grouped(amounts, _purpose)
    return any(_differ(_values(items), _amounts_clash) for _, items in groups)


def dates_agree(one: str, other: str) -> bool:
    """Tell whether two dates may be one: the less precise one holds the other."""
    first, second = span(one), span(other)
    return first.holds(second) or second.holds(first)


def _purpose(amount: Json) -> tuple[str, str]:
    return folded(amount["what"] or ""), amount["unit"]


def _measured(row: Json) -> tuple[object, ...]:
    thing = (row["series"],) if row["series"] else (None, folded(row["label"]), row["project"])
    return (*thing, tuple(sorted(row["areas"])), row["unit"])


def _grouped(
    items: Iterable[Json], key: Callable[[Json], Any]
) -> Iterator[tuple[Any, Sequence[Json]]]:
    """Yield the items that have a key in common, with the key, where there are several."""
    groups: dict[Any, list[Json]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return ((common, found) for common, found in groups.items() if len(found) > 1)


_SAID = ("value", "unit", "qualifier", "display", "date", "stage")


def _values(items: Iterable[Json], id_: str = "") -> list[Json]:
    """Return what items say, each value once with all its citations, in order."""
    values: dict[tuple[Any, ...], dict[str, Any]] = {}
    for item in items:
        said = {key: item.get(key) for key in _SAID}
        value = values.setdefault(
            tuple(said.values()), {"id": id_ or item.get("id"), **said, "citations": []}
        )
        value["citations"] += [one for one in item["citations"] if one not in value["citations"]]
    return sorted(values.values(), key=_size)


def _size(value: Json) -> tuple[float, str, str]:
    day = span(value["date"]).first if value["date"] else ""
    return value["value"] or 0, day, str(value["stage"])


def _differ(values: Sequence[Json], clash: Callable[[Json, Json], bool]) -> bool:
    return any(_apart(*pair) and clash(*pair) for pair in combinations(values, 2))


def _apart(one: Json, other: Json) -> bool:
    """Tell whether each of two values has a source that does not give the other as well."""
    sources = [{cited["source"] for cited in value["citations"]} for value in (one, other)]
    return bool(sources[0] - sources[1] and sources[1] - sources[0])


def _amounts_clash(one: Json, other: Json) -> bool:
    return not amounts.agree(one["value"], one["qualifier"], other["value"], other["qualifier"])


def _dates_clash(one: Json, other: Json) -> bool:
    return not dates_agree(one["date"], other["date"])


def _stages_clash(one: Json, other: Json) -> bool:
    """Tell whether two milestones of one date brought different statuses."""
    stages = {one["stage"], other["stage"]}
    return None not in stages and len(stages) > 1 and not _dates_clash(one, other)


def _kind(measure: str, unit: str) -> str:
    if measure == "share" or unit == "%":
        return "share"
    return "cost" if measure == "project-cost" and amounts.is_currency(unit) else "value"


def _conflict(kind: str, subject: Json, what: str | None, values: Sequence[Json]) -> Json:
    told = (kind, subject["id"], subject["name"], what, subject["countries"], values)
    return dict(zip(KEYS, told, strict=True))
