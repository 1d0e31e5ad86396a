"""What is wrong with a key or a value, in the terms of a fact file, and what would be right."""

from collections.abc import Sequence
from datetime import datetime, time
from difflib import get_close_matches

from latamtech.errors import neutral, shown
from latamtech.model.fields import Field, Path, fields_of
from latamtech.model.records import KINDS

_LONGEST_WORD = 80  # that may be meant for another
_MOST_BITS = 256  # of a number that is worth to be printed
_WORDS = {
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "an array",
    dict: "a table",
    datetime: "a date with a time",
    time: "a time",
}


def field_at(path: Path) -> Field | None:
    """Return the declared field that a path of keys in a fact file leads to; `None` if none is."""
    cls, field = KINDS.get(str(path[0])), None
    for step in path[1:]:
        if isinstance(step, str):
            fields = fields_of(cls) if cls else ()
            field = next((item for item in fields if item.name == step), None)
            cls = field.nested if field else None
    return field


def unknown(path: Path) -> tuple[str, str]:
    """Say that a table or a key is unknown, and which was meant or which there are."""
    steps = [step for step in path if isinstance(step, str)]
    if len(steps) == 1:
        return "unknown table", _meant(steps[0], list(KINDS))
    parent = field_at(path[:-1])
    cls = parent.nested if parent else KINDS.get(steps[0])
    return "unknown key", _meant(steps[-1], [item.name for item in fields_of(cls)] if cls else [])


def _meant(word: str, known: Sequence[str]) -> str:
    near = _near(word, known)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"


def _near(word: str, known: Sequence[str]) -> list[str]:
    return get_close_matches(word, known, 1) if len(word) <= _LONGEST_WORD else []


def one_of(value: str, known: Sequence[str]) -> str:
    """Say which of the known values was meant, and which there are."""
    near = _near(value, known)
    meant = f"did you mean {near[0]}? " if near else ""
    return f"{meant}known: {', '.join(known)}"


def number(value: object, largest: int) -> tuple[str, str]:
    """Say why a value is no number that can be kept exactly, in absolute terms up to `largest`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"is {_type_of(value)}", "must be a number, in whole units"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return "is out of range", f"-{largest} to {largest}"
    if abs(value) < float("inf"):
        return f"{shown(str(value), quote='')} is out of range", f"-{largest} to {largest}"
    return f"is {value}", "must be a number; where it is unknown, there is no record"


def wrong_type(value: object, field: Field | None, path: Path) -> tuple[str, str]:
    """Say what a value is, and what must stand there."""
    item = bool(path) and isinstance(path[-1], int)
    return f"is {_type_of(value)}", f"must be {_wanted(field, path, item=item)}"


def _wanted(field: Field | None, path: Path, *, item: bool) -> str:
    if field is None:
        return "a table" if item else f"an array of tables: [[{path[0]}]]"
    noun = "table" if field.nested else "date" if field.key.form == "date" else "string"
    return f"an array of {noun}s" if field.many and not item else f"a {noun}"


def _type_of(value: object) -> str:
    return _WORDS.get(type(value), neutral(type(value).__name__))
