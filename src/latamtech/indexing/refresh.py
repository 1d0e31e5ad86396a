"""An index brought up to date with the fact files that it is made of."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from latamtech.errors import UnreadableError
from latamtech.indexing import cache, freshness
from latamtech.indexing.database import Connection
from latamtech.indexing.index import Index
from latamtech.reading import files
from latamtech.reading.files import Stamp

BUILTIN = "builtin"
VOCABULARY = "vocabulary"


def index_of(
    paths: Sequence[str | Path],
    *,
    cached: bool = True,
    progress: Callable[[int], None] = lambda _: None,
) -> Index:
    """Return an index of the facts in files and folders, and of the program's own vocabulary.

    `"builtin"` names the facts that come with the program. The index is kept in the cache folder
    and brought up to date with the files, unless `cached` is off or that can't be done; `progress`
    is told now and then how many records were read for that. Raises
    `UnreadableError` for a path that does not exist, and `InvalidFactsError`, with all problems,
    when any file is wrong.
    """
    wanted = _wanted(paths)
    stamps = files.stamped(wanted)
    place = cache.place_of(wanted) if cached else None
    connection = freshness.current(place, stamps) if place else None
    if connection is None:
        from latamtech.indexing import building  # noqa: PLC0415 (only where facts are read anew)

        connection = building.refreshed(place, stamps, progress)
    return Index(connection, partial(_made_in_memory, stamps, progress))


def kept_index(paths: Sequence[str | Path]) -> Index | None:
    """Return the index of these facts as it was last kept, whatever the files say by now."""
    place = cache.place_of(_wanted(paths))
    connection = freshness.kept(place) if place else None
    return Index(connection) if connection else None


def _wanted(paths: Sequence[str | Path]) -> list[str]:
    ours = builtin_facts()
    named = [ours if path == BUILTIN else path for path in paths]
    return [_absolute(path) for path in (ours / VOCABULARY, *named)]


def _absolute(path: str | Path) -> str:
    try:
        if path:
            return os.path.abspath(path)
    except OSError:  # the current folder is gone
        raise UnreadableError(str(path), "the current folder is gone") from None
    raise UnreadableError("--facts", "the path is empty")


def _made_in_memory(stamps: Sequence[Stamp], progress: Callable[[int], None]) -> Connection:
    from latamtech.indexing import building  # noqa: PLC0415

    return building.in_memory(stamps, progress)


def builtin_facts() -> Path:
    """Return the folder of the facts that come with the program: in a checkout, its own folder."""
    package = Path(__file__).parents[1]
    installed = package / "facts"
    return installed if installed.is_dir() else package.parents[1] / "facts"
