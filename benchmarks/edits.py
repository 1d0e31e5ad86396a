"""What a person changes in one fact file, time and again: a comment, or a project's summary."""

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple


class Edit(NamedTuple):
    """A change to make, and a check that says what an answer lacks after the last one made."""

    make: Callable[[], None]
    wrong: Callable[[str], str]


def comment(file: Path) -> Edit:
    """Return the edit that adds a line of comment to a file."""

    def make() -> None:
        with file.open("a", encoding="utf-8", newline="\n") as opened:
            opened.write("# read once more\n")

    return Edit(make, lambda _answer: "")


def summary(file: Path, project: str) -> Edit:
    """Return the edit that writes another number into the summary of a project of a file."""
    place = re.compile(rf'(?s)(id = "{re.escape(project)}"\n.*?\nsummary = ")(?:Edition \d+\. )?')
    numbers = count(1)
    last = [""]

    def make() -> None:
        last[0] = f"Edition {next(numbers)}. "
        text, changes = place.subn(rf"\g<1>{last[0]}", file.read_text("utf-8"), count=1)
        if not changes:
            raise ValueError(f"{file.name} has no project {project}")
        file.write_text(text, "utf-8", newline="\n")

    return Edit(make, lambda answer: "" if last[0] in answer else "the edit is not in the answer")
