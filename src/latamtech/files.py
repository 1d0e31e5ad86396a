"""The files that facts stand in: found below folders, read whole, never waited for."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from latamtech.errors import UnreadableError, neutral

LARGEST_FILE = 64 * 2**20
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def fact_files(paths: Sequence[Path]) -> list[Path]:
    """Return the fact files that the paths name: files themselves, and `*.toml` below folders.

    Hidden files and folders are left out, as are links to folders.
    """
    found: dict[str, Path] = {}
    for path in paths:
        try:
            mode = path.stat().st_mode
        except (OSError, ValueError) as error:
            raise UnreadableError(str(path), _reason(error)) from None
        for file in _walk(path) if stat.S_ISDIR(mode) else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableError(str(error.filename), _reason(error)) from None

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".toml") and not name.startswith("."):
                yield Path(parent, name)


def text_of(path: Path) -> str:
    """Return the text of a file, its line ends as line feeds; raises `UnreadableError`."""
    raw = _bytes(path)
    try:
        return raw.removeprefix(_BOM).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        what = "UTF-16, not UTF-8" if raw.startswith(_UTF16) else "not UTF-8"
        reason = f"{what} (byte {error.start + 1}), save it as UTF-8"
        raise UnreadableError(str(path), reason) from None


def _bytes(path: Path) -> bytes:
    """Return the content of a regular file of a bearable size; never wait for a pipe or device."""
    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableError(str(path), "not a regular file")
            if found.st_size > LARGEST_FILE:
                raise UnreadableError(str(path), "larger than 64 MiB")
            return file.read()
    except OSError as error:
        raise UnreadableError(str(path), _reason(error)) from None


def shortest(path: Path) -> str:
    """Name a file as one would from the current folder, where it lies below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def _reason(error: OSError | ValueError) -> str:
    return neutral(getattr(error, "strerror", None) or str(error))
