"""Commands run in turns, so that what disturbs the machine disturbs all of them alike."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


def nothing() -> None:
    """Do nothing: what most commands need before they run."""


def anything(answer: str) -> str:
    """Find nothing wrong with an answer."""
    del answer
    return ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, what to do before each run, and a check that says what its answer lacks.

    A long command is run less often than others.
    """

    name: str
    words: Sequence[str]
    variables: Mapping[str, str]
    folder: Path
    wrong: Callable[[str], str] = anything
    before: Callable[[], None] = nothing
    long: bool = False
    faults: list[str] = field(default_factory=list, compare=False)
    times: list[float] = field(default_factory=list, compare=False)

    def warm_up(self) -> None:
        """Run once, untimed, and keep what is wrong with the answer."""
        self.before()
        done = subprocess.run(
            self.words,
            env=self.variables,
            cwd=self.folder,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        if done.returncode:
            self.faults.append(f"status {done.returncode}: {done.stderr.strip()[-300:]}")
        elif fault := self.wrong(done.stdout):
            self.faults.append(fault)

    def take_time(self) -> None:
        """Run once and keep the seconds from start to end; the answer goes to the null device."""
        self.before()
        start = time.perf_counter()
        status = subprocess.run(
            self.words,
            env=self.variables,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        self.times.append(time.perf_counter() - start)
        if status and not self.faults:
            self.faults.append(f"status {status}")


def run_in_turns(commands: Iterable[Command], runs: int, long_runs: int) -> None:
    """Warm each command up, then run all once, and all once more, and so on; the long ones last."""
    every = list(commands)
    for long, rounds in ((False, runs), (True, long_runs)):
        some = [command for command in every if command.long == long]
        for command in some:
            tell(f"warming up: {command.name}")
            command.warm_up()
        for number in range(rounds if some else 0):
            tell(f"{'long' if long else 'short'} commands, turn {number + 1} of {rounds}")
            for command in some:
                command.take_time()


def tell(sentence: str) -> None:
    """Say on stderr what is going on."""
    print(sentence, file=sys.stderr, flush=True)
