"""Whole sessions at the terminal, replayed: what the program prints is what we said it would."""

import os
from pathlib import Path

import pytest

from tests.sessions import replayed, replayed_blocks

ROOT = Path(__file__).parents[1]
SESSIONS = sorted((ROOT / "tests" / "sessions").glob("*.txt"))
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sessions are written for a POSIX shell")


def test_there_are_sessions() -> None:
    """The folder of sessions is found, so that no session is passed over in silence."""
    assert len(SESSIONS) >= 5


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.stem)
def test_a_session_prints_what_it_says(session: Path, *, accept: bool) -> None:
    """Each command of a session prints, to the letter, what stands below it."""
    expected = session.read_text(encoding="utf-8")
    actual = replayed(expected, ROOT)
    if accept:
        session.write_text(actual, encoding="utf-8")
    assert actual == (actual if accept else expected)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_examples_of_a_document_are_true(
    document: Path, tmp_path: Path, *, accept: bool
) -> None:
    """Each example in a document prints, to the letter, what stands below it."""
    expected = document.read_text(encoding="utf-8")
    actual = replayed_blocks(expected, tmp_path)
    if accept:
        document.write_text(actual, encoding="utf-8")
    assert actual == (actual if accept else expected)
