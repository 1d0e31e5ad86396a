"""What the program is made of: few libraries, with bounds, whose licences leave users free."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LICENCES = runpy.run_path(str(ROOT / ".ci" / "licences.py"))
PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def test_each_dependency_has_a_bound_and_a_reason() -> None:
    """There are five, none without the oldest release that will do and a comment that says why."""
    declared = tomllib.loads(PROJECT)["project"]["dependencies"]
    explained = re.findall(r'(?:^  # .+\n)+^  "(.+)",$', PROJECT, re.MULTILINE)
    assert len(declared) == 5
    assert explained == declared
    assert [one for one in declared if ">=" not in one] == []


def test_all_licences_are_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    """The report lists all that is installed with the program, and finds nothing wrong."""
    assert LICENCES["main"]() == 0
    told, wrong = capsys.readouterr()
    assert wrong == ""
    assert re.findall(r"^  (typer|rich|tomli|pydantic|platformdirs) ", told, re.MULTILINE) == [
        "platformdirs",
        "pydantic",
        "rich",
        "tomli",
        "typer",
    ]


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("MIT AND PSF-2.0", True),
        ("Apache-2.0 WITH LLVM-exception", False),
        ("MIT-0", False),
        ("none stated", False),
    ],
)
def test_a_licence_that_is_not_on_the_list_is_found(expression: str, *, allowed: bool) -> None:
    """One of several to choose from is enough; of several that hold at once all are needed."""
    assert LICENCES["is_allowed"](expression, LICENCES["ALLOWED"]) is allowed
