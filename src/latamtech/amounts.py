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
_LOWER, _UPPER = {"over", "at-least"}, {"under", "up-to"}
_OPPOSITE = {"over": "under", "under": "over", "at-least": "up-to", "up-to": "at-least"}


def display(value: float, unit: str, qualifier: str = "exact") -> str:
    """Write an amount as people do, to the last digit: `US$596.2 bn`, `over 200 projects`.

    A currency (ISO 4217) stands before its number, scaled to trillions (tn), billions (bn) or
    millions (m) where two decimals are enough to keep every digit; a noun stands after it.
    """
    number: int | Decimal = value if isinstance(value, int) else Decimal(str(value))
    sign = "-" if number < 0 else ""
    if _is_currency(unit):
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
    exact = number / Decimal(str(times))
    digits = max(len(number.normalize().as_tuple().digits), _LEAST_DIGITS)
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


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper()  # noqa: PLR2004 (ISO 4217)


def _scaled(number: int | Decimal) -> str:
    for scale, word in _SCALES:
        # Two decimals are enough where a hundred times as much leaves nothing over.
        if number >= scale and number * 10**_MOST_DECIMALS % scale == 0:
            return (
                _plain(number // scale if number % scale == 0 else Decimal(number) / scale) + word
            )
    return _plain(number)


def _plain(number: int | Decimal) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number.normalize():,f}"
