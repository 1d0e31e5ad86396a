"""The keys of each kind of record in words, made from the declared fields."""

from collections.abc import Iterable, Iterator

from latamtech.model.examples import example, toml
from latamtech.model.fields import Field, fields_of
from latamtech.model.records import KINDS
from latamtech.reading.schema import ADVICE

# What a name that may be many is called, where an s is not enough.
_PLURALS = {"country": "countries", "person": "people", "technology": "technologies"}
_HEAD = (
    "| key | required | what it means | values, or form | example |",
    "|---|---|---|---|---|",
)


def reference() -> str:
    """Return Markdown tables of all keys: one for each kind of record, then one for each part.

    Each row has a key, whether it is required, what it means, its values or form, an example.
    """
    sections = [_section(f"`[[{kind}]]`", cls) for kind, cls in KINDS.items()]
    parts = {field.nested: name for name, field in _parts(KINDS.values())}
    sections += [_section(f"Inside `{name}`", cls) for cls, name in parts.items() if cls]
    return "\n".join(sections)


def in_words(field: Field) -> str:
    """Say what may stand in a field: the values allowed, or the form; nothing for plain text."""
    if field.nested:
        keys = ", ".join(item.name for item in fields_of(field.nested))
        return f"{'tables' if field.many else 'a table'} of {keys}"
    if isinstance(field.kind, tuple):
        return f"one of: {', '.join(field.kind)}"
    if field.kind is not str:
        return "a number"
    if field.key.form == "slug" and field.key.to:
        many = _PLURALS.get(field.key.to, f"{field.key.to}s")
        return f"ids of {many}" if field.many else f"id of {_with_article(field.key.to)}"
    if field.key.form == "text":
        return ""
    form = ADVICE[field.key.form].partition(': "')[0]  # without its example
    return f"each {form}" if field.many else form


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _parts(some: Iterable[type]) -> Iterator[tuple[str, Field]]:
    for cls in some:
        for field in fields_of(cls):
            if field.nested:
                yield field.name, field
                yield from _parts([field.nested])


def _section(heading: str, cls: type) -> str:
    sentence = (cls.__doc__ or "").partition("\n")[0]
    rows = [_row(field) for field in fields_of(cls)]
    return "\n".join([f"### {heading}", "", sentence, "", *_HEAD, *rows, ""])


def _row(field: Field) -> str:
    form = in_words(field) or ("texts" if field.many else "text")
    required = "yes" if field.required else "no"
    shown = "" if field.nested or isinstance(field.kind, tuple) else f"`{toml(example(field))}`"
    cells = (f"`{field.name}`", required, field.key.meaning, form, shown)
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
