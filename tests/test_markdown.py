"""A page as Markdown reads back as the page, and no text of a fact acts in it."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from latamtech.answers.columns import Piece
from latamtech.answers.markdown import written
from latamtech.answers.pages import (
    Block,
    Footnote,
    Page,
    entry,
    heading,
    item,
    line,
    paragraph,
    subheading,
)

CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")) | st.just("\n")
TEXTS = (
    (st.text(CHARACTERS) | st.text(st.sampled_from("=+-@|\\`*_[]<>~&$#!()\"':;.12\n ax、港")))
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
MARKS = st.sampled_from(["", "[1] ¶8"])
BETWEEN = st.sampled_from([", ", ": ", " (", ""])
LINES = st.builds(lambda text, mark: line(text, marks=mark), TEXTS, MARKS) | st.builds(
    lambda name, text, mark, sign: line(
        Piece(name, "name"), sign, text if sign else "", marks=mark
    ),
    TEXTS,
    TEXTS,
    MARKS,
    BETWEEN,
)
BLOCKS = st.one_of(
    st.builds(heading, TEXTS),
    st.builds(subheading, TEXTS),
    st.builds(paragraph, TEXTS),
    st.builds(item, LINES, LINES),
    st.builds(entry, TEXTS, LINES, LINES),
)
PAGES = st.builds(
    Page,
    TEXTS,
    TEXTS,
    st.lists(BLOCKS, max_size=4),
    st.lists(st.builds(Footnote, TEXTS, st.just("https://example.org/a_b*c"), TEXTS), max_size=2),
)
KINDS = {"heading": "h2", "subheading": "h3", "paragraph": "p", "entry": "li", "item": "li"}


def flat(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens and those within them."""
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def read(page: Page) -> tuple[list[str], str]:
    """Return the tags of what a page holds when it is read, and its whole text without blanks."""
    tokens = list(flat(MarkdownIt("gfm-like", {"linkify": False}).parse("".join(written(page)))))
    text = [one.content for one in tokens if one.type in ("text", "code_inline")]
    return [one.tag for one in tokens if one.nesting == 1], "".join("".join(text).split())


def expected_text(page: Page) -> str:
    """Return all that a page says, in order, without blanks."""
    told = [page.title, page.subtitle]
    for block in page.blocks:
        told.append(f"{block.label}:" if block.label else "")
        told += [piece.text for line_ in block.lines for piece in line_]
    for number, note in enumerate(page.footnotes):
        told += ["" if number else "Sources", note.text, ",", note.address, ".Note:", note.note]
    return "".join("".join(told).split())


def expected_tags(blocks: list[Block]) -> list[str]:
    """Return the tags of the blocks of a page, but for those of lists and what is in them."""
    return [KINDS[block.kind] for block in blocks if block.kind not in ("item", "entry")]


@given(PAGES)
def test_what_is_written_is_what_is_read(page: Page) -> None:
    """Whatever a text holds, it stands in the page as it is, and opens and closes nothing."""
    tags, text = read(page)
    assert text == expected_text(page)
    assert "a" not in tags or page.footnotes
    assert tags.count("a") == len(page.footnotes)
    assert set(tags) <= {"h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "a"}
    titles = expected_tags(list(page.blocks)) + ["h2"] * bool(page.footnotes)
    assert [tag for tag in tags if tag in ("h1", "h2", "h3")] == [
        "h1",
        *(tag for tag in titles if tag != "p"),
    ]


def test_a_page_as_it_is_written() -> None:
    """Headings, lists with what belongs to each item, and sources by number."""
    page = Page(
        "Glass # Harbor",
        "project",
        [
            paragraph("1. A port", marks="[1] ¶2"),
            heading("Course"),
            entry("2019", line("start", marks="[1]")),
            item(line(Piece("Wu", "name"), ": “*”", marks="[2]"), line("- Note")),
        ],
        [Footnote("Gazette", "https://example.org/", ""), Footnote("Leaflet", "", "No date.")],
    )
    assert "".join(written(page)) == (
        "# Glass \\# Harbor\n\nproject\n\n1\\. A port [1] ¶2\n\n## Course\n\n"
        "- **2019:** start [1]\n- **Wu**: “\\*” [2]\n  - \\- Note\n\n"
        "## Sources\n\n1. Gazette,\n   <https://example.org/>\n2. Leaflet.\n   Note: No date.\n"
    )
