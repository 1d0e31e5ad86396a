"""The commands for who adds facts: check, new and schema."""

import json
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from latamtech import streams
from latamtech.errors import count_of
from latamtech.options import application, option
from latamtech.refresh import BUILTIN, VOCABULARY, builtin_facts

KINDS = ("project", "quote", "figure", "source", "person", "organization", "event")
PURPOSE: Mapping[str, tuple[str, Sequence[str]]] = {
    "check": (
        "Check fact files, and report every mistake with its line.",
        ["", "facts/projects/chancay-port.toml", "--strict", "--texts copies/"],
    ),
    "new": ("Print a template for a new record, to be saved as a file.", []),
    "schema": ("Print the JSON Schema of a fact file.", ["> facts/schema.json"]),
}
