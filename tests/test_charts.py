"""Charts say no more than their points: time as precise as dates, text as wide as it is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from latamtech.answers.columns import Json
from latamtech.answers.courses import Axis, Course, course
from latamtech.answers.growth import elapsed
from latamtech.indexing.cells import padded, width_of

LETTERS = st.text("ab çéñ–·¶“›中国海港，（）！ｱ", max_size=20)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2013", "2022", "9 years"),
        ("2021", "2022", "1 year"),
        ("2019-03", "2022-08", "3 years 5 months"),
        ("2019-03", "2020-03", "1 year"),
        ("2023-01-31", "2023-03-01", "1 month"),
        ("2024-11-07", "2024-11-14", "7 days"),
        ("2019-03", "2022", "2 to 4 years"),
        ("2019-12", "2020", "up to 2 years"),
    ],
)
def test_time_is_told_as_precisely_as_the_dates(first: str, last: str, expected: str) -> None:
    """Between a month and a year lies no number of months."""
    assert elapsed(first, last) == expected


@given(LETTERS)
def test_a_text_is_as_wide_as_it_is_drawn(text: str) -> None:
    """Chinese characters take two columns, as the library that draws them counts."""
    assert width_of(text) == cell_len(text)
    assert cell_len(padded(text, 50)) == 50


def project(**known: object) -> Json:
    """Return a row of a project of which no more than this is known."""
    unknown = {"status": None, "status_as_of": None, "start": None, "end": None}
    return {**unknown, "milestones": [], **known}


def milestone(date: str, stage: str | None = None) -> Json:
    """Return a milestone, as a source of the end of 2024 tells it."""
    return {"date": date, "stage": stage, "citations": [{"published": "2024-12-01"}]}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, None),
        ({"status": "operating", "status_as_of": "2024-11-07"}, None),
        ({"start": "2019-03"}, Course("2019-03-01", None, "2019-03-01", [])),
        ({"start": "2028", "status": "proposed"}, Course("2028-01-01", None, "", [])),
        (
            {"start": "2019", "status": "operating", "status_as_of": "2024-11-07"},
            Course("2019-01-01", None, "2024-11-07", []),
        ),
        (
            {"start": "2019", "status": "completed", "status_as_of": "2024-11-07"},
            Course("2019-01-01", None, "2019-01-01", []),
        ),
        (
            {"start": "2019", "end": "2030", "status": "under construction"},
            Course("2019-01-01", "2030-12-31", "2019-01-01", []),
        ),
        (
            {"status": "completed", "milestones": [milestone("2022-11-03", "completed")]},
            Course(None, "2022-11-03", "2022-11-03", ["2022-11-03"]),
        ),
        (
            {"status": "operating", "milestones": [milestone("2022-11-03", "completed")]},
            Course(None, None, "2022-11-03", ["2022-11-03"]),
        ),
        (
            {"milestones": [milestone("2022-11-03", "agreed")]},
            Course(None, None, "2022-11-03", ["2022-11-03"]),
        ),
        (
            {"milestones": [milestone("2028-11-03", "agreed")]},
            Course(None, None, "", ["2028-11-03"]),
        ),
    ],
)
def test_a_course_has_the_ends_that_are_known(known: dict[str, object], expected: Course) -> None:
    """A status is no end, a plan has not been yet, and what is unknown stays open."""
    assert course(project(**known)) == expected


@given(st.dates(), st.dates(), st.integers(1, 200))
def test_every_day_has_a_cell_on_the_axis(one: object, other: object, cells: int) -> None:
    """Days stand on the axis in their order, whatever its years and its width."""
    first, last = sorted([str(one), str(other)])
    axis = Axis([Course(first, last, "", [])], cells)
    assert 0 <= axis.cell(first) <= axis.cell(last) < cells
    assert len(axis.labels()) <= cells
