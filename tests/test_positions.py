"""Every key of a TOML text has its place, and that place is where it is written."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from latamtech.reading.positions import Position, nearest, positions

TRICKY = sorted((Path(__file__).parent / "tricky").glob("*.toml"))
Step = str | int


def paths(value: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    """Yield the path of each key and each item, as the parser found them."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    for step, inner in steps:
        yield (*path, step)
        if isinstance(inner, dict | list):
            yield from paths(inner, (*path, step))


def written_at(text: str, position: Position) -> str:
    """Return what a text holds from a position on."""
    return text.split("\n", position.line - 1)[-1][position.column - 1 :]


def keys_written_at(text: str, position: Position) -> list[str]:
    """Return the keys of the header that begins at a position, or the one key of a pair."""
    rest = written_at(text, position)
    header = rest.startswith("[")
    found: Any = tomli.loads(rest.partition("\n")[0] if header else _first_part(rest) + " = 0")
    keys = []
    while isinstance(found, dict) and found:
        ((key, found),) = found.items()
        keys.append(key)
        found = found[0] if isinstance(found, list) else found
    return keys


def _first_part(rest: str) -> str:
    if rest[0] in "\"'":
        end = 1
        while rest[end] != rest[0]:
            end += 2 if rest[end] == "\\" and rest[0] == '"' else 1
        return rest[: end + 1]
    return rest[: next(n for n, char in enumerate(rest) if char in " \t=.")]


def assert_found(text: str) -> None:
    """Assert that each key and item has a position, and that it is written there."""
    text = text.replace("\r\n", "\n")  # as the reader of fact files does
    found = positions(text)
    assert found.keys() == set(paths(tomli.loads(text)))
    for path, position in found.items():
        names = [step for step in path if isinstance(step, str)]
        if names[-1:] == [path[-1]]:
            keys = keys_written_at(text, position)
            assert names[-1] == keys[0] or names == keys[: len(names)]


@pytest.mark.parametrize("file", TRICKY, ids=lambda file: file.stem)
def test_tricky_texts(file: Path) -> None:
    """Nothing that looks like a key hides one, and no key hides."""
    assert_found(file.read_bytes().decode())


def test_there_are_tricky_texts() -> None:
    """The folder of tricky texts was found."""
    assert len(TRICKY) >= 10


def test_positions_of_a_fact_file() -> None:
    """Lines and columns count from 1, columns in characters."""
    text = """\
# 秘鲁
[[project]]
id = "x"
  milestones = [{ 'date' = "2022" }, { date = "é", what = "y" }]

[[project]]
place.town = '''
id = 1
'''
"""
    assert positions(text) == {
        ("project",): Position(2, 1),
        ("project", 0): Position(2, 1),
        ("project", 0, "id"): Position(3, 1),
        ("project", 0, "milestones"): Position(4, 3),
        ("project", 0, "milestones", 0): Position(4, 17),
        ("project", 0, "milestones", 0, "date"): Position(4, 19),
        ("project", 0, "milestones", 1): Position(4, 38),
        ("project", 0, "milestones", 1, "date"): Position(4, 40),
        ("project", 0, "milestones", 1, "what"): Position(4, 52),
        ("project", 1): Position(6, 1),
        ("project", 1, "place"): Position(7, 1),
        ("project", 1, "place", "town"): Position(7, 7),
    }


def test_a_key_that_is_missing_is_placed_at_its_table() -> None:
    """A problem with what isn't there points to the table that should hold it."""
    found = positions('\n[[project]]\nid = "x"\n')
    assert nearest(found, ("project", 0, "name")) == Position(2, 1)
    assert nearest(found, ("source",)) == Position(1, 1)


def test_a_table_is_placed_where_it_is_first_named() -> None:
    """A table with an unknown name is pointed at, not the beginning of the file."""
    assert nearest(positions("\n[a]\n[projct.place.x]\n"), ("projct",)) == Position(3, 1)
    assert nearest(positions('\n\n[[projct]]\nid = "x"\n'), ("projct",)) == Position(3, 1)


BARE = st.text("abcXYZ019-_", min_size=1, max_size=4)
KEYS = BARE | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=4)
STRINGS = st.text(st.sampled_from("[]{}#=.,\"'\\\n a1é秘"), max_size=12)
VALUES = st.recursive(
    STRINGS | st.integers(-9, 9**9) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
TABLES: st.SearchStrategy[Mapping[str, object]] = st.dictionaries(KEYS, VALUES, max_size=3)


@st.composite
def toml_texts(draw: st.DrawFn) -> str:
    """Write a TOML text of pairs, tables and arrays of tables, comments and blanks anywhere."""
    lines = draw(_pairs(draw(TABLES)))
    taken = {key.partition("=")[0].strip() for key in lines}
    for name in draw(st.lists(KEYS, max_size=3, unique=True)):
        key = draw(_key(name))
        if {key, _quoted(name), f"'{name}'", name} & taken:
            continue
        many = draw(st.integers(0, 3))
        for _ in range(many or 1):
            blank = draw(st.sampled_from(["", " ", "\t"]))
            header = f"{blank}{key}{blank}"
            lines.append(f"{blank}[[{header}]]" if many else f"[{header}]{blank}# [x]")
            lines += draw(_pairs(draw(TABLES)))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return ending.join(line.replace("\n", ending) for line in lines)


@st.composite
def _pairs(draw: st.DrawFn, table: Mapping[str, object]) -> list[str]:
    blanks = st.sampled_from(["", " ", "  \t"])
    lines = []
    for name, value in table.items():
        lines += draw(st.sampled_from([[], ["# a = 1"], ["", " \t"]]))
        key = draw(_key(name))
        lines.append(f"{draw(blanks)}{key}{draw(blanks)}={draw(blanks)}{draw(_value(value))}")
    return lines


def _key(name: str) -> st.SearchStrategy[str]:
    forms = [_quoted(name)]
    if name and name.isascii() and name.replace("-", "").replace("_", "a").isalnum():
        forms.append(name)
    if "'" not in name:
        forms.append(f"'{name}'")
    return st.sampled_from(forms)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@st.composite
def _value(draw: st.DrawFn, value: object) -> str:
    if isinstance(value, list):
        comma = draw(st.sampled_from([",", " , ", ",\n", ", # ]\n"]))
        last = draw(st.sampled_from(["", ",", "\n"])) if value else ""
        return f"[{comma.join(draw(_value(one)) for one in value)}{last}]"
    if isinstance(value, dict):
        pairs = [f"{draw(_key(key))} = {draw(_value(one))}" for key, one in value.items()]
        return "{" + draw(st.sampled_from([", ", ",\n"])).join(pairs) + "}"
    if isinstance(value, str):
        forms = [_quoted(value), '"""\n' + _quoted(value)[1:-1].replace("\\n", "\n") + '"""']
        if "''" not in value and not value.endswith("'"):
            forms.append(f"'''\n{value}'''")
        return draw(st.sampled_from(forms))
    return str(value).lower()


@given(toml_texts())
def test_every_key_the_parser_finds_has_its_place(text: str) -> None:
    """Whatever a valid text looks like, its keys are found where they stand."""
    assert_found(text)
