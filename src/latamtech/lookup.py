"""The commands that look facts up: a user's words to a request, the answer to stdout."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import Parameter
from itertools import chain
from typing import Any

import typer

from latamtech import formats, opening, options, queries, streams
from latamtech.database import DatabaseError
from latamtech.errors import LatamtechError, WrongQuestionError
from latamtech.index import Index
from latamtech.options import application, option
from latamtech.queries import Asked, Request

_MOST_COMPLETIONS = 100

_HELP = {
    "country": "A country by code, name or alias, in English, Spanish, Portuguese or Chinese.",
    "sector": "A sector, as `latamtech sectors` lists them.",
    "technology": "A technology, as `latamtech technologies` lists them.",
    "organization": "An organization that takes part or is spoken for.",
    "speaker": "A speaker, by the names in any order, or by one of them.",
    "project": "A project that it speaks of or measures.",
    "series": "A series, as `latamtech series` lists them.",
    "status": "A status, such as operating.",
    "speech": "direct, as printed between quotation marks, or reported.",
    "measure": "A measure, such as investment-stock.",
    "since": "Only what overlaps this date or a later one: 2022, 2022-09, 2022-09-04.",
    "until": "Only what overlaps this date or an earlier one.",
    "text": "Only what holds all these words.",
}
PURPOSE = {
    "projects": (
        "Show what is being built, run or researched.",
        ["--country Peru", "--sector ports --json"],
    ),
    "quotes": (
        "Show who said what: direct quotations, and what is reported of a speaker.",
        ['--speaker "Yu Xiaohui"', "--project chancay-port --format csv"],
    ),
    "timeline": (
        "Show how much was invested when: figures, milestones and amounts, in order of date.",
        ["--since 2020", "--json | jq '.[] | .value'"],
    ),
    "countries": (
        "List the countries, and how much is recorded of each.",
        ["--sort projects --reverse"],
    ),
    "sectors": ("List the sectors, and how much is recorded of each.", ["--format markdown"]),
    "technologies": ("List the technologies, and how much is recorded of each.", [""]),
    "speakers": (
        "List who is quoted, in which roles and how often.",
        ["--fields name,roles,direct"],
    ),
    "organizations": (
        "List the organizations, and how much is recorded of each.",
        ["--format csv"],
    ),
    "sources": ("List the sources, and how much each one says.", ["--json"]),
    "series": ("List the series of figures that can be compared.", [""]),
    "events": ("List forums, meetings, fairs and letters.", ["--since 2023"]),
}


def lookup(name: str) -> typer.Typer:
    """Return the command that answers from one list, as an application of its own."""

    def answer(**given: Any) -> None:  # noqa: ANN401 (the options below say what is given)
        words = {key: given[key] for key in queries.FILTERS[name] if given[key] not in (None, [])}
        request = Request(
            name,
            {key: value if isinstance(value, list) else [value] for key, value in words.items()},
            [field.strip() for field in given["fields"].split(",") if field.strip()],
            given["sort"] or None,
            given["reverse"],
            given["limit"],
        )
        style = _style(given)
        index = opening.opened(given["facts"], cached=given["context"].obj["cached"])
        _answer(index, request, "json" if given["json"] else given["format"], style)

    parameters = [options.CONTEXT, *_filters(name), *_OUTPUT, *([_CITE] if name in _CITING else [])]
    return application(name, *PURPOSE[name], parameters, answer)


def _style(given: Mapping[str, Any]) -> str | None:
    """Return the style in which to cite the sources of the rows, where they are asked for."""
    style: str | None = given.get("cite")
    if style:
        for name in ("format", "json", "fields"):
            source = given["context"].get_parameter_source(name)
            if source and source.name != "DEFAULT":
                raise WrongQuestionError(f"--cite prints references, not rows: leave out --{name}")
    return style


def _filters(name: str) -> Iterator[Parameter]:
    for key in queries.FILTERS[name]:
        if key in ("since", "until"):
            yield option(key, str | None, None, _HELP[key], metavar="DATE")
        else:
            known = None if key == "text" else _completion(key)
            yield option(key, list[str], [], _HELP[key], metavar="WORD", autocompletion=known)


def _completion(key: str) -> Callable[..., list[tuple[str, str]]]:
    """Return what completes the values of a filter, from the index as it was last kept."""

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        try:
            index = opening.as_last_kept(context.params.get("facts") or [])
            found = index.beginning(key, incomplete, _MOST_COMPLETIONS) if index else []
        except (LatamtechError, DatabaseError, UnicodeError):
            return []  # a shell has no use for a sentence
        return [
            (incomplete + _completed(incomplete, main, id_)[len(incomplete) :], main)
            for main, id_ in found
        ]

    return complete


def _one_word(name: str) -> str:
    """Write a name so that every shell takes it as one word, and it is still known by it."""
    return re.sub(r"[^\w.&-]+", "-", name.replace("'", "").replace("’", ""))


def _completed(start: str, main: str, id_: str) -> str:
    """Return the word that goes on from what was typed: the id, if it was that, or the name."""
    typed_id = start and id_.islower() and id_.startswith(start)
    word = _one_word(main)
    return id_ if typed_id or not word.lower().startswith(start.lower()) else word


_OUTPUT = (
    opening.FACTS,
    options.FORMAT,
    options.JSON,
    options.FIELDS,
    option("sort", str, "", "Sort by a field.", metavar="FIELD"),
    option("reverse", bool, False, "Sort the other way round.", "--reverse"),  # noqa: FBT003
    options.LIMIT,
)
_CITE = option(
    "cite", options.Style | None, None, "Print the sources of the rows, each once, in this style."
)
_CITING = ("projects", "quotes", "timeline", "sources", "events")


def _answer(index: Index, request: Request, form: str, style: str | None) -> None:
    asked = queries.understand(index, request)
    for match in asked.matches:
        if match.word != match.main:
            streams.tell(f"note: {match}")
    if undated := index.undated(asked.query):
        streams.tell(f"note: {undated:,} without a date left out")
    rows = index.rows(asked.query)
    first = next(rows, None)
    if first is None:
        from latamtech.reports import nothing  # noqa: PLC0415

        streams.tell(nothing(asked))
    rows = chain([] if first is None else [first], rows)
    if style:
        streams.answer(_references(index, request.listed, rows, style))
    elif form != "table":
        streams.answer(formats.written(form, rows, asked.keys, request.fields))
    elif first is not None:
        streams.answer([_table(index, asked, rows, request.fields)])


def _references(index: Index, listed: str, rows: Iterator[str], style: str) -> Iterator[str]:
    from latamtech import bibliography, citations  # noqa: PLC0415 (rows are printed without)

    sources = citations.sources(index, citations.cited_by_rows(listed, rows))
    return bibliography.written(style, sources)


def _table(index: Index, asked: Asked, rows: Iterator[str], fields: Sequence[str]) -> str:
    import json  # noqa: PLC0415 (what only a table needs)

    from latamtech import reports, terminal  # noqa: PLC0415

    shown = [json.loads(row) for row in rows]
    found = len(shown) if asked.query.limit is None else index.count(asked.query)
    return terminal.drawn(reports.report(asked, shown, found, fields))
