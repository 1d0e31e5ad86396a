"""An index brought up to date with the fact files that it is made of."""

from collections.abc import Sequence
from pathlib import Path

from latamtech.index import Index

BUILTIN = "builtin"
VOCABULARY = "vocabulary"


def index_of(paths: Sequence[str | Path]) -> Index:
    """Return an index of the facts in files and folders, and of the program's own vocabulary.

    `"builtin"` names the facts that come with the program. Raises `UnreadableError` for a path that
    does not exist, and `InvalidFactsError`, with all problems, when any file is wrong.
    """
    from latamtech import loading, rows, timeline  # noqa: PLC0415 (only where facts are read anew)

    named = [builtin_facts() if path == BUILTIN else Path(path) for path in paths]
    loaded = loading.load([builtin_facts() / VOCABULARY, *named])
    view = rows.View({record.id: record for record in loaded})
    made = [row for record in loaded for row in (view.row(record),) if row]
    made += [row for record in loaded for row in timeline.timeline_rows(record, view)]
    known = [name for record in loaded for name in rows.known_names(record)]
    index = Index()
    index.write(
        ((record.id, record.kind, record.data) for record in loaded),
        made,
        [*known, *rows.closed_names()],
        {name: rows.keys_of(name) for name in (*rows.LISTS.values(), "timeline")},
    )
    return index


def builtin_facts() -> Path:
    """Return the folder of the facts that come with the program: in a checkout, its own folder."""
    package = Path(__file__).parent
    installed = package / "facts"
    return installed if installed.is_dir() else package.parents[1] / "facts"
