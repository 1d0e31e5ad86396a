"""An index brought up to date with the few files that have changed, where that is enough.

What others show or are judged by (a name, a date of a source), and what was taken away, concern
records in files that have not changed. Then the whole index is made anew, which is slower and as
right. So it is when anything is wrong, since then every problem is to be told.
"""

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from latamtech.indexing import database, freshness, writing
from latamtech.indexing.database import Connection
from latamtech.indexing.entries import bundles_of, entries_in, rows_batch_of
from latamtech.indexing.rows import known_names, titles
from latamtech.indexing.soundness import RECORD, bundle_in, unbundled
from latamtech.reading import checks, loading, rulebook
from latamtech.reading.checks import Loaded, stub
from latamtech.reading.files import Stamp, shortest
from latamtech.reading.likeness import is_same

Pairs = Sequence[tuple[Loaded | None, Loaded]]

_MOST = 0.1  # the part of the files up to which a change is written into the index


class Bundle(NamedTuple):
    """Records of one file that are kept together, and the number that they are kept under."""

    number: int
    records: Sequence[Loaded]


class Recorded(Mapping[str, Loaded]):
    """The records in an index, by id; those given in the place of what is there."""

    def __init__(self, connection: Connection, given: Iterable[Loaded]) -> None:
        """Take a database that holds an index, and records that are new or at hand."""
        self.connection = connection
        self._found = {one.id: one for one in given}

    def __getitem__(self, id_: str) -> Loaded:
        """Return the record with an id; raises `KeyError`."""
        if id_ not in self._found:
            row = self.connection.execute(RECORD, [id_]).fetchone()
            if not row:
                raise KeyError(id_)
            kind, number, data = unbundled(id_, row)
            self._found[id_] = Loaded(kind, data, "", number)
        return self._found[id_]

    def __iter__(self) -> Iterator[str]:
        """Yield all ids."""
        return (id_ for (id_,) in self.connection.execute("SELECT id FROM record"))

    def __len__(self) -> int:
        """Return how many records there are."""
        return int(self.connection.execute("SELECT count(*) FROM record").fetchone()[0])


def updated(place: str, stamps: Sequence[Stamp]) -> Connection | None:
    """Bring the index at a place up to date; `None` where it must be made anew."""
    doubt = freshness.doubtful(stamps)
    connection = freshness.kept(place)
    changed = _changed(connection, stamps, doubt) if connection else None
    if connection is None or changed is None:
        return None
    bundles = [bundle for path in changed for bundle in _bundles_of(connection, path)]
    old = {one.id: one for bundle in bundles for one in bundle.records}
    part = loading.part(map(Path, changed), {(one.kind, id_): one.data for id_, one in old.items()})
    new = {one.id: one for one in part.records}
    if part.problems or len(new) < len(part.records) or old.keys() - new.keys():
        return None
    pairs = [(old.get(id_), one) for id_, one in new.items() if _differs(one, old.get(id_))]
    others = Recorded(connection, part.records)
    if not _concern_only_themselves(pairs, connection) or _wrong(part, pairs, others):
        return None
    with _all_or_nothing(connection):
        if pairs:
            _write_rows(connection, pairs, others)
        differing = {one.id for _, one in pairs}
        _write_records(connection, changed, bundles, new, differing)
        freshness.sign(connection, stamps, doubt)
    database.sealed(connection)
    return connection


def _changed(
    connection: Connection, stamps: Sequence[Stamp], doubt: dict[str, str]
) -> list[str] | None:
    """Return the files that are new or have changed; `None` when some are gone, or too many.

    In `doubt` the other files keep the digests of what was read of them.
    """
    kept = dict(connection.execute("SELECT name, value FROM fact").fetchall())
    before, after = _differing_stamps(freshness.stamps_in(kept["stamps"]), stamps)
    doubted = freshness.digests_in(kept["doubtful"])
    unseen = [path for path in freshness.changed_unseen(doubted) if path not in after]
    changed = [*after, *unseen]
    doubt |= {path: doubted[path] for path in doubt.keys() & doubted.keys() - {*changed}}
    few = len(changed) <= max(1, len(stamps) * _MOST)
    return changed if few and not {*before} - {*after} else None


def _differing_stamps(
    before: Sequence[str], after: Sequence[Stamp]
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the paths of stamps that are not there any more, and of those that are new."""
    if len(before) == len(after):  # as it is, if no file came or went: then all stand side by side
        pairs = [(was, one) for was, one in zip(before, after, strict=True) if was != one.text]
        old, new = [was for was, _ in pairs], [one.path for _, one in pairs]
    else:
        known = {*before}
        old = [*known.difference(one.text for one in after)]
        new = [one.path for one in after if one.text not in known]
    return [text.partition("\0")[0] for text in old], new


def _bundles_of(connection: Connection, path: str) -> Iterator[Bundle]:
    sql = (
        "SELECT data, NULL, checksum, bundle.number FROM bundle JOIN file ON file.number = file "
        "WHERE path = ? ORDER BY bundle.number"
    )
    file = shortest(Path(path))
    for row in connection.execute(sql, [os.fsencode(path)]).fetchall():
        records = [Loaded(kind, data, file, number) for kind, number, data in bundle_in(row)]
        yield Bundle(row[-1], records)


def _differs(new: Loaded, old: Loaded | None) -> bool:
    return (
        old is None
        or (new.kind, new.file) != (old.kind, old.file)
        or not is_same(new.data, old.data)
    )


def _concern_only_themselves(pairs: Pairs, connection: Connection) -> bool:
    """Tell whether nothing that other records ask for has changed, or come twice."""
    return all(
        _asked_for(was) == _asked_for(one) if was else not _is_taken(one, connection)
        for was, one in pairs
    )


def _asked_for(record: Loaded) -> tuple[str, str, Mapping[str, Any], object, object]:
    """Return what of a record shows elsewhere too; a series is asked for by its figures' labels.

    So does where it stands: a file is judged by the records that it holds.
    """
    labels = record.data.get("series"), record.data.get("label")
    return record.kind, record.file, stub(record).data, *labels


def _is_taken(record: Loaded, connection: Connection) -> bool:
    """Tell whether the id or a name of a new record is another's already."""
    if connection.execute("SELECT 1 FROM record WHERE id = ?", [record.id]).fetchone():
        return True
    sql = "SELECT 1 FROM name WHERE filter = ? AND words = ? AND filter <> 'series'"
    kind, data = record.kind, record.data
    names = known_names(kind, data, titles(kind, data))
    return any(connection.execute(sql, name[:2]).fetchone() for name in names)


def _wrong(part: loading.Part, pairs: Pairs, others: Recorded) -> bool:
    """Tell whether an error is among records that differ; what they name has not changed."""
    differing = part._replace(records=[one for _, one in pairs])
    of_files = [rule for rule in rulebook.ERRORS if rule.scope == "file"]
    of_records = [rule for rule in rulebook.ERRORS if rule.scope != "file"]
    return bool(
        checks.findings(part.facts(others=others), of_files)
        or checks.findings(differing.facts(others=others), of_records)
    )


@contextmanager
def _all_or_nothing(connection: Connection) -> Iterator[None]:
    """Begin a change of the index, which is made whole or, when anything goes wrong, not at all."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


def _write_records(
    connection: Connection,
    paths: Sequence[str],
    bundles: Sequence[Bundle],
    new: Mapping[str, Loaded],
    differing: Container[str],
) -> None:
    """Put the records that files hold now in the place of those that they held, each in its bundle.

    None of those has gone, or moved to another file; `differing` has the ids of what is not as it
    was. A bundle tells of each record where in its file it stands, too.
    """
    added = dict(new)
    for bundle in bundles:
        now = [added.pop(one.id) for one in bundle.records]
        pairs = zip(now, bundle.records, strict=True)
        if any(one.id in differing or one.number != was.number for one, was in pairs):
            ((_, _, *values),) = bundles_of(now)
            writing.write_bundle_anew(connection, bundle.number, values)
    files = writing.write_files(connection, paths)
    writing.write_bundles(connection, bundles_of([*added.values()]), files)


def _write_rows(connection: Connection, pairs: Pairs, others: Recorded) -> None:
    """Put the rows of changed and new records in the place of what they were.

    What these ask of `others` is what it was.
    """
    old = entries_in(rows_batch_of([was for was, _ in pairs if was], others))
    batch = rows_batch_of([one for _, one in pairs], others)
    writing.write_names(connection, batch.names)
    gone, new = writing.keep(connection, old, entries_in(batch))
    postings = writing.read_postings(connection, [*gone, *new])
    writing.remove(connection, gone, postings)
    writing.add(connection, new, postings)
    writing.write_postings(connection, postings)
