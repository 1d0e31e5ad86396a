"""Sections of a page: a heading with what stands below it, and what is known under labels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from latamtech.answers import phrases
from latamtech.answers.columns import Piece
from latamtech.answers.pages import Block, entry, heading, line
from latamtech.answers.passages import Passages

Row = Mapping[str, Any]


def names(row: Row, told: Passages) -> Iterator[Block]:
    """Yield what a person, an organization or a known value is called, and what describes it."""
    native = row.get("names") or {}
    country = row.get("country")
    yield from facts(
        {
            "Native name": row.get("native_name"),
            **{phrases.language(tag): name for tag, name in native.items() if name},
            "Also called": row["aliases"],
            "Country": coded([country], told) if country else None,
            "Kind": row.get("kind"),
            "Code": row.get("alpha3"),
            "Location": row.get("location"),
            "Description": row.get("description"),
            "Note": row.get("note"),
        },
        "",
    )


def facts(known: Mapping[str, str | Sequence[str] | None], marks: str) -> Iterator[Block]:
    """Yield an entry for each thing that is known, several values joined."""
    for label, value in known.items():
        text = value if isinstance(value, str) else "; ".join(value or ())
        if text:
            role = "address" if label == "Address" else ""
            yield entry(label, line(Piece(text, role), marks=marks))


def section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield a heading and what stands below it; nothing where there is nothing to stand there."""
    known = list(blocks)
    if known:
        yield heading(title)
        yield from known


def coded(ids: Iterable[str], told: Passages) -> str:
    """Return the names that ids stand for, each with its id."""
    return ", ".join(f"{told.names[one]} ({one})" for one in ids)
