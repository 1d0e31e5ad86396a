"""How a field of a record is declared, and what can be read off the declaration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from itertools import chain
from types import NoneType
from typing import Any, Literal, NamedTuple, TypeVar, get_args, get_origin

Form = Literal["text", "slug", "cite", "date", "language", "url", "unit", "country", "alpha3"]
Path = tuple[str | int, ...]
T = TypeVar("T")


class Key(NamedTuple):
    """What one key of a record means: `form` is how its text is written, `to` the kind it names.

    `names` is the JSON key that carries the names beside the ids; `shown` is false for a key that
    serves only to find the record.
    """

    meaning: str
    form: Form = "text"
    to: str = ""
    example: str = ""
    names: str = ""
    shown: bool = True


class Field(NamedTuple):
    """One declared field: its name and meaning, the type of one value, and how many there may be.

    `kind` is `str`, `int`, a class of declared fields, or a tuple of the only strings allowed.
    """

    name: str
    key: Key
    kind: type | tuple[str, ...]
    many: bool
    required: bool

    @property
    def nested(self) -> type | None:
        """The class that a value of the field is made of, if it is."""
        return self.kind if is_dataclass(self.kind) and isinstance(self.kind, type) else None


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields that a class of declared fields declares, in order."""
    return tuple(_field(item.name, item.type, item.default is MISSING) for item in fields(cls))


def _field(name: str, annotation: object, required: bool) -> Field:  # noqa: FBT001 (positional in one place)
    declared, key = get_args(annotation)
    many = get_origin(declared) is tuple
    options = [option for option in get_args(declared) if option not in (NoneType, Ellipsis)]
    kind = options[0] if options and not isinstance(options[0], str) else declared
    if get_origin(kind) is Literal:
        kind = get_args(kind)
    return Field(name, key, kind, many, required)


def references(
    cls: type, data: Mapping[str, Any], path: Path = ()
) -> Iterator[tuple[Path, str, str]]:
    """Yield each reference in a record as read: its path in it, the kind and the id it names.

    The paragraph of a citation is left off: `"cgtn-2024-11-07#8"` names the source.
    """
    for name, kind, many, nested in referring(cls):
        value = data.get(name)
        if value is None:
            continue
        for at, item in enumerate(value) if many else ((-1, value),):
            where = (*path, name, at) if many else (*path, name)
            if nested:
                yield from references(nested, item, where)
            else:
                yield where, kind, item.partition("#")[0]


class Referring(NamedTuple):
    """A field that names records of a kind or, where `nested` is a class, holds what does."""

    name: str
    kind: str
    many: bool
    nested: type | None


@cache
def referring(cls: type) -> tuple[Referring, ...]:
    """Return the fields of a class that name other records, or hold values that do."""
    return tuple(
        Referring(field.name, field.key.to, field.many, field.nested)
        for field in fields_of(cls)
        if field.key.to or (field.nested and referring(field.nested))
    )


def all_named(cls: type, values: Sequence[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return by kind the ids that records as read refer to, as `references` tells them."""
    found: dict[str, set[str]] = {}
    for name, kind, many, nested in referring(cls):
        given = [value[name] for value in values if name in value]
        items = list(chain.from_iterable(given)) if many else given
        if nested:
            for its, ids in all_named(nested, items).items():
                found.setdefault(its, set()).update(ids)
        else:
            ids = {cite.partition("#")[0] for cite in items} if kind == "source" else {*items}
            found.setdefault(kind, set()).update(ids)
    return found


def build(cls: type[T], data: Mapping[str, Any]) -> T:
    """Make a typed value of a class of declared fields from a record as read (and found valid)."""
    values: dict[str, Any] = {}
    declared: type = cls
    for field in fields_of(declared):
        value = data.get(field.name)
        if value is None:
            continue
        if field.nested:
            value = [build(field.nested, item) for item in (value if field.many else [value])]
            value = value if field.many else value[0]
        values[field.name] = tuple(value) if field.many else value
    return cls(**values)
