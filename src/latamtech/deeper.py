"""The commands that go deeper than a list: search, show, brief, conflicts, cite and open."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from latamtech import opening, options
from latamtech.index import Index
from latamtech.options import application

PURPOSE: Mapping[str, tuple[str, Sequence[str]]] = {
    "search": (
        "Find words in all that is recorded, best match first.",
        ['"smart port"', "peru cosco --kind project", "钱凯"],
    ),
    "show": (
        "Show one record whole, with all that refers to it.",
        ["chancay-port", '"Yuan Dongzhen"', "cgtn-2024-11-07 --json"],
    ),
    "brief": (
        "Put together what is known of a country, sector, technology or organization.",
        ["Peru", "Peru --format markdown"],
    ),
    "conflicts": ("Show where sources differ on one thing, side by side.", ["", "--country Peru"]),
    "cite": (
        "Print the sources of records as reference managers read them.",
        ["chancay-port", "chancay-port --style bibtex"],
    ),
    "open": ("Open the page of a source in the browser.", ["cgtn-2024-11-07"]),
}


def deeper(name: str) -> typer.Typer:
    """Return the command with a name, as an application of its own."""
    parameters, carry_out = {
        "search": (_SEARCH, _search),
        "show": (_SHOW, _show),
        "brief": (_BRIEF, _brief),
        "conflicts": (_CONFLICTS, _conflicts),
        "cite": (_CITE, _cite),
        "open": (_OPEN, _open),
    }[name]
    return application(name, *PURPOSE[name], [options.CONTEXT, *parameters], carry_out)


def _index(given: Mapping[str, Any]) -> Index:
    return opening.opened(given["facts"], cached=given["context"].obj["cached"])


_SEARCH = (
    options.argument("words", list[str], "Words, phrases between quotation marks, beginnings*."),
    opening.FACTS,
)


def _search(**given: Any) -> None:  # noqa: ANN401 (the options above say what is given)
    _index(given)


_SHOW = (
    options.argument("ids", list[str], "Ids, or names that mean one record.", metavar="ID..."),
    opening.FACTS,
)


def _show(**given: Any) -> None:  # noqa: ANN401
    _index(given)


_BRIEF = (
    options.argument("subject", str, "A country, sector, technology or organization."),
    opening.FACTS,
)


def _brief(**given: Any) -> None:  # noqa: ANN401
    _index(given)


_CONFLICTS = (opening.FACTS,)


def _conflicts(**given: Any) -> None:  # noqa: ANN401
    _index(given)


_CITE = (
    options.argument("ids", list[str], "Ids, or names that mean one record.", metavar="ID..."),
    opening.FACTS,
)


def _cite(**given: Any) -> None:  # noqa: ANN401
    _index(given)


_OPEN = (
    options.argument("id", str, "The id of a source, or of what cites one.", metavar="ID"),
    opening.FACTS,
)


def _open(**given: Any) -> None:  # noqa: ANN401
    _index(given)
