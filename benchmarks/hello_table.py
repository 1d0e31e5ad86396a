"""The least that a Typer program does which prints a table with Rich."""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    """Greet somebody in a table."""
    table = Table("Word", "Name")
    table.add_row("Hello", name)
    Console().print(table)


@app.command()
def goodbye(name: str) -> None:
    """Take leave of somebody."""
    typer.echo(f"Goodbye {name}")
