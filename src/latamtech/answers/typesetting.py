"""Pages as text: their blocks in lines of the terminal's width, or of a page's; uses Rich."""

from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from latamtech.answers.columns import Cell, Piece
from latamtech.answers.pages import Block, Footnote, Page
from latamtech.answers.terminal import STYLES, WIDEST_PAGE, new_console, printed, text_of

_GAP = 2
_INDENT = 2
_LABEL_PART = 3
_BOND = "\ufdd0"  # never a character of a text (Unicode, noncharacters)


def page_drawn(page: Page) -> str:
    """Return a page as text: as wide as the terminal but for long lines, which tire the eye."""
    console = new_console()
    width = min(console.width, WIDEST_PAGE)
    _put(console, Text(page.title, style="bold"), width, 0)
    _put(console, Text(page.subtitle, style="dim"), width, 0)
    before: Block | None = None
    for _, run in groupby(page.blocks, lambda block: block.kind):
        blocks = list(run)
        label = _label_width(blocks, width)
        for block in blocks:
            if _is_apart(block, before):
                console.print()
            _put_block(console, block, width, label)
            before = block
    if page.footnotes:
        console.print()
        _put(console, Text("Sources", style="bold"), width, 0)
    for number, note in enumerate(page.footnotes, 1):
        _put_footnote(console, note, f"[{number}]", width)
    return printed(console)


def _is_apart(block: Block, before: Block | None) -> bool:
    """Tell whether a blank line stands before a block."""
    if before is None or block.kind in ("heading", "subheading"):
        return not before or before.kind != "heading"
    if before.kind in ("heading", "subheading"):
        return False
    if block.kind != "entry" or before.kind != "entry":
        return True
    return max(len(block.lines), len(before.lines)) > 1


def _label_width(blocks: Sequence[Block], width: int) -> int:
    """Return the width of the column of labels of entries, which long ones do not count for."""
    labels = [cell_len(block.label) for block in blocks]
    return max((label for label in labels if label <= width // _LABEL_PART), default=0)


def _put_block(console: Console, block: Block, width: int, label: int) -> None:
    first, *more = map(_bound, block.lines)
    if block.kind == "heading":
        first.stylize("bold")
        _put(console, first, width, 0)
    elif block.kind == "entry":
        indent = _INDENT + label + _GAP
        _put(console, first, width, indent, before=Text(block.label, style="dim"))
        for line in more:
            _put(console, line, width, indent)
    else:
        if block.kind == "subheading":
            first.stylize("underline")
        _put(console, first, width, _INDENT)
        for line in more:
            _put(console, line, width, 2 * _INDENT)


def _put(console: Console, text: Text, width: int, indent: int, before: Text | None = None) -> None:
    """Print a text in lines that end before the width, with what stands in its indent.

    An address stays whole, so that it can be copied.
    """
    margin = Text(" " * indent)
    head = margin
    if before is not None:
        head = Text(" " * _INDENT) + before
        if head.cell_len + _GAP > indent:
            console.print(head, soft_wrap=True)
            head = margin
        head.pad_right(indent - head.cell_len)
    is_whole = any(span.style == STYLES["address"] for span in text.spans)
    lines = [text] if is_whole else text.wrap(console, width - indent, overflow="fold")
    for number, line in enumerate(lines):
        line.rstrip()
        line.plain = line.plain.replace(_BOND, " ")
        console.print((margin if number else head) + line, soft_wrap=True)


def _bound(cell: Cell) -> Text:
    """Return a cell as Rich text in which no line ends between a citation and its paragraph."""
    return text_of([Piece(text.replace(" ¶", f"{_BOND}¶"), role) for text, role in cell])


def _put_footnote(console: Console, note: Footnote, number: str, width: int) -> None:
    indent = _INDENT + len(number) + _GAP
    _put(console, Text(note.text), width, indent, before=Text(number, "cyan"))
    if note.address:
        link = Style(link=note.address if console.is_terminal else None, color="blue")
        console.print(Text(" " * indent).append(note.address, link), soft_wrap=True)
    if note.note:
        _put(console, Text(f"Note: {note.note}", "dim"), width, indent)
