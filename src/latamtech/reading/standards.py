"""What must agree with a standard: currencies, countries and languages are those that exist."""

from collections.abc import Callable, Iterator

from latamtech.model.fields import Path
from latamtech.reading.checks import Breach, Facts, Loaded, Rule
from latamtech.reading.codes import COUNTRIES, CURRENCIES, LANGUAGES, REGION, WITHDRAWN

_CURRENCY_LENGTH = 3
_KNOWN = CURRENCIES | WITHDRAWN
_MEANT = {"RMB": "CNY", "CNH": "CNY"}  # the usual names of the Chinese yuan
_ALPHA2 = {long: short for short, long in LANGUAGES.items()}


def currencies_are_known(facts: Facts) -> Iterator[Breach]:
    """Ensure that a unit of three capital letters is a currency code of ISO 4217."""
    for record, path, unit in _units(facts):
        if len(unit) == _CURRENCY_LENGTH and unit.isupper() and unit not in _KNOWN:
            near = _MEANT.get(unit) or next(filter(_anagram(unit), sorted(CURRENCIES)), "")
            meant = f"did you mean {near}? " if near else ""
            message = f'"{unit}" is no currency code of ISO 4217'
            yield Breach(record, path, message, f"{meant}another unit is written out, as a noun")


def _anagram(word: str) -> Callable[[str], bool]:
    return lambda other: sorted(other) == sorted(word)


def _units(facts: Facts) -> Iterator[tuple[Loaded, Path, str]]:
    for record in facts.of("figure"):
        yield record, ("unit",), record.data.get("unit", "")
    for record in facts.of("project"):
        for number, amount in enumerate(record.data.get("amounts", ())):
            yield record, ("amounts", number, "unit"), amount["unit"]


def countries_have_their_codes(facts: Facts) -> Iterator[Breach]:
    """Ensure that a country has its codes of ISO 3166-1; LAC, the region, has no alpha-3 code."""
    for record in facts.of("country"):
        alpha2, alpha3 = record.id, record.data.get("alpha3")
        if alpha2 not in (*COUNTRIES, REGION):
            message = f'"{alpha2}" is no country code of ISO 3166-1'
            yield Breach(record, ("id",), message, "look the code up at iso.org/obp")
        elif alpha3 and alpha3 != COUNTRIES.get(alpha2):
            right = COUNTRIES.get(alpha2)
            advice = f'the code is "{right}"' if right else "leave it out: the region has none"
            yield Breach(record, ("alpha3",), f'"{alpha3}" is not the code of {alpha2}', advice)


def languages_are_known(facts: Facts) -> Iterator[Breach]:
    """Ensure that a language tag has a language of ISO 639 and a region of ISO 3166-1 (BCP 47)."""
    for record in facts.of("source", "quote"):
        language, *others = record.data.get("language", "en").split("-")
        if language in _ALPHA2:
            message, advice = f'"{language}" has a shorter code', f'write "{_ALPHA2[language]}"'
            yield Breach(record, ("language",), message, advice)
        elif len(language) < len("xxx") and language not in LANGUAGES:
            message = f'"{language}" is no language code of ISO 639-1'
            yield Breach(record, ("language",), message, 'Spanish is "es", Chinese "zh"')
        for region in others:
            if region.isupper() and region not in COUNTRIES:
                message = f'"{region}" is no country code of ISO 3166-1'
                advice = f'"{language}" alone, or with a code that exists'
                yield Breach(record, ("language",), message, advice)


RULES = (
    Rule(currencies_are_known, "error"),
    Rule(countries_have_their_codes, "error"),
    Rule(languages_are_known, "error"),
)
