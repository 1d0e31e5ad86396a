"""How much the facts that come with the program hold, as tables for their README."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from latamtech.answers.phrases import language
from latamtech.indexing.index import Index, Query
from latamtech.indexing.refresh import BUILTIN, index_of

_COUNTED = ("projects", "quotes", "timeline")


def counts() -> str:
    """Return Markdown tables that count records by kind, country, sector, language and year."""
    index = index_of([BUILTIN])
    sources = _rows(index, "sources")
    quotes = [row for row in _rows(index, "quotes") if row["speech"] == "direct"]
    years = Counter(row["published"][:4] if row["published"] else "undated" for row in sources)
    tables = [
        _table(("kind of record", "records"), _kinds(index)),
        _table(("country", *_COUNTED), _known(index, "countries")),
        _table(("sector", *_COUNTED), _known(index, "sectors")),
        _table(
            ("language", "sources", "direct quotations"),
            _languages(
                Counter(row["language"] for row in sources),
                Counter(row["language"] for row in quotes),
            ),
        ),
        _table(("year of publication", "sources"), sorted(years.items())),
    ]
    return "\n".join(tables)


def _rows(index: Index, listed: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in index.rows(Query(listed))]


def _kinds(index: Index) -> list[tuple[str, int]]:
    bundles = [json.loads(data) for (data,) in index.read("SELECT data FROM bundle")]
    counted = Counter(kind for bundle in bundles for kind, _, _ in bundle)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _known(index: Index, listed: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the known values of which anything is recorded, most projects first."""
    rows = [row for row in _rows(index, listed) if any(row[name] for name in _COUNTED)]
    rows.sort(key=lambda row: (*(-row[name] for name in _COUNTED), row["name"]))
    for row in rows:
        yield row["name"], *(row[name] for name in _COUNTED)


def _languages(sources: Counter[str], quotes: Counter[str]) -> Iterator[tuple[str, int, int]]:
    for tag, number in sources.most_common():
        yield language(tag), number, quotes[tag]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines) + "\n"
