"""What the reader of numbers promises: each way of writing a number is read, and read rightly."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.reading.numerals import numbers

SENTENCES = {
    "en": "The total came to {}, they said.",
    "es": "El total llegó a {}, dijeron.",
    "pt": "O total chegou a {}, disseram.",
    "zh": "总额达{}美元。",
    "fr": "Le total est de {}, selon eux.",
}


def _swapped(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def _tenths(tenths: int) -> str:
    return f"{tenths / 10:.1f}"


# Ways to write a number of hundreds of millions: 5962 of them are 596.2 billion.
WAYS: dict[str, tuple[str, Callable[[int], str]]] = {
    "596200000000": ("en", lambda n: str(n * 10**8)),
    "596,200,000,000": ("en", lambda n: f"{n * 10**8:,}"),
    "596 200 000 000": ("en", lambda n: f"{n * 10**8:,}".replace(",", " ")),
    "596\u202f200\u202f000\u202f000": ("fr", lambda n: f"{n * 10**8:,}".replace(",", "\u202f")),
    "596.2 billion": ("en", lambda n: f"{_tenths(n)} billion"),
    "$596.2bn": ("en", lambda n: f"${_tenths(n)}bn"),
    "$596.2B": ("en", lambda n: f"${_tenths(n)}B"),
    "US$596.2-billion": ("en", lambda n: f"US${_tenths(n)}-billion"),
    "USD596,200 million": ("en", lambda n: f"USD{n * 100:,} million"),
    "596.200.000.000": ("es", lambda n: _swapped(f"{n * 10**8:,}")),
    "596,200,000,000 in Mexico": ("es", lambda n: f"{n * 10**8:,}"),
    "596,2 mil millones": ("es", lambda n: _swapped(f"{_tenths(n)} mil millones")),
    "596.2 mil millones": ("es", lambda n: f"{_tenths(n)} mil millones"),
    "596.200 millones": ("es", lambda n: _swapped(f"{n * 100:,} millones")),
    "596,2 bilhões": ("pt", lambda n: _swapped(f"{_tenths(n)} bilhões")),
    "596,2 mil milhões": ("pt", lambda n: _swapped(f"{_tenths(n)} mil milhões")),
    "R$ 596,2 bi": ("pt", lambda n: _swapped(f"R$ {_tenths(n)} bi")),
    "5962亿": ("zh", lambda n: f"{n}亿"),
    "5,962 亿": ("zh", lambda n: f"{n:,} 亿"),
    "５９６２多亿": (
        "zh",
        lambda n: f"{n}".translate({48 + d: 0xFF10 + d for d in range(10)}) + "多亿",
    ),
    "0.5962万亿": ("zh", lambda n: f"{Decimal(n) / 10**4}万亿"),
}


def read(text: str, language: str) -> list[Decimal]:
    """Return the values of the numbers that stand in a text."""
    return [number.value for number in numbers(text, language)]


@pytest.mark.parametrize("way", WAYS)
@given(hundred_millions=st.integers(10, 99_999))
def test_a_number_is_read_in_each_way_to_write_it_and_no_other_number_is(
    way: str, hundred_millions: int
) -> None:
    """A number written in any of the ways is the only one that is read."""
    language, write = WAYS[way]
    text = SENTENCES[language].format(write(hundred_millions))
    assert read(text, language) == [hundred_millions * 10**8]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "zero one two ten eleven twelve nineteen twenty", [0, 1, 2, 10, 11, 12, 19, 20]),
        ("en", "twenty-five of a hundred and fifty-one", [25, 151]),
        ("en", "between two and three, or one hundred and two hundred", [2, 3, 100, 200]),
        (
            "en",
            "over 200 projects by 2022, two hundred of them in seven years",
            [200, 2022, 200, 7],
        ),
        ("en", "in 2013 seven were built", [2013, 7]),
        ("es", "dos, tres, veintidós, treinta y cinco, doscientas", [2, 3, 22, 35, 200]),
        ("es", "mil proyectos, un millón, 2 mil 500 millones", [1000, 10**6, 2_500_000_000]),
        ("es", "1.200.000 millones; 500 mdd; 50 billones", [12 * 10**11, 5 * 10**8, 50 * 10**12]),
        ("es-MX", "1,300 y 1.300 y 1,3 y 0.300", [1300, 1300, Decimal("1.3"), Decimal("0.3")]),
        ("pt", "duas, três, vinte e cinco, cento e dez mil", [2, 3, 25, 110_000]),
        ("pt", "R$ 1.300,50 e 50 biliões", [Decimal("1300.5"), 50 * 10**12]),
        ("zh", "两国、十二个、两百个、二百五十、一百零五", [2, 12, 200, 250, 105]),
        ("zh", "五十万亿元，3亿5000万人，2万5千", [50 * 10**12, 350_000_000, 25_000]),
        ("en", "million " * 9 + "5" + " million" * 99, [10**21]),
        ("en", "1.300 and 1,300", [Decimal("1.3"), 1300]),
    ],
)
def test_words_and_mixed_forms_are_read(
    language: str, text: str, values: list[Decimal | int]
) -> None:
    """Words for numbers, scales in a row and both decimal marks are read as their language does."""
    assert read(text, language) == values


def test_metres_and_millions_are_both_read_where_m_may_mean_either() -> None:
    """`200m` yields the number and its millions, as nothing tells metres from millions."""
    assert read("a quay of 200m", "en") == [1, 200, 200_000_000]


def test_names_with_digits_are_no_numbers() -> None:
    """What is part of a name, or a date in figures, is not read as a number."""
    assert read("5G, 3D, Tech4Nature, COVID-19 and G20 on 4.10.2022, Baidu 百度", "en") == []
    assert read("百度、千里、数百亿", "zh") == []


def test_words_of_one_language_are_not_read_in_another() -> None:
    """`Once` is eleven in Spanish only, `dos` is two in Spanish only."""
    assert read("Once operational", "en") == []
    assert read("Once proyectos", "es") == [11]
    assert read("o futuro dos portos", "pt") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "50%"),
        ("en", "fifty per cent"),
        ("es", "50 por ciento"),
        ("es", "50 puntos porcentuales"),
        ("pt", "cinquenta por cento"),
        ("zh", "百分之五十"),
        ("zh", "５０％"),
        ("zh", "50个百分点"),
    ],
)
def test_percentages_are_told_from_other_numbers(language: str, text: str) -> None:
    """A number is a percentage in each of the ways to say so, and is none without."""
    assert [(one.value, one.percent) for one in numbers(text, language)] == [(Decimal(50), True)]
    assert [one.percent for one in numbers("50 x", language)] == [False]


def test_a_number_is_told_as_it_is_written() -> None:
    """Beside its value, a number keeps the characters that it was read from."""
    assert list(numbers("some $596.2 billion, or 50 percent", "en")) == [
        (Decimal(596200000000), False, "596.2 billion"),
        (Decimal(50), True, "50 percent"),
    ]


@given(
    text=st.text() | st.text("0123456789., -%mMkBG mil五百万亿a", max_size=60),
    language=st.sampled_from([*SENTENCES, "pt-BR"]),
)
def test_any_text_can_be_read(text: str, language: str) -> None:
    """No text, however odd, makes the reader fail."""
    assert all(number.value >= 0 for number in numbers(text, language))
