"""Run the program and its peers side by side, and print medians and ratios as tables in Markdown.

`python benchmarks/run.py` measures the checkout that it stands in, with the interpreter that runs
it. README.md, beside this file, says what is measured and how.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

import peers
from cases import CASES, MEGABYTE
from plan import Peak, Plan, Ratio, Sizes
from setting import HERE, Setting
from timing import Command, run_in_turns, tell

LIBRARIES = ("typer", "rich", "tomli", "pydantic")


def main() -> None:
    """Measure what the options ask for."""
    given = _options()
    sizes = Sizes(given.facts, given.files, given.many_files, given.million)
    root = Path(tempfile.mkdtemp(prefix="latamtech-benchmark-"))
    try:
        given.work = given.work or root / "work"
        given.work.mkdir(parents=True, exist_ok=True)
        plan = Plan(Setting(root, given.work.absolute()), sizes)
        for name in given.only or CASES:
            CASES[name](plan)
        plan.setting.settle()
        run_in_turns(plan.commands.values(), given.runs, given.long_runs)
        for line in _report(plan):
            print(line)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="few facts and few runs, to see that all works")
    add("--facts", type=int, help="how many facts to make (100,000)")
    add("--files", type=int, help="in how many files (500)")
    add("--many-files", type=int, help="how many are many files (5,000)")
    add("--million", action="store_true", help="also ten times as many facts, in many files")
    add("--runs", type=int, help="how often to run each short command (31)")
    add("--long-runs", type=int, help="how often to run each long command (9)")
    add("--only", action="append", choices=CASES, metavar="NAME", help=", ".join(CASES))
    add("--work", type=Path, help="a folder that keeps the made facts for the next time")
    given = parser.parse_args()
    usual = {"facts": 100_000, "files": 500, "many_files": 5_000, "runs": 31, "long_runs": 9}
    quick = {"facts": 2_000, "files": 20, "many_files": 200, "runs": 3, "long_runs": 1}
    for name, value in (quick if given.quick else usual).items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    return given


def _report(plan: Plan) -> Iterator[str]:
    commands = plan.commands
    peaks = list(map(_peak, plan.peaks))
    without_index = list(_without_index(plan))
    if plan.ratios:
        rows = [_ratio(one, commands[one.upper], commands[one.lower]) for one in plan.ratios]
        if without_index:  # two answers that are slow alike hold no bound
            rows = [(*row[:-1], row[-1].replace("yes", "**no**: no index")) for row in rows]
        yield from _table(("what", "ratio", "bound", "holds"), rows)
    if peaks:
        yield from _table(
            ("peak memory", "largest process", "all together", "bound", "holds"),
            peaks,
        )
    if commands:
        yield from _table(
            ("command", "median, ms", "from", "to", "runs", "answer"),
            [_command(command) for command in commands.values()],
        )
    yield from (f"- {line}" for line in [*plan.notes, *without_index, *_machine(plan)])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 2)}---|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def _ratio(ratio: Ratio, upper: Command, lower: Command) -> tuple[str, ...]:
    found = median(upper.times) / median(lower.times)
    wrong = [*upper.faults, *lower.faults]
    if ratio.at_most is None and ratio.at_least is None:
        return ratio.what, f"{found:.2f}", "", "wrong answer" if wrong else ""
    if ratio.at_most is not None:
        bound, holds = f"≤ {ratio.at_most:g}", found <= ratio.at_most
    else:
        bound, holds = f"≥ {ratio.at_least:g}", found >= (ratio.at_least or 0)
    return ratio.what, f"{found:.2f}", bound, _holds(holds=holds, wrong=bool(wrong))


def _holds(*, holds: bool, wrong: bool) -> str:
    if wrong:
        return "**no**: wrong answer"
    return "yes" if holds else "**no**"


def _peak(peak: Peak) -> tuple[str, ...]:
    tell(f"memory: {peak.what}")
    command = peak.command
    command.warm_up()
    command.before()
    done = subprocess.run(
        [sys.executable, str(HERE / "peak.py"), *command.words],
        env=command.variables,
        cwd=command.folder,
        stdout=subprocess.PIPE,
        check=False,
    )
    found = json.loads(done.stdout)
    most = max(found["largest"], found["together"] or 0)
    holds = _holds(holds=most <= peak.at_most, wrong=bool(command.faults or done.returncode))
    cells = [f"{found[key] / MEGABYTE:.0f} MB" if found[key] else "" for key in found]
    return peak.what, *cells, f"≤ {peak.at_most // MEGABYTE} MB", holds


def _command(command: Command) -> tuple[str, ...]:
    milliseconds = [1000 * seconds for seconds in command.times]
    told = (median(milliseconds), min(milliseconds), max(milliseconds))
    answer = "; ".join(command.faults) or "right"
    return command.name, *(f"{one:,.1f}" for one in told), str(len(milliseconds)), answer


def _without_index(plan: Plan) -> Iterator[str]:
    if not all(any(plan.setting.cache(name).glob("**/*")) for name in plan.caches):
        yield "no index was kept in LATAMTECH_CACHE: what is called warm was made anew each time"


def _machine(plan: Plan) -> Iterator[str]:
    yield f"{os.cpu_count()} cores, {_memory()}, {platform.system()} {platform.machine()}"
    yield f"{platform.python_implementation()} {platform.python_version()}, " + ", ".join(
        [f"{name} {version(name)}" for name in LIBRARIES] + [f"SQLite {sqlite3.sqlite_version}"]
    )
    asked = [peer for peer in peers.peers() if peer.name in plan.commands]
    if asked:
        yield ", ".join(f"{peer.name} {peers.version(peer)}" for peer in asked)


def _memory() -> str:
    try:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):
        return "memory unknown"
    return f"{size / 2**30:.0f} GiB of memory"


if __name__ == "__main__":
    main()
