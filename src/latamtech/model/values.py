"""Classes of values with declared fields: data classes that load fast.

`dataclass` writes the methods of each class anew, which for all of ours takes longer than a changed
file takes to be read, checked and put into the index. Here all classes share the same ones.
"""

from collections.abc import Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from functools import cache
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def declared(cls: type[T]) -> type[T]:
    """Make a class a data class, whose values are frozen and take their fields by name alone."""
    for name, method in _SHARED.items():
        setattr(cls, name, method)
    return dataclass(slots=True, kw_only=True, init=False, repr=False, eq=False)(cls)


@cache
def _defaults(cls: type) -> Mapping[str, Any]:
    return {field.name: field.default for field in fields(cls)}


def _held(value: object) -> dict[str, Any]:
    cls: type = type(value)
    return {name: getattr(value, name) for name in _defaults(cls)}


def _init(self: object, **values: Any) -> None:  # noqa: ANN401 (as the fields say)
    cls: type = type(self)
    if unknown := [name for name in values if name not in _defaults(cls)]:
        raise TypeError(f"{cls.__name__} has no field {unknown[0]}")
    for name, value in {**_defaults(cls), **values}.items():
        if value is MISSING:
            raise TypeError(f"{cls.__name__} needs the field {name}")
        object.__setattr__(self, name, value)


def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={value!r}" for name, value in _held(self).items())
    return f"{type(self).__name__}({shown})"


def _eq(self: object, other: object) -> bool:
    return type(self) is type(other) and _held(self) == _held(other)


def _hash(self: object) -> int:
    return hash(tuple(_held(self).values()))


def _refuse(self: object, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name} stays as it is")


def _reduce(self: object) -> tuple[Any, ...]:
    """Say how a value is copied: from its class and what it holds."""
    return _made, (type(self), _held(self))


def _made(cls: type[T], values: Mapping[str, Any]) -> T:
    return cls(**values)


_SHARED = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__reduce__": _reduce,
}
