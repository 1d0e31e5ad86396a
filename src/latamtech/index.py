"""The index: every row a command can answer with, ready to print; the only home of SQLite."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from latamtech.listings import COUNTS, SERIES, SERIES_KEYS
from latamtech.names import Name, folded, unordered

if TYPE_CHECKING:
    from latamtech.rows import KnownName, Row

_LAYOUT = """
CREATE TABLE list (name TEXT PRIMARY KEY, keys TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE answer (
    number INTEGER PRIMARY KEY, list TEXT NOT NULL, record TEXT NOT NULL, position TEXT NOT NULL,
    first TEXT, last TEXT, json TEXT NOT NULL
);
CREATE INDEX answer_position ON answer (list, position);
CREATE TABLE tag (
    list TEXT NOT NULL, filter TEXT NOT NULL, value TEXT NOT NULL, answer INTEGER NOT NULL,
    PRIMARY KEY (list, filter, value, answer)
) WITHOUT ROWID;
CREATE TABLE name (
    filter TEXT NOT NULL, words TEXT NOT NULL, text TEXT NOT NULL, id TEXT NOT NULL,
    main TEXT NOT NULL, PRIMARY KEY (filter, words, id, text)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (
    title, body, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""
_CJK = re.compile("([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD = re.compile(r"[^\W_]")


class Query(NamedTuple):
    """A question to the index, its words already resolved to known values.

    `filters` pairs the name of a filter with the values of which a row must have one; `since` and
    `until` are days, `YYYY-MM-DD`, that the time of a row must overlap; `text` is what the user
    typed, whose words must all occur.
    """

    listed: str
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: str | None = None
    until: str | None = None
    text: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None


class Index:
    """Rows, names and records in a SQLite database."""

    def __init__(self, path: str = ":memory:") -> None:
        """Open a database; one in memory is empty."""
        self.connection = sqlite3.connect(path)
        self.connection.create_collation("folded", _by_folded_words)

    def write(
        self,
        records: Iterable[tuple[str, str, Mapping[str, Any]]],
        rows: Iterable["Row"],
        names: Iterable["KnownName"],
        keys: Mapping[str, Sequence[str]],
    ) -> None:
        """Fill an empty index: records as id, kind and data, their rows, names, and lists' keys."""
        self.connection.executescript(_LAYOUT)
        run = self.connection.executemany
        run("INSERT INTO list VALUES (?, ?)", ((name, _json(keys[name])) for name in keys))
        run(
            "INSERT INTO record VALUES (?, ?, ?)",
            ((id_, kind, _json(data)) for id_, kind, data in records),
        )
        run(
            "INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)",
            ((name.filter, unordered(name.text), *name[1:]) for name in names),
        )
        for number, row in enumerate(sorted(rows, key=lambda row: (row.listed, row.order)), 1):
            self._write_row(number, row)

    def _write_row(self, number: int, row: "Row") -> None:
        run = self.connection.execute
        run(
            "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, *row[:6]),
        )
        run(
            "INSERT INTO word (rowid, title, body) VALUES (?, ?, ?)",
            (number, _spaced(row.title), _spaced(row.body)),
        )
        for name, value in row.tags:
            run("INSERT INTO tag VALUES (?, ?, ?, ?)", (row.listed, name, value, number))

    def keys(self, name: str) -> list[str]:
        """Return the keys of a list's rows, in order."""
        if name == "series":
            return list(SERIES_KEYS)
        (keys,) = self.connection.execute("SELECT keys FROM list WHERE name = ?", [name]).fetchone()
        return [*json.loads(keys), *COUNTS.get(name, {})]

    def rows(self, query: Query) -> Iterator[str]:
        """Yield the rows that answer a query, each as the text of a JSON object, in order."""
        where, values = _where(query)
        direction = "DESC" if query.reverse else "ASC"
        order = f"position {direction}"
        if query.sort:
            order = f"json_extract(json, ?) COLLATE folded {direction} NULLS LAST, position"
            values.append(f'$."{query.sort}"')
        sql = f"SELECT json FROM ({_select(query.listed, where)}) ORDER BY {order} LIMIT ?"  # noqa: S608 (no user's word in it)
        found = self.connection.execute(sql, [*values, -1 if query.limit is None else query.limit])
        return (text for (text,) in found)

    def count(self, query: Query) -> int:
        """Return how many rows answer a query, whatever its limit."""
        where, values = _where(query)
        sql = f"SELECT count(*) FROM ({_select(query.listed, where)})"  # noqa: S608
        return int(self.connection.execute(sql, values).fetchone()[0])

    def undated(self, query: Query) -> int:
        """Return how many rows a query leaves out only because they have no date."""
        if not (query.since or query.until):
            return 0
        where, values = _where(query._replace(since=None, until=None))
        sql = f"SELECT count(*) FROM ({_select(query.listed, where)}) WHERE first IS NULL"  # noqa: S608
        return int(self.connection.execute(sql, values).fetchone()[0])

    def record(self, id_: str) -> tuple[str, dict[str, Any]] | None:
        """Return the kind and the data of the record with an id, as its file gave them."""
        found = self.connection.execute(
            "SELECT kind, data FROM record WHERE id = ?", [id_]
        ).fetchone()
        return (found[0], json.loads(found[1])) if found else None

    def ids(self) -> list[str]:
        """Return all ids, sorted."""
        return [id_ for (id_,) in self.connection.execute("SELECT id FROM record ORDER BY id")]

    def names(self, name: str) -> list[Name]:
        """Return every name of a filter's values."""
        sql = "SELECT text, id, main FROM name WHERE filter = ?"
        return [Name(*found) for found in self.connection.execute(sql, [name])]

    def named(self, name: str, word: str) -> dict[str, str]:
        """Return the main names, by id, of a filter's values that a word names in full."""
        sql = "SELECT DISTINCT id, main FROM name WHERE filter = ? AND words = ?"
        return dict(self.connection.execute(sql, [name, unordered(word)]).fetchall())

    def partly_named(self, name: str, word: str, *, whole_words: bool) -> dict[str, str]:
        """Return the main names, by id, of values with a name that has all words of `word` in it.

        With `whole_words` off, the beginning of a word is enough.
        """
        end = " " if whole_words else ""
        parts = [f" {part}{end}" for part in folded(word).split()]
        test = " AND ".join(["instr(' ' || words || ' ', ?)"] * len(parts)) or "0"
        sql = f"SELECT DISTINCT id, main FROM name WHERE filter = ? AND {test} ORDER BY main"  # noqa: S608
        return dict(self.connection.execute(sql, [name, *parts]).fetchall())


def _select(name: str, where: str) -> str:
    if name == "series":
        return SERIES
    added = "".join(f", '$.{key}', {sql}" for key, sql in COUNTS.get(name, {}).items())
    shown = f"json_insert(json{added})" if added else "json"
    return f"SELECT {shown} AS json, position, first, number, record FROM answer WHERE {where}"  # noqa: S608


def _where(query: Query) -> tuple[str, list[Any]]:
    """Return the SQL condition of a query, and the values that it leaves open."""
    tests, values = ["list = ?"], [query.listed]
    if query.listed == "series":
        return "", []
    if query.listed == "speakers":
        tests.append(
            "EXISTS (SELECT 1 FROM tag"
            " WHERE list = 'quotes' AND filter = 'speaker' AND value = record)"
        )
    for name, wanted in query.filters:
        marks = ", ".join("?" * len(wanted))
        tests.append(
            "number IN (SELECT answer FROM tag"  # noqa: S608
            f" WHERE list = ? AND filter = ? AND value IN ({marks}))"
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
        values.append(_match(query.text))
    return " AND ".join(tests), values


def _match(text: str) -> str:
    """Return the FTS5 expression that wants every word of a text (SQLite, FTS5, section 3)."""
    words = [word for word in re.findall(r"[^\s\0\ud800-\udfff]+", text) if _WORD.search(word)]
    return " AND ".join('"{}"'.format(_spaced(word).replace('"', '""')) for word in words) or '""'


def _spaced(text: str) -> str:
    """Set blanks around Chinese characters, so that each is a word of its own."""
    return _CJK.sub(r" \1 ", text)


def _by_folded_words(one: str, other: str) -> int:
    first, second = folded(one), folded(other)
    return (first > second) - (first < second)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
