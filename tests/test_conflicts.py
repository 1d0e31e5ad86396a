"""A conflict is what two sources cannot both be right about, and nothing else."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.questions.conflicts import KEYS, dates_agree, of_figures, of_project

DATES = st.sampled_from(
    ["2022", "2023", "2022-09", "2022-09-04", "2022-10", "2021/2023", "2022-09/2022-10"]
)


def amount(source: str, value: float, what: str | None = None, **more: object) -> dict[str, Any]:
    """Return an amount as a row has it, in US dollars unless told otherwise."""
    known = {"unit": "USD", "qualifier": "exact", "date": None, "display": f"{value}"}
    return {"value": value, "what": what, "citations": [{"source": source}], **known, **more}


def milestone(source: str, date: str, stage: str | None = None) -> dict[str, Any]:
    """Return a milestone as a row has it."""
    return {"date": date, "stage": stage, "what": "opened", "citations": [{"source": source}]}


def figure(source: str, value: float, **more: object) -> dict[str, Any]:
    """Return a figure as a row of the timeline has it."""
    known = {"kind": "figure", "derived": False, "id": f"by-{source}", "label": "Loans"}
    measured = {"measure": "loans", "series": "loans", "areas": ["PE", "CL"], "project": None}
    return {**known, **measured, **amount(source, value, date="2022"), **more}


def among(
    amounts: Sequence[dict[str, Any]] = (), milestones: Sequence[dict[str, Any]] = ()
) -> list[tuple[str, list[str]]]:
    """Return the conflicts of a project with these: the kind of each, what its values say."""
    row = {"id": "dam", "name": "Dam", "countries": ["EC"]}
    found = of_project({**row, "amounts": amounts, "milestones": milestones})
    return [(one["kind"], [value["display"] for value in one["values"]]) for one in found]


def between(*figures: dict[str, Any]) -> list[str]:
    """Return the kinds of the conflicts between figures."""
    return [one["kind"] for one in of_figures(figures)]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([amount("a", 1), amount("b", 2)], [("cost", ["1", "2"])]),
        ([amount("a", 1, "First phase"), amount("b", 2, "first  phase")], [("cost", ["1", "2"])]),
        ([amount("a", 60, unit="%"), amount("b", 59, unit="%")], [("share", ["59", "60"])]),
        ([amount("a", 60, unit="km"), amount("b", 59, unit="km")], [("value", ["59", "60"])]),
        ([amount("a", 1), amount("a", 2)], []),
        ([amount("a", 1), amount("b", 1)], []),
        ([amount("a", 1), amount("b", 2, unit="CNY")], []),
        ([amount("a", 1, "first phase"), amount("b", 2, "second phase")], []),
        ([amount("a", 1, qualifier="over"), amount("b", 2)], []),
    ],
)
def test_amounts_for_one_purpose_in_one_unit_can_conflict(
    amounts: list[dict[str, Any]], expected: list[tuple[str, list[str]]]
) -> None:
    """Another purpose, another unit or the same source is no conflict."""
    assert among(amounts) == expected


def test_all_values_of_a_thing_stand_side_by_side_each_once() -> None:
    """Sources that say the same are cited together, and values that agree are shown too."""
    amounts = [amount("a", 3), amount("b", 1), amount("c", 3), amount("d", 2, qualifier="over")]
    row = {"id": "dam", "name": "Dam", "countries": ["EC"], "amounts": amounts, "milestones": []}
    (found,) = of_project(row)
    assert tuple(found) == KEYS
    assert [
        (one["value"], [cited["source"] for cited in one["citations"]]) for one in found["values"]
    ] == [(1, ["b"]), (2, ["d"]), (3, ["a", "c"])]


def test_a_source_that_gives_both_values_does_not_contradict_another() -> None:
    """Two launches in one paper, of which another names the first, are two launches."""
    assert among((), [milestone("a", "2010"), milestone("b", "2010"), milestone("a", "2012")]) == []


@pytest.mark.parametrize(
    ("milestones", "expected"),
    [
        ([milestone("a", "2024-11-14"), milestone("b", "2024-11-15")], ["date"]),
        ([milestone("a", "2024-11-14"), milestone("b", "2024")], []),
        ([milestone("a", "2024", "operating"), milestone("b", "2024", "completed")], ["status"]),
        ([milestone("a", "2024-11", "operating"), milestone("b", "2024", "agreed")], ["status"]),
        ([milestone("a", "2023", "operating"), milestone("b", "2024", "agreed")], ["date"]),
        ([milestone("a", "2024", "operating"), milestone("b", "2024")], []),
    ],
)
def test_milestones_conflict_in_their_date_or_else_in_their_stage(
    milestones: list[dict[str, Any]], expected: list[str]
) -> None:
    """A less precise date agrees with one that it holds, and an unknown stage with any."""
    assert [kind for kind, _ in among((), milestones)] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, ["value"]),
        ({"areas": ["CL", "PE"]}, {}, ["value"]),
        ({"measure": "share"}, {"measure": "share"}, ["share"]),
        ({"measure": "project-cost"}, {"measure": "project-cost"}, ["cost"]),
        ({"series": None}, {"series": None, "label": "loans"}, ["value"]),
        ({"series": None}, {"series": None, "label": "Other loans"}, []),
        ({"series": None, "project": "dam"}, {"series": None}, []),
        ({"series": "other"}, {}, []),
        ({"areas": ["PE"]}, {}, []),
        ({"date": "2023"}, {}, []),
        ({"unit": "CNY"}, {}, []),
        ({"derived": True}, {}, []),
        ({"kind": "amount"}, {}, []),
    ],
)
def test_figures_of_one_thing_can_conflict(
    one: dict[str, Any], other: dict[str, Any], expected: list[str]
) -> None:
    """The series, or else the label, and the date, areas and unit say what one thing is."""
    assert between(figure("a", 1, **one), figure("b", 2, **other)) == expected


@given(DATES, DATES)
def test_dates_agree_mutually_and_with_themselves(one: str, other: str) -> None:
    """The order of two dates is no matter."""
    assert dates_agree(one, other) == dates_agree(other, one)
    assert dates_agree(one, one)
