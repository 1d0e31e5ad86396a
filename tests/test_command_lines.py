"""Of any command line whatever, what is promised holds, and facts stay as they are."""

import os
from pathlib import Path
from unittest import mock

from hypothesis import given, settings

from tests import MINI
from tests.command_lines import assert_harmless, command_lines, outcome


def _facts() -> dict[Path, tuple[bytes, int]]:
    return {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in MINI.rglob("*.toml")}


BEFORE = _facts()


@settings(max_examples=150, deadline=None)
@given(command_lines)
def test_any_command_line_is_harmless(line: list[str]) -> None:
    """A documented exit status, errors of one line, no control characters, facts untouched."""
    with mock.patch.dict(os.environ, {"LATAMTECH_FACTS": str(MINI), "BROWSER": "false"}):
        assert_harmless(line, outcome(line))
    assert _facts() == BEFORE
