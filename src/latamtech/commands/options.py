"""Options of commands, declared as data: what Typer would else read off a function's signature."""

from collections.abc import Callable, Iterable, Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any, Literal

import typer


def option(
    name: str,
    kind: Any,  # noqa: ANN401 (whatever Typer can read)
    default: object,
    help_: str,
    *flags: str,
    **more: Any,  # noqa: ANN401 (Typer's own words)
) -> Parameter:
    """Return an option: its name, the type of its value, its default, what it is for."""
    declared = typer.Option(*flags, help=help_, show_default=False, **more)
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, declared]
    )


def argument(name: str, kind: Any, help_: str, metavar: str | None = None) -> Parameter:  # noqa: ANN401
    """Return an argument that must be given: its name, the type of its value, what it is for."""
    declared = typer.Argument(
        help=help_, metavar=metavar or f"{name.upper()}...", show_default=False
    )
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, declared])


def page_format(else_: str) -> Parameter:
    """Return the option for the form of a page, its help with what it is without the option."""
    return option("format", _Page | None, None, f"How to print the answer; else {else_}.")


def application(
    name: str,
    purpose: str,
    examples: Sequence[str],
    parameters: Iterable[Parameter],
    carry_out: Callable[..., None],
    **settings: Any,  # noqa: ANN401 (Typer's own words)
) -> typer.Typer:
    """Return an application of one command, which calls a function with the options by name.

    The settings are those of its context, beyond what a command has as a rule.
    """
    carry_out.__signature__ = Signature([*parameters])  # type: ignore[attr-defined]
    shown = "\n".join(f"  latamtech {name} {example}".rstrip() for example in examples)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    help_ = f"{purpose}\n\n\b\nExamples:\n{shown}"
    app.command(name.rpartition(" ")[2], help=help_, context_settings=settings)(carry_out)
    return app


_MOST_ROWS = 2**53
_Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown"]
Style = Literal["text", "bibtex", "ris", "csl-json"]
_Page = Literal["page", "markdown", "json"]
# What several commands have in common.
CONTEXT = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
FORMAT = option("format", _Format, "table", "How to print the answer; else as a table.")
JSON = option("json", bool, False, "The same as --format json.", "--json")  # noqa: FBT003 (a default)
FIELDS = option("fields", str, "", "Only these fields, with commas between.", metavar="A,B")
LIMIT = option(
    "limit", int | None, None, "Print no more rows than this.", min=1, max=_MOST_ROWS, metavar="N"
)
