"""What each target begins with: the files of `corpus`, and fact files of the other tests."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from latamtech.model.fields import fields_of
from latamtech.model.records import KINDS
from tests import MINI
from tests.fuzz.places import BASE

CORPUS = Path(__file__).with_name("corpus")
_OTHERS = [MINI, *(MINI.with_name(name) for name in ("tricky", "broken", "disputed"))]


def _lines(name: str) -> list[str]:
    return (CORPUS / name).read_text("utf-8").splitlines()


COMMANDS = _lines("commands.txt")
WORDS = _lines("words.txt")


def _values() -> dict[str, list[str]]:
    """Return the values of the corpus by the form that they stand below."""
    found: dict[str, list[str]] = {}
    for line in _lines("values.txt"):
        if line.startswith("# "):
            last = found.setdefault(line.removeprefix("# "), [])
        else:
            last.append(line)
    return found


def _apt() -> dict[str, list[str]]:
    """Return the values that may be sound for a key, where the corpus or the schema has some."""
    found: dict[str, list[str]] = {}
    classes: list[type] = list(KINDS.values())
    for cls in classes:
        for field in fields_of(cls):
            if field.nested:
                classes.append(field.nested)
            elif isinstance(field.kind, tuple):
                found[field.name] = [f'"{one}"' for one in field.kind]
            else:
                form = "number" if field.kind is int else field.key.form
                found[field.name] = VALUES.get(form, [])
    return found


VALUES = _values()
APT = _apt()


def files() -> Iterator[bytes]:
    """Yield fact files, most of which are wrong."""
    for folder in (CORPUS / "files", *_OTHERS):
        yield from (file.read_bytes() for file in sorted(folder.rglob("*.toml")))


def answers() -> Iterator[bytes]:
    """Yield facts below a command line."""
    yield from (f"$ {command}\n{BASE}".encode() for command in COMMANDS)


def command_lines() -> Iterator[bytes]:
    """Yield command lines, a word a line."""
    for words in [*map(shlex.split, COMMANDS), *(["search", word] for word in WORDS)]:
        yield "\n".join(words).encode()


def copies() -> Iterator[bytes]:
    """Yield what a record claims, a line each, above the copy of its source."""
    yield from (file.read_bytes() for file in sorted((CORPUS / "copies").iterdir()))


def tokens() -> Sequence[str]:
    """Return words and numbers as copies of sources have them."""
    text = b" ".join([*copies(), *files()]).decode("utf-8", "replace")
    return sorted({*text.split()})


def words() -> Sequence[str]:
    """Return words that mean something in a command line."""
    return sorted({word for line in COMMANDS for word in shlex.split(line)} | set(WORDS))
