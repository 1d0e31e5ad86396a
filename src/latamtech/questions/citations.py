"""The sources that rows and records cite: each once, in the order in which they are first cited."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from latamtech.indexing.index import Index, Query
from latamtech.questions.subjects import KINDS_NAMED, Subject

_FILTERS = {kind: name for name, kind in KINDS_NAMED.items()}
# The lists in which a record of its own kind stands; a figure stands on the timeline alone.
_LISTS = {"project": "projects", "quote": "quotes", "figure": "timeline", "event": "events"}
_AT_ONCE = 500


def sources(index: Index, ids: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of the sources with these ids, each when it first comes."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = tuple(wanted[start : start + _AT_ONCE])
        rows = map(json.loads, index.rows(Query("sources", records=some)))
        found = {row["id"]: row for row in rows}
        yield from (found[id_] for id_ in some)


def cited_by_rows(listed: str, rows: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the sources that rows of a list cite, as they come; a source is its own.

    A project cites for itself, then for its amounts and milestones.
    """
    for row in map(json.loads, rows):
        if listed == "sources":
            yield row["id"]
            continue
        parts = [row, *row.get("amounts", ()), *row.get("milestones", ())]
        yield from (one["source"] for part in parts for one in part["citations"])


def cited_by(index: Index, subject: Subject) -> list[str]:
    """Return the ids of the sources of a record, each once.

    For a person, an organization, a country, a sector or a technology these are the sources of all
    projects, quotes, figures and events that are found by it.
    """
    if subject.kind == "source":
        return [subject.id]
    if subject.kind in _LISTS:
        queries = [Query(_LISTS[subject.kind], records=(subject.id,))]
    else:
        filters = ((_FILTERS[subject.kind], (subject.id,)),)
        queries = [Query(listed, filters) for listed in _LISTS.values()]
    cited = (cited_by_rows(one.listed, index.rows(one)) for one in queries)
    return list(dict.fromkeys(chain.from_iterable(cited)))
