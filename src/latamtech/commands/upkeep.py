"""The commands for who adds facts: check, new and schema."""

import json
from collections.abc import Mapping, Sequence
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from latamtech import streams
from latamtech.commands.options import application, option
from latamtech.errors import UnreadableError, WrongQuestionError, count_of, neutral, shown
from latamtech.indexing.refresh import BUILTIN, VOCABULARY, builtin_facts
from latamtech.reading.problems import Problem

_SHOWN = 80  # characters on either side of a syntax error
PURPOSE: Mapping[str, tuple[str, Sequence[str]]] = {
    "check": (
        "Check fact files, and report every mistake with its line.",
        ["", "facts/projects/chancay-port.toml", "--strict", "--texts copies"],
    ),
    "new": (
        "Print a template for a new record, to be saved as a file.",
        ["source --address https://example.org/2026-01-31/news", "quote --id yu-on-ports"],
    ),
    "schema": ("Print the JSON Schema of a fact file.", [""]),
}


def upkeep(name: str) -> typer.Typer:
    """Return the command with a name, as an application of its own."""
    if name == "new":
        return _new_application()
    parameters, carry_out = {"check": (_CHECKED, _check), "schema": ((), _schema)}[name]
    return application(name, *PURPOSE[name], parameters, carry_out)


_CHECKED = (
    Parameter(
        "paths",
        Parameter.KEYWORD_ONLY,
        default=[],
        annotation=Annotated[
            list[str],
            typer.Argument(
                help="Fact files or folders of them; without any, the program's own facts.",
                metavar="[PATH]...",
                show_default=False,
            ),
        ],
    ),
    option(
        "facts",
        list[str],
        [],
        "Other facts that those checked refer to; `builtin` names those of the program.",
        metavar="PATH",
    ),
    option("texts", str, "", "A folder with local copies of the sources.", metavar="FOLDER"),
    option("strict", bool, False, "Let warnings count as errors.", "--strict"),  # noqa: FBT003 (a default)
    option("json", bool, False, "Print the problems as JSON.", "--json"),  # noqa: FBT003
)


def _check(**given: Any) -> None:  # noqa: ANN401 (the options above say what is given)
    from latamtech.reading import files, loading  # noqa: PLC0415 (help does without)

    if "" in [*given["paths"], *given["facts"]]:
        raise UnreadableError("check", "the path is empty")
    checked = [Path(path) for path in given["paths"]] or [builtin_facts()]
    others = [builtin_facts() if path == BUILTIN else Path(path) for path in given["facts"]]
    others += [builtin_facts()] if any(map(_is_ours, checked)) else []
    ours = files.fact_files(checked)
    every = files.fact_files([*ours, builtin_facts() / VOCABULARY, *others])  # each under one name
    read = [*every[len(ours) :], *ours]  # so that what is taken already is taken by the others
    own = set(map(files.shortest, ours))
    problems = [problem for problem in loading.inspect(read) if problem.file in own]
    if given["json"]:
        streams.answer([json.dumps([problem._asdict() for problem in problems], indent=1), "\n"])
    else:
        streams.answer(f"{line}\n" for line in _told(problems, len(own)))
    failed = any(problem.severity == "error" or given["strict"] for problem in problems)
    if given["texts"] and not failed:
        failed = _verify(loading.load(read), own, Path(given["texts"]), as_json=given["json"])
    if failed:
        raise typer.Exit(1)


def _is_ours(path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(builtin_facts().resolve())
    except (OSError, RuntimeError, ValueError):  # links in circles, characters of no path
        return False


def _told(problems: Sequence[Problem], files: int) -> list[str]:
    lines = [line for problem in problems for line in (str(problem), *_excerpt(problem))]
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [count_of(errors, "error"), count_of(len(problems) - errors, "warning")]
    return [*lines, f"{', '.join(counts)} in {count_of(files, 'file')}"]


def _excerpt(problem: Problem) -> list[str]:
    """Return what stands around a syntax error on its line, and a caret below the place.

    Of a file that is a link nothing is shown: it may lead to what the link's maker can't read.
    """
    from latamtech.indexing.cells import width_of  # noqa: PLC0415
    from latamtech.reading.files import text_of  # noqa: PLC0415

    path = Path(problem.file)
    if problem.rule != "syntax" or path.is_symlink():
        return []
    lines = [*text_of(path).split("\n"), ""]
    line, at = lines[min(problem.line, len(lines)) - 1], problem.column - 1
    before, after = (
        neutral(part.replace("\t", " "))
        for part in (line[max(0, at - _SHOWN) : at], line[at : at + _SHOWN])
    )
    return [f"    {before}{after}", f"    {' ' * width_of(before)}^"]


def _verify(records: Sequence[Any], own: set[str], folder: Path, *, as_json: bool) -> bool:
    """Hold records against local copies of their sources; tell whether one does not hold."""
    from latamtech.reading import texts  # noqa: PLC0415

    found = [one for one in texts.verify(records, folder) if one.record.file in own]
    problems = texts.problems(found)
    if as_json:
        return bool(problems)
    streams.answer(f"{problem}\n" for problem in problems)
    for one in found:
        if one.outcome == "unverifiable":
            streams.answer([f"{one.record.kind} {shown(one.record.id)}: {neutral(one.message)}\n"])
    streams.answer([texts.summary(found), "\n"])
    return bool(problems)


def _schema() -> None:
    from latamtech.reading.schema import json_schema_text  # noqa: PLC0415

    streams.answer([json_schema_text()])


def _new_application() -> typer.Typer:
    """Return `new` as one application with a command for each kind of record."""
    from latamtech.reading.scaffold import TEMPLATES  # noqa: PLC0415 (the other commands do without)

    purpose, examples = PURPOSE["new"]
    shown = "\n".join(f"  latamtech new {example}" for example in examples)
    app = typer.Typer(
        rich_markup_mode=None,
        add_completion=False,
        help=f"{purpose} It writes no file, so it overwrites none.\n\n\b\nExamples:\n{shown}",
    )

    @app.callback(invoke_without_command=True)
    def need_a_kind(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            raise WrongQuestionError(f"new needs a kind: {', '.join(TEMPLATES)}")

    for kind in TEMPLATES:
        app.add_typer(_template_application(kind))
    return app


def _template_application(kind: str) -> typer.Typer:
    from latamtech.reading.scaffold import fillable, template  # noqa: PLC0415

    def print_template(**given: Any) -> None:  # noqa: ANN401 (the options below say what is given)
        streams.answer([template(kind, {key: word for key, word in given.items() if word})])

    options = [
        option(name, list[str], [], f"Fill in {name}.", metavar="WORD") for name in fillable(kind)
    ]
    purpose = f"Print a template for a new {kind}."
    return application(f"new {kind}", purpose, [""], options, print_template)
