"""What each command shows a person: the title, the rows in columns, the sources below."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from latamtech.answers.bars import bars
from latamtech.answers.columns import COLUMNS, Cell, Column, Json, Sources, plain
from latamtech.answers.drawings import footnotes
from latamtech.errors import count_of, shown
from latamtech.questions.queries import FREE, Asked

NOUNS: Mapping[str, tuple[str, str]] = {
    "projects": ("project", "projects"),
    "quotes": ("quotation", "quotations"),
    "timeline": ("timeline entry", "timeline entries"),
    "countries": ("country", "countries"),
    "sectors": ("sector", "sectors"),
    "technologies": ("technology", "technologies"),
    "speakers": ("speaker", "speakers"),
    "organizations": ("organization", "organizations"),
    "sources": ("source", "sources"),
    "series": ("series", "series"),
    "events": ("event", "events"),
    "conflicts": ("conflict between sources", "conflicts between sources"),
}


class Report(NamedTuple):
    """A whole answer, ready to be laid out."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    footnotes: Sequence[tuple[str, str]]


def report(asked: Asked, rows: Sequence[Json], found: int, fields: Sequence[str] = ()) -> Report:
    """Return the report of a question: its rows in columns that fit it, or in those asked for.

    A footnote is a text and an address, which may be empty; `found` counts the rows without limit.
    """
    columns = [plain(key) for key in fields] if fields else _columns(asked, rows)
    return laid_out(title(asked, len(rows), found), columns, rows)


def laid_out(title: str, columns: Sequence[Column], rows: Sequence[Json]) -> Report:
    """Return the report of rows in columns, with the sources that they cite below."""
    sources = Sources()
    cells = [[column.cell(row, sources) for column in columns] for row in rows]
    return Report(title, columns, cells, footnotes(sources))


def title(asked: Asked, shown: int, found: int) -> str:
    """Return what was asked and how much was found: `2 projects · country: Peru`."""
    some = f"{shown:,} of " if shown < found else ""
    return " · ".join([some + count_of(found, *NOUNS[asked.query.listed]), *_asked(asked)])


def nothing(asked: Asked) -> str:
    """Return the sentence for a good question to which no row is the answer."""
    conditions = ", ".join(_asked(asked))
    return f"no {NOUNS[asked.query.listed][0]} is recorded" + (
        f" for {conditions}" if conditions else ""
    )


def _asked(asked: Asked) -> list[str]:
    words = asked.request.words
    mains: dict[str, list[str]] = {}
    for match in asked.matches:
        mains.setdefault(match.filter, []).append(match.main)
    told = [f"{name}: {' or '.join(values)}" for name, values in mains.items()]
    free = [name for name in FREE if name in words]
    return told + [f"{name}: {shown(' '.join(words[name]), quote='')}" for name in free]


def _columns(asked: Asked, rows: Sequence[Json]) -> Sequence[Column]:
    name = asked.query.listed
    if name == "timeline" and (drawn := bars(rows)):
        return [*COLUMNS[name][:3], drawn, *COLUMNS[name][3:]]
    return COLUMNS[name]
