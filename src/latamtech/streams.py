"""The two streams of a command: answers to stdout, everything else to stderr."""

import contextlib
import os
import sys
import time
from collections.abc import Iterable

from latamtech.errors import neutral

_WHILE = 1.0  # seconds that nobody minds waiting


def prepare() -> None:
    """Let both streams take any text: what their encoding lacks is written by its code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def answer(pieces: Iterable[str]) -> None:
    """Write the pieces of an answer to stdout, as they come, for as long as somebody reads them."""
    try:
        for piece in pieces:
            sys.stdout.write(piece)
    except BrokenPipeError:
        leave()


def tell(sentence: str) -> None:
    """Write a sentence, or lines of them, to stderr, where nobody needs to listen."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError):
        sys.stderr.write("\n".join([*map(neutral, sentence.split("\n")), ""]))


class Progress:
    """Tells how far a long task has come, to a person who waits at a terminal; else nothing."""

    def __init__(self) -> None:
        """Begin; for a second nothing is said."""
        self.began, self.said = time.monotonic(), False

    def __call__(self, done: int) -> None:
        """Say how many records are done."""
        if time.monotonic() - self.began > _WHILE and sys.stderr and sys.stderr.isatty():
            self.said = True
            sys.stderr.write(f"\rreading facts: {done:,} records")
            sys.stderr.flush()

    def end(self) -> None:
        """Take the line away again."""
        if self.said:
            sys.stderr.write("\r\x1b[K")


def leave() -> None:
    """Let no later flush of stdout fail again, after its reader has gone or its disk is full."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
