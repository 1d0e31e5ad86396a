"""Texts as people write them pass; what careless copying leaves in them is found."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.reading import loading
from latamtech.reading.wording import is_wrapped

TODAY = "2025-01-01"
SOURCE = """
[[source]]
id = "daily-2024-11-07"
title = "Works on the coast"
publisher = "The Daily"
published = "2024-11-07"
language = "es"
kind = "news"
"""


def messages_of(folder: Path, text: str, name: str = "North Pier") -> list[str]:
    """Return what is said of a project with a summary and a name."""
    project = f"""
[[project]]
id = "north-pier"
name = "{name}"
countries = ["PE"]
sectors = ["ports"]
summary = '''{text}'''
cite = ["daily-2024-11-07#1"]
"""
    file = folder / "facts.toml"
    file.write_text(SOURCE + project, encoding="utf-8")
    found = loading.inspect([builtin_facts() / VOCABULARY, file], TODAY)
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    "text",
    [
        "“IRMÔ, “PERÚ”, “CAFÉ”… and «SÃO PAULO»",
        "El muelle de Chancay está en obras – ¿y el resto? ¡Sí!",
        "A câmara da região não é só pão, avô e maçã.",
        "20 μm of β-carotene at 5 kΩ",
        "华为与秘鲁合作建设港口",
        "Открытый порт",
        "two lines\n  with an indent",
    ],
)
def test_sound_text_passes(tmp_path: Path, text: str) -> None:
    """Accents, dashes, units and other scripts are no mistake."""
    assert messages_of(tmp_path, text) == []


@pytest.mark.parametrize("name", ["Rosatom (Росатом)", "Порт", "20 μm chips", "Δ Works"])
def test_a_name_in_two_scripts_passes(tmp_path: Path, name: str) -> None:
    """A name may stand in its own script beside the Latin one."""
    assert messages_of(tmp_path, "A pier.", name) == []


@pytest.mark.parametrize("name", ["Nоrth Pier", "СОСО Pier", "North Ρier"])
def test_a_letter_that_passes_for_a_latin_one_is_found(tmp_path: Path, name: str) -> None:
    """A Cyrillic or Greek letter is found in a word, and as a whole word of a Latin name."""
    (message,) = messages_of(tmp_path, "A pier.", name)
    assert message.endswith("among Latin letters")


@pytest.mark.parametrize("text", ["ñandú", "São Paulo", "¿Qué?", "it’s", "“open", "25 °C", "国家"])
def test_wrongly_decoded_text_is_found(tmp_path: Path, text: str) -> None:
    """UTF-8 that was read as Windows-1252 is found, whatever language it was written in."""
    (message,) = messages_of(tmp_path, text.encode().decode("cp1252"))
    assert message.endswith("decoded wrongly")


MARKS = st.sampled_from(['""', "“”", "«»", "„“", "‘’", "「」"])
PLAIN = st.text("abc ,", min_size=1).filter(lambda text: text.strip(" ,"))


@given(MARKS, PLAIN)
def test_a_wrapped_text_is_told_from_a_text_with_quoted_words(marks: str, text: str) -> None:
    """Marks count where one pair of them holds everything."""
    quoted = f"{marks[0]}{text}{marks[1]}"
    assert is_wrapped(quoted)
    assert is_wrapped(f"{quoted}.")
    assert not is_wrapped(text)
    assert not is_wrapped(f"{quoted} and {quoted}")
    assert not is_wrapped(f"so {quoted}")
