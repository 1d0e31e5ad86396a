"""The sources of a record are all that are cited for it, each once, in order of first citation."""

from pathlib import Path

import pytest

from latamtech.commands import opening
from latamtech.indexing.index import Index, Query
from latamtech.questions.citations import cited_by, cited_by_rows, sources
from latamtech.questions.subjects import subject

SOURCES = "\n".join(
    f'[[source]]\nid = "{id_}"\ntitle = "T"\npublisher = "P"\nlanguage = "en"\nkind = "news"'
    for id_ in ("own", "another", "of-amount", "of-milestone", "of-quote", "of-figure", "of-event")
)
FACTS = f"""{SOURCES}
[[person]]
id = "ana"
name = "Ana"

[[organization]]
id = "works"
name = "Works"

[[project]]
id = "pier"
name = "Pier"
countries = ["PE"]
sectors = ["ports"]
technologies = ["5g"]
summary = "A pier."
organizations = [{{ id = "works" }}]
milestones = [{{ date = "2020", what = "begun", cite = ["of-milestone", "own#9"] }}]
amounts = [{{ value = 5, unit = "USD", cite = ["of-amount#2", "own#3"] }}]
cite = ["own#2", "another", "own#1"]

[[quote]]
id = "ana-on-pier"
speaker = "ana"
speech = "reported"
text = "It is long."
countries = ["PE"]
cite = ["of-quote#1", "of-quote#2"]

[[figure]]
id = "piers"
label = "Piers"
measure = "count"
value = 8
unit = "piers"
date = "2020"
areas = ["PE"]
relative = {{ to = "2010", times = 2 }}
said_by = "ana"
cite = ["of-figure"]

[[event]]
id = "pier-day"
name = "Pier day"
country = "PE"
organizers = ["works"]
cite = ["of-event"]
"""
OF_PIER = ["own", "another", "of-amount", "of-milestone"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Return an index of the facts above."""
    folder: Path = tmp_path_factory.mktemp("facts")
    (folder / "facts.toml").write_text(FACTS, encoding="utf-8")
    return opening.opened([str(folder)], cached=False)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("another", ["another"]),
        ("pier", OF_PIER),
        ("ana-on-pier", ["of-quote"]),
        ("piers", ["of-figure"]),
        ("pier-day", ["of-event"]),
        ("ana", ["of-quote", "of-figure"]),
        ("works", [*OF_PIER, "of-event"]),
        ("ports", OF_PIER),
        ("5g", OF_PIER),
        ("Peru", [*OF_PIER, "of-quote", "of-figure", "of-event"]),
        ("Chile", []),
    ],
)
def test_a_record_of_any_kind_has_sources(index: Index, word: str, expected: list[str]) -> None:
    """Its own, and those of all that is found by it."""
    found = cited_by(index, subject(index, word))
    assert found == expected
    assert [source["id"] for source in sources(index, found)] == expected


def test_a_source_comes_once_however_often_it_is_cited(index: Index) -> None:
    """The rows come as they are; of what they cite each is told when it first comes."""
    rows = index.rows(Query("timeline"))
    cited = cited_by_rows("timeline", rows)
    assert [source["id"] for source in sources(index, cited)] == [
        "of-figure",
        "of-milestone",
        "own",
    ]


def test_more_sources_than_are_asked_for_at_once_come_in_order(tmp_path: Path) -> None:
    """What is read in portions is told as if it were not."""
    ids = [f"s-{number}" for number in range(1200)]
    lines = [
        f'[[source]]\nid = "{id_}"\ntitle = "T"\npublisher = "P"\nlanguage = "en"\nkind = "news"\n'
        for id_ in ids
    ]
    (tmp_path / "facts.toml").write_text("".join(lines), encoding="utf-8")
    many = opening.opened([str(tmp_path)], cached=False)
    backwards = [*reversed(ids), *ids]
    assert [source["id"] for source in sources(many, backwards)] == ids[::-1]
