"""A dossier holds all that is known of its subject, and its page says all of it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from latamtech.answers import briefs, portraits
from latamtech.answers.pages import Notes, Page
from latamtech.indexing.index import Index, Query
from latamtech.indexing.refresh import BUILTIN, index_of
from latamtech.questions import subjects
from latamtech.questions.dossiers import LISTS, Dossier, dossier
from tests import MINI

RICH = """
[[source]]
id = "one"
title = "One"
publisher = "One"
published = "2024"
language = "en"
kind = "news"
[[source]]
id = "two"
title = "Two"
publisher = "Two"
published = "2023-05-06"
language = "en"
kind = "news"
[[source]]
id = "three"
title = "Three"
publisher = "Three"
language = "en"
kind = "news"
[[person]]
id = "ana"
name = "Ana"
[[event]]
id = "fair"
name = "Fair"
cite = ["one#1"]
[[quote]]
id = "ana-cable"
speaker = "ana"
speech = "direct"
text = "Yes"
language = "en"
event = "fair"
cite = ["two#1"]
[[project]]
id = "cable"
name = "Cable"
aliases = ["El Cable"]
countries = ["PE"]
sectors = ["ports"]
start = "2020"
end = "2022"
summary = "A cable."
cite = ["one#1"]
milestones = [
  { date = "2021", what = "landed", cite = ["one#2"] },
  { date = "2018", what = "planned", stage = "proposed", cite = ["one#2"] },
]
amounts = [
  { value = 3, unit = "USD", what = "sea", cite = ["one#3"] },
  { value = 4, unit = "USD", what = "sea", cite = ["two#4"] },
  { value = 5, unit = "USD", what = "land", cite = ["one#3"] },
  { value = 6, unit = "USD", what = "land", cite = ["one#4"] },
  { value = 5, unit = "CNY", what = "land", cite = ["two#3"] },
]
"""
MANY = 300
PLACES = [1, 2, 3, None]
# What a page says in words of its own: codes, numbers with their display, and marks.
TOLD_OTHERWISE = {
    *("citations", "display", "value", "unit", "qualifier", "measure", "language", "speech"),
    *("translated_by", "relative", "derivation", "id", "kind", "description"),
    *("projects", "quotes", "timeline", "direct", "reported", "points", "roles"),
}


@pytest.fixture(scope="module", params=["builtin", str(MINI)])
def index(request: pytest.FixtureRequest) -> Index:
    """Return an index of the facts that come with the program, or of the miniature."""
    return index_of([BUILTIN if request.param == "builtin" else request.param])


@pytest.fixture
def rich(tmp_path: Path) -> Index:
    """Return an index of a project on whose sums two sources differ."""
    file = tmp_path / "facts.toml"
    file.write_text(RICH)
    return index_of([str(file)], cached=False)


def texts(page: Page) -> str:
    """Return the whole text of a page, a line of it a line."""
    lines = [
        block.label + " " + "".join(piece.text for piece in line)
        for block in page.blocks
        for line in block.lines
    ]
    notes = [" ".join(note) for note in page.footnotes]
    return "\n".join([page.title, page.subtitle, *lines, *notes])


def words(value: object, key: str = "") -> Iterator[str]:
    """Yield each text in a row that its page must show."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in TOLD_OTHERWISE:
                yield from words(one, name)
    elif isinstance(value, list):
        yield from chain.from_iterable(words(one, key) for one in value)
    elif isinstance(value, str):
        yield " ".join(value.split())


def some_of(index: Index) -> list[str]:
    """Return all ids or, of a large fact base, each fifth."""
    ids = index.ids()
    return ids if len(ids) < MANY else ids[::5]


def of(index: Index, id_: str) -> Dossier:
    """Return the dossier of a record."""
    return dossier(index, subjects.subject(index, id_))


def test_nothing_known_is_missing(index: Index) -> None:
    """Each text of a record, and of all that refers to it, stands on its page, as do the names."""
    for id_ in some_of(index):
        found = of(index, id_)
        shown = texts(portraits.portrait(found))
        own = [word for word in words(found.record) if word not in found.names]
        said = [quote["text"] for quote in found.related["quotes"]]
        figures = [row["display"] for row in found.related["timeline"] if row["display"]]
        projects = [row["name"] for row in found.related["projects"]]
        for word in [*own, *said, *figures, *projects]:
            assert word in shown, (id_, word)


def test_every_fact_is_cited(index: Index) -> None:
    """The first line of each part of a page carries a mark, unless it is of a name alone."""
    for id_ in some_of(index):
        found = of(index, id_)
        if found.kind in ("project", "quote", "figure", "event"):
            for block in portraits.portrait(found).blocks:
                marked = any(piece.role == "mark" for line in block.lines for piece in line)
                assert marked or "heading" in block.kind or found.record.get("series"), block


def test_the_lists_hold_the_rows_that_the_commands_print(index: Index) -> None:
    """A country has the projects, quotations and entries that the filter `--country` finds."""
    for id_ in ("PE", "LAC"):
        told: dict[str, Any] = json.loads(of(index, id_).json())
        assert list(told) == ["kind", "id", "name", "as_of", "record", "names", *LISTS]
        for name in ("projects", "quotes", "timeline", "events"):
            rows = map(json.loads, index.rows(Query(name, (("country", (id_,)),))))
            assert all(row in told[name] for row in rows)
        cited = {one["source"] for row in told["quotes"] for one in row["citations"]}
        assert cited <= {row["id"] for row in told["sources"]}


def test_links_have_their_names(index: Index) -> None:
    """Every id that a row gives without a name is among the names."""
    for id_ in some_of(index):
        found = of(index, id_)
        for row in [found.record, *chain.from_iterable(found.related.values())]:
            for key in ("countries", "areas", "sectors", "technologies", "organizers"):
                assert {*row.get(key, [])} <= {*found.names}


def test_a_source_that_one_undated_sum_cites_shows_its_project(rich: Index) -> None:
    """What stands on no timeline is still said by its source."""
    found = of(rich, "two")
    assert [row["id"] for row in found.related["projects"]] == ["cable"]
    assert "Project: Cable" in texts(portraits.portrait(found))


def test_a_source_says_nothing_of_an_event_that_it_does_not_cite(rich: Index) -> None:
    """Where its quotation was said, another source tells."""
    found = of(rich, "two")
    assert [row["id"] for row in found.related["events"]] == ["fair"]
    shown = texts(portraits.portrait(found))
    assert "Quotation: Ana, at Fair: “Yes”" in shown
    assert "Event:" not in shown


def test_a_source_that_nothing_cites_is_shown(rich: Index) -> None:
    """Of a source that says nothing, the page is its reference."""
    page = portraits.portrait(of(rich, "three"))
    assert [note.text for note in page.footnotes] == ["Three, undated, “Three”"]


def test_a_project_keeps_its_order_of_dates_and_its_other_names(rich: Index) -> None:
    """Start and end stand among the milestones; what a list leaves out, the page shows."""
    page = portraits.portrait(of(rich, "cable"))
    labels = [block.label for block in page.blocks if block.label.isdigit()]
    assert labels == ["2018", "2020", "2021", "2022"]
    assert "El Cable" in texts(page)


def test_sums_that_contradict_are_marked(rich: Index) -> None:
    """Two sources differ on the sea; one source gives two sums for land, and another currency."""
    shown = texts(portraits.portrait(of(rich, "cable")))
    assert "sea (sources differ)" in shown
    assert "land (sources differ)" not in shown
    told = briefs.brief(of(rich, "PE"), {})
    after = texts(told).partition("Where sources differ")[2]
    assert "Cable, sea: cost" in after
    assert "US$3 [1] ¶3" in after
    assert "land" not in after


def test_a_date_is_the_latest_that_a_source_may_have(rich: Index) -> None:
    """A brief holds up to 2024, however little is known of the day; it never says today."""
    assert of(rich, "PE").as_of == "2024"
    assert briefs.brief(of(rich, "PE"), {}).title == "Peru, as of the sources up to 2024"
    assert briefs.brief(of(rich, "AR"), {}).title == "Argentina"


def test_sources_are_numbered_in_the_order_of_their_first_citation() -> None:
    """Marks name paragraphs; without them, neighbours are told as one."""
    notes = Notes()
    cited = [
        {"source": name, "paragraph": place} for name, place in zip("badc", PLACES, strict=True)
    ]
    assert notes.marks(cited) == "[1] ¶1 [2] ¶2 [3] ¶3 [4]"
    assert notes.marks([cited[1], {"source": "a", "paragraph": 9}]) == "[2] ¶2, ¶9"
    assert notes.short(cited) == "[1–4]"
    assert notes.short([cited[0], cited[2], cited[3]]) == "[1, 3–4]"
    assert notes.short([]) == ""


def test_a_reader_who_has_seen_enough_ends_the_answer() -> None:
    """A page longer than a pipe holds, of which nobody reads on, is no failure."""
    command = [sys.executable, "-m", "latamtech", "show", *["cgtn-2024-11-07"] * 20]
    with Popen(command, stdout=PIPE, stderr=PIPE) as started:
        assert started.stdout
        assert started.stderr
        started.stdout.close()
        assert (started.stderr.read(), started.wait()) == (b"", 0)


def test_json_is_printed_without_what_draws_pages() -> None:
    """A script that asks for JSON waits for no Rich, and no page is made on the way."""
    code = (
        "import sys; from latamtech.__main__ import run; run(sys.argv[1:]); "
        "print(*({'rich', 'tomli', 'pydantic', 'latamtech.answers.pages', "
        "'latamtech.model.records'} & {*sys.modules}), file=sys.stderr)"
    )
    for command in ("show", "brief"):
        words = [sys.executable, "-c", code, command, "PE", "--json"]
        subprocess.run(words, check=True, capture_output=True)  # the index is up to date now
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        assert (json.loads(done.stdout)[0]["id"], done.stderr) == ("PE", "\n")
