"""Random command lines: every command, every option, words that are right and words that are not.

`command_lines` is the strategy; `outcome` carries one out and returns what came of it, and
`assert_harmless` holds what is promised of any: no exception, a documented exit status, errors of
one line, nothing that acts on a terminal.
"""

import contextlib
import io
from typing import NamedTuple

from hypothesis import strategies as st

from latamtech.__main__ import ANSWERED, FAILED, WRONG_COMMAND, run
from latamtech.commands.cli import COMMANDS

KNOWN = (
    "Peru PE perú Pe ports sector glass-harbor two-lanterns-cable wu-ming Wu vidrio-2022-08-09"
    " eco-undated glass lantern pane operating direct reported project person source quote figure"
    " table json jsonl csv tsv markdown page text bibtex ris csl-json id name,id date value 1 3"
    " 2020 2022-08 2005/2022 investment-stock cost status bash"
).split()
HOSTILE = (
    *("", " ", "-", "--", "---", "-x", "--x", "--=", "'", '"', '""', "'; DROP TABLE answer; --"),
    *("%", "_", "*", "^", "NEAR(", "a OR", "name:x", "{x}: y", "(", "a\0b", "\x1b[2J", "\x9b1m"),
    *("\u202e", "\u2028", "\udcff", "\ud800", "\ue000", "\ufdfa", "e\u0301", "Ｐ", "港", "٣", "😀"),
    *("-1", "0", "1e3", "1" * 30, "2024-02-30", "0000", "9999/0001", "[bold]", "%s", "../x"),
    *("/dev/null", "/dev/full", "x" * 300, "x" * 10_001, "a,b", ",", ";", "\n", "\t", "builtin"),
)
_OPTIONS = (
    "--country --sector --technology --organization --speaker --project --series --status --speech"
    " --measure --since --until --text --fields --sort --limit --format --cite --kind --style"
    " --facts --name --id --address --language --publisher --published --texts"
).split()
_FLAGS = "--json --reverse --chart --strict --help --version --no-cache -- --nonsense".split()

words = st.one_of(
    st.sampled_from(KNOWN), st.sampled_from(HOSTILE), st.text(st.characters(), max_size=20)
)
_options = st.tuples(st.sampled_from(_OPTIONS), words)
_parts = st.one_of(
    _options.map(list),
    _options.map(lambda pair: ["=".join(pair)]),
    st.sampled_from(_FLAGS).map(lambda flag: [flag]),
    words.map(lambda word: [word]),
)
# `open` would reach for a browser: it is asked for what it refuses only.
_commands = st.one_of(
    st.sampled_from([[name] for name in COMMANDS if name != "open"]),
    st.sampled_from([["new", kind] for kind in ("source", "person", "quote", "project")]),
    st.sampled_from([["--no-cache", "projects"], ["open", "no-such-id"], []]),
    words.map(lambda word: [word]),
)
command_lines: st.SearchStrategy[list[str]] = st.builds(
    lambda command, parts: [*command, *(word for part in parts for word in part)],
    _commands,
    st.lists(_parts, max_size=5),
).filter(lambda line: "open" not in line or "no-such-id" in line)


class Outcome(NamedTuple):
    """What came of a command line: its exit status, and what it wrote."""

    status: int
    stdout: str
    stderr: str


def outcome(line: list[str]) -> Outcome:
    """Carry a command line out in this process; streams are in UTF-8, and no terminal."""
    raw = io.BytesIO(), io.BytesIO()
    told = [io.TextIOWrapper(one, "utf-8", write_through=True) for one in raw]
    with contextlib.redirect_stdout(told[0]), contextlib.redirect_stderr(told[1]):
        status = run(line)
    return Outcome(status, *(one.getvalue().decode() for one in raw))


def assert_harmless(line: list[str], told: Outcome) -> None:
    """Assert what is promised of every command line."""
    assert told.status in (ANSWERED, FAILED, WRONG_COMMAND), line
    errors = [one for one in told.stderr.split("\n") if one.startswith("error: ")]
    assert len(errors) <= 1, line
    assert errors or told.status != WRONG_COMMAND, line
    assert all(len(one) <= 1001 for one in told.stderr.split("\n")), line
    for text in (told.stdout.replace("\t", ""), told.stderr):
        assert all(one.isprintable() for one in text.split("\n")), line
