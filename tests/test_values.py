"""Values of declared fields are those of a frozen data class, to everybody who uses them."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, replace

import pytest

from latamtech.model.records import Milestone, Role

LEAD = Role(id="moonbridge-works", role="lead")


def test_a_value_shows_what_it_holds() -> None:
    """As one would write it."""
    assert repr(LEAD) == "Role(id='moonbridge-works', role='lead')"
    assert asdict(LEAD) == {"id": "moonbridge-works", "role": "lead"}


def test_values_are_equal_that_hold_the_same() -> None:
    """Also as keys."""
    assert {LEAD, Role(role="lead", id="moonbridge-works")} == {LEAD}
    assert Role(id="moonbridge-works") != LEAD


def test_a_value_stays_as_it_is() -> None:
    """Whoever wants another makes another."""
    with pytest.raises(FrozenInstanceError, match=r"^Role is frozen: role stays as it is$"):
        setattr(LEAD, "role", "builder")  # noqa: B010 (mypy knows that it may not)
    with pytest.raises(FrozenInstanceError):
        del LEAD.role
    assert replace(LEAD, role="builder") == Role(id="moonbridge-works", role="builder")


def test_a_value_is_copied_and_kept() -> None:
    """By the modules that Python has for it."""
    assert copy.copy(LEAD) == copy.deepcopy(LEAD) == LEAD
    assert pickle.loads(pickle.dumps(LEAD)) == LEAD  # noqa: S301 (our own)


def test_a_value_has_its_fields_and_no_others() -> None:
    """The error names the first that is missing, or one too many."""
    with pytest.raises(TypeError, match=r"^Milestone needs the field date$"):
        Milestone()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^Role has no field rôle$"):
        Role(id="moonbridge-works", rôle="lead")  # type: ignore[call-arg]
