"""Amounts are written to the last digit, and what follows from them keeps its bound true."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import eq, ge, gt, le, lt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from latamtech.model.amounts import agree, display, earlier, ratio

LARGEST = 2**53 - 1
QUALIFIERS = ["exact", "about", "over", "under", "at-least", "up-to"]
VALUES = (
    st.integers(-LARGEST, LARGEST)
    | st.floats(-1e15, 1e15)
    | st.builds(lambda digits, scale: digits * 10**scale, st.integers(1, 999), st.integers(0, 12))
)
PARTS = st.decimals(Decimal("0.01"), Decimal(10**12), places=2).map(float)
COMPARES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "exact": eq,
    "over": gt,
    "under": lt,
    "at-least": ge,
    "up-to": le,
}


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        (596_200_000_000, "USD", "exact", "US$596.2 bn"),
        (50 * 10**12, "CNY", "over", "over ¥50 tn"),
        (1_300_000_000, "EUR", "about", "about €1.3 bn"),
        (1_234_567, "BRL", "exact", "R$1,234,567"),
        (2_500_000, "PEN", "under", "under PEN 2.5 m"),
        (999, "USD", "exact", "US$999"),
        (-5_000_000, "USD", "exact", "-US$5 m"),
        (0, "USD", "exact", "US$0"),
        (200, "projects", "over", "over 200 projects"),
        (1_200, "jobs", "at-least", "at least 1,200 jobs"),
        (1_000_000, "jobs", "up-to", "up to 1,000,000 jobs"),
        (12.5, "%", "exact", "12.5%"),
        (0.00001, "km", "exact", "0.00001 km"),
    ],
)
def test_amounts_read_as_people_write_them(
    value: float, unit: str, qualifier: str, text: str
) -> None:
    """A currency is scaled where no digit is lost; a noun stands after its whole number."""
    assert display(value, unit, qualifier) == text


def read_back(text: str, unit: str) -> Decimal:
    """Read the number of an amount of US dollars, or of a noun, as a person would."""
    scales = {" tn": 12, " bn": 9, " m": 6, " %": 0}
    sign = -1 if text.startswith("-") else 1
    number = text.removeprefix("-").removeprefix("US$").removesuffix(f" {unit}").replace(",", "")
    for word, power in scales.items():
        if number.endswith(word):
            return sign * Decimal(number.removesuffix(word)).scaleb(power)
    return sign * Decimal(number)


@given(VALUES, st.sampled_from(["USD", "projects"]))
def test_display_never_loses_a_digit(value: float, unit: str) -> None:
    """What is printed reads back as the very number."""
    assert read_back(display(value, unit), unit) == Decimal(str(value))


@given(VALUES, st.sampled_from(QUALIFIERS), st.sampled_from(["USD", "XDR", "projects", "%"]))
def test_the_bound_is_always_printed(value: float, qualifier: str, unit: str) -> None:
    """A bound changes nothing but the words in front."""
    words = "" if qualifier == "exact" else qualifier.replace("-", " ") + " "
    assert display(value, unit, qualifier) == words + display(value, unit)


def test_nearly_seven_times_the_value_of_2013() -> None:
    """596.2 billion, under seven times the earlier value, makes that one over 85.17 billion."""
    assert earlier(596_200_000_000, "exact", 7, "under") == (85_170_000_000, "over")


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[float, str, float, str, Fraction]:
    """Draw a value, how many times an earlier one it is, and an earlier one that fits both."""
    printed, times = draw(PARTS), draw(PARTS)
    qualifier, times_qualifier = (draw(st.sampled_from(list(COMPARES))) for _ in range(2))
    value = draw(_numbers(qualifier, printed))
    ratio = draw(_numbers(times_qualifier, times))
    return printed, qualifier, times, times_qualifier, value / ratio


def _numbers(qualifier: str, bound: float) -> st.SearchStrategy[Fraction]:
    """Draw positive numbers on the side of a bound that its qualifier names."""
    edge = Fraction(str(bound))
    more = st.fractions(1, 3, max_denominator=50)
    if qualifier == "exact":
        return st.just(edge)
    numbers = more.map(
        lambda part: edge * part if qualifier in ("over", "at-least") else edge / part
    )
    return numbers.filter(lambda number: COMPARES[qualifier](number, edge))


@given(comparisons())
def test_an_earlier_value_keeps_its_bound_true(
    compared: tuple[float, str, float, str, Fraction],
) -> None:
    """Whatever the exact numbers were, the derived bound holds for them."""
    value, qualifier, times, times_qualifier, truth = compared
    number, bound = earlier(value, qualifier, times, times_qualifier)
    assume(bound != "about")
    assert COMPARES[bound](truth, Fraction(str(number)))


@given(PARTS, PARTS, st.sampled_from(["about"]), st.sampled_from(QUALIFIERS))
def test_about_stays_about(value: float, times: float, about: str, other: str) -> None:
    """Nothing made from an approximate number is firmer than it."""
    assert earlier(value, about, times, other)[1] == "about"
    assert earlier(value, other, times, about)[1] == "about"


@pytest.mark.parametrize("times_qualifier", ["over", "at-least"])
@pytest.mark.parametrize("qualifier", ["over", "at-least"])
def test_two_bounds_that_pull_apart_give_none(qualifier: str, times_qualifier: str) -> None:
    """Over 100, over 4 times an earlier value: that may have been more than 25, or less."""
    assert earlier(100, qualifier, 4, times_qualifier) == (25, "about")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((200, "exact"), (200, "exact"), True),
        ((200, "exact"), (201, "exact"), False),
        ((200, "over"), (250, "exact"), True),
        ((200, "over"), (180, "exact"), False),
        ((200, "over"), (200, "exact"), False),
        ((200, "at-least"), (200, "exact"), True),
        ((200, "over"), (300, "over"), True),
        ((200, "at-least"), (200, "up-to"), True),
        ((200, "over"), (200, "up-to"), False),
        ((200, "under"), (180, "about"), True),
        ((200, "over"), (180, "about"), False),
        ((200, "over"), (200, "about"), True),
        ((1.3, "about"), (1.3, "exact"), True),
        ((1.3, "about"), (1.34, "exact"), True),
        ((1.3, "about"), (1.4, "exact"), False),
        ((1.3, "about"), (1.4, "about"), False),
        ((200, "about"), (209, "exact"), True),
        ((200, "about"), (240, "exact"), False),
        ((0, "about"), (0, "exact"), True),
    ],
)
def test_two_sources_agree_where_one_number_fits_both(
    one: tuple[float, str], other: tuple[float, str], *, expected: bool
) -> None:
    """Bounds that leave room for one another are no contradiction."""
    assert agree(*one, *other) is expected


SAID = st.tuples(VALUES, st.sampled_from(QUALIFIERS))


@given(SAID, SAID)
def test_agreement_is_mutual_and_nobody_contradicts_himself(
    one: tuple[float, str], other: tuple[float, str]
) -> None:
    """The order of two sources is no matter, and what one says agrees with itself."""
    assert agree(*one, *other) == agree(*other, *one)
    assert agree(*one, *one)


@given(SAID, SAID, VALUES)
def test_what_fits_both_bounds_makes_them_agree(
    one: tuple[float, str], other: tuple[float, str], number: float
) -> None:
    """Where a number is in the bounds of two sources, they don't contradict one another."""
    assume(one[1] != "about" and other[1] != "about")
    truth = Fraction(str(number))
    fits = [COMPARES[bound](truth, Fraction(str(value))) for value, bound in (one, other)]
    assert agree(*one, *other) or not all(fits)


@given(SAID, VALUES)
def test_an_exact_number_agrees_with_the_bounds_that_it_keeps(
    said: tuple[float, str], number: float
) -> None:
    """A bound and an exact number agree just where the number keeps to the bound."""
    assume(said[1] != "about")
    fits = COMPARES[said[1]](Fraction(str(number)), Fraction(str(said[0])))
    assert agree(*said, number, "exact") is fits


@given(comparisons())
def test_growth_keeps_its_bound_true(compared: tuple[float, str, float, str, Fraction]) -> None:
    """Whatever the exact numbers were, the bound of how many times one is the other holds."""
    value, qualifier, base, base_qualifier, truth = compared
    found = ratio(value, qualifier, base, base_qualifier)
    if found and found[1] != "about":
        assert COMPARES[found[1]](truth, Fraction(str(found[0])))


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        ((300, "exact"), (100, "exact"), (3, "exact")),
        ((200, "exact"), (300, "exact"), (0.667, "about")),
        ((300, "over"), (90, "exact"), (3.33, "over")),
        ((300, "over"), (90, "under"), (3.33, "over")),
        ((300, "exact"), (90, "over"), (3.34, "under")),
        ((300, "about"), (100, "about"), (3, "about")),
        ((300, "over"), (100, "over"), None),
        ((300, "under"), (100, "under"), None),
        ((300, "over"), (100, "about"), None),
        ((300, "exact"), (0, "exact"), None),
        ((-300, "exact"), (100, "exact"), None),
    ],
)
def test_growth_is_told_where_the_bounds_tell_it(
    value: tuple[float, str], base: tuple[float, str], expected: tuple[float, str] | None
) -> None:
    """Bounds that pull apart tell of no growth, nor do numbers that are not above zero."""
    assert ratio(*value, *base) == expected
