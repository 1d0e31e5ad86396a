"""What must hold between records: ids, references, names, and what a record owes to its sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from latamtech.model.fields import all_named, references
from latamtech.model.names import unordered
from latamtech.model.records import KINDS
from latamtech.model.suggestions import Name, nearest_names
from latamtech.reading.checks import (
    NAMED,
    VOCABULARY,
    Breach,
    Facts,
    Loaded,
    Rule,
    called,
    names_of,
)

# The layout of the facts that come with the program: a folder of one file a record.
FOLDERS = {
    "people": "person",
    "organizations": "organization",
    "projects": "project",
    "sources": "source",
}
# So many names are compared with unknown ids, in all, to find what was meant; then it is enough.
_MOST_COMPARED = 2_000_000


def ids_are_unique(facts: Facts) -> Iterator[Breach]:
    """Ensure that no two records have one id; a vocabulary may repeat an entry word for word."""
    first: dict[str, Loaded] = {}
    for record in facts.records:
        other = first.setdefault(record.id, record)
        if other is not record and not _is_same_entry(record, other):
            message = f"the id is taken by {_a(other.kind)} in {other.file}"
            yield Breach(record, ("id",), message, "choose another")


def _is_same_entry(record: Loaded, other: Loaded) -> bool:
    return record.kind in VOCABULARY and (record.kind, record.data) == (other.kind, other.data)


def files_are_named_by_ids(facts: Facts) -> Iterator[Breach]:
    """Ensure that a file with the one record of its folder's kind has the name of its id."""
    for file, records in _by_file(facts).items():
        path = Path(file).absolute()
        kind = FOLDERS.get(path.parent.name)
        alone = [record for record in records if record.kind == kind]
        if len(alone) == 1 and alone[0].id != path.stem and file not in facts.incomplete:
            message = f'the file is {path.name}, but the id is "{alone[0].id}"'
            yield Breach(alone[0], ("id",), message, f"rename the file to {alone[0].id}.toml")


def _by_file(facts: Facts) -> Mapping[str, list[Loaded]]:
    found: dict[str, list[Loaded]] = {}
    for record in facts.of(*FOLDERS.values()):
        found.setdefault(record.file, []).append(record)
    return found


def references_exist(facts: Facts) -> Iterator[Breach]:
    """Ensure that each id a record names belongs to a record of the kind that is meant."""
    known = _Known(facts)
    advice: dict[tuple[str, str], str] = {}
    doubtful = [kind for kind, some in facts.by_kind.items() if not known.hold_all_of(kind, some)]
    for record in facts.of(*doubtful):
        for path, kind, named in references(KINDS[record.kind], record.data):
            if not known.hold(kind, [named]) and named not in facts.unread:
                yield Breach(record, path, *_missing(facts, kind, named, advice))


class _Known:
    """The ids of all records by kind."""

    def __init__(self, facts: Facts) -> None:
        self._others = facts.others
        self._ids = {kind: {record.id for record in some} for kind, some in facts.by_kind.items()}

    def hold_all_of(self, kind: str, records: Iterable[Loaded]) -> bool:
        """Tell whether all that records of a kind refer to is known."""
        named = all_named(KINDS[kind], [record.data for record in records])
        return all(self.hold(kind, ids) for kind, ids in named.items())

    def hold(self, kind: str, ids: Collection[str]) -> bool:
        """Tell whether all of some ids are those of records of a kind."""
        others = map(self._others.get, {*ids} - self._ids.get(kind, set()))
        return all(other and other.kind == kind for other in others)


def _missing(
    facts: Facts, kind: str, named: str, advice: dict[tuple[str, str], str]
) -> tuple[str, str]:
    """Say what is wrong with a reference; `advice` keeps what was found out for each."""
    if other := facts.named(named):
        return f'"{named}" is {_a(other.kind)}, not {_a(kind)}', f"name {_a(kind)}"
    compared = len(advice) * (len(facts.records) + len(facts.others))
    if (kind, named) not in advice and compared < _MOST_COMPARED:
        advice[kind, named] = _meant(facts, kind, named)
    return f'no {kind} has the id "{named}"', advice.get((kind, named), f"add {_a(kind)}")


def _meant(facts: Facts, kind: str, named: str) -> str:
    known = [
        Name(text, record.id, record.id)
        for record in (*facts.of(kind), *facts.others.values())
        if record.kind == kind
        for text in (record.id, *(text for _, text in names_of(kind, record.data)))
    ]
    unread = [Name(one, one, one) for one in facts.unread if not facts.named(one)]
    near = nearest_names(named, [*known, *unread])
    return f"did you mean {near[0]}?" if near else f"add {_a(kind)}"


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeio' else 'a'} [[{kind}]]"


def names_are_not_doubled(facts: Facts) -> Iterator[Breach]:
    """Ensure that no name or alias stands for two records of a kind, in any order of its words."""
    for kind in NAMED:
        names = [unordered(name) for one in facts.of(kind) for name in called(kind, one.data)]
        if len({*names}) < len(names):  # a record's own names may be alike
            yield from _doubled(facts.of(kind))


def _doubled(records: Iterable[Loaded]) -> Iterator[Breach]:
    owners: dict[str, Loaded] = {}
    for record in records:
        for path, name in names_of(record.kind, record.data):
            owner = owners.setdefault(unordered(name), record)
            if owner.id != record.id:
                message = f'"{name}" is a name of "{owner.id}" in {owner.file} too'
                yield Breach(record, path, message, "keep it for one of them, or merge the two")


def sources_are_named(facts: Facts) -> Iterator[Breach]:
    """Ensure that a source has a title or, without one, a description."""
    for record in facts.whole("source"):
        if not record.data.keys() & {"title", "description"}:
            advice = "required, or a description where the document has none"
            yield Breach(record, ("title",), "missing", advice)


def sources_are_pages(facts: Facts) -> Iterator[Breach]:
    """Ensure that the address of a source leads to a page, not to the home page of its site."""
    for record in facts.of("source"):
        if "url" not in record.data:
            continue
        address = urlsplit(record.data["url"])
        if address.path in ("", "/") and not address.query:
            message = f"{record.data['url']} is a home page"
            yield Breach(record, ("url",), message, "give the address of the document itself")


def sources_are_cited(facts: Facts) -> Iterator[Breach]:
    """Ensure that every source is cited by some record."""
    if facts.incomplete:
        return
    cited = {
        named
        for record in facts.records
        for _, kind, named in references(KINDS[record.kind], record.data)
        if kind == "source"
    }
    for record in facts.of("source"):
        if record.id not in cited:
            yield Breach(
                record, ("id",), "nothing cites the source", "add what it says, or remove it"
            )


def statuses_say_as_of_when(facts: Facts) -> Iterator[Breach]:
    """Ensure that a status has its day, unless no source of it is dated."""
    for record in facts.whole("project"):
        if "status" in record.data and "status_as_of" not in record.data:
            if _cites_dated_source(facts, record):
                advice = "required: the day the status held, the date of its source"
                yield Breach(record, ("status_as_of",), "missing", advice)
        elif "status_as_of" in record.data and "status" not in record.data:
            yield Breach(
                record, ("status_as_of",), "there is no status", "add one, or leave this out"
            )


def _cites_dated_source(facts: Facts, record: Loaded) -> bool:
    cited = [facts.named(cite.partition("#")[0]) for cite in record.data["cite"]]
    return any(one and one.kind == "source" and "published" in one.data for one in cited)


def comparisons_tell_something(facts: Facts) -> Iterator[Breach]:
    """Ensure that no value is none, or less than none, times another."""
    for record in facts.of("figure"):
        times = record.data.get("relative", {}).get("times", 1)
        if times <= 0:
            advice = "write how many times the other value it is"
            yield Breach(record, ("relative", "times"), f"{times} times tells nothing", advice)


RULES = (
    Rule(ids_are_unique, "error", "all"),
    Rule(files_are_named_by_ids, "error", "file"),
    Rule(references_exist, "error"),
    Rule(names_are_not_doubled, "error", "all"),
    Rule(sources_are_named, "error"),
    Rule(sources_are_pages, "error"),
    Rule(statuses_say_as_of_when, "error"),
    Rule(comparisons_tell_something, "error"),
    Rule(sources_are_cited, "warning", "all"),
)
