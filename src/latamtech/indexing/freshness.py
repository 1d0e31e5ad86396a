"""Whether an index still says what its fact files say, told from their stamps.

A stamp is a hint: a file that was changed within a tick of the clock around the time when it was
read may have been changed again since, under the same stamp (git, "racy git"). Such a file is
doubtful, and its content is compared until the doubt is over.
"""

import contextlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache

from latamtech import __version__
from latamtech.errors import UnreadableError
from latamtech.indexing import database
from latamtech.indexing.database import LAYOUT_VERSION, Connection, DatabaseError
from latamtech.reading import files
from latamtech.reading.files import Stamp

# Nanoseconds; FAT, the coarsest clock of a file system in use, ticks every two seconds.
_DOUBT = 2_000_000_000
_BETWEEN = "\0\0"
# What reading an index that somebody spoilt may end in.
SPOILT = (DatabaseError, KeyError, ValueError, TypeError, IndexError, OverflowError)


@cache
def program() -> str:
    """Return what tells this program from others that may have made an index."""
    package = os.path.dirname(os.path.dirname(__file__))
    folders = [package, *(entry.path for entry in os.scandir(package) if entry.is_dir())]
    files = (entry for folder in folders for entry in os.scandir(folder))
    newest = max(entry.stat().st_mtime_ns for entry in files if entry.name.endswith(".py"))
    return f"{__version__} {LAYOUT_VERSION} {sys.version_info[:2]} {sys.byteorder} {newest}"


def text_of(stamps: Sequence[Stamp]) -> bytes:
    """Return stamps as bytes to be kept and compared."""
    return os.fsencode(_BETWEEN.join([stamp.text for stamp in stamps]))


def stamps_in(text: bytes) -> list[str]:
    """Return the text of each stamp, from stamps that were kept, in order."""
    return os.fsdecode(text).split(_BETWEEN)


def doubtful(stamps: Sequence[Stamp]) -> dict[str, str]:
    """Return the digests of the files that may change from now on and keep their stamps."""
    since = time.time_ns() - _DOUBT
    return {stamp.path: _digest(stamp.path) for stamp in stamps if stamp.newest > since}


def current(place: str, stamps: Sequence[Stamp]) -> Connection | None:
    """Open an index if it says what the files with these stamps say; `None` if it may not."""
    try:
        connection = database.opened(place)
        kept = dict(connection.execute("SELECT name, value FROM fact").fetchall())
        sound = kept["program"] == program() and kept["stamps"] == text_of(stamps)
        if sound and not changed_unseen(digests_in(kept["doubtful"])):
            if kept["doubtful"]:
                _end_doubt(connection, stamps, kept["doubtful"])
            return connection
    except (OSError, *SPOILT):
        pass
    return None


def kept(place: str) -> Connection | None:
    """Open an index whether or not its files have changed, if this program made it."""
    try:
        connection = database.opened(place)
        (made_by,) = connection.execute("SELECT value FROM fact WHERE name = 'program'").fetchone()
    except (OSError, *SPOILT):
        return None
    return connection if made_by == program() else None


def digests_in(text: str) -> dict[str, str]:
    """Return the digests of doubtful files by path, from text that was kept."""
    if not text:
        return {}
    import json  # noqa: PLC0415 (doubts are seldom)

    return dict(json.loads(text))


def changed_unseen(digests: Mapping[str, str]) -> list[str]:
    """Return the doubtful files whose content is no longer the one with the digest."""
    return [path for path, digest in digests.items() if _digest(path) != digest]


def _digest(path: str) -> str:
    try:
        return files.digest(path)
    except UnreadableError:
        return ""


def _end_doubt(connection: Connection, stamps: Sequence[Stamp], doubt: str) -> None:
    """Write down that no file is doubtful any more, once that is so and if it can be written."""
    if any(stamp.newest > time.time_ns() - _DOUBT for stamp in stamps):
        return
    with contextlib.suppress(DatabaseError, OSError):
        sql = "UPDATE fact SET value = '' WHERE name = 'doubtful' AND value = ?"
        connection.execute(sql, [doubt])
        database.sealed(connection)


def sign(connection: Connection, stamps: Sequence[Stamp], doubt: Mapping[str, str]) -> None:
    """Write down which program made a database, of what, and which files were too new to trust.

    `doubt` has the digests of the latter, taken before the files were read: a file that was changed
    in between is then read once more, and never once too little.
    """
    import json  # noqa: PLC0415 (an index that is up to date needs none)

    values = {
        "program": program(),
        "stamps": text_of(stamps),
        "doubtful": json.dumps(doubt) if doubt else "",
    }
    connection.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", values.items())
