"""What is taken for sound without a look at the schema is sound by the schema."""

import re
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from latamtech.model.records import KINDS
from latamtech.reading import likeness, loading, schema
from latamtech.reading.files import fact_files

RECORDS = loading.part(fact_files([Path(__file__).parent / "mini"])).records
KNOWN = {(one.kind, one.id): one.data for one in RECORDS}
KEYS = sorted({key for one in RECORDS for key in one.data} | {"aliases", "unknown"})
VALUES = [
    *(
        "Other words",
        "Palabras aún",
        "a b ",
        " a",
        "",
        "a\tb",
        "a\x1bb",
        "a\u202eb",
        "港",
        "x" * 900,
    ),
    *("2022", "2022-13", "XX", "PE", "not-there", "direct", "operating", "https://example.org/a"),
    *(5, 5.0, True, date(2022, 1, 1), ["PE"], [], ["a", 5], [{"id": "x"}], {"to": "2020"}),
]


@given(st.sampled_from(RECORDS), st.sampled_from(KEYS), st.sampled_from(VALUES))
@example(RECORDS[0], "note", "Other words")
def test_what_is_taken_for_sound_is_sound(record: Any, key: str, value: object) -> None:  # noqa: ANN401 (of any kind)
    """Whatever key gets whatever value, the schema finds nothing wrong where this does not."""
    changed = {record.kind: [deepcopy(record.data) | {key: value}]}
    if likeness.are_sound(changed, KNOWN):
        assert schema.mistakes(changed) == []


@given(st.sampled_from(RECORDS), st.sampled_from([*KINDS, "unknown"]))
def test_a_record_of_another_kind_is_not_known(record: Any, kind: str) -> None:  # noqa: ANN401 (of any kind)
    """What is sound as a record of one kind is not taken for one of another."""
    assert likeness.are_sound({kind: [record.data]}, KNOWN) == (kind == record.kind)


def test_other_words_are_taken_for_sound() -> None:
    """A text that says something else in plain letters needs no look at the schema."""
    (project,) = (one.data for one in RECORDS if one.id == "glass-harbor")
    assert likeness.are_sound({"project": [project | {"summary": "Other words."}]}, KNOWN)
    assert not likeness.are_sound({"project": [project | {"summary": "Aún."}]}, KNOWN)
    assert not likeness.are_sound({"project": [project | {"status": "Other words."}]}, KNOWN)
    assert not likeness.are_sound({"project": {"summary": "Other words."}}, KNOWN)
    assert not likeness.are_sound({"project": [project], "unknown": []}, KNOWN)
    assert not likeness.are_sound({"unknown": 5}, KNOWN)


@given(st.text(st.characters(max_codepoint=0x180), max_size=5))
def test_plain_texts_are_well_formed(text: str) -> None:
    """Whatever passes for plain is what the schema calls text."""
    assert not likeness.is_plain(text) or re.fullmatch(schema.PATTERNS["text"], text)
