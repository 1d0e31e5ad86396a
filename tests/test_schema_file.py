"""The JSON Schema that editors read: valid, fresh, and of one mind with the program."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator

from latamtech.indexing.refresh import builtin_facts
from latamtech.reading import schema

FACTS = builtin_facts()
FILES = sorted(FACTS.glob("*/*.toml"))
PERSON = {"id": "ana-diaz", "name": "Ana Díaz"}
PROJECT = {
    "id": "a-port",
    "name": "A Port",
    "countries": ["PE"],
    "sectors": ["ports"],
    "summary": "A port.",
    "cite": ["a-source#1"],
}


@pytest.fixture(scope="module")
def validator() -> Any:  # noqa: ANN401 (jsonschema comes without types)
    """Return a validator that follows the schema as shipped."""
    return Draft202012Validator(json.loads((FACTS / "schema.json").read_text("utf-8")))


def test_the_schema_is_valid() -> None:
    """The schema keeps to the metaschema of JSON Schema, draft 2020-12, which it names."""
    made = schema.json_schema()
    assert made["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(made)


def test_the_shipped_schema_is_fresh(is_text_of: Callable[[Path, str], None]) -> None:
    """The file beside the facts is what the program prints."""
    is_text_of(FACTS / "schema.json", schema.json_schema_text())


def test_the_text_of_the_schema_is_ascii() -> None:
    """No invisible character of a pattern reaches a terminal or a diff as itself."""
    text = schema.json_schema_text()
    assert text.isascii()
    assert json.loads(text) == schema.json_schema()


def test_only_the_whole_schema_has_a_title() -> None:
    """Titles that only repeat the name of a key are left out, the key named `title` is not."""
    made = schema.json_schema()
    assert [node["title"] for node in _nodes(made) if isinstance(node.get("title"), str)] == [
        "A fact file of latamtech"
    ]
    assert "title" in made["$defs"]["Source"]["properties"]


def test_every_key_has_a_meaning_and_an_example_that_fits(validator: Any) -> None:  # noqa: ANN401
    """What an editor shows beside a key is there, and an example that the schema itself takes."""
    for name, table in validator.schema["$defs"].items():
        assert table["description"], name
        for key, value in table["properties"].items():
            assert value["description"], f"{name}.{key}"
            (example,) = value["examples"]
            part = validator.evolve(schema={"$defs": validator.schema["$defs"], **value})
            assert not [error.message for error in part.iter_errors(example)], f"{name}.{key}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_names_the_schema_and_follows_it(path: Path, validator: Any) -> None:  # noqa: ANN401
    """Editors find the schema from the first line of each file, and have nothing to say."""
    text = path.read_text("utf-8")
    first = text.partition("\n")[0]
    assert first == "#:schema ../schema.json"
    assert (path.parent / first.removeprefix("#:schema ")).samefile(FACTS / "schema.json")
    assert not [error.message for error in validator.iter_errors(tomli.loads(text))]


def test_there_are_shipped_files() -> None:
    """The test above has something to test, in each folder."""
    folders = {path.parent.name for path in FILES}
    assert folders == {"organizations", "people", "projects", "sources", "vocabulary"}


@pytest.mark.parametrize(
    "content",
    [
        {"persons": [PERSON]},
        {"person": PERSON},
        {"person": [{"id": "ana-diaz"}]},
        {"person": [PERSON | {"id": "Ana"}]},
        {"person": [PERSON | {"name": ""}]},
        {"person": [PERSON | {"name": " Ana"}]},
        {"person": [PERSON | {"name": "An\u200ba"}]},
        {"person": [PERSON | {"name": "An\u202ea"}]},
        {"person": [PERSON | {"name": "An\U000e0061a"}]},
        {"person": [PERSON | {"nmae": "Ana"}]},
        {"person": [PERSON | {"name": 7}]},
        {"person": [PERSON | {"aliases": []}]},
        {"person": [PERSON | {"country": "Peru"}]},
        {"project": [PROJECT | {"status": "built"}]},
        {"project": [PROJECT | {"start": "2024-1"}]},
        {"project": [PROJECT | {"cite": ["a-source#0"]}]},
        {"project": [PROJECT | {"cite": "a-source#1"}]},
        {"project": [PROJECT | {"organizations": [{"role": "lead"}]}]},
        {"project": [PROJECT | {"amounts": [{"value": "7", "unit": "USD", "cite": ["a#1"]}]}]},
        {"project": [PROJECT | {"amounts": [{"value": 2**53, "unit": "USD", "cite": ["a#1"]}]}]},
    ],
    ids=str,
)
def test_a_mistake_is_refused_by_the_schema_and_by_the_program(
    content: dict[str, Any],
    validator: Any,  # noqa: ANN401
) -> None:
    """An editor marks what `check` would refuse."""
    assert schema.mistakes(content)
    assert not validator.is_valid(content)


def test_what_is_right_is_taken_by_both(validator: Any) -> None:  # noqa: ANN401
    """The records that the mistakes above are made from are right themselves."""
    content = {"person": [PERSON], "project": [PROJECT]}
    assert not schema.mistakes(content)
    assert validator.is_valid(content)


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_the_patterns_are_of_ecmascript() -> None:
    """Each pattern compiles with the flag u (ECMA-262), and refuses what misleads there too."""
    text = schema.PATTERNS["text"]
    probes = ["a", "Díaz", "袁东振", "😀", "", " a", "a ", "a\u200bb", "a\u202eb", "a\U000e0061b"]
    script = """
      const [patterns, text, probes] = JSON.parse(require("fs").readFileSync(0, "utf8"));
      patterns.forEach((pattern) => new RegExp(pattern, "u"));
      console.log(JSON.stringify(probes.map((probe) => new RegExp(text, "u").test(probe))));
    """
    node = shutil.which("node") or ""
    done = subprocess.run(
        [node, "-e", script],
        input=json.dumps([list(schema.PATTERNS.values()), text, probes]),
        capture_output=True,
        check=True,
        text=True,
    )
    expected = [True] * 4 + [False] * 6
    assert json.loads(done.stdout) == expected
    assert [re.search(text, probe) is not None for probe in probes] == expected


def _nodes(made: object) -> Iterator[dict[str, Any]]:
    if isinstance(made, dict):
        yield made
    for item in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        yield from _nodes(item)
