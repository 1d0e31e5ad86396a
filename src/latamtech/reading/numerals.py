"""Numbers as people write them in English, Spanish, Portuguese and Chinese, read from a text.

`596.2 billion`, `596.200.000.000`, `596,2 mil millones`, `5962亿`, `twenty-five`, `duas`, `50 %`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from unicodedata import combining, normalize

# The words stand here without accents, which are taken off a text before it is read. A slash parts
# words for one number.
_UNITS = {
    "en": "zero one/a/an two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen",
    "es": "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece "
    "catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno/veintiun/veintiuna "
    "veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
    "pt": "zero um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze "
    "catorze/quatorze quinze dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
    "zh": "零/〇 一 二/两/兩 三 四 五 六 七 八 九",
}
_TENS = {
    "en": "ten twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "diez veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "dez vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
_HUNDREDS = {
    "es": "cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas "
    "quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas "
    "novecientos/novecientas",
    "pt": "cem/cento duzentos/duzentas trezentos/trezentas quatrocentos/quatrocentas "
    "quinhentos/quinhentas seiscentos/seiscentas setecentos/setecentas oitocentos/oitocentas "
    "novecentos/novecentas",
}
_POWERS = {
    "en": "hundred:2 thousand:3 million:6 billion:9 trillion:12",
    "es": "mil:3 millon:6 millones:6 mdd:6 millardo:9 millardos:9 mmdd:9 billon:12 billones:12",
    "pt": "mil:3 mi:6 milhao:6 milhoes:6 bi:9 bilhao:9 bilhoes:9 biliao:12 bilioes:12 tri:12 "
    "trilhao:12 trilhoes:12",
    "zh": "十:1 百:2 千:3 万:4 萬:4 亿:8 億:8",
}
_SHORT = "mn:6 mln:6 bn:9 bln:9 tn:12 trn:12"
# Letters that mean a scale only right behind the digits, and in this case; `m` may be metres too.
_LETTERS = "k:3 K:3 m:6 M:6 MM:6 B:9 T:12"
_ALONE = {"mil", "十"}  # scales that are numbers by themselves: `mil proyectos`, `十个项目`
_SCALING = {"scale", "alone", "metres"}

# What follows a letter is part of a name (Tech4Nature, COVID-19) but behind a currency code; so is
# what G or D follows (5G, 3D).
_DIGITS = (
    r"(?<![0-9])(?<![0-9][.,])(?<![A-Za-z]-)(?:(?<![A-Za-z])|(?<=\b[A-Z]{3}))"
    r"(?:[1-9][0-9]{0,2}(?: [0-9]{3}(?![0-9]))++(?:[.,][0-9]++)?|[0-9]++(?:[.,][0-9]++)*+)"
    r"(?![GD]\b)"
)
_MOST_DIGITS = 16  # no value of a fact file has more
_LARGEST = Decimal(10) ** 21  # `million million million …` leads no further
_NO_PER_CENT = "(?!(?<=por )ci?ento)"
_POINT_GROUPED = (re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?|[1-9]\d{0,2}( \d{3})+(\.\d+)?"), ".")
_COMMA_GROUPED = (re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?|[1-9]\d{0,2}( \d{3})+(,\d+)?"), ",")
_POINT, _COMMA = (re.compile(r"\d+(\.\d+)?"), "."), (re.compile(r"\d+(,\d+)?"), ",")
_POINT_FIRST = (_POINT_GROUPED, _POINT, _COMMA_GROUPED, _COMMA)
_READINGS = {
    "en": _POINT_FIRST,
    "zh": _POINT_FIRST,
    "pt": (_COMMA_GROUPED, _COMMA, _POINT_GROUPED, _POINT),
}
# Spanish has both decimal marks (the comma in Spain and Chile, the point in Mexico and Peru), so
# `1.300` and `1,300` are both taken for thousands there; so they are in languages not known here.
_GROUPS_FIRST = (_POINT_GROUPED, _COMMA_GROUPED, _POINT, _COMMA)

_GAP = re.compile(r"[ -]?| (?:and|y|e) |[多余餘]")
_PERCENT = re.compile(
    r" ?(?:%|per ?cent|por ?cient[oa]|por ?cento|p(?:un|on)tos (?:por|per)cent|个百分点)",
    re.IGNORECASE,
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９％．")}


class Number(NamedTuple):
    """A number that stands in a text: its value, whether it is a percentage, how it is written."""

    value: Decimal
    percent: bool
    text: str


class _Part(NamedTuple):
    """A part of a written number: digits, a word for a number, or a scale, with its place."""

    sort: str
    value: Decimal
    start: int
    end: int


def numbers(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers that stand in a text of a language (BCP 47), in order.

    A number without sign is meant: `fell 3.5 %` has 3.5. Of other languages digits are read, and
    the scales that are written short; `200m` yields both 200 million and 200.
    """
    plain = _without_accents(text)
    for parts in _written(plain, language.partition("-")[0]):
        start, end = parts[0].start, parts[-1].end
        value = sum(part.value for part in parts)
        sign = _PERCENT.match(plain, end)
        percent = bool(sign) or plain.endswith("百分之", 0, start)
        yield Number(Decimal(value), percent, plain[start : sign.end() if sign else end])


def _without_accents(text: str) -> str:
    spaced = " ".join(text.translate(_FULL_WIDTH).split())
    return "".join(char for char in normalize("NFD", spaced) if not combining(char))


def _written(text: str, language: str) -> Iterator[list[_Part]]:
    """Yield each written number as the parts that add up to it: `two hundred five` as 200, 5."""
    run: list[_Part] = []
    for part in _parts(text, language):
        if run and not _GAP.fullmatch(text, run[-1].end, part.start):
            yield from _sums(run)
            run = []
        run.append(part)
    yield from _sums(run)


def _parts(text: str, language: str) -> Iterator[_Part]:
    """Yield digits, words for numbers and scales in the order in which they stand in a text."""
    words, scales, letters = _words(language), _scales(language), _table(_LETTERS)
    for found in _pattern(language).finditer(text):
        written = found[0]
        known = written if found.lastgroup == "letter" else written.lower()
        if found.lastgroup == "digits":
            if (value := _digits_value(written, language)) is not None:
                yield _Part("digits", value, *found.span())
        elif found.lastgroup == "word":
            yield _Part("word", Decimal(words[known]), *found.span())
        else:
            sort = "metres" if known == "m" else "alone" if known in _ALONE else "scale"
            yield _Part(sort, Decimal((scales | letters)[known]), *found.span())


def _sums(run: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Part the pieces that stand side by side into numbers, and multiply the scales in."""
    whole: list[_Part] = []
    before = ""
    for part in run:
        item = part
        if part.sort in _SCALING:
            if part.sort == "metres" and whole:
                yield list(whole)
            if not whole and part.sort != "alone":
                continue
            taken = [one for one in whole if one.value < part.value] or whole[-1:]
            item = _product(taken, part)
            whole = whole[: len(whole) - len(taken)]
        if whole and not (_goes_on(before, part.sort) and _has_room(whole, item)):
            yield whole
            whole = []
        whole.append(item)
        before = part.sort
    if whole:
        yield whole


def _product(parts: Sequence[_Part], scale: _Part) -> _Part:
    factor = sum(part.value for part in parts) if parts else 1
    start = parts[0].start if parts else scale.start
    return _Part(scale.sort, min(factor * scale.value, _LARGEST), start, scale.end)


def _goes_on(before: str, sort: str) -> bool:
    """Tell whether a piece may go on with a number: digits do behind a scale only, `2 mil 500`."""
    return before in _SCALING or sort in _SCALING or before == sort == "word"


def _has_room(whole: Sequence[_Part], part: _Part) -> bool:
    """Tell whether the number so far ends in as many noughts as the next part has digits."""
    so_far = sum(one.value for one in whole)
    return so_far > 0 and so_far % Decimal(1).scaleb(part.value.adjusted() + 1) == 0


def _digits_value(written: str, language: str) -> Decimal | None:
    """Read digits with their separators; `None` for what is no number, as 2.10.1."""
    if sum(map(str.isdigit, written)) > _MOST_DIGITS:
        return None
    for pattern, mark in _READINGS.get(language, _GROUPS_FIRST):
        if pattern.fullmatch(written):
            whole, _, rest = written.partition(mark)
            return Decimal(f"{re.sub('[., ]', '', whole)}.{rest or 0}")
    return None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words, scales = _alternatives(_words(language)), _alternatives(_scales(language))
    if language == "zh":
        return re.compile(f"(?P<digits>{_DIGITS})|(?P<word>{words})|(?P<scale>{scales})(?!分之)")
    letters = _alternatives(_table(_LETTERS))
    return re.compile(
        f"(?P<digits>{_DIGITS})|(?:(?<![A-Za-z]){_NO_PER_CENT}(?i:(?P<word>{words})"
        f"|(?P<scale>{scales}))|(?<=[0-9])(?P<letter>{letters}))(?![A-Za-z])"
    )


def _alternatives(words: Mapping[str, int]) -> str:
    """Return a pattern for any of some words, and for none where there are none."""
    return "|".join(sorted(words, key=len, reverse=True)) or r"(?!)"


@cache
def _words(language: str) -> Mapping[str, int]:
    tables = ((_UNITS, 0, 1), (_TENS, 10, 10), (_HUNDREDS, 100, 100))
    return {
        word: first + step * place
        for table, first, step in tables
        for place, words in enumerate(table.get(language, "").split())
        for word in words.split("/")
    }


@cache
def _scales(language: str) -> dict[str, int]:
    return _table(f"{_POWERS.get(language, '')} {_SHORT}")


def _table(powers: str) -> dict[str, int]:
    pairs = (pair.split(":") for pair in powers.split())
    return {word: 10 ** int(power) for word, power in pairs}
