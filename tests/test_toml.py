"""The collection toml-test: what is no TOML is refused with its place, what is TOML is survived.

Its files are not ours to copy (https://github.com/toml-lang/toml-test); the tests run where a
clone of it lies beside the repository, or where `TOML_TEST` names its folder with `valid` and
`invalid`.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.asking import ACTING, ask

ROOT = Path(__file__).parents[1]
BESIDE = ROOT.parent / "toml-test"
COLLECTION = Path(
    os.environ.get("TOML_TEST") or (BESIDE / "tests" if (BESIDE / "tests").is_dir() else BESIDE)
)
# What TOML 1.1 allows of what 1.0 refused; tomli reads 1.1.
ALLOWED = {
    "datetime/no-secs",
    "inline-table/linebreak-01",
    "inline-table/linebreak-02",
    "inline-table/linebreak-03",
    "inline-table/linebreak-04",
    "inline-table/trailing-comma",
    "local-datetime/no-secs",
    "local-time/no-secs",
    "string/basic-byte-escapes",
}
UNREAD = {"syntax", "readable"}  # the rules of what is no TOML

pytestmark = pytest.mark.skipif(
    not (COLLECTION / "invalid").is_dir(),
    reason="toml-test is neither beside the repository nor named by TOML_TEST",
)
Problems = Mapping[str, list[tuple[str, int, int]]]


def problems(part: str) -> Problems:
    """Return the rules that each file of a part breaks, and where, as one `check` of all tells."""
    folder = COLLECTION / part
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.toml")}
    found = ask("check", str(folder), "--json")
    assert (found.status, found.err) == (1, "")
    assert not ACTING.search(found.out)
    told: dict[str, list[tuple[str, int, int]]] = {name: [] for name in sorted(files)}
    for one in json.loads(found.out):
        name = (ROOT / one["file"]).relative_to(folder).with_suffix("").as_posix()
        told[name].append((one["rule"], one["line"], one["column"]))
    return told


def test_what_is_no_toml_is_refused_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all files that are no TOML, `check` names the file, and a line and column that it has."""
    monkeypatch.chdir(ROOT)
    found = problems("invalid")
    assert len(found) > 500
    taken = {name for name, told in found.items() if not {rule for rule, *_ in told} & UNREAD}
    assert taken == ALLOWED
    for name in found.keys() - taken:
        ((_, line, column),) = found[name]
        lines = (COLLECTION / "invalid" / f"{name}.toml").read_bytes().split(b"\n")
        assert 1 <= line <= len(lines) + 1, name
        assert 1 <= column <= len([*lines, b""][line - 1]) + 2, name


def test_what_is_toml_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all files that are TOML, none is called anything else; they are no facts, and told so."""
    monkeypatch.chdir(ROOT)
    found = problems("valid")
    assert len(found) > 200
    assert [name for name, told in found.items() if {rule for rule, *_ in told} & UNREAD] == []
