"""The contents of a source: all that it says, paragraph by paragraph."""

from collections.abc import Iterator

from latamtech.answers import phrases
from latamtech.answers.columns import Piece
from latamtech.answers.pages import Block, heading, item, line, subheading
from latamtech.answers.passages import UNDATED, Passages
from latamtech.answers.sections import facts
from latamtech.questions.dossiers import Dossier, citations


def contents(dossier: Dossier, told: Passages) -> Iterator[Block]:
    """Yield the reference of a source, and each thing that it says."""
    row = dossier.record
    told.notes.number({"source": row["id"], "paragraph": None})
    yield from facts(
        {
            "Title": row["title"] or "none",
            "Description": row["description"],
            "Publisher": row["publisher"],
            "Author": row["author"],
            "Published": row["published"] or UNDATED,
            "Republished from": row["republished_from"],
            "Language": phrases.language(row["language"]),
            "Kind": row["kind"],
            "Address": row["url"] or "not recorded",
            "Read": row["accessed"],
            "Note": row["note"],
        },
        "",
    )
    paragraph_before: int | None = None
    for place, block in sorted(_sayings(dossier, told), key=lambda one: one[0]):
        if paragraph_before is None:
            yield heading("What it says, by paragraph")
        if place != paragraph_before:
            yield subheading(f"¶{place}" if place else "Without a paragraph")
        paragraph_before = place
        yield block


def _sayings(dossier: Dossier, told: Passages) -> Iterator[tuple[int, Block]]:
    """Yield each thing that a source says, with the first paragraph in which it says it."""
    related = dossier.related
    figures = [row for row in related["timeline"] if row["kind"] == "figure"]
    for kind, rows, write in (
        ("Project", related["projects"], told.projects),
        ("Quotation", related["quotes"], told.quotes),
        ("Figure", figures, told.entries),
        ("Event", related["events"], told.events),
    ):
        for row in rows:
            places = [
                one["paragraph"] or 0 for one in citations(row) if one["source"] == dossier.id
            ]
            # An event at which its quotations were said may be known from other sources alone.
            for block in write([row]) if places else ():
                first, *more = block.lines
                date = f"{block.label}: " if block.label else ""
                first = line(Piece(f"{kind}: ", "aside"), date, *first)
                yield min(places), item(first, *more)
