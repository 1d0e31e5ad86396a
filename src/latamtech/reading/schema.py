"""The schema of a fact file, made from the declared fields; the only home of pydantic.

It is written for the core of pydantic, which loads in a fifth of the time that all of it takes.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from pydantic_core import CoreSchema, ErrorDetails, SchemaValidator, ValidationError
from pydantic_core import core_schema as core

from latamtech.errors import shown
from latamtech.model import dates
from latamtech.model.fields import Field as Declared
from latamtech.model.fields import Form, fields_of
from latamtech.model.records import KINDS
from latamtech.reading import faults
from latamtech.reading.problems import Mistake

# Characters that could mislead a reader or act on a terminal: controls but for tab and line feed,
# invisible ones, bidirectional controls (Unicode UAX #9), surrogates, private use, tags.
UNWANTED = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\uffff"
    # The characters themselves: Rust, ECMAScript and Python differ in how they write these.
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
PATTERNS: Mapping[Form, str] = {
    "text": rf"^[^\s{UNWANTED}]([^{UNWANTED}]*[^\s{UNWANTED}])?$",
    "slug": rf"^{SLUG}$",
    "cite": rf"^{SLUG}(#[1-9][0-9]{{0,4}})?$",
    "date": rf"^{dates.PATTERN}$",
    "language": r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
    "url": rf'^https?://[^\s/?#"<>\[\]{UNWANTED}]+([/?#][^\s"<>{UNWANTED}]*)?$',
    "unit": r"^([A-Z]{3}|[a-zA-Z0-9%²³][a-zA-Z0-9%²³/. -]*)$",
    "country": r"^([A-Z]{2}|LAC)$",
    "alpha3": r"^[A-Z]{3}$",
}
ADVICE: Mapping[Form, str] = {
    "text": "text with no control, bidirectional or invisible character, and no blank at its ends",
    "slug": 'lower-case ASCII letters and digits, joined by hyphens: "chancay-port"',
    "cite": 'a source\'s id and a paragraph of its body: "cgtn-2024-11-07#8"',
    "date": "2022, 2022-09, 2022-09-04 or an interval, 2005/2022",
    "language": 'a language tag of BCP 47: "en", "pt-BR"',
    "url": "an address that begins with https:// or http://",
    "unit": 'a currency code of ISO 4217 or a plain noun: "USD", "projects"',
    "country": 'a country code of ISO 3166-1 alpha-2, or LAC: "PE"',
    "alpha3": 'a country code of ISO 3166-1 alpha-3: "PER"',
}
LARGEST = 2**53 - 1  # the largest whole number that JSON readers keep exact (RFC 8259, section 6)
_UNWANTED = rf"[{UNWANTED}\ud800-\udfff]"
_UNNAMED = {"Cc": "a control character", "Cs": "half a character", "Co": "for private use"}
_NOUNS: Mapping[Form, str] = {
    "slug": "id",
    "cite": "citation",
    "date": "date",
    "language": "language tag",
    "url": "address",
    "unit": "unit",
    "country": "country code",
    "alpha3": "alpha-3 code",
}
_NUMBERS = ("constrained-int", "constrained-float", "int", "float")


def mistakes(content: Mapping[str, Any]) -> list[Mistake]:
    """Return everything that is wrong with the content of one fact file, in no set order."""
    if _validator().isinstance_python(content):  # takes half the time
        return []
    try:
        _validator().validate_python(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        return list(dict.fromkeys(map(_mistake, found)))
    return []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a fact file.

    Its patterns mean the same in ECMA-262 with the flag `u`, which JSON Schema asks for, and in the
    regular expressions of Rust, which Taplo matches them with.
    """
    from pydantic.json_schema import GenerateJsonSchema  # noqa: PLC0415 (slow to load)

    from latamtech.model.examples import example  # noqa: PLC0415

    made = _untitled(GenerateJsonSchema().generate(_fact_file()))
    for kind, cls in KINDS.items():
        made["properties"][kind]["description"] = _first_line(cls)
    for cls in _classes(KINDS.values()):
        made["$defs"][cls.__name__]["description"] = _first_line(cls)
        for field in fields_of(cls):
            its = made["$defs"][cls.__name__]["properties"][field.name]
            if field.kind is int:
                its.pop("anyOf")
                its |= {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
            its |= {"description": field.key.meaning, "examples": [example(field)]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A fact file of latamtech",
        **made,
    }


def json_schema_text() -> str:
    """Return the JSON Schema of a fact file as it is printed, and kept beside the facts: ASCII."""
    return json.dumps(json_schema(), indent=2) + "\n"


def _classes(some: Iterable[type]) -> Iterator[type]:
    for cls in some:
        yield cls
        yield from _classes(field.nested for field in fields_of(cls) if field.nested)


def _untitled(made: Any) -> Any:  # noqa: ANN401 (any JSON)
    """Leave out the titles that pydantic makes of names; a key named `title` holds no string."""
    if isinstance(made, list):
        return [_untitled(item) for item in made]
    if not isinstance(made, dict):
        return made
    return {
        key: _untitled(value)
        for key, value in made.items()
        if key != "title" or not isinstance(value, str)
    }


@cache
def _validator() -> SchemaValidator:
    return SchemaValidator(_fact_file())


@cache
def _fact_file() -> CoreSchema:
    """Return the schema of a fact file, written for the core of pydantic: it loads at once."""
    tables = {
        kind: core.typed_dict_field(
            core.list_schema(core.definition_reference_schema(cls.__name__), strict=True),
            required=False,
        )
        for kind, cls in KINDS.items()
    }
    classes = dict.fromkeys(_classes(KINDS.values()))
    return core.definitions_schema(_strict("FactFile", tables), list(map(_table, classes)))


def _table(cls: type) -> CoreSchema:
    return _strict(
        cls.__name__,
        {
            field.name: core.typed_dict_field(_values(field), required=field.required)
            for field in fields_of(cls)
        },
    )


def _strict(name: str, fields: dict[str, core.TypedDictField]) -> CoreSchema:
    return core.typed_dict_schema(
        fields, cls_name=name, ref=name, strict=True, extra_behavior="forbid"
    )


def _values(field: Declared) -> CoreSchema:
    value = _value(field)
    return core.list_schema(value, min_length=1, strict=True) if field.many else value


def _value(field: Declared) -> CoreSchema:
    if field.nested:
        return core.definition_reference_schema(field.nested.__name__)
    if isinstance(field.kind, tuple):
        return core.literal_schema(list(field.kind))
    if field.kind is int:
        whole = core.int_schema(ge=-LARGEST, le=LARGEST, strict=True)
        part = core.float_schema(ge=-LARGEST, le=LARGEST, allow_inf_nan=False, strict=True)
        return core.union_schema([whole, part])
    plain = core.str_schema(pattern=PATTERNS[field.key.form], strict=True)
    if field.key.form != "date":
        return plain
    return core.no_info_after_validator_function(_calendar_date, plain)


@lru_cache(maxsize=16_384)
def _calendar_date(text: str) -> str:
    dates.span(text)
    return text


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").partition("\n")[0]


def _mistake(detail: ErrorDetails) -> Mistake:  # noqa: PLR0911 (a line for each sort of fault)
    value, kind = detail["input"], detail["type"]
    path = detail["loc"]
    if kind != "extra_forbidden":  # a key that nobody knows may have any name
        path = tuple(step for step in path if step not in _NUMBERS)
    field = faults.field_at(path)
    known = field.kind if field else None
    if kind == "missing":
        meaning = f"{field.key.meaning}" if field else ""
        return Mistake(path, "required-keys", "missing", f"required: {meaning}")
    if known is int:
        return Mistake(path, "types", *faults.number(value, LARGEST))
    if kind == "extra_forbidden":
        return Mistake(path, "known-keys", *faults.unknown(path))
    if kind in {"string_pattern_mismatch", "string_unicode"} and field:
        return Mistake(path, "well-formed", *_malformed(str(value), field.key.form))
    if kind == "literal_error" and isinstance(value, str) and isinstance(known, tuple):
        advice = faults.one_of(value, known)
        return Mistake(path, "known-values", f"{shown(value)} is unknown", advice)
    if kind == "value_error":
        message = f"{shown(str(value))}: {detail['ctx']['error']}"
        return Mistake(path, "well-formed", message, "correct it")
    if kind == "too_short":
        return Mistake(path, "sizes", "is empty", "leave the key out, or name at least one")
    return Mistake(path, "types", *faults.wrong_type(value, field, path))


def _malformed(text: str, form: Form) -> tuple[str, str]:
    if form != "text":
        return f"{shown(text)} is no {_NOUNS[form]}", f"write {ADVICE[form]}"
    if not text:
        return "is empty", "leave the key out, or write something"
    if found := re.search(_UNWANTED, text):
        unnamed = _UNNAMED.get(unicodedata.category(found[0]), "unassigned")
        name = unicodedata.name(found[0], unnamed)
        return f"{shown(text)} holds U+{ord(found[0]):04X}, {name}", "leave it out"
    return f"{shown(text)} has a blank at an end", "leave it out"
