"""Partial dates: a year, a month, a day, or an interval of them, never made more precise.

The notation is EDTF level 0 (Library of Congress, Extended Date/Time Format; ISO 8601-2:2019):
`2022`, `2022-09`, `2022-09-04`, `2005/2022`. Years run from 0001 to 9999.
"""

import re
from calendar import monthrange
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

PATTERN = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?"
_WHOLE = re.compile(PATTERN)
_DECEMBER = 12
_EARLIEST_ZONE = timezone(timedelta(hours=14))


class Span(NamedTuple):
    """The first and the last day that a partial date may mean, as `YYYY-MM-DD`."""

    first: str
    last: str

    def overlaps(self, other: "Span") -> bool:
        """Tell whether a day exists that both spans hold."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: "Span") -> bool:
        """Tell whether all days of another span are among those of this one."""
        return self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=16_384)
def span(text: str) -> Span:
    """Return the days that a partial date covers: `2022-09` gives 2022-09-01 to 2022-09-30.

    Raises `ValueError`, with a sentence, where the text is no EDTF level 0 date or interval,
    names a day that no calendar has, or ends before it begins.
    """
    if not _WHOLE.fullmatch(text):
        raise ValueError("not a date; write 2022, 2022-09, 2022-09-04 or an interval, 2005/2022")
    begin, _, end = text.partition("/")
    whole = Span(_days(begin).first, _days(end or begin).last)
    if whole.first > whole.last:
        raise ValueError("the interval ends before it begins")
    return whole


def _days(text: str) -> Span:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if year == 0 or ("-" in text and not 1 <= month <= _DECEMBER):
        raise ValueError(f"no such {'month' if year else 'year'}: {text}")
    length = monthrange(year, month or _DECEMBER)[1]
    if text.count("-") > 1 and not 1 <= day <= length:
        raise ValueError(f"no such day: {text}")
    return Span(
        f"{year:04}-{month or 1:02}-{day or 1:02}",
        f"{year:04}-{month or _DECEMBER:02}-{day or length:02}",
    )


def hull(texts: list[str]) -> Span | None:
    """Return the span from the first to the last day of several valid dates; `None` for none."""
    if len(texts) == 1:
        return span(texts[0])
    spans = [span(text) for text in texts]
    if not spans:
        return None
    return Span(min([first for first, _ in spans]), max([last for _, last in spans]))


def is_after(text: str, day: str) -> bool:
    """Tell whether a valid partial date begins after a day, `YYYY-MM-DD`, as far as it says so.

    `2024` doesn't begin after 2024-11-07: it may mean a day before.
    """
    # What begins with the day's own beginning isn't greater than it, and what doesn't is compared
    # by what differs: so the whole texts may be compared, and most need no more than that.
    return text > day and text.partition("/")[0] > day


def today() -> str:
    """Return the latest day that has begun anywhere on Earth (UTC+14), as `YYYY-MM-DD`.

    So a fact that is dated by a clock further east is not taken for one from the future.
    """
    return datetime.now(_EARLIEST_ZONE).date().isoformat()
