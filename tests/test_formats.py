"""What each format writes reads back as the rows, and no fact can act in it."""

import csv
import json
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from latamtech.answers.formats import as_csv, as_json, as_jsonl, as_markdown, as_tsv

KEYS = ("id", "text", "value", "countries")
# Any character that a fact may hold: tab and line feed are the only controls among them.
CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("\t\n")
TEXTS = (st.text(CHARACTERS) | st.text(st.sampled_from("=+-@|\\`*_[]<>~&$#!()\"'\t\n a;,"))).map(
    str.strip
)
VALUES = TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": TEXTS, "text": VALUES, "value": VALUES, "countries": st.lists(TEXTS, max_size=3)}
    ),
    max_size=4,
)
Row = dict[str, object]


def lines_of(rows: list[Row]) -> list[str]:
    """Return rows as the index hands them out."""
    return [json.dumps(row, separators=(",", ":")) for row in rows]


def cell(value: object) -> str:
    """Return a value as a cell shows it: lists joined, unknown empty."""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def defused(value: object) -> str:
    """Return the cell of a value that a spreadsheet takes for text, whatever it looks like."""
    runs = not isinstance(value, int | float) and cell(value)[:1] in tuple("=+-@")
    return "'" + cell(value) if runs else cell(value)


def one_line(text: str) -> str:
    """Return text with tabs and line breaks, and the blanks around them, as one blank."""
    return re.sub(r"\s*[\t\n]\s*", " ", text)


@given(ROWS)
def test_json_reads_back_equal(rows: list[Row]) -> None:
    """One array holds all rows, each with all its fields, their values as they were."""
    written = "".join(as_json(lines_of(rows), None))
    assert json.loads(written) == rows
    assert written.isascii()
    assert written.endswith("\n")


@given(ROWS)
def test_json_lines_read_back_equal(rows: list[Row]) -> None:
    """Each row is one line."""
    lines = "".join(as_jsonl(lines_of(rows), None)).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == rows


@given(ROWS)
def test_only_the_fields_asked_for_in_their_order(rows: list[Row]) -> None:
    """With fields named, each object has them and no other, in the order of the asking."""
    wanted = [[("value", row["value"]), ("id", row["id"])] for row in rows]
    read = json.loads(
        "".join(as_json(lines_of(rows), ["value", "id"])), object_pairs_hook=lambda pairs: pairs
    )
    assert read == wanted


@given(ROWS)
def test_csv_reads_back_equal(rows: list[Row]) -> None:
    """A line of keys, then a row a record; what a spreadsheet would run is defused."""
    written = "".join(as_csv(lines_of(rows), KEYS))
    expected = [[defused(row[key]) for key in KEYS] for row in rows]
    assert list(csv.reader(StringIO(written, newline=""))) == [list(KEYS), *expected]


@given(ROWS)
def test_tsv_reads_back_equal(rows: list[Row]) -> None:
    """Lines split at tabs are the cells; breaks within a cell became blanks."""
    lines = "".join(as_tsv(lines_of(rows), KEYS)).split("\n")
    assert lines.pop() == ""
    expected = [[one_line(defused(row[key])) for key in KEYS] for row in rows]
    assert [line.split("\t") for line in lines] == [list(KEYS), *expected]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+5", "'+5"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (["=cmd()", "x"], "'=cmd(); x"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        ("1=1", "1=1"),
        (None, ""),
    ],
)
def test_formulas_are_defused_and_numbers_are_not(value: object, written: str) -> None:
    """A text that begins like a formula gets an apostrophe; a negative number stays a number."""
    lines = lines_of([{"a": value, "b": "x"}])
    assert list(as_csv(lines, ["a", "b"])) == ["a,b\n", f"{written},x\n"]
    assert list(as_tsv(lines, ["a", "b"])) == ["a\tb\n", f"{written}\tx\n"]


def cells_of(markdown: str) -> list[list[str]]:
    """Return the texts of a table's cells as a reader of Markdown shows them."""
    rows: list[list[str]] = []
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in tokens.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            assert {child.type for child in token.children or ()} <= {"text"}
            rows[-1].append("".join(child.content for child in token.children or ()))
        else:
            assert token.type.partition("_")[0] in ("table", "thead", "tbody", "tr", "th", "td")
    return rows


@given(ROWS.filter(lambda rows: "://" not in str(rows)))
def test_markdown_reads_back_equal_and_nothing_in_it_is_markup(rows: list[Row]) -> None:
    """A Markdown reader finds one table, with nothing but text in its cells."""
    expected = [[one_line(cell(row[key])).strip() for key in KEYS] for row in rows]
    shown = cells_of("".join(as_markdown(lines_of(rows), KEYS)))
    assert shown == [list(KEYS), *expected]


@pytest.mark.parametrize(
    "address", ["https://example.org/a_b?c=*d*&amp;e=[1](2)#_f", "http://example.org/~x/%7C"]
)
def test_an_address_is_a_link_to_itself(address: str) -> None:
    """An address in a cell leads to where it says, unchanged."""
    lines = lines_of([{"url": f"see {address}"}])
    assert list(as_markdown(lines, ["url"]))[-1] == f"| see <{address}> |\n"


def test_what_stands_after_an_address_in_a_list_is_no_part_of_it() -> None:
    """The marks between and around citations do not lead to a page that is not there."""
    lines = lines_of([{"url": "[A, https://a.org/x; B, https://b.org/(y)]"}])
    shown = "| \\[A, <https://a.org/x>; B, <https://b.org/(y)>\\] |\n"
    assert list(as_markdown(lines, ["url"]))[-1] == shown


def test_an_answer_without_rows_is_still_a_whole_document() -> None:
    """No row leaves an empty array, or a table that has only its heading."""
    assert "".join(as_json([], None)) == "[]\n"
    assert "".join(as_jsonl([], None)) == ""
    assert "".join(as_csv([], ["a", "b"])) == "a,b\n"
    assert "".join(as_tsv([], ["a", "b"])) == "a\tb\n"
    assert "".join(as_markdown([], ["a", "b"])) == "| a | b |\n| --- | --- |\n"
