"""Records, rows and names into a database, and out of it again when their files have changed."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from latamtech.database import INDEXES, LAYOUT, Connection
from latamtech.entries import Entry, as_kept
from latamtech.files import shortest
from latamtech.listings import COUNTS, SERIES_KEYS
from latamtech.rows import KnownName, closed_names, keys_of

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
    write_names(connection, map(as_kept, closed_names()))


def empty(connection: Connection) -> None:
    """Take everything out again that was written of facts."""
    for table in ("file", "record", "answer", "tag", "word", "name"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 (our own tables)
    write_names(connection, map(as_kept, closed_names()))


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


def write_entries(
    connection: Connection, entries: Sequence[Entry], files: Mapping[str, int]
) -> None:
    """Write entries, with the numbers of their files."""
    connection.executemany(
        "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)",
        (
            (id_, kind, files[one.file], n, data)
            for one in entries
            for id_, kind, n, data in [one.record]
        ),
    )
    write_names(connection, (name for one in entries for name in one.names))
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM answer").fetchone()
    answers = list(enumerate((row for one in entries for row in one.answers), last + 1))
    connection.executemany(
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *row.values) for number, row in answers),
    )
    connection.executemany(
        "INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)",
        ((number, *row.words) for number, row in answers),
    )
    connection.executemany(
        "INSERT INTO tag VALUES (?, ?, ?, ?)",
        ((row.values[0], *tag, number) for number, row in answers for tag in row.tags),
    )


def write_names(connection: Connection, names: Iterable[tuple[str, ...]]) -> None:
    """Write the words by which values of filters are asked for."""
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", names)


def remove(connection: Connection, entry: Entry) -> None:
    """Take a record out, and its rows: those that it had when it was written."""
    id_ = entry.record[0]
    numbers = connection.execute(
        "SELECT number, list FROM answer WHERE record = ?", [id_]
    ).fetchall()
    tags = {(row.values[0], *tag) for row in entry.answers for tag in row.tags}
    for number, listed in numbers:
        connection.execute("DELETE FROM answer WHERE number = ?", [number])
        connection.execute("DELETE FROM word WHERE rowid = ?", [number])
        connection.executemany(
            "DELETE FROM tag WHERE list = ? AND filter = ? AND value = ? AND answer = ?",
            ((*tag, number) for tag in tags if tag[0] == listed),
        )
    connection.execute("DELETE FROM record WHERE id = ?", [id_])


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
        known = (KnownName("series", word, series, series) for word in words)
        write_names(connection, map(as_kept, known))
