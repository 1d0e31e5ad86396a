"""Files that are written one key a line mean what they mean to the parser, or are left to it."""

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from latamtech.indexing.refresh import builtin_facts
from latamtech.reading import lines
from latamtech.reading.files import fact_files

TEXTS = ["", "a", "Perú 秘鲁", "it's # no remark", "[[x]]", "a = b", " {x}, ", "tab\tin", "x" * 200]
PLAIN = [*(f'"{text}"' for text in TEXTS), "0", "7", "-5"]
SCALARS = [
    *PLAIN * 9,
    *("1_300_000", "999999999999999", "12345678901234567890", "true", "2024-11-07"),
    *(
        "23.9",
        "1e3",
        "inf",
        "'literal'",
        '"\\u00e9 \\" \\\\"',
        '"""long"""',
        "07",
        "+5",
        "-0",
        "1__0",
    ),
    *('"del \x7f"', '"null \0"', '"open', "''", '"a" "b"', "٣", "bare", "-", "", "1:2"),
]
ODD_KEYS = ["a.b", '"q"', "A-1", "a b", "", "ñ", "[", "x ="]
HEADERS = ["[[a]]", "[[b]]", "[a]", "[[a.b]]", "[[ a ]]", "[[a]] # x", "[[A]]", "[[a]", "[['a']]"]
OTHERS = ["", "# remark", "#\tremark ñ", "#\0", " # indented", "  ", "]", "}", "a", "[[1]]", "\r"]

scalars = st.sampled_from(SCALARS)
keys = st.sampled_from(["a", "b", "c", "d", "role", "id", "what_of"] * 12 + ODD_KEYS)


def arrays(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw arrays within a line, most of them rightly written."""
    between = st.sampled_from([", "] * 30 + [",", " ", ", , ", ", # "])
    inside = st.tuples(between, st.lists(items, max_size=3)).map(lambda some: some[0].join(some[1]))
    return st.tuples(
        st.sampled_from(["[{}]", "[ {} ]"] * 12 + ["[{}", "[{},]", "[{}]]"]), inside
    ).map(lambda one: one[0].replace("{}", one[1]))


def tables(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw tables within a line, most of them rightly written."""
    sign = st.sampled_from([" = "] * 40 + ["=", ": ", "  = ", " "])
    pairs = st.tuples(keys, sign, items).map("".join)
    around = st.sampled_from(["{ % }"] * 40 + ["{%}", "{ %, }", "{ % ", "{ % }}"])
    inside = st.lists(pairs, max_size=3).map(", ".join)
    return st.tuples(around, inside).map(lambda one: one[0].replace("%", one[1]))


values = st.recursive(scalars, lambda inner: arrays(inner) | tables(inner), max_leaves=6)
pairs = st.tuples(keys, st.sampled_from([" = "] * 40 + ["=", " =  "]), values).map("".join)
others = st.sampled_from([*HEADERS, *OTHERS, *["[[a]]", "[[b]]", "", "# remark"] * 12])
some_lines = st.lists(st.one_of(pairs, pairs, others), max_size=7).map("\n".join)
texts = st.tuples(st.sampled_from(["[[a]]\n"] * 9 + ["", "# first\n"]), some_lines)


def parsed(text: str) -> Any:  # noqa: ANN401 (whatever TOML holds)
    """Return the value that the text of a line means to the parser."""
    return tomli.loads(f"value = {text}")["value"]


@given(texts.map("".join))
@example('[[a]]\nx = { a = "1", a = "2" }\n')
@example('[[a]]\nx = [{ a = 1, b = ["c"] }, { a = -2 }]\ny = { "a" = 1 }')
@example("[[a]]\nx = { a = 1 b = 2 }")
@example('[[a]]\nx = { "q" = 0, a = "" }')
@example('[[a]]\nx = "a"\nx = "b"')
@example("[[a]]\nx = [1, 2] # remark\n[[a]]\n")
@example('[[a]]\nx = """\n[[b]]\n"""\n')
@example("[[a]]\nx = " + "[" * 5000)
def test_a_file_means_what_it_means_to_the_parser(text: str) -> None:
    """What is read line by line is equal, to the type; what is no TOML is never read so."""
    try:
        found = lines.content_of(text, parsed).tables
    except (ValueError, RecursionError):
        return
    assert repr(found) == repr(tomli.loads(text))


@given(texts.map("".join))
def test_a_record_is_ascii_if_all_its_strings_are(text: str) -> None:
    """Of a record that is called ASCII, no string has another character."""
    try:
        found, plain = lines.content_of(text, parsed)
    except (ValueError, RecursionError):
        return
    for kind, records in found.items():
        for number, record in enumerate(records):
            assert repr(record).isascii() or (kind, number) not in plain


def test_the_facts_are_written_so() -> None:
    """Most files of the facts that come with the program are read line by line, and alike."""
    alike, left = 0, 0
    for file in fact_files([builtin_facts()]):
        text = Path(file).read_text("utf-8")
        try:
            assert repr(lines.content_of(text, parsed).tables) == repr(tomli.loads(text))
            alike += 1
        except ValueError:
            left += 1
    assert left < alike / 5


@pytest.mark.parametrize(
    "text",
    [
        *('x = "before any header"\n', "[[a]]\nx\n", "[[a]]\n x = 1\n", "[[a]]\nx = 1\nx = 2\n"),
        *(
            "[a]\n",
            "[[a.b]]\n",
            "[[a]]\nx.y = 1\n",
            '[[a]]\nx = """\ntwo lines"""\n',
            "[[a]]\n]]\n",
        ),
    ],
)
def test_what_is_written_otherwise_is_left_to_the_parser(text: str) -> None:
    """One line that is written in another way, and the whole file goes to the parser."""
    with pytest.raises(ValueError):  # noqa: PT011 (whatever it is that tells so)
        lines.content_of(text, parsed)
