"""The commands that go deeper than a list: search, show, brief, conflicts, cite and open."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Any

import typer

from latamtech import formats, opening, options
from latamtech.errors import UnknownValueError
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
    # What looks like an option may be a word that is looked for: -x.
    settings: dict[str, Any] = {"ignore_unknown_options": True} if name == "search" else {}
    described = [options.CONTEXT, *parameters]
    return application(name, *PURPOSE[name], described, carry_out, **settings)


def _index(given: Mapping[str, Any]) -> Index:
    return opening.opened(given["facts"], cached=given["context"].obj["cached"])


_SEARCH = (
    options.argument("words", list[str], "Words, phrases between quotation marks, beginnings*."),
    options.option("kind", list[str], [], "Only records of this kind.", metavar="KIND"),
    opening.FACTS,
    options.FORMAT,
    options.JSON,
    options.FIELDS,
    options.LIMIT,
)


def _search(**given: Any) -> None:  # noqa: ANN401 (the options above say what is given)
    from latamtech import hits, matches, search, streams  # noqa: PLC0415 (one command's own)

    fields, form = (
        matches.known_fields(given["fields"]),
        "json" if given["json"] else given["format"],
    )
    words, kinds = given["words"], given["kind"]
    for word in words:
        if re.match("--[a-z]", word):  # a misspelt option rather than a word
            raise UnknownValueError("option", word, [])
    index = _index(given)
    found = search.search(index, words, kinds)
    for note in found.notes:
        streams.tell(f"note: {note}")
    shown = hits.hits(index, islice(found.places, given["limit"]), found.terms)
    first = next(shown, None)
    if first is None:
        streams.tell(matches.nothing(words, kinds))
    shown = chain([] if first is None else [first], shown)
    if form != "table":
        rows = matches.rows(shown)
        streams.answer(formats.written(form, rows, fields or hits.KEYS, fields))
    elif first is not None:
        from latamtech import terminal  # noqa: PLC0415 (what only a table needs)

        listed = list(shown)
        many = len(listed) if len(listed) != given["limit"] else search.count(index, found)
        report = matches.report(listed, words, kinds, many, given["fields"])
        streams.answer([terminal.drawn(report)])


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
