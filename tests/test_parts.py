"""Facts that are read in parts are judged and shown as if they had been read at once."""

import json
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from latamtech.indexing import entries, workers
from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.indexing.rows import View
from latamtech.indexing.timeline import rows_of
from latamtech.reading import checks, loading, parts, rulebook
from latamtech.reading.checks import Loaded
from latamtech.reading.files import fact_files, shortest, stamped
from latamtech.reading.problems import InvalidFactsError, Mistake

TODAY = "2025-01-01"
HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").iterdir())
SOUND = [HERE / "mini", HERE / "disputed"]
Told = tuple[str, int, Mistake]


def files_of(folder: Path) -> list[Path]:
    """Return the fact files of a folder, and those of the vocabulary."""
    return fact_files([builtin_facts() / VOCABULARY, folder])


def told(findings: Sequence[tuple[Loaded, Mistake]]) -> list[Told]:
    """Return what is said of which record, sorted; a record is known by where it stands."""
    return sorted((one.file, one.number, mistake) for one, mistake in findings)


def split(files: Sequence[Path], choice: Sequence[bool]) -> list[loading.Part]:
    """Return the files in two parts, as another process would hand them over."""
    halves = (
        [file for file, one in zip(files, choice, strict=True) if one == half]
        for half in (True, False)
    )
    made = [loading.part(half) for half in halves]
    unread = frozenset[str]().union(*(one.unread for one in made))
    copies: list[loading.Part] = pickle.loads(pickle.dumps(made))  # noqa: S301 (our own)
    return [one._replace(unread=unread) for one in copies]


def judged(made: Sequence[loading.Part], files: Sequence[Path]) -> list[Told]:
    """Return all that is wrong with facts in parts."""
    order = list(map(shortest, files))
    known = [checks.stub(one) for part in made for one in part.records]
    known.sort(key=lambda one: order.index(one.file))
    others = {one.id: one for one in known}
    found = [one for part in made for one in parts.judged(part, TODAY, others)]
    return told([*found, *parts.judged_overall(known, TODAY)])


def rendered(made: Sequence[loading.Part], others: Mapping[str, Loaded]) -> Sequence[object]:
    """Return all rows of facts in parts, with what they are searched and found by."""
    view = View(others)
    return rows_in([entries.batch_of(part.records, view) for part in made])


def rows_in(batches: Sequence[entries.Batch]) -> Sequence[object]:
    """Return the rows in batches, sorted, with what they are searched and found by."""
    rows = [entry for batch in batches for entry in entries.entries_in(batch)]
    return sorted((one.answer, one.words or (), sorted(one.tags)) for one in rows)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("folder", [*BROKEN, *SOUND], ids=lambda folder: folder.name)
@given(data=st.data())
def test_two_parts_are_judged_as_one(folder: Path, data: st.DataObject) -> None:
    """However the files are dealt out, the same errors are found in the same words.

    Where two records have one id, those that name it may be thought wrong besides.
    """
    files = files_of(folder)
    choice = data.draw(st.lists(st.booleans(), min_size=len(files), max_size=len(files)))
    whole = loading.part(files)
    expected = told(checks.findings(whole.facts(TODAY), rulebook.ERRORS))
    found = judged(split(files, choice), files)
    if any(mistake.rule == "ids-are-unique" for *_, mistake in expected):
        found = [one for one in found if one in expected]
    assert found == expected


@settings(max_examples=10, deadline=None)
@pytest.mark.parametrize("folder", SOUND, ids=lambda folder: folder.name)
@given(data=st.data())
def test_two_parts_are_shown_as_one(folder: Path, data: st.DataObject) -> None:
    """However the files are dealt out, the same rows are made."""
    files = files_of(folder)
    choice = data.draw(st.lists(st.booleans(), min_size=len(files), max_size=len(files)))
    whole = loading.part(files)
    halves = split(files, choice)
    stubs = {one.id: checks.stub(one) for part in halves for one in part.records}
    assert rendered(halves, stubs) == rendered([whole], whole.facts().by_id)


@pytest.mark.parametrize("enough", [1, 3, 20, 1000])
def test_pieces_and_lots_are_large_enough(enough: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece holds whole files and enough records, the last one apart; so does each lot of it."""
    monkeypatch.setattr(parts, "ENOUGH", enough)
    files = files_of(SOUND[0])
    pieces = [part.records for part in parts.pieces(files)]
    assert [one for piece in pieces for one in piece] == loading.part(files).records
    assert sum(len({one.file for one in piece}) for piece in pieces) == len(files)
    assert all(len(piece) >= enough for piece in pieces[:-1])
    for piece in pieces:
        lots = list(parts.lots(piece))
        assert [one for lot in lots for one in lot] == piece
        assert all(min(enough, len(piece)) <= len(lot) <= 2 * enough for lot in lots)


@pytest.mark.parametrize("folder", SOUND, ids=lambda folder: folder.name)
def test_processes_tell_what_one_alone_would(folder: Path) -> None:
    """Two processes that share the files make the same entries as one that reads them all."""
    stamps = stamped([builtin_facts() / VOCABULARY, folder])
    batches = list(workers.entries(stamps, 2, lambda _: None))
    records = loading.load(files_of(folder))
    alone = entries.batch_of(records, {one.id: one for one in records})
    assert sorted(one for batch in batches for one in batch.bundles) == sorted(alone.bundles)
    assert {one for batch in batches for one in batch.names} == {*alone.names}
    assert rows_in(batches) == rows_in([alone])


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_processes_refuse_what_one_alone_would(folder: Path) -> None:
    """A mistake anywhere stops them all; so does a repeated entry, which one alone may pass."""
    stamps = stamped([builtin_facts() / VOCABULARY, folder])
    try:
        loading.load(files_of(folder))
    except InvalidFactsError:
        with pytest.raises(parts.MistakeError):
            list(workers.entries(stamps, 2, lambda _: None))


@pytest.mark.parametrize("kind", [*checks.VOCABULARY, "figure", "quote"])
def test_a_stub_is_no_more_than_is_asked_for(kind: str) -> None:
    """An entry of the vocabulary is kept whole; of what nothing names, only the id is left."""
    data = {"id": "x", "name": "X", "note": "long", "cite": ["a"]}
    record = Loaded(kind, data, "x.toml", 0)
    kept = data if kind in checks.VOCABULARY else {"id": "x"}
    assert checks.stub(record) == record._replace(data=kept)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_the_text_of_a_row_is_compact_json(name: str) -> None:
    """Whatever stands in a string, the row reads back, and is as `json.dumps` would write it."""
    data = {"id": "x", "name": name, "aliases": [name], "note": "100 %s"}
    (rows,) = rows_of("person", [data], [["x", name]], View({}))
    (text,) = rows.json
    read = json.loads(text)
    assert read["name"] == name
    assert text == json.dumps(read, separators=(",", ":"))
