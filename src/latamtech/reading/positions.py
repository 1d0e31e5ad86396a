"""Where in a TOML file each key stands, which the parser doesn't tell.

It reads text that the parser has accepted (TOML 1.1, https://toml.io/en/v1.1.0), so it needs no
checks of its own; it runs only when there is a problem to point at.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from latamtech.model.fields import Path

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_PART = re.compile(
    r"""\s*(?:"(?P<basic>(?:[^"\\\n]|\\.)*)"|'(?P<literal>[^'\n]*)'|(?P<bare>[A-Za-z0-9_-]+))\s*"""
)
_STRING = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}(?!")'
    r"|'''[\s\S]*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_SCALAR = re.compile(r"[^,\]}#\n\r]+")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Position(NamedTuple):
    """A place in a file; line and column count from 1, the column in characters."""

    line: int
    column: int


def positions(text: str) -> dict[Path, Position]:
    """Return where each table, key and array item of a valid TOML text is first named.

    A path names keys by their text and items of arrays by their number, from 0:
    `("project", 0, "milestones", 1, "date")`.
    """
    starts = [0, *(found.end() for found in re.finditer(r"\n", text))]
    found: dict[Path, Position] = {}
    line = 0
    for path, offset in sorted(_Scanner(text).statements(), key=lambda item: item[1]):
        while line + 1 < len(starts) and starts[line + 1] <= offset:
            line += 1
        found.setdefault(path, Position(line + 1, offset - starts[line] + 1))
    return found


def nearest(found: dict[Path, Position], path: Path) -> Position:
    """Return the position of a path or, where it has none, of the nearest table around it."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path, Position(1, 1))


class _Scanner:
    """Walks once over a TOML text and says which path begins at which offset."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.counts: dict[Path, int] = {}

    def statements(self) -> Iterator[tuple[Path, int]]:
        table: Path = ()
        self.blank()
        while self.at < len(self.text):
            start = self.at
            if self.text.startswith("[", start):
                table = self.header()
                yield from ((table[:end], start) for end in range(1, len(table) + 1))
            else:
                yield from self.pair(table)
            self.blank()

    def blank(self) -> None:
        if found := _BLANK.match(self.text, self.at):
            self.at = found.end()

    def header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = [key for key, _ in self.keys()]
        self.at += 2 if many else 1
        path = self.entered(keys[:-1])
        last: Path = (*path, keys[-1])
        if many:
            self.counts[last] = self.counts.get(last, -1) + 1
        return self.entered(keys)

    def entered(self, keys: list[str]) -> Path:
        """Return the path of a header's keys, through the last item of each array of tables."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            path = (*path, self.counts[path]) if path in self.counts else path
        return path

    def keys(self) -> Iterator[tuple[str, int]]:
        """Read a dotted key; yield each part with the offset where it begins."""
        while found := _PART.match(self.text, self.at):
            self.at = found.end()
            basic, literal, bare = found.group("basic", "literal", "bare")
            yield (
                _unescaped(basic) if basic is not None else literal or bare or "",
                found.start(found.lastgroup or 0),
            )
            if not self.text.startswith(".", self.at):
                return
            self.at += 1

    def pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        path = table
        for key, offset in list(self.keys()):
            path = (*path, key)
            yield path, offset - (self.text[offset - 1] in "\"'" and offset > 0)
        self.at += 1  # the equals sign
        self.blank()
        yield from self.value(path)

    def value(self, path: Path) -> Iterator[tuple[Path, int]]:
        opening = self.text[self.at]
        if opening == "[":
            yield from self.items(path)
        elif opening == "{":
            yield from self.inline(path)
        elif found := (_STRING if opening in "\"'" else _SCALAR).match(self.text, self.at):
            self.at = found.end()

    def items(self, path: Path) -> Iterator[tuple[Path, int]]:
        self.at += 1
        self.blank()
        number = 0
        while not self.text.startswith("]", self.at):
            yield (*path, number), self.at
            yield from self.value((*path, number))
            number += 1
            self.comma()
        self.at += 1

    def inline(self, path: Path) -> Iterator[tuple[Path, int]]:
        self.at += 1
        self.blank()
        while not self.text.startswith("}", self.at):
            yield from self.pair(path)
            self.comma()
        self.at += 1

    def comma(self) -> None:
        self.blank()
        if self.text.startswith(",", self.at):
            self.at += 1
        self.blank()


def _unescaped(text: str) -> str:
    def char(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        return chr(int(code, 16)) if code else _SHORT.get(found[4], found[4])

    return _ESCAPE.sub(char, text)
