"""Records, rows and names into a database, and out of it again when their files have changed."""

import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from latamtech.indexing.database import INDEXES, LAYOUT, Connection
from latamtech.indexing.entries import Batch, Entry, Values
from latamtech.indexing.listings import COUNTS, SERIES_KEYS
from latamtech.indexing.rows import LISTS, closed_names, keys_of
from latamtech.indexing.soundness import checksum, numbers_in
from latamtech.reading.files import shortest

# By list and filter, then by value, the numbers of the rows that the value finds.
Postings = dict[tuple[str, str], "defaultdict[str, array[int]]"]
_AT_ONCE = 16  # rows; one statement for so many takes two thirds of the time that as many take


def begin(connection: Connection) -> None:
    """Lay an empty database out, and write down what does not depend on any facts."""
    connection.executescript(LAYOUT)
    keys = {name: [*keys_of(name), *COUNTS.get(name, {})] for name in (*LISTS.values(), "timeline")}
    keys["series"] = list(SERIES_KEYS)
    connection.executemany(
        "INSERT INTO list VALUES (?, ?)", ((name, " ".join(its)) for name, its in keys.items())
    )
    write_names(connection, [*closed_names()])


def empty(connection: Connection) -> None:
    """Take everything out again that was written of facts."""
    for table in ("file", "record", "bundle", "answer", "name"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 (our own tables)
    connection.execute("INSERT INTO word (word) VALUES ('delete-all')")
    write_names(connection, [*closed_names()])


def finish(connection: Connection) -> None:
    """Make what finds the rows of a database fast, now that they are in."""
    connection.executescript(INDEXES)


def write_files(connection: Connection, paths: Iterable[str]) -> dict[str, int]:
    """Write the paths of fact files, and return their numbers by what problems call them."""
    names = {os.fsencode(path): shortest(Path(path)) for path in paths}
    connection.executemany("INSERT OR IGNORE INTO file (path) VALUES (?)", ([one] for one in names))
    sql = "SELECT number FROM file WHERE path = ?"
    return {name: connection.execute(sql, [path]).fetchone()[0] for path, name in names.items()}


def write_batch(
    connection: Connection, batch: Batch, files: Mapping[str, int], postings: Postings
) -> None:
    """Write a batch, with the numbers of its files; note which rows each value finds."""
    write_bundles(connection, batch.bundles, files)
    write_names(connection, batch.names)
    first = _write_answers(connection, batch.answers, batch.words)
    for start, listed, found in batch.found:
        for name, by_value in found.items():
            its = postings[listed, name]
            for value, places in by_value.items():
                its[value].extend([first + start + at for at in places])


def write_bundles(
    connection: Connection, bundles: Iterable[Values], files: Mapping[str, int]
) -> None:
    """Write records in bundles."""
    sql = "INSERT INTO bundle (file, data, checksum) VALUES (?, ?, ?)"
    records: list[Values] = []
    for file, ids, *values in bundles:
        number = connection.execute(sql, [files[file], *values]).lastrowid
        records += [(id_, number, place) for place, id_ in enumerate(ids)]
    _insert(connection, "OR ROLLBACK INTO record", records)


def write_bundle_anew(connection: Connection, number: int, values: Sequence[object]) -> None:
    """Write the same records in the same bundle again: their JSON, and its checksum."""
    sql = "UPDATE bundle SET data = ?, checksum = ? WHERE number = ?"
    connection.execute(sql, [*values, number])


def add(connection: Connection, entries: Sequence[Entry], postings: Postings) -> None:
    """Write rows; note which of them each value finds."""
    words = [(place, *one.words) for place, one in enumerate(entries) if one.words]
    first = _write_answers(connection, [one.answer for one in entries], words)
    for number, one in enumerate(entries, first):
        for name, value in one.tags:
            postings[one.answer[0], name][value].append(number)


def _write_answers(
    connection: Connection, answers: Sequence[Values], words: Iterable[Values]
) -> int:
    """Write rows, and the words they are searched by; return the number of the first of them."""
    # SQLite numbers new rows from the largest number on (https://www.sqlite.org/autoinc.html).
    (first,) = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM answer").fetchone()
    columns = "list, record, position, first, last, json, checksum"
    _insert(connection, f"OR ROLLBACK INTO answer ({columns})", answers)
    connection.executemany(
        f"INSERT INTO word (rowid, title, body) VALUES ({first} + ?, ?, ?)",  # noqa: S608 (a number)
        words,
    )
    return int(first)


def _insert(connection: Connection, into: str, rows: Sequence[Values]) -> None:
    """Insert rows, each with a value for each column; `into` says where, and what else to do."""
    several = len(rows) - len(rows) % _AT_ONCE
    starts = range(0, several, _AT_ONCE)
    lots = [tuple(chain.from_iterable(rows[start : start + _AT_ONCE])) for start in starts]
    for its, number in ((lots, _AT_ONCE), (rows[several:], 1)):
        if its:
            marks = f"({', '.join('?' * (len(its[0]) // number))})"
            sql = f"INSERT {into} VALUES {', '.join([marks] * number)}"  # noqa: S608 (our own tables)
            connection.executemany(sql, its)


def write_names(connection: Connection, names: Sequence[Values]) -> None:
    """Write the words by which values of filters are asked for."""
    _insert(connection, "OR IGNORE INTO name", names)


def write_postings(connection: Connection, postings: Postings) -> None:
    """Write down which rows each value of a filter finds; one that finds none is forgotten."""
    rows = [
        (*key, value, kept := numbers.tobytes(), checksum(kept))
        for key, by_value in sorted(postings.items())
        for value, numbers in sorted(by_value.items())
    ]
    _insert(connection, "OR REPLACE INTO posting", rows)
    gone = [(*key, value) for *key, value, kept, _ in rows if not kept]
    connection.executemany("DELETE FROM posting WHERE list = ? AND filter = ? AND value = ?", gone)


def read_postings(connection: Connection, entries: Iterable[Entry]) -> Postings:
    """Return which rows the values find by which rows are found.

    Raises `SpoiltError` where they are not what was written.
    """
    postings = new_postings()
    sql = "SELECT numbers, checksum FROM posting WHERE list = ? AND filter = ? AND value = ?"
    for key in {(one.answer[0], *tag) for one in entries for tag in one.tags}:
        for kept in connection.execute(sql, key).fetchall():
            postings[key[:2]][key[2]].extend(numbers_in(*kept))
    return postings


def new_postings() -> Postings:
    """Return no postings yet."""
    return defaultdict(lambda: defaultdict(lambda: array("I")))


def keep(
    connection: Connection, old: Sequence[Entry], new: Sequence[Entry]
) -> tuple[list[Entry], list[Entry]]:
    """Write rows anew that are found as before; return the entries that are left of both."""
    now = {_key(one): one for one in new}
    kept = {_key(one): one for one in old if _key(one) in now}
    for key, was in kept.items():
        listed, record, position, *values = now[key].answer
        number = _number_of(connection, listed, record, position)
        connection.execute(
            "UPDATE answer SET first = ?, last = ?, json = ?, checksum = ? WHERE number = ?",
            [*values, number],
        )
        _forget_words(connection, number, was.words)
        if words := now[key].words:
            connection.execute(
                "INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)", [number, *words]
            )
    return [one for one in old if _key(one) not in kept], [
        one for one in new if _key(one) not in kept
    ]


def _key(entry: Entry) -> tuple[Any, ...]:
    """Return what a row is found by: what stays the same where only its text has changed."""
    return *entry.answer[:3], entry.tags


def remove(connection: Connection, entries: Iterable[Entry], postings: Postings) -> None:
    """Take rows out, which must be as they were written."""
    for one in entries:
        listed, record, position, *_ = one.answer
        number = _number_of(connection, listed, record, position)
        for name, value in one.tags:
            postings[listed, name][value].remove(number)
        connection.execute("DELETE FROM answer WHERE number = ?", [number])
        _forget_words(connection, number, one.words)


def _number_of(connection: Connection, listed: str, record: str, position: str) -> int:
    sql = "SELECT number FROM answer WHERE list = ? AND record = ? AND position = ?"
    return int(connection.execute(sql, [listed, record, position]).fetchone()[0])


def _forget_words(connection: Connection, number: int, words: tuple[str, str] | None) -> None:
    if words:
        sql = "INSERT INTO word (word, rowid, title, body) VALUES ('delete', ?, ?, ?)"
        connection.execute(sql, [number, *words])
