"""Dates are compared as far as they say something: a year is not its first of January."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.model.dates import is_after, span
from latamtech.reading import loading

TODAY = "2025-01-01"
FACTS = """
[[source]]
id = "daily-2024-11-07"
title = "Works on the coast"
publisher = "The Daily"
{published}
language = "en"
kind = "news"

[[project]]
id = "north-pier"
name = "North Pier"
countries = ["PE"]
sectors = ["ports"]
summary = "A pier."
{project}
cite = ["daily-2024-11-07#1"]
"""
MILESTONE = """milestones = [
    {{ date = "{date}", stage = "{stage}", what = "works", cite = ["daily-2024-11-07#2"] }},
]"""
DAYS = st.dates().map(str)
DATES = st.tuples(DAYS, st.sampled_from([4, 7, 10])).map(lambda pair: pair[0][: pair[1]])


@given(DATES, DAYS)
def test_a_date_is_after_a_day_when_all_its_days_are(date: str, day: str) -> None:
    """What a partial date may mean decides, to the day."""
    assert is_after(date, day) == (span(date).first > day)


@pytest.mark.parametrize(
    ("published", "project"),
    [
        ('published = "2024-11-07"', 'start = "2024"'),
        ('published = "2024-11"', 'start = "2024-11-30"'),
        ("", 'start = "2024-12-31"'),
        ('published = "2024-11-07"', 'end = "2027"\nstatus = "ongoing"\nstatus_as_of = "2024-11"'),
        ('published = "2024-11-07"', 'start = "2026"\nstatus = "agreed"\nstatus_as_of = "2024"'),
        ('published = "2024-11-07"', MILESTONE.format(date="2026", stage="agreed")),
        (
            'published = "2024-11-07"',
            'status = "completed"\nstatus_as_of = "2024"\nend = "2022"\n'
            + MILESTONE.format(date="2022-06", stage="under construction"),
        ),
    ],
)
def test_dates_that_may_be_right_pass(tmp_path: Path, published: str, project: str) -> None:
    """A date that overlaps its source's, one without a dated source, and a plan are no mistake."""
    file = tmp_path / "facts.toml"
    file.write_text(FACTS.format(published=published, project=project), encoding="utf-8")
    assert loading.inspect([builtin_facts() / VOCABULARY, file], TODAY) == []
