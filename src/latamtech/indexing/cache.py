"""Where indexes are kept between answers: one file for each set of facts, its owner's alone."""

import contextlib
import os
import sys
import time
from binascii import crc32
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType

VARIABLE = "LATAMTECH_CACHE"
_LEFTOVER = 3_600  # seconds after which an unfinished file belongs to nobody


def folder() -> str | None:
    """Return the folder of the indexes, which need not exist; `None` where there can be none.

    `LATAMTECH_CACHE` names it, or else the conventions of the system do. Those of Linux (XDG Base
    Directory Specification) are written out here, since the library that knows the others takes
    longer to load than an answer takes.
    """
    if given := os.environ.get(VARIABLE):
        with contextlib.suppress(OSError):  # the current folder may be gone
            return os.path.abspath(given)
        return None
    if sys.platform != "linux":
        from platformdirs import user_cache_dir  # noqa: PLC0415

        return user_cache_dir("latamtech", appauthor=False)
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.expanduser("~/.cache")
    return os.path.join(base, "latamtech") if os.path.isabs(base) else None


def place_of(paths: Sequence[str | Path]) -> str | None:
    """Return the path of the index for a set of absolute paths; `None` where none can be kept."""
    inside = folder()
    if inside is None:
        return None
    names = "\0".join(map(str, paths))
    return os.path.join(inside, f"{crc32(os.fsencode(names)):08x}.sqlite")


def make_folder(place: str) -> None:
    """Make the folder of an index, for its owner's eyes only; raises `OSError`."""
    try:
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
    except RecursionError:  # a path of a thousand folders
        raise OSError(place) from None


def state_of(place: str) -> tuple[int, int] | None:
    """Return what changes when another process puts an index at a place, or writes into it."""
    try:
        state = os.stat(place)
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns


def forget_unfinished_changes(place: str) -> None:
    """Take away what a process that died left beside an index that is about to be replaced.

    A journal would else be played back into the new file (SQLite, "How To Corrupt", 1.3).
    """
    for end in ("-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            os.unlink(place + end)


def unfinished(place: str) -> str:
    """Return a path beside an index, for a file that is to take its place when it is finished.

    What others left unfinished long ago is taken away.
    """
    beside = os.path.dirname(place)
    for name in os.listdir(beside):
        path = os.path.join(beside, name)
        with contextlib.suppress(OSError):
            if name.endswith(".new") and os.stat(path).st_mtime < time.time() - _LEFTOVER:
                os.unlink(path)
    return f"{place}.{os.getpid()}-{time.monotonic_ns()}.new"


@contextlib.contextmanager
def taken_away(path: str) -> Iterator[None]:
    """Take an unfinished file away in the end, also where the process is told to end before.

    A signal that nobody has a use for then ends the process as it would have done at once.
    """
    import signal  # noqa: PLC0415 (only where an index is made)

    process = os.getpid()

    def end(number: int, _frame: FrameType | None) -> None:
        if os.getpid() == process:  # and not one of its workers
            with contextlib.suppress(OSError):
                os.unlink(path)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    ending = [signal.SIGINT, signal.SIGTERM, *filter(None, [getattr(signal, "SIGHUP", None)])]
    unused = [one for one in ending if signal.getsignal(one) == signal.SIG_DFL]
    try:
        for one in unused:
            with contextlib.suppress(ValueError):  # signals are for the main thread
                signal.signal(one, end)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)
        for one in unused:
            with contextlib.suppress(ValueError):
                signal.signal(one, signal.SIG_DFL)
