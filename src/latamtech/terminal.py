"""Reports to a terminal, or to a pipe in the same words; the only home of Rich."""

import os
import sys
from collections.abc import Iterable
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from latamtech.reports import Cell, Report

UNLIMITED = 100_000
_NARROWEST, _WIDEST = 20, 10_000
_STYLES = {
    "name": "bold",
    "id": "dim",
    "aside": "dim",
    "derived": "italic",
    "bar": "cyan",
    "address": "blue",
}


def drawn(report: Report) -> str:
    """Return a report as text: as wide as the terminal, or in a pipe as wide as it needs.

    Colours and links are there only where stdout is a terminal that shows them and `NO_COLOR`
    (https://no-color.org) is not set.
    """
    console = _console()
    console.print(Text(report.title, style="bold"))
    console.print()
    fits = sum(column.width + 2 for column in report.columns) <= console.width
    for part in [_table(report)] if fits else _blocks(report):
        console.print(part)
    for text, address in report.footnotes:
        console.print(_footnote(text, address, linked=console.is_terminal))
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


def _table(report: Report) -> Table:
    tall = any("\n" in _text(cell).plain for row in report.rows for cell in row)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, leading=int(tall), show_edge=False)
    for column in report.columns:
        table.add_column(
            Text(column.head),
            justify="right" if column.right else "left",
            min_width=column.width if column.width <= 16 else None,
            overflow="fold",
        )
    for row in report.rows:
        table.add_row(*map(_text, row))
    return table


def _blocks(report: Report) -> Iterable[RenderableType]:
    """Yield each row as a block of headings and values, for where a table would be too narrow."""
    for row in report.rows:
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(style="dim", no_wrap=True)
        block.add_column(overflow="fold")
        for column, cell in zip(report.columns, row, strict=True):
            block.add_row(Text(column.head), _text(cell))
        yield block
        yield Text()


def _text(cell: Cell) -> Text:
    """Return a cell as Rich text, which no content of a fact can act on as markup."""
    return Text.assemble(*((piece.text, _STYLES.get(piece.role, "")) for piece in cell))


def _footnote(text: str, address: str, *, linked: bool) -> Text:
    note = Text(text, overflow="fold")
    if address:
        note.append(", ")
        note.append(address, Style(link=address if linked else None, color="blue"))
    return note
