"""Records as entries of the index: tuples that go between processes and into tables as they are."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from latamtech.checks import Loaded
from latamtech.index import checksum, spaced
from latamtech.names import unordered
from latamtech.rows import KnownName, Row, View, known_names
from latamtech.timeline import rows_of

Tag = tuple[str, str]


class Answer(NamedTuple):
    """A row as the index keeps it: list, record, position, days, JSON text and checksum."""

    values: tuple[Any, ...]
    words: tuple[str, str]
    tags: list[Tag]


class Entry(NamedTuple):
    """All that the index keeps of a record."""

    file: str
    record: tuple[object, ...]
    names: list[tuple[str, ...]]
    answers: list[Answer]


def entries_of(records: Iterable[Loaded], others: Mapping[str, Loaded]) -> Iterator[Entry]:
    """Yield the entry of each record; `others` are those that records name, or stubs of them."""
    view = View(others)
    for record in records:
        yield Entry(
            record.file,
            (record.id, record.kind, record.number, to_json(record.data)),
            [as_kept(name) for name in known_names(record)],
            [answer(row) for row in rows_of(record, view)],
        )


def as_kept(name: KnownName) -> tuple[str, ...]:
    """Return a name as the index keeps it: filter, words, text, id, main name."""
    return name.filter, unordered(name.text), name.text, name.id, name.main


def answer(row: Row) -> Answer:
    """Return a row as the index keeps it."""
    values = (*row[:6], checksum(row.json))
    return Answer(values, (spaced(row.title), spaced(row.body)), row.tags)


def to_json(value: object) -> str:
    """Return the JSON text of a value: ASCII, without blanks, numbers and text exact."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
