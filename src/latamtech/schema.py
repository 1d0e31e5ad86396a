"""The schema of a fact file, made from the declared fields; the only home of pydantic."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Annotated, Any, Literal, NotRequired, Required, cast

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    with_config,
)
from pydantic_core import ErrorDetails
from typing_extensions import TypedDict

from latamtech import dates, faults
from latamtech.errors import shown
from latamtech.examples import example
from latamtech.fields import Field as Declared
from latamtech.fields import Form, Key, fields_of
from latamtech.problems import Mistake
from latamtech.records import KINDS

# Characters that could mislead a reader or act on a terminal: controls but for tab and line feed,
# invisible ones, bidirectional controls (Unicode UAX #9), surrogates, private use, tags.
UNWANTED = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    # The characters themselves: Rust, ECMAScript and Python differ in how they write these.
    "\U000e0000-\U000e0fff"
)
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
PATTERNS: Mapping[Form, str] = {
    "text": rf"^[^\s{UNWANTED}]([^{UNWANTED}]*[^\s{UNWANTED}])?$",
    "slug": rf"^{SLUG}$",
    "cite": rf"^{SLUG}(#[1-9][0-9]{{0,4}})?$",
    "date": rf"^{dates.PATTERN}$",
    "language": r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
    "url": rf'^https?://[^\s/?#"<>{UNWANTED}]+([/?#][^\s"<>{UNWANTED}]*)?$',
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
_UNWANTED = re.compile(rf"[{UNWANTED}\ud800-\udfff]")
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
_NUMBERS = ("constrained-int", "constrained-float")


def mistakes(content: Mapping[str, Any]) -> list[Mistake]:
    """Return everything that is wrong with the content of one fact file, in no set order."""
    if _fact_file().validator.isinstance_python(content):  # takes half the time
        return []
    try:
        _fact_file().validate_python(content)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        return list(dict.fromkeys(map(_mistake, found)))
    return []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a fact file.

    Its patterns mean the same in ECMA-262 with the flag `u`, which JSON Schema asks for, and in the
    regular expressions of Rust, which Taplo matches them with.
    """
    made = _untitled(_fact_file().json_schema())
    for cls in _classes(KINDS.values()):
        made["$defs"][cls.__name__]["description"] = _first_line(cls)
        for field in fields_of(cls):
            made["$defs"][cls.__name__]["properties"][field.name]["examples"] = [example(field)]
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
def _fact_file() -> TypeAdapter[dict[str, Any]]:
    tables = {
        kind: NotRequired[Annotated[list[_table(cls)], Field(description=_first_line(cls))]]  # type: ignore[misc]
        for kind, cls in KINDS.items()
    }
    return TypeAdapter(_strict("FactFile", tables))


@cache
def _table(cls: type) -> Any:  # noqa: ANN401 (a class made at run time)
    keys = {
        field.name: (Required if field.required else NotRequired)[_annotation(field)]
        for field in fields_of(cls)
    }
    return _strict(cls.__name__, keys)


def _strict(name: str, keys: dict[str, Any]) -> Any:  # noqa: ANN401
    made = TypedDict(name, keys)  # type: ignore[misc]
    return with_config(ConfigDict(extra="forbid", strict=True))(cast("type", made))


def _annotation(field: Declared) -> Any:  # noqa: ANN401
    value = _value(field)
    if field.many:
        value = Annotated[list[value], Field(min_length=1)]  # type: ignore[valid-type]
    return Annotated[value, Field(description=field.key.meaning)]


def _value(field: Declared) -> Any:  # noqa: ANN401
    if field.nested:
        return _table(field.nested)
    if isinstance(field.kind, tuple):
        return Literal[field.kind]
    if field.kind is int:
        bounds = Field(ge=-LARGEST, le=LARGEST)
        finite = Field(allow_inf_nan=False)
        said = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
        either = Annotated[int, bounds] | Annotated[float, bounds, finite]
        return Annotated[either, WithJsonSchema(said)]
    return _string(field.key)


def _string(key: Key) -> Any:  # noqa: ANN401
    plain = Annotated[str, StringConstraints(pattern=PATTERNS[key.form])]
    return Annotated[plain, AfterValidator(_calendar_date)] if key.form == "date" else plain


@lru_cache(maxsize=16_384)
def _calendar_date(text: str) -> str:
    dates.span(text)
    return text


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").partition("\n")[0]


def _mistake(detail: ErrorDetails) -> Mistake:  # noqa: PLR0911 (a line for each sort of fault)
    value, kind = detail["input"], detail["type"]
    path = tuple(step for step in detail["loc"] if step not in _NUMBERS)
    field = faults.field_at(path)
    if kind == "missing":
        meaning = f"{field.key.meaning}" if field else ""
        return Mistake(path, "required-keys", "missing", f"required: {meaning}")
    if field and field.kind is int:
        return Mistake(path, "types", *faults.number(value, LARGEST))
    if kind == "extra_forbidden":
        return Mistake(path, "known-keys", *faults.unknown(path))
    if kind in {"string_pattern_mismatch", "string_unicode"} and field:
        return Mistake(path, "well-formed", *_malformed(str(value), field.key.form))
    if kind == "literal_error" and field and isinstance(field.kind, tuple):
        advice = faults.one_of(value, field.kind)
        return Mistake(path, "known-values", f"{shown(str(value))} is unknown", advice)
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
    if found := _UNWANTED.search(text):
        unnamed = _UNNAMED.get(unicodedata.category(found[0]), "unassigned")
        name = unicodedata.name(found[0], unnamed)
        return f"{shown(text)} holds U+{ord(found[0]):04X}, {name}", "leave it out"
    return f"{shown(text)} has a blank at an end", "leave it out"
