"""Records as entries of the index: plain values that go between processes and into tables."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from latamtech.indexing.expressions import spaced
from latamtech.indexing.index import checksum
from latamtech.indexing.rows import KnownName, Tag, View, known_names
from latamtech.indexing.timeline import rows_of
from latamtech.model.names import unordered
from latamtech.model.notation import json_of
from latamtech.reading.checks import Loaded

Values = tuple[Any, ...]


class Entries(NamedTuple):
    """What the index keeps of some records, table by table.

    `records` have id, kind, file, number, JSON and checksum; `names` have filter, words, text, id
    and main name. `answers` have list, record, position, first and last day, JSON and checksum, and
    for each of them `words` has the title and the body it is searched by, and `tags` what it is
    filtered by.
    """

    records: list[Values]
    names: list[Values]
    answers: list[Values]
    words: list[tuple[str, str]]
    tags: list[list[Tag]]


class Batch(NamedTuple):
    """Entries with the tags of all answers together: by list and tag, the places of the answers."""

    records: list[Values]
    names: list[Values]
    answers: list[Values]
    words: list[tuple[str, str]]
    found: dict[str, dict[Tag, list[int]]]


def batch_of(entries: Entries) -> Batch:
    """Return entries so that what finds them can be written in one go."""
    found: dict[str, dict[Tag, list[int]]] = {values[0]: {} for values in entries.answers}
    for place, (values, tags) in enumerate(zip(entries.answers, entries.tags, strict=True)):
        its = found[values[0]]
        for tag in tags:
            if tag in its:
                its[tag].append(place)
            else:
                its[tag] = [place]
    return Batch(*entries[:-1], found)


def entries_of(records: Iterable[Loaded], others: Mapping[str, Loaded] | View) -> Entries:
    """Return the entries of records; `others` are those that they name, or stubs of them, by id."""
    view = others if isinstance(others, View) else View(others)
    made = Entries([], [], [], [], [])
    for record in records:
        data = json_of(record.data)
        values = (record.id, record.kind, record.file, record.number, data, checksum(data))
        made.records.append(values)
        made.names.extend(map(as_kept, known_names(record)))
        for row in rows_of(record, view):
            made.answers.append((*row[:6], checksum(row.json)))
            made.words.append((spaced(row.title), spaced(row.body)))
            made.tags.append(row.tags)
    return made


def as_kept(name: KnownName) -> Values:
    """Return a name as the index keeps it."""
    return name.filter, unordered(name.text), name.text, name.id, name.main
