"""SQLite as it is used here: how a database is opened, laid out and known to be sound; its home."""

import os
import sqlite3
from binascii import crc32

from latamtech.indexing.expressions import TOKENIZER

Connection = sqlite3.Connection
DatabaseError = sqlite3.Error

LAYOUT_VERSION = 6
# Words are gathered in 8 MB of memory before they are written, so that less is merged.
LAYOUT = f"""
CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE list (name TEXT PRIMARY KEY, keys TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (number INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
CREATE TABLE record (
    id TEXT PRIMARY KEY, bundle INTEGER NOT NULL, place INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE bundle (
    number INTEGER PRIMARY KEY, file INTEGER NOT NULL, data BLOB NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE answer (
    number INTEGER PRIMARY KEY, list TEXT NOT NULL, record TEXT NOT NULL, position TEXT NOT NULL,
    first TEXT, last TEXT, json TEXT NOT NULL, checksum INTEGER NOT NULL
);
CREATE TABLE posting (
    list TEXT NOT NULL, filter TEXT NOT NULL, value TEXT NOT NULL, numbers BLOB NOT NULL,
    checksum INTEGER NOT NULL, PRIMARY KEY (list, filter, value)
) WITHOUT ROWID;
CREATE TABLE name (
    filter TEXT NOT NULL, words TEXT NOT NULL, text TEXT NOT NULL, id TEXT NOT NULL,
    main TEXT NOT NULL, PRIMARY KEY (filter, words, id, text)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (
    title, body, content = '', tokenize = "{TOKENIZER}"
);
INSERT INTO word (word, rank) VALUES ('hashsize', 8388608);
"""  # noqa: S608 (no user's word in it)
# Made after the rows are in, when that is cheaper.
INDEXES = """
CREATE INDEX answer_position ON answer (list, position);
CREATE INDEX bundle_file ON bundle (file);
"""
# The size up to which a file is held whole against a checksum each time that it is opened: 0.5 ms
# for 1 MB. In a larger one that is left to SQLite, and to the checksums of records and rows.
_HELD_WHOLE = 4 * 2**20
# Where the header of a file counts changes, and where it keeps a number for us: the checksum
# (SQLite, Database File Format, 1.3).
_COUNTS, _NUMBER = (slice(24, 28), slice(92, 100)), slice(60, 64)
_PATIENCE = 1.5  # seconds to wait for a writer before answering without the file
# A file that somebody spoilt or planted must neither act nor be believed
# (SQLite, "Defense Against The Dark Arts").
_GUARDED = "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
# A long answer is sorted in memory: else SQLite would write it below /var/tmp.
_NOWHERE_ELSE = "PRAGMA temp_store = MEMORY;"
# The death of a process loses nothing so; a loss of power may, and then the facts are read anew.
_UNSYNCED = "PRAGMA synchronous = OFF;"
# Rows of 700 bytes on the average leave less of a large page empty.
_QUICKLY = "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"


def in_memory() -> Connection:
    """Return an empty database that lives as long as it is open."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(_NOWHERE_ELSE)
    return connection


def opened(path: str) -> Connection:
    """Open a database file that exists, is ours and is not spoilt.

    Raises `DatabaseError` or `OSError`.
    """
    state = os.stat(path)
    if hasattr(os, "geteuid") and state.st_uid != os.geteuid():
        raise PermissionError(path)
    if state.st_size <= _HELD_WHOLE and len(set(_checksums(path))) > 1:
        raise DatabaseError("the file is not what was written")
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    connection.executescript(_GUARDED + _NOWHERE_ELSE + _UNSYNCED)
    return connection


def bindable(value: object) -> object:
    """Return a value as SQLite takes it: what is not UTF-8 in a word becomes what no fact has."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def sealed(connection: Connection) -> None:
    """Keep the checksum of a database file in it, after each change; of one in memory, none.

    Raises `DatabaseError` or `OSError`.
    """
    (path,) = (
        path for _, name, path in connection.execute("PRAGMA database_list") if name == "main"
    )
    if not path or os.stat(path).st_size > _HELD_WHOLE:
        return
    connection.execute("BEGIN IMMEDIATE")  # so that nobody else writes meanwhile
    with connection:
        _, number = _checksums(path)
        signed = int.from_bytes(number.to_bytes(4), signed=True)
        connection.execute(f"PRAGMA user_version = {signed}")


def _checksums(path: str) -> tuple[int, int]:
    """Return the checksum that a database file keeps, and the one that it has."""
    with open(path, "rb") as file:
        whole = bytearray(file.read())
    kept = int.from_bytes(whole[_NUMBER])
    for part in (*_COUNTS, _NUMBER):
        whole[part] = bytes(part.stop - part.start)
    return kept, crc32(whole)


def made(path: str) -> Connection:
    """Make a new database file that its owner alone can read, to be filled in one go."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_NOWHERE_ELSE + _QUICKLY)
    return connection


def locked(path: str, patience: float) -> Connection:
    """Return a lock on a file, which ends with the connection or the process that holds it.

    Raises `DatabaseError` when another process keeps it for longer than `patience` seconds.
    """
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # nothing is written that could be lost
        connection.execute("BEGIN EXCLUSIVE")
    except DatabaseError:
        connection.close()
        raise
    return connection
