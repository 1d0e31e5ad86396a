"""Fact files into a database: all of them, or only those that have changed."""

import contextlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

from latamtech import (
    cache,
    database,
    freshness,
    loading,
    updating,
    writing,
)
from latamtech.database import Connection, DatabaseError
from latamtech.files import Stamp
from latamtech.rows import View, known_names
from latamtech.timeline import rows_of

_PATIENCE = 10.0  # seconds to wait for another process that is building the same index


def refreshed(place: str | None, stamps: Sequence[Stamp]) -> Connection:
    """Return a database of the facts in the files with these stamps, kept if that can be.

    Several processes that need the same index wait for the first of them. Whatever goes wrong with
    the file of the index, the answer comes from memory. Raises what `loading.load` does.
    """
    if place:
        try:
            cache.make_folder(place)
            with contextlib.closing(database.locked(f"{place}.lock", _PATIENCE)):
                return (
                    freshness.current(place, stamps)
                    or updating.updated(place, stamps)
                    or _rebuilt(place, stamps)
                )
        except (OSError, DatabaseError):
            return in_memory(stamps)
    return in_memory(stamps)


def in_memory(stamps: Sequence[Stamp]) -> Connection:
    """Return a database in memory of the facts in the files with these stamps."""
    connection = database.in_memory()
    _fill(connection, stamps)
    return connection


def _rebuilt(place: str, stamps: Sequence[Stamp]) -> Connection:
    """Make a new index beside its place, and put it there when it is whole."""
    path = cache.unfinished(place)
    try:
        with contextlib.closing(database.made(path)) as connection:
            _fill(connection, stamps)
        os.replace(path, place)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)
    return database.opened(place)


def _fill(connection: Connection, stamps: Sequence[Stamp]) -> None:
    began = time.time_ns()
    records = loading.load([Path(stamp.path) for stamp in stamps])
    view = View({record.id: record.data for record in records})
    rows = [row for record in records for row in rows_of(record, view)]
    writing.begin(connection)
    connection.execute("BEGIN")
    numbers = writing.write_files(connection, [stamp.path for stamp in stamps])
    writing.write_records(connection, records, numbers)
    writing.write_names(connection, (name for one in records for name in known_names(one)))
    writing.write_rows(connection, sorted(rows, key=lambda row: (row.listed, row.order)))
    connection.execute("COMMIT")
    writing.finish(connection)
    freshness.sign(connection, stamps, began)
