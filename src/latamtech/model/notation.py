"""The JSON text of plain values: ASCII, without blanks, numbers and text exact."""

from json import JSONEncoder

from pydantic_core import to_json

_escaping = JSONEncoder(allow_nan=False, separators=(",", ":")).encode


def json_of(value: object) -> str:
    """Return the JSON text of a value read from TOML that has passed the schema: 5 is not 5.0."""
    text = to_json(value)  # takes a quarter of the time, but leaves characters as they are
    return text.decode() if text.isascii() else _escaping(value)


def bytes_of(value: object) -> bytes:
    """Return the same in UTF-8, with characters as they are: for what only a program reads."""
    return to_json(value)
