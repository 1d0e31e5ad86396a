"""The least that a Typer program of two commands does: what the interpreter and Typer take."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    """Greet somebody."""
    typer.echo(f"Hello {name}")


@app.command()
def goodbye(name: str) -> None:
    """Take leave of somebody."""
    typer.echo(f"Goodbye {name}")
