"""What one run measures: the commands, and the ratios between them with their bounds."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from answers import Check, gives, holds_all
from setting import SHIPPED, Setting, Stock, projects_in
from timing import Command, nothing

COUNTRY, CODE = "Peru", "PE"
PROJECTS = ("projects", "--country", COUNTRY)


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
        self.caches: set[str] = set()
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
        wrong: Check,
        *,
        facts: Path | None = None,
        more: Mapping[str, str] | None = None,
        cache: str = "cache",
        before: Callable[[], None] = nothing,
        long: bool = False,
    ) -> Command:
        """Return a command of the program itself; without `facts`, on those that come with it."""
        self.caches.add(cache)
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
