"""Fact files as most are written, one key a line: read in half of a parser's time.

Whatever is written in another way, or is wrong, is left to the parser: what is read here means the
same there (TOML 1.0, https://toml.io/en/v1.0.0).
"""

import re
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from json import JSONDecoder
from sys import intern
from typing import Any, NamedTuple

# What a string between quotation marks holds where each character means itself.
_PLAIN = r'[^"\\\x00-\x08\x0a-\x1f\x7f]*'
# A key with such a string, a key with another value, or anything else.
_LINE = re.compile(rf'(?:([A-Za-z0-9_-]+) = (?:"({_PLAIN})"|([^\n]+))|([^\n]+))(?:\n|\Z)')
_KIND = re.compile("[a-z]+")
_REMARKS = re.compile(r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*|\n)*")
_STRINGS = re.compile(rf'\["{_PLAIN}"(?:, "{_PLAIN}")*\]')
_NUMBER = "(?:0|-?[1-9][0-9]{0,14})"
_WHOLE = re.compile(_NUMBER)
# What stands between the strings of tables within a line, and what of it JSON writes otherwise.
_BETWEEN = re.compile(rf"(?:[\[\]{{}}, ]|(?<= )[a-z_]+ = (?:{_NUMBER}(?=[ ,}}]))?)*")
_KEY = re.compile("([a-z_]+) = ")
_WRONG = "!"  # where no string is, JSON has none
_MOST_KEPT = 2**13

Parse = Callable[[str], Any]


class Content(NamedTuple):
    """What a fact file holds: its tables, and kinds and numbers of the records that are all ASCII.

    Values that are written alike may be one and the same: they are not to be changed.
    """

    tables: dict[str, Any]
    ascii: set[tuple[str, int]]


def content_of(text: str, parse: Parse) -> Content:
    """Return the content of a fact file that is written one key a line.

    `parse` returns the value that a line's text means where it is not written plainly. It raises
    `ValueError` where there is none, and so does this where a file is written in another way.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    ascii_ = set()
    head, *records = f"\n{text}".split("\n[[")
    if not _REMARKS.fullmatch(head):
        raise ValueError(head)
    for record in records:
        kind, _, body = record.partition("]]\n")
        if not _KIND.fullmatch(kind):
            raise ValueError(kind)
        its = tables.setdefault(kind, [])
        if record.isascii() and "\\" not in record:
            ascii_.add((kind, len(its)))
        its.append(_pairs(body, parse))
    return Content(tables, ascii_)


def _pairs(body: str, parse: Parse) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, string, other, line in _LINE.findall(body):
        if key and key not in data:
            data[intern(key)] = _value(other, parse) if other else string
        elif key or not _REMARKS.fullmatch(line):
            raise ValueError(key or line)
    return data


@lru_cache(_MOST_KEPT)
def _value(text: str, parse: Parse) -> Any:  # noqa: ANN401 (whatever TOML holds)
    if _STRINGS.fullmatch(text):
        return text[2:-2].split('", "')
    if _WHOLE.fullmatch(text):
        return int(text)
    if text[0] in "[{" and "\\" not in text and "\x7f" not in text:
        json = '"'.join(_translated(text.split('"')))
        with suppress(ValueError, RecursionError):
            value, end = _decoder.raw_decode(json)
            if end == len(json):
                return value
    return parse(text)


def _translated(parts: list[str]) -> list[str]:
    """Write tables as JSON has them; every other part is a string, and stays as it is."""
    parts[::2] = map(_written, parts[::2])
    return parts


@lru_cache(_MOST_KEPT)
def _written(part: str) -> str:
    if not _BETWEEN.fullmatch(part):
        return _WRONG
    before, *keys = _KEY.split(part)
    return before + "".join(
        [f'"{key}": {behind}' for key, behind in zip(keys[::2], keys[1::2], strict=True)]
    )


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = {intern(key): value for key, value in pairs}
    if len(table) < len(pairs):
        raise ValueError(pairs)
    return table


_decoder = JSONDecoder(object_pairs_hook=_table)
