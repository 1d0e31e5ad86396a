"""The fuzz run keeps working: its targets hold for what they begin with; see `fuzz/README.md`."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from tests.fuzz import promises
from tests.fuzz.places import Place, place
from tests.fuzz.promises import Answer
from tests.fuzz.shrinking import shrunk
from tests.fuzz.targets import TARGETS


@pytest.fixture(scope="module")
def somewhere() -> Iterator[Place]:
    """Yield a place for the targets to run in."""
    with place() as made:
        yield made


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_promised_holds_for_the_corpus(name: str, somewhere: Place) -> None:
    """Each second of the first inputs of a target, and a mutation of some, is answered right."""
    target, chance = TARGETS[name], Random(name)  # noqa: S311 (no secrets)
    seeds = list(target.seeds())
    assert len(seeds) >= 5
    for seed in seeds[::2]:
        target.check(somewhere, seed)
    for seed in seeds[::5]:
        target.check(somewhere, target.mutation(seed, chance, lambda raw, most: raw[:most]))


@pytest.mark.parametrize(
    "broken",
    [
        lambda: promises.harmless("\x1b[31m"),
        lambda: promises.harmless("\u202e"),
        lambda: promises.answered(Answer(3, "", "error: x\n")),
        lambda: promises.answered(Answer(2, "", "error: x\ny\n")),
        lambda: promises.answered(Answer(1, "[\n", "error: x\n")),
        lambda: promises.answered(Answer(1, "", "")),
        lambda: promises.strict('{"a":1,"a":2}'),
        lambda: promises.strict("[NaN]"),
        lambda: promises.strict('"ñ"'),
        lambda: promises.well_formed("csv", "a,b\n1\n"),
        lambda: promises.well_formed("tsv", "a\tb\n1\n"),
        lambda: promises.well_formed("markdown", "| a |\n| \\| |\n| b | c |\n"),
    ],
)
def test_a_broken_promise_would_be_seen(broken: Callable[[], object]) -> None:
    """What must not be in an answer is found in it."""
    with pytest.raises(AssertionError):
        broken()


def test_a_find_is_made_small() -> None:
    """What is kept of a find breaks the same promise, and nothing can be left out of it."""

    def check(content: bytes) -> None:
        assert b"x" not in content or b"yz" not in content

    assert shrunk(check, b"some\nlines\nand x here\nand yyzz\nthere\n") == b"xyz"
