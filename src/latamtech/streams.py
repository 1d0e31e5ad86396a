"""The two streams of a command: answers to stdout, everything else to stderr."""

import contextlib
import io
import os
import sys
import time
from collections.abc import Iterable
from typing import TextIO

from latamtech.errors import neutral

_WHILE = 1.0  # seconds that nobody minds waiting
_LONGEST, _END = 1_000, 300  # letters of a line to stderr, and of these its end


def prepare() -> None:
    """Let both streams take any text: what their encoding lacks is written by its code.

    They wait for a slow reader, also where whoever opened them would not. Stdout is buffered, also
    where Python was told otherwise: what a pipe or a disk takes only in part would else be lost
    without a word.
    """
    if isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        sys.stdout = open(  # noqa: SIM115 (it lives as long as the process)
            sys.stdout.fileno(), "w", encoding=sys.stdout.encoding, closefd=False
        )
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        with contextlib.suppress(AttributeError, OSError, ValueError):
            os.set_blocking(stream.fileno(), True)


def answer(pieces: Iterable[str]) -> None:
    """Write the pieces of an answer to stdout, as they come, for as long as somebody reads them."""
    try:
        for piece in pieces:
            sys.stdout.write(piece)
    except BrokenPipeError:
        leave()


def tell(sentence: str) -> None:
    """Write a sentence, or lines of them, to stderr, where nobody needs to listen.

    Of a line that is too long to be read the middle is left out.
    """
    if sys.stderr is None:
        return
    lines = [_readable(neutral(line)) for line in sentence.split("\n")]
    try:
        sys.stderr.write("\n".join([*lines, ""]))
        sys.stderr.flush()
    except OSError:
        _turn_away(sys.stderr)


def _readable(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - _END]}…{line[-_END:]}"


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
    _turn_away(sys.stdout)


def _turn_away(stream: TextIO) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)
