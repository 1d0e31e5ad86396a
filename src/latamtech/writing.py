"""Records, rows and names into a database, and out of it again when their files have changed."""

import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from latamtech.database import INDEXES, LAYOUT, Connection
from latamtech.entries import Entry, as_kept
from latamtech.files import shortest
from latamtech.listings import COUNTS, SERIES_KEYS
from latamtech.rows import closed_names, keys_of

Postings = dict[tuple[str, str, str], "array[int]"]
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
    for table in ("file", "record", "answer", "name"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 (our own tables)
    connection.execute("INSERT INTO word (word) VALUES ('delete-all')")
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
    connection: Connection, entries: Sequence[Entry], files: Mapping[str, int], postings: Postings
) -> None:
    """Write entries, with the numbers of their files; note which rows each value finds."""
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
    for number, row in answers:
        listed = row.values[0]
        for tag in row.tags:
            postings[listed, *tag].append(number)


def write_names(connection: Connection, names: Iterable[tuple[str, ...]]) -> None:
    """Write the words by which values of filters are asked for."""
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", names)


def write_postings(connection: Connection, postings: Postings) -> None:
    """Write down which rows each value of a filter finds; one that finds none is forgotten."""
    connection.executemany(
        "INSERT OR REPLACE INTO posting VALUES (?, ?, ?, ?, ?)",
        (
            (*key, len(numbers), "[" + ",".join(map(str, numbers)) + "]")
            for key, numbers in sorted(postings.items())
        ),
    )
    connection.execute("DELETE FROM posting WHERE rows = 0")


def read_postings(connection: Connection, entries: Iterable[Entry]) -> Postings:
    """Return which rows the values find by which the rows of entries are found."""
    postings = new_postings()
    keys = {(row.values[0], *tag) for one in entries for row in one.answers for tag in row.tags}
    for key in keys:
        sql = "SELECT numbers FROM posting WHERE list = ? AND filter = ? AND value = ?"
        for (numbers,) in connection.execute(sql, key).fetchall():
            postings[key].extend(map(int, numbers[1:-1].split(",")))
    return postings


def new_postings() -> Postings:
    """Return no postings yet."""
    return defaultdict(lambda: array("I"))


def remove(connection: Connection, entry: Entry, postings: Postings) -> None:
    """Take a record out, and its rows: those that it had when it was written."""
    id_ = entry.record[0]
    rows = {(row.values[0], row.values[2], row.values[5]): row for row in entry.answers}
    sql = "SELECT number, list, position, json FROM answer WHERE record = ?"
    for number, *found in connection.execute(sql, [id_]).fetchall():
        row = rows[tuple(found)]
        for tag in row.tags:
            postings[row.values[0], *tag].remove(number)
        connection.execute("DELETE FROM answer WHERE number = ?", [number])
        connection.execute(
            "INSERT INTO word (word, rowid, title, body) VALUES ('delete', ?, ?, ?)",
            [number, *row.words],
        )
    connection.execute("DELETE FROM record WHERE id = ?", [id_])
