"""What each command shows a person: the title, the columns, the sources below."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from latamtech.cells import paragraph, source, text_of
from latamtech.errors import count_of
from latamtech.queries import Asked

UNKNOWN = "–"
Json = Mapping[str, Any]

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
}


class Piece(NamedTuple):
    """A stretch of text in a cell, and what it is: `name`, `id`, `aside`, `derived` or plain."""

    text: str
    role: str = ""


Cell = Sequence[Piece]


class Column(NamedTuple):
    """A column: its heading, the cell for a row, the least width it reads well in, its alignment."""

    head: str
    cell: Callable[[Json, "Sources"], Cell]
    width: int = 8
    right: bool = False


class Sources:
    """The sources that a report cites, numbered in the order in which they are first cited."""

    def __init__(self) -> None:
        """Begin without any."""
        self.cited: dict[str, Json] = {}

    def marks(self, citations: Sequence[Json]) -> str:
        """Return the marks of a row's citations: `[1] ¶10, ¶11 [2]`."""
        marks: dict[str, list[str]] = {}
        for one in citations:
            self.cited.setdefault(one["source"], one)
            marks.setdefault(one["source"], []).append(paragraph(one))
        return "\n".join(
            f"[{list(self.cited).index(name) + 1}] {', '.join(filter(None, places))}".rstrip()
            for name, places in marks.items()
        )


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
    columns = [_plain(key) for key in fields] if fields else _columns(asked, rows)
    sources = Sources()
    cells = [[column.cell(row, sources) for column in columns] for row in rows]
    footnotes = [
        (f"[{number}] {source(cited)}", cited["url"] or "")
        for number, cited in enumerate(sources.cited.values(), 1)
    ]
    return Report(title(asked, len(rows), found), columns, cells, footnotes)


def title(asked: Asked, shown: int, found: int) -> str:
    """Return what was asked and how much was found: `2 projects · country: Peru`."""
    some = f"{shown:,} of " if shown < found else ""
    return " · ".join([some + count_of(found, *NOUNS[asked.query.list]), *_asked(asked)])


def nothing(asked: Asked) -> str:
    """Return the sentence for a good question to which no row is the answer."""
    conditions = ", ".join(_asked(asked))
    return f"no {NOUNS[asked.query.list][0]} is recorded" + (f" for {conditions}" if conditions else "")


def _asked(asked: Asked) -> list[str]:
    query = asked.query
    mains: dict[str, list[str]] = {}
    for match in asked.matches:
        mains.setdefault(match.filter, []).append(match.main)
    told = [f"{name}: {' or '.join(values)}" for name, values in mains.items()]
    told += [f"since {query.since}"] if query.since else []
    told += [f"until {query.until}"] if query.until else []
    return told + ([f"text: {query.text}"] if query.text else [])


def _columns(asked: Asked, rows: Sequence[Json]) -> Sequence[Column]:
    name = asked.query.list
    if name == "timeline" and (bars := _bars(rows)):
        return [*_COLUMNS[name][:3], bars, *_COLUMNS[name][3:]]
    return _COLUMNS[name]


# Cells


def _plain(key: str) -> Column:
    return Column(key, lambda row, _: _text(text_of(row[key])), 12)


def _text(value: object, role: str = "") -> list[Piece]:
    return [Piece(text_of(value) or UNKNOWN, role)]


def _lines(*lines: tuple[str | None, str]) -> list[Piece]:
    """Return the lines of a cell, each with its role, without those that are unknown."""
    known = [Piece(text, role) for text, role in lines if text]
    return [
        Piece(piece.text + "\n", piece.role) if piece is not known[-1] else piece for piece in known
    ] or [Piece(UNKNOWN)]


def _key(name: str, head: str, width: int = 8, *, right: bool = False) -> Column:
    return Column(head, lambda row, _: _text(row[name]), width, right)


def _named(head: str, *more: str) -> Column:
    def cell(row: Json, _: Sources) -> Cell:
        others = [(text_of(row[key]), "") for key in more]
        return _lines((row["name"], "name"), *others, (row["id"], "id"))

    return Column(head, cell, 18)


def _cited(row: Json, sources: Sources) -> Cell:
    return _text(sources.marks(row["citations"]))


def _note(row: Json) -> tuple[str | None, str]:
    return (f"Note: {row['note']}" if row["note"] else None), "aside"


def _status(row: Json, _: Sources) -> Cell:
    if not row["status"]:
        return _text(None)
    as_of = f"as of {row['status_as_of']}" if row["status_as_of"] else "source undated"
    return _lines((row["status"], ""), (as_of, "aside"))


def _project(row: Json, _: Sources) -> Cell:
    amounts = text_of(row["amounts"])
    place = f"Place: {row['place']}" if row["place"] else None
    return _lines((row["summary"], ""), (place, ""), (amounts, ""), _note(row))


def _speaker(row: Json, _: Sources) -> Cell:
    printed = f"printed as “{row['printed_as']}”" if row["printed_as"] else None
    role = ", ".join(filter(None, [row["role"], row["organization_name"]]))
    return _lines((row["speaker_name"], "name"), (role, ""), (printed, "aside"))


def _words(row: Json, _: Sources) -> Cell:
    words = f"“{row['text']}”" if row["speech"] == "direct" else f"(reported) {row['text']}"
    by = f", by {row['translated_by']}" if row["translated_by"] else ""
    translation = f"(translation{by}) {row['translation']}" if row["translation"] else None
    return _lines((words, ""), (translation, "derived"), _note(row), (row["id"], "id"))


def _when(row: Json, _: Sources) -> Cell:
    return _lines((row["date"], ""), (row["event"], "id"))


def _entry(row: Json, _: Sources) -> Cell:
    said = f"said by {row['said_by_name']}" if row["said_by_name"] else None
    derivation = f"derived: {row['derivation']}" if row["derived"] else None
    note = (None, "") if row["derived"] else _note(row)
    return _lines((row["label"], ""), (said, ""), (derivation, "derived"), note, (row["id"], "id"))


def _amount(row: Json, _: Sources) -> Cell:
    mark = " *" if row["derived"] else ""
    return _text(f"{row['display']}{mark}" if row["display"] else None, "derived" if mark else "")


# Bars

_BAR_CELLS = 24
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_OPEN = {"over": "›", "at-least": "›", "under": "‹", "up-to": "‹", "about": "~"}


def _bars(rows: Sequence[Json]) -> Column | None:
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
        return [Piece(bar(row["value"] / largest) + _OPEN.get(row["qualifier"], ""), "bar")]

    return Column(f"{key[0]}, {key[1]}", cell, _BAR_CELLS + 1)


def bar(part: float, cells: int = _BAR_CELLS) -> str:
    """Return a bar as long as a part, from 0 to 1, of a number of cells, to an eighth of a cell."""
    eighths = max(0, round(part * cells * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _count(name: str) -> Column:
    return _key(name, name.capitalize(), len(name), right=True)


def _language(code: str, head: str) -> Column:
    return Column(head, lambda row, _: _text((row["names"] or {}).get(code)), 12)


def _document(row: Json, _: Sources) -> Cell:
    copied = f"republished from {row['republished_from']}" if row["republished_from"] else None
    return _lines(
        (row["title"] or row["description"], "name"),
        (copied, ""),
        (row["url"], "address"),
        _note(row),
        (row["id"], "id"),
    )


_DESCRIBED = (_key("description", "What belongs to it", 24), _count("projects"), _count("quotes"))
_COLUMNS: Mapping[str, Sequence[Column]] = {
    "projects": (
        _named("Project"),
        _key("country_names", "Country", 9),
        _key("sector_names", "Sector", 12),
        Column("Status", _status, 16),
        _key("organizations", "Who", 14),
        Column("What", _project, 30),
        Column("Source", _cited, 10),
    ),
    "quotes": (
        Column("Speaker", _speaker, 20),
        Column("Words", _words, 36),
        Column("When", _when, 10),
        Column("Source", _cited, 8),
    ),
    "timeline": (
        _key("date", "Date", 10),
        Column("What", _entry, 36),
        Column("Amount", _amount, 18, right=True),
        _key("areas", "Area", 5),
        Column("Source", _cited, 8),
    ),
    "countries": (
        _key("id", "Code", 4),
        _key("name", "Country", 16),
        _language("es", "Español"),
        _language("pt", "Português"),
        _language("zh", "中文"),
        _count("projects"),
        _count("quotes"),
        _count("timeline"),
    ),
    "sectors": (_named("Sector"), *_DESCRIBED, _count("timeline")),
    "technologies": (_named("Technology"), *_DESCRIBED),
    "speakers": (
        _named("Speaker", "native_name"),
        _key("roles", "Roles", 20),
        _key("note", "Note", 20),
        _count("direct"),
        _count("reported"),
    ),
    "organizations": (
        _named("Organization", "native_name"),
        _key("kind", "Kind", 10),
        _key("country", "Country", 7),
        _key("note", "Note", 20),
        _count("projects"),
        _count("quotes"),
    ),
    "sources": (
        Column("Document", _document, 36),
        _key("publisher", "Publisher", 12),
        _key("published", "Published", 10),
        _key("language", "Language", 8),
        _count("projects"),
        _count("quotes"),
        _count("timeline"),
    ),
    "series": (
        Column("Series", lambda row, _: _lines((row["label"], "name"), (row["id"], "id")), 24),
        _key("measure", "Measure", 16),
        _key("unit", "Unit", 8),
        _key("areas", "Area", 5),
        _count("points"),
        _count("derived"),
        _key("first", "First", 7),
        _key("last", "Last", 7),
    ),
    "events": (
        _named("Event"),
        _key("date", "Date", 10),
        Column("What", lambda row, _: _lines((row["theme"], ""), _note(row)), 30),
        _key("country", "Country", 7),
        _count("quotes"),
        Column("Source", _cited, 8),
    ),
}
