"""The JSON text of records as an answer shows them, put together from one column a field.

Many records are written at once, field by field, since what a value costs is then no more than the
writing of it: how it is written is found out once, from the declaration of its field. What many
records share, such as a source that they cite, is written once and kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate, chain, repeat
from json.encoder import encode_basestring_ascii as quoted
from operator import itemgetter
from typing import Any, NamedTuple

from latamtech.indexing.expressions import BETWEEN
from latamtech.model import amounts
from latamtech.model.fields import Field, Form, Key, fields_of
from latamtech.model.names import unordered
from latamtech.reading.checks import Loaded

# What is told of a value: its JSON text, and the words in it that a search looks through.
Piece = tuple[str, str]
# The value that each of some records has in a field; `None` where it has none.
Values = Sequence[Any]

_PLAIN: set[Form] = {"slug", "cite", "date", "language", "country", "alpha3"}  # need no escapes
_NOT_SEARCHED = {"id", "url", "display"}
# What a record is called is searched apart from what it says.
_CALLED = {"name", "native_name", "aliases", "names", "title", "label"}
_DISPLAY = Field("display", Key("an amount as people write it"), str, many=False, required=False)
_MOST_KEPT = 2**16


class Column(NamedTuple):
    """What is told of the values of a field: the JSON text of each and, if any has some, its words.

    These are what a search looks through; `None` or empty where there are none.
    """

    json: list[str]
    words: Sequence[str | None] = ()


Write = Callable[[Values], Column]


class Plan(NamedTuple):
    """How a field of a class is written: what stands before its value, and how a column of them is.

    `blank` stands where a record has no value.
    """

    name: str
    before: str
    blank: str
    take: Callable[[Iterable[Mapping[str, Any]]], Values]
    write: Write


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
        self._plans = cache(self._make_plans)
        self._citation = lru_cache(_MOST_KEPT)(self._write_citation)
        self._source = lru_cache(_MOST_KEPT)(self._write_source)

    def shown(self, cls: type, values: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
        """Return the text and the words of values of a class: all its keys, null where unknown."""
        there = set(chain.from_iterable(values))
        texts: list[Iterable[str]] = []
        words: list[Sequence[str | None]] = [[None] * len(values)]
        for name, before, blank, take, write in self._plans(cls):
            column = write(take(values)) if name in there else Column([blank] * len(values))
            texts += [repeat(before), column.json]
            if column.words and name not in _CALLED:
                words.append(column.words)
        return (
            list(map("".join, zip(*texts, repeat("}"), strict=False))),
            list(map(_joined, zip(*words, strict=True))),
        )

    def _make_plans(self, cls: type) -> list[Plan]:
        return [
            Plan(
                field.name,
                f'{"," if number else "{"}"{keys_of(field)[0]}":',
                _blank(field),
                _taking(field),
                self._write(field),
            )
            for number, field in enumerate(shown_fields(cls))
        ]

    def _write(self, field: Field) -> Write:
        if field.name in {"cite", "citations"}:
            return self._citations
        if field.nested:
            return self._nested(field.nested, many=field.many)
        if field.key.names:
            return self._named(field)
        return _simple(field)

    def _citations(self, column: Values) -> Column:
        return Column([f"[{','.join(map(self._citation, cites or ()))}]" for cites in column])

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

        def write(column: Values) -> Column:
            several = column if many else [value and [value] for value in column]
            flat = list(chain.from_iterable(filter(None, several)))
            shown, words = self.shown(cls, list(map(measured, flat)) if is_amount else flat)
            ends = list(accumulate([len(values or ()) for values in several]))
            parts = [slice(*part) for part in zip([0, *ends], ends, strict=False)]
            json = [",".join(shown[part]) for part in parts]
            return Column(
                [f"[{text}]" if many else text or "null" for text in json],
                [_joined(words[part]) for part in parts],
            )

        return write

    def _named(self, field: Field) -> Write:
        """Write ids, and behind them, under a key of their own, the names that they stand for."""
        key, searched = keys_of(field)[1], partial(_searched, field)

        @lru_cache(_MOST_KEPT)
        def written(*ids: str) -> Piece:
            names = [self._records[id_].data["name"] for id_ in ids]
            words = BETWEEN.join(chain.from_iterable(map(searched, ids, names)))
            if field.many:
                return f'{_list(ids)},"{key}":{_list(names)}', words
            return f'{quoted(ids[0])},"{key}":{quoted(names[0])}', words

        nothing = _blank(field), ""
        if field.many:
            return lambda column: _parted([written(*ids) if ids else nothing for ids in column])
        return lambda column: _parted([written(id_) if id_ else nothing for id_ in column])


def _taking(field: Field) -> Callable[[Iterable[Mapping[str, Any]]], Values]:
    """Return how the values of a field are taken from records."""
    name, take = field.name, itemgetter(field.name)
    if field.required:
        return lambda records: list(map(take, records))
    return lambda records: [record.get(name) for record in records]


def _searched(field: Field, id_: str, name: str) -> Sequence[str]:
    """Return what of an id and the name that it stands for a search looks through."""
    same = field.name in _NOT_SEARCHED or unordered(id_) == unordered(name)
    return (name,) if same else (id_, name)


def _joined(words: Iterable[str | None]) -> str:
    return BETWEEN.join(filter(None, words))


def _parted(pieces: Sequence[Piece]) -> Column:
    return Column([json for json, _ in pieces], [words for _, words in pieces])


def _blank(field: Field) -> str:
    """Return what stands behind the first key of a field that has no value, with further keys."""
    value = "[]" if field.many else "null"
    return "".join([value, *(f',"{key}":{value}' for key in keys_of(field)[1:])])


def _simple(field: Field) -> Write:
    """Return how a field is written that means no more than it says."""
    if field.many:
        return _several
    if field.kind is bool:
        return lambda column: Column(["true" if value else "false" for value in column])
    if field.kind is int:
        return lambda column: Column(
            ["null" if number is None else repr(number) for number in column]
        )
    is_plain = isinstance(field.kind, tuple) or field.key.form in _PLAIN
    write = _plain if is_plain else _escaped
    return (
        (lambda column: Column(write(column)))
        if field.name in _NOT_SEARCHED
        else (lambda column: Column(write(column), column))
    )


def _plain(column: Values) -> list[str]:
    """Write strings without any character that JSON must escape."""
    return ["null" if text is None else f'"{text}"' for text in column]


def _escaped(column: Values) -> list[str]:
    return ["null" if text is None else quoted(text) for text in column]


def _several(column: Values) -> Column:
    return _parted([_kept_list(*texts) if texts else ("[]", "") for texts in column])


@lru_cache(_MOST_KEPT)
def _kept_list(*texts: str) -> Piece:
    return _list(texts), BETWEEN.join(texts)


def _list(texts: Iterable[str]) -> str:
    return f"[{','.join(map(quoted, texts))}]"
