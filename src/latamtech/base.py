"""A fact base for Python users: opened once, asked many times, answering with typed records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict, Unpack

from latamtech.errors import UnknownIdError, WrongQuestionError, shown
from latamtech.indexing import refresh
from latamtech.indexing.index import Index
from latamtech.model.fields import build
from latamtech.model.records import KINDS, Project, Quote, Record, TimelineRow
from latamtech.model.suggestions import nearest
from latamtech.questions import hits, queries, search
from latamtech.questions.hits import Hit

Words = str | Iterable[str]


class ProjectFilters(TypedDict, total=False):
    """What projects may be filtered by; several words for one filter mean *or*."""

    country: Words
    sector: Words
    technology: Words
    organization: Words
    status: Words
    since: str
    until: str
    text: str


class QuoteFilters(TypedDict, total=False):
    """What quotations may be filtered by; several words for one filter mean *or*."""

    speaker: Words
    organization: Words
    country: Words
    sector: Words
    project: Words
    speech: Words
    since: str
    until: str
    text: str


class TimelineFilters(TypedDict, total=False):
    """What the timeline may be filtered by; several words for one filter mean *or*."""

    country: Words
    sector: Words
    project: Words
    series: Words
    measure: Words
    since: str
    until: str


def open_facts(*paths: str | Path, cached: bool = True) -> "Base":
    """Open the facts in files and folders; without any, the facts that come with the program.

    `"builtin"` among the paths names the latter too. An index is kept in the cache folder, unless
    `cached` is off. Raises `UnreadableError` for a path that does
    not exist, and `InvalidFactsError`, with all problems, when any file is wrong.
    """
    return Base(refresh.index_of(paths or [refresh.BUILTIN], cached=cached))


class Base:
    """Facts that can be asked; a word for a filter is understood as the commands do.

    Each question raises `UnknownValueError` or `AmbiguousValueError` for a word that no value, or
    more than one, is known by, and `WrongQuestionError` for a filter or a date that is none.
    """

    def __init__(self, index: Index) -> None:
        """Take an index that is up to date."""
        self._index = index

    def projects(self, **filters: Unpack[ProjectFilters]) -> list[Project]:
        """Return the projects that meet all filters, in the order of their names."""
        return [build(Project, self._data(row)) for row in self._rows("projects", filters)]

    def quotes(self, **filters: Unpack[QuoteFilters]) -> list[Quote]:
        """Return the quotations that meet all filters, in the order of their speakers' names."""
        return [build(Quote, self._data(row)) for row in self._rows("quotes", filters)]

    def timeline(self, **filters: Unpack[TimelineFilters]) -> list[TimelineRow]:
        """Return the dated figures, milestones and amounts that meet all filters, oldest first."""
        return [build(TimelineRow, row) for row in self._rows("timeline", filters)]

    def search(self, words: Words, kind: Words = ()) -> list[Hit]:
        """Return the records of some kinds, or of any, that hold all words, best first.

        Each text is read as an argument of the command is: quotation marks make a phrase, a `*` at
        the end a beginning, and a text with blanks is a phrase where a record holds it. Where no
        record holds all words, those are returned that hold some. Raises `UnknownValueError` for a
        kind that is none and, where nothing is found, for a word that no record has.
        """
        asked = [words] if isinstance(words, str) else list(words)
        kinds = [kind] if isinstance(kind, str) else list(kind)
        found = search.search(self._index, _words("search", asked), kinds)
        return [one.hit for one in hits.hits(self._index, found.places, found.terms)]

    def get(self, id_: str) -> Record:
        """Return the record with an id, of whatever kind; raises `UnknownIdError`."""
        found = self._index.record(id_)
        if not found:
            raise UnknownIdError(id_, nearest(id_, self._index.ids()))
        kind, data = found
        record: Record = build(KINDS[kind], data)
        return record

    def _rows(self, listed: str, filters: Mapping[str, object]) -> Iterator[dict[str, object]]:
        if unknown := filters.keys() - set(queries.FILTERS[listed]):
            known = ", ".join(queries.FILTERS[listed])
            raise WrongQuestionError(f"{listed} have no filter {min(unknown)}; known: {known}")
        words = {name: _words(name, given) for name, given in filters.items()}
        asked = queries.understand(self._index, queries.Request(listed, words))
        return map(json.loads, self._index.rows(asked.query))

    def _data(self, row: Mapping[str, object]) -> Mapping[str, object]:
        found = self._index.record(str(row["id"]))
        return found[1] if found else {}


def _words(name: str, given: object) -> list[str]:
    several = isinstance(given, Iterable) and not isinstance(given, str)
    words = list(given) if several and isinstance(given, Iterable) else [given]
    if not words or not all(isinstance(word, str) for word in words):
        raise WrongQuestionError(f"{name} takes a word or several, not {shown(repr(given))}")
    return [str(word) for word in words]
