"""All rules between records, in the order in which they are checked."""

from latamtech.reading import chronology, rules, standards, wording
from latamtech.reading.checks import Rule

_AT_HAND = (*rules.RULES, *chronology.RULES, *standards.RULES, *wording.RULES)
# What stands in the way of an answer, and is checked whenever facts are read.
ERRORS = tuple(rule for rule in _AT_HAND if rule.severity == "error")
# Of these, what is judged part by part, and what only over all parts, for which stubs are enough.
PARTIAL = tuple(rule for rule in ERRORS if rule.scope != "all")
OVERALL = tuple(rule for rule in ERRORS if rule.scope == "all")


def all_rules() -> tuple[Rule, ...]:
    """Return the rules for errors and for warnings; those on duplicates are for warnings alone."""
    from latamtech.reading import duplicates  # noqa: PLC0415 (no answer waits for them)

    return (*_AT_HAND, *duplicates.RULES)
