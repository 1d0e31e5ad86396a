"""Operations that Python tells of (PEP 578), and steps of SQLite, made to fail one by one."""

import errno
import io
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from latamtech.__main__ import run

WORDS = ["projects", "--json", "--facts"]
_FILES = {"open", "os.mkdir", "os.rename", "os.remove", "os.listdir", "os.scandir"}
_FILES |= {"sqlite3.connect", "os.chmod", "os.truncate"}
_STRIDES = {("queries", "cold"): 80}  # there are a thousand
_STEPS = 20  # of SQLite's machine, between two of which a query may be broken off


class Failing:
    """A hook that lets one operation fail: that with the number `at`, counted from 0."""

    def __init__(self, kind: str, folder: str) -> None:
        """Let operations of a kind fail; of those with files, such as lie below a folder."""
        self.kind, self.folder = kind, folder
        self.at = self.done = sys.maxsize

    def __call__(self, event: str, words: tuple[object, ...]) -> None:
        """Take notice of an operation, and let it fail if it is its turn."""
        if self.at == sys.maxsize:
            return
        if self.kind == "forks" and event == "os.fork" and self.fails():
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        if event in _FILES and words and self.folder in str(words[0]):
            self.act()

    def connected(self, *words: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401
        """Connect to a database whose steps may fail."""
        connection = sqlite3.Connection(*words, **more)
        if self.kind == "queries" and self.at < sys.maxsize:
            connection.set_progress_handler(self.fails, _STEPS)
        return connection

    def act(self) -> None:
        """Do to an operation with a file what the kind says."""
        if self.kind == "files" and self.fails():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.kind == "memory" and self.fails():
            raise MemoryError
        if self.kind == "interrupts" and self.fails():
            signal.raise_signal(signal.SIGINT)

    def fails(self) -> bool:
        """Count an operation, and tell whether it is to fail."""
        self.done += 1
        return self.done - 1 == self.at


def answered(words: list[str]) -> tuple[int, str, str]:
    """Return the exit status of a command line, what it printed, and what it said on stderr."""
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        status = run(words)
        return status, sys.stdout.getvalue(), sys.stderr.getvalue()
    finally:
        sys.stdout, sys.stderr = kept


STATES: dict[str, Callable[[Path, list[str]], object]] = {
    "cold": lambda cache, _: shutil.rmtree(cache, ignore_errors=True),
    "fresh": lambda _, words: answered(words),
    "stale": lambda _, words: _touched(words),
}


def _touched(words: list[str]) -> None:
    """Answer, then change a fact file, and nothing of its facts."""
    answered(words)
    with Path(words[-1], "projects", "glass-harbor.toml").open("a", encoding="utf-8") as file:
        file.write("#\n")


def main(kind: str, state: str, facts: str, cache: str) -> None:
    """Let each operation of a kind fail in turn, the index being cold, fresh or stale before."""
    failing = Failing(kind, facts if kind == "reading" else cache)
    if kind == "reading":
        failing.kind = "files"
    sys.addaudithook(failing)
    sqlite3.connect = failing.connected  # type: ignore[assignment]
    words = [*WORDS, facts]
    _, expected, _ = answered(["--no-cache", *words])
    for number in range(0, 10_000, _STRIDES.get((kind, state), 1)):
        STATES[state](Path(cache), words)
        failing.at, failing.done = number, 0
        status, printed, told = answered(words)
        failing.at = sys.maxsize
        if failing.done <= number:
            break
        left = [path.name for path in Path(cache).glob("*.new")]
        print(json.dumps([status, printed == expected, bool(printed), told, left]))  # noqa: T201
        assert answered(words)[:2] == (0, expected)


main(*sys.argv[1:])
