"""The files that facts stand in: found below folders, read whole, never waited for."""

import os
import stat
from binascii import crc32
from collections.abc import Iterator, Sequence
from errno import ENXIO
from pathlib import Path
from typing import NamedTuple

from latamtech.errors import UnreadableError, neutral

LARGEST_FILE = 64 * 2**20
_NOT_REGULAR = "not a regular file"
_BOM = b"\xef\xbb\xbf"
# How text in the other encodings of Unicode begins: with a mark or, as ASCII, with so many nulls.
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_NULLS = {2: "UTF-16", 3: "UTF-32"}


class Stamp(NamedTuple):
    """What is known of a file without reading it: the same stamp means, doubt apart, the same file.

    `text` holds the path and, behind a null character, device, inode, size, and the times of the
    last change of content and of status; `newest` is the later of the two, in nanoseconds, and
    `size` is in bytes.
    """

    path: str
    text: str
    newest: int
    size: int


def fact_files(paths: Sequence[str | Path]) -> list[Path]:
    """Return the fact files that the paths name: files themselves, and `*.toml` below folders.

    Hidden files and folders are left out, as are links to folders. A file that is found twice is
    named once. Raises `UnreadableError` for what does not exist or can't be looked into.
    """
    return [Path(stamp.path) for stamp in stamped(paths)]


def stamped(paths: Sequence[str | Path]) -> list[Stamp]:
    """Return the stamps of the fact files that the paths name, as `fact_files` does."""
    found: dict[object, Stamp] = {}
    for path in map(str, paths):
        try:
            state = os.stat(path)
        except (OSError, ValueError) as error:
            raise UnreadableError(shortest(Path(path)), _reason(error)) from None
        for file, its in _below(path) if stat.S_ISDIR(state.st_mode) else [(path, state)]:
            newest = max(its.st_mtime_ns, its.st_ctime_ns)
            text = (
                f"{file}\0"
                f"{its.st_dev} {its.st_ino} {its.st_size} {its.st_mtime_ns} {its.st_ctime_ns}"
            )
            found.setdefault(
                (its.st_dev, its.st_ino or file), Stamp(file, text, newest, its.st_size)
            )
    return list(found.values())


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files below a folder, and what the system knows of each, in order of names."""
    left = [folder]
    while left:
        folder = left.pop()
        try:
            folders, files = _listed(folder)
            yield from ((entry.path, _state(entry)) for entry in files)
        except OSError as error:
            path = Path(error.filename or folder)
            raise UnreadableError(shortest(path), _reason(error)) from None
        left += [entry.path for entry in reversed(folders)]


def _listed(folder: str) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        shown = sorted((one for one in entries if one.name[0] != "."), key=lambda one: one.name)
    folders = [one for one in shown if one.is_dir()]
    files = [one for one in shown if one.name.endswith(".toml") and one not in folders]
    return [one for one in folders if not one.is_symlink()], files


def _state(entry: os.DirEntry[str]) -> os.stat_result:
    state = entry.stat()
    return state if state.st_ino else os.stat(entry.path)  # Windows lists files without their ids


def digest(path: str) -> str:
    """Return a digest of what a file holds, for when its stamp leaves room for doubt.

    It is a CRC-32: who changes a file means no harm to its digest, and a change of up to four bytes
    in a row never gives the same one. What is stronger takes longer to load than a file to be read.
    """
    return f"{crc32(_bytes(path)):08x}"


def text_of(path: Path) -> str:
    """Return the text of a file, its line ends as line feeds; raises `UnreadableError`."""
    raw = _bytes(path)
    if encoding := _wide(raw[:4]):
        raise UnreadableError(str(path), f"{encoding}, not UTF-8 (byte 1), save it as UTF-8")
    text = raw.removeprefix(_BOM)
    try:
        return text.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        *before, last = text[: error.start].decode().split("\n")
        byte = len(raw) - len(text) + error.start + 1
        reason = f"not UTF-8 (byte {byte}), save it as UTF-8"
        raise UnreadableError(str(path), reason, (len(before) + 1, len(last) + 1)) from None


def _wide(start: bytes) -> str:
    """Name the encoding of two or four bytes a character that four bytes begin, if any."""
    marked = (name for mark, name in _MARKS.items() if start.startswith(mark))
    return next(marked, _NULLS.get(start.count(0), ""))


def _bytes(path: str | Path) -> bytes:
    """Return the content of a regular file of a bearable size; never wait for a pipe or device."""
    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableError(str(path), _NOT_REGULAR)
            if found.st_size > LARGEST_FILE:
                raise UnreadableError(str(path), "larger than 64 MiB")
            content = file.read(found.st_size + 1)
            if len(content) > found.st_size:  # it has grown since
                content += file.read(LARGEST_FILE)
            return content
    except OSError as error:
        raise UnreadableError(str(path), _reason(error)) from None


def shortest(path: Path) -> str:
    """Name a file as one would from the current folder, where it lies below that."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


def _reason(error: OSError | ValueError) -> str:
    if getattr(error, "errno", 0) == ENXIO:  # a socket, or a device that is not there
        return _NOT_REGULAR
    return neutral(getattr(error, "strerror", None) or str(error))
