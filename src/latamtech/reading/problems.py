"""What may be wrong in fact files, and the error that tells it all at once."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from latamtech.errors import LatamtechError, count_of, neutral

Severity = Literal["error", "warning"]
SHOWN_PROBLEMS = 40
_LONGEST_NAME = 120


class Mistake(NamedTuple):
    """What is wrong in a file: the path of keys, the rule, the fault, and what would be right."""

    path: tuple[str | int, ...]
    rule: str
    message: str
    suggestion: str = ""
    severity: Severity = "error"


class Problem(NamedTuple):
    """One mistake in a fact file, and where it stands; `line` and `column` count from 1.

    An error stands in the way of every answer; a warning is told to who adds facts, no more.
    """

    file: str
    line: int
    column: int
    record: str
    key: str
    rule: str
    message: str
    suggestion: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        """Write the problem on one line: where, what is wrong, what would be right."""
        warning = "warning: " if self.severity == "warning" else ""
        record = f"{_cut(self.record)}: " if self.record else ""
        key = f"{_cut(self.key)}: " if self.key else ""
        advice = f", {self.suggestion}" if self.suggestion else ""
        return neutral(f"{self.file}:{self.line}: {warning}{record}{key}{self.message}{advice}")


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


class InvalidFactsError(LatamtechError):
    """Fact files hold mistakes; the whole set of facts is refused."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, sorted; the text lists the first of them and counts them all."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(self._lines()))

    def _lines(self) -> list[str]:
        lines = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        if len(self.problems) > SHOWN_PROBLEMS:
            lines.append(f"and {len(self.problems) - SHOWN_PROBLEMS} more")
        return [*lines, count_of(len(self.problems), "problem")]
