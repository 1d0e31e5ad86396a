"""How inputs are mutated: not bit by bit alone, but by values, keys, records and words."""

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.corpora import APT, COMMANDS, VALUES, tokens, words

Raw = Callable[[bytes, int], bytes]
Mutation = Callable[[bytes, Random, Raw], bytes]
_PAIR = re.compile(r"(\w+) = (.+)")
_MOST_CHANGES = 3
_SOUND = 0.9  # of the mutated texts are cleaned, so that more facts are answered from
_ID = re.compile(r'^id = "[^"]*', re.MULTILINE)
_NAMES = re.compile(r'^(?:name|native_name|aliases) = \[?"', re.MULTILINE)
_LONGEST = 4096  # bytes of a mutated word or text
_WORDS, _TOKENS = words(), tokens()


def facts(content: bytes, chance: Random, raw: Raw) -> bytes:
    """Change some commands, values, keys, lines or records of facts below their commands."""
    if chance.random() < 1 / 20:
        return raw(content, len(content) + 64)
    lines = content.decode("utf-8", "replace").split("\n")
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        change = chance.choice(_CHANGES)
        change(lines, chance, raw)
    return "\n".join(lines).encode("utf-8", "replace")


def _command(lines: list[str], chance: Random, _raw: Raw) -> None:
    if lines[0].startswith("$ ") and chance.random() < 1 / 2:
        lines[0] = f"$ {chance.choice(COMMANDS)}"
    else:
        lines.insert(0, f"$ {chance.choice(COMMANDS)}")


def _value(lines: list[str], chance: Random, _raw: Raw) -> None:
    """Give a key a value that may be sound: one of the corpus, or of this key elsewhere."""
    if pairs := _pairs(lines):
        at, key, value = chance.choice(pairs)
        known = APT.get(key) or [its for _, other, its in pairs if other == key]
        given = chance.choice(known)
        if value.startswith("[") and not given.startswith("["):
            given = f"[{given}]"
        lines[at] = f"{key} = {given}"


def _any_value(lines: list[str], chance: Random, _raw: Raw) -> None:
    """Give a key any value, of the corpus or of another key."""
    if pairs := _pairs(lines):
        at, key, _ = chance.choice(pairs)
        known = chance.choice([*VALUES.values(), [value for _, _, value in pairs]])
        lines[at] = f"{key} = {chance.choice(known)}"


def _text(lines: list[str], chance: Random, raw: Raw) -> None:
    """Change a text by bytes, or put one of the corpus into it."""
    found = [(at, key, value) for at, key, value in _pairs(lines) if _is_text(key, value)]
    if found:
        at, key, value = chance.choice(found)
        old = value.strip('"')
        if chance.random() < 1 / 2:
            new = raw(old.encode(), _LONGEST).decode("utf-8", "replace").replace('"', "”")
        else:
            cut = chance.randint(0, len(old))
            new = old[:cut] + chance.choice(VALUES["text"])[1:-1] + old[cut:]
        if chance.random() < _SOUND:
            new = "".join(char for char in new if char.isprintable()).strip()
        lines[at] = f'{key} = "{new}"'


def _is_text(key: str, value: str) -> bool:
    return APT.get(key) is VALUES["text"] and value.startswith('"')


def _key(lines: list[str], chance: Random, _raw: Raw) -> None:
    """Call a key, with its value, by the name of another."""
    if pairs := _pairs(lines):
        at, _, value = chance.choice(pairs)
        lines[at] = f"{chance.choice(pairs)[1]} = {value}"


def _added(lines: list[str], chance: Random, _raw: Raw) -> None:
    """Give a table a pair of another one."""
    if pairs := _pairs(lines):
        _, key, value = chance.choice(pairs)
        lines.insert(chance.choice(pairs)[0], f"{key} = {value}")


def _left_out(lines: list[str], chance: Random, _raw: Raw) -> None:
    """Leave out a line."""
    if pairs := _pairs(lines):
        del lines[chance.choice(pairs)[0]]


def _record(lines: list[str], chance: Random, _raw: Raw) -> None:
    """Take away a record or a part of one, or set it once more, under another id and name."""
    starts = [at for at, line in enumerate(lines) if line.startswith("[[")]
    if starts:
        start = chance.choice(starts)
        end = next((at for at in starts if at > start), len(lines))
        number = chance.randint(2, 99)
        again = _ID.sub(rf"\g<0>-{number}", "\n".join(lines[start:end]))
        if chance.random() < 1 / 4:
            del lines[start:end]
        else:
            place = chance.choice([*starts, len(lines)])
            lines[place:place] = _NAMES.sub(rf"\g<0>{number}", again).split("\n")


_CHANGES = [
    *[_command, _value, _text] * 3,
    *[_record, _left_out, _added, _key, _any_value],
]


def _pairs(lines: list[str]) -> list[tuple[int, str, str]]:
    found = ((at, _PAIR.match(line)) for at, line in enumerate(lines))
    return [(at, pair[1], pair[2]) for at, pair in found if pair]


def command_line(content: bytes, chance: Random, raw: Raw) -> bytes:
    """Change some words of a command line: others, more, fewer, or other bytes in them."""
    given = content.split(b"\n")
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        at, known = chance.randrange(len(given)), chance.choice(_WORDS).encode()
        sort = chance.randrange(6)
        if sort == 0:
            given[at] = known
        elif sort == 1:
            given.insert(at + 1, known)
        elif sort == 2 and len(given) > 1:
            del given[at]
        elif sort == 3:
            cut = chance.randint(0, len(given[at]))
            given[at] = given[at][:cut] + known + given[at][cut:]
        else:
            given[at] = raw(given[at], _LONGEST)
    return b"\n".join(given)


def file(content: bytes, chance: Random, raw: Raw) -> bytes:
    """Change bytes of a fact file, or values, keys, lines and records of it."""
    if chance.random() < 1 / 2:
        return raw(content, len(content) + 64)
    lines = content.decode("utf-8", "replace").split("\n")
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        chance.choice(_CHANGES[1:])(lines, chance, raw)
    return "\n".join(line for line in lines if not line.startswith("$ ")).encode("utf-8", "replace")


def text(content: bytes, chance: Random, raw: Raw) -> bytes:
    """Change bytes of a text, or put words or numbers into it."""
    if chance.random() < 1 / 4:
        return raw(content, len(content) + 64)
    parts = re.split(r"(\s+)", content.decode("utf-8", "replace"))
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        at, known = chance.randrange(len(parts)), chance.choice(_TOKENS)
        parts[at] = chance.choice([known, parts[at] + known, f"{parts[at]} {known}", ""])
    return "".join(parts).encode("utf-8", "replace")
