"""How words are spelt in the facts: what a beginning may go on to, what a misspelt word may mean.

The index knows words by their stems only; the rows that have a stem show how it is written.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from latamtech.indexing import expressions
from latamtech.indexing.database import DatabaseError
from latamtech.indexing.expressions import Phrase
from latamtech.indexing.index import Index, Test
from latamtech.indexing.soundness import sound
from latamtech.model.names import folded
from latamtech.model.suggestions import MOST_SUGGESTIONS, Name, suggestions
from latamtech.questions import stems

_MOST_STEMS = 200  # that a beginning is spelt out for; with more, what FTS5 finds will do
_MOST_ROWS = 10  # that are read to see how a stem is written
_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"  # an id, where words have lost their capitals
_SHORTEST = 3  # letters of a stem that is shorter than its words
_LONGER = 2  # letters that the stem of a right word may have more than that of a misspelt one
_VERY_CLOSE, _CLOSE_CHARACTERS = 0.7, 0.4


def expression(index: Index, phrase: Phrase) -> str:
    """Return the expression that finds a phrase in the index, its last word completed if need be.

    FTS5 would look for the stem of a beginning: `ports*` would find Portugal, and `investme*` would
    not find investment, whose stem is shorter.
    """
    start = folded(phrase.words[-1])
    if not phrase.is_prefix or not start.isascii() or not start.isalnum():
        return expressions.quoted(phrase)
    (stem,) = stems.stems([start])
    found = _completed(index, start, stem)
    if found is None:
        return expressions.quoted(phrase)
    head = phrase.text[: phrase.text.rindex(phrase.words[-1])]
    spelt = [expressions.quoted(Phrase(head + word)) for word in found]
    alone = [expressions.quoted(phrase)] if stem == start else []
    return expressions.any_of(
        alone + spelt or [expressions.quoted(phrase._replace(is_prefix=False))]
    )


def _completed(index: Index, start: str, stem: str) -> list[str] | None:
    """Return words that begin so and that FTS5 would not find by it; `None` if they are too many.

    A stem may be shorter than its words, and may end otherwise (happy: happi).
    """
    shorter = {start[:length] for length in range(_SHORTEST, len(start))} | {stem, start[:-1] + "i"}
    words = [
        word
        for one in _known(index, shorter - {start})
        for word in written(index, one)
        if folded(word).startswith(start)
    ]
    if stem == start:
        return words
    longer = _beginning(index, start)
    if len(longer) > _MOST_STEMS:
        return None
    for one, again in zip(longer, stems.stems(longer), strict=True):
        words += [one] if one == again else written(index, one)[:1]
    return words


def _known(index: Index, wanted: Iterable[str]) -> list[str]:
    marks = ", ".join("?" * len(several := sorted(wanted)))
    sql = f"SELECT term FROM temp.stem WHERE term IN ({marks})"  # noqa: S608 (no user's word in it)
    return [term for (term,) in _read(index, sql, several)]


def _beginning(index: Index, start: str) -> list[str]:
    sql = "SELECT term FROM temp.stem WHERE term >= ? AND term < ? LIMIT ?"
    return [term for (term,) in _read(index, sql, [start, start + "\U0010ffff", _MOST_STEMS + 1])]


def _read(
    index: Index, sql: str, values: Sequence[object], test: Test = tuple
) -> list[tuple[Any, ...]]:
    """Read from the list of all stems, which exists as long as the answer takes."""
    try:
        return _read_once(index, sql, values, test)
    except DatabaseError:  # the index was made anew meanwhile, and has no such list yet
        return _read_once(index, sql, values, test)


def _read_once(
    index: Index, sql: str, values: Sequence[object], test: Test
) -> list[tuple[Any, ...]]:
    for name, kind in (("stem", "row"), ("place", "instance")):
        made = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name} USING fts5vocab(main, word, {kind})"
        list(index.read(made))
    return list(index.read(sql, values, test))


def written(index: Index, stem: str) -> list[str]:
    """Return the words, as they are written in some of the facts, that have a stem."""
    sql = (
        "SELECT json, NULL, checksum FROM answer WHERE number IN "
        "(SELECT DISTINCT doc FROM temp.place WHERE term = ? LIMIT ?)"
    )
    texts = (str(text) for text, *_ in _read(index, sql, [stem, _MOST_ROWS], sound))
    told = [one for text in texts for one in _told(json.loads(text))]
    printed = [one for one in told if not re.fullmatch(_SLUG, one)]
    return _having(stem, printed) or _having(stem, told)


def _having(stem: str, texts: Iterable[str]) -> list[str]:
    found = {word for text in texts for word in re.findall(r"[^\W_]+", expressions.spaced(text))}
    words = sorted(found)
    return [word for word, its in zip(words, stems.stems(words), strict=True) if its == stem]


def _told(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _told(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "citations":
                yield from _told(one)


def unknown_words(index: Index, phrase: Phrase) -> list[str]:
    """Return the words of a phrase that no record has."""
    *others, last = phrase.words
    parts = [*map(Phrase, others), Phrase(last, phrase.is_prefix)]
    return [one.text for one in parts if not holds(index, expression(index, one))]


def holds(index: Index, wanted: str) -> bool:
    """Tell whether any row meets an expression."""
    return any(index.read("SELECT 1 FROM word WHERE word MATCH ? LIMIT 1", [wanted]))


def nearest(index: Index, word: str) -> list[str]:
    """Return up to five words, as they are written in the facts, nearest to one that none has."""
    if not word.isascii() and expressions.spaced(word) != word:
        return _names_like(index, word)
    (stem,) = stems.stems([word])
    stem = stem or folded(word)
    sql = "SELECT term FROM temp.stem WHERE length(term) BETWEEN ? AND ?"
    sizes = [len(stem) // 2 + 1, len(stem) + _LONGER]
    known = [str(term) for (term,) in _read(index, sql, sizes)]
    near = suggestions(stem, (Name(one, one, one) for one in known), _VERY_CLOSE)
    spelt = [_most_like(word, written(index, one)) for one in near]
    return suggestions(word, (Name(one, one, one) for one in spelt if one))


def _most_like(word: str, forms: Sequence[str]) -> str:
    """Return the form nearest to a word; of one word in several cases the most common, Chancay."""
    near = suggestions(word, (Name(one, one, one) for one in forms), 0)
    same = [one for one in near if folded(one) == folded(near[0])]
    return min(same, key=lambda one: (one.isupper(), one), default="")


def _names_like(index: Index, word: str) -> list[str]:
    sql = "SELECT DISTINCT text, id, text FROM name WHERE instr(text, ?)"
    found = {one for char in set(word[:80]) for one in index.read(sql, [char])}
    return suggestions(word, (Name(*one) for one in sorted(found)), _CLOSE_CHARACTERS)[
        :MOST_SUGGESTIONS
    ]
