"""Local copies of sources: text files that facts are held against, and never published.

A copy is in UTF-8 and named after its source: `cgtn-2024-11-07.txt`. It has one paragraph a line;
blank lines don't count. A line that begins with `# ` is not of the body: a title, a caption, "See
also", a source line, a cookie or copyright notice. The other lines are the paragraphs that
citations number, from 1:

    # A new port for the north coast
    # The port seen from the sea, 5 March 2024
    The first paragraph of the body, on one line, however long it is.

    The second paragraph.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from latamtech.errors import UnreadableError
from latamtech.reading.checks import Loaded
from latamtech.reading.files import text_of


class Copy(NamedTuple):
    """The local copy of a source: its language, its paragraphs, and the lines not of the body."""

    language: str
    body: Sequence[str]
    others: Sequence[str]

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Yield the paragraphs with their numbers."""
        return enumerate(self.body, 1)


def copies_of(sources: Iterable[Loaded], folder: Path) -> dict[str, Copy | None]:
    """Return the copy of each source in a folder, by its id; `None` where there is no such file.

    Raises `UnreadableError` for a folder that is none, and for a file that can't be read.
    """
    if not folder.is_dir():
        raise UnreadableError(str(folder), "no such folder")
    return {source.id: _copy(source, folder / f"{source.id}.txt") for source in sources}


def parted(text: str, language: str) -> Copy:
    """Part the text of a copy into the paragraphs of the body and the other lines."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    body = [line for line in lines if not _is_aside(line)]
    return Copy(language, body, list(filter(_is_aside, lines)))


def _is_aside(line: str) -> bool:
    return line.split(maxsplit=1)[0] == "#"


def _copy(source: Loaded, path: Path) -> Copy | None:
    return parted(text_of(path), source.data["language"]) if path.exists() else None
