"""Mistakes as problems: where each stands in its file, and its record and key by name."""

from collections.abc import Mapping, Sequence
from typing import Any

from latamtech.model.fields import Path
from latamtech.model.records import KINDS
from latamtech.reading.positions import nearest, positions
from latamtech.reading.problems import Mistake, Problem


def problems(
    file: str, text: str, content: Mapping[str, Any], mistakes: Sequence[Mistake]
) -> list[Problem]:
    """Return the mistakes in a file as problems; `content` is what its `text` means."""
    found = positions(text)
    return [
        Problem(
            file,
            *nearest(found, item.path),
            _record_name(content, item.path),
            _key_name(item.path),
            item.rule,
            item.message,
            item.suggestion,
            item.severity,
        )
        for item in mistakes
    ]


def _record_name(content: Mapping[str, Any], path: Path) -> str:
    """Name the record that a path leads into: `project "chancay-port"`, or by its number."""
    table = content.get(str(path[0]))
    if len(path) < 2 or path[0] not in KINDS or not isinstance(table, list):  # noqa: PLR2004
        return ""
    record = table[int(path[1])]
    name = record.get("id") if isinstance(record, dict) else None
    return f'{path[0]} "{name}"' if isinstance(name, str) else f"{path[0]} {int(path[1]) + 1}"


def _key_name(path: Path) -> str:
    if len(path) == 1:
        return str(path[0])
    steps = [f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path[2:]]
    return "".join(steps).removeprefix(".")
