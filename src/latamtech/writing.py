"""Records, rows and names into a database, and out of it again when their files have changed."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

from latamtech.checks import Loaded
from latamtech.database import INDEXES, LAYOUT, Connection
from latamtech.files import shortest
from latamtech.index import checksum, spaced
from latamtech.listings import COUNTS, SERIES_KEYS
from latamtech.names import unordered
from latamtech.rows import KnownName, Row, closed_names, keys_of

_BATCH = 1_000
LISTS_WITH_KEYS = (
    *("projects", "quotes", "timeline", "sources", "events", "speakers"),
    *("organizations", "countries", "sectors", "technologies"),
)


def begin(connection: Connection) -> None:
    """Lay an empty database out, and write down what does not depend on any facts."""
    connection.executescript(LAYOUT)
    keys = {name: [*keys_of(name), *COUNTS.get(name, {})] for name in LISTS_WITH_KEYS}
    keys["series"] = list(SERIES_KEYS)
    connection.executemany(
        "INSERT INTO list VALUES (?, ?)", ((name, " ".join(its)) for name, its in keys.items())
    )
    write_names(connection, closed_names())


def finish(connection: Connection) -> None:
    """Make what finds the rows of a database fast, now that they are in."""
    connection.executescript(INDEXES)


def write_files(connection: Connection, paths: Iterable[str]) -> dict[str, int]:
    """Write the paths of fact files, and return the numbers of all by what problems call them."""
    connection.executemany(
        "INSERT OR IGNORE INTO file (path) VALUES (?)", ([os.fsencode(path)] for path in paths)
    )
    known = connection.execute("SELECT path, number FROM file").fetchall()
    return {shortest(Path(os.fsdecode(path))): number for path, number in known}


def write_records(
    connection: Connection, records: Iterable[Loaded], files: Mapping[str, int]
) -> None:
    """Write records, as they were read, with the numbers of their files."""
    connection.executemany(
        "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)",
        ((one.id, one.kind, files[one.file], one.number, to_json(one.data)) for one in records),
    )


def write_names(connection: Connection, names: Iterable[KnownName]) -> None:
    """Write the words by which values of filters are asked for."""
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)",
        ((name.filter, unordered(name.text), *name[1:]) for name in names),
    )


def write_rows(connection: Connection, rows: Iterable[Row]) -> None:
    """Write rows, what they are filtered by and what they are searched by."""
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM answer").fetchone()
    numbered = zip(count(last + 1), rows, strict=False)
    while batch := [one for one, _ in zip(numbered, range(_BATCH), strict=False)]:
        _write_batch(connection, batch)


def _write_batch(connection: Connection, batch: Sequence[tuple[int, Row]]) -> None:
    connection.executemany(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_answer, batch)
    )
    connection.executemany(
        "INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)",
        ((number, spaced(row.title), spaced(row.body)) for number, row in batch),
    )
    connection.executemany(
        "INSERT INTO tag VALUES (?, ?, ?, ?)",
        ((row.listed, name, value, number) for number, row in batch for name, value in row.tags),
    )


def _answer(numbered: tuple[int, Row]) -> tuple[object, ...]:
    number, row = numbered
    days = row.days or (None, None)
    text = to_json(row.data)
    return number, row.listed, row.record, row.order, *days, text, checksum(text)


def remove(connection: Connection, record: Loaded, rows: Iterable[Row]) -> None:
    """Take a record out, and its rows: those that it had when it was written."""
    numbers = connection.execute(
        "SELECT number, list FROM answer WHERE record = ?", [record.id]
    ).fetchall()
    tags = {(row.listed, *tag) for row in rows for tag in row.tags}
    for number, listed in numbers:
        connection.execute("DELETE FROM answer WHERE number = ?", [number])
        connection.execute("DELETE FROM word WHERE rowid = ?", [number])
        connection.executemany(
            "DELETE FROM tag WHERE list = ? AND filter = ? AND value = ? AND answer = ?",
            ((*tag, number) for tag in tags if tag[0] == listed),
        )
    connection.execute("DELETE FROM record WHERE id = ?", [record.id])


def renew_series(connection: Connection, names: Iterable[str]) -> None:
    """Let series be asked for by the labels of the figures that are left of them."""
    for series in names:
        connection.execute("DELETE FROM name WHERE filter = 'series' AND id = ?", [series])
        found = connection.execute(
            "SELECT DISTINCT json_extract(json, '$.label') FROM tag JOIN answer ON number = answer "
            "WHERE tag.list = 'timeline' AND filter = 'series' AND value = ?",
            [series],
        ).fetchall()
        words = [series, *(label for (label,) in found)] if found else []
        write_names(connection, (KnownName("series", word, series, series) for word in words))


def to_json(value: object) -> str:
    """Return the JSON text of a value: ASCII, without blanks, numbers and text exact."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
