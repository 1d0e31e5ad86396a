"""Values of a row as the text of one cell: lists joined, objects told in a few words."""

from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import combining, east_asian_width

SEPARATOR = "; "


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each Chinese character."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def padded(text: str, width: int) -> str:
    """Return a text with blanks up to a width."""
    return text + " " * (width - width_of(text))


def text_of(value: object) -> str:
    """Return a JSON value as plain text, on one line or more; unknown is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(map(text_of, value))
    if isinstance(value, dict):
        return _told(value)
    return str(value)


def _told(value: Mapping[str, Any]) -> str:
    if "publisher" in value:
        return citation(value)
    if "display" in value and "stage" in value:
        return _claim(value)
    if "display" in value:
        return _with(value["display"], [value.get("what"), value.get("date")])
    if "stage" in value:
        return f"{value['date']}: {value['what']}"
    if "role" in value:
        return _with(value["name"], [value["role"]])
    return ", ".join(f"{key}: {text_of(one)}" for key, one in value.items() if one)


def _claim(value: Mapping[str, Any]) -> str:
    """Tell one of several values that sources give for one thing, with where it stands."""
    more = [one for one in (value["date"], value["stage"]) if one != value["display"]]
    return f"{_with(value['display'] or 'unknown', more)} [{text_of(value['citations'])}]"


def _with(main: str, more: Iterable[str | None]) -> str:
    told = ", ".join(filter(None, more))
    return f"{main} ({told})" if told else main


def citation(value: Mapping[str, Any]) -> str:
    """Return a citation as a footnote has it: publisher, date, title, paragraph and address."""
    return ", ".join(filter(None, [source(value), paragraph(value), value["url"]]))


def source(value: Mapping[str, Any]) -> str:
    """Return who published the source of a citation, when, and under which title."""
    return f"{value['publisher']}, {value['published'] or 'undated'}, “{value['title']}”"


def paragraph(value: Mapping[str, Any]) -> str:
    """Return the paragraph of a citation, as `¶8`; empty where it is not known."""
    return f"¶{value['paragraph']}" if value["paragraph"] else ""
