"""The command reference and the manual page say what the help says, and every example runs."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.manual import explained, manual_page, reference
from tests.sessions import surroundings

ROOT = Path(__file__).parents[1]
EXAMPLES = [
    example
    for commands in explained()[1].values()
    for command in commands
    for example in command.examples
]


def test_the_command_reference_is_that_of_the_live_help(
    is_text_of: Callable[[Path, str], None],
) -> None:
    """`docs/commands.md` holds each command, with its options and examples."""
    is_text_of(ROOT / "docs" / "commands.md", reference())


def test_the_manual_page_is_that_of_the_live_help(is_text_of: Callable[[Path, str], None]) -> None:
    """`docs/latamtech.1` holds the same for man(1)."""
    is_text_of(ROOT / "docs" / "latamtech.1", manual_page())


@pytest.mark.skipif(not shutil.which("man"), reason="needs man(1)")
def test_man_reads_the_page_without_a_warning() -> None:
    """The page is sound for the formatter that shows it."""
    done = subprocess.run(
        ["man", "--warnings", "-l", ROOT / "docs" / "latamtech.1"],  # noqa: S607 (the one on the path)
        capture_output=True,
        check=True,
        env=surroundings() | {"MANPAGER": "cat", "LC_ALL": "C.UTF-8"},
    )
    assert done.stderr == b""


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_help_runs(example: str, tmp_path: Path) -> None:
    """Whoever copies an example from the help gets an answer."""
    if "| jq" in example and not shutil.which("jq"):
        pytest.skip("needs jq")
    (tmp_path / "copies").mkdir()
    (tmp_path / "facts").symlink_to(ROOT / "facts")
    done = subprocess.run(  # noqa: S602 (our own help, as typed)
        f"set -o pipefail; {example}",
        shell=True,
        executable=shutil.which("bash"),
        cwd=tmp_path,
        env=surroundings() | {"BROWSER": "true"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr
