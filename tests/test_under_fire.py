"""The index under fire: operations fail one by one, blocks are spoilt, processes are killed.

What tests/test_cache.py spoils as a whole is here spoilt bit by bit.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from latamtech.indexing import cache, database, refresh
from latamtech.indexing.index import Query
from latamtech.questions import queries
from tests import MINI
from tests.sessions import surroundings

ROOT = Path(__file__).parents[1]
# Kinds of operations, the state of the index before, and the exit statuses that may come of it.
FAILING = [
    ("files", "cold", {0}),
    ("files", "stale", {0}),
    ("queries", "cold", {0}),
    ("queries", "stale", {0}),
    ("forks", "cold", {0}),
    ("memory", "cold", {1}),
    ("interrupts", "cold", {130}),
    ("reading", "cold", {0, 1}),
]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Copy the miniature of the facts, to be changed at will."""
    return Path(shutil.copytree(MINI, tmp_path / "facts"))


def long_facts() -> str:
    """Return facts that are long enough for several workers to share."""
    return "".join(
        f'[[project]]\nid = "long-{number}"\nname = "Long {"l" * (number + 1)}"\n'
        f'countries = ["PE"]\nsectors = ["ports"]\nsummary = "{"l" * 30_000} {number}."\n'
        'cite = ["eco-undated#1"]\n'
        for number in range(70)
    )


@pytest.mark.skipif(os.name == "nt", reason="signals and processes are those of POSIX")
@pytest.mark.parametrize(("kind", "state", "statuses"), FAILING)
def test_each_operation_may_fail(
    kind: str, state: str, statuses: set[int], facts: Path, tmp_path: Path
) -> None:
    """Whichever fails, the answer is right or refused, and the next one right; nothing is left.

    A cache that fails costs no answer; facts that can't be read are named.
    """
    if kind == "forks":
        (facts / "long.toml").write_text(long_facts(), "utf-8")
    folder = tmp_path / "cache"
    done = subprocess.run(
        [sys.executable, "-m", "tests.failing", kind, state, str(facts), str(folder)],
        cwd=ROOT,
        env=surroundings() | {cache.VARIABLE: str(folder)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    assert runs or kind == "forks"  # where one processor reads alone
    for status, right, printed, told, left in runs:
        assert status in statuses
        assert (right, told) == (True, "") if status == 0 else not printed
        assert status != 1 or told.startswith(("error: ", str(facts)))
        assert left == []


@pytest.fixture
def place(tmp_path: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the index of these facts once, and return where it is kept."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    assert refresh.index_of([facts]).record("glass-harbor")
    (found,) = (tmp_path / "cache").glob("*.sqlite")
    return found


def answers(facts: Path, *, cached: bool = True) -> list[object]:
    """Return all rows of all lists, and a record."""
    index = refresh.index_of([facts], cached=cached)
    return [[*index.rows(Query(name))] for name in queries.FILTERS] + [index.record("glass-harbor")]


def test_no_spoilt_block_spoils_an_answer(facts: Path, place: Path) -> None:
    """Noise in any block of the file, or one bit in it, is noticed though SQLite notices none."""
    sound, right, chance = place.read_bytes(), answers(facts, cached=False), random.Random(3)  # noqa: S311
    for block in range(0, len(sound), 16384):
        at = max(block, 100) + chance.randrange(12_000)
        for noise in (chance.randbytes(99), bytes([sound[at] ^ 1 << chance.randrange(8)])):
            place.write_bytes(sound[:at] + noise + sound[at + len(noise) :])
            assert answers(facts) == right, f"{noise.hex()} at {at}"
            assert place.read_bytes() != sound[:at] + noise + sound[at + len(noise) :]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE bundle SET data = replace(replace(data, 'Lantern', 'Lambent'), 'Glass', 'Class')",
        "UPDATE bundle SET data = '[]'",
        "UPDATE record SET place = place + 1",
        "UPDATE record SET place = 99",
        "UPDATE record SET place = 'x'",
        "UPDATE record SET bundle = (SELECT max(number) FROM bundle)",
        "UPDATE posting SET numbers = x''",
        "UPDATE posting SET numbers = zeroblob(length(numbers))",
        "UPDATE posting SET numbers = 'none'",
    ],
)
def test_a_spoilt_record_is_not_shown(change: str, facts: Path, place: Path) -> None:
    """What finds rows, and what a page or a change starts from, is checked in any index.

    The checksum of the whole file, which an index that is large does without, is made to fit.
    """
    with sqlite3.connect(place, isolation_level=None) as connection:
        connection.execute(change)
        database.sealed(connection)
    connection.close()
    assert answers(facts) == answers(facts, cached=False)
    with (facts / "projects" / "glass-harbor.toml").open("a", encoding="utf-8") as file:
        file.write("# seen\n")
    assert answers(facts) == answers(facts, cached=False)


ENDS = [signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM), signal.SIGKILL]


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.name)
def test_a_signal_may_come_at_any_instant(
    end: signal.Signals, facts: Path, place: Path, tmp_path: Path
) -> None:
    """A process that is told to end does so, in silence, and leaves nothing unfinished behind.

    That of SIGKILL is taken away later. While Python itself starts, an interrupt is told by it.
    """
    assert place.exists()
    for instant in range(3):
        shutil.rmtree(place.parent)
        out = tmp_path / "out"
        with out.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-c", STARTED, "projects", "--json", "--facts", str(facts)],
                env=surroundings(),
                stdout=file,
                stderr=subprocess.PIPE,
                stdin=subprocess.PIPE,
            )
            assert process.stderr
            assert process.stderr.readline() == b"started\n"
            time.sleep(instant * 0.025)
            process.send_signal(end)
            _, told = process.communicate(timeout=60)
        assert process.returncode in (0, 128 + end, -end)
        assert told == b""
        unfinished = [] if end == signal.SIGKILL else [*place.parent.glob("*.new")]
        assert unfinished == []
        assert answers(facts) == answers(facts, cached=False)


STARTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the program is there to be interrupted
sys.stderr.write("started\\n")
from latamtech.__main__ import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
