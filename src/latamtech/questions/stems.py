"""Words as the index sees them, found out by SQLite itself: their stems, and where texts have them.

Stemming and folding are so the same as in the index, whatever the version of SQLite.
"""

from collections.abc import Sequence

from latamtech.indexing.database import Connection, in_memory
from latamtech.indexing.expressions import TOKENIZER, any_of, spaced, unspaced

OPEN, CLOSE = "\1", "\2"  # no text of a fact has these


def stems(words: Sequence[str]) -> list[str]:
    """Return the stem of each word; of several that were given as one, the last."""
    connection = _filled(words)
    connection.execute("CREATE VIRTUAL TABLE stem USING fts5vocab(text, instance)")
    found = connection.execute("SELECT doc, term FROM stem ORDER BY doc, offset")
    last = {int(number): str(term) for number, term in found}
    return [last.get(number, "") for number in range(len(words))]


class Texts:
    """Some texts in which words are looked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the texts, which are called by their places."""
        self._texts = texts
        self._connection = _filled(texts)

    def holding(self, expression: str) -> set[int]:
        """Return the places of the texts that meet an expression of `expressions`."""
        sql = "SELECT rowid FROM text WHERE text MATCH ?"
        return {int(number) for (number,) in self._connection.execute(sql, [expression])}

    def marked(self, expressions: Sequence[str]) -> dict[int, str]:
        """Return the texts that meet an expression, each stretch that does so between marks."""
        sql = "SELECT rowid, highlight(text, 0, ?, ?) FROM text WHERE text MATCH ?"
        found = self._connection.execute(sql, [OPEN, CLOSE, any_of(expressions)])
        return {int(number): unspaced(text, OPEN + CLOSE) for number, text in found}


def _filled(texts: Sequence[str]) -> Connection:
    connection = in_memory()
    connection.execute(f'CREATE VIRTUAL TABLE text USING fts5(words, tokenize = "{TOKENIZER}")')
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO text (rowid, words) VALUES (?, ?)",
        ((number, spaced(text)) for number, text in enumerate(texts)),
    )
    return connection
