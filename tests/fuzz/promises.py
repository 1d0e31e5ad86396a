"""What holds of every answer and of every problem, whatever was written or typed."""

import csv
import json
import re
import unicodedata
from collections.abc import Sequence
from io import StringIO
from typing import NamedTuple

from latamtech.reading.problems import Problem

STATUSES = (0, 1, 2)
_PLAIN = "\n\t"
_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Answer(NamedTuple):
    """What became of a command line: its exit status, and what it wrote to stdout and stderr."""

    status: int
    out: str
    err: str


def harmless(text: str) -> None:
    """Ensure that nothing in a text acts on a terminal, or turns what is read around."""
    acting = {
        char
        for char in set(text)
        if char not in _PLAIN
        and (char in _BIDIRECTIONAL or unicodedata.category(char) in ("Cc", "Cs"))
    }
    assert not acting, f"{sorted(acting)!a} in {text!a}"


def answered(answer: Answer, *, checking: bool = False) -> None:
    """Ensure that a command answers or, with another status, says on stderr alone what is wrong."""
    assert answer.status in STATUSES, answer
    harmless(answer.out + answer.err)
    if answer.status and not checking:
        assert answer.err, answer
        assert not answer.out, answer
    if answer.status == 2:
        assert re.fullmatch("error: [^\n]+\n", answer.err), answer


def well_formed(form: str, text: str) -> None:
    """Ensure that a text is JSON, or a table with as many cells in each line; others pass."""
    if form in ("json", "csl-json"):
        strict(text)
    elif form == "jsonl":
        for line in text.splitlines():
            strict(line)
    elif form == "csv":
        _even([len(cells) for cells in csv.reader(StringIO(text), strict=True)], text)
    elif form == "tsv":
        _even([line.count("\t") for line in text.split("\n")[:-1]], text)
    elif form == "markdown":
        bars = [re.findall(r"(?<!\\)(?:\\\\)*\|", line) for line in text.split("\n")[:-1]]
        _even([len(found) for found in bars], text)


def _even(numbers: Sequence[int], text: str) -> None:
    assert len(set(numbers)) <= 1, f"{numbers} cells in the lines of {text!a}"


def strict(text: str) -> object:
    """Return what a JSON text holds; it is of ASCII, has no NaN, and no key twice in an object."""
    assert text.isascii(), text
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    assert len(found) == len(pairs), f"a key twice in {pairs}"
    return found


def _no_number(name: str) -> object:
    raise AssertionError(f"{name} is no JSON")


def pointed(problems: Sequence[Problem], file: str, text: str) -> None:
    """Ensure that each problem is one line, and names the file and a place in its text."""
    lines = text.split("\n")
    for problem in problems:
        assert problem.file == file, problem
        assert 1 <= problem.line <= len(lines), problem
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem
        assert problem.message, problem
        assert str(problem).isprintable(), problem
    assert list(problems) == sorted(problems)
