"""The JSON text of a record as an answer shows it, put together from one piece a field.

Records with the same keys are written alike: how, is found out once for them, from the declarations
of their fields. What many records share, such as a source that they cite, is written once and kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii as quoted
from operator import itemgetter
from typing import Any, NamedTuple

from latamtech.indexing.expressions import BETWEEN
from latamtech.model import amounts
from latamtech.model.fields import Field, Form, Key, fields_of
from latamtech.reading.checks import Loaded

# What is told of a value: its JSON text, and the words in it that a search looks through.
Piece = tuple[str, str]
Write = Callable[[Any], Piece]
Take = Callable[[Mapping[str, Any]], tuple[Any, ...]]

_PLAIN: set[Form] = {"slug", "cite", "date", "language", "country", "alpha3"}  # need no escapes
_NOT_SEARCHED = {"id", "url", "display"}
_DISPLAY = Field("display", Key("an amount as people write it"), str, many=False, required=False)
_MOST_KEPT = 2**16


class Plan(NamedTuple):
    """How values with the same keys are written: the text around what `take` picks of them.

    Of the places of these values, `texts` are those of strings to be escaped, and `writes` tells
    how those at others are written; what is left stands there as it is. `words` picks the strings
    that a search looks through, besides those that are in what is written.
    """

    text: str
    take: Take
    texts: list[int]
    writes: list[tuple[int, Write]]
    words: Take


@cache
def shown_fields(cls: type) -> tuple[Field, ...]:
    """Return the fields of a class that a reader is shown, with the display of what it measures."""
    fields = [field for field in fields_of(cls) if keys_of(field)]
    names = {field.name for field in fields}
    return (*fields, *([_DISPLAY] if is_measured(cls) and "display" not in names else []))


@cache
def is_measured(cls: type) -> bool:
    """Tell whether a value of a class is a number with a unit and a bound."""
    return {"value", "unit", "qualifier"} <= {field.name for field in fields_of(cls)}


def keys_of(field: Field) -> list[str]:
    """Return the JSON keys of a field: its own, if it is shown, and that of the names it means."""
    own = "citations" if field.name == "cite" else field.name
    return [*([own] if field.key.shown else []), *([field.key.names] if field.key.names else [])]


def measured(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is measured with its bound, exact unless it says otherwise, and its display."""
    bound = data.get("qualifier", "exact")
    display = amounts.display(data["value"], data["unit"], bound)
    return {**data, "qualifier": bound, "display": display}


class Writer:
    """Writes values that have passed the checks, with what the ids in them stand for."""

    def __init__(self, records: Mapping[str, Loaded]) -> None:
        """Take all records by id, or stubs of them."""
        self._records = records
        self._plan = lru_cache(_MOST_KEPT)(self._make_plan)
        self._citation = lru_cache(_MOST_KEPT)(self._write_citation)
        self._source = lru_cache(_MOST_KEPT)(self._write_source)

    def shown(self, cls: type, data: Mapping[str, Any]) -> Piece:
        """Return a value of a class with each of its keys, null where unknown: text and words."""
        text, take, texts, writes, simple = self._plan(cls, tuple(data))
        values, words = [*take(data)], [*simple(data)]
        for at in texts:
            values[at] = quoted(values[at])
        for at, write in writes:
            values[at], more = write(values[at])
            if more:
                words.append(more)
        return text % tuple(values), BETWEEN.join(words)

    def _make_plan(self, cls: type, keys: tuple[str, ...]) -> Plan:
        there = [field for field in shown_fields(cls) if field.name in keys]
        pieces = [_key(field) if field in there else _blank(field) for field in shown_fields(cls)]
        simple = [at for at, field in enumerate(there) if _is_simple(field)]
        return Plan(
            f"{{{','.join(pieces)}}}",
            _taking([field.name for field in there]),
            [at for at in simple if not _is_plain(there[at])],
            [(at, self._write(field)) for at, field in enumerate(there) if at not in simple],
            _taking([there[at].name for at in simple]),
        )

    def _write(self, field: Field) -> Write:
        if field.name in {"cite", "citations"}:
            return self._citations
        if field.nested:
            return self._nested(field.nested, many=field.many)
        if field.key.names:
            return self._named(field)
        return _other(field)

    def _citations(self, cites: Iterable[str]) -> Piece:
        return f"[{','.join(map(self._citation, cites))}]", ""

    def _write_citation(self, cite: str) -> str:
        source, _, paragraph = cite.partition("#")
        return f"{self._source(source)}{paragraph or 'null'}}}"

    def _write_source(self, id_: str) -> str:
        """Return what is told of a source, but for the paragraph at its end."""
        data = self._records[id_].data
        told = {
            "source": id_,
            "publisher": data["publisher"],
            "title": data.get("title", data.get("description")),
            "published": data.get("published"),
            "url": data.get("url"),
        }
        pieces = [f'"{key}":{quoted(text) if text else "null"},' for key, text in told.items()]
        return f'{{{"".join(pieces)}"paragraph":'

    def _nested(self, cls: type, *, many: bool) -> Write:
        is_amount = is_measured(cls)

        def one(value: Mapping[str, Any]) -> Piece:
            return self.shown(cls, measured(value) if is_amount else value)

        def several(values: Iterable[Mapping[str, Any]]) -> Piece:
            shown = [one(value) for value in values]
            words = [words for _, words in shown if words]
            return f"[{','.join([json for json, _ in shown])}]", BETWEEN.join(words)

        return several if many else one

    def _named(self, field: Field) -> Write:
        """Write ids, and behind them, under a key of their own, the names that they stand for."""
        key = keys_of(field)[1]

        @lru_cache(_MOST_KEPT)
        def write(*ids: str) -> Piece:
            names = [self._records[id_].data["name"] for id_ in ids]
            words = BETWEEN.join(names if field.name in _NOT_SEARCHED else [*ids, *names])
            if field.many:
                return f'{_list(ids)},"{key}":{_list(names)}', words
            return f'{quoted(ids[0])},"{key}":{quoted(names[0])}', words

        return (lambda ids: write(*ids)) if field.many else write


def _taking(keys: Sequence[str]) -> Take:
    """Return a function that takes the values of some keys, also of one or none."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda data: tuple(data[key] for key in keys)


def _key(field: Field) -> str:
    mark = '"%s"' if _is_simple(field) and _is_plain(field) else "%s"
    return f'"{keys_of(field)[0]}":{mark}'


def _blank(field: Field) -> str:
    value = "[]" if field.many else "null"
    return ",".join(f'"{key}":{value}' for key in keys_of(field))


def _is_simple(field: Field) -> bool:
    """Tell whether a field is one string, which means no more than it says, and is searched."""
    one = isinstance(field.kind, tuple) or field.kind is str
    return one and not (field.many or field.key.names or field.name in _NOT_SEARCHED)


def _is_plain(field: Field) -> bool:
    """Tell whether the string of a field never has a character that JSON must escape."""
    return isinstance(field.kind, tuple) or field.key.form in _PLAIN


def _other(field: Field) -> Write:
    """Return how a field is written that is no simple string, and names no record by name."""
    if field.kind is bool:
        return lambda value: ("true" if value else "false", "")
    if field.kind is int:
        return lambda number: (repr(number), "")
    if field.many:
        return _several
    return lambda text: (quoted(text), "")


def _several(texts: Iterable[str]) -> Piece:
    return _kept_list(*texts)


@lru_cache(_MOST_KEPT)
def _kept_list(*texts: str) -> Piece:
    return _list(texts), BETWEEN.join(texts)


def _list(texts: Iterable[str]) -> str:
    return f"[{','.join(map(quoted, texts))}]"
