"""A word for one record of whatever kind: its id, or a name that means no other."""

from collections.abc import Collection
from typing import NamedTuple

from latamtech.errors import AmbiguousValueError, UnknownIdError
from latamtech.indexing.index import Index
from latamtech.model import names

# The filters whose values are records, and the kinds of these.
KINDS_NAMED = {
    "country": "country",
    "sector": "sector",
    "technology": "technology",
    "organization": "organization",
    "speaker": "person",
    "project": "project",
    "event": "event",
}


class Subject(NamedTuple):
    """A record that a command is about: its kind, its id, the word for it, and its name.

    A record that has no name goes by its id.
    """

    kind: str
    id: str
    word: str
    name: str

    @property
    def is_named(self) -> bool:
        """Whether the word is the id or the name itself, so that nothing need be said of it."""
        return self.word in (self.id, self.name)


def subject(index: Index, word: str, kinds: Collection[str] = ()) -> Subject:
    """Return the record that a word means: by its id, by a whole name, or by a part of one.

    With `kinds`, only records of these. Raises `UnknownIdError`, with the nearest names and ids, or
    `AmbiguousValueError`, with the ids of all that the word may mean.
    """
    if (found := index.record(word)) and (not kinds or found[0] in kinds):
        return Subject(found[0], word, word, str(found[1].get("name", word)))
    filters = [name for name, kind in KINDS_NAMED.items() if not kinds or kind in kinds]
    meant = _meant(index, word, filters) if names.folded(word) else {}
    if len(meant) > 1:
        told = [f"{name} ({id_})" for (_, id_), name in sorted(meant.items())]
        raise AmbiguousValueError("name", word, told)
    if not meant:
        near = _nearest(index, word, filters, with_ids=not kinds)
        raise UnknownIdError(word, near, "id or the name")
    (((name, id_), main),) = meant.items()
    return Subject(KINDS_NAMED[name], id_, word, main)


def _meant(index: Index, word: str, filters: Collection[str]) -> dict[tuple[str, str], str]:
    """Return what a word names, best kind of match first: filter and id, with the main name."""
    for find in (
        index.named,
        lambda name, word: index.partly_named(name, word, whole_words=True),
        lambda name, word: index.partly_named(name, word, whole_words=False),
    ):
        found = {(name, id_): main for name in filters for id_, main in find(name, word).items()}
        if found:
            return found
    return {}


def _nearest(index: Index, word: str, filters: Collection[str], *, with_ids: bool) -> list[str]:
    from latamtech.model.suggestions import Name, nearest_names  # noqa: PLC0415 (only for an error)

    known = [Name(*one) for name in filters for one in index.names(name)]
    known += [Name(one, one, one) for one in index.ids()] if with_ids else []
    return nearest_names(word, known)
