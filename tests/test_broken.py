"""Every mistake is pointed out at its place, in a sentence that says what would be right.

Each folder of `broken` is a small wrong facts tree with the whole of what is said about it, in
`problems.txt`. Adding a mistake means adding a folder, and `pytest --accept`.
"""

from pathlib import Path

import pytest

from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.reading import loading, rulebook
from latamtech.reading.problems import InvalidFactsError, Problem

TODAY = "2025-01-01"
CASES = sorted(Path(__file__).with_name("broken").iterdir())
# What is ensured for each file and record alone, before the rules between records.
ALONE = {
    "syntax",
    "readable",
    "known-keys",
    "known-values",
    "required-keys",
    "sizes",
    "types",
    "well-formed",
}


def problems_of(case: Path, monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    """Return what is wrong with the facts of a case, with paths as seen from its folder."""
    monkeypatch.chdir(case)
    return loading.inspect([builtin_facts() / VOCABULARY, Path()], TODAY)


def test_there_are_mistakes() -> None:
    """The folder of the cases is found, and is not empty."""
    assert len(CASES) > 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_pointed_out(
    case: Path, monkeypatch: pytest.MonkeyPatch, *, accept: bool
) -> None:
    """All that is said of a wrong facts tree is what its `problems.txt` holds, and no more."""
    found = "".join(f"{problem}\n" for problem in problems_of(case, monkeypatch))
    found = found.replace(str(builtin_facts()), "(builtin)")
    expected = case / "problems.txt"
    if accept:
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_only_errors_stand_in_the_way(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts with an error are refused, with all errors and no warning; others are read."""
    errors = [one for one in problems_of(case, monkeypatch) if one.severity == "error"]
    refused: list[Problem] = []
    try:
        loading.load([builtin_facts() / VOCABULARY, Path()], TODAY)
    except InvalidFactsError as error:
        refused += error.problems
    assert refused == errors


def test_every_rule_has_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule is broken by some case, and is named and explained by its function."""
    broken = {problem.rule for case in CASES for problem in problems_of(case, monkeypatch)}
    assert broken == ALONE | {rule.name for rule in rulebook.all_rules()}
    assert all(
        (rule.ensure.__doc__ or "").startswith("Ensure that ") for rule in rulebook.all_rules()
    )


def test_the_own_facts_are_sound() -> None:
    """The facts that come with the program give no reason for an error or a warning."""
    assert loading.inspect([builtin_facts()]) == []
