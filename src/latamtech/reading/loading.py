"""Folder to records, or to all the problems that stand in the way; the only home of tomli."""

import gc
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from latamtech.errors import UnreadableError
from latamtech.model import dates
from latamtech.reading import checks, lines, rulebook, syntax
from latamtech.reading.checks import Facts, Loaded
from latamtech.reading.files import fact_files, shortest, text_of
from latamtech.reading.likeness import Known, are_sound
from latamtech.reading.problems import InvalidFactsError, Mistake, Problem

_ID = r"""(?m)^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']"""


class Part(NamedTuple):
    """What some of the files hold: records, problems, and what ids may be there besides."""

    records: list[Loaded]
    problems: list[Problem]
    unread: frozenset[str] = frozenset()

    def facts(self, today: str = "", others: Mapping[str, Loaded] = MappingProxyType({})) -> Facts:
        """Return what the rules work on, with the records of other parts that these may name."""
        incomplete = frozenset(problem.file for problem in self.problems)
        today = today or dates.today()
        return Facts(self.records, today, self.unread, incomplete, others)


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off Python's search for cyclic garbage, which would go through all records anew and anew.

    They have no cycles, so nothing is missed; of 100,000 facts it takes half the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@uncollected()
def load(paths: Sequence[Path], today: str = "") -> list[Loaded]:
    """Return all records of fact files and of folders of them, in the order of the files' names.

    A file that several paths lead to is read once. `today`, `YYYY-MM-DD`, tells past from future;
    without it, the clock does. Raises `UnreadableError` for a path that does not exist, and
    `InvalidFactsError`, with every error of every file, when anything is wrong.
    """
    whole = part(fact_files(paths))
    facts = whole.facts(today)
    problems = whole.problems + located(checks.findings(facts, rulebook.ERRORS))
    if problems:
        raise InvalidFactsError(problems)
    return list(facts.by_id.values())


@uncollected()
def inspect(paths: Sequence[Path], today: str = "") -> list[Problem]:
    """Return every problem of fact files and of folders of them, warnings too, sorted.

    Takes and raises what `load` does, but for `InvalidFactsError`.
    """
    whole = part(fact_files(paths))
    return sorted(
        whole.problems + located(checks.findings(whole.facts(today), rulebook.all_rules()))
    )


@uncollected()
def part(files: Iterable[Path], known: Known = MappingProxyType({})) -> Part:
    """Return what some fact files hold together, each record checked for itself alone.

    `known` are records that are sound.
    """
    return joined([read(file, known) for file in files])


def joined(parts: Sequence[Part]) -> Part:
    """Return several parts as one."""
    return Part(
        [record for one in parts for record in one.records],
        [problem for one in parts for problem in one.problems],
        frozenset[str]().union(*(one.unread for one in parts)),
    )


def read(path: Path, known: Known = MappingProxyType({})) -> Part:
    """Return the records of one fact file, as far as they are sound, and all that is wrong.

    `known` are records that are sound.
    """
    file, text = shortest(path), ""
    try:
        text = text_of(path)
        content, ascii_ = _content(text)
        wrong = [] if known and are_sound(content, known) else _mistakes(content)
        if wrong:  # perhaps only by the native dates, which the schema knows nothing of
            content = _dated(_parsed(text))
            wrong = _mistakes(content)
    except RecursionError:
        problem = syntax.file_problem(file, "readable", "nested too deeply")
    except ValueError as error:
        problem = _syntax_problem(file, error)
    except UnreadableError as error:
        problem = syntax.file_problem(file, "readable", error.reason, error.place)
    else:
        records = list(_records(file, content, wrong, ascii_))
        problems = _pointed_out(file, text, content, wrong) if wrong else []
        return Part(records, problems, _ids_in(text) if wrong else frozenset())
    return Part([], [problem], _ids_in(text))


def _content(text: str) -> lines.Content:
    try:
        return lines.content_of(text, _value)
    except ValueError:
        return lines.Content(_parsed(text), set())


def _value(text: str) -> Any:  # noqa: ANN401 (whatever TOML holds)
    return _parsed(f"value = {text}")["value"]


def _parsed(text: str) -> dict[str, Any]:
    import tomli  # noqa: PLC0415 (a file that has one key a line is read without)

    return tomli.loads(text)


def _mistakes(content: Mapping[str, Any]) -> list[Mistake]:
    from latamtech.reading import schema  # noqa: PLC0415 (slow to load, and not needed after each change)

    return schema.mistakes(content)


def _syntax_problem(file: str, error: ValueError) -> Problem:
    import tomli  # noqa: PLC0415 (it is there if it has raised the error)

    if isinstance(error, tomli.TOMLDecodeError):
        return syntax.problem(file, error.msg, (error.lineno, error.colno))
    # Python's own limit on the digits of a number
    return syntax.file_problem(file, "readable", "a number in it is too long")


def _ids_in(text: str) -> frozenset[str]:
    """Return whatever may be the id of a record in a text that need not be valid."""
    return frozenset(re.findall(_ID, text))


def located(findings: Sequence[tuple[Loaded, Mistake]]) -> list[Problem]:
    """Return the problems that findings about records amount to, with the lines they stand on.

    Raises `UnreadableError` for a file that no longer holds what was found there.
    """
    by_file: dict[str, list[tuple[Loaded, Mistake]]] = {}
    for record, mistake in findings:
        by_file.setdefault(record.file, []).append((record, mistake))
    problems: list[Problem] = []
    for file, found in by_file.items():
        wrong = [
            item._replace(path=(record.kind, record.number, *item.path)) for record, item in found
        ]
        try:
            text = text_of(Path(file))
            problems += _pointed_out(file, text, _parsed(text), wrong)
        except (ValueError, LookupError, RecursionError):
            raise UnreadableError(file, "it changed while it was read, try again") from None
    return problems


def _records(
    file: str,
    content: dict[str, Any],
    wrong: Sequence[Mistake],
    ascii_: Container[tuple[str, int]],
) -> Iterator[Loaded]:
    """Yield the records of a file, without the keys that have mistakes.

    A record without a sound id goes by the one it has or, without any, by where it stands. `ascii_`
    are kinds and numbers of records that are known to hold ASCII only.
    """
    faulty: dict[tuple[str | int, ...], set[str | int]] = {}
    for item in wrong:
        faulty.setdefault(item.path[:2], set()).update(item.path[2:3])
    for kind in (kind for kind in content if (kind,) not in faulty):
        for number, data in enumerate(content[kind]):
            keys = faulty.get((kind, number))
            if keys is None:
                yield Loaded(kind, data, file, number, foreign=(kind, number) not in ascii_)
            elif isinstance(data, dict):
                sound = {key: value for key, value in data.items() if key not in keys}
                sound.setdefault("id", str(data.get("id", f"{file}:{kind}:{number}")))
                yield Loaded(kind, sound, file, number, partial=True)


def _pointed_out(
    file: str, text: str, content: Mapping[str, Any], wrong: Sequence[Mistake]
) -> list[Problem]:
    from latamtech.reading import pointing  # noqa: PLC0415 (only for problems)

    return pointing.problems(file, text, content, wrong)


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
