"""What a search prints: the rows of its hits, their table, and the sentences about them."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from latamtech.answers.columns import UNKNOWN, Cell, Column, Json, Piece, Sources, plain
from latamtech.answers.reports import NOUNS, Report, laid_out
from latamtech.errors import UnknownValueError, count_of, shown
from latamtech.questions.hits import KEYS, Marked
from latamtech.questions.search import KINDS
from latamtech.questions.stems import CLOSE, OPEN


def rows(found: Iterable[Marked]) -> Iterator[str]:
    """Yield hits as the text of JSON objects."""
    return (json.dumps(one.hit._asdict(), separators=(",", ":")) for one in found)


def known_fields(names: str) -> list[str]:
    """Return the fields that are named with commas between; raises `UnknownValueError`."""
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in KEYS:
            from latamtech.model.suggestions import nearest  # noqa: PLC0415 (only for an error)

            raise UnknownValueError("field of search", name, nearest(name, KEYS) or KEYS)
    return list(dict.fromkeys(wanted))


def report(
    found: Sequence[Marked], words: Sequence[str], kinds: Sequence[str], many: int, fields: str
) -> Report:
    """Return the table of hits, of `many` in all: what each is, and where the words stand."""
    some = f"{len(found):,} of " if len(found) < many else ""
    asked = [f"search: {_told(words)}", *([f"kind: {' or '.join(kinds)}"] if kinds else [])]
    title = " · ".join([some + count_of(many, "record"), *asked])
    columns = [plain(key) for key in known_fields(fields)] or _COLUMNS
    return laid_out(title, columns, [{**one.hit._asdict(), "marked": one} for one in found])


def nothing(words: Sequence[str], kinds: Sequence[str]) -> str:
    """Return the sentence for words that no record, or none of these kinds, holds."""
    nouns = [kind if kind == "person" else _noun(kind) for kind in kinds] or ["record"]
    return f"no {' or '.join(nouns)} holds {_told(words)}"


def _noun(kind: str) -> str:
    return kind if kind in ("figure", "person") else NOUNS[KINDS[kind]][0]


def _told(words: Sequence[str]) -> str:
    return shown(" ".join(words), quote="")


def _pieces(text: str, role: str) -> Iterator[Piece]:
    """Yield the stretches of a text, those between marks in the role of a match."""
    for number, part in enumerate(re.split(f"[{OPEN}{CLOSE}]", text)):
        if part:
            yield Piece(part, "match" if number % 2 else role)


def _what(row: Json, _: Sources) -> Cell:
    one: Marked = row["marked"]
    hit = one.hit
    told = " · ".join(filter(None, [hit.display, hit.date]))
    return [
        *_pieces(one.name, "name"),
        *([Piece("\n" + told)] if told else []),
        Piece("\n" + hit.id, "id"),
    ]


def _where(row: Json, _: Sources) -> Cell:
    one: Marked = row["marked"]
    before, after = _around(one)
    cell = [Piece(before, "aside"), *_pieces(one.sentence, ""), Piece(after)]
    if one.sentence == one.name:
        cell = [Piece(UNKNOWN)]
    for also in one.also:
        cell += [Piece("\n"), *_pieces(also, "aside")]
    return [piece for piece in cell if piece.text]


def _around(one: Marked) -> tuple[str, str]:
    """Return what stands before and after a sentence, so that it passes for no more than it is."""
    hit = one.hit
    if hit.field == "text":
        return ("“", "”") if hit.speech == "direct" else ("(reported) ", "")
    if hit.field == "translation":
        by = f", by {one.translated_by}" if one.translated_by else ""
        return f"(translation{by}) ", ""
    return ("", "") if hit.field in _PLAIN else (f"{hit.field}: ", "")


_PLAIN = ("summary", "description", "theme")
_COLUMNS = (
    Column("Kind", lambda row, _: [Piece(row["kind"])], 8),
    Column("Record", _what, 20),
    Column("Where the words stand", _where, 30),
    Column("Source", lambda row, sources: [Piece(sources.marks(row["citations"]) or UNKNOWN)], 7),
)
