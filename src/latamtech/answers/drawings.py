"""Answers that are no table: lines of text, with the sources that they cite below."""

from collections.abc import Sequence
from typing import NamedTuple

from latamtech.answers.columns import Cell, Piece, Sources
from latamtech.indexing.cells import source


class Line(NamedTuple):
    """A line of pieces; where it is too long it goes on below, with the same indent."""

    cell: Cell
    indent: int = 0


class Drawing(NamedTuple):
    """A whole answer, ready to be drawn; each footnote is a text and an address, or ""."""

    title: str
    lines: Sequence[Line]
    footnotes: Sequence[tuple[str, str]]


def line(text: str = "", role: str = "", indent: int = 0) -> Line:
    """Return a line of one piece."""
    return Line([Piece(text, role)], indent)


def footnotes(sources: Sources) -> list[tuple[str, str]]:
    """Return the sources that were cited, numbered as their marks are, with their addresses."""
    return [
        (f"[{number}] {source(cited)}", cited["url"] or "")
        for number, cited in enumerate(sources.cited.values(), 1)
    ]


def marks(sources: Sources, citations: Sequence[dict[str, object]]) -> str:
    """Return the marks of citations on one line."""
    return sources.marks(citations).replace("\n", " ")
