"""The columns in which each list reads well, and the cell that each makes of a row."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from latamtech.indexing.cells import paragraph, text_of

UNKNOWN = "–"
Json = Mapping[str, Any]


class Piece(NamedTuple):
    """A stretch of text in a cell, and what it is: `name`, `id`, `aside`, `match` or plain."""

    text: str
    role: str = ""


Cell = Sequence[Piece]


class Column(NamedTuple):
    """A column: its heading, the cell for a row, the least width it reads well in."""

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


def plain(key: str) -> Column:
    """Return the column that shows one field as it is."""
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


def _named(head: str, width: int, *more: str) -> Column:
    def cell(row: Json, _: Sources) -> Cell:
        others = [(text_of(row[key]), "") for key in more]
        return _lines((row["name"], "name"), *others, (row["id"], "id"))

    return Column(head, cell, width)


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
    ids = " · ".join(filter(None, [row["id"], row["event"]]))
    return _lines((words, ""), (translation, "derived"), _note(row), (ids, "id"))


def _when(row: Json, _: Sources) -> Cell:
    return _text(row["date"])


def _entry(row: Json, _: Sources) -> Cell:
    said = f"said by {row['said_by_name']}" if row["said_by_name"] else None
    derivation = f"derived: {row['derivation']}" if row["derived"] else None
    note = (None, "") if row["derived"] else _note(row)
    area = ", ".join(row["areas"])
    key = " · ".join(filter(None, [area, row["id"]]))
    return _lines((row["label"], ""), (said, ""), (derivation, "derived"), note, (key, "id"))


def _amount(row: Json, _: Sources) -> Cell:
    mark = " *" if row["derived"] else ""
    return _text(f"{row['display']}{mark}" if row["display"] else None, "derived" if mark else "")


def _count(name: str) -> Column:
    return _key(name, name.capitalize(), len(name), right=True)


def _language(code: str, head: str, width: int) -> Column:
    return Column(head, lambda row, _: _text((row["names"] or {}).get(code)), width)


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
COLUMNS: Mapping[str, Sequence[Column]] = {
    "projects": (
        _named("Project", 14),
        _key("country_names", "Country", 9),
        _key("sector_names", "Sector", 10),
        Column("Status", _status, 11),
        _key("organizations", "Who", 10),
        Column("What", _project, 26),
        Column("Source", _cited, 7),
    ),
    "quotes": (
        Column("Speaker", _speaker, 16),
        Column("Words", _words, 34),
        Column("When", _when, 10),
        Column("Source", _cited, 7),
    ),
    "timeline": (
        _key("date", "Date", 7),
        Column("What", _entry, 24),
        Column("Amount", _amount, 18, right=True),
        Column("Source", _cited, 7),
    ),
    "countries": (
        _key("id", "Code", 4),
        _key("name", "Country", 12),
        _language("es", "Español", 10),
        _language("pt", "Português", 10),
        _language("zh", "中文", 8),
        _count("projects"),
        _count("quotes"),
        _count("timeline"),
    ),
    "sectors": (_named("Sector", 16), *_DESCRIBED, _count("timeline")),
    "technologies": (_named("Technology", 16), *_DESCRIBED),
    "speakers": (
        _named("Speaker", 22, "native_name"),
        _key("roles", "Roles", 16),
        _key("note", "Note", 18),
        _count("direct"),
        _count("reported"),
    ),
    "organizations": (
        _named("Organization", 22, "native_name"),
        _key("kind", "Kind", 10),
        _key("country", "Country", 7),
        _key("note", "Note", 16),
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
        _named("Event", 18),
        _key("date", "Date", 10),
        Column("What", lambda row, _: _lines((row["theme"], ""), _note(row)), 30),
        _key("country", "Country", 7),
        _count("quotes"),
        Column("Source", _cited, 8),
    ),
}
