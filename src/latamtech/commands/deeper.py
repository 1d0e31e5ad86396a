"""The commands that go deeper than a list: search, show, brief, conflicts, cite and open."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import typer

from latamtech import streams
from latamtech.answers import formats
from latamtech.commands import opening, options, stories
from latamtech.commands.options import application
from latamtech.errors import UnknownValueError

if TYPE_CHECKING:
    from latamtech.questions.queries import Asked

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
        "show": (stories.SHOW, stories.show),
        "brief": (stories.BRIEF, stories.brief),
        "conflicts": (_CONFLICTS, _conflicts),
        "cite": (_CITE, _cite),
        "open": (_OPEN, _open),
    }[name]
    # What looks like an option may be a word that is looked for: -x.
    settings: dict[str, Any] = {"ignore_unknown_options": True} if name == "search" else {}
    described = [options.CONTEXT, *parameters]
    return application(name, *PURPOSE[name], described, carry_out, **settings)


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
    from latamtech.answers import matches  # noqa: PLC0415 (one command's own)
    from latamtech.questions import hits, search  # noqa: PLC0415 (one command's own)

    fields, form = (
        matches.known_fields(given["fields"]),
        "json" if given["json"] else given["format"],
    )
    words, kinds = given["words"], given["kind"]
    for word in words:
        if re.match("--[a-z]", word):  # a misspelt option rather than a word
            raise UnknownValueError("option", word, [])
    index = opening.of_command(given)
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
        from latamtech.answers import terminal  # noqa: PLC0415 (what only a table needs)

        listed = list(shown)
        many = len(listed) if len(listed) != given["limit"] else search.count(index, found)
        report = matches.report(listed, words, kinds, many, given["fields"])
        streams.answer([terminal.drawn(report)])


_CONFLICTS = (
    *(
        options.option(name, list[str], [], help_, metavar="WORD")
        for name, help_ in (
            ("country", "A country by code, name or alias."),
            ("sector", "A sector, as `latamtech sectors` lists them."),
            ("project", "A project, by its id or a name."),
            ("series", "A series of figures, as `latamtech series` lists them."),
        )
    ),
    options.option(
        "kind",
        list[str],
        [],
        "What they differ on: cost, date, share, status or value.",
        metavar="KIND",
    ),
    opening.FACTS,
    options.FORMAT,
    options.JSON,
    options.FIELDS,
    options.LIMIT,
)


def _conflicts(**given: Any) -> None:  # noqa: ANN401
    import json  # noqa: PLC0415 (the other commands do without)

    from latamtech.questions import conflicts, queries  # noqa: PLC0415

    index = opening.of_command(given)
    words = {name: given[name] for name in conflicts.FILTERS if given[name]}
    fields = [field.strip() for field in given["fields"].split(",") if field.strip()]
    request = queries.Request("conflicts", words, fields, limit=given["limit"])
    asked = queries.understand(index, request, conflicts.KEYS)
    for match in asked.matches:
        if match.word != match.main:
            streams.tell(f"note: {match}")
    kinds = [queries.Match("kind", kind, kind, kind) for kind in given["kind"]]
    asked = asked._replace(matches=[*asked.matches, *kinds])
    found = conflicts.found(index, asked.query, given["kind"])
    first = next(found, None)
    if first is None:
        from latamtech.answers.reports import nothing  # noqa: PLC0415

        streams.tell(nothing(asked))
    found = chain([] if first is None else [first], found)
    form = "json" if given["json"] else given["format"]
    if form != "table":
        rows = (json.dumps(one, separators=(",", ":")) for one in islice(found, request.limit))
        streams.answer(formats.written(form, rows, asked.keys, fields))
    elif first is not None:
        streams.answer([_compared(asked, list(found))])


def _compared(asked: "Asked", found: Sequence[Mapping[str, Any]]) -> str:
    from latamtech.answers import comparison, reports, terminal  # noqa: PLC0415 (what only a page needs)
    from latamtech.answers.columns import plain  # noqa: PLC0415

    shown = found[: asked.request.limit]
    title = reports.title(asked, len(shown), len(found))
    if asked.request.fields:
        return terminal.drawn(reports.laid_out(title, [*map(plain, asked.keys)], shown))
    return terminal.sketched(lambda width: comparison.drawing(title, shown, width))


_CITE = (
    options.argument("ids", list[str], "Ids, or names that mean one record.", metavar="ID..."),
    opening.FACTS,
    options.option("style", options.Style, "text", "How to write the references; else as text."),
)


def _cite(**given: Any) -> None:  # noqa: ANN401
    from latamtech.answers import bibliography  # noqa: PLC0415 (only to cite)
    from latamtech.questions import citations  # noqa: PLC0415 (only to cite)

    index = opening.of_command(given)
    cited: list[str] = []
    for one in [stories.meant(index, word) for word in dict.fromkeys(given["ids"])]:
        found = citations.cited_by(index, one)
        if not found:
            streams.tell(f"no source is recorded for {one.name}")
        cited += found
    streams.answer(bibliography.written(given["style"], citations.sources(index, cited)))


_OPEN = (
    options.argument("id", str, "The id of a source, or of what cites one.", metavar="ID"),
    opening.FACTS,
)


def _open(**given: Any) -> None:  # noqa: ANN401
    from latamtech.answers import browsing  # noqa: PLC0415 (only to open a page)
    from latamtech.questions import citations  # noqa: PLC0415 (only to open a page)

    index = opening.of_command(given)
    meant = stories.meant(index, given["id"])
    address = browsing.address_in(
        list(citations.sources(index, citations.cited_by(index, meant))), meant.name
    )
    streams.tell(f"opening {address}")
    browsing.open_page(address)
