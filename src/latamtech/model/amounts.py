"""Numbers with a unit and a bound: how people write them, and what a comparison tells."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

SYMBOLS = {"USD": "US$", "CNY": "¥", "EUR": "€", "BRL": "R$"}
WORDS = {
    "exact": "",
    "about": "about ",
    "over": "over ",
    "under": "under ",
    "at-least": "at least ",
    "up-to": "up to ",
}
_SCALES = ((10**12, " tn"), (10**9, " bn"), (10**6, " m"), (1, ""))
_MOST_DECIMALS = 2
_LEAST_DIGITS = 3
_NEAR = Decimal("0.05")
_LOWER, _UPPER = {"over", "at-least"}, {"under", "up-to"}
_SIDES = (_LOWER, _UPPER, {"about"})
_OPPOSITE = {"over": "under", "under": "over", "at-least": "up-to", "up-to": "at-least"}


def display(value: float, unit: str, qualifier: str = "exact") -> str:
    """Write an amount as people do, to the last digit: `US$596.2 bn`, `over 200 projects`.

    A currency (ISO 4217) stands before its number, scaled to trillions (tn), billions (bn) or
    millions (m) where two decimals are enough to keep every digit; a noun stands after it.
    """
    number: int | Decimal = value if isinstance(value, int) else Decimal(str(value))
    sign = "-" if number < 0 else ""
    if is_currency(unit):
        symbol = SYMBOLS.get(unit, f"{unit} ")
        return f"{WORDS[qualifier]}{sign}{symbol}{_scaled(-number if sign else number)}"
    return f"{WORDS[qualifier]}{_plain(number)}{'' if unit == '%' else ' '}{unit}"


def earlier(
    value: float, qualifier: str, times: float, times_qualifier: str
) -> tuple[int | float, str]:
    """Return the value, and its bound, of which `value` is `times` as much.

    The quotient keeps as many digits as `value` has (three at least), rounded so that its bound
    stays true: down for "over", up for "under"; what is rounded otherwise is "about".
    """
    bound = _bound(qualifier, _OPPOSITE.get(times_qualifier, times_qualifier))
    number = Decimal(str(value))
    digits = max(len(number.normalize().as_tuple().digits), _LEAST_DIGITS)
    return _rounded(number / Decimal(str(times)), bound, digits)


def ratio(
    value: float, qualifier: str, base: float, base_qualifier: str
) -> tuple[int | float, str] | None:
    """Return how many times `base` a value is, to three digits, and the bound of that.

    `None` where the two don't tell: "over 300" may be any number of times "over 100", what is
    about a number has no bound on one side only, and of zero or less there are no times.
    """
    opposite = _OPPOSITE.get(base_qualifier, base_qualifier)
    bounds = {qualifier, opposite} - {"exact"}
    if value <= 0 or base <= 0 or not any(bounds <= side for side in _SIDES):
        return None
    exact = Decimal(str(value)) / Decimal(str(base))
    return _rounded(exact, _bound(qualifier, opposite), _LEAST_DIGITS)


def agree(value: float, qualifier: str, other: float, other_qualifier: str) -> bool:
    """Tell whether one number can be what two sources say, each with its bound.

    A source tells of the numbers below; two agree where a number is among those of both. So "over
    200" agrees with 250 and with "over 300", but not with 180, and not with 200 itself.

    - exact 200: 200 and no other
    - over 200, at least 200: all above 200; 200 too for "at least"
    - under 200, up to 200: all below 200; 200 too for "up to"
    - about 200: all within half a unit of its last digit other than zero, but less than a twentieth
      away: "about 1.3 bn" is between 1.25 and 1.35 bn, "about 200" between 190 and 210
    """
    ranges = [_range(value, qualifier), _range(other, other_qualifier)]
    return max(low for low, _ in ranges) <= min(high for _, high in ranges)


_Edge = tuple[Decimal, int]  # a number, and 1 or -1 where the range begins after, or ends before it


def _range(value: float, qualifier: str) -> tuple[_Edge, _Edge]:
    """Return the lowest and the highest number that an amount may be."""
    number, beyond = Decimal(str(value)), Decimal("Infinity")
    if qualifier == "about" and number:
        digit = Decimal(1).scaleb(int(number.normalize().as_tuple().exponent))
        reach = min(digit / 2, abs(number) * _NEAR)
        return (number - reach, 1), (number + reach, -1)
    lowest = (-beyond, 0) if qualifier in _UPPER else (number, int(qualifier == "over"))
    highest = (beyond, 0) if qualifier in _LOWER else (number, -int(qualifier == "under"))
    return lowest, highest


def _rounded(exact: Decimal, bound: str, digits: int) -> tuple[int | float, str]:
    """Round a quotient to so many digits in such a way that its bound stays true."""
    step = Decimal(1).scaleb(exact.adjusted() - digits + 1)
    rounding = (
        ROUND_FLOOR if bound in _LOWER else ROUND_CEILING if bound in _UPPER else ROUND_HALF_EVEN
    )
    rounded = (exact / step).to_integral_value(rounding) * step
    bound = "about" if bound == "exact" and rounded != exact else bound
    return (int(rounded) if rounded == int(rounded) else float(rounded)), bound


def _bound(one: str, other: str) -> str:
    """Return the bound of a number made from two: the bounds must point one way to be kept."""
    given = {one, other} - {"exact"}
    if not given:
        return "exact"
    if given <= _LOWER:
        return "over" if "over" in given else "at-least"
    if given <= _UPPER:
        return "under" if "under" in given else "up-to"
    return "about"


def is_currency(unit: str) -> bool:
    """Tell whether a unit is a code of ISO 4217, and no noun."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()  # noqa: PLR2004 (ISO 4217)


def _scaled(number: int | Decimal) -> str:
    for scale, word in _SCALES:
        # Two decimals are enough where a hundred times as much leaves nothing over.
        if number >= scale and number * 10**_MOST_DECIMALS % scale == 0:
            whole, over = divmod(number, scale)
            hundredths = over * 10**_MOST_DECIMALS // scale
            decimals = f".{int(hundredths):0{_MOST_DECIMALS}}".rstrip("0") if over else ""
            return f"{int(whole):,}{decimals}{word}"
    return _plain(number)


def _plain(number: int | Decimal) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number.normalize():,f}"
