"""The promises of SECURITY.md: held by watching the program while it answers.

Every command is run once, and more, in a folder full of traps, by the program that users call.
Python tells what it does (an audit hook); a comparison of all files tells what SQLite did; where
there is `strace`, the system tells what Python cannot.
"""

import contextlib
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from latamtech.commands.cli import COMMANDS
from latamtech.reading import parts
from tests import MINI, watching
from tests.sessions import surroundings
from tests.watching import CACHE, WORKERS

ROOT = Path(__file__).parents[1]
PROGRAM = shutil.which("latamtech", path=str(Path(sys.executable).parent)) or "latamtech"
CANARY = "kanarienvogel"
# Modules that the program or a library imports, and those that Python looks for by itself.
TRAPS = ["json", "rich", "tomli", "typer", "latamtech", "sitecustomize", "usercustomize", "string"]
TRAPPED = "run as code"
TRAP = f"raise SystemExit('{CANARY}: {TRAPPED}')\n"
# What a command needs to be told; without any, nothing.
NEEDS = {
    "new": ["person"],
    "search": ["glass"],
    "show": ["glass-harbor"],
    "brief": ["Peru"],
    "cite": ["glass-harbor"],
}
# A long answer, sorted by what is longest in it.
SORTED = ["--facts", "../many", "--sort", "summary", "--json", "--fields", "id"]
COMPLETION = {
    "_LATAMTECH_COMPLETE": "complete_bash",
    "COMP_WORDS": "latamtech projects --country P",
    "COMP_CWORD": "3",
}
# What is not seen where one processor reads alone, however many facts there are.
ALONE = set() if parts.number_for(2**30) > 1 else {"socketpair"}


class Place(NamedTuple):
    """Where the program is run: its facts, its current folder, its home, its cache."""

    root: Path

    @property
    def facts(self) -> Path:
        """Return the folder of the facts."""
        return self.root / f"facts-{CANARY}"

    @property
    def cache(self) -> Path:
        """Return the cache folder."""
        return self.root / "cache"

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a program that is run here."""
        home = {key: str(self.root / "home") for key in ("HOME", "USERPROFILE")}
        temporary = {key: str(self.root / "temporary") for key in ("TMPDIR", "TEMP", "TMP")}
        facts = {"LATAMTECH_FACTS": str(self.facts), "LATAMTECH_CACHE": str(self.cache)}
        return surroundings() | home | temporary | facts | more

    def run(self, words: Sequence[str], **more: str) -> subprocess.CompletedProcess[str]:
        """Run a program here, for whose files no mask is set."""
        return subprocess.run(
            words,
            cwd=self.root / "here",
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=60,
            umask=0 if os.name == "posix" else -1,
        )

    def files(self) -> dict[str, tuple[int, int, str]]:
        """Return all that lies here but the cache: mode, time of the last change, content."""
        paths = [path for path in self.root.rglob("*") if self.cache not in (path, *path.parents)]
        return {path.relative_to(self.root).as_posix(): _state(path) for path in paths}


def _state(path: Path) -> tuple[int, int, str]:
    state = path.lstat()
    content = path.read_bytes() if path.is_file() else b""
    return state.st_mode, state.st_mtime_ns, hashlib.sha256(content).hexdigest()


class Run(NamedTuple):
    """What became of a command line: its exit status, and what was seen of it.

    `written`, `reached` and `foreign` are what the hook saw; `changed` the files that are new,
    changed or gone; `open` the files in the cache that others can read.
    """

    status: int
    written: set[str]
    reached: set[str]
    foreign: set[str]
    changed: set[str]
    open: set[str]


def _laid_out(root: Path) -> Place:
    """Make a place with facts, wrong facts, facts worth several workers, and traps everywhere."""
    place = Place(root)
    for name in ("home", "temporary", "here", "copies", "wrong"):
        (root / name).mkdir()
    shutil.copytree(MINI, place.facts)
    _edit(place)
    wrong = f'[[person]]\nid = "{CANARY}"\nnmae = "__import__"\n'
    (root / "wrong" / f"{CANARY}.toml").write_text(wrong, "utf-8")
    shutil.copytree(place.facts, root / "many")
    for part, letter in enumerate("ab"):
        (root / "many" / f"{part}.toml").write_text(_long(letter), "utf-8")
    place.cache.mkdir(mode=0o700)
    for folder in ("here", "home", "cache", "wrong", place.facts.name):
        for name in TRAPS:
            (root / folder / f"{name}.py").write_text(TRAP, "utf-8")
    return place


def _edit(place: Place) -> None:
    """Change a file of the facts."""
    path = place.facts / "projects" / "glass-harbor.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('summary = "', f'summary = "{CANARY} '), "utf-8")


def _long(letter: str) -> str:
    """Return facts of which a few make a long answer, to be read by workers and sorted."""
    return "".join(
        f'[[project]]\nid = "{letter}-{number}"\nname = "Dull {letter * (number + 1)}"\n'
        f'countries = ["PE"]\nsectors = ["ports"]\nsummary = "{letter * 20_000} {number}."\n'
        'cite = ["eco-undated#1"]\n'
        for number in range(80)
    )


def _command_lines() -> Iterator[tuple[str, list[str], int]]:
    """Yield command lines to be run one after the other: name, words, exit status."""
    yield "nothing kept", ["--no-cache", "projects"], 0
    yield "index made", ["projects"], 0
    yield "index brought up to date", ["quotes"], 0
    for command in COMMANDS:
        if command != "open":
            yield command, [command, *NEEDS.get(command, [])], 0
    yield "help", ["projects", "--help"], 0
    yield "completion", [], 0
    yield "wrong value", ["projects", "--country", CANARY], 2
    yield "wrong command", [CANARY], 2
    yield "wrong facts", ["projects", "--facts", "../wrong"], 1
    yield "wrong facts checked", ["check", "../wrong"], 1
    yield "copies of sources", ["check", "../many", "--texts", "../copies"], 0
    yield "many facts", ["projects", *SORTED], 0


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Run all command lines, watched, and return what became of each."""
    place = _laid_out(tmp_path_factory.mktemp(CANARY))
    found = {}
    for name, words, _ in _command_lines():
        if name == "index brought up to date":
            _edit(place)
        found[name] = _watched(place, words, **(COMPLETION if name == "completion" else {}))
    return found


def _watched(place: Place, words: Sequence[str], program: str = PROGRAM, **more: str) -> Run:
    log = place.root.with_name(f"{place.root.name}.log")
    log.unlink(missing_ok=True)
    before = place.files()
    done = place.run([program, *words], **watching.environment(log), **more)
    after = place.files()
    changed = {path for path in before.keys() | after if before.get(path) != after.get(path)}
    assert TRAPPED not in done.stderr
    seen = watching.events(log)
    return Run(
        done.returncode,
        watching.written(seen, place.cache),
        watching.reached(seen),
        watching.foreign_code(seen, program, CANARY),
        changed,
        {path.name for path in place.cache.iterdir() if path.suffix != ".py" and _is_open(path)},
    )


def _is_open(path: Path) -> bool:
    """Tell whether others than its owner can do anything with a file or folder."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _but(names: Sequence[str], what: set[str], runs: dict[str, Run]) -> dict[str, set[str]]:
    """Return what is expected of all runs: something of those with these names, else nothing."""
    return {name: what if name in names else set() for name in runs}


def test_every_command_line_is_answered(runs: dict[str, Run]) -> None:
    """What is watched below are answers and errors as users get them, of every command."""
    expected = {name: status for name, _, status in _command_lines()}
    assert {name: run.status for name, run in runs.items()} == expected


def test_nothing_is_written_outside_the_cache_folder(runs: dict[str, Run]) -> None:
    """Python is asked to write nowhere else, and no other file or folder is new, changed or gone.

    What keeps nothing or reads no index writes nothing at all.
    """
    reads_none = {"nothing kept", "check", "new", "schema", "help", "wrong command"}
    reads_none |= {"wrong facts checked", "copies of sources"}
    indexed = [name for name in runs if name not in reads_none]
    assert {name: run.written for name, run in runs.items()} == _but(indexed, {CACHE}, runs)
    assert {name: run.changed for name, run in runs.items()} == _but([], set(), runs)


def test_nobody_is_reached_and_nothing_is_started(runs: dict[str, Run]) -> None:
    """No socket is opened and no program started, but copies of itself that read many facts."""
    many = [] if ALONE else ["many facts"]
    assert {name: run.reached for name, run in runs.items()} == _but(many, {WORKERS}, runs)


def test_no_code_comes_from_data(runs: dict[str, Run]) -> None:
    """All that is run is the program and its libraries; no text of a fact is among it.

    Modules that lie in the current folder, the home, the facts and the cache are not imported.
    """
    assert {name: run.foreign for name, run in runs.items()} == _but([], set(), runs)


def test_what_is_kept_is_its_owners_alone(runs: dict[str, Run]) -> None:
    """Files in the cache folder can be read by nobody else, even where no mask is set."""
    assert {name: run.open for name, run in runs.items()} == _but([], set(), runs)


# Each line breaks a promise.
VIOLATIONS = """
import os, pickle, socket, sqlite3, subprocess, sys, webbrowser
open("written", "w").close()
os.mkdir("made")
os.rename("made", os.path.join(os.environ["LATAMTECH_CACHE"], "away"))
sqlite3.connect("kept.sqlite").close()
socket.socket(socket.AF_INET).close()
subprocess.run([sys.executable, "-S", "-c", ""])
compile("1 + 1", "<made up>", "eval")
pickle.loads(pickle.dumps(print))
sys.path.insert(0, "modules")
import planted
"""


def test_a_broken_promise_would_be_seen(tmp_path: Path) -> None:
    """A program that does what is promised not to be done is told on, line by line."""
    place = _laid_out(tmp_path)
    (tmp_path / "here" / "modules").mkdir()
    planted = tmp_path / "here" / "modules" / "planted.py"
    planted.write_text(f"seen = '{CANARY}'", "utf-8")
    run = _watched(place, ["-c", VIOLATIONS], sys.executable)
    assert run.status == 0
    assert run.written == {"written", "made", CACHE, "kept.sqlite"}
    assert {"socket.__new__", "subprocess.Popen"} <= run.reached
    foreign = {"compile <made up>", "pickle.find_class builtins", f"exec {planted}"}
    assert foreign <= run.foreign
    assert run.changed == {"here", "here/written", "here/kept.sqlite"}
    assert run.open == ({"away"} if os.name == "posix" else set())


def _can_trace() -> bool:
    strace = shutil.which("strace")
    if not strace:
        return False
    return subprocess.run([strace, "-o", os.devnull, "true"], check=False).returncode == 0


@pytest.mark.skipif(not _can_trace(), reason="strace is not installed, or may not trace here")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["projects"], {CACHE}),
        (["projects", *SORTED], {CACHE, "socketpair"}),
        (["--no-cache", "projects", *SORTED], {"socketpair"}),
    ],
    ids=["small", "sorted", "nothing kept"],
)
def test_the_system_sees_no_more(words: list[str], expected: set[str], tmp_path: Path) -> None:
    """What Python is not asked for, as SQLite writing a file that is gone before anyone looks."""
    place = _laid_out(tmp_path)
    log = tmp_path / "log"
    strace = ["strace", "-f", "-qq", "-s", "4096", "-o", str(log), "-e", watching.CALLS]
    done = place.run([*strace, PROGRAM, *words], PYTHONDONTWRITEBYTECODE="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert watching.told_by_system(log, place.cache) - ALONE == expected - ALONE


@pytest.mark.skipif(os.name == "nt", reason="a browser is named as POSIX systems do")
def test_open_hands_an_address_to_the_browser_and_no_more(tmp_path: Path) -> None:
    """One command reaches beyond: it gives the address of a source to the browser."""
    place = _laid_out(tmp_path)
    run = _watched(place, ["open", "vidrio-2022-08-09"], BROWSER="true %s")
    address = "https://vidrio.example.org/abre?id=1&lang=es"
    started = {"subprocess.Popen", "os.posix_spawn", "os.fork"}
    assert (run.status, run.written, run.changed) == (0, {CACHE}, set())
    assert run.reached - started == {f"webbrowser.open {address}"}


# What would act on a terminal: clear it, name it, write its clipboard, ring, ask it, set a link.
ACTING = "\x1b[2J\x1b]0;name\x07\x1b]52;c;eA==\x1b\\\x9b31m\x07\r\x08\x7f\u202e\u2028"
HOSTILE = {
    "a value": ["projects", "--country", ACTING],
    "a command": [ACTING],
    "an option": ["projects", f"--{ACTING}"],
    "a field": ["projects", "--fields", ACTING],
    "a number": ["projects", "--limit", ACTING],
    "a path": ["projects", "--facts", ACTING],
    "a kind": ["new", ACTING],
    "a template": ["new", "person", "--name", ACTING],
    "a file that is wrong": ["check", "../acting"],
    "a file that is right": ["check", "../named"],
    "facts": ["projects", "--facts", "../acting"],
    "markup": ["projects", "--facts", "../named"],
    "markup as csv": ["projects", "--facts", "../named", "--format", "csv"],
    "markup as markdown": ["projects", "--facts", "../named", "--format", "markdown"],
}


def _hostile(root: Path) -> Place:
    """Make a place with facts and file names that would act on a terminal."""
    place = _laid_out(root)
    for folder, text in (("acting", ACTING), ("named", "[bold]x[/bold] [link=file:///x]y[/link]")):
        shutil.copytree(MINI, root / folder)
        escaped = "".join(f"\\u{ord(char):04x}" for char in text)
        (root / folder / f"{ACTING}.toml").write_text(
            f'[[project]]\nid = "x"\nname = "{escaped}"\ncountries = ["PE"]\n'
            f'sectors = ["ports"]\nsummary = "{escaped}"\ncite = ["eco-undated#1"]\n',
            "utf-8",
        )
    (root / "acting" / "raw.toml").write_text(f"x = '{ACTING}'", "utf-8")
    return place


def _at_terminal(place: Place, words: Sequence[str]) -> str:
    """Return what a command prints to a terminal that shows colours and links."""
    import pty  # noqa: PLC0415 (Windows has none)
    import tty  # noqa: PLC0415

    ours, theirs = pty.openpty()
    tty.setraw(theirs)  # else the system would write line ends of its own
    process = subprocess.Popen(
        [PROGRAM, *words],
        cwd=place.root / "here",
        env=place.environment(TERM="xterm-256color", NO_COLOR=""),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    told = b"".join(_read(ours))
    os.close(ours)
    assert process.wait() in (0, 1, 2)
    return told.decode()


def _read(descriptor: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(descriptor, 65536):
            yield piece


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Make a place with facts and file names that would act on a terminal, once."""
    return _hostile(tmp_path_factory.mktemp("hostile"))


@pytest.mark.skipif(os.name == "nt", reason="terminals are those of POSIX")
@pytest.mark.parametrize("case", HOSTILE)
def test_nothing_acts_on_a_terminal(case: str, hostile: Place) -> None:
    """Of facts, file names and arguments no control character gets through, and no link of theirs.

    The program's own colours and links to the addresses of sources are all that is there.
    """
    told = _at_terminal(hostile, HOSTILE[case])
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b]*;(https://[!-~]*)?\x1b\\", "", told)
    assert [line for line in plain.split("\n") if not line.isprintable()] == []
    assert plain.strip()


def test_each_promise_names_the_tests_that_hold_it() -> None:
    """SECURITY.md is no more than what is tested: each promise ends with tests that there are."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    promised = text.partition("## What is promised\n")[2].partition("\n## ")[0]
    promises = promised.split("\n- ")[1:]
    named = [re.findall(r"`(tests/\w+\.py)::(\w+)`", promise) for promise in promises]
    assert len(promises) > 5
    assert [promise for promise, tests in zip(promises, named, strict=True) if not tests] == []
    missing = [
        name
        for tests in named
        for file, name in tests
        if f"\ndef {name}(" not in (ROOT / file).read_text("utf-8")
    ]
    assert missing == []
