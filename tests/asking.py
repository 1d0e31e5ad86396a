"""The program asked within the process of the tests: the same answers in a tenth of the time."""

import re
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import NamedTuple

from latamtech.__main__ import run

# What acts on a terminal or misleads who looks at it: controls but for tab and line feed, marks of
# direction, separators of lines, surrogates.
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Answer(NamedTuple):
    """What became of a command line: its exit status, and what it printed."""

    status: int
    out: str
    err: str


def ask(*words: str) -> Answer:
    """Return the answer to a command line, without the program's name."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = run(words)
    return Answer(status, out.getvalue(), err.getvalue())
