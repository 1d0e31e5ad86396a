"""Options of commands, declared as data: what Typer would else read off a function's signature."""

from collections.abc import Callable, Iterable, Sequence
from inspect import Parameter, Signature
from typing import Annotated, Any

import typer


def option(
    name: str, kind: Any, default: object, help_: str, *flags: str, **more: Any
) -> Parameter:  # noqa: ANN401 (Typer's own words)
    """Return an option: its name, the type of its value, its default, what it is for."""
    declared = typer.Option(*flags, help=help_, show_default=False, **more)
    return Parameter(
        name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, declared]
    )


def application(
    name: str,
    purpose: str,
    examples: Sequence[str],
    parameters: Iterable[Parameter],
    carry_out: Callable[..., None],
) -> typer.Typer:
    """Return an application of one command, which calls a function with the options by name."""
    carry_out.__signature__ = Signature([*parameters])  # type: ignore[attr-defined]
    shown = "\n".join(f"  latamtech {name} {example}".rstrip() for example in examples)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.command(name.rpartition(" ")[2], help=f"{purpose}\n\n\b\nExamples:\n{shown}")(carry_out)
    return app
