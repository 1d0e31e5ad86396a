"""All rules between records, in the order in which they are checked."""

from latamtech import chronology, duplicates, rules, standards, wording

RULES = (
    *rules.RULES,
    *chronology.RULES,
    *standards.RULES,
    *wording.RULES,
    *duplicates.RULES,
)
# What stands in the way of an answer, and is checked whenever facts are read.
ERRORS = tuple(rule for rule in RULES if rule.severity == "error")
# Of these, what is judged part by part, and what only over all parts, for which stubs are enough.
PARTIAL = tuple(rule for rule in ERRORS if rule.scope != "all")
OVERALL = tuple(rule for rule in ERRORS if rule.scope == "all")
