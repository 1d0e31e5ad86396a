"""Series of figures as charts: bars in order of date, to one scale a series, with the gaps."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from latamtech.answers.bars import OPEN, bar
from latamtech.answers.columns import Json, Piece, Sources
from latamtech.answers.drawings import Drawing, Line, footnotes, line, marks
from latamtech.answers.growth import growth
from latamtech.errors import count_of
from latamtech.indexing.cells import padded, width_of
from latamtech.model.dates import span

LEGEND = "› over  ‹ under  ~ about  * derived  · no point"
_FEWEST_CELLS, _MOST_CELLS = 6, 60
_WIDEST_MARK = 24
_FEW = 2  # years without a point that have a line each


def drawing(title: str, rows: Sequence[Json], width: int) -> Drawing:
    """Return the charts of the series among rows of the timeline, for a width.

    Rows of one series and unit make one chart; nothing else is put on its scale.
    """
    sources, lines = Sources(), list[Line]()
    for points in _charted(rows):
        lines += [*_chart(points, sources, width), line()]
    drawn = [line(LEGEND, "aside")] if lines else []
    if rest := sum(row["series"] is None for row in rows):
        said = f"{count_of(rest, 'entry', 'entries')} without a series: see latamtech timeline"
        drawn.append(line(said, "aside"))
    return Drawing(title, lines + drawn, footnotes(sources))


def _charted(rows: Iterable[Json]) -> list[list[Json]]:
    charts: dict[tuple[str, str], list[Json]] = {}
    for row in rows:
        if row["series"]:
            charts.setdefault((row["series"], row["unit"]), []).append(row)
    return [charts[key] for key in sorted(charts)]


class _Scale:
    """How wide each part of a chart's lines is, and how much a whole bar is."""

    def __init__(self, points: Sequence[Json], width: int, sources: Sources) -> None:
        """Make a scale of all points of a chart, for lines of a width."""
        self.date = max(width_of(point["date"]) for point in points)
        self.amount = max(width_of(_amount(point)) for point in points)
        marked = max(width_of(marks(sources, point["citations"])) for point in points)
        self.mark = min(marked, _WIDEST_MARK)
        left = width - self.date - self.amount - self.mark - 7
        self.cells = min(max(left, _FEWEST_CELLS), _MOST_CELLS)
        self.largest = max(point["value"] for point in points)

    def bar(self, point: Json) -> str:
        """Return the bar of a point, at least a hair for what is more than nothing."""
        if point["value"] <= 0:
            return ""
        return bar(point["value"] / self.largest, self.cells) or "▏"


def _chart(points: Sequence[Json], sources: Sources, width: int) -> Iterator[Line]:
    scale = _Scale(points, width, sources)
    latest = max(points, key=lambda point: (not point["derived"], span(point["date"]).last))
    areas = {tuple(point["areas"]) for point in points}
    keys = [latest["series"], latest["measure"], latest["unit"]]
    keys += [", ".join(latest["areas"])] if len(areas) == 1 else []
    yield Line([Piece(latest["label"], "name")])
    yield line(" · ".join(filter(None, keys)), "id")
    by_areas = sorted(points, key=lambda point: point["areas"])
    for area, found in groupby(by_areas, key=lambda point: point["areas"]):
        own = sorted(found, key=lambda point: (*span(point["date"]), point["value"]))
        if len(areas) > 1:
            yield line(", ".join(area) or "no area", "aside")
        # A period is no point in time: the years within it may still lack one.
        for is_period in (True, False):
            yield from _in_order(
                [p for p in own if ("/" in p["date"]) == is_period], scale, sources
            )
        yield from growth(own)
    for told in dict.fromkeys(point["derivation"] for point in points if point["derived"]):
        yield Line([Piece(f"* derived: {told}", "derived")], 2)


def _in_order(points: Sequence[Json], scale: _Scale, sources: Sources) -> Iterator[Line]:
    before, last_year = "", None
    for point in points:
        first, last = (int(day[:4]) for day in span(point["date"]))
        if last_year:
            yield from _gap(range(last_year + 1, first), scale)
        last_year = max(last_year or last, last)
        date = "" if point["date"] == before else point["date"]
        before = point["date"]
        yield from _point(point, date, scale, sources)


def _point(point: Json, date: str, scale: _Scale, sources: Sources) -> Iterator[Line]:
    drawn = scale.bar(point) + OPEN.get(point["qualifier"], "")
    amount, mark = _amount(point), marks(sources, point["citations"])
    pieces = [
        Piece(padded(date, scale.date) + "  "),
        Piece(padded(drawn, scale.cells + 1), "bar"),
        Piece("  " + " " * (scale.amount - width_of(amount))),
        Piece(amount, "derived" if point["derived"] else ""),
    ]
    if width_of(mark) <= scale.mark:
        yield Line([*pieces, Piece(f"  {mark}")])
    else:
        yield Line(pieces)
        yield line(mark, indent=scale.date + 2)
    if point["said_by_name"]:
        yield line(f"said by {point['said_by_name']}", "aside", scale.date + 2)


def _gap(years: range, scale: _Scale) -> Iterator[Line]:
    if len(years) > _FEW:
        run = f"{years[0]}–{years[-1]}"
        yield line(f"{padded(run, scale.date)}  · {len(years)} years without a point", "aside")
        return
    for year in years:
        yield line(f"{padded(str(year), scale.date)}  ·", "aside")


def _amount(point: Json) -> str:
    return f"{point['display']}{' *' if point['derived'] else ''}"
