"""What is measured: the commands, and the ratios between them with their bounds."""

import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import edits
import peers
from setting import HERE, SHIPPED, Setting, Stock, projects_in
from timing import Command, anything, nothing

COUNTRY, CODE = "Peru", "PE"
PROJECTS = ("projects", "--country", COUNTRY)
LIMIT = 20
ROWS = 0.4  # the share of all facts that the long answer prints
MEGABYTE = 10**6
# What Typer's completion for bash gets from the shell (typer/_completion_classes.py).
COMPLETION = {
    "_LATAMTECH_COMPLETE": "complete_bash",
    "COMP_WORDS": "latamtech projects --country P",
    "COMP_CWORD": "3",
}


class Ratio(NamedTuple):
    """A line of the table: two commands, and a bound on the ratio of their medians."""

    what: str
    upper: str
    lower: str
    at_most: float | None = None
    at_least: float | None = None


class Peak(NamedTuple):
    """A line of the table of memory: a command and a bound in bytes."""

    what: str
    command: Command
    at_most: int


class Sizes(NamedTuple):
    """How many facts are made, in how many files, how many are many files, and whether more are."""

    facts: int
    files: int
    many_files: int
    million: bool


class Plan:
    """All that one run measures, put together case by case."""

    def __init__(self, setting: Setting, sizes: Sizes) -> None:
        """Begin with nothing to measure."""
        self.setting, self.sizes = setting, sizes
        self.commands: dict[str, Command] = {}
        self.ratios: list[Ratio] = []
        self.peaks: list[Peak] = []
        self.notes: list[str] = []
        self.program = setting.script("latamtech", "latamtech.__main__", "main")

    def stock(self) -> Stock:
        """Return the made facts that most cases are about."""
        return self.setting.stock(self.sizes.facts, self.sizes.files)

    def add(self, command: Command) -> str:
        """Have a command measured, once whatever the cases that need it, and return its name."""
        return self.commands.setdefault(command.name, command).name

    def latamtech(  # noqa: PLR0913 (what a command may differ in)
        self,
        name: str,
        words: Sequence[str],
        wrong: Callable[[str], str],
        *,
        facts: Path | None = None,
        more: Mapping[str, str] | None = None,
        cache: str = "cache",
        before: Callable[[], None] = nothing,
        long: bool = False,
    ) -> Command:
        """Return a command of the program itself; without `facts`, on those that come with it."""
        named = ["--facts", str(facts)] if facts else []
        variables = {**self.setting.variables(cache), **(more or {})}
        line = [*self.program, *words, *named]
        return Command(
            f"latamtech, {name}", line, variables, self.setting.root, wrong, before, long
        )

    def hello(self, module: str) -> str:
        """Have a Typer program measured that does next to nothing."""
        name = module.replace("_", " ")
        words = [*self.setting.script(module, module, "app"), "hello", COUNTRY]
        variables = self.setting.variables("cache")
        wrong = holds_all([COUNTRY])
        return self.add(Command(f"Typer {name}", words, variables, self.setting.root, wrong))

    def shipped(self, limit: int | None = None) -> str:
        """Have an answer from the facts that come with the program measured."""
        name = "shipped facts, JSON" + (f", --limit {limit}" if limit else "")
        words = [*PROJECTS, "--json", *(["--limit", str(limit)] if limit else [])]
        wrong = gives(projects_in(SHIPPED, CODE)[:limit])
        return self.add(self.latamtech(name, words, wrong))

    def made(self, stock: Stock) -> str:
        """Have an answer from made facts measured: one country, as JSON, from a warm index."""
        name = f"{stock.facts:,} facts in {stock.files:,} files, JSON"
        wrong = gives(stock.projects(CODE))
        return self.add(self.latamtech(name, [*PROJECTS, "--json"], wrong, facts=stock.toml))

    def emptied(self, cache: str) -> Callable[[], None]:
        """Return what empties a cache."""
        return lambda: shutil.rmtree(self.setting.cache(cache), ignore_errors=True)


def gives(ids: Sequence[str]) -> Callable[[str], str]:
    """Return a check that an answer in JSON has the rows with these ids, in any order."""

    def wrong(answer: str) -> str:
        return compared(sorted(row["id"] for row in json.loads(answer)), ids)

    return wrong


def compared(found: Sequence[str], ids: Sequence[str]) -> str:
    """Say how the ids of an answer differ from those expected; "" where they do not."""
    if found == ids:
        return ""
    lacking, added = len({*ids} - {*found}), len({*found} - {*ids})
    return f"{len(found)} rows for {len(ids)}: {lacking} lacking, {added} too many"


def gives_some(count: int, ids: Sequence[str] | None = None) -> Callable[[str], str]:
    """Return a check that an answer in JSON has so many different rows, of those with these ids."""

    def wrong(answer: str) -> str:
        found = {row["id"] for row in json.loads(answer)}
        strange = found - {*ids} if ids is not None else set()
        told = f"{len(found)} rows for {count}, {len(strange)} of others"
        return told if strange or len(found) != count else ""

    return wrong


def holds_all(words: Sequence[str]) -> Callable[[str], str]:
    """Return a check that an answer holds all these words."""

    def wrong(answer: str) -> str:
        lacking = [word for word in words if word not in answer]
        return f"{', '.join(lacking)} not in the answer" if lacking else ""

    return wrong


def as_json(plan: Plan) -> None:
    """Compare an answer as JSON with a program that says hello."""
    what = f"`latamtech projects --country {COUNTRY} --json`, shipped facts, warm : Typer hello"
    plan.ratios.append(Ratio(what, plan.shipped(), plan.hello("hello"), 1.15))


def as_table(plan: Plan) -> None:
    """Compare an answer as a table with a program that prints a small table."""
    wrong = holds_all(projects_in(SHIPPED, CODE))
    name = plan.add(plan.latamtech("shipped facts, table", PROJECTS, wrong))
    what = "the same as a table : Typer program that prints one small Rich table"
    plan.ratios.append(Ratio(what, name, plan.hello("hello_table"), 1.15))


def completion(plan: Plan) -> None:
    """Compare the completion of a value with a program that says hello."""
    wrong = holds_all([COUNTRY])
    name = plan.add(plan.latamtech("completion of a value", [], wrong, more=COMPLETION))
    plan.ratios.append(
        Ratio("value completion, warm : Typer hello", name, plan.hello("hello"), 1.3)
    )


def country(plan: Plan) -> None:
    """Compare an answer from many facts with one from few."""
    stock = plan.stock()
    what = f"{stock.facts:,} facts in {stock.files:,} files, warm, one country as JSON : shipped"
    plan.ratios.append(Ratio(what, plan.made(stock), plan.shipped(), 1.6))


def million(plan: Plan) -> None:
    """Compare the first rows of an answer from very many facts with one from few."""
    if not plan.sizes.million:
        plan.notes.append("left out, asked for with --million: ten times as many facts")
        return
    stock = plan.setting.stock(plan.sizes.facts * 10, plan.sizes.many_files)
    size = f"{stock.facts:,} facts in {stock.files:,} files"
    words = [*PROJECTS, "--json", "--limit", str(LIMIT)]
    ids = stock.projects(CODE)
    wrong = gives_some(min(LIMIT, len(ids)), ids)
    name = plan.add(plan.latamtech(f"{size}, --limit {LIMIT}", words, wrong, facts=stock.toml))
    what = f"{size}, warm, `--limit {LIMIT}` : the same on the shipped facts"
    plan.ratios.append(Ratio(what, name, plan.shipped(LIMIT), 2))
    _edit(plan, stock, name, words)


def others(plan: Plan) -> None:
    """Compare the peers' answers from the same facts with the program's."""
    stock = plan.stock()
    folder = plan.setting.for_peers(stock)
    ids = stock.projects(CODE)
    for peer in peers.peers():
        if not peer.found:
            plan.notes.append(f"left out, not installed: {peer.name}")
            continue
        words, variables = peer.asked(CODE), plan.setting.variables("cache")
        wrong = _same_ids(peer, ids)
        name = plan.add(Command(peer.name, words, variables, folder, wrong))
        what = f"{peer.name} : latamtech, {stock.facts:,} facts, same rows"
        plan.ratios.append(Ratio(what, name, plan.made(stock), at_least=peer.at_least))


def _same_ids(peer: peers.Peer, ids: Sequence[str]) -> Callable[[str], str]:
    return lambda answer: compared(peer.ids(answer), ids)


def cold(plan: Plan) -> None:
    """Compare the building of an index with bare parsing of the same files."""
    stock = plan.stock()
    build = plan.add(_cold_build(plan, stock))
    words = [sys.executable, str(HERE / "parse.py"), str(stock.toml)]
    variables = plan.setting.variables("cache")
    parse = Command(
        "tomli.loads of all files",
        words,
        variables,
        plan.setting.root,
        anything,
        nothing,
        long=True,
    )
    what = f"cold build of {stock.facts:,} facts, checks included : bare `tomli.loads` of the files"
    plan.ratios.append(Ratio(what, build, plan.add(parse), 2.0))


def _cold_build(plan: Plan, stock: Stock) -> Command:
    return plan.latamtech(
        f"cold build of {stock.facts:,} facts",
        [*PROJECTS, "--json"],
        gives(stock.projects(CODE)),
        facts=stock.toml,
        cache="emptied",
        before=plan.emptied("emptied"),
        long=True,
    )


def edit(plan: Plan) -> None:
    """Compare the answer after one of many files was edited with one from a warm index."""
    stock = plan.setting.stock(plan.sizes.facts, plan.sizes.many_files)
    _edit(plan, stock, plan.made(stock), [*PROJECTS, "--json"])


def _edit(plan: Plan, stock: Stock, warm: str, words: Sequence[str]) -> None:
    """Edit the file of a project that the answer begins with, in a copy of the facts."""
    copy = plan.setting.copy(stock, f"edited-{stock.facts}-{stock.files}")
    size = f"{stock.facts:,} facts"
    project = stock.projects(CODE)[0]
    file = copy / f"made-{int(project.split('-')[1]):05}.toml"
    for kind, change in (
        ("a comment", edits.comment(file)),
        ("a summary", edits.summary(file, project)),
    ):
        command = plan.latamtech(
            f"{kind} of {size} in {stock.files:,} files edited",
            words,
            change.wrong,
            facts=copy,
            before=change.make,
        )
        what = f"after editing {kind} in one of {stock.files:,} files ({size}) : warm"
        plan.ratios.append(Ratio(what, plan.add(command), warm, 1.5))


def memory(plan: Plan) -> None:
    """Measure the memory of a long answer, and of the building of an index."""
    stock = plan.stock()
    rows = int(stock.facts * ROWS)
    words = ["quotes", "--json", "--limit", str(rows)]
    answer = plan.latamtech(f"{rows:,} rows", words, gives_some(rows), facts=stock.toml)
    plan.peaks += [
        Peak(f"warm answer of {rows:,} rows as JSON", answer, 60 * MEGABYTE),
        Peak(f"cold build of {stock.facts:,} facts", _cold_build(plan, stock), 400 * MEGABYTE),
    ]


CASES: Mapping[str, Callable[[Plan], None]] = {
    "json": as_json,
    "table": as_table,
    "completion": completion,
    "country": country,
    "million": million,
    "peers": others,
    "cold": cold,
    "edit": edit,
    "memory": memory,
}
