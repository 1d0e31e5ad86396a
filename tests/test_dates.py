"""Partial dates keep their precision and their order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.model.dates import Span, hull, span

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
LENGTHS = st.sampled_from([len("2022"), len("2022-09"), len("2022-09-04")])


@st.composite
def dates_and_days(draw: st.DrawFn) -> tuple[str, date]:
    """Draw a year, month or day, and a day that it may mean."""
    day = draw(DAYS)
    return day.isoformat()[: draw(LENGTHS)], day


@st.composite
def intervals(draw: st.DrawFn) -> tuple[str, date, date]:
    """Draw an interval of dates of any precision, and a first and a last day that it may mean."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    begin, end = first.isoformat()[: draw(LENGTHS)], last.isoformat()[: draw(LENGTHS)]
    return f"{begin}/{end}", first, last


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2022", Span("2022-01-01", "2022-12-31")),
        ("2022-09", Span("2022-09-01", "2022-09-30")),
        ("2022-09-04", Span("2022-09-04", "2022-09-04")),
        ("2024-02", Span("2024-02-01", "2024-02-29")),
        ("1900-02", Span("1900-02-01", "1900-02-28")),
        ("2005/2022", Span("2005-01-01", "2022-12-31")),
        ("2005-11/2022-02", Span("2005-11-01", "2022-02-28")),
        ("2022/2022-03", Span("2022-01-01", "2022-03-31")),
        ("2022-05/2022", Span("2022-05-01", "2022-12-31")),
        ("0001", Span("0001-01-01", "0001-12-31")),
        ("9999-12", Span("9999-12-01", "9999-12-31")),
    ],
)
def test_known_spans(text: str, days: Span) -> None:
    """A date covers its first to its last day, as the calendar has them."""
    assert span(text) == days


@given(dates_and_days())
def test_span_holds_every_day_that_is_meant_and_no_other(dated: tuple[str, date]) -> None:
    """The span of `2022-09` begins and ends with days of September, and the next is October."""
    text, day = dated
    first, last = map(date.fromisoformat, span(text))
    assert first <= day <= last
    assert first.isoformat().startswith(text)
    assert last.isoformat().startswith(text)
    if last < date.max:
        assert not (last + timedelta(1)).isoformat().startswith(text)
    if first > date.min:
        assert not (first - timedelta(1)).isoformat().startswith(text)


@given(intervals())
def test_an_interval_spans_from_the_beginning_of_one_date_to_the_end_of_the_other(
    interval: tuple[str, date, date],
) -> None:
    """Every interval whose end can be after its beginning is a date, whatever its precision."""
    text, first, last = interval
    begin, _, end = text.partition("/")
    assert span(text) == Span(span(begin).first, span(end).last)
    assert span(text).first <= first.isoformat() <= last.isoformat() <= span(text).last


@given(dates_and_days(), dates_and_days())
def test_spans_keep_the_order_of_days_and_overlap_where_they_share_one(
    one: tuple[str, date], other: tuple[str, date]
) -> None:
    """Of two dates that share no day, the one that means earlier days has the earlier span."""
    (early, _), (late, _) = sorted([one, other], key=lambda dated: dated[1])
    shared = early.startswith(late) or late.startswith(early)
    assert span(early).overlaps(span(late)) is shared
    assert span(late).overlaps(span(early)) is shared
    assert shared or span(early) < span(late)


@given(st.lists(dates_and_days(), min_size=1, max_size=4))
def test_hull_reaches_over_all_dates(dated: list[tuple[str, date]]) -> None:
    """The hull of dates begins with the first day of any and ends with the last day of any."""
    texts = [text for text, _ in dated]
    assert hull(texts) == Span(
        min(span(text).first for text in texts), max(span(text).last for text in texts)
    )


def test_no_dates_have_no_hull() -> None:
    """Without a date, the time is unknown."""
    assert hull([]) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a date"),
        ("22", "not a date"),
        ("2022-9", "not a date"),
        ("2022-09-4", "not a date"),
        ("2022/", "not a date"),
        ("/2022", "not a date"),
        ("2022/..", "not a date"),
        ("2022?", "not a date"),
        ("2022-09-04T10:00", "not a date"),
        (" 2022", "not a date"),
        ("2022\n", "not a date"),
        ("２０２２", "not a date"),
        ("٢٠٢٢", "not a date"),
        ("0000", "no such year: 0000"),
        ("2022-00", "no such month: 2022-00"),
        ("2022-13", "no such month: 2022-13"),
        ("2022-09-00", "no such day: 2022-09-00"),
        ("2023-02-29", "no such day: 2023-02-29"),
        ("2022-09-31", "no such day: 2022-09-31"),
        ("2022/2021", "ends before it begins"),
        ("2022-09-05/2022-09-04", "ends before it begins"),
        ("2020/2022-02-30", "no such day: 2022-02-30"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(text: str, reason: str) -> None:
    """Only EDTF level 0 dates that a calendar has are dates."""
    with pytest.raises(ValueError, match=reason):
        span(text)
