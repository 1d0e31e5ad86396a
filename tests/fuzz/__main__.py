"""Fuzz each target in turn for its part of the time, and sum up: `python -m tests.fuzz`."""

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from latamtech.errors import count_of
from tests.fuzz.places import place
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
FINDS = Path(__file__).with_name("finds")
_LIMITS = [
    "-timeout=5",
    "-rss_limit_mb=1024",
    "-report_slow_units=5",
    "-mutate_depth=2",
    "-cross_over=0",
]
_STATE = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+).* corp: (\d+)/.* rss: (\d+)Mb", re.MULTILINE)
_HEAD = ("target", "inputs", "seconds", "a second", "corpus", "from", "coverage", "memory", "finds")
_MINIMUM = 20  # seconds for a target: a start takes three of them


class Run(NamedTuple):
    """What came of fuzzing a target: how often it ran, how long, what it reached and found.

    `seeds` and `corpus` count the inputs at the beginning and at the end; `coverage` is the number
    of branches taken, `memory` the peak in MB; `finds` are the inputs that broke a promise.
    """

    target: str
    inputs: int
    seconds: float
    seeds: int
    corpus: int
    coverage: int
    memory: int
    finds: Sequence[Path]

    def cells(self) -> list[str]:
        """Return the run as the cells of a table."""
        rate = self.inputs / max(self.seconds, 1)
        numbers = (self.inputs, self.seconds, rate, self.corpus, self.seeds, self.coverage)
        told = [f"{number:,.0f}" for number in numbers]
        return [self.target, *told, f"{self.memory} MB", str(len(self.finds))]


def main() -> int:
    """Return 0 when nothing is found, 1 when something is, 2 when atheris is missing."""
    asked = _asked()
    if asked.again:
        _again(asked.again)
        return 0
    if not find_spec("atheris"):
        print("atheris is missing: python -m pip install --editable '.[fuzz]'", file=sys.stderr)
        return 2
    names = asked.target or list(TARGETS)
    seconds = max(int(asked.minutes * 60 / len(names)), _MINIMUM)
    with TemporaryDirectory() as folder:
        work = asked.work.absolute() if asked.work else Path(folder)
        runs = [_fuzzed(name, seconds, work, Path(folder)) for name in names]
    print("\n".join(_summary(runs)))
    return int(any(run.finds for run in runs))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long in all; else 10")
    parser.add_argument("--target", action="append", choices=TARGETS, help="only this one")
    parser.add_argument("--work", type=Path, help="keep the grown corpus in this folder, and go on")
    parser.add_argument("--again", type=Path, help="run one find once more, without atheris")
    return parser.parse_args()


def _again(find: Path) -> None:
    """Run a find once more; what it breaks is raised."""
    content = find.read_bytes()
    target = next(name for name in TARGETS if find.name.startswith(f"{name}-"))
    with place() as here:
        TARGETS[target].check(here, content)
    print(f"{target}: every promise holds")


def _fuzzed(name: str, seconds: int, work: Path, folder: Path) -> Run:
    """Fuzz a target; stop at the first find, which is kept."""
    print(f"{name}: {seconds} seconds", file=sys.stderr)
    corpus, log = work / name, folder / f"{name}.log"
    corpus.mkdir(parents=True, exist_ok=True)
    FINDS.mkdir(exist_ok=True)
    before, began = _finds(name), time.monotonic()
    options = [*_LIMITS, f"-max_total_time={seconds}", f"-artifact_prefix={FINDS / name}-"]
    with log.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.child", name, str(FINDS), *options, str(corpus)],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    took, told = time.monotonic() - began, log.read_text("utf-8", "replace")
    finds = sorted(path for path, _ in _finds(name) - before)
    states = _STATE.findall(told)
    if done.returncode:
        print(told[-6_000:], file=sys.stderr)
    if not states or bool(done.returncode) != bool(finds):
        raise SystemExit(f"{name} could not be fuzzed")
    inputs, coverage, grown, memory = map(int, states[-1])
    seeds = sum(1 for _ in TARGETS[name].seeds())
    return Run(name, inputs, took, seeds, grown, coverage, memory, finds)


def _finds(name: str) -> set[tuple[Path, int]]:
    """Return the finds of a target that are kept, and when each was written last."""
    return {(path, path.stat().st_mtime_ns) for path in FINDS.glob(f"{name}-*")}


def _summary(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the lines of a table of the runs, the machine, and how to run finds again."""
    yield f"| {' | '.join(_HEAD)} |"
    yield "|---|" + "---:|" * (len(_HEAD) - 1)
    yield from (f"| {' | '.join(run.cells())} |" for run in runs)
    yield ""
    minutes, found = (
        sum(run.seconds for run in runs) / 60,
        [one for run in runs for one in run.finds],
    )
    yield f"- {minutes:.1f} minutes on {datetime.now(UTC):%Y-%m-%d}, {count_of(len(found), 'find')}"
    used = f"{os.cpu_count()} cores, of which one is used"
    yield f"- {used}, {platform.system()} {platform.machine()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("atheris", "tomli", "pydantic"))
    yield f"- {platform.python_implementation()} {platform.python_version()}, {libraries}"
    for find in found:
        yield f"- find: python -m tests.fuzz --again {find.relative_to(ROOT)}"


if __name__ == "__main__":
    sys.exit(main())
