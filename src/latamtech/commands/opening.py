"""Which facts a command reads: those that an option or the environment names, up to date."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from latamtech import streams
from latamtech.commands.options import option
from latamtech.errors import UnreadableError
from latamtech.indexing.index import Index
from latamtech.indexing.refresh import BUILTIN, index_of, kept_index

FACTS_VARIABLE = "LATAMTECH_FACTS"
FACTS = option(
    "facts",
    list[str],
    [],
    "A fact file or a folder of them; `builtin` names those that come with the program. Also "
    f"{FACTS_VARIABLE}.",
    metavar="PATH",
)


def of_command(given: Mapping[str, Any]) -> Index:
    """Return an index of the facts that the options of a command name; raises as `opened` does."""
    return opened(given["facts"], cached=given["context"].obj["cached"])


def opened(facts: Sequence[str], *, cached: bool) -> Index:
    """Return an index of the facts that were named, telling how far it has come.

    Raises `UnreadableError` for a path that does not exist, and `InvalidFactsError`, with all
    problems, when any file is wrong.
    """
    progress = streams.Progress()
    try:
        return _index(facts, progress, cached=cached)
    finally:
        progress.end()


def as_last_kept(facts: Sequence[str]) -> Index | None:
    """Return the index of the facts that were named as it was last kept, if it was."""
    return kept_index(facts or _named() or [BUILTIN])


def _index(facts: Sequence[str], progress: streams.Progress, *, cached: bool) -> Index:
    if facts:
        return index_of(facts, cached=cached, progress=progress)
    named = _named()
    try:
        return index_of(named or [BUILTIN], cached=cached, progress=progress)
    except UnreadableError as error:
        if not named:
            raise
        msg = f"{FACTS_VARIABLE} names {error.path}"
        raise UnreadableError(msg, error.reason) from None


def _named() -> list[str]:
    return [path for path in os.environ.get(FACTS_VARIABLE, "").split(os.pathsep) if path]
