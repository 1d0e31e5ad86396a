"""The benchmarks work: what they invent is sound, and one command measures. Nothing is timed."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.reading import loading

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
TODAY = "2025-01-01"
write_facts = runpy.run_path(str(BENCHMARKS / "synthetic.py"))["write_facts"]


def test_invented_facts_are_sound(tmp_path: Path) -> None:
    """Invented facts pass all checks without an error, and are as many as asked for."""
    write_facts(tmp_path, 1_003, 10)
    found = loading.inspect([builtin_facts() / VOCABULARY, tmp_path], TODAY)
    assert not [problem for problem in found if problem.severity == "error"]
    texts = [path.read_text("utf-8") for path in tmp_path.iterdir()]
    assert (len(texts), sum(text.count("[[") for text in texts)) == (10, 1_003)


def test_invented_facts_are_the_same_each_time(tmp_path: Path) -> None:
    """The same numbers give the same facts, byte for byte."""
    for name in ("one", "other"):
        write_facts(tmp_path / name, 100, 4)
    files = sorted((tmp_path / "one").iterdir())
    assert files
    for path in files:
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_too_few_facts_are_refused(tmp_path: Path) -> None:
    """Facts that cannot fill the files are refused, not padded."""
    with pytest.raises(ValueError, match="do not fill 3"):
        write_facts(tmp_path, 14, 3)


def test_one_command_measures() -> None:
    """A case is measured, its answer found right, and its ratio printed with the bound."""
    words = ["--quick", "--runs", "1", "--only", "json"]
    told = subprocess.run(
        [sys.executable, BENCHMARKS / "run.py", *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert "| ≤ 1.15 |" in told
    assert told.count("| 1 | right |") == 2
