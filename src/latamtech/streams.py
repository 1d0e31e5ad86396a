"""The two streams of a command: answers to stdout, everything else to stderr."""

import contextlib
import os
import sys
from collections.abc import Iterable

from latamtech.errors import neutral


def prepare() -> None:
    """Let both streams take any text: what their encoding lacks is written by its code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def answer(pieces: Iterable[str]) -> None:
    """Write the pieces of an answer to stdout, as they come."""
    for piece in pieces:
        sys.stdout.write(piece)


def tell(sentence: str) -> None:
    """Write a sentence, or lines of them, to stderr, where nobody needs to listen."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError):
        sys.stderr.write("\n".join([*map(neutral, sentence.split("\n")), ""]))


def leave() -> None:
    """Let no later flush of stdout fail again, after its reader has gone or its disk is full."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
