"""Conflicts on a page: each thing, and below it the values side by side with their citations."""

from collections.abc import Iterator, Sequence

from latamtech.answers.columns import UNKNOWN, Json, Piece, Sources
from latamtech.answers.drawings import Drawing, Line, footnotes, line, marks
from latamtech.indexing.cells import padded, width_of

_AROUND = 6  # blanks before and between the parts of a line


def drawing(title: str, conflicts: Sequence[Json], width: int) -> Drawing:
    """Return the page of conflicts, for a width, each value of each on a line of its own."""
    sources, lines = Sources(), list[Line]()
    for number, conflict in enumerate(conflicts):
        lines += [line()] if number else []
        lines += _compared(conflict, sources, width)
    return Drawing(title, lines, footnotes(sources))


def _compared(conflict: Json, sources: Sources, width: int) -> Iterator[Line]:
    what = f": {conflict['what']}" if conflict["what"] else ""
    yield Line([Piece(conflict["subject_name"], "name"), Piece(what)])
    keys = [conflict["kind"], ", ".join(conflict["areas"]), conflict["subject"]]
    yield line(" · ".join(filter(None, keys)), "id")
    told = [_told(value) for value in conflict["values"]]
    widths = [max(width_of(values[number]) for values in told) for number in (0, 1)]
    for value, texts in zip(conflict["values"], told, strict=True):
        said, beside = (padded(*pair) for pair in zip(texts, widths, strict=True))
        mark = marks(sources, value["citations"])
        pieces = [Piece(f"{said}  "), Piece(f"{beside}  " if widths[1] else "", "aside")]
        if sum(widths) + width_of(mark) + _AROUND <= width:
            yield Line([*pieces, Piece(mark)], 2)
        else:
            yield from (Line(pieces, 2), line(mark, indent=4))


def _told(value: Json) -> tuple[str, str]:
    """Return a value as it is compared, and what stands beside it: its date, its stage."""
    shown = value["display"] or UNKNOWN
    return shown, ", ".join(one for one in (value["date"], value["stage"]) if one and one != shown)
