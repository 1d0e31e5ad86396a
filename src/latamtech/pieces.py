"""The JSON text of a record as an answer shows it, put together from one piece a field.

How the fields of a class are written is found out once, from their declarations; what many records
share, such as a source that they cite, is written once and kept.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from json import JSONEncoder
from typing import Any, NamedTuple

from latamtech import amounts
from latamtech.checks import Loaded
from latamtech.fields import Field, Form, fields_of

Pieces = dict[str, str]  # by field, in the order of the declarations: `"key":value`
Piece = tuple[str, str]  # the JSON text of a field, and the words in it that a search looks through
Write = Callable[[Any], Piece]

quoted = JSONEncoder(allow_nan=False, separators=(",", ":")).encode
_PLAIN: set[Form] = {"slug", "cite", "date", "language", "country", "alpha3"}  # need no escapes
_NOT_SEARCHED = {"id", "url"}
_MOST_KEPT = 2**16


class Shown(NamedTuple):
    """A value as it is shown: the pieces of its JSON text, and the words that it is found by."""

    pieces: Pieces
    words: str

    @property
    def json(self) -> str:
        """The JSON text of the whole."""
        return f"{{{','.join(self.pieces.values())}}}"


class Plan(NamedTuple):
    """How a class is written: the pieces of a value without any key, and how each is written."""

    blank: Pieces
    writes: list[tuple[str, Write]]
    measured: bool


def keys_of(field: Field) -> list[str]:
    """Return the JSON keys of a field: its own, if it is shown, and that of the names it means."""
    own = "citations" if field.name == "cite" else field.name
    return [*([own] if field.key.shown else []), *([field.key.names] if field.key.names else [])]


def blank(cls: type) -> Pieces:
    """Return the pieces of a value of which nothing is known."""
    shown = [field for field in fields_of(cls) if keys_of(field)]
    return {
        field.name: ",".join(f'"{key}":{"[]" if field.many else "null"}' for key in keys_of(field))
        for field in shown
    }


class Writer:
    """Writes values that have passed the checks; others are asked for what their ids stand for."""

    def __init__(self, records: Mapping[str, Loaded]) -> None:
        """Take all records by id, or stubs of them."""
        self._records = records
        self._plans: dict[type, Plan] = {}
        self._source = lru_cache(_MOST_KEPT)(self._write_source)

    def shown(self, cls: type, data: Mapping[str, Any]) -> Shown:
        """Return a value of a class with each of its keys, null where unknown."""
        plan = self._plans.get(cls) or self._plan(cls)
        if plan.measured:
            data = {"qualifier": "exact", **data}
        pieces, words = plan.blank.copy(), []
        for name, write in plan.writes:
            if name in data:
                pieces[name], said = write(data[name])
                if said:
                    words.append(said)
        if plan.measured:
            display = amounts.display(data["value"], data["unit"], data["qualifier"])
            pieces["display"] = f'"display":{quoted(display)}'
        return Shown(pieces, " ".join(words))

    def citations(self, cites: Iterable[str]) -> Piece:
        """Write what an answer tells of each source cited, with the paragraph."""
        cited = (cite.partition("#") for cite in cites)
        told = [f"{self._source(source)}{number or 'null'}}}" for source, _, number in cited]
        return f'"citations":[{",".join(told)}]', ""

    def _write_source(self, id_: str) -> str:
        """Return the text of a citation, but for its end: the paragraph."""
        data = self._records[id_].data
        told = {
            "source": id_,
            "publisher": data["publisher"],
            "title": data.get("title", data.get("description")),
            "published": data.get("published"),
            "url": data.get("url"),
        }
        return "{" + "".join(f'"{key}":{quoted(told[key])},' for key in told) + '"paragraph":'

    def _plan(self, cls: type) -> Plan:
        fields = [field for field in fields_of(cls) if keys_of(field)]
        plan = Plan(
            blank(cls),
            [(field.name, self._write(field)) for field in fields],
            {"qualifier", "value"} <= {field.name for field in fields},
        )
        return self._plans.setdefault(cls, plan)

    def _write(self, field: Field) -> Write:
        if field.name == "cite":
            return self.citations
        if field.nested:
            return self._nested(field.name, field.nested, many=field.many)
        if field.key.names:
            return self._named(field)
        return _simple(field)

    def _nested(self, name: str, cls: type, *, many: bool) -> Write:
        def write(value: Any) -> Piece:  # noqa: ANN401 (one value of the class, or a list of them)
            shown = [self.shown(cls, one) for one in (value if many else [value])]
            text = ",".join([one.json for one in shown])
            words = " ".join([one.words for one in shown if one.words])
            return f'"{name}":[{text}]' if many else f'"{name}":{text}', words

        return write

    def _named(self, field: Field) -> Write:
        own, its_names = keys_of(field)

        @lru_cache(_MOST_KEPT)
        def write(*ids: str) -> Piece:
            names = [self._records[id_].data["name"] for id_ in ids]
            words = names if field.name in _NOT_SEARCHED else [*ids, *names]
            texts = (_list(ids), _list(names)) if field.many else (quoted(ids[0]), quoted(names[0]))
            return f'"{own}":{texts[0]},"{its_names}":{texts[1]}', " ".join(words)

        return (lambda ids: write(*ids)) if field.many else write


def _simple(field: Field) -> Write:
    """Return how a field is written that means no more than what it says."""
    key = f'"{field.name}":'
    if field.kind is int:
        return lambda number: (f"{key}{number!r}", "")
    if field.name in _NOT_SEARCHED:
        return lambda text: (f"{key}{quoted(text)}", "")
    plain = isinstance(field.kind, tuple) or field.key.form in _PLAIN
    if field.many and plain:
        return lambda texts: (key + '["' + '","'.join(texts) + '"]', " ".join(texts))
    if field.many:
        return lambda texts: (f"{key}{_list(texts)}", " ".join(texts))
    if plain:
        return lambda text: (f'{key}"{text}"', text)
    return lambda text: (f"{key}{quoted(text)}", text)


def _list(texts: Iterable[str]) -> str:
    return f"[{','.join(map(quoted, texts))}]"
