"""The index: every row that a command can answer with, found by what a user asked for."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from latamtech.indexing.database import Connection, DatabaseError, bindable
from latamtech.indexing.soundness import RECORD, SpoiltError, found_by, let_find, sound, unbundled
from latamtech.model.names import folded, unordered

_MOST_WORDS = 100  # of a name; more make no sense, and SQLite has a limit


class Query(NamedTuple):
    """A question to the index, its words already resolved to known values.

    `filters` pairs the name of a filter with the values of which a row must have one; `since` and
    `until` are days, `YYYY-MM-DD`, that the time of a row must overlap; `text` is an expression
    (see `phrases`) that the words of a row must meet. With `records`, only rows of the records with
    these ids.
    """

    listed: str
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: str | None = None
    until: str | None = None
    text: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    records: tuple[str, ...] = ()


Test = Callable[[tuple[Any, ...]], tuple[Any, ...]]


class Index:
    """Rows, names and records in a SQLite database.

    When the database turns out to be spoilt, `remake` is asked for another of the same facts, and
    the answer goes on from there.
    """

    def __init__(
        self, connection: Connection, remake: Callable[[], Connection] | None = None
    ) -> None:
        """Take a database that holds an index, and how to make it anew."""
        self.remake = remake
        self._take(connection)

    def _take(self, connection: Connection) -> None:
        self.connection = connection
        connection.create_collation("folded", _by_folded_words)
        let_find(connection)

    def read(
        self, sql: str, values: Sequence[object] = (), sound: Test = tuple
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, going on with another database where this one is spoilt.

        `sound` returns a row, or raises `SpoiltError` for one that is not what was written.
        """
        done, values = 0, [bindable(value) for value in values]
        try:
            for row in self.connection.execute(sql, values):
                yield sound(row)
                done += 1
        except DatabaseError:
            if not self.remake:
                raise
            self._remade()
            yield from map(sound, islice(self.connection.execute(sql, values), done, None))

    def _remade(self) -> None:
        """Go on with another database of the same facts."""
        if not self.remake:
            raise SpoiltError
        self._take(self.remake())
        self.remake = None

    def keys(self, name: str) -> list[str]:
        """Return the keys of a list's rows, in order."""
        sql = "SELECT keys FROM list WHERE name = ?"
        found = list(self.read(sql, [name]))
        if not found:
            self._remade()
            found = list(self.read(sql, [name]))
        return list(found[0][0].split())

    def rows(self, query: Query) -> Iterator[str]:
        """Yield the rows that answer a query, each as the text of a JSON object, in order."""
        where, values = _where(query)
        direction = "DESC" if query.reverse else "ASC"
        order = f"position {direction}"
        if query.sort:
            known = "nullif(json_extract(shown, ?), '[]')"
            order = f"{known} COLLATE folded {direction} NULLS LAST, position"
            values.append(f'$."{query.sort}"')
        sql = (
            f"SELECT shown, kept, checksum FROM ({_select(query.listed, where)}) "  # noqa: S608 (no user's word in it)
            f"ORDER BY {order} LIMIT ?"
        )
        limit = -1 if query.limit is None else query.limit
        return (shown for shown, *_ in self.read(sql, [*values, limit], sound))

    def count(self, query: Query) -> int:
        """Return how many rows answer a query, whatever its limit."""
        where, values = _where(query)
        ((number,),) = self.read(
            f"SELECT count(*) FROM ({_select(query.listed, where)})",  # noqa: S608 (no user's word in it)
            values,
        )
        return int(number)

    def undated(self, query: Query) -> int:
        """Return how many rows a query leaves out only because they have no date."""
        if not (query.since or query.until):
            return 0
        where, values = _where(query._replace(since=None, until=None))
        ((number,),) = self.read(
            f"SELECT count(*) FROM ({_select(query.listed, where)}) WHERE first IS NULL",  # noqa: S608 (no user's word in it)
            values,
        )
        return int(number)

    def record(self, id_: str) -> tuple[str, dict[str, Any]] | None:
        """Return the kind and the data of the record with an id, as its file gave them."""
        if not id_.isascii():  # as all ids are
            return None
        for kind, _, data in self.read(RECORD, [id_], partial(unbundled, id_)):
            return kind, data
        return None

    def ids(self) -> list[str]:
        """Return all ids, sorted."""
        return [id_ for (id_,) in self.read("SELECT id FROM record ORDER BY id")]

    def names(self, name: str) -> list[tuple[str, str, str]]:
        """Return every name of a filter's values: the name, the id and the main name."""
        sql = "SELECT text, id, main FROM name WHERE filter = ?"
        return [(text, id_, main) for text, id_, main in self.read(sql, [name])]

    def beginning(self, name: str, start: str, most: int) -> list[tuple[str, str]]:
        """Return main names and ids, at most so many, that begin with what was typed."""
        sql = (
            "SELECT DISTINCT main, id FROM name WHERE filter = ?1 AND "
            "(instr(lower(replace(main, ' ', '-')), lower(?2)) = 1 OR instr(id, ?2) = 1) "
            "ORDER BY main LIMIT ?3"
        )
        return [(main, id_) for main, id_ in self.read(sql, [name, start, most])]

    def named(self, name: str, word: str) -> dict[str, str]:
        """Return the main names, by id, of a filter's values that a word names in full."""
        sql = "SELECT DISTINCT id, main FROM name WHERE filter = ? AND words = ?"
        return dict(self.read(sql, [name, unordered(word)]))

    def partly_named(self, name: str, word: str, *, whole_words: bool) -> dict[str, str]:
        """Return the main names, by id, of values with a name that has all words of `word` in it.

        With `whole_words` off, the beginning of a word is enough.
        """
        end = " " if whole_words else ""
        parts = [f" {part}{end}" for part in dict.fromkeys(folded(word).split())]
        if len(parts) > _MOST_WORDS:
            return {}
        test = " AND ".join(["instr(' ' || words || ' ', ?)"] * len(parts)) or "0"
        sql = f"SELECT DISTINCT id, main FROM name WHERE filter = ? AND {test} ORDER BY main"  # noqa: S608 (no user's word in it)
        return dict(self.read(sql, [name, *parts]))


def _select(name: str, where: str) -> str:
    if name in ("projects", "quotes", "timeline"):
        return (
            "SELECT json AS shown, NULL AS kept, checksum, position, first, number, record "  # noqa: S608 (no user's word in it)
            f"FROM answer WHERE {where}"
        )
    from latamtech.indexing.listings import COUNTS, SERIES  # noqa: PLC0415 (only for lists of known values)

    if name == "series":
        return SERIES
    added = "".join(f", '$.{key}', {sql}" for key, sql in COUNTS.get(name, {}).items())
    shown = (
        f"json_insert(json{added}) AS shown, json AS kept"
        if added
        else "json AS shown, NULL AS kept"
    )
    return (
        f"SELECT {shown}, checksum, position, first, number, record "  # noqa: S608 (no user's word in it)
        f"FROM answer WHERE {where}"
    )


def _where(query: Query) -> tuple[str, list[Any]]:
    """Return the SQL condition of a query, and the values that it leaves open."""
    tests, values = ["list = ?"], [query.listed]
    if query.listed == "series":
        return "", []
    if query.records:
        marks = ", ".join("?" * len(query.records))
        tests.append(f"record IN ({marks})")
        values += query.records
    elif query.listed == "speakers":
        tests.append(
            "EXISTS (SELECT 1 FROM posting WHERE posting.list = 'quotes'"
            " AND filter = 'speaker' AND value = record)"
        )
    for name, wanted in query.filters:
        marks = ", ".join("?" * len(wanted))
        tests.append(
            f"number IN (SELECT one.value FROM posting, {found_by('posting')} AS one "  # noqa: S608 (no user's word in it)
            f"WHERE posting.list = ? AND filter = ? AND posting.value IN ({marks}))"
        )
        values += [query.listed, name, *wanted]
    if query.since:
        tests.append("last >= ?")
        values.append(query.since)
    if query.until:
        tests.append("first <= ?")
        values.append(query.until)
    if query.text is not None:
        tests.append("number IN (SELECT rowid FROM word WHERE word MATCH ?)")
        values.append(query.text)
    return " AND ".join(tests), values


def _by_folded_words(one: str, other: str) -> int:
    first, second = folded(_unescaped(one)), folded(_unescaped(other))
    return (first > second) - (first < second)


def _unescaped(text: str) -> str:
    """Return a value as it reads: of a list, the JSON text has its letters escaped."""
    if "\\u" not in text or text[:1] not in ("[", "{"):
        return text
    import json  # noqa: PLC0415 (few questions sort by a list)

    return json.dumps(json.loads(text), ensure_ascii=False)
