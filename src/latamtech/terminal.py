"""Reports to a terminal, or to a pipe in the same words; the only home of Rich."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from latamtech.columns import Cell, Piece
from latamtech.pages import Block, Footnote, Page
from latamtech.reports import Report

UNLIMITED = 100_000
_NARROWEST, _WIDEST = 20, 10_000
_GAP = 2
_WIDEST_HEADING = 14
_MEASURE = 100
_INDENT = 2
_LABEL_PART = 3
_BOND = "\ufdd0"  # never a character of a text (Unicode, noncharacters)
_STYLES = {
    "name": "bold",
    "id": "dim",
    "aside": "dim",
    "derived": "italic",
    "bar": "cyan",
    "address": "blue",
    "mark": "cyan",
}


def drawn(report: Report) -> str:
    """Return a report as text: as wide as the terminal, or in a pipe as wide as it needs.

    Colours and links are there only where stdout is a terminal that shows them and `NO_COLOR`
    (https://no-color.org) is not set.
    """
    console = _console()
    console.print(Text(report.title, style="bold"))
    console.print()
    widths = _widths(report, console.width)
    console.print(_table(report, widths) if widths else _blocks(report))
    if report.footnotes:
        console.print()
    for text, address in report.footnotes:
        console.print(_footnote(text, address, linked=console.is_terminal))
    return _printed(console)


def page_drawn(page: Page) -> str:
    """Return a page as text: as wide as the terminal but for long lines, which tire the eye."""
    console = _console()
    width = min(console.width, _MEASURE)
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
    return _printed(console)


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
    is_whole = any(span.style == _STYLES["address"] for span in text.spans)
    lines = [text] if is_whole else text.wrap(console, width - indent, overflow="fold")
    for number, line in enumerate(lines):
        line.rstrip()
        line.plain = line.plain.replace(_BOND, " ")
        console.print((margin if number else head) + line, soft_wrap=True)


def _bound(cell: Cell) -> Text:
    """Return a cell as Rich text in which no line ends between a citation and its paragraph."""
    return _text([Piece(text.replace(" ¶", f"{_BOND}¶"), role) for text, role in cell])


def _put_footnote(console: Console, note: Footnote, number: str, width: int) -> None:
    indent = _INDENT + len(number) + _GAP
    _put(console, Text(note.text), width, indent, before=Text(number, "cyan"))
    if note.address:
        link = Style(link=note.address if console.is_terminal else None, color="blue")
        console.print(Text(" " * indent).append(note.address, link), soft_wrap=True)
    if note.note:
        _put(console, Text(f"Note: {note.note}", "dim"), width, indent)


def _printed(console: Console) -> str:
    lines = console.file.getvalue().split("\n") if isinstance(console.file, StringIO) else []
    return "\n".join(line.rstrip() for line in lines)


def _console() -> Console:
    to_terminal = sys.stdout.isatty()
    return Console(
        file=StringIO(),
        width=_width(to_terminal=to_terminal),
        force_terminal=to_terminal,
        color_system="auto" if to_terminal and not os.environ.get("NO_COLOR") else None,
        highlight=False,
        emoji=False,
        markup=False,
    )


def _width(*, to_terminal: bool) -> int:
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdecimal() and int(wanted[:9]):
        return min(max(int(wanted[:9]), _NARROWEST), _WIDEST)
    if not to_terminal:
        return UNLIMITED
    try:
        return min(max(os.get_terminal_size(sys.stdout.fileno()).columns, _NARROWEST), _WIDEST)
    except OSError:
        return 80


def _table(report: Report, widths: Sequence[int]) -> Table:
    tall = any("\n" in _text(cell).plain for row in report.rows for cell in row)
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        leading=int(tall),
        pad_edge=False,
        show_edge=False,
    )
    for column, width in zip(report.columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.right else "left"
        table.add_column(Text(column.head), justify=justify, width=width, overflow="fold")
    for row in report.rows:
        table.add_row(*map(_text, row))
    return table


def _widths(report: Report, width: int) -> list[int] | None:
    """Return the widths of a report's columns in a table; `None` where one would be too narrow.

    A column gets what its longest line needs or, where that is too much, its share of what the
    others leave, but never less than it reads well in.
    """
    needs = [
        max(map(cell_len, [column.head[: column.width], *_longest_lines(report, number)]))
        for number, column in enumerate(report.columns)
    ]
    widths = [min(need, column.width) for need, column in zip(needs, report.columns, strict=True)]
    left = width - sum(widths) - _GAP * (len(widths) - 1)
    if left < 0:
        return None
    while left > 0 and (short := [n for n, need in enumerate(needs) if widths[n] < need]):
        for number in short[:left]:
            more = min(max(left // len(short), 1), needs[number] - widths[number])
            widths[number] += more
        left = width - sum(widths) - _GAP * (len(widths) - 1)
    return widths


def _longest_lines(report: Report, number: int) -> Iterable[str]:
    return (line for row in report.rows for line in _text(row[number]).plain.split("\n"))


def _blocks(report: Report) -> Group:
    """Return each row as a block of headings and values, for where a table would be too narrow."""
    return Group(*_block_by_block(report))


def _block_by_block(report: Report) -> Iterator[RenderableType]:
    for number, row in enumerate(report.rows):
        if number:
            yield Text()
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(style="dim", max_width=_WIDEST_HEADING, overflow="fold")
        block.add_column(overflow="fold")
        for column, cell in zip(report.columns, row, strict=True):
            if text := _text(cell):
                block.add_row(Text(column.head), text)
        yield block


def _text(cell: Cell) -> Text:
    """Return a cell as Rich text, which no content of a fact can act on as markup."""
    return Text.assemble(*((piece.text, _STYLES.get(piece.role, "")) for piece in cell))


def _footnote(text: str, address: str, *, linked: bool) -> Text:
    note = Text(text, overflow="fold")
    if address:
        note.append(", ")
        note.append(address, Style(link=address if linked else None, color="blue"))
    return note
