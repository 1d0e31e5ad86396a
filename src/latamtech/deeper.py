"""The commands that go deeper than a list: search, show, brief, conflicts, cite and open."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from latamtech import opening, options, streams
from latamtech.errors import shown
from latamtech.index import Index
from latamtech.options import application
from latamtech.subjects import Subject, subject

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
    options.option("style", options.Style, "text", "How to write the references; else as text."),
)


def _cite(**given: Any) -> None:  # noqa: ANN401
    from latamtech import bibliography, citations  # noqa: PLC0415 (only to cite)

    index = _index(given)
    cited: list[str] = []
    for one in [_meant(index, word) for word in given["ids"]]:
        found = citations.cited_by(index, one)
        if not found:
            streams.tell(f"no source is recorded for {one.name}")
        cited += found
    streams.answer(bibliography.written(given["style"], citations.sources(index, cited)))


def _meant(index: Index, word: str) -> Subject:
    """Return the record that a word means, telling which where the word is not its id or name."""
    meant = subject(index, word)
    if not meant.is_named:
        streams.tell(f"note: {shown(word)} is {meant.name} ({meant.id})")
    return meant


_OPEN = (
    options.argument("id", str, "The id of a source, or of what cites one.", metavar="ID"),
    opening.FACTS,
)


def _open(**given: Any) -> None:  # noqa: ANN401
    from latamtech import browsing, citations  # noqa: PLC0415 (only to open a page)

    index = _index(given)
    meant = _meant(index, given["id"])
    address = browsing.address_in(
        list(citations.sources(index, citations.cited_by(index, meant))), meant.name
    )
    streams.tell(f"opening {address}")
    browsing.open_page(address)
