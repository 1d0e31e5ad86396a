"""Whatever words a user types, they are answered rightly, or refused in one line.

Each line of `words.txt` is a fault, the command line that brings it about, the exit status, and
what is said on stderr and which records are found. Adding a case means adding a
line with the first two, and `pytest --accept`.
"""

import contextlib
import io
import json
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from latamtech.__main__ import run
from latamtech.commands.cli import COMMANDS
from tests import MINI

TABLE = Path(__file__).with_name("words.txt")
CASES = [line.split(" | ") for line in TABLE.read_text("utf-8").splitlines() if line[:1] != "#"]


def typed(command: str) -> list[str]:
    r"""Return the words of a command line; `\u0007` is a character, `<9 × ab>` nine times ab."""
    return [_spelt(word) for word in shlex.split(command)]


def _spelt(word: str) -> str:
    word = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), word)
    return re.sub(r"<(\d+) × (.+?)>", lambda found: found[2] * int(found[1]), word)


def answered(words: list[str]) -> tuple[int, str, str]:
    """Return the exit status of a command line, what it printed, and what it said on stderr."""
    told = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with contextlib.redirect_stdout(told[0]), contextlib.redirect_stderr(told[1]):
        status = run(words)
    raw = [stream.buffer for stream in told]
    out, err = (one.getvalue().decode() for one in raw if isinstance(one, io.BytesIO))
    return status, out, err


def _said(stdout: str, stderr: str) -> str:
    """Return stderr in one line, and the ids of what was found."""
    told = stderr.splitlines()
    if stdout[:1] == "[":
        told.append(", ".join(str(row.get("id", row.get("kind"))) for row in json.loads(stdout)))
    elif stdout:
        told.append(stdout.partition("\n")[0][:60])
    return " / ".join(told)


@pytest.fixture(autouse=True)
def _own_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LATAMTECH_FACTS", str(MINI))


def test_every_word_is_answered_or_refused(is_text_of: Callable[[Path, str], None]) -> None:
    """All that comes of each line of the table is what stands there."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line[:1] == "#"]
    for fault, command, *_ in CASES:
        status, stdout, stderr = answered(typed(command))
        errors = [line for line in stderr.splitlines() if line.startswith("error: ")]
        assert len(errors) == (status != 0), command
        assert all(line.isprintable() for line in stderr.splitlines())
        assert all(len(line) <= 1001 for line in stderr.splitlines())
        assert not (status and stdout)
        lines.append(" | ".join([fault, command, str(status), _said(stdout, stderr)]))
    is_text_of(TABLE, "\n".join([*lines, ""]))


LONG = {
    "letters": ["x" * 10**6],
    "words": ["glass " * 170_000],
    "accents": ["e\u0301" * 500_000],
    "characters": ["港" * 10**6],
    "quotation marks": ['"' * 10**6],
    "parts": ["a-" * 500_000],
    "a thousand words of a thousand letters": ["x" * 1000] * 1000,
    "5,000 words": [f"word{number}" for number in range(5000)],
    "one word 5,000 times": ["glass"] * 5000,
}
LEAD = {
    "search": ["search"],
    "new": ["new", "person", "--name"],
    "check": ["check"],
    "text": ["quotes", "--text"],
    "country": ["projects", "--country"],
    "limit": ["projects", "--limit"],
}


@pytest.mark.parametrize("case", LONG)
def test_a_megabyte_of_words_is_bounded(case: str) -> None:
    """However long and many the words are: one line of a bearable length."""
    leads = [*LEAD.values(), *([name] for name in COMMANDS if name not in LEAD)]
    for lead in leads:
        several = lead[-1].startswith("--") or len(LONG[case]) == 1
        words = [one for word in LONG[case] for one in (lead[-1], word)] if several else LONG[case]
        asked = [*lead[:-1], *words] if lead[-1].startswith("--") else [*lead, *LONG[case]]
        status, _, stderr = answered(asked)
        assert status in (0, 1, 2)
        assert len(stderr) <= 1002, asked[:2]


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes where POSIX is")
@pytest.mark.parametrize("name", ["show", "brief", "cite", "open", "search", "check", "projcts"])
def test_bytes_that_are_no_text_are_words_that_nothing_has(name: str) -> None:
    """What Python makes of such bytes is refused, and shown by its code."""
    status, stdout, stderr = answered([name, "qqq\udcff"])
    assert status in (1, 2)
    assert stdout == ""
    assert stderr.startswith("error: ")
    assert stderr.isascii()
