"""Rows to JSON, JSON Lines, CSV, TSV and Markdown: the same rows in each, under the same keys."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from latamtech.cells import text_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$])")
_ADDRESS = re.compile(r"(https?://[^\s<>\"|]+)")
_LINES = re.compile(r"\s*[\r\n\t]\s*")


def as_json(rows: Iterable[str], keys: Sequence[str] | None) -> Iterator[str]:
    """Yield the pieces of one JSON array, an object a line; only the keys asked for, if any are."""
    before = "[\n"
    for row in _picked(rows, keys):
        yield before + row
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_jsonl(rows: Iterable[str], keys: Sequence[str] | None) -> Iterator[str]:
    """Yield one JSON object a line (JSON Lines)."""
    for row in _picked(rows, keys):
        yield row + "\n"


def _picked(rows: Iterable[str], keys: Sequence[str] | None) -> Iterator[str]:
    for row in rows:
        if keys is None and row.isascii():
            yield row
        else:
            data = json.loads(row)
            yield json.dumps({key: data[key] for key in keys or data}, separators=(",", ":"))


def as_csv(rows: Iterable[str], keys: Sequence[str]) -> Iterator[str]:
    """Yield comma-separated lines (RFC 4180, but with a bare line feed) under a line of keys.

    A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
    Injection); the JSON formats give it unchanged.
    """
    import csv  # noqa: PLC0415 (the other formats do without)

    line: list[str] = []
    writer = csv.writer(_Lines(line), lineterminator="\n")
    for cells in _table(rows, keys, _defused):
        writer.writerow(cells)
        yield line.pop()


def as_tsv(rows: Iterable[str], keys: Sequence[str]) -> Iterator[str]:
    """Yield tab-separated lines under a line of keys; tabs and line breaks become blanks."""
    for cells in _table(rows, keys, _defused):
        yield "\t".join(_LINES.sub(" ", cell) for cell in cells) + "\n"


def as_markdown(rows: Iterable[str], keys: Sequence[str]) -> Iterator[str]:
    """Yield a table of GitHub Flavored Markdown in which no text of a fact can act as markup."""
    for number, cells in enumerate(_table(rows, keys, text_of)):
        yield "| " + " | ".join(map(_escaped, cells)) + " |\n"
        if number == 0:
            yield "|" + " --- |" * len(cells) + "\n"


class _Lines:
    """A file for a CSV writer that keeps each line in a list."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _table(
    rows: Iterable[str], keys: Sequence[str], cell: Callable[[Any], str]
) -> Iterator[list[str]]:
    yield list(keys)
    for row in rows:
        data = json.loads(row)
        yield [cell(data[key]) for key in keys]


def _defused(value: object) -> str:
    text = text_of(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, int | float) else text


def _escaped(text: str) -> str:
    parts = _ADDRESS.split(_LINES.sub(" ", text))
    return "".join(
        f"<{part}>" if number % 2 else _MARKDOWN.sub(r"\\\1", part)
        for number, part in enumerate(parts)
    )
