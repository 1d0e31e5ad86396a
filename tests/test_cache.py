"""The index is a help, never a source: whatever becomes of it, the answer is the same."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs import user_cache_dir

from latamtech.indexing import cache, database, freshness, refresh
from latamtech.indexing.index import Query
from latamtech.questions import queries
from latamtech.reading import files
from latamtech.reading.problems import InvalidFactsError
from tests import MINI
from tests.sessions import surroundings

Answers = dict[str, list[str]]


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Copy the miniature of the facts, to be changed at will."""
    return Path(shutil.copytree(MINI, tmp_path / "facts"))


@pytest.fixture
def place(tmp_path: Path, facts: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the index of these facts once, and return where it is kept."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    answers(facts)
    (found,) = (tmp_path / "cache").glob("*.sqlite")
    return found


def answers(facts: Path, *, cached: bool = True) -> Answers:
    """Return all rows of all lists."""
    index = refresh.index_of([facts], cached=cached)
    return {name: list(index.rows(Query(name))) for name in queries.FILTERS}


def truth(facts: Path) -> Answers:
    """Return all rows of all lists, made from the facts alone."""
    return answers(facts, cached=False)


def noise(place: Path, start: float) -> None:
    """Fill a file with noise from a part of it on."""
    whole = place.read_bytes()
    kept = int(len(whole) * start)
    place.write_bytes(whole[:kept] + random.Random(1).randbytes(len(whole) - kept))  # noqa: S311


def run_sql(place: Path, sql: str) -> None:
    """Change an index behind the program's back, so that only what it says can tell."""
    connection = sqlite3.connect(place, isolation_level=None)
    connection.executescript(sql)
    database.sealed(connection)
    connection.close()


def put_folder(place: Path) -> None:
    """Put a folder where the index is."""
    place.unlink()
    place.mkdir()


def put_database(place: Path) -> None:
    """Put a database of somebody else where the index is."""
    place.unlink()
    run_sql(place, "CREATE TABLE x (y)")


FAULTS: dict[str, Callable[[Path], object]] = {
    "deleted": lambda place: place.unlink(),
    "emptied": lambda place: place.write_bytes(b""),
    "cut in half": lambda place: os.truncate(place, place.stat().st_size // 2),
    "cut within a page": lambda place: os.truncate(place, place.stat().st_size - 100),
    "all noise": lambda place: noise(place, 0),
    "noise after the first page": lambda place: noise(place, 4096 / place.stat().st_size),
    "noise in its second half": lambda place: noise(place, 0.5),
    "a text": lambda place: place.write_text("no database\n" * 999),
    "a folder": put_folder,
    "another database": put_database,
    "of another version": lambda place: run_sql(
        place, "UPDATE fact SET value = '0.0.0' WHERE name = 'program'"
    ),
    "of other stamps": lambda place: run_sql(
        place, "UPDATE fact SET value = x'00' WHERE name = 'stamps'"
    ),
    "with stamps that are none": lambda place: run_sql(
        place, "UPDATE fact SET value = x'61' WHERE name = 'stamps'"
    ),
    "with doubts that are none": lambda place: run_sql(
        place, "UPDATE fact SET value = 'noise' WHERE name = 'doubtful'"
    ),
    "with nothing known of it": lambda place: run_sql(place, "DELETE FROM fact"),
    "with its lists forgotten": lambda place: run_sql(place, "DELETE FROM list"),
    "without a table": lambda place: run_sql(place, "DROP TABLE posting"),
    "with a row changed": lambda place: run_sql(
        place, "UPDATE answer SET json = replace(json, 'Lantern', 'Lambent')"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_spoilt_index_spoils_no_answer(fault: str, facts: Path, place: Path) -> None:
    """Deleted, cut, noisy, foreign or changed: the answer is the one that the facts give."""
    FAULTS[fault](place)
    assert answers(facts) == truth(facts)
    assert answers(facts) == truth(facts)


def test_the_folder_is_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes lie where a user of the system looks for caches, unless they say otherwise."""
    monkeypatch.delenv(cache.VARIABLE)
    assert cache.folder() == user_cache_dir("latamtech", appauthor=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "~")
    assert cache.folder() is None or sys.platform != "linux"


def test_the_index_is_its_owners_alone(place: Path) -> None:
    """Nobody else can read what somebody looks up."""
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600
        assert place.parent.stat().st_mode & 0o777 == 0o700


def test_an_up_to_date_index_is_left_alone(facts: Path, place: Path) -> None:
    """Asking changes nothing in the folder."""
    before = {path: path.stat().st_mtime_ns for path in place.parent.iterdir()}
    os.utime(facts / "people" / "wu-ming.toml")
    answers(facts)
    os.utime(facts / "people" / "wu-ming.toml", (0, 0))
    answers(facts)
    assert set(place.parent.iterdir()) == before.keys()


@pytest.mark.parametrize("folder", ["file/inside", "x" * 5000, "x/" * 1500])
def test_a_folder_that_cannot_be_made_is_done_without(
    folder: str, facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cache folder the answer comes from memory."""
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / folder))
    assert answers(facts) == truth(facts)


def edited(path: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def set_back(path: Path) -> None:
    """Change a file, and give it a time long past."""
    edited(path, 'summary = "', 'summary = "Zebras: ')
    os.utime(path, (1, 1))


def take_away(facts: Path) -> None:
    """Take a source away, and what cites it."""
    for path in [facts / "sources" / "eco-undated.toml", *citing(facts)]:
        path.unlink(missing_ok=True)


def move(path: Path, folder: Path) -> None:
    """Move a file into a folder, which is new."""
    folder.mkdir()
    path.rename(folder / path.name)


def turn_round(path: Path) -> None:
    """Put the records of a file into the opposite order."""
    head, *records = path.read_text(encoding="utf-8").split("[[")
    assert len(records) > 1
    path.write_text("[[".join([head, *reversed(records)]), encoding="utf-8")


EDITS: dict[str, Callable[[Path], object]] = {
    "a comment": lambda facts: edited(
        facts / "projects" / "glass-harbor.toml", "[[project]]", "# seen\n[[project]]"
    ),
    "a summary": lambda facts: edited(
        facts / "projects" / "glass-harbor.toml", 'summary = "', 'summary = "Zebras: '
    ),
    "a name that others show": lambda facts: edited(
        facts / "people" / "wu-ming.toml", 'name = "Wu', 'name = "Xu'
    ),
    "a new file": lambda facts: (facts / "people" / "new-face.toml").write_text(
        '[[person]]\nid = "new-face"\nname = "New Face"\n'
    ),
    "an old time": lambda facts: set_back(facts / "projects" / "glass-harbor.toml"),
    "another file of the same size and time": lambda facts: _replaced(
        facts / "projects" / "glass-harbor.toml"
    ),
    "a file gone": take_away,
    "a file moved": lambda facts: move(facts / "people" / "wu-ming.toml", facts / "more"),
    "records in another order": lambda facts: turn_round(facts / "sources" / "eco-undated.toml"),
}


def citing(facts: Path) -> list[Path]:
    """Return the files that cite the source without a date."""
    return [path for path in facts.rglob("*.toml") if '"eco-undated#' in path.read_text("utf-8")]


def _replaced(path: Path) -> None:
    state = path.stat()
    other = path.with_suffix(".new")
    text = path.read_text(encoding="utf-8")
    other.write_text(text.replace('summary = "A', 'summary = "B'), encoding="utf-8")
    assert other.stat().st_size == state.st_size
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("edit", EDITS)
def test_no_edit_goes_unseen(edit: str, facts: Path, place: Path) -> None:
    """After each change of the facts the index says what they say now."""
    assert place.exists()
    EDITS[edit](facts)
    assert answers(facts) == truth(facts)


def test_edits_in_any_order_leave_the_index_right(facts: Path, place: Path) -> None:
    """However often files change, the index is as one made anew."""
    assert place.exists()
    for edit in ("a comment", "a summary", "a new file", "a name that others show", "a file gone"):
        EDITS[edit](facts)
        assert answers(facts) == truth(facts), edit


def test_a_record_that_moved_is_forgotten_with_its_last_file(facts: Path, place: Path) -> None:
    """A record goes from one file to another, and then from there: it is found no longer."""
    assert place.exists()
    first, second = facts / "people" / "new-face.toml", facts / "one.toml"
    record = '[[person]]\nid = "new-face"\nname = "New Face"\n'
    for here, there in ((record, "# none\n"), ("# none\n", record), ("# none\n", "# none\n")):
        first.write_text(here, encoding="utf-8")
        second.write_text(there, encoding="utf-8")
        refresh.index_of([facts])
    assert refresh.index_of([facts]).record("new-face") is None


def test_two_new_records_of_one_name_are_refused(facts: Path, place: Path) -> None:
    """What is wrong within one new file is seen as it would be among all."""
    assert place.exists()
    (facts / "two.toml").write_text(
        '[[person]]\nid = "one"\nname = "Ann One"\n[[person]]\nid = "two"\nname = "One Ann"\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidFactsError):
        refresh.index_of([facts])


def test_a_journal_of_another_index_is_not_played_back(facts: Path, place: Path) -> None:
    """What a process that died left behind does not come to life in a new index."""
    journal = place.with_name(place.name + "-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(8192))
    place.unlink()
    assert answers(facts) == truth(facts)
    assert not journal.exists()


def test_a_small_edit_is_written_into_the_index(facts: Path, place: Path) -> None:
    """One summary of a fact base is changed in place; the rest is not read again."""
    before = place.stat().st_ino
    EDITS["a summary"](facts)
    assert answers(facts) == truth(facts)
    assert place.stat().st_ino == before


def kept(facts: Path) -> tuple[list[object], Answers]:
    """Return all records, and all rows, as they are kept: nothing is made anew."""
    index = refresh.kept_index([facts])
    assert index
    rows = {name: list(index.rows(Query(name))) for name in queries.FILTERS}
    return [index.record(id_) for id_ in index.ids()], rows


def made_anew(facts: Path) -> tuple[list[object], Answers]:
    """Return the same from an index that is made of the facts."""
    index = refresh.index_of([facts], cached=False)
    return [index.record(id_) for id_ in index.ids()], truth(facts)


def quotation(number: int, text: str) -> str:
    """Return a record of a quotation in TOML."""
    return (
        f'[[quote]]\nid = "said-{number}"\nspeaker = "wu-ming"\nspeech = "reported"\n'
        f'text = "{text}"\nlanguage = "en"\ncite = ["eco-undated#1"]\n\n'
    )


@pytest.mark.parametrize("number", [60, 800, 899])
def test_a_large_file_is_changed_in_place(number: int, facts: Path, place: Path) -> None:
    """One of many records gets other words, then one comes before it: each stands where it was."""
    many = facts / "many.toml"
    many.write_text("".join(quotation(one, f"Words {one}.") for one in range(900)), "utf-8")
    answers(facts)
    before = place.stat().st_ino
    edited(many, f'"Words {number}."', '"Other words."')
    answers(facts)
    assert kept(facts) == made_anew(facts)
    edited(many, '"Other words."', '"New words."')
    edited(
        many,
        f'[[quote]]\nid = "said-{number}"',
        quotation(900, "More.") + f'[[quote]]\nid = "said-{number}"',
    )
    answers(facts)
    assert kept(facts) == made_anew(facts)
    assert place.stat().st_ino == before


def test_sums_of_one_day_are_told_apart(facts: Path, place: Path) -> None:
    """Of two sums that nothing but their value tells apart, each changes alone."""
    project = facts / "projects" / "two-sums.toml"
    project.write_text(
        '[[project]]\nid = "two-sums"\nname = "Two Sums"\ncountries = ["PE"]\nsectors = ["ports"]\n'
        'summary = "Two."\ncite = ["eco-undated#1"]\namounts = [\n'
        '{ value = 100, unit = "USD", date = "2020", cite = ["eco-undated#1"] },\n'
        '{ value = 200, unit = "USD", date = "2020", cite = ["eco-undated#1"] },\n]\n',
        encoding="utf-8",
    )
    answers(facts)
    before = place.stat().st_ino
    third = '{ value = 7, unit = "%", date = "2020", cite = ["eco-undated#1"] },\n]'
    for old, new in (("= 100,", "= 111,"), ('"Two."', '"Both."'), ("]\n", third), ("= 7,", "= 8,")):
        text = project.read_text("utf-8")
        project.write_text(new.join(text.rsplit(old, 1)), "utf-8")
        answers(facts)
        assert kept(facts) == made_anew(facts), new
    assert place.stat().st_ino == before


TWO = (
    '[[project]]\nid = "{0}"\nname = "Project {0}"\ncountries = ["PE"]\nsectors = ["ports"]\n'
    'summary = "One {0}."\ncite = ["eco-undated#1"]\n'
)


def test_a_file_is_judged_by_all_it_holds(facts: Path, place: Path) -> None:
    """One of two projects of a file changes in place; it moves away, and the other is misplaced."""
    both = facts / "projects" / "both.toml"
    both.write_text(TWO.format("p-one") + TWO.format("p-two"), encoding="utf-8")
    answers(facts)
    before = place.stat().st_ino
    edited(both, "One p-two.", "Two.")
    assert answers(facts) == truth(facts)
    assert place.stat().st_ino == before
    both.write_text(TWO.format("p-one"), encoding="utf-8")
    (facts / "projects" / "p-two.toml").write_text(TWO.format("p-two"), encoding="utf-8")
    with pytest.raises(InvalidFactsError, match=r"rename the file to p-one\.toml"):
        answers(facts)


def test_a_spoilt_list_of_rows_spoils_no_change(facts: Path, place: Path) -> None:
    """What finds the rows of a changed record is spoilt: the index is made anew."""
    with sqlite3.connect(place, isolation_level=None) as connection:
        connection.execute("UPDATE posting SET numbers = '[-1]'")
        database.sealed(connection)
    connection.close()
    edited(facts / "projects" / "glass-harbor.toml", 'countries = ["PE"]', 'countries = ["CL"]')
    assert answers(facts) == truth(facts)


def test_a_change_within_a_tick_of_the_clock_is_seen(facts: Path, place: Path) -> None:
    """A file changed right after it was read, which kept its stamp, is compared by content."""
    EDITS["a summary"](facts)
    wanted = [refresh.builtin_facts() / refresh.VOCABULARY, facts]
    stamps = freshness.text_of(files.stamped([path.absolute() for path in wanted]))
    sql = f"UPDATE fact SET value = x'{stamps.hex()}' WHERE name = 'stamps'"  # noqa: S608 (ours)
    run_sql(place, sql)
    assert answers(facts) == truth(facts)


def test_doubt_ends(facts: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once files have been left alone for a while their stamps are enough."""
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert answers(facts) == truth(facts)
    with sqlite3.connect(place) as connection:
        kept = dict(connection.execute("SELECT name, value FROM fact").fetchall())
    connection.close()
    assert kept["doubtful"] == ""


def test_facts_of_one_path_are_never_shown_for_another(facts: Path, place: Path) -> None:
    """Each set of paths has an index of its own."""
    assert place.exists()
    other = facts.parent / "others"
    other.mkdir()
    (other / "one.toml").write_text('[[person]]\nid = "one"\nname = "One"\n', encoding="utf-8")
    assert answers(other) == truth(other)
    assert answers(facts) == truth(facts)
    assert len(list(place.parent.glob("*.sqlite"))) == 2


def test_a_record_of_another_kind_is_checked_anew(facts: Path, place: Path) -> None:
    """What has passed as a person has not passed as a project, though not a key has changed."""
    assert answers(facts) == truth(facts)
    assert place.exists()
    edited(facts / "people" / "wu-ming.toml", "[[person]]", "[[project]]")
    with pytest.raises(InvalidFactsError, match="summary: missing"):
        answers(facts)
    edited(facts / "people" / "wu-ming.toml", "[[project]]", "other = []\n[[person]]")
    with pytest.raises(InvalidFactsError, match="other: unknown"):
        answers(facts)


def test_wrong_facts_are_refused_though_the_index_was_right(facts: Path, place: Path) -> None:
    """A mistake made after the index was made is told, and nothing is answered."""
    assert place.exists()
    edited(facts / "projects" / "glass-harbor.toml", "countries", "contries")
    done = ask(facts, place.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert "did you mean countries?" in done.stderr


def ask(facts: Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Ask the program itself for all projects."""
    return subprocess.run(
        [sys.executable, "-m", "latamtech", "projects", "--json", "--facts", str(facts)],
        env=surroundings() | {cache.VARIABLE: str(folder)} | more,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.skipif(os.name == "nt", reason="limits on files are those of POSIX")
def test_a_full_disk_costs_time_alone(facts: Path, tmp_path: Path) -> None:
    """Where nothing more can be written, the answer is right and no half index stays behind."""
    script = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); "
    script += "from latamtech.__main__ import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, "projects", "--json", "--facts", str(facts)],
        env=surroundings() | {cache.VARIABLE: str(tmp_path / "cache")},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.dumps(row, separators=(",", ":")) for row in json.loads(done.stdout)] == truth(
        facts
    )["projects"]
    assert list((tmp_path / "cache").glob("*.sqlite")) == []


def _asking(facts: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "latamtech", "projects", "--json", "--facts", str(facts)],
        env=surroundings() | {cache.VARIABLE: str(folder)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.mark.skipif(os.name == "nt", reason="processes are killed as POSIX does")
def test_many_processes_and_sudden_deaths_spoil_nothing(facts: Path, tmp_path: Path) -> None:
    """Twelve at once on a cold index, some killed at random: every answer given is right."""
    chance, folder = random.Random(7), tmp_path / "cache"  # noqa: S311 (when to kill)
    expected = truth(facts)["projects"]
    for _ in range(2):
        shutil.rmtree(folder, ignore_errors=True)
        started: list[subprocess.Popen[str]] = []
        for number in range(12):
            started.append(_asking(facts, folder))
            if number % 2:
                chance.choice(started).send_signal(signal.SIGKILL)
        for process in started:
            out, _ = process.communicate(timeout=60)
            assert process.returncode in (0, -signal.SIGKILL)
            if process.returncode == 0:
                assert out.splitlines()[1:-1] == [row + "," for row in expected[:-1]] + [
                    expected[-1]
                ]
    assert ask(facts, folder).returncode == 0
