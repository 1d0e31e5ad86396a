"""What a record has in common with a sound one: enough, perhaps, to be sound itself.

A record that differs from a sound one in plain texts alone is sound without a look at the schema,
which takes longer to load than a change takes to be read.
"""

import marshal
from collections.abc import Mapping
from functools import cache
from typing import Any

from latamtech.model.fields import fields_of
from latamtech.model.records import KINDS

# Sound records, by kind and id.
Known = Mapping[tuple[str, str], Mapping[str, Any]]
_ALL_WRITTEN_OUT = 2  # a version of marshal's format in which the same has the same bytes


def is_same(value: object, sound: object) -> bool:
    """Tell whether a value read from TOML is, to the letter, one that is sound: 5 is not 5.0."""
    return value == sound and _bytes(value) == _bytes(sound)


def _bytes(value: Any) -> bytes:  # noqa: ANN401 (whatever TOML holds)
    return marshal.dumps(value, _ALL_WRITTEN_OUT)


def are_sound(content: Mapping[str, Any], known: Known) -> bool:
    """Tell whether all records of a file are known, or differ from known ones in plain texts."""
    return all(
        kind in KINDS
        and isinstance(records, list)
        and all(_is_sound(kind, one, known) for one in records)
        for kind, records in content.items()
    )


def _is_sound(kind: str, data: object, known: Known) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        return False
    sound = known.get((kind, data["id"]))
    if sound is None or data.keys() != sound.keys():
        return False
    if is_same(data, sound):
        return True
    changed = [key for key in data if not is_same(data[key], sound[key])]
    texts = _texts(kind)
    return all(key in texts and is_plain(data[key]) for key in changed)


def is_plain(text: object) -> bool:
    """Tell whether a text is well-formed for sure: printable ASCII, without a blank at an end."""
    return (
        isinstance(text, str)
        and text.isascii()
        and text.isprintable()
        and text == text.strip() != ""
    )


@cache
def _texts(kind: str) -> frozenset[str]:
    """Return the keys of a kind that hold one text each, which may be any."""
    return frozenset(
        field.name
        for field in fields_of(KINDS[kind])
        if field.kind is str and field.key.form == "text" and not field.many
    )
