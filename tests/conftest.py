"""What the tests share: files that hold what the program gives, compared or written anew."""

from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which writes what the program gives now into the files compared with it."""
    parser.addoption("--accept", action="store_true", help="write the expected files anew")


@pytest.fixture
def is_text_of(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a check that a file holds a text; with `--accept` it writes the text there."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8", newline="\n")
        there = path.read_text("utf-8")
        assert there == text, f"{path.name} is stale: run pytest --accept, and read the diff"

    return check
