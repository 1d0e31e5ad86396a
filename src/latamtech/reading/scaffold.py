"""A commented template for a new record, made from the declared fields."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from latamtech.errors import UnknownValueError, WrongQuestionError
from latamtech.model.examples import example, toml
from latamtech.model.fields import Field, fields_of
from latamtech.model.records import KINDS
from latamtech.model.suggestions import nearest
from latamtech.reading import addresses
from latamtech.reading.reference import in_words
from latamtech.reading.schema import mistakes

Known = Mapping[str, str | Sequence[str]]

TEMPLATES = ("project", "quote", "figure", "source", "person", "organization", "event")
SCHEMA = "#:schema ../schema.json"
_HOW = """\
# Fill in each empty string: no fact file may hold one. A line that begins with # and no blank
# is an optional key with an example: take its # away, and put the fact in the example's place."""
_FOLDERS = {
    "project": "projects",
    "source": "sources",
    "person": "people",
    "organization": "organizations",
}
# Keys that a rule asks for though the schema does not, each with the key that may stand instead.
_ASKED = {("source", "title"): "description"}
_SAME = {"source": "cite", "address": "url"}
_WIDTH = 98


def template(kind: str, known: Known) -> str:
    """Return the text of a file with one new record: TOML, with a comment on each key.

    `known` has what is to be filled in by the names that `fillable` gives; `url`, or `address`,
    fills in what the address shows, too. What is required and not known is an empty string, which
    no fact file may hold, so that nothing unfilled passes for a fact; a key that is optional stands
    behind a `#` with an example. Raises `UnknownValueError` for a kind or a key that there is none
    of, and `WrongQuestionError` for a value that the key may not hold.
    """
    if kind not in TEMPLATES:
        raise UnknownValueError("kind", kind, _near(kind, TEMPLATES))
    values, notes = _from_address(kind, _typed(kind, known))
    fields = fields_of(KINDS[kind])
    live = [field for field in fields if field.name in values or _is_asked(kind, field, values)]
    lines = [*_head(kind, values), "", f"[[{kind}]]"]
    for field in live:
        lines += _live(field, values.get(field.name, _empty(field)), notes.get(field.name, ""))
    lines += ["", f"# {'-' * 20} optional {'-' * 20}"]
    for field in fields:
        lines += [] if field in live else _optional(field)
    return "\n".join(lines) + "\n"


def fillable(kind: str) -> tuple[str, ...]:
    """Return the names by which `template` takes what is known of a record of a kind, in order.

    They are its keys but for those that hold tables; `source` stands for `cite` and `address` for
    `url` besides.
    """
    keys = [field.name for field in fields_of(KINDS[kind]) if not field.nested]
    return (*keys, *(name for name, key in _SAME.items() if key in keys))


def _near(word: str, known: Sequence[str]) -> list[str]:
    return nearest(word, known)


def _typed(kind: str, known: Known) -> dict[str, Any]:
    """Return the known values under their keys, each of the type that its key holds."""
    fields = {field.name: field for field in fields_of(KINDS[kind])}
    values: dict[str, Any] = {}
    for name, given in known.items():
        if name not in fillable(kind):
            raise UnknownValueError(f"key of a {kind}", name, _near(name, fillable(kind)))
        key = _SAME.get(name, name)
        values[key] = _value(fields[key], given)
        _check(kind, name, key, values[key])
    return values


def _value(field: Field, given: str | Sequence[str]) -> Any:  # noqa: ANN401 (whatever it holds)
    words = [given] if isinstance(given, str) else list(given)
    if field.many:
        return words
    if len(words) != 1:
        raise WrongQuestionError(f"{field.name}: takes one value, not {len(words)}")
    return words[0] if field.kind is not int else _number(words[0])


def _number(word: str) -> int | float | str:
    """Return the number that a word writes, or the word itself, which the schema then refuses."""
    for type_ in (int, float):
        try:
            return type_(word)
        except ValueError:
            continue
    return word


def _check(kind: str, name: str, key: str, value: object) -> None:
    """Refuse a value that a fact file may not hold under a key."""
    for wrong in mistakes({kind: [{key: value}]}):
        if wrong.path[2:3] == (key,) and wrong.rule != "required-keys":
            advice = f", {wrong.suggestion}" if wrong.suggestion else ""
            raise WrongQuestionError(f"{name}: {wrong.message}{advice}")


def _from_address(kind: str, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Add to the values what the address of a source shows, with a note on each key of that."""
    if kind != "source" or "url" not in values:
        return values, {}
    shown = addresses.shown_by(values["url"])
    found = {"publisher": shown.publisher, "published": shown.published, "id": shown.id}
    if values.get("published", shown.published) != shown.published:
        del found["id"]  # its date is not the one that is known
    new = {key: value for key, value in found.items() if value and key not in values}
    notes = dict.fromkeys(new, "from the address")
    if "publisher" in new:
        notes["publisher"] += "; put the publisher's own name, where you know it"
    elif shown.perhaps and "publisher" not in values:
        notes["publisher"] = f"perhaps {shown.perhaps}: the address does not say for sure"
    if shown.publisher and "id" not in values | new:
        name = shown.publisher.partition(".")[0]
        notes["id"] = f"perhaps {name}-<date>, or {name}-undated where the document has no date"
    return values | new, notes


def _is_asked(kind: str, field: Field, values: Mapping[str, Any]) -> bool:
    instead = _ASKED.get((kind, field.name))
    return field.required or (instead is not None and instead not in values)


def _head(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    what = (KINDS[kind].__doc__ or "").partition("\n")[0].rstrip(".")
    file = f"facts/{_FOLDERS[kind]}/{values.get('id', '<id>')}.toml" if kind in _FOLDERS else ""
    source = values.get("cite", ["<source>"])[0].partition("#")[0]
    place = f"Save it as {file}." if file else f"It belongs in facts/sources/{source}.toml."
    yield SCHEMA
    yield f"# {what}. {place}"
    yield from _HOW.splitlines()


def _empty(field: Field) -> str | list[str]:
    return [""] if field.many else ""


def _live(field: Field, value: object, note: str) -> list[str]:
    explained = value not in ("", [""]) or isinstance(field.kind, tuple)
    shown = [] if explained else [f"for example: {toml(example(field))}"]
    comments = [*_comment(field), *shown, *filter(None, [note])]
    wrapped = [line for comment in comments for line in _wrapped(comment)]
    return ["", *wrapped, f"{field.name} = {toml(value)}"]


def _optional(field: Field) -> list[str]:
    wrapped = [line for comment in _comment(field) for line in _wrapped(comment)]
    return ["", *wrapped, f"#{field.name} = {toml(example(field))}"]


def _comment(field: Field) -> Iterator[str]:
    yield field.key.meaning
    if not field.nested and in_words(field):
        yield in_words(field)
    for item in fields_of(field.nested) if field.nested else ():
        told = "; ".join(filter(None, [item.key.meaning, in_words(item)]))
        yield f"  {item.name}{'' if item.required else ' (optional)'}: {told}"


def _wrapped(comment: str) -> list[str]:
    indent = " " * (len(comment) - len(comment.lstrip()))
    return textwrap.wrap(
        comment.strip(),
        _WIDTH,
        initial_indent=f"# {indent}",
        subsequent_indent=f"#   {indent}",
        break_long_words=False,
        break_on_hyphens=False,
    )
