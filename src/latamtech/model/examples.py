"""An example of what each declared field holds, as a value and as TOML."""

import ast
import json
from typing import Any

from latamtech.model.fields import Field, fields_of

# Where a declaration gives no example of its own, the kind that it names or its form has one.
_BY_KIND = {
    "person": "yuan-dongzhen",
    "organization": "cosco-shipping",
    "event": "smart-china-expo-2023",
    "project": "chancay-port",
    "country": "PE",
}
_BY_FORM = {
    "date": "2024-11-07",
    "url": "https://example.com/news/2024-11-07/a-port-opens.html",
}


def example(field: Field) -> Any:  # noqa: ANN401 (whatever the field holds)
    """Return a value that the field may hold: a string, number or table, or an array of them."""
    if field.key.example:
        # The declaration writes it as TOML; its strings, numbers and arrays are Python's too.
        return ast.literal_eval(field.key.example)
    one = _one(field)
    return [one] if field.many else one


def _one(field: Field) -> Any:  # noqa: ANN401
    if field.nested:
        return {item.name: example(item) for item in fields_of(field.nested)}
    if isinstance(field.kind, tuple):
        return field.kind[0]
    return _BY_KIND.get(field.key.to) or _BY_FORM.get(field.key.form, "")


def toml(value: object) -> str:
    """Write a string, number, list or dictionary as TOML 1.0, on one line.

    A string becomes a basic string; JSON's escapes are TOML's too, but that TOML wants one for DEL.
    """
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(item)}' for key, item in value.items())} }}"
    return str(value)
