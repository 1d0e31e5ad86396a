"""What CONTRIBUTING.md shows holds: its specimens load, and no key is missing from them."""

import re
from pathlib import Path

import pytest
import tomli

from latamtech.indexing import refresh
from latamtech.model.fields import fields_of
from latamtech.model.records import KINDS
from latamtech.reading import loading

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
(SPECIMENS,) = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)


def test_the_specimens_are_without_fault(tmp_path: Path) -> None:
    """A record written as the specimens are is accepted, without a warning."""
    file = tmp_path / "specimens.toml"
    file.write_text(SPECIMENS, encoding="utf-8")
    vocabulary = refresh.builtin_facts() / refresh.VOCABULARY
    assert loading.inspect([vocabulary, file], today="2026-11-22") == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_specimen_has_every_key(kind: str) -> None:
    """Whoever reads the specimen of a kind has seen each key that it may have."""
    (record,) = tomli.loads(SPECIMENS)[kind]
    missing = {field.name for field in fields_of(KINDS[kind])} - record.keys()
    assert missing == ({"description"} if kind == "country" else set())


def test_ci_runs_the_commands_of_the_readme() -> None:
    """What must pass before a change lands is what the README tells a reader to type."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert [line for line in block.splitlines() if line not in script.splitlines()] == []
