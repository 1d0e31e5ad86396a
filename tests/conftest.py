"""What all tests share: the flag that accepts new expected output."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes expected output anew; the difference is read before a commit."""
    parser.addoption("--accept", action="store_true", help="write the expected output anew")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected output is to be written anew."""
    return bool(request.config.getoption("--accept"))
