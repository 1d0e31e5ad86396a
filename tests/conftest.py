"""What all tests share: the flag that accepts new expected output."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Few examples each time, so that all tests take less than a minute; those found stay in mind.
settings.register_profile("suite", max_examples=40)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes expected output anew; the difference is read before a commit."""
    parser.addoption("--accept", action="store_true", help="write the expected output anew")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected output is to be written anew."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def is_text_of(*, accept: bool) -> Callable[[Path, str], None]:
    """Return a check that a file holds a text; with `--accept` it writes the text there."""

    def check(path: Path, text: str) -> None:
        if accept:
            path.write_text(text, "utf-8", newline="\n")
        there = path.read_text("utf-8")
        assert there == text, f"{path.name} is stale: run pytest --accept, and read the diff"

    return check


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the indexes of the tests apart from those of whoever runs them.

    The processes that share the tests share them, too.
    """
    before = os.environ.get("LATAMTECH_CACHE")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    os.environ["LATAMTECH_CACHE"] = str(shared / "cache")
    yield
    os.environ.pop("LATAMTECH_CACHE")
    if before is not None:
        os.environ["LATAMTECH_CACHE"] = before
