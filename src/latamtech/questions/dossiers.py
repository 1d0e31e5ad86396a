"""A dossier: all that is recorded of one subject, as the rows in which the lists print it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from latamtech.indexing.index import Index, Query
from latamtech.model.dates import span
from latamtech.questions.subjects import Subject

Row = Mapping[str, Any]

LISTS = ("projects", "quotes", "timeline", "events", "speakers", "organizations", "sources")
_OWN_LIST = {
    "project": "projects",
    "quote": "quotes",
    "figure": "timeline",
    "event": "events",
    "person": "speakers",
    "organization": "organizations",
    "source": "sources",
    "country": "countries",
    "sector": "sectors",
    "technology": "technologies",
}
# What the row of a list leaves out, and what stands there where it is not known.
_UNLISTED: Mapping[str, Mapping[str, object]] = {
    "project": {"aliases": []},
    "figure": {"sectors": [], "relative": None},
}
# The filter by which a kind of subject is found in the lists below: those whose rows name it.
_NAMED_BY: Mapping[str, tuple[str, Sequence[str]]] = {
    "project": ("project", ("quotes", "timeline")),
    "event": ("event", ("quotes",)),
    "person": ("speaker", ("quotes", "timeline")),
    "organization": ("organization", ("projects", "quotes", "events")),
    "source": ("source", ("quotes", "timeline", "events")),
    "country": (
        "country",
        ("projects", "quotes", "timeline", "events", "speakers", "organizations"),
    ),
    "sector": ("sector", ("projects", "quotes", "timeline")),
    "technology": ("technology", ("projects", "quotes")),
}
# The keys under which a record names others, and the list in which these stand.
_NAMES = {
    "project": "projects",
    "projects": "projects",
    "event": "events",
    "speaker": "speakers",
    "said_by": "speakers",
    "organization": "organizations",
    "organizations": "organizations",
    "organizers": "organizations",
}
_NAMED_KEYS = (*_NAMES, "country", "countries", "areas", "sectors", "technologies")


class Dossier(NamedTuple):
    """All that is recorded of a subject.

    `record` is its own row, as its list prints it, with the keys that a list leaves out; `names`
    gives the name of every record that a row names by its id; `as_of` is the latest day on which
    one of the sources was published or a status held, `None` where none is told. `related` holds,
    by the name of a list, the rows that the record names and those that name it; its sources are
    all that are cited, and a source itself.
    """

    kind: str
    id: str
    name: str
    as_of: str | None
    record: Row
    names: Mapping[str, str]
    related: Mapping[str, Sequence[Row]]

    def json(self) -> str:
        """Return the dossier as the text of one JSON object."""
        told = self._asdict()
        related = told.pop("related")
        return json.dumps({**told, **related}, separators=(",", ":"))


def dossier(index: Index, subject: Subject) -> Dossier:
    """Return all that is recorded of a subject."""
    record = _record(index, subject)
    related = _related(index, subject, record)
    rows = [record, *(row for name in LISTS[:-1] for row in related[name])]
    cited = {one["source"] for row in rows for one in citations(row)}
    cited |= {subject.id} if subject.kind == "source" else set()
    related["sources"] = _with_ids(index, "sources", tuple(cited))
    days = [one["published"] for one in related["sources"] if one["published"]]
    days += [row["status_as_of"] for row in rows if row.get("status_as_of")]
    name = str(record.get("name") or record.get("label") or record.get("title") or subject.name)
    names = _names(index, rows)
    as_of = max(days, key=lambda day: span(day).last, default=None)
    return Dossier(subject.kind, subject.id, name, as_of, record, names, related)


def citations(row: Row) -> Iterator[Row]:
    """Yield all citations of a row: its own, and those of its milestones and amounts."""
    yield from row.get("citations", ())
    for key in ("milestones", "amounts"):
        for one in row.get(key, ()):
            yield from one["citations"]


def _record(index: Index, subject: Subject) -> Row:
    listed = _OWN_LIST[subject.kind]
    row = next(
        row for row in _with_ids(index, listed, (subject.id,)) if not row.get("derived", False)
    )
    _, data = index.record(subject.id) or ("", {})
    unlisted = _UNLISTED.get(subject.kind, {})
    return {**row, **{key: data.get(key, empty) for key, empty in unlisted.items()}}


def _related(index: Index, subject: Subject, record: Row) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in LISTS}
    named_by, lists = _NAMED_BY.get(subject.kind, ("", ()))
    for name in lists:
        found[name] = _filtered(index, name, named_by, (subject.id,))
    for name in dict.fromkeys(_NAMES.values()):
        ids = {one for key, its in _NAMES.items() if its == name for one in _ids(record, key)}
        if name == "events":
            ids |= {row["event"] for row in found["quotes"] if row["event"]}
        ids.discard(subject.id)
        if ids:
            ids |= {row["id"] for row in found[name]}
            found[name] = _with_ids(index, name, tuple(ids))
    if subject.kind == "source":
        # A sum without a date stands on no timeline, so that only the project's row shows it.
        cited = f'"source":"{subject.id}"'
        found["projects"] = [
            json.loads(row) for row in index.rows(Query("projects")) if cited in row
        ]
    if subject.kind in ("organization", "technology"):
        ids = {row["id"] for row in found["projects"]}
        found["timeline"] = _filtered(index, "timeline", "project", tuple(ids)) if ids else []
    if subject.kind == "figure":
        others = [record["series"]] if record["series"] else []
        found["timeline"] = (
            _filtered(index, "timeline", "series", tuple(others))
            if others
            else _with_ids(index, "timeline", (subject.id,))
        )
    return found


def _filtered(index: Index, listed: str, name: str, values: tuple[str, ...]) -> list[Row]:
    return list(_rows(index, Query(listed, ((name, values),))))


def _with_ids(index: Index, listed: str, ids: tuple[str, ...]) -> list[Row]:
    return list(_rows(index, Query(listed, records=ids))) if ids else []


def _rows(index: Index, query: Query) -> Iterator[Row]:
    return map(json.loads, index.rows(query))


def _names(index: Index, rows: Iterable[Row]) -> dict[str, str]:
    """Return the names of all records that rows name by their ids, in the order of the ids."""
    ids = {one for row in rows for key in _NAMED_KEYS for one in _ids(row, key)}
    named = {id_: index.record(id_) for id_ in sorted(ids)}
    return {id_: found[1].get("name", id_) for id_, found in named.items() if found}


def _ids(row: Row, key: str) -> list[str]:
    """Return the ids under a key of a row, where it has that key and names records there."""
    value = row.get(key)
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list):
        return []  # a count, or unknown
    return [one["id"] if isinstance(one, dict) else one for one in value]
