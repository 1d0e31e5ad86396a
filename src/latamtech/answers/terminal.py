"""Reports to a terminal, or to a pipe in the same words; the only home of Rich."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from latamtech.answers.columns import Cell
from latamtech.answers.drawings import Drawing
from latamtech.answers.reports import Report

UNLIMITED = 100_000
WIDEST_PAGE = 100  # longer lines tire the eye
_NARROWEST, _WIDEST = 20, 10_000
_GAP = 2
_WIDEST_HEADING = 14
STYLES = {
    "name": "bold",
    "id": "dim",
    "aside": "dim",
    "derived": "italic",
    "bar": "cyan",
    "address": "blue",
    "mark": "cyan",
    "match": "bold yellow",
}


def drawn(report: Report) -> str:
    """Return a report as text: as wide as the terminal, or in a pipe as wide as it needs.

    Colours and links are there only where stdout is a terminal that shows them and `NO_COLOR`
    (https://no-color.org) is not set.
    """
    console = new_console()
    widths = _widths(report, console.width)
    table = _table(report, widths) if widths else _blocks(report, console)
    return _whole(console, report.title, table, report.footnotes)


def sketched(drawing: Callable[[int], Drawing]) -> str:
    """Return a drawing as text, made for the width of the terminal; in a pipe for that of a page.

    It is coloured as `drawn` says.
    """
    console = new_console()
    made = drawing(WIDEST_PAGE if console.width == UNLIMITED else console.width)
    lines = [Padding.indent(text_of(line.cell) or " ", line.indent) for line in made.lines]
    return _whole(console, made.title, Group(*lines), made.footnotes)


def _whole(
    console: Console, title: str, body: RenderableType, footnotes: Sequence[tuple[str, str]]
) -> str:
    console.print(Text(title, style="bold"))
    console.print()
    if isinstance(body, Text) and not console.color_system:
        console.file.write(f"{body.plain}\n")  # in lines already, and nothing to colour
    else:
        console.print(body, soft_wrap=isinstance(body, Text))
    if footnotes:
        console.print()
    for text, address in footnotes:
        console.print(_footnote(text, address, linked=console.is_terminal))
    return printed(console)


def printed(console: Console) -> str:
    """Return what was printed, without blanks at the ends of lines."""
    lines = console.file.getvalue().split("\n") if isinstance(console.file, StringIO) else []
    return "\n".join(line.rstrip() for line in lines)


def new_console() -> Console:
    """Return a console that keeps what is printed, as wide and as coloured as stdout is."""
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
    tall = any("\n" in piece.text for row in report.rows for cell in row for piece in cell)
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
        table.add_row(*map(text_of, row))
    return table


def _widths(report: Report, width: int) -> list[int] | None:
    """Return the widths of a report's columns in a table; `None` where one would be too narrow.

    A column gets what its longest line needs or, where that is too much, what its longest word
    needs and its share of what the others leave, but never less than it reads well in.
    """
    needs, words = [], []
    for number, column in enumerate(report.columns):
        lines = [column.head[: column.width], *_lines(report, number)]
        needs.append(max(map(cell_len, lines)))
        words.append(max(map(cell_len, " ".join(lines).split()), default=0))
    widths = [min(need, column.width) for need, column in zip(needs, report.columns, strict=True)]
    left = width - sum(widths) - _GAP * (len(widths) - 1)
    if left < 0:
        return None
    for number in sorted(range(len(words)), key=words.__getitem__):
        if 0 < words[number] - widths[number] <= left:  # so that an id can be copied
            left -= words[number] - widths[number]
            widths[number] = words[number]
    while left > 0 and (short := [n for n, need in enumerate(needs) if widths[n] < need]):
        for number in short[:left]:
            more = min(max(left // len(short), 1), needs[number] - widths[number])
            widths[number] += more
        left = width - sum(widths) - _GAP * (len(widths) - 1)
    return widths


def _lines(report: Report, number: int) -> Iterable[str]:
    cells = ("".join([piece.text for piece in row[number]]) for row in report.rows)
    return (line for cell in cells for line in cell.split("\n"))


def _blocks(report: Report, console: Console) -> Text:
    """Return each row as a block of headings and values, for where a table would be too narrow."""
    heads = [cell_len(column.head) for column in report.columns]
    label = min(max(heads), _WIDEST_HEADING, console.width // 2 - _GAP)
    lines: list[Text] = []
    for number, row in enumerate(report.rows):
        lines += [Text()] if number else []
        for column, cell in zip(report.columns, row, strict=True):
            if text := text_of(cell):
                lines += _labelled(column.head, text, label, console)
    return Text("\n").join(lines)


def _labelled(head: str, text: Text, width: int, console: Console) -> Iterator[Text]:
    """Yield the lines of a value, with the heading before the first, in columns side by side."""
    heads = Text(head).wrap(console, width, overflow="fold")
    texts = text.wrap(console, console.width - width - _GAP, overflow="fold")
    for one, other in zip_longest(heads, texts, fillvalue=Text()):
        line = Text().append(one.plain, "dim")
        line.pad_right(width + _GAP - line.cell_len)
        yield line.append_text(other)


def text_of(cell: Cell) -> Text:
    """Return a cell as Rich text, which no content of a fact can act on as markup."""
    return Text.assemble(*((piece.text, STYLES.get(piece.role, "")) for piece in cell))


def _footnote(text: str, address: str, *, linked: bool) -> Text:
    note = Text(text, overflow="fold")
    if address:
        note.append(", ")
        note.append(address, Style(link=address if linked else None, color="blue"))
    return note
