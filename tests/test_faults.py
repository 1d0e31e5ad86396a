"""Each fault of a file or folder is said in a line, with the place; what is sound is taken.

`faulty.py` makes the faults, `faults.txt` holds what is said of each: the exit status, the name,
and the lines that the program prints, each with its column too. A new fault is added there, and
`pytest --accept` writes what is said of it.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from latamtech.reading.problems import Problem
from tests import MINI, faulty
from tests.asking import ACTING, Answer, ask
from tests.sessions import surroundings

TABLE = Path(__file__).with_name("faults.txt")
CASES: Mapping[str, str | bytes | Callable[[], str]] = {
    **faulty.FILES,
    **faulty.TEXTS,
    **faulty.FOLDERS,
}
LONGEST = 500  # characters of a problem
# What `check` shows of some of them
EXCERPTS = {
    "a null in a string": ['    name = "a\\u0000b"', "             ^"],
    "a raw escape character in a comment": ["    # \\u001b[2J", "      ^"],
    "a megabyte before the fault": [f"    {'a' * 78}' y", f"    {' ' * 80}^"],
    "a string of a megabyte left open": [f"    {'a' * 80}", f"    {' ' * 80}^"],
    "CR alone": [
        '    [[person]]\\u000did = "x"\\u000dname = "X"\\u000d',
        "              ^",
    ],
    "5,000 digits": [],
    "100,000 arrays": [],
    "Latin-1": [],
    "a link to a secret": [],
}
# What Windows has not, or names otherwise.
posix = pytest.mark.skipif(os.name == "nt", reason="files, links and pipes are those of POSIX")


@cache
def table() -> dict[str, str]:
    """Return what is said of each fault, by its name."""
    lines = TABLE.read_text("utf-8").splitlines()
    return {line[4:].partition(": ")[0]: line for line in lines}


def write_table(lines: Mapping[str, str]) -> None:
    """Write the table anew, in the order in which the faults are made."""
    text = "".join(f"{lines.get(name, f'[?] {name}')}\n" for name in CASES)
    TABLE.write_text(text, "utf-8", newline="\n")
    table.cache_clear()


def made(name: str) -> str:
    """Make a fault in the current folder, and return the path to read."""
    case = CASES[name]
    if callable(case):
        return case()
    Path("facts.toml").write_bytes(case if isinstance(case, bytes) else case.encode())
    return "facts.toml"


def told(name: str, path: str) -> str:
    """Return the line of the table for a fault: what `check` says of it.

    So do the commands that answer from facts; they are asked of some faults of each sort.
    """
    checked = ask("check", path, "--json")
    problems = [Problem(**one) for one in json.loads(checked.out or "[]")]
    if name in faulty.FOLDERS or name in [*CASES][::5]:
        asked = ask("--no-cache", "projects", "--facts", path)
        assert (asked.out, asked.status) == ("", checked.status)
        if checked.err:
            assert asked.err.replace("--facts:", "check:") == checked.err
        elif problems:
            assert [*map(str, problems)] == asked.err.splitlines()[:-1]
    said = [checked.err.rstrip()] if checked.err else [*map(_with_column, problems)]
    return f"[{checked.status}] {name}: {' | '.join(said)}".rstrip(": ")


def _with_column(problem: Problem) -> str:
    place = f":{problem.line}:"
    return str(problem).replace(place, f"{place}{problem.column}:", 1)


@posix
@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, accept: bool
) -> None:
    """Each command says the same, in lines of a bearable length, and `check` shows the place."""
    monkeypatch.chdir(tmp_path)
    path = made(name)
    found = told(name, path)
    if accept:
        write_table({**table(), name: found})
    assert found == table().get(name)
    assert not ACTING.search(found)
    assert len(found) < LONGEST * (1 + found.count(" | "))


@posix
@pytest.mark.parametrize("name", EXCERPTS)
def test_a_fault_is_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below a problem of syntax stands a piece of its line that one can take in, and a caret."""
    monkeypatch.chdir(tmp_path)
    shown = ask("check", made(name))
    assert shown.out.splitlines()[1:-1] == EXCERPTS[name]
    assert not ACTING.search(shown.out)


def test_the_table_is_of_these_faults() -> None:
    """No line of the table stands for a fault that is no longer made, and none is missing."""
    assert list(table()) == list(CASES)


def test_a_secret_is_not_quoted() -> None:
    """Nothing that a link leads to is shown, but for the names of keys."""
    assert [line for line in table().values() if "secret" in line.partition(": ")[2]] == []


def run(code: str, *words: str, **more: str) -> str:
    """Return what some Python code prints that is run for itself, with words to go on."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=surroundings() | {"PYTHONPATH": os.pathsep.join(PATH)} | more,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    return f"{done.stdout}[{done.returncode}]"


PATH = [str(Path(__file__).parents[1]), *sys.path]
PROGRAM = "from latamtech.__main__ import main; main()"


@pytest.mark.parametrize("limit", ["0", "1000000000"])
def test_the_environment_allows_no_longer_numbers(limit: str, tmp_path: Path) -> None:
    """A number of a million digits is refused at once, whatever Python is told to allow."""
    (tmp_path / "facts.toml").write_text(faulty.valued("9" * 10**6), "utf-8")
    found = run(PROGRAM, "check", str(tmp_path), PYTHONINTMAXSTRDIGITS=limit)
    said = f"{tmp_path / 'facts.toml'}:1: a number in it is too long"
    assert found == f"{said}\n1 error, 0 warnings in 1 file\n[1]"


# All is loaded before, since an unprivileged user may not be able to read the program itself.
UNPRIVILEGED = """
import os, sys
from tests.asking import ask
for path in sys.argv[1:]:
    asked = [["check", path], ["--no-cache", "projects", "--facts", path]]
    loaded = [ask(*words) for words in asked]
    if not os.geteuid():
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
print(*[ask(*words) for words in asked], sep="\\n")
"""


@posix
@pytest.mark.parametrize("closed", ["facts/people", "facts/people/x.toml"])
def test_what_may_not_be_read_is_named(closed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts of which a part may not be read are refused, never answered from without it."""
    with TemporaryDirectory() as name:  # the folders of pytest are closed to others
        monkeypatch.chdir(name)
        Path(name).chmod(0o755)
        Path("facts/people").mkdir(parents=True)
        Path("facts/people/x.toml").write_text(faulty.SOUND, "utf-8")
        Path("broken.toml").write_text("x", "utf-8")
        Path(closed).chmod(0)
        found = run(UNPRIVILEGED, "broken.toml", "facts")
        Path(closed).chmod(0o755)
        monkeypatch.undo()
    if closed.endswith(".toml"):
        said = f"{closed}:1: permission denied"
        checked = Answer(1, f"{said}\n1 error, 0 warnings in 1 file\n", "")
        asked = Answer(1, "", f"{said}\n1 problem\n")
    else:
        checked = asked = Answer(1, "", f"error: {closed}: Permission denied\n")
    assert found == f"{checked}\n{asked}\n[0]"


# The facts are changed just before they are opened for the first, second or third time.
CHANGING = """
import json, os, sys
from pathlib import Path
from tests.asking import ask
from tests.faulty import SOUND

FILE = Path("facts.toml")
CITING = SOUND + 'country = "ZZ"\\n'
CHANGES = {
    "gone": lambda: FILE.unlink(missing_ok=True),
    "cut": lambda: FILE.write_text(CITING[:20]),
    "emptied": lambda: FILE.write_text(""),
    "longer": lambda: FILE.write_text("# x\\n" * 9999 + CITING),
    "mended": lambda: FILE.write_text(SOUND),
    "no UTF-8": lambda: FILE.write_bytes(b"\\xff"),
    "nested": lambda: FILE.write_text("x = " + "[" * 500),
    "huge": lambda: os.truncate(FILE, 2**30),
    "a pipe": lambda: (FILE.unlink(missing_ok=True), os.mkfifo(FILE)),
    "a folder": lambda: (FILE.unlink(missing_ok=True), FILE.mkdir()),
}
left, change = 0, None

def hook(event, args):
    global left
    if event == "open" and str(args[0]).endswith("facts.toml") and change:
        left -= 1
        if left == 0:
            made, globals()["change"] = change, None
            made()

sys.addaudithook(hook)
for name, made in CHANGES.items():
    for start, *words in ([CITING, "check", "."], [SOUND, "projects", "--facts", "."]):
        for when in (1, 2, 3):
            change = None
            if FILE.is_dir():
                FILE.rmdir()
            FILE.unlink(missing_ok=True)
            FILE.write_text(start)
            left, change = when, made
            status, out, err = ask(*words)
            print(json.dumps([name, words[0], when, status, out, err]))
"""


@posix
def test_a_file_that_changes_while_it_is_read_is_survived(tmp_path: Path) -> None:
    """Before any of its readings it goes, shrinks, grows, breaks: an answer, or a line on it."""
    code = f"import os; os.chdir({str(tmp_path)!r})\n{CHANGING}"
    told = run(code).splitlines()
    assert told[-1] == "[0]"
    found = [json.loads(line) for line in told[:-1]]
    assert len(found) == 10 * 2 * 3
    for name, *which, status, out, err in found:
        assert status in (0, 1), (name, which)
        assert status == 0 or "facts.toml" in out + err, (name, which, out, err)
        assert not ACTING.search(out + err)
    assert {"facts.toml: it changed while it was read, try again"} <= {
        err.strip().removeprefix("error: ") for *_, err in found
    }


REPLACING = """
import os, sys
from pathlib import Path
file, other = Path(sys.argv[1]), Path(sys.argv[1] + ".new")
texts = [file.read_bytes(), b"", b"[[person]]\\n", b"\\xff", file.read_bytes()[:70]]
number = 0
while True:
    number += 1
    if number % 3:
        other.write_bytes(texts[number % 5])
        other.replace(file)
    else:
        file.write_bytes(texts[number % 5])
    if not number % 7:
        file.unlink()
"""


@contextlib.contextmanager
def replacing(file: Path) -> Iterator[None]:
    """Let another process replace, empty and remove a file, without end, for a while."""
    process = subprocess.Popen([sys.executable, "-c", REPLACING, str(file)])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def test_a_file_that_another_keeps_replacing_is_survived(tmp_path: Path) -> None:
    """Each answer is one, or names the file; once it is left alone, the answer is right again."""
    facts = tmp_path / "facts"
    _copy(MINI, facts)
    file = facts / "people" / "wu-ming.toml"
    content = file.read_bytes()
    right = ask("quotes", "--json", "--facts", str(facts))
    with replacing(file):
        for _ in range(20):
            for words in (["check", str(facts)], ["quotes", "--json", "--facts", str(facts)]):
                found = ask(*words)
                assert found.status in (0, 1)
                assert found.status == 0 or "wu-ming" in found.out + found.err
    file.write_bytes(content)
    assert ask("quotes", "--json", "--facts", str(facts)) == right


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*.toml"):
        (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        (target / path.relative_to(source)).write_bytes(path.read_bytes())


def test_thousands_of_tiny_files_are_one_fact_base(tmp_path: Path) -> None:
    """Each of 2,000 files counts, in a few folders; a fault in the last of them is found."""
    for number in range(2000):
        folder = tmp_path / str(number % 7)
        folder.mkdir(exist_ok=True)
        text = f'[[person]]\nid = "p-{number}"\nname = "No{number} One"\n'
        (folder / f"p-{number}.toml").write_text(text, "utf-8")
    assert ask("check", str(tmp_path)).out == "0 errors, 0 warnings in 2,000 files\n"
    (tmp_path / "6" / "z.toml").write_text("x", "utf-8")
    assert ask("speakers", "--facts", str(tmp_path)).err.endswith("status_as_of\n1 problem\n")
