"""Records as entries of the index: plain values that go between processes and into tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, repeat
from operator import attrgetter
from typing import Any, NamedTuple

from latamtech.indexing.expressions import spaced
from latamtech.indexing.rows import Found, Rows, View, known_names, titles
from latamtech.indexing.soundness import checksum, checksums
from latamtech.indexing.timeline import rows_of
from latamtech.model.notation import json_of, json_of_much
from latamtech.reading.checks import Loaded

Values = tuple[Any, ...]
Tag = tuple[str, str]
_BUNDLED = 64  # records: more take less to write, fewer less to find one
_MANY = 400  # records, of which more than a file or two were read


class Batch(NamedTuple):
    """What the index keeps of some records, table by table.

    `bundles` have a file, the ids of some of its records, their JSON and its checksum; `names` have
    filter, words, text, id and main name; `answers` have list, record, position, first and last
    day, JSON and checksum; `words` have the place of an answer, and the title and the body that it
    is searched by. `found` has, for the answers from a place on, their list and, by filter and
    value, which of them a value finds.
    """

    bundles: list[Values]
    names: list[Values]
    answers: list[Values]
    words: list[tuple[int, str, str]]
    found: list[tuple[int, str, Found]]


class Entry(NamedTuple):
    """An answer, as a batch has it, with what it is searched by, and filters with their values."""

    answer: Values
    words: tuple[str, str] | None
    tags: frozenset[Tag]


def batch_of(records: Sequence[Loaded], others: Mapping[str, Loaded] | View) -> Batch:
    """Return what is kept of records; `others` are those they name, or stubs of them, by id."""
    return rows_batch_of(records, others)._replace(bundles=list(bundles_of(records)))


def rows_batch_of(records: Sequence[Loaded], others: Mapping[str, Loaded] | View) -> Batch:
    """Return the same without bundles."""
    view = others if isinstance(others, View) else View(others)
    made = Batch([], [], [], [], [])
    by_kind = defaultdict[str, list[Mapping[str, Any]]](list)
    for record in records:
        by_kind[record.kind].append(record.data)
    for kind, some in by_kind.items():
        called = [titles(kind, data) for data in some]
        names = map(known_names, repeat(kind), some, called)
        made.names.extend(dict.fromkeys(chain.from_iterable(names)))
        for rows in rows_of(kind, some, called, view):
            _add(made, rows)
    return made


def bundles_of(records: Sequence[Loaded]) -> Iterator[Values]:
    """Yield the bundles that records, those of a file one after the other, are kept in."""
    write = json_of if len(records) < _MANY else json_of_much
    for file, its in groupby(records, key=attrgetter("file")):
        while some := list(islice(its, _BUNDLED)):
            data = write([(one.kind, one.number, one.data) for one in some])
            yield file, [one.data["id"] for one in some], data, checksum(data)


def _add(batch: Batch, rows: Rows) -> None:
    place = len(batch.answers)
    batch.found.append((place, rows.listed, rows.found))
    first, last = zip(*rows.spans, strict=True) if rows.spans else ((), ())
    sums = checksums(rows.json)
    batch.answers.extend(
        zip(repeat(rows.listed), rows.ids, rows.orders, first, last, rows.json, sums, strict=False)
    )
    words = enumerate(zip(rows.titles, rows.bodies, strict=True), place)
    batch.words.extend([(at, spaced(title), spaced(body)) for at, (title, body) in words if title])


def entries_in(batch: Batch) -> Sequence[Entry]:
    """Return the answers of a batch one by one."""
    tags: list[set[Tag]] = [set() for _ in batch.answers]
    for first, _, found in batch.found:
        for name, by_value in found.items():
            for value, places in by_value.items():
                for place in places:
                    tags[first + place].add((name, value))
    words = {place: (title, body) for place, title, body in batch.words}
    return [
        Entry(answer, words.get(place), frozenset(tags[place]))
        for place, answer in enumerate(batch.answers)
    ]
