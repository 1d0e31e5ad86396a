"""The commands that look facts up: a user's words to a request, the answer to stdout."""

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import Parameter
from itertools import chain
from typing import Any

import typer

from latamtech import streams
from latamtech.answers import formats
from latamtech.commands import opening, options
from latamtech.commands.options import application, option
from latamtech.errors import LatamtechError, WrongQuestionError
from latamtech.indexing.database import DatabaseError
from latamtech.indexing.index import Index
from latamtech.questions import queries
from latamtech.questions.queries import Asked, Request

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
_CHART = {
    "projects": "Draw the course of each project as a bar over the years.",
    "timeline": "Draw each series as a chart, and tell how it grew.",
}
# A part of a series, or its points in another order, would look like the whole of it.
_UNFIT = {"projects": ("fields",), "timeline": ("fields", "sort", "reverse", "limit")}
PURPOSE = {
    "projects": (
        "Show what is being built, run or researched.",
        ["--country Peru", "--sector ports --json", "--chart"],
    ),
    "quotes": (
        "Show who said what: direct quotations, and what is reported of a speaker.",
        ['--speaker "Yu Xiaohui"', "--project chancay-port --format csv"],
    ),
    "timeline": (
        "Show how much was invested when: figures, milestones and amounts, in order of date.",
        ["--since 2020", "--series china-investment-in-lac --chart", "--json | jq '.[] | .value'"],
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
        form, charted = "json" if given["json"] else given["format"], given.get("chart", False)
        if charted:
            _refuse_beside_a_chart(name, given, form)
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
        index = opening.of_command(given)
        _answer(index, request, "chart" if charted else form, style)

    chart = [option("chart", bool, False, _CHART[name], "--chart")] if name in _CHART else []  # noqa: FBT003
    cite = [_CITE] if name in _CITING else []
    parameters = [options.CONTEXT, *_filters(name), *chart, *_OUTPUT, *cite]
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


def _refuse_beside_a_chart(name: str, given: Mapping[str, Any], form: str) -> None:
    """Raise `WrongQuestionError` for an option that a chart has no use for."""
    if form != "table":
        msg = f"a chart is drawn, not written as {form}; leave --chart or the format out"
        raise WrongQuestionError(msg)
    for key in _UNFIT[name]:
        if given[key]:
            raise WrongQuestionError(f"a chart has no use for --{key}; leave one of them out")


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
        from latamtech.answers.reports import nothing  # noqa: PLC0415

        streams.tell(nothing(asked))
    rows = chain([] if first is None else [first], rows)
    if style:
        streams.answer(_references(index, request.listed, rows, style))
    elif form not in ("table", "chart"):
        streams.answer(formats.written(form, rows, asked.keys, request.fields))
    elif first is not None:
        streams.answer([_drawn(index, asked, rows, form)])


def _references(index: Index, listed: str, rows: Iterator[str], style: str) -> Iterator[str]:
    from latamtech.answers import bibliography  # noqa: PLC0415 (rows are printed without)
    from latamtech.questions import citations  # noqa: PLC0415 (rows are printed without)

    sources = citations.sources(index, citations.cited_by_rows(listed, rows))
    return bibliography.written(style, sources)


def _drawn(index: Index, asked: Asked, rows: Iterator[str], form: str) -> str:
    import json  # noqa: PLC0415 (what only a table needs)

    from latamtech.answers import reports, terminal  # noqa: PLC0415

    shown = [json.loads(row) for row in rows]
    found = len(shown) if asked.query.limit is None else index.count(asked.query)
    if form == "table":
        return terminal.drawn(reports.report(asked, shown, found, asked.request.fields))
    from latamtech.answers import charts, courses  # noqa: PLC0415 (few answers are drawn)

    title = reports.title(asked, len(shown), found)
    if asked.query.listed == "timeline":
        return terminal.sketched(lambda width: charts.drawing(title, shown, width))
    kept = asked.query.sort is not None or asked.query.reverse
    return terminal.sketched(
        lambda width: courses.drawing(title, shown, width, sorted_already=kept)
    )
