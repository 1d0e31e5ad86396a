"""What of a record decides whether it is well-formed: all but its plain texts.

A record that has the outline of a sound one, and plain texts, is sound without a look at the
schema, which takes longer to load than a change takes to be read.
"""

from collections.abc import Container, Mapping
from functools import cache
from typing import Any

from latamtech.model.fields import fields_of
from latamtech.model.records import KINDS


def known_of(kind: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """Return what makes a record known that is sound: all that it holds, and its outline."""
    return whole(kind, data), _outline(kind, data)


def whole(kind: str, data: object) -> str:
    """Return all that a record holds, to the letter: 5 is not 5.0."""
    return repr((kind, data))


def _outline(kind: str, data: Mapping[str, Any]) -> str:
    """Return a record without its texts, whatever they are."""
    texts = _texts(kind)
    left = {
        key: None if key in texts and isinstance(value, str) else value
        for key, value in data.items()
    }
    return whole(kind, left)


def are_sound(content: Mapping[str, Any], known: Container[str]) -> bool:
    """Tell whether all records of a file are known, or have an outline that is, and plain texts."""
    return all(
        kind in KINDS
        and isinstance(records, list)
        and all(_is_sound(kind, one, known) for one in records)
        for kind, records in content.items()
    )


def _is_sound(kind: str, data: object, known: Container[str]) -> bool:
    if not isinstance(data, dict):
        return False
    texts = (data[key] for key in _texts(kind) & data.keys())
    return whole(kind, data) in known or (
        _outline(kind, data) in known and all(map(is_plain, texts))
    )


def is_plain(text: str) -> bool:
    """Tell whether a text is well-formed for sure: printable ASCII, without a blank at an end."""
    return bool(text) and text.isascii() and text.isprintable() and text == text.strip()


@cache
def _texts(kind: str) -> frozenset[str]:
    """Return the keys of a kind that hold one text each, which may be any."""
    return frozenset(
        field.name
        for field in fields_of(KINDS[kind])
        if field.kind is str and field.key.form == "text" and not field.many
    )
