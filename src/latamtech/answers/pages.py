"""A page: headings, paragraphs and lists, each line with its citations, and the sources below."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from latamtech.answers.columns import Piece
from latamtech.indexing.cells import paragraph as paragraph_of
from latamtech.indexing.cells import source

Row = Mapping[str, Any]


Line = Sequence[Piece]  # a stretch of text, in it the marks of its citations: `[1] ¶8`


class Block(NamedTuple):
    """A part of a page: its first line, and those that stand below it because they belong to it.

    An entry has a label before it: what it tells of, or when it was.
    """

    kind: Literal["heading", "subheading", "paragraph", "entry", "item"]
    lines: Sequence[Line]
    label: str = ""


class Footnote(NamedTuple):
    """A source as it stands below a page: the reference, its address, what to know of it."""

    text: str
    address: str
    note: str


class Page(NamedTuple):
    """A whole page, ready to be laid out; the footnotes are numbered from 1."""

    title: str
    subtitle: str
    blocks: Sequence[Block]
    footnotes: Sequence[Footnote]


def line(*texts: str | Piece, marks: str = "") -> Line:
    """Return a line of texts, plain or with a role, without those that are empty; marks last."""
    pieces = [Piece(text) if isinstance(text, str) else text for text in texts]
    pieces.append(Piece(f" {marks}" if marks else "", "mark"))
    return [Piece(_flat(text), role) for text, role in pieces if text]


def heading(text: str) -> Block:
    """Return the heading of a section."""
    return Block("heading", [line(text)])


def subheading(text: str) -> Block:
    """Return the heading of a part of a section."""
    return Block("subheading", [line(text)])


def paragraph(*texts: str | Piece, marks: str = "") -> Block:
    """Return a paragraph."""
    return Block("paragraph", [line(*texts, marks=marks)])


def item(*lines: Line | None) -> Block:
    """Return an item of a list; lines that there are not are left out."""
    return Block("item", [one for one in lines if one])


def entry(label: str, *lines: Line | None) -> Block:
    """Return an entry of a list, with the label before it."""
    return Block("entry", [one for one in lines if one], label)


class Notes:
    """The sources of a page, numbered as they are first cited, with the paragraphs cited."""

    def __init__(self) -> None:
        """Begin without any."""
        self._paragraphs: dict[str, set[int]] = {}
        self._numbers: dict[str, int] = {}

    def marks(self, citations: Iterable[Row]) -> str:
        """Return the marks of citations, with their paragraphs: `[1] ¶10, ¶11 [2]`."""
        places: dict[str, list[str]] = {}
        for one in citations:
            self.number(one)
            places.setdefault(one["source"], []).append(paragraph_of(one))
        return " ".join(
            f"[{self._numbers[name]}] {', '.join(dict.fromkeys(filter(None, cited)))}".rstrip()
            for name, cited in places.items()
        )

    def short(self, citations: Sequence[Row]) -> str:
        """Return the marks of citations without their paragraphs, neighbours as one: `[1–3, 5]`."""
        return f"[{_ranges({self.number(one) for one in citations})}]" if citations else ""

    def number(self, citation: Row) -> int:
        """Return the number of the source of a citation."""
        number = self._numbers.setdefault(citation["source"], len(self._numbers) + 1)
        paragraphs = self._paragraphs.setdefault(citation["source"], set())
        paragraphs |= {citation["paragraph"]} - {None}
        return number

    def footnotes(self, sources: Iterable[Row]) -> list[Footnote]:
        """Return what stands below a page, by number, from the rows of the sources."""
        rows = {row["id"]: row for row in sources}
        return [self._footnote(rows[name]) for name in self._numbers]

    def _footnote(self, row: Row) -> Footnote:
        named = source({**row, "title": row["title"] or row["description"]})
        copied = f"republished from {row['republished_from']}" if row["republished_from"] else ""
        places = _ranges(self._paragraphs[row["id"]])
        told = [row["author"], named, copied, f"¶{places}" if places else ""]
        note = _flat(row["note"] or "")
        return Footnote(_flat(", ".join(filter(None, told))), row["url"] or "", note)


def _ranges(numbers: Iterable[int]) -> str:
    """Return numbers in order, neighbours as one: `1–3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text
