"""A word finds what it means, however it is written, or the nearest to it."""

import string
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.model.names import folded, unordered
from latamtech.model.suggestions import MOST_SUGGESTIONS, Name, nearest_names, sharing_words

LATIN = st.text(string.ascii_letters + "áéíóúñüçãõÁÉÍÓÚÑ -'&", max_size=20)
KNOWN = [
    Name("Bolivia", "BO", "Bolivia"),
    Name("BOL", "BO", "Bolivia"),
    Name("Peru", "PE", "Peru"),
    Name("Saint Lucia", "LC", "Saint Lucia"),
    Name("Saint Kitts and Nevis", "KN", "Saint Kitts and Nevis"),
]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Perú", "peru"),
        ("Ｐｅｒｕ", "peru"),
        ("  São   Tomé  ", "sao tome"),
        ("Côte d’Ivoire", "cote divoire"),
        ("St. John's", "st johns"),
        ("Antigua & Barbuda", "antigua and barbuda"),
        ("STRASSE straße", "strasse strasse"),
        ("秘鲁", "秘鲁"),
        ("5G", "5g"),
        ("under-construction", "under construction"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_folding_leaves_what_people_hear(text: str, plain: str) -> None:
    """Case, accents, width and punctuation make no difference."""
    assert folded(text) == plain


@given(LATIN)
def test_no_way_of_writing_makes_a_difference(text: str) -> None:
    """Composed or decomposed, upper or lower case, full-width or not: one text."""
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    written = {text, text.upper(), normalize("NFD", text), normalize("NFC", text), wide, f" {text}"}
    assert {folded(one) for one in written} == {folded(text)}


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """What has been folded is folded."""
    assert folded(folded(text)) == folded(text)


@given(st.lists(LATIN, max_size=4).flatmap(lambda words: st.tuples(*map(st.just, words))))
def test_the_order_of_words_is_no_matter(words: tuple[str, ...]) -> None:
    """`Yuan Dongzhen` and `Dongzhen Yuan` are one name."""
    assert unordered(" ".join(words)) == unordered(" ".join(reversed(words)))


def test_a_misspelt_name_suggests_the_right_one() -> None:
    """`Bolvia` is near Bolivia, and near nothing else."""
    assert nearest_names("Bolvia", KNOWN) == ["Bolivia"]


def test_a_word_of_a_name_suggests_all_that_have_it() -> None:
    """Names that share words come after those that look alike, most words first."""
    assert sharing_words("Saint Nevis", KNOWN) == ["Saint Kitts and Nevis", "Saint Lucia"]


def test_nothing_near_suggests_nothing() -> None:
    """No name is suggested for its own sake."""
    assert nearest_names("Qwxyz", KNOWN) == []


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=12), max_size=12))
def test_suggestions_are_few_known_and_told_once(word: str, known: list[str]) -> None:
    """At most five suggestions, each a known main name, none twice."""
    near = nearest_names(word, [Name(one, one, one) for one in known])
    assert len(near) <= MOST_SUGGESTIONS
    assert len(set(near)) == len(near)
    assert set(near) <= set(known)
