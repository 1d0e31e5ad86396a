"""Folder to records, or to all the problems that stand in the way; the only home of tomli."""

import os
import stat
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from latamtech import checks, schema
from latamtech.checks import Loaded
from latamtech.errors import InvalidFactsError, Mistake, Problem, UnreadableError, neutral
from latamtech.positions import Position, nearest, positions
from latamtech.records import KINDS

LARGEST_FILE = 64 * 2**20
START = Position(1, 1)
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Content(NamedTuple):
    """What one file holds: its records, or its problems."""

    records: list[Loaded]
    problems: list[Problem]


def load(paths: Sequence[Path]) -> list[Loaded]:
    """Return all records of fact files and of folders of them, in the order of the files' names.

    A file that several paths lead to is read once. Raises `UnreadableError` for a path that does
    not exist, and `InvalidFactsError`, with every problem of every file, when anything is wrong.
    """
    contents = [read(path) for path in fact_files(paths)]
    problems = [problem for content in contents for problem in content.problems]
    records = [record for content in contents for record in content.records]
    problems += located(checks.findings(records))
    if problems:
        raise InvalidFactsError(problems)
    return list({record.id: record for record in records}.values())


def fact_files(paths: Sequence[Path]) -> list[Path]:
    """Return the fact files that the paths name: files themselves, and `*.toml` below folders.

    Hidden files and folders are left out, as are links to folders.
    """
    found: dict[str, Path] = {}
    for path in paths:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            raise UnreadableError(str(path), _reason(error)) from None
        for file in _walk(path) if stat.S_ISDIR(mode) else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableError(str(error.filename), _reason(error)) from None

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".toml") and not name.startswith("."):
                yield Path(parent, name)


def read(path: Path) -> Content:
    """Return the records of one fact file, or all that is wrong with it."""
    file = _shortest(path)
    try:
        text = _text(path)
        content = _dated(tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        return Content([], [_syntax_problem(file, error)])
    except RecursionError:
        return Content([], [_file_problem(file, "syntax", "nested too deeply")])
    except ValueError as error:
        return Content([], [_file_problem(file, "syntax", str(error).partition(";")[0])])
    except UnreadableError as error:
        return Content([], [_file_problem(file, "readable", error.reason)])
    if wrong := schema.mistakes(content):
        return Content([], _located(file, text, content, wrong))
    return Content(_records(file, content), [])


def located(findings: Sequence[tuple[Loaded, Mistake]]) -> list[Problem]:
    """Return the problems that findings about records amount to, with the lines they stand on."""
    by_file: dict[str, list[tuple[Loaded, Mistake]]] = {}
    for record, mistake in findings:
        by_file.setdefault(record.file, []).append((record, mistake))
    problems: list[Problem] = []
    for file, found in by_file.items():
        text = _text(Path(file))
        wrong = [
            item._replace(path=(record.kind, record.number, *item.path)) for record, item in found
        ]
        problems += _located(file, text, tomli.loads(text), wrong)
    return problems


def _records(file: str, content: dict[str, Any]) -> list[Loaded]:
    return [
        Loaded(kind, data, file, number)
        for kind in content
        for number, data in enumerate(content[kind])
    ]


def _located(
    file: str, text: str, content: dict[str, Any], wrong: Sequence[Mistake]
) -> list[Problem]:
    found = positions(text)
    return [
        Problem(
            file,
            *nearest(found, item.path),
            _record_name(content, item.path),
            _key_name(item.path),
            item.rule,
            item.message,
            item.suggestion,
        )
        for item in wrong
    ]


def _record_name(content: dict[str, Any], path: tuple[str | int, ...]) -> str:
    """Name the record that a path leads into: `project "chancay-port"`, or by its number."""
    table = content.get(str(path[0]))
    if len(path) < 2 or path[0] not in KINDS or not isinstance(table, list):  # noqa: PLR2004
        return ""
    record = table[int(path[1])]
    name = record.get("id") if isinstance(record, dict) else None
    return f'{path[0]} "{name}"' if isinstance(name, str) else f"{path[0]} {int(path[1]) + 1}"


def _key_name(path: tuple[str | int, ...]) -> str:
    if len(path) == 1:
        return str(path[0])
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path[2:]]
    return "".join(steps).removeprefix(".")


def _dated(content: dict[str, Any]) -> dict[str, Any]:
    """Write native TOML dates as the strings that they stand for; leave dates with times alone."""
    for table in content.values():
        for record in table if isinstance(table, list) else []:
            _write_dates(record)
    return content


def _write_dates(value: Any) -> Any:  # noqa: ANN401 (whatever TOML holds)
    if isinstance(value, dict):
        value.update({key: _write_dates(item) for key, item in value.items()})
    elif isinstance(value, list):
        value[:] = map(_write_dates, value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


def _text(path: Path) -> str:
    raw = _bytes(path)
    try:
        return raw.removeprefix(_BOM).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        what = "UTF-16, not UTF-8" if raw.startswith(_UTF16) else "not UTF-8"
        raise UnreadableError(str(path), f"{what} (byte {error.start + 1})") from None


def _bytes(path: Path) -> bytes:
    """Return the content of a regular file of a bearable size; never wait for a pipe or device."""
    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableError(str(path), "not a regular file")
            if found.st_size > LARGEST_FILE:
                raise UnreadableError(str(path), "larger than 64 MiB")
            return file.read()
    except OSError as error:
        raise UnreadableError(str(path), _reason(error)) from None


def _shortest(path: Path) -> str:
    """Name a file as one would from the current folder, where it lies below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def _reason(error: OSError | ValueError) -> str:
    return neutral(getattr(error, "strerror", None) or str(error))


def _syntax_problem(file: str, error: tomli.TOMLDecodeError) -> Problem:
    return _file_problem(file, "syntax", error.msg, Position(error.lineno, error.colno))


def _file_problem(file: str, rule: str, message: str, position: Position = START) -> Problem:
    sentence = message[:1].lower() + message[1:] if message[1:2].islower() else message
    return Problem(file, *position, "", "", rule, sentence)
