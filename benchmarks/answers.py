"""Checks of answers: each says what is wrong with one, or "" where it is right."""

import json
from collections.abc import Callable, Sequence

Check = Callable[[str], str]


def both(one: Check, other: Check) -> Check:
    """Return a check that makes two of them."""
    return lambda answer: one(answer) or other(answer)


def gives(ids: Sequence[str]) -> Check:
    """Return a check that an answer in JSON has the rows with these ids, in any order."""

    def wrong(answer: str) -> str:
        return compared([row["id"] for row in json.loads(answer)], ids)

    return wrong


def compared(found: Sequence[str], ids: Sequence[str]) -> str:
    """Say how the ids of an answer differ from those expected; "" where they do not."""
    if sorted(found) == sorted(ids):
        return ""
    lacking, added = len({*ids} - {*found}), len({*found} - {*ids})
    return f"{len(found)} rows for {len(ids)}: {lacking} lacking, {added} too many"


def gives_some(count: int, ids: Sequence[str] | None = None) -> Check:
    """Return a check that an answer in JSON has so many different rows, of those with these ids."""

    def wrong(answer: str) -> str:
        found = {row["id"] for row in json.loads(answer)}
        strange = found - {*ids} if ids is not None else set()
        told = f"{len(found)} rows for {count}, {len(strange)} of others"
        return told if strange or len(found) != count else ""

    return wrong


def holds_all(words: Sequence[str]) -> Check:
    """Return a check that an answer holds all these words."""

    def wrong(answer: str) -> str:
        lacking = [word for word in words if word not in answer]
        return f"{', '.join(lacking)} not in the answer" if lacking else ""

    return wrong
