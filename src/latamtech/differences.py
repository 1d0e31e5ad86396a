"""Where sources differ on one sum of a project."""

from collections.abc import Mapping, Sequence
from typing import Any

Amount = Mapping[str, Any]


def contradicting(amount: Amount, amounts: Sequence[Amount]) -> list[Amount]:
    """Return the amounts that other sources give for the same thing, where their value differs."""
    sources = _sources(amount)
    return [
        other
        for other in amounts
        if (other["what"], other["unit"]) == (amount["what"], amount["unit"])
        and other["value"] != amount["value"]
        and sources.isdisjoint(_sources(other))
    ]


def _sources(amount: Amount) -> set[str]:
    return {one["source"] for one in amount["citations"]}
