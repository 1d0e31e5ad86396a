"""Where a target runs: a folder of its own, with facts, an index, and the program in it."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from latamtech import __main__
from tests import MINI
from tests.fuzz.promises import Answer

FACTS = "facts.toml"
BASE = "\n".join(file.read_text("utf-8") for file in sorted(MINI.rglob("*.toml")))


class Place:
    """A folder, which is the current one, with a fact file; a cache; `tests/mini` as the facts."""

    def __init__(self, root: Path) -> None:
        """Lay out the folder, and keep an index of the facts it begins with."""
        self.facts, self.copies, self._cache = root / FACTS, root / "copies", root / "cache"
        self.copies.mkdir()
        self.facts.write_text(BASE, "utf-8")
        self.run(["projects", "--facts", FACTS])
        (self._index,) = self._cache.glob("*.sqlite")
        self._kept = self._index.read_bytes()

    def write(self, content: bytes) -> None:
        """Write the fact file anew; the index is that of the facts it began with."""
        self.facts.write_bytes(content)
        self._index.write_bytes(self._kept)

    def run(self, words: Sequence[str]) -> Answer:
        """Carry out a command line in this process."""
        out, err = _stream(), _stream()
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = out, err
        try:
            status = __main__.run(words)
        finally:
            sys.stdout, sys.stderr = before
        return Answer(status, _written(out), _written(err))


@contextlib.contextmanager
def place() -> Iterator[Place]:
    """Go to a place that vanishes afterwards, with an environment that names it."""
    before, folder = dict(os.environ), Path.cwd()
    with TemporaryDirectory(ignore_cleanup_errors=True) as root:
        os.environ |= {
            "LATAMTECH_CACHE": str(Path(root, "cache")),
            "LATAMTECH_FACTS": str(MINI),
            "COLUMNS": "80",
        }
        os.chdir(root)
        try:
            yield Place(Path(root))
        finally:
            os.chdir(folder)
            os.environ.clear()
            os.environ |= before


def _stream() -> Any:  # noqa: ANN401 (it stands in for a stream of text)
    return io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()
