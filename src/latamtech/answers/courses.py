"""The courses of projects as bars over years: what is known of start and end, and what is open."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from latamtech.answers.columns import Json, Piece, Sources
from latamtech.answers.drawings import Drawing, Line, footnotes, line, marks
from latamtech.errors import count_of
from latamtech.indexing.cells import width_of
from latamtech.model.dates import is_after, span
from latamtech.reading.chronology import PLANNED, UNFINISHED

LEGEND = "├ start  ┤ end  ‹ unknown  › open  ◆ milestone  ┄ planned"
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)
_LABEL = 7  # cells of a year on the axis, with room beside it
_MANY = 12
_FEWEST_YEARS = 10
_THERE = ("under construction", "not yet operational", "operating", "ongoing", "suspended")
_ENDED = ("completed", "cancelled")


class Course(NamedTuple):
    """The days of a project's bar: its start and end where known, and what happened between.

    `known` is the last day on which something is said to have been; what comes later is planned.
    """

    start: str | None
    end: str | None
    known: str
    milestones: Sequence[str]

    @property
    def days(self) -> list[str]:
        """All days that the bar must hold, in order."""
        ends = [self.start, self.end, *self.milestones, self.known]
        return sorted(day for day in ends if day)


def course(project: Json) -> Course | None:
    """Return the course of a row of a project; `None` where it has no date of its own.

    A status holds on the day that it is as of, and no longer: it moves an open end, and is none.
    Where a milestone says that the project was completed or cancelled, that is its end.
    """
    status = project["status"]
    milestones = sorted(project["milestones"], key=lambda one: span(one["date"]))
    start = span(project["start"]).first if project["start"] else None
    end = span(project["end"]).last if project["end"] else None
    if not (start or end or milestones):
        return None
    known = [_middle(one["date"]) for one in milestones if _has_been(one)]
    known += [start] if start and status not in PLANNED else []
    known += [end] if end and status not in UNFINISHED else []
    if status in _THERE and project["status_as_of"]:
        known.append(span(project["status_as_of"]).last)
    if not end and status in _ENDED:
        ended = [span(one["date"]).last for one in milestones if one["stage"] == status]
        end = max(ended, default=None)
    return Course(
        start,
        end,
        max(known, default=""),
        [_middle(one["date"]) for one in milestones],
    )


def _has_been(milestone: Json) -> bool:
    """Tell whether a milestone is no mere plan, by its stage or by the day of a source of it."""
    published = [cited["published"] for cited in milestone["citations"] if cited["published"]]
    return milestone["stage"] not in PLANNED or any(
        not is_after(milestone["date"], span(day).last) for day in published
    )


def _middle(text: str) -> str:
    """Return the day in the middle of a date, where a mark for it does least harm."""
    first, last = map(date.fromisoformat, span(text))
    return (first + (last - first) / 2).isoformat()


class Axis:
    """The years of a chart, spread over so many cells."""

    def __init__(self, courses: Sequence[Course], cells: int) -> None:
        """Make an axis from the year of the first day to that of the last, of ten at least."""
        days = [day for one in courses for day in one.days]
        first, last = int(min(days)[:4]), int(max(days)[:4])
        lacking = max(_FEWEST_YEARS - (last - first + 1), 0)
        self.years = range(first - lacking // 2, last + lacking - lacking // 2 + 1)
        self.cells = cells

    def cell(self, day: str) -> int:
        """Return the number of the cell in which a day lies."""
        year = int(day[:4])
        passed = (date.fromisoformat(day) - date(year, 1, 1)).days / 366
        return int((year - self.years[0] + passed) / len(self.years) * self.cells)

    def labels(self) -> str:
        """Return the line of years, as many as stand well beside one another."""
        a_year = self.cells / len(self.years)
        step = next(step for step in _STEPS if step * a_year >= _LABEL or step == _STEPS[-1])
        line = [" "] * self.cells
        for year in self.years:
            at = int((year - self.years[0]) * a_year)
            if year % step == 0 and at + 5 <= self.cells:
                line[at : at + 5] = f"╷{year:04}"
        return "".join(line).rstrip()


def drawing(title: str, projects: Sequence[Json], width: int, *, sorted_already: bool) -> Drawing:
    """Return the courses of rows of projects, for a width, from the earliest on unless sorted."""
    found = [(course(project), project) for project in projects]
    drawn = [(its, project) for its, project in found if its]
    if not sorted_already:
        drawn.sort(key=lambda one: one[0].days)
    sources, lines = Sources(), list[Line]()
    if drawn:
        axis = Axis([its for its, _ in drawn], width - 2)
        lines.append(line(axis.labels(), "aside", 1))
        for its, project in drawn:
            lines += _course(its, project, axis, sources)
        lines += [line(axis.labels(), "aside", 1)] if len(drawn) > _MANY else []
        lines += [line(), line(LEGEND, "aside")]
    undated = [project for its, project in found if not its]
    if undated:
        lines += [line()] if drawn else []
        lines += _undated(undated, sources)
    return Drawing(title, lines, footnotes(sources))


def _course(its: Course, project: Json, axis: Axis, sources: Sources) -> Iterator[Line]:
    cited = [*project["citations"]]
    for one in project["milestones"]:
        cited += [more for more in one["citations"] if more not in cited]
    name, mark, status = project["name"], marks(sources, cited), _status(project)
    width = axis.cells + 2
    room = width - width_of(name) - width_of(status)
    beside = room - width_of(mark) - 4 >= 0
    pieces = [Piece(name, "name"), Piece(f"  {mark}" if beside else "")]
    gap = room - (width_of(mark) + 2 if beside else 0)
    if gap > 1:
        yield Line([*pieces, Piece(" " * gap), Piece(status, "aside")])
    else:
        yield Line(pieces)
        yield line(" " * (width - width_of(status)) + status, "aside")
    yield Line([Piece(_bar(its, axis), "bar")])
    if not beside:
        yield line(mark, "aside", 2)


def _bar(its: Course, axis: Axis) -> str:
    """Return the bar of a course, with a cell on either side of the axis for what is open."""
    marked = {axis.cell(day) + 1 for day in its.milestones}
    first = axis.cell(its.days[0]) + 1
    last = axis.cell(its.end or its.days[-1]) + 1
    start = axis.cell(its.start) + 1 if its.start else first
    known = axis.cell(its.known) + 1 if its.known else 0
    cells = [" "] * (axis.cells + 2)
    for cell in range(min(first, last), last + 1):
        cells[cell] = "━" if start <= cell <= known else "┄"
    for cell in marked:
        cells[cell] = "◆"
    # Where a milestone stands on an end, the end is marked beside it.
    if its.start:
        cells[start - (start in marked)] = "├"
    else:
        cells[first - 1] = "‹"
    if its.end:
        cells[last + (last in marked)] = "┤"
    else:
        cells[last + 1] = "›"
    return "".join(cells).rstrip()


def _status(project: Json) -> str:
    if not project["status"]:
        return "status unknown"
    as_of = f"as of {project['status_as_of']}" if project["status_as_of"] else "source undated"
    return f"{project['status']}, {as_of}"


def _undated(projects: Sequence[Json], sources: Sources) -> Iterator[Line]:
    yield line(
        f"{count_of(len(projects), 'project')} without a date of start, end or milestone:", "aside"
    )
    for project in projects[:_MANY]:
        mark = marks(sources, project["citations"])
        yield Line(
            [Piece(project["name"], "name"), Piece(f"  {_status(project)}  {mark}", "aside")], 2
        )
    if len(projects) > _MANY:
        yield line(f"and {len(projects) - _MANY:,} more", "aside", 2)
