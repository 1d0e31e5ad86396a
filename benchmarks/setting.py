"""Where the benchmark takes place: folders of facts, of caches and of programs, all of its own."""

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import peers
import synthetic
from timing import tell

HERE = Path(__file__).parent
CHECKOUT = HERE.parent
SHIPPED = CHECKOUT / "facts"
MODULES = ("hello", "hello_table")
# The console script that pip writes for an entry point of a package.
CONSOLE_SCRIPT = """\
#!{python}
# -*- coding: utf-8 -*-
import re
import sys
from {module} import {function}
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
    sys.exit({function}())
"""
SETTLED = 3.5  # seconds after which no file counts as just written


class Stock(NamedTuple):
    """A folder of made facts, and a folder beside it for what is made of them."""

    toml: Path
    beside: Path
    facts: int
    files: int

    def projects(self, country: str) -> list[str]:
        """Return the ids of a country's projects, in the order of `projects_in`."""
        kept = self.beside / f"projects-by-name-{country}.json"
        if not kept.exists():
            kept.write_text(json.dumps(projects_in(self.toml, country)), "utf-8")
        found: list[str] = json.loads(kept.read_text("utf-8"))
        return found


def projects_in(folder: Path, country: str) -> list[str]:
    """Return the ids of a country's projects, by name, as a loop over the files finds them."""
    found = (data for kind, data in peers.read(folder) if kind == "project")
    named = [(data["name"].lower(), data["id"]) for data in found if country in data["countries"]]
    return [id_ for _, id_ in sorted(named)]


class Setting:
    """The folders of one run: `root` vanishes with it, `work` keeps the facts for the next one."""

    def __init__(self, root: Path, work: Path) -> None:
        """Lay out the folders for programs and modules."""
        self.root, self.work = root, work
        self.written = 0.0
        for name in ("bin", "modules"):
            (root / name).mkdir()
        for module in MODULES:
            shutil.copy2(HERE / f"{module}.py", root / "modules")

    def script(self, name: str, module: str, function: str) -> list[str]:
        """Return the command that starts a console script, written as pip writes it."""
        path = self.root / "bin" / name
        text = CONSOLE_SCRIPT.format(python=sys.executable, module=module, function=function)
        path.write_text(text, "utf-8")
        return [sys.executable, str(path)]

    def cache(self, name: str) -> Path:
        """Return the folder of a cache, which the program is to make."""
        return self.root / name

    def variables(self, cache: str) -> dict[str, str]:
        """Return the environment of a command, with the folder of a cache."""
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("LATAMTECH_", "_LATAMTECH_", "PYTHON"))
        }
        modules = [str(CHECKOUT / "src"), str(self.root / "modules")]
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join(modules),
            "LATAMTECH_CACHE": str(self.cache(cache)),
            "COLUMNS": "80",
        }

    def stock(self, facts: int, files: int) -> Stock:
        """Return a folder of so many made facts in so many files."""
        folder = self.work / f"made-{_digest(synthetic.__file__)}-{facts}-{files}"
        toml = self._made(
            f"{facts:,} facts in {files:,} files",
            folder / "facts",
            lambda part: synthetic.write_facts(part, facts, files),
        )
        return Stock(toml, folder, facts, files)

    def for_peers(self, stock: Stock) -> Path:
        """Return a folder of a stock's facts in the peers' formats."""
        folder = stock.beside / f"peers-{_digest(peers.__file__)}"
        return self._made(
            "the files of the peers", folder, lambda part: peers.convert(stock.toml, part)
        )

    def copy(self, stock: Stock, name: str) -> Path:
        """Return a copy of a stock's fact files, to be edited."""
        return self._made(
            "a copy to edit", self.root / name, lambda part: shutil.copytree(stock.toml, part)
        )

    def settle(self) -> None:
        """Wait until no fact file counts as just written."""
        time.sleep(max(0.0, self.written + SETTLED - time.time()))

    def _made(self, what: str, folder: Path, make: Callable[[Path], object]) -> Path:
        """Return a folder, made where it is missing; one that is there is whole."""
        if not folder.exists():
            tell(f"making {what}")
            part = folder.with_name(f"{folder.name}.part")
            shutil.rmtree(part, ignore_errors=True)
            make(part)
            part.rename(folder)
            self.written = time.time()
        return folder


def _digest(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()[:8]
