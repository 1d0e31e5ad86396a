"""Growth between the first and the last point of a series, no firmer than its points are."""

from collections.abc import Iterator, Sequence
from math import ceil

from latamtech.answers.columns import Json, Piece
from latamtech.answers.drawings import Line
from latamtech.errors import count_of
from latamtech.model import amounts
from latamtech.model.dates import Span, span

# A total as of a day; of any other measure, a year's number and a month's are not comparable.
_AS_OF = ("investment-stock", "count", "share", "size")
_MONTHS, _DAYS_OF_A_YEAR = 12, 365.2425


def growth(points: Sequence[Json]) -> Iterator[Line]:
    """Yield the line that tells how the last of several points compares with the first.

    The points are those of one series, unit and area; periods are left out. The line says from
    what to what, in which time, how many times as much, and how that was worked out, or why not.
    """
    dated = [point for point in points if "/" not in point["date"]]
    if len({span(point["date"]) for point in dated}) > 1:
        first = _at(dated, min(span(point["date"]) for point in dated))
        last = _at(dated, max(span(point["date"]) for point in dated))
        dates = first[0]["date"], last[0]["date"]
        told = f"Growth {dates[0]} to {dates[1]}"
        if why := _incomparable(first, last):
            yield Line([Piece(f"{told}: not told, as {why}", "aside")], 2)
        else:
            time = elapsed(*dates)
            yield Line([Piece(f"{told}, {time}: {_times(first, last)}", "derived")], 2)


def elapsed(first: str, last: str) -> str:
    """Return the time between two dates, as precise as they are: `9 years`, `2 to 4 years`."""
    one, other = ([int(part) for part in date.split("-")] for date in (first, last))
    if len(one) != len(other):
        return _between(span(first), span(last))
    if len(one) == 1:
        return count_of(other[0] - one[0], "year")
    months = (other[0] - one[0]) * _MONTHS + other[1] - one[1]
    months -= len(one) > 2 and other[2] < one[2]  # noqa: PLR2004 (year, month and day)
    if not months:
        return count_of(_days(first, last), "day")
    years, rest = divmod(months, _MONTHS)
    return " ".join(count_of(*part) for part in ((years, "year"), (rest, "month")) if part[0])


def _between(first: Span, last: Span) -> str:
    """Return between how many and how many years passed, where one date is less precise."""
    least = int(_days(first.last, last.first) / _DAYS_OF_A_YEAR)
    most = ceil(_days(first.first, last.last) / _DAYS_OF_A_YEAR)
    return f"{least} to {most} years" if least else f"up to {count_of(most, 'year')}"


def _days(first: str, last: str) -> int:
    from datetime import date  # noqa: PLC0415 (few charts count days)

    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _at(points: Sequence[Json], when: Span) -> list[Json]:
    """Return the points of one time, each value once."""
    found = [point for point in points if span(point["date"]) == when]
    return list({(point["value"], point["qualifier"]): point for point in found}.values())


def _incomparable(first: Sequence[Json], last: Sequence[Json]) -> str:
    """Return why no growth can be told from some points to others; "" where it can."""
    dates = first[0]["date"], last[0]["date"]
    if span(dates[0]).overlaps(span(dates[1])):
        return "one date is a part of the other"
    if first[0]["measure"] not in _AS_OF and len(dates[0]) != len(dates[1]):
        return "one is not as long a time as the other"
    many = [at[0]["date"] for at in (first, last) if len(at) > 1]
    if many and any(point["qualifier"] != "exact" for point in (*first, *last)):
        return f"sources give several values for {' and '.join(many)}"
    if any(point["value"] <= 0 for point in (*first, *last)):
        return "one is not above zero"
    if not many and not _ratio(last[0], first[0]):
        return f"{first[0]['display']} and {last[0]['display']} leave it open"
    return ""


def _ratio(last: Json, first: Json) -> tuple[int | float, str] | None:
    return amounts.ratio(last["value"], last["qualifier"], first["value"], first["qualifier"])


def _times(first: Sequence[Json], last: Sequence[Json]) -> str:
    if len(first) > 1 or len(last) > 1:
        return _range(first, last)
    one, other = first[0], last[0]
    if one["derived"] and one["id"] == other["id"]:
        return str(one["derivation"]).partition(";")[0]
    value, bound = _ratio(other, one) or (0, "exact")
    told = f"{one['display']} to {other['display']}, {amounts.display(value, 'times', bound)}"
    return f"{told} (derived: {other['display']} ÷ {one['display']})"


def _range(first: Sequence[Json], last: Sequence[Json]) -> str:
    """Return between how many and how many times as much, where a time has several exact values."""
    low, high = (min(first, key=_value), max(first, key=_value))
    least, most = (min(last, key=_value), max(last, key=_value))
    fewest = amounts.ratio(least["value"], "at-least", high["value"], "exact") or (0, "")
    largest = amounts.ratio(most["value"], "up-to", low["value"], "exact") or (0, "")
    return (
        f"between {fewest[0]:,} and {amounts.display(largest[0], 'times')} "
        f"(derived: {least['display']} ÷ {high['display']}, {most['display']} ÷ {low['display']})"
    )


def _value(point: Json) -> float:
    return float(point["value"])
