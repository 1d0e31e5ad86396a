"""A brief: what is known of a country, sector, technology or organization, to be handed on."""

from collections.abc import Iterator, Mapping

from latamtech.answers.columns import Piece
from latamtech.answers.pages import Block, Notes, Page, heading, paragraph, subheading
from latamtech.answers.passages import Passages
from latamtech.errors import count_of
from latamtech.indexing.index import Index, Query
from latamtech.questions.dossiers import Dossier
from latamtech.questions.subjects import Subject

REGION = "LAC"
# What is there before what is to come, and that before what is no more.
_STATUSES = (
    *("operating", "ongoing", "completed"),
    *("under construction", "not yet operational", "agreed", "proposed"),
    *("suspended", "cancelled", None),
)
_COUNTED = {
    "projects": ("project", "projects"),
    "quotes": ("quotation", "quotations"),
    "timeline": ("timeline entry", "timeline entries"),
}


def brief(dossier: Dossier, region: Mapping[str, int]) -> Page:
    """Return the brief of a dossier.

    `region` counts, for a country of the region, the rows of each list on the region as a whole.
    """
    passages = Passages(dossier.names, about=dossier.id, notes=Notes())
    blocks = [
        *_on_the_region(dossier, region),
        heading("What is built or run"),
        *(list(_projects(dossier, passages)) or [paragraph("No project is recorded.")]),
        heading("What was invested when, and other figures"),
        *(list(_figures(dossier, passages)) or [paragraph("No figure is recorded.")]),
        heading("What was said"),
        *(
            list(passages.quotes(dossier.related["quotes"]))
            or [paragraph("No quotation is recorded.")]
        ),
        heading("Events"),
        *(list(passages.events(dossier.related["events"])) or [paragraph("No event is recorded.")]),
        heading("Where sources differ"),
        *(
            list(passages.differences(dossier.related["projects"], dossier.related["timeline"]))
            or [paragraph("No two of them are recorded as differing on one thing.")]
        ),
    ]
    notes = passages.notes.footnotes(dossier.related["sources"])
    return Page(_title(dossier), _subtitle(dossier), blocks, notes)


def on_the_region(index: Index, subject: Subject) -> dict[str, int]:
    """Return how many rows of each list are on the region, and not on a country that lies in it."""
    _, data = index.record(subject.id) or ("", {})
    if subject.kind != "country" or "location" not in data:
        return {}
    counts = {}
    for name in _COUNTED:
        of_region, of_country = (
            set(index.rows(Query(name, (("country", (id_,)),)))) for id_ in (REGION, subject.id)
        )
        counts[name] = len(of_region - of_country)
    return counts


def _title(dossier: Dossier) -> str:
    if dossier.as_of:
        return f"{dossier.name}, as of the sources up to {dossier.as_of}"
    return dossier.name


def _subtitle(dossier: Dossier) -> str:
    counts = [(len(dossier.related[name]), *words) for name, words in _COUNTED.items()]
    sources = dossier.related["sources"]
    undated = sum(1 for row in sources if not row["published"])
    told = [count_of(*one) for one in counts if one[0]]
    if sources:
        told += [count_of(len(sources), "source") + (f" ({undated} undated)" if undated else "")]
    return " · ".join([dossier.kind, *(told or ["nothing is recorded"])])


def _on_the_region(dossier: Dossier, region: Mapping[str, int]) -> Iterator[Block]:
    if dossier.id == REGION:
        yield paragraph(
            "This brief holds what sources say of the region as a whole. "
            "What they say of one country stands in the brief of that country."
        )
    told = [count_of(number, *_COUNTED[name]) for name, number in region.items() if number]
    if told:
        yield paragraph(
            f"What sources say of the region as a whole ({', '.join(told)}) is not in this brief; "
            "see ",
            Piece(f"latamtech brief {REGION}", "code"),
            ".",
        )


def _projects(dossier: Dossier, passages: Passages) -> Iterator[Block]:
    for status in _STATUSES:
        its = [row for row in dossier.related["projects"] if row["status"] == status]
        if its:
            yield subheading((status or "status not recorded").capitalize())
        yield from passages.projects(its)


def _figures(dossier: Dossier, passages: Passages) -> Iterator[Block]:
    rows = [row for row in dossier.related["timeline"] if row["kind"] != "milestone"]
    yield from passages.entries(rows)
