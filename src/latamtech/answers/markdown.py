"""A page as Markdown (CommonMark), in which no text of a fact can act as markup."""

import re
from collections.abc import Iterator

from latamtech.answers.columns import Piece
from latamtech.answers.formats import escaped
from latamtech.answers.pages import Block, Footnote, Line, Page

# What opens a block where it stands first (CommonMark 0.31, 4 and 5); `escaped` saw to the rest.
_OPENING = re.compile(r"([-+=#:]|\d{1,9}(?=[.)](?:\s|$)))")


def written(page: Page) -> Iterator[str]:
    """Yield the pieces of a page: citations are numbers of the list of sources at its end."""
    yield f"# {_titled(page.title)}\n\n{_started(page.subtitle)}\n"
    before = ""
    for block in page.blocks:
        in_list = block.kind in ("entry", "item") and before in ("entry", "item")
        yield ("" if in_list else "\n") + _block(block)
        before = block.kind
    if page.footnotes:
        yield "\n## Sources\n\n"
    for number, note in enumerate(page.footnotes, 1):
        yield _footnote(number, note)


def _block(block: Block) -> str:
    first, *more = map(_line, block.lines)
    if block.kind in ("heading", "subheading"):
        sign = "##" if block.kind == "heading" else "###"
        return f"{sign} {_titled(block.lines[0][0].text)}\n"
    if block.kind == "paragraph":
        return first + "\n"
    label = f"**{escaped(block.label)}:** " if block.label else ""
    first = label + (_line(block.lines[0], is_first=not label))
    return "".join([f"- {first}\n", *(f"  - {line}\n" for line in more)])


def _line(line: Line, *, is_first: bool = True) -> str:
    text = "".join(map(_piece, line)).strip()
    return _guarded(text) if is_first else text


def _piece(piece: Piece) -> str:
    if piece.role == "mark":
        return piece.text
    if piece.role == "code":
        return f"`{piece.text}`"
    text = escaped(piece.text)
    return f"**{text}**" if piece.role == "name" else text


def _guarded(text: str) -> str:
    """Return escaped text that opens no list, heading or rule where it stands first on a line."""
    opening = _OPENING.match(text)
    if not opening:
        return text
    end = opening.end() if opening[0].isdecimal() else 0
    return f"{text[:end]}\\{text[end:]}"


def _started(text: str) -> str:
    return _guarded(escaped(text).strip())


def _titled(text: str) -> str:
    """Return the text of a heading, which number signs at its end would not end."""
    return escaped(text).replace("#", "\\#")


def _footnote(number: int, note: Footnote) -> str:
    indent = " " * (len(str(number)) + 2)
    told = _started(note.text)
    if note.address:
        told += f",\n{indent}<{note.address}>"
    if note.note:
        told += f".\n{indent}Note: {escaped(note.note)}"
    return f"{number}. {told}\n"
