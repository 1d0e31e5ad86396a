"""A search over all records: those that hold the words of a user, best first.

A record whose name or id equals the words comes first; then those that have all words in their
names; then those that hold all words anywhere. Within each group they are ranked by BM25 (SQLite,
FTS5, section 5.1.1), where a word of a name counts more than one of a text.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from latamtech.errors import UnknownValueError, WrongQuestionError, shown
from latamtech.indexing import expressions
from latamtech.indexing.expressions import Phrase
from latamtech.indexing.index import Index
from latamtech.model.names import folded, unordered
from latamtech.questions import spelling

# The kinds of records and the lists that they stand in, in the order of what is equally near.
KINDS: Mapping[str, str] = {
    "country": "countries",
    "sector": "sectors",
    "technology": "technologies",
    "organization": "organizations",
    "person": "speakers",
    "project": "projects",
    "event": "events",
    "source": "sources",
    "quote": "quotes",
    "figure": "timeline",
}
_NAMED = ("country", "sector", "technology", "organization", "speaker", "project", "event")
_ORDER = {listed: number for number, listed in enumerate(KINDS.values())}
_MOST_WORDS, _MOST_LETTERS = 100, 10_000
_RANKED = "rank MATCH 'bm25(8.0, 1.0)'"


class Place(NamedTuple):
    """Where a record is found: its list, its id, and its place in that list."""

    listed: str
    record: str
    position: str

    @property
    def order(self) -> tuple[int, str, str]:
        """Return what sets records in order that are equally near."""
        return _ORDER[self.listed], self.position, self.record


class Found(NamedTuple):
    """What a search finds: places, best first, the expressions to mark, and what to say about it.

    `exact` are the places whose names equal the words; `whole` is the expression of all others.
    """

    places: Iterator[Place]
    terms: Sequence[str]
    notes: Sequence[str]
    exact: Sequence[Place]
    whole: str
    kinds: Sequence[str]


def search(index: Index, words: Sequence[str], kinds: Sequence[str] = ()) -> Found:
    """Return what is found for words, as a shell hands them over, among records of some kinds.

    Where nothing holds all words, those are found that hold some. Raises `UnknownValueError` for a
    kind that is none and for a word that no record has, where nothing else is found either, and
    `WrongQuestionError` where there is no word, or too many.
    """
    for kind in kinds:
        if kind not in KINDS:
            from latamtech.model.suggestions import nearest  # noqa: PLC0415 (only for an error)

            raise UnknownValueError("kind", kind, nearest(kind, KINDS) or list(KINDS))
    wanted = _wanted(words)
    asked = _Question(index, [KINDS[kind] for kind in dict.fromkeys(kinds)])
    exact = asked.named(words) if not any(one.is_prefix for one in wanted) else []
    notes: list[str] = []
    terms = asked.terms(wanted)
    if not exact and not asked.holds(terms):
        apart = list(dict.fromkeys(part for one in wanted for part in one.apart()))
        if apart != wanted:
            loose = [one for one in wanted if one.is_loose]
            notes = [f"no record holds {_told(loose)}: its words are looked for apart"]
            wanted, terms = apart, asked.terms(apart)
        if not asked.holds(terms):
            return asked.partly(wanted, terms, kinds)
    whole = expressions.all_of(terms)
    places = asked.best_first(exact, whole)
    return Found(places, terms, notes, exact, whole, kinds)


def count(index: Index, found: Found) -> int:
    """Return how many records a search finds, without going through them all."""
    asked = _Question(index, [KINDS[kind] for kind in found.kinds])
    return asked.count(found.whole) + sum(
        not asked.count(found.whole, place.record) for place in found.exact
    )


def _wanted(words: Sequence[str]) -> list[Phrase]:
    letters = sum(map(len, words))
    if letters > _MOST_LETTERS:
        raise WrongQuestionError(
            f"{letters:,} letters are too many to look for; {_MOST_LETTERS:,} at most"
        )
    wanted = expressions.phrases_in(words, whole=True)
    if not wanted:
        raise WrongQuestionError(f"{shown(' '.join(words))} holds no word; give a word to look for")
    if (many := sum(len(phrase.words) for phrase in wanted)) > _MOST_WORDS:
        raise WrongQuestionError(f"{many:,} words are too many to look for; {_MOST_WORDS} at most")
    return wanted


class _Question:
    """Words asked of the index, in some of its lists; in all of them, where none is named."""

    def __init__(self, index: Index, lists: Sequence[str]) -> None:
        self.index, self.lists = index, lists

    @property
    def _among(self) -> str:
        return f" AND list IN ({', '.join(map(repr, self.lists))})" if self.lists else ""

    def terms(self, wanted: Iterable[Phrase]) -> list[str]:
        return [spelling.expression(self.index, phrase) for phrase in wanted]

    def holds(self, terms: Sequence[str]) -> bool:
        """Tell whether any record, of whatever kind, holds all terms."""
        return spelling.holds(self.index, expressions.all_of(terms))

    def named(self, words: Sequence[str]) -> list[Place]:
        """Return the records whose name or id equals the words."""
        name = folded(" ".join(words))
        marks = ", ".join("?" * len(_NAMED))
        sql = (
            "SELECT DISTINCT list, record, position FROM answer WHERE record IN ("  # noqa: S608 (no user's word in it)
            f"SELECT id FROM name WHERE filter IN ({marks}) AND words = ? "
            "UNION SELECT id FROM record WHERE id = ?) "
            "AND (list != 'timeline' OR json_extract(json, '$.kind') = 'figure' "
            f"AND NOT json_extract(json, '$.derived')){self._among}"
        )
        values = [*_NAMED, unordered(name), name.replace(" ", "-")]
        return sorted((Place(*one) for one in self.index.read(sql, values)), key=_order)

    def best_first(self, exact: Sequence[Place], whole: str) -> Iterator[Place]:
        """Yield the records that are named so, then those that hold an expression, none twice."""
        seen: set[tuple[str, str]] = set()
        ranked = (self.ranked(one) for one in (f"title : ({whole})", whole))
        for place in chain(exact, *ranked):
            if place[:2] not in seen:
                seen.add(place[:2])
                yield place

    def ranked(self, whole: str) -> Iterator[Place]:
        sql = (
            "SELECT list, record, position, rank FROM word CROSS JOIN answer "  # noqa: S608 (no user's word in it)
            f"ON number = word.rowid WHERE word MATCH ? AND {_RANKED}{self._among} ORDER BY rank"
        )
        for _, equal in groupby(self.index.read(sql, [whole]), key=lambda one: one[3]):
            yield from sorted((Place(*one[:3]) for one in equal), key=_order)

    def count(self, whole: str, record: str = "") -> int:
        """Return how many rows meet an expression: of a record, or of all."""
        sql = "SELECT count(*) FROM word"
        if self.lists or record:
            sql += " CROSS JOIN answer ON number = word.rowid"
        sql += f" WHERE word MATCH ?{self._among}" + (" AND record = ?" if record else "")
        ((number,),) = self.index.read(sql, [whole, record] if record else [whole])
        return int(number)

    def partly(self, wanted: Sequence[Phrase], terms: Sequence[str], kinds: Sequence[str]) -> Found:
        """Return what holds some of the words, those that hold most of them first."""
        known = {
            phrase: term
            for phrase, term in zip(wanted, terms, strict=True)
            if spelling.holds(self.index, term)
        }
        notes = [_unknown(self.index, phrase) for phrase in wanted if phrase not in known]
        left = list(known.values())
        if not left:
            misspelt = [word for one in wanted for word in spelling.unknown_words(self.index, one)]
            if len(misspelt) == 1:
                near = spelling.nearest(self.index, misspelt[0])
                raise UnknownValueError("word", misspelt[0], near)
            if misspelt:
                raise WrongQuestionError(" · ".join(notes))
            return Found(iter(()), terms, (), (), expressions.all_of(terms), kinds)
        if self.holds(left):
            whole = expressions.all_of(left)
            return Found(self.best_first((), whole), left, notes, (), whole, kinds)
        notes.append(f"no record holds all of {_told(known)}: these hold some of them")
        return Found(self._most_first(left), left, notes, (), expressions.any_of(left), kinds)

    def _most_first(self, terms: Collection[str]) -> Iterator[Place]:
        """Yield what holds any of some terms: what holds most of them first, then by rank."""
        sql = "SELECT rowid FROM word WHERE word MATCH ?"
        held: dict[int, int] = {}
        for term in terms:
            for (number,) in self.index.read(sql, [term]):
                held[number] = held.get(number, 0) + 1
        sql = (
            "SELECT list, record, position, number, rank FROM word CROSS JOIN answer "  # noqa: S608 (no user's word in it)
            f"ON number = word.rowid WHERE word MATCH ? AND {_RANKED}{self._among}"
        )
        found = self.index.read(sql, [expressions.any_of(terms)])
        ranked = [((-held.get(row[3], 0), row[4]), Place(*row[:3])) for row in found]
        return (place for _, place in sorted(ranked, key=lambda one: (one[0], one[1].order)))


def _order(place: Place) -> tuple[int, str, str]:
    return place.order


def _unknown(index: Index, phrase: Phrase) -> str:
    misspelt = spelling.unknown_words(index, phrase)
    if not misspelt:
        return f"no record holds {_told([phrase])}"
    said = [str(UnknownValueError("word", one, spelling.nearest(index, one))) for one in misspelt]
    return " · ".join(said)


def _told(wanted: Collection[Phrase]) -> str:
    return ", ".join(shown(one.text + "*" * one.is_prefix) for one in wanted)
