"""Rows to JSON, JSON Lines, CSV, TSV and Markdown: the same rows in each, under the same keys."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = r"([\\`*_\[\]<>|~&$])"
_ADDRESS = r"(https?://[^\s<>\"|]*[^\s<>\"|;\]])"  # what stands after one in a list is no part
_LINES = r"\s*[\r\n\t]\s*"


def written(
    form: str, rows: Iterable[str], keys: Sequence[str], fields: Sequence[str] = ()
) -> Iterator[str]:
    """Return the pieces of an answer in the form that `form` names, with the `fields` asked for.

    `rows` are JSON objects with all keys of their list; `keys` are the columns of a table.
    """
    if form == "json":
        return as_json(rows, fields or None)
    if form == "jsonl":
        return as_jsonl(rows, fields or None)
    return {"csv": as_csv, "tsv": as_tsv, "markdown": as_markdown}[form](rows, keys)


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
        yield row if keys is None and row.isascii() else _rewritten(row, keys)


def _rewritten(row: str, keys: Sequence[str] | None) -> str:
    import json  # noqa: PLC0415 (whole rows are printed as they are)

    data = json.loads(row)
    return json.dumps({key: data[key] for key in keys or data}, separators=(",", ":"))


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
        yield "\t".join(re.sub(_LINES, " ", cell) for cell in cells) + "\n"


def as_markdown(rows: Iterable[str], keys: Sequence[str]) -> Iterator[str]:
    """Yield a table of GitHub Flavored Markdown in which no text of a fact can act as markup."""
    for number, cells in enumerate(_table(rows, keys, _plain)):
        yield "| " + " | ".join(map(escaped, cells)) + " |\n"
        if number == 0:
            yield "|" + " --- |" * len(cells) + "\n"


class _Lines:
    """A file for a CSV writer that keeps each line in a list."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def _table(
    rows: Iterable[str], keys: Sequence[str], cell: Callable[[Any], str]
) -> Iterator[list[str]]:
    import json  # noqa: PLC0415 (whole rows are printed as they are)

    yield list(keys)
    for row in rows:
        data = json.loads(row)
        yield [cell(data[key]) for key in keys]


def _plain(value: object) -> str:
    from latamtech.indexing.cells import text_of  # noqa: PLC0415 (JSON does without)

    return text_of(value)


def _defused(value: object) -> str:
    text = _plain(value)
    return "'" + text if text.startswith(_FORMULA) and not isinstance(value, int | float) else text


def escaped(text: str) -> str:
    """Return text in one line of Markdown that shows it as it is, with its addresses as links."""
    parts = re.split(_ADDRESS, re.sub(_LINES, " ", text))
    return "".join(
        f"<{part}>" if number % 2 else re.sub(_MARKDOWN, r"\\\1", part)
        for number, part in enumerate(parts)
    )
