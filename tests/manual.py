"""The command reference and the manual page, both made from the help that the program prints."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from latamtech import __version__
from latamtech.commands.cli import GROUPS, command

_EXAMPLES = "Examples:\n"


class Explained(NamedTuple):
    """A command as its help explains it: its name and usage, what it does, examples, options."""

    name: str
    usage: str
    promise: str
    more: list[str]
    examples: list[str]
    options: list[tuple[str, str]]
    kinds: list[str]


def explained() -> tuple[Explained, dict[str, list[Explained]]]:
    """Return the program itself, and its commands group by group."""
    program = command()
    context = program.make_context("latamtech", [], resilient_parsing=True)
    groups = {
        group: [_explained(program.get_command(context, name), name, context) for name in names]
        for group, names in GROUPS.items()
    }
    return _explained(program, "", None), groups


def _explained(one: Any, name: str, parent: Any) -> Explained:  # noqa: ANN401 (classes Typer keeps)
    path = f"latamtech {name}".strip()
    context = one.make_context(path.rpartition(" ")[2], [], parent, resilient_parsing=True)
    said, _, examples = one.help.replace("\b\n", "").partition(_EXAMPLES)
    promise, *more = [" ".join(part.split()) for part in said.split("\n\n") if part.strip()]
    records = [param.get_help_record(context) for param in one.params]
    return Explained(
        path,
        " ".join([path, *one.collect_usage_pieces(context)]),
        promise,
        more,
        [line.strip() for line in examples.splitlines() if line.strip()],
        [record for record in records if record],
        list(getattr(one, "commands", ())),
    )


def reference() -> str:
    """Return the command reference, as Markdown."""
    program, groups = explained()
    return "\n".join(_reference(program, groups)) + "\n"


def _reference(program: Explained, groups: dict[str, list[Explained]]) -> Iterator[str]:
    yield "# The commands"
    yield "\n<!-- made from the live help by pytest --accept -->\n"
    yield program.promise + "\n"
    yield from _options(program)
    for group, commands in groups.items():
        yield f"## {group}\n"
        for one in commands:
            yield f"### `{one.usage}`\n"
            yield from (f"{text}\n" for text in [one.promise, *one.more])
            if one.kinds:
                yield f"Kinds: {', '.join(f'`{kind}`' for kind in one.kinds)}.\n"
            if one.examples:
                yield "\n".join(["```sh", *one.examples, "```\n"])
            yield from _options(one)


def _options(one: Explained) -> Iterator[str]:
    if one.options:
        yield "| option | what it does |"
        yield "|---|---|"
        for names, help_ in one.options:
            yield f"| `{_cell(names)}` | {_cell(help_)} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def manual_page() -> str:
    """Return the manual page of section 1, in the macros of man(7)."""
    program, groups = explained()
    return "\n".join(_manual_page(program, groups)) + "\n"


def _manual_page(program: Explained, groups: dict[str, list[Explained]]) -> Iterator[str]:
    yield f'.TH LATAMTECH 1 "" "latamtech {__version__}" "User Commands"'
    yield ".SH NAME"
    promise = program.promise[:1].lower() + program.promise[1:].rstrip(".")
    yield f"latamtech \\- {_roff(promise)}"
    yield ".SH SYNOPSIS"
    yield f".B {_roff(program.usage)}"
    yield ".SH DESCRIPTION"
    yield from _paragraphs(program.more)
    yield ".SH OPTIONS"
    yield from _tagged(program.options)
    for group, commands in groups.items():
        yield f".SH {group.upper()}"
        for one in commands:
            yield f".SS {_roff(one.usage)}"
            kinds = [f"Kinds: {', '.join(one.kinds)}."] if one.kinds else []
            yield from _paragraphs([one.promise, *one.more, *kinds])
            yield from _tagged(one.options)
            if one.examples:
                yield from (".PP", "Examples:", ".nf", *map(_roff, one.examples), ".fi")
    yield ".SH EXIT STATUS"
    yield from _tagged(
        [
            ("0", "answered, also when nothing matched"),
            ("1", "facts are invalid, no such record, or reading or writing failed"),
            ("2", "the command was wrong"),
        ]
    )
    yield ".SH ENVIRONMENT"
    yield from _tagged(
        [
            ("LATAMTECH_FACTS", "fact files and folders to read, separated as PATH is"),
            ("LATAMTECH_CACHE", "the folder that the index is kept in"),
            ("NO_COLOR", "if it is set, no colours"),
        ]
    )


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield ".PP"
        yield _roff(text)


def _tagged(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, text in pairs:
        yield from (".TP", f".B {_roff(term)}", _roff(text))


def _roff(text: str) -> str:
    """Return text that the formatter prints as it is (groff_char(7), man(7))."""
    plain = (
        text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace('"', "\\(dq")
    )
    return re.sub(r"^([.'])", r"\\&\1", plain)
