"""Phrases: how a status, words that were said, a language or a time is told in a line."""

from collections.abc import Mapping
from typing import Any

from latamtech.answers.columns import Piece
from latamtech.answers.pages import Line, line
from latamtech.model.dates import is_after, span

Row = Mapping[str, Any]

_LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pt": "Portuguese",
    "zh": "Chinese",
}
# What sort of number it is, where this is easily mistaken.
_MEASURES = {
    "investment-stock": "investment, total reached",
    "investment-flow": "investment of that time",
    "loans": "loans",
    "contract": "contract value",
}


def measure(row: Row) -> Piece:
    """Return what sort of number a figure is, where it must be told."""
    told = _MEASURES.get(row["measure"]) if row["kind"] == "figure" else None
    return Piece(f" ({told})" if told else "", "aside")


def status(row: Row) -> str:
    """Return how a project stood, and on which day."""
    if not row["status"]:
        return "status not recorded"
    day = f"as of {row['status_as_of']}" if row["status_as_of"] else "its source is undated"
    return f"{row['status']}, {day}"


def stage(milestone: Row) -> str:
    """Return the status that a milestone brought or, where it lies ahead of its sources, is to."""
    if not milestone["stage"]:
        return ""
    published = [one["published"] for one in milestone["citations"] if one["published"]]
    is_ahead = all(is_after(milestone["date"], span(day).last) for day in published)
    planned = "planned; " if published and is_ahead else ""
    return f" ({planned}status: {milestone['stage']})"


def words(row: Row) -> str:
    """Return the words of a quotation between marks, or our own marked as such."""
    if row["speech"] == "direct":
        return f"“{row['text']}”"
    return f"(reported, in our words) {row['text']}"


def translation(row: Row) -> Line | None:
    """Return the translation of a quotation, with whose it is; `None` where there is none."""
    if not row["translation"]:
        return None
    by = {None: "Translation", "latamtech": "Our translation"}.get(
        row["translated_by"], f"Translation by {row['translated_by']}"
    )
    told = f"{by} from {language(row['language'])}" if row["language"] else by
    return line(Piece(f"{told}: ", "aside"), Piece(row["translation"], "derived"))


def language(tag: str) -> str:
    """Return the name of a language, or its tag where that is all we know."""
    return _LANGUAGES.get(tag.partition("-")[0], tag)


def note(row: Row, head: str = "Note") -> Line | None:
    """Return what a reader must know of a row; `None` where there is nothing."""
    return line(Piece(f"{head}: {row['note']}", "aside")) if row["note"] else None


def period(first: str | None, last: str | None) -> str:
    """Return a time from its first day to its last, each as precise as it is known."""
    return " to ".join(filter(None, [first, last]))
