"""The codes that facts may use are those of the standards, no more and no fewer."""

import pycountry
from babel.core import get_global

from latamtech.reading import codes


def test_currencies_are_those_of_iso_4217() -> None:
    """All active currency codes are known, without those for tests and for no currency."""
    active = {currency.alpha_3 for currency in pycountry.currencies}
    assert active - {"XTS", "XXX"} == codes.CURRENCIES


def test_withdrawn_currencies_are_known() -> None:
    """Whatever has been legal tender since 2000, by the Unicode CLDR, is a known currency."""
    used = {
        currency
        for territory in get_global("territory_currencies").values()
        for currency, _, end, tender in territory
        if tender and (not end or end >= (2000, 1, 1))
    }
    assert used - codes.CURRENCIES == codes.WITHDRAWN


def test_countries_are_those_of_iso_3166() -> None:
    """Each country has its alpha-2 and alpha-3 code."""
    assert {one.alpha_2: one.alpha_3 for one in pycountry.countries} == codes.COUNTRIES


def test_languages_are_those_of_iso_639() -> None:
    """Each language with a code of two letters has it, with the code of three."""
    known = {one.alpha_2: one.alpha_3 for one in pycountry.languages if hasattr(one, "alpha_2")}
    assert known == codes.LANGUAGES
