"""What was written is what is read: the checksums of rows, of records and of what finds them."""

from binascii import crc32
from collections.abc import Iterable, Iterator
from typing import Any

from latamtech.indexing.database import Connection, DatabaseError

# The bundle that a record is kept in, and its place there.
RECORD = (
    "SELECT data, NULL, checksum, place FROM record JOIN bundle ON number = bundle WHERE id = ?"
)


class SpoiltError(DatabaseError):
    """A row of the index is not what was written."""


def sound(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row of shown text, the text as it was kept where that is another, and its checksum.

    Raises `SpoiltError` where the checksum is not that of the text.
    """
    shown, kept, kept_sum, *_ = row
    if kept_sum is not None and not _holds(kept or shown, kept_sum):
        raise SpoiltError
    return row


def _holds(text: object, kept_sum: object) -> bool:
    return isinstance(text, str | bytes) and checksum(text) == kept_sum


def bundle_in(row: tuple[Any, ...]) -> list[tuple[str, int, dict[str, Any]]]:
    """Return the records of a bundle, from a row that begins as `RECORD` has it.

    Each has its kind, its number in its file and its data. Raises `SpoiltError` where the row is
    not what was written.
    """
    import json  # noqa: PLC0415 (rows are printed as they are)

    data, _, kept_sum, *_ = row
    if not _holds(data, kept_sum):
        raise SpoiltError
    return [(kind, number, record) for kind, number, record in json.loads(data)]


def unbundled(id_: str, row: tuple[Any, ...]) -> tuple[str, int, dict[str, Any]]:
    """Return the record with an id, as its bundle has it, from a row of `RECORD`.

    Raises `SpoiltError` where the row is not what was written.
    """
    bundle = bundle_in(row)
    place: int = row[-1]
    if place not in range(len(bundle)) or bundle[place][-1]["id"] != id_:
        raise SpoiltError
    return bundle[place]


def numbers_in(kept: object, kept_sum: object) -> list[int]:
    """Return the numbers of the rows that a value finds, from a row of `posting`.

    Raises `SpoiltError` where they are not what was written.
    """
    return _numbers(kept, kept_sum).tolist()


def _numbers(kept: object, kept_sum: object) -> "memoryview[int]":
    if not isinstance(kept, bytes) or not _holds(kept, kept_sum):
        raise SpoiltError
    return memoryview(kept).cast("I")


def let_find(connection: Connection) -> None:
    """Let questions to a database look into `found_by` a value, or count what is there."""
    connection.create_function("numbers_in", 2, lambda *kept: str(numbers_in(*kept)))
    connection.create_function("count_in", 2, lambda *kept: len(_numbers(*kept)))


def found_by(posting: str) -> str:
    """Return the SQL of a table whose `value` is the number of each row that a posting lists."""
    return f"json_each(numbers_in({posting}.numbers, {posting}.checksum))"


def checksum(text: str | bytes) -> int:
    """Return the checksum by which a spoilt row is known (CRC-32)."""
    return crc32(text.encode() if isinstance(text, str) else text)


def checksums(texts: Iterable[str]) -> Iterator[int]:
    """Return the checksum of each text."""
    return map(crc32, map(str.encode, texts))
