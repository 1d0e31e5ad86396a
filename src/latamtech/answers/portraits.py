"""A portrait: one record whole, of whatever kind, with all that refers to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from latamtech.answers import phrases, sections
from latamtech.answers.columns import Piece
from latamtech.answers.contents import contents
from latamtech.answers.pages import Block, Line, Notes, Page, entry, item, line, paragraph
from latamtech.answers.passages import UNDATED, Passages
from latamtech.model.dates import span
from latamtech.questions.dossiers import Dossier

Row = Mapping[str, Any]


def portrait(dossier: Dossier) -> Page:
    """Return the page that shows a record whole."""
    told = Passages(dossier.names, about=dossier.id, ids=True, notes=Notes())
    blocks = list(_BUILDERS[dossier.kind](dossier, told))
    notes = told.notes.footnotes(dossier.related["sources"])
    return Page(_title(dossier), f"{dossier.kind} · {dossier.id}", blocks, notes)


def _title(dossier: Dossier) -> str:
    if dossier.kind == "quote":
        return f"{dossier.record['speaker_name']}: {phrases.words(dossier.record)}"
    return str(dossier.record.get("description") if dossier.name == dossier.id else dossier.name)


def _project(dossier: Dossier, told: Passages) -> Iterator[Block]:
    row, related = dossier.record, dossier.related
    yield paragraph(row["summary"], marks=told.notes.marks(row["citations"]))
    marks = told.notes.short(row["citations"])
    yield from sections.facts(
        {
            "Status": phrases.status(row),
            "Country": sections.coded(row["countries"], told),
            "Place": row["place"],
            "Sector": told.named(row["sectors"]),
            "Technology": told.named(row["technologies"]),
            "Part of": row["initiative"],
            "Also called": row["aliases"],
        },
        marks,
    )
    if row["organizations"]:
        parts = [piece for one in row["organizations"] for piece in _part(one)]
        yield entry("Taking part", line(*parts[1:], marks=marks))
    yield from sections.facts({"Note": row["note"]}, marks)
    yield from sections.section("Course", _course(row, told, marks))
    amounts = [item(what, *sums) for what, sums in told.amounts(row["amounts"])]
    yield from sections.section("Amounts, as each source gives them", amounts)
    figures = [one for one in related["timeline"] if one["kind"] == "figure"]
    yield from sections.section("Figures about it", told.entries(figures))
    differences = told.differences([{**row, "amounts": []}], figures)  # amounts are marked above
    yield from sections.section("Where else sources differ", differences)
    yield from _said(related["quotes"], told, "What was said about it")
    yield from sections.section("Events", told.events(related["events"]))


def _part(one: Row) -> Line:
    role = f", {one['role']}" if one["role"] else ""
    return [Piece("; "), Piece(one["name"]), Piece(f" ({one['id']})", "id"), Piece(role)]


def _course(row: Row, told: Passages, marks: str) -> list[Block]:
    """Return what happened to a project in order of date, its start and its end among it.

    Where a milestone of the same date says what began or ended then, that is enough.
    """
    dated = told.course(row)
    happened = {date for date, _ in dated}
    for key in ("start", "end"):
        if row[key] and row[key] not in happened:
            dated.append((row[key], line(key, marks=marks)))
    return [entry(date, what) for date, what in sorted(dated, key=lambda one: span(one[0]))]


def _quote(dossier: Dossier, told: Passages) -> Iterator[Block]:
    row = dossier.record
    marks = told.notes.marks(row["citations"])
    yield paragraph(phrases.words(row), marks=marks)
    translated = phrases.translation(row)
    if translated:
        yield paragraph(*translated, marks=marks)
    yield from sections.facts(
        {
            "Speaker": f"{row['speaker_name']} ({row['speaker']})",
            "Printed as": row["printed_as"],
            "Role": row["role"],
            "Organization": row["organization"]
            and f"{row['organization_name']} ({row['organization']})",
            "Speech": row["speech"],
            "Language": row["language"] and phrases.language(row["language"]),
            "Date": row["date"] or "not recorded",
            "Event": row["event"] and f"{told.names[row['event']]} ({row['event']})",
            "Speaks of": told.named(row["countries"] + row["sectors"] + row["technologies"]),
            "Note": row["note"],
        },
        told.notes.short(row["citations"]),
    )
    yield from sections.section("Projects it speaks of", told.projects(dossier.related["projects"]))


def _figure(dossier: Dossier, told: Passages) -> Iterator[Block]:
    row = dossier.record
    yield from sections.facts(
        {
            "Value": row["display"],
            "Date": row["date"],
            "Measure": row["measure"].replace("-", " "),
            "Area": sections.coded(row["areas"], told),
            "Sector": told.named(row["sectors"]),
            "Said by": row["said_by"] and f"{row['said_by_name']} ({row['said_by']})",
            "Series": row["series"],
            "Note": row["note"],
        },
        told.notes.marks(row["citations"]),
    )
    rows = dossier.related["timeline"]
    if row["series"]:
        yield from sections.section("The whole series, in order of date", told.entries(rows))
    else:
        derived = [one for one in rows if one["derived"]]
        yield from sections.section("What follows from it", told.entries(derived))
    yield from sections.section(
        "The project that it measures", told.projects(dossier.related["projects"])
    )


def _event(dossier: Dossier, told: Passages) -> Iterator[Block]:
    row = dossier.record
    yield from sections.facts(
        {
            "Date": phrases.period(row["date"], row["end"]) or "not recorded",
            "Place": row["place"],
            "Country": row["country"] and sections.coded([row["country"]], told),
            "Theme": row["theme"],
            "Held by": told.named(row["organizers"]),
            "Note": row["note"],
        },
        told.notes.marks(row["citations"]),
    )
    yield from _said(dossier.related["quotes"], told, "What was said there")


def _person(dossier: Dossier, told: Passages) -> Iterator[Block]:
    row, quotes = dossier.record, dossier.related["quotes"]
    yield from sections.names(row, told)
    yield from sections.section("Roles", _roles(quotes, told))
    yield from _said(quotes, told, "What was said", speaker=False)
    figures = told.entries(dossier.related["timeline"])
    yield from sections.section("Figures given", figures)
    yield from sections.section("Events", told.events(dossier.related["events"]))


def _roles(quotes: Iterable[Row], told: Passages) -> Iterator[Block]:
    """Yield the roles in which somebody spoke, in order of date, or of the source's."""
    roles: dict[tuple[str, str, str], list[Row]] = {}
    for row in quotes:
        dated = row["date"] or next(
            (one["published"] for one in row["citations"] if one["published"]), ""
        )
        of = "" if row["date"] or not dated else "day of the source"
        role = ", ".join(filter(None, [row["role"], row["organization_name"]]))
        if role:
            roles.setdefault((dated or UNDATED, role, of), []).extend(row["citations"])
    for (date, role, of), cited in sorted(roles.items(), key=lambda one: one[0]):
        aside = Piece(f" ({of})" if of else "", "aside")
        yield entry(date, line(role, aside, marks=told.notes.marks(cited)))


def _organization(dossier: Dossier, told: Passages) -> Iterator[Block]:
    related = dossier.related
    yield from sections.names(dossier.record, told)
    yield from sections.section("Projects", told.projects(related["projects"]))
    figures = [row for row in related["timeline"] if row["kind"] == "figure"]
    yield from sections.section("Figures about these projects", told.entries(figures))
    yield from _said(related["quotes"], told, "What was said for it")
    yield from sections.section(
        "Events that it held, or where it was spoken for", told.events(related["events"])
    )


def _known(dossier: Dossier, told: Passages) -> Iterator[Block]:
    """Yield what there is of a country, sector or technology."""
    related = dossier.related
    yield from sections.names(dossier.record, told)
    yield from sections.section("Projects", told.projects(related["projects"]))
    rows = [row for row in related["timeline"] if row["kind"] != "milestone"]
    yield from sections.section("Figures and sums, in order of date", told.entries(rows))
    yield from _said(related["quotes"], told, "What was said of it")
    yield from sections.section("Events", told.events(related["events"]))
    for name, title in (
        ("speakers", "Speakers from there"),
        ("organizations", "Organizations from there"),
    ):
        its = [
            entry(
                row["kind"] or "kind not recorded",
                line(row["name"], Piece(f" ({row['id']})", "id")),
            )
            for row in related[name]
        ]
        yield from sections.section(title, its)


def _said(
    rows: Sequence[Row], told: Passages, title: str, *, speaker: bool = True
) -> Iterator[Block]:
    yield from sections.section(title, told.quotes(rows, speaker=speaker))


_BUILDERS: Mapping[str, Callable[[Dossier, Passages], Iterator[Block]]] = {
    "project": _project,
    "quote": _quote,
    "figure": _figure,
    "event": _event,
    "person": _person,
    "organization": _organization,
    "source": contents,
    "country": _known,
    "sector": _known,
    "technology": _known,
}
