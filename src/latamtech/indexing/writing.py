"""Records, rows and names into a database, and out of it again when their files have changed."""

import os
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from latamtech.indexing.database import INDEXES, LAYOUT, Connection
from latamtech.indexing.entries import Batch, Entries, as_kept, batch_of
from latamtech.indexing.listings import COUNTS, SERIES_KEYS
from latamtech.indexing.rows import LISTS, closed_names, keys_of
from latamtech.model.notation import json_of
from latamtech.reading.files import shortest

Postings = dict[tuple[str, str, str], "array[int]"]


def begin(connection: Connection) -> None:
    """Lay an empty database out, and write down what does not depend on any facts."""
    connection.executescript(LAYOUT)
    keys = {name: [*keys_of(name), *COUNTS.get(name, {})] for name in (*LISTS.values(), "timeline")}
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
    """Write the paths of fact files, and return their numbers by what problems call them."""
    names = {os.fsencode(path): shortest(Path(path)) for path in paths}
    connection.executemany("INSERT OR IGNORE INTO file (path) VALUES (?)", ([one] for one in names))
    sql = "SELECT number FROM file WHERE path = ?"
    return {name: connection.execute(sql, [path]).fetchone()[0] for path, name in names.items()}


def write_entries(
    connection: Connection, entries: Entries, files: Mapping[str, int], postings: Postings
) -> None:
    """Write entries, with the numbers of their files; note which rows each value finds."""
    write_batch(connection, batch_of(entries), files, postings)


def write_batch(
    connection: Connection, batch: Batch, files: Mapping[str, int], postings: Postings
) -> None:
    """Write a batch, with the numbers of its files; note which rows each value finds."""
    connection.executemany(
        "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)",
        ((id_, kind, files[file], *values) for id_, kind, file, *values in batch.records),
    )
    write_names(connection, batch.names)
    # SQLite numbers new rows from the largest number on (https://www.sqlite.org/autoinc.html).
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM answer").fetchone()
    connection.executemany(
        "INSERT INTO answer (list, record, position, first, last, json, checksum) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        batch.answers,
    )
    connection.executemany(
        "INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)",
        ((number, *words) for number, words in enumerate(batch.words, last + 1) if any(words)),
    )
    for listed, found in batch.found.items():
        for tag, places in found.items():
            postings[listed, *tag].extend([last + 1 + place for place in places])


def write_names(connection: Connection, names: Iterable[tuple[Any, ...]]) -> None:
    """Write the words by which values of filters are asked for."""
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)", names)


def write_postings(connection: Connection, postings: Postings) -> None:
    """Write down which rows each value of a filter finds; one that finds none is forgotten."""
    connection.executemany(
        "INSERT OR REPLACE INTO posting VALUES (?, ?, ?, ?, ?)",
        (
            (*key, len(numbers), json_of(numbers.tolist()))
            for key, numbers in sorted(postings.items())
        ),
    )
    if not all(postings.values()):
        connection.execute("DELETE FROM posting WHERE rows = 0")  # looks through all of them


def read_postings(connection: Connection, *all_entries: Entries) -> Postings:
    """Return which rows the values find by which the rows of entries are found."""
    postings = new_postings()
    sql = "SELECT numbers FROM posting WHERE list = ? AND filter = ? AND value = ?"
    for entries in all_entries:
        for (listed, *_), tags in zip(entries.answers, entries.tags, strict=True):
            for key in ((listed, *tag) for tag in tags if (listed, *tag) not in postings):
                for (numbers,) in connection.execute(sql, key).fetchall():
                    postings[key].extend(map(int, numbers[1:-1].split(",")))
    return postings


def new_postings() -> Postings:
    """Return no postings yet."""
    return defaultdict(lambda: array("I"))


def keep(connection: Connection, old: Entries, new: Entries) -> tuple[Entries, Entries]:
    """Write rows anew that are found as before; return the entries that are left of both."""
    where = {_key(new, n): n for n in range(len(new.answers))}
    kept = [(n, where[_key(old, n)]) for n in range(len(old.answers)) if _key(old, n) in where]
    for was, now in kept:
        listed, record, position, *values = new.answers[now]
        number = _number_of(connection, listed, record, position)
        connection.execute(
            "UPDATE answer SET first = ?, last = ?, json = ?, checksum = ? WHERE number = ?",
            [*values, number],
        )
        _forget_words(connection, number, old.words[was])
        if any(new.words[now]):
            connection.execute(
                "INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)", [number, *new.words[now]]
            )
    return _without(old, {was for was, _ in kept}), _without(new, {now for _, now in kept})


def _key(entries: Entries, n: int) -> tuple[Any, ...]:
    """Return what a row is found by: what stays the same where only its text has changed."""
    return *entries.answers[n][:3], frozenset(entries.tags[n])


def _without(entries: Entries, left_out: set[int]) -> Entries:
    rows = [n for n in range(len(entries.answers)) if n not in left_out]
    return entries._replace(
        answers=[entries.answers[n] for n in rows],
        words=[entries.words[n] for n in rows],
        tags=[entries.tags[n] for n in rows],
    )


def remove(connection: Connection, entries: Entries, postings: Postings) -> None:
    """Take rows out, which must be as they were written."""
    rows = zip(entries.answers, entries.words, entries.tags, strict=True)
    for (listed, record, position, *_), words, tags in rows:
        number = _number_of(connection, listed, record, position)
        for name, value in tags:
            postings[listed, name, value].remove(number)
        connection.execute("DELETE FROM answer WHERE number = ?", [number])
        _forget_words(connection, number, words)


def _number_of(connection: Connection, listed: str, record: str, position: str) -> int:
    sql = "SELECT number FROM answer WHERE list = ? AND record = ? AND position = ?"
    return int(connection.execute(sql, [listed, record, position]).fetchone()[0])


def _forget_words(connection: Connection, number: int, words: tuple[str, str]) -> None:
    if any(words):
        sql = "INSERT INTO word (word, rowid, title, body) VALUES ('delete', ?, ?, ?)"
        connection.execute(sql, [number, *words])
