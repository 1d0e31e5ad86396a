"""What texts must be free of: quotation marks of their own, and traces of careless copying."""

import re
from collections.abc import Iterator
from unicodedata import name as unicode_name

from latamtech.errors import shown
from latamtech.reading.checks import Breach, Facts, Rule, Text, names_of

_MARKS = ('""', "''", "“”", "‘’", "„“", "„”", "‚‘", "«»", "»«", "‹›", "「」", "『』")
_OPENING = {pair[0] for pair in _MARKS}
_AFTER_MARKS = " .,;:!?。，"

# UTF-8 read as Windows-1252. The bytes 80 to BF come out as these characters; of those that follow
# a capital Ã or Â in sound text too (as in “IRMÔ), none counts after these.
_CONTINUED = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\u00a0¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿"
_TELLING = "".join(char for char in _CONTINUED if char not in "’”…–—»")
# What begins with one set of characters is looked for fast.
_MOJIBAKE = (
    f"[ÃÂâä-é](?:(?<=[ÃÂ])[{_TELLING}]|(?<=â)€[{_CONTINUED}]?"
    f"|(?<=[ä-é])[{_CONTINUED}]{{2}}(?:[ä-é][{_CONTINUED}]{{2}})+)"
)
_DOUBLED = r"(?<=\S)[ \t\u00a0]{2,}"

_WORD = r"[^\W\d_]+"
_LATIN = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
# Cyrillic and Greek letters, without those that stand for units and mathematical terms.
_OTHER = "[\u0370-\u038f\u0391-\u03a8\u03aa-\u03bb\u03bd-\u03bf\u03c1-\u03ff\u0400-\u052f]"
# Those of them that look like a Latin letter, so that a whole word of them passes for a Latin one.
_ALIKE = "[АВЕЅІЈКМНОРСТХУавеѕіјорсхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧον]+"


def direct_quotations_carry_no_marks(facts: Facts) -> Iterator[Breach]:
    """Ensure that the text of a direct quotation leaves out the marks that it stands between."""
    advice = "leave them out: the answer sets them"
    yield from _wrapped(facts, "direct", advice)


def paraphrases_carry_no_marks(facts: Facts) -> Iterator[Breach]:
    """Ensure that what is only reported never looks like a quotation."""
    advice = 'leave them out, or make it speech = "direct" if these are the words as printed'
    yield from _wrapped(facts, "reported", advice)


def _wrapped(facts: Facts, speech: str, advice: str) -> Iterator[Breach]:
    said = (record for record in facts.of("quote") if record.data.get("speech") == speech)
    for record in said:
        for key in ("text", "translation"):
            if is_wrapped(record.data.get(key, "")):
                yield Breach(record, (key,), "has quotation marks around it", advice)


def is_wrapped(text: str) -> bool:
    """Tell whether one pair of quotation marks stands around a whole text, not around its parts."""
    if text[:1] not in _OPENING:
        return False
    text = text.rstrip(_AFTER_MARKS)
    return text[:1] + text[-1:] in _MARKS and not {text[0], text[-1]} & set(text[1:-1])


def texts_are_decoded_rightly(facts: Facts) -> Iterator[Breach]:
    """Ensure that no text has UTF-8 in it that was read as another encoding, such as `Ã©`."""
    for record, path, text in facts.foreign:
        if found := re.search(_MOJIBAKE, text):
            message = f"{shown(found[0])} was decoded wrongly"
            yield Breach(record, path, message, _repaired(found[0]))


def _repaired(text: str) -> str:
    try:
        return f"did you mean {shown(text.encode('cp1252').decode())}?"
    except UnicodeError:
        return "copy the text anew"


def texts_have_single_spaces(facts: Facts) -> Iterator[Breach]:
    """Ensure that no two blanks follow each other in a text."""
    for record, path, text in facts.texts():
        if found := re.search(_DOUBLED, text):
            before = text[: found.start()].rpartition("\n")[2][-20:]
            yield Breach(record, path, f"doubled space after {shown(before)}", "one is enough")


def words_keep_to_one_script(facts: Facts) -> Iterator[Breach]:
    """Ensure that no Cyrillic or Greek letter, which would look the same, is among Latin ones."""
    for item in facts.foreign:
        if char := _strange_letter(item):
            message = f"{shown(char)} is {unicode_name(char)} among Latin letters"
            yield Breach(item.record, item.path, message, "type the word anew in Latin letters")


def _strange_letter(item: Text) -> str:
    """Return the first letter of another script within a Latin word, or that passes for one."""
    if not re.search(_OTHER, item.text):
        return ""
    words = re.findall(_WORD, item.text)
    for word in words:
        found = re.search(_OTHER, word)
        if found and re.search(_LATIN, word):
            return found[0]
    names = dict(names_of(item.record.kind, item.record.data))
    if item.path not in names or not re.search(_LATIN, item.text):
        return ""
    return next((word[0] for word in words if re.fullmatch(_ALIKE, word)), "")


RULES = (
    Rule(direct_quotations_carry_no_marks, "error"),
    Rule(paraphrases_carry_no_marks, "error"),
    Rule(texts_are_decoded_rightly, "error"),
    Rule(words_keep_to_one_script, "error"),
    Rule(texts_have_single_spaces, "warning"),
)
