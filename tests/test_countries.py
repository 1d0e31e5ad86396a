"""The countries one may filter by are the states of the region and China, under their own names."""

import pycountry
import pytest
import tomli
from babel import Locale

from latamtech.indexing.refresh import VOCABULARY, builtin_facts

# The member states of CELAC, the community of the states of Latin America and the Caribbean.
STATES = set(
    "AG AR BS BB BZ BO BR CL CO CR CU DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT "
    "UY VE".split()
)
COUNTRIES = {
    country["id"]: country
    for country in tomli.loads(
        (builtin_facts() / VOCABULARY / "countries.toml").read_text(encoding="utf-8")
    )["country"]
}


def test_the_33_states_of_the_region_and_china_are_all_there() -> None:
    """No state is missing, and nothing else is called a country but the region as a whole."""
    assert len(STATES) == 33
    assert set(COUNTRIES) == STATES | {"CN", "LAC"}


@pytest.mark.parametrize("code", sorted(STATES | {"CN"}))
def test_a_country_has_its_codes_and_its_names_in_four_languages(code: str) -> None:
    """Codes are those of ISO 3166-1, names those of the Unicode CLDR, the English one too."""
    country = COUNTRIES[code]
    names = {language: Locale(language).territories[code] for language in ("en", "es", "pt", "zh")}
    standard = pycountry.countries.get(alpha_2=code)
    assert standard
    assert country["alpha3"] == standard.alpha_3
    assert country["names"] == {key: names[key] for key in ("es", "pt", "zh")}
    assert names["en"] in [country["name"], *country.get("aliases", [])]
