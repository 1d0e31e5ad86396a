"""The commands that look facts up: a user's words to a request, the answer to stdout."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from inspect import Parameter
from itertools import chain
from typing import Any, Literal

import typer

from latamtech import formats, queries, streams
from latamtech.database import DatabaseError
from latamtech.errors import LatamtechError, UnreadableError
from latamtech.index import Index
from latamtech.options import application, option
from latamtech.queries import Asked, Request
from latamtech.refresh import BUILTIN, index_of, kept_index

FACTS_VARIABLE = "LATAMTECH_FACTS"
_MOST_COMPLETIONS = 100
_MOST_ROWS = 2**53
_Format = Literal["table", "json", "jsonl", "csv", "tsv", "markdown"]

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
        index = _open(given["facts"], cached=given["context"].obj["cached"])
        _answer(index, request, "json" if given["json"] else given["format"])

    return application(name, *PURPOSE[name], [_CONTEXT, *_filters(name), *_OUTPUT], answer)


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
            index = kept_index(context.params.get("facts") or _named_facts() or [BUILTIN])
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


_CONTEXT = Parameter("context", Parameter.KEYWORD_ONLY, annotation=typer.Context)
FACTS = option(
    "facts",
    list[str],
    [],
    "A fact file or a folder of them; `builtin` names those that come with the program. Also "
    f"{FACTS_VARIABLE}.",
    metavar="PATH",
)
_OUTPUT = (
    FACTS,
    option("format", _Format, "table", "How to print the answer; else as a table."),
    option("json", bool, False, "The same as --format json.", "--json"),  # noqa: FBT003 (a default)
    option("fields", str, "", "Only these fields, with commas between.", metavar="A,B"),
    option("sort", str, "", "Sort by a field.", metavar="FIELD"),
    option("reverse", bool, False, "Sort the other way round.", "--reverse"),  # noqa: FBT003
    option(
        "limit",
        int | None,
        None,
        "Print no more rows than this.",
        min=1,
        max=_MOST_ROWS,
        metavar="N",
    ),
)


def _answer(index: Index, request: Request, form: str) -> None:
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
    if form != "table":
        streams.answer(_pieces(form, rows, asked.keys, request.fields))
    elif first is not None:
        streams.answer([_table(index, asked, rows, request.fields)])


def _pieces(
    form: str, rows: Iterator[str], keys: Sequence[str], fields: Sequence[str]
) -> Iterator[str]:
    if form == "json":
        return formats.as_json(rows, fields or None)
    if form == "jsonl":
        return formats.as_jsonl(rows, fields or None)
    tables = {"csv": formats.as_csv, "tsv": formats.as_tsv, "markdown": formats.as_markdown}
    return tables[form](rows, keys)


def _table(index: Index, asked: Asked, rows: Iterator[str], fields: Sequence[str]) -> str:
    import json  # noqa: PLC0415 (what only a table needs)

    from latamtech import reports, terminal  # noqa: PLC0415

    shown = [json.loads(row) for row in rows]
    found = len(shown) if asked.query.limit is None else index.count(asked.query)
    return terminal.drawn(reports.report(asked, shown, found, fields))


def _open(facts: Sequence[str], *, cached: bool) -> Index:
    progress = streams.Progress()
    try:
        return _opened(facts, progress, cached=cached)
    finally:
        progress.end()


def _opened(facts: Sequence[str], progress: streams.Progress, *, cached: bool) -> Index:
    if facts:
        return index_of(facts, cached=cached, progress=progress)
    named = _named_facts()
    try:
        return index_of(named or [BUILTIN], cached=cached, progress=progress)
    except UnreadableError as error:
        if not named:
            raise
        msg = f"{FACTS_VARIABLE} names {error.path}"
        raise UnreadableError(msg, error.reason) from None


def _named_facts() -> list[str]:
    return [path for path in os.environ.get(FACTS_VARIABLE, "").split(os.pathsep) if path]
