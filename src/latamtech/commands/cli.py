"""The program as one command, made of the commands that are called for; home of Typer."""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from latamtech import __version__
from latamtech.commands import lookup
from latamtech.errors import UnknownValueError

GROUPS = {
    "Look up": tuple(lookup.PURPOSE),
    "Go deeper": ("search", "show", "brief", "conflicts", "cite", "open"),
    "Add facts": ("check", "new", "schema"),
}
COMMANDS = tuple(name for names in GROUPS.values() for name in names)


class _Commands(TyperGroup):
    """The commands, each made when it is called for: only one is needed at a time."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 (Typer's own classes and signature)
        """Return the names of the commands, in the order in which the help lists them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Return the command with a name; `None` where there is none."""
        if cmd_name in lookup.PURPOSE:
            return get_command(lookup.lookup(cmd_name))
        if cmd_name in GROUPS["Go deeper"]:
            from latamtech.commands.deeper import deeper  # noqa: PLC0415 (looking up does without)

            return get_command(deeper(cmd_name))
        if cmd_name in GROUPS["Add facts"]:
            from latamtech.commands.upkeep import upkeep  # noqa: PLC0415

            return get_command(upkeep(cmd_name))
        return None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the commands, group by group, each with its promise whole."""
        for group, names in GROUPS.items():
            with formatter.section(group):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl(
                    [(name, command.help.partition("\n")[0]) for name, command in commands]
                )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command that the first word names; refuse one that is none."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-") and not ctx.resilient_parsing:
            from latamtech.model.suggestions import nearest  # noqa: PLC0415 (an error may take longer)

            near = nearest(word, COMMANDS)
            raise UnknownValueError("command", word, near, "`latamtech --help`")
        return super().resolve_command(ctx, args)


def command() -> Any:  # noqa: ANN401 (a class that Typer keeps to itself)
    """Return the whole program as one command, to be called with a command line."""
    app = typer.Typer(
        cls=_Commands,
        rich_markup_mode=None,
        epilog="Each command explains itself: latamtech projects --help",
    )
    app.callback(invoke_without_command=True)(_root)
    return get_command(app)


def _root(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read all facts anew, and keep nothing.")
    ] = False,
) -> None:
    """Look up what is being built, who said what, and how much was invested when.

    Facts on technology cooperation between China and Latin America and the Caribbean, each with
    its source down to the paragraph.
    """
    ctx.obj = {"cached": not no_cache}
    if version:
        typer.echo(f"latamtech {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
