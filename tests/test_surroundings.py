"""Whatever surrounds the program, it answers rightly, or says in a line why it can't.

Each line of the table is a fault, a command of a POSIX shell that brings it about, and all that
comes of it. The commands run in an empty folder, with the facts of `mini`.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from latamtech.indexing import cache
from tests import MINI
from tests.sessions import surroundings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the commands are of a POSIX shell")

FULL = "error: cannot write: No space left on device\n"
CLOSED = "error: cannot write: stdout is closed\n"
UNKNOWN = (
    'error: unknown country: "Peuru"; did you mean Peru? (`latamtech countries` lists them all)\n'
)
NONE = "no project is recorded for country: Chile\n"
SHELLS = "error: _LATAMTECH_COMPLETE is for shells to ask for completions with\n"
COMPLETE = "_LATAMTECH_COMPLETE=complete_bash"
JSON, TABLE = "latamtech projects --json", "latamtech projects"
COLD = "latamtech --no-cache projects --json"
PYTHON = "python -m latamtech projects --json"


class Case(NamedTuple):
    """A fault, what brings it about, and what is expected: exit status, stderr, and stdout.

    For stdout stands the command that prints the same where nothing is wrong, or a test of it.
    """

    fault: str
    command: str
    status: int = 0
    stderr: str = ""
    stdout: str | Callable[[str], bool] = JSON


def empty(text: str) -> bool:
    """Tell whether nothing was printed."""
    return not text


def harmless(text: str) -> bool:
    """Tell whether a table was printed, plain and without colours."""
    return "Two Lanterns" in text and all(line.isprintable() for line in text.split("\n"))


def whole_json(text: str) -> bool:
    """Tell whether all rows were printed as JSON."""
    return len(json.loads(text)) == 2


PRINTING = ["projects", "projects --json", "projects --format csv", "projects --chart", "schema"]
PRINTING += ["brief Peru", "search glass", "cite glass-harbor", "check", "--help", "--version"]
CASES = [
    *(Case("stdout is full", f"latamtech {one} > /dev/full", 1, FULL, empty) for one in PRINTING),
    Case("stdout is closed", f"{JSON} >&-", 1, CLOSED, empty),
    Case("stdout is closed for help", "latamtech --help >&-", 1, CLOSED, empty),
    Case("stdin is closed", f"{JSON} <&-"),
    Case("stderr is closed", f"{JSON} 2>&-"),
    Case("stdin and stderr are closed", f"{JSON} <&- 2>&-"),
    Case("stdout and stderr are closed", f"{JSON} >&- 2>&-", 1, "", empty),
    Case("all are closed", f"{JSON} <&- >&- 2>&-", 1, "", empty),
    Case(
        "stdin and stderr are closed while an index is made",
        f"LATAMTECH_CACHE=$PWD/1 {JSON} <&- 2>&-",
    ),
    Case("stderr is full", f"{JSON} 2> /dev/full"),
    Case("stderr is full, and the command wrong", "latamtech projcts 2> /dev/full", 2, "", empty),
    Case("stderr is closed, and the command wrong", "latamtech projcts 2>&-", 2, "", empty),
    Case(
        "stdout is closed, and the command wrong", f"{JSON} --country Peuru >&-", 1, CLOSED, empty
    ),
    Case(
        "stdout is full, and the command wrong",
        f"{JSON} --country Peuru >/dev/full",
        2,
        UNKNOWN,
        empty,
    ),
    Case(
        "stdout is full, and nothing is found",
        f"{TABLE} --country Chile >/dev/full",
        0,
        NONE,
        empty,
    ),
    Case("both are full", f"{JSON} > /dev/full 2>&1", 1, "", empty),
    Case(
        "stdout can only be read",
        f"{JSON} 1< /dev/null",
        1,
        "error: cannot write: Bad file descriptor\n",
        empty,
    ),
    Case("nobody reads", f"({JSON}; echo $? >&2) | true", 0, "0\n", empty),
    Case("nobody reads the help", "(latamtech --help; echo $? >&2) | true", 0, "0\n", empty),
    Case("nobody reads the schema", "(latamtech schema; echo $? >&2) | true", 0, "0\n", empty),
    Case(
        "a reader leaves", f"({JSON}; echo $? >&2) | head -c 1", 0, "0\n", lambda text: text == "["
    ),
    Case("ASCII locale", f"LC_ALL=C {JSON}"),
    Case("ASCII locale, and no UTF-8", f"LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {JSON}"),
    Case("ASCII table", f"LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {TABLE}", stdout=harmless),
    Case("ASCII streams", f"PYTHONIOENCODING=ascii {TABLE}", stdout=harmless),
    Case("streams of Windows", f"PYTHONIOENCODING=cp1252 {TABLE}", stdout=harmless),
    Case(
        "ASCII stderr",
        "PYTHONIOENCODING=ascii latamtech projects --country Perú3",
        2,
        UNKNOWN.replace("Peuru", r"Per\xfa3"),
        empty,
    ),
    Case("dumb terminal", f"TERM=dumb {TABLE}", stdout=TABLE),
    Case("colours are not refused", f"NO_COLOR= {TABLE}", stdout=TABLE),
    Case("colours are forced", f"NO_COLOR= FORCE_COLOR=1 CLICOLOR_FORCE=1 {TABLE}", stdout=TABLE),
    Case(
        "colours are forced on help",
        "NO_COLOR= FORCE_COLOR=1 PY_COLORS=1 latamtech projects --help",
        stdout="latamtech projects --help",
    ),
    Case("one column", f"COLUMNS=1 {TABLE}", stdout=lambda text: "Two" in text),
    Case("no column", f"COLUMNS=0 {TABLE}", stdout=harmless),
    Case("more columns than there are letters", f"COLUMNS=99999999999999 {TABLE}", stdout=harmless),
    Case(
        "more columns of help",
        "COLUMNS=99999999999999 latamtech --help",
        stdout=lambda text: "projects" in text,
    ),
    Case("columns with a blank", f"COLUMNS=' 80' {TABLE}", stdout=harmless),
    Case("columns in other digits", f"COLUMNS=٨٠ {TABLE}", stdout=harmless),
    Case("columns that are no number", f"COLUMNS=wide {TABLE}", stdout=harmless),
    Case(
        "no environment",
        f'env -i PATH="$PATH" LATAMTECH_FACTS="$LATAMTECH_FACTS" {COLD}',
    ),
    Case("no home", f"env -u LATAMTECH_CACHE -u XDG_CACHE_HOME HOME= {JSON}"),
    Case("a home that is none", f"env -u LATAMTECH_CACHE -u XDG_CACHE_HOME HOME=/dev/null {JSON}"),
    Case("a relative home", f"env -u LATAMTECH_CACHE -u XDG_CACHE_HOME HOME=here {JSON}"),
    Case(
        "a relative cache folder of the system",
        f"env -u LATAMTECH_CACHE HOME=/dev/null XDG_CACHE_HOME=here {JSON}",
    ),
    Case("a file for a cache folder", f"LATAMTECH_CACHE=/dev/null {JSON}"),
    Case(
        "a file for a folder of caches", f"env -u LATAMTECH_CACHE XDG_CACHE_HOME=/dev/null {JSON}"
    ),
    Case(
        "signs of an address in the cache folder",
        f'LATAMTECH_CACHE="$PWD/a?b=c%00d#e&f" {JSON}; ls',
        stdout=lambda text: text.endswith("a?b=c%00d#e&f\n"),
    ),
    Case("a line break in the cache folder", f"LATAMTECH_CACHE=\"$PWD/$(printf 'a\\nb')\" {JSON}"),
    Case(
        "bytes that are no text in the cache folder",
        f"LATAMTECH_CACHE=\"$PWD/$(printf 'a\\377b')\" {JSON}",
    ),
    Case(
        "a link in a circle for a cache folder",
        f"ln -s circle circle; LATAMTECH_CACHE=circle/x {JSON}",
    ),
    Case("the current folder is gone", f"mkdir gone; cd gone; rmdir ../gone; {JSON}"),
    Case(
        "the current folder is gone, and facts are in it",
        f"mkdir gone; cd gone; rmdir ../gone; {JSON} --facts x",
        1,
        "error: x: the current folder is gone\n",
        empty,
    ),
    Case(
        "facts that are not there",
        f"LATAMTECH_FACTS=nowhere {JSON}",
        1,
        "error: LATAMTECH_FACTS names nowhere: No such file or directory\n",
        empty,
    ),
    Case(
        "facts with a line break in their name",
        f"{JSON} --facts \"$(printf 'a\\nb')\"",
        1,
        "error: a\\u000ab: No such file or directory\n",
        empty,
    ),
    Case("a file of facts may be no larger", f"ulimit -f 8; LATAMTECH_CACHE=$PWD/2 {JSON}"),
    Case(
        "stdout may be no larger",
        f"ulimit -f 1; {TABLE} --facts builtin > out",
        1,
        "error: cannot write: File too large\n",
        empty,
    ),
    Case(
        "stdout may be no larger, and has no buffer",
        f"ulimit -f 1; PYTHONUNBUFFERED=1 {TABLE} --facts builtin > out",
        1,
        "error: cannot write: File too large\n",
        empty,
    ),
    Case("few open files", f"ulimit -n 7; {JSON}"),
    Case("few open files, and no index", f"ulimit -n 7; LATAMTECH_CACHE=$PWD/3 {JSON}"),
    Case("too few open files for anything but Python", f"ulimit -n 5; {COLD}"),
    Case("little memory", f"ulimit -v 400000; {COLD}"),
    Case("warnings are errors", f"PYTHONWARNINGS=error {COLD}"),
    Case("development mode", f"PYTHONDEVMODE=1 PYTHONWARNINGS=error {COLD}"),
    Case("no assertions", f"PYTHONDONTWRITEBYTECODE=1 PYTHONOPTIMIZE=2 {COLD}"),
    Case("bytes are not text", f"{PYTHON.replace('-m', '-bb -m')}"),
    Case("one hash seed", f"PYTHONHASHSEED=1 {COLD}"),
    Case("a time zone ahead", f"TZ=Pacific/Kiritimati {COLD}"),
    Case(
        "a process that ignores signals",
        f"trap '' INT TERM HUP PIPE; LATAMTECH_CACHE=$PWD/4 {JSON}",
    ),
    Case(
        "completion without a shell",
        f"{COMPLETE} latamtech",
        2,
        SHELLS,
        empty,
    ),
    Case(
        "completion beyond the words",
        f"{COMPLETE} COMP_WORDS=latamtech COMP_CWORD=99 latamtech",
        0,
        "",
        lambda text: "projects" in text,
    ),
    Case(
        "completion at no word",
        f"{COMPLETE} COMP_WORDS=latamtech COMP_CWORD=x latamtech",
        2,
        SHELLS,
        empty,
    ),
    Case(
        "completion that nobody reads",
        f"({COMPLETE} COMP_WORDS=latamtech COMP_CWORD=1 latamtech; echo $? >&2) | true",
        0,
        "0\n",
        empty,
    ),
]


class Done(NamedTuple):
    """What came of a command."""

    status: int
    stdout: str
    stderr: str


class Room:
    """A folder for each command, with an index that they share."""

    def __init__(self, root: Path) -> None:
        """Begin with no command run."""
        self.root, self.number = root, 0

    def run(self, command: str) -> Done:
        """Run a command of a shell in a folder of its own."""
        self.number += 1
        here = self.root / str(self.number)
        here.mkdir()
        facts = {"LATAMTECH_FACTS": str(MINI), cache.VARIABLE: str(self.root / "cache")}
        surrounded = surroundings() | facts
        for name in ("COLUMNS", "PYTHONUTF8", "NO_COLOR"):
            surrounded.pop(name)
        done = subprocess.run(  # noqa: S602 (our own table)
            command,
            shell=True,
            cwd=here,
            env=surrounded,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        told = (one.decode(errors="backslashreplace") for one in (done.stdout, done.stderr))
        return Done(done.returncode, *told)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Make the folder, and the index."""
    made = Room(tmp_path_factory.mktemp("room"))
    made.run(JSON)
    return made


@pytest.fixture(scope="module")
def outcomes(room: Room) -> Iterator[Callable[[str], Done]]:
    """Run all commands, several at a time, each once."""
    texts = (case.stdout for case in CASES)
    commands = [case.command for case in CASES] + [one for one in texts if isinstance(one, str)]
    with ThreadPoolExecutor(4) as pool:
        running = {one: pool.submit(room.run, one) for one in dict.fromkeys(commands)}
        yield lambda command: running[command].result()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fault)
def test_a_fault_is_survived(case: Case, outcomes: Callable[[str], Done]) -> None:
    """The answer is the right one, or there is none, and the status says so; stderr is as told."""
    status, stdout, stderr = outcomes(case.command)
    assert (status, stderr) == (case.status, case.stderr)
    if isinstance(case.stdout, str):
        assert stdout == outcomes(case.stdout).stdout != ""
    else:
        assert case.stdout(stdout), stdout
