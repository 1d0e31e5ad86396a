"""Fact files into a database: all of them, or only those that have changed."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from latamtech.indexing import cache, database, freshness, updating, writing
from latamtech.indexing.database import Connection, DatabaseError
from latamtech.indexing.entries import Batch, batch_of
from latamtech.indexing.rows import View
from latamtech.reading import loading, parts
from latamtech.reading.files import Stamp

Progress = Callable[[int], None]
_PATIENCE = 10.0  # seconds to wait for another process that is building the same index


def refreshed(place: str | None, stamps: Sequence[Stamp], progress: Progress) -> Connection:
    """Return a database of the facts in the files with these stamps, kept if that can be.

    Several processes that need the same index wait for the first of them. Whatever goes wrong with
    the file of the index, the answer comes from memory. `progress` is told now and then how many
    records are done. Raises what `loading.load` does.
    """
    if place:
        try:
            cache.make_folder(place)
            before = cache.state_of(place)
            with contextlib.closing(database.locked(f"{place}.lock", _PATIENCE)):
                others = cache.state_of(place) != before  # made it while this process waited
                return (
                    (freshness.current(place, stamps) if others else None)
                    or _updated(place, stamps)
                    or _rebuilt(place, stamps, progress)
                )
        except (OSError, DatabaseError):
            return in_memory(stamps, progress)
    return in_memory(stamps, progress)


def in_memory(stamps: Sequence[Stamp], progress: Progress) -> Connection:
    """Return a database in memory of the facts in the files with these stamps."""
    connection = database.in_memory()
    _fill(connection, stamps, progress)
    return connection


def _updated(place: str, stamps: Sequence[Stamp]) -> Connection | None:
    """Bring an index up to date; `None` where it must be made anew, as one that is spoilt."""
    try:
        return updating.updated(place, stamps)
    except freshness.SPOILT:
        return None


def _rebuilt(place: str, stamps: Sequence[Stamp], progress: Progress) -> Connection:
    """Make a new index beside its place, and put it there when it is whole."""
    path = cache.unfinished(place)
    with cache.taken_away(path):
        with contextlib.closing(database.made(path)) as connection:
            _fill(connection, stamps, progress)
        cache.forget_unfinished_changes(place)
        os.replace(path, place)
    return database.opened(place)


@loading.uncollected()
def _fill(connection: Connection, stamps: Sequence[Stamp], progress: Progress) -> None:
    doubt = freshness.doubtful(stamps)
    writing.begin(connection)
    connection.execute("BEGIN")
    try:
        _write(connection, stamps, parts.number_for(sum(stamp.size for stamp in stamps)), progress)
    except parts.MistakeError:
        loading.load([Path(stamp.path) for stamp in stamps])  # tells what is wrong
        writing.empty(connection)
        _write(connection, stamps, 1, progress)
    connection.execute("COMMIT")
    writing.finish(connection)
    freshness.sign(connection, stamps, doubt)
    database.sealed(connection)


def _write(
    connection: Connection, stamps: Sequence[Stamp], number: int, progress: Progress
) -> None:
    files = writing.write_files(connection, [stamp.path for stamp in stamps])
    postings, done = writing.new_postings(), 0
    for batch in _read_alone(stamps) if number == 1 else _shared(stamps, number, progress):
        writing.write_batch(connection, batch, files, postings)
        done += sum(len(ids) for _, ids, *_ in batch.bundles)
        progress(done)
    writing.write_postings(connection, postings)


def _shared(stamps: Sequence[Stamp], number: int, progress: Progress) -> Iterator[Batch]:
    from latamtech.indexing.workers import entries  # noqa: PLC0415 (processes are slow to load)

    return entries(stamps, number, progress)


def _read_alone(stamps: Sequence[Stamp]) -> Iterator[Batch]:
    records = loading.load([Path(stamp.path) for stamp in stamps])
    view = View({record.id: record for record in records})
    for lot in parts.lots(records):
        yield batch_of(lot, view)
