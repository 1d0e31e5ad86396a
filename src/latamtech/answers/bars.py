"""Bars beside the values of one series, drawn to one scale."""

from collections.abc import Sequence

from latamtech.answers.columns import Cell, Column, Json, Piece, Sources

CELLS = 14
_EIGHTHS = " ▏▎▍▌▋▊▉█"
OPEN = {"over": "›", "at-least": "›", "under": "‹", "up-to": "‹", "about": "~"}


def bars(rows: Sequence[Json]) -> Column | None:
    """Return a column of bars where the rows hold one series, and one only, of several values.

    Values of two series or two units are never put on one scale.
    """
    series: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        if row["series"] and row["value"] is not None:
            series.setdefault((row["series"], row["unit"]), []).append(row["value"])
    drawn = {key: max(values) for key, values in series.items() if len(values) > 1}
    if len(drawn) != 1:
        return None
    ((key, largest),) = drawn.items()

    def cell(row: Json, _: Sources) -> Cell:
        if (row["series"], row["unit"]) != key or largest <= 0:
            return [Piece("")]
        return [Piece(bar(row["value"] / largest) + OPEN.get(row["qualifier"], ""), "bar")]

    return Column(key[1], cell, CELLS + 1)


def bar(part: float, cells: int = CELLS) -> str:
    """Return a bar as long as a part, from 0 to 1, of a number of cells, to an eighth of a cell."""
    eighths = max(0, round(part * cells * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
