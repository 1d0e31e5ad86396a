"""The picture of the house stays true: who may import whom, and how large a room may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import latamtech

PACKAGE = Path(latamtech.__file__).parent
MODULES = sorted(PACKAGE.glob("*.py"))
# A module imports only from the lines below its own.
LEVELS = """
__main__  __init__
cli
deeper  lookup  upkeep
stories
base  opening  portraits  typesetting
briefs  contents  matches  refresh  scaffold  terminal  texts
building  citations  dossiers  hits  reports  sections
queries  search  workers
spelling  subjects  updating
passages  parts  writing  reference
entries  loading  markdown  phrases
rulebook  schema  timeline
charts  pages
comparison  courses  growth  rows
bars  bibliography  chronology  conflicts  copies  drawings  duplicates  faults  pieces
rules  standards  wording
addresses  browsing  checks  columns  examples  formats  freshness  index  positions  records  stems
cache  cells  codes  database  files  listings  numerals  options  problems  streams  suggestions
amounts  dates  errors  expressions  fields  names  notation  sentences  values  verbatim
"""
HOMES = {
    "tomli": {"loading"},
    "pydantic": {"schema"},
    "pydantic_core": {"schema", "notation"},
    "sqlite3": {"database"},
    "rich": {"terminal", "typesetting"},
    "typer": {"cli", "deeper", "lookup", "upkeep", "options", "__main__"},
}
# What an answer is not made with, unless facts are read anew or a table is drawn.
NOT_AT_START = set(
    "loading schema positions checks rows timeline terminal typesetting bars portraits briefs"
    " conflicts drawings".split()
)
LONGEST, LONGEST_DECLARATIONS = 260, 500


def level_of(name: str) -> int:
    """Return the height of a module's line above the ground."""
    lines = [line.split() for line in reversed(LEVELS.strip().split("\n"))]
    return next(number for number, names in enumerate(lines) if name in names)


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of each module, or name in a module, that a tree imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(names: Iterator[str]) -> set[str]:
    """Return the modules of the package among imported names."""
    parts = [name.split(".") for name in names]
    modules = {part[1] for part in parts if part[0] == "latamtech" and len(part) > 1}
    return modules & {file.stem for file in MODULES}


def parsed(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))


def at_start(name: str) -> set[str]:
    """Return the modules of the package that importing one brings in, itself among them."""
    found, left = {name}, [name]
    while left:
        tree = parsed(left.pop())
        top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        new = own(imports(ast.Module(body=list(top), type_ignores=[]))) - found
        found |= new
        left += new
    return found


def test_the_table_holds_every_module_once() -> None:
    """A new module gets its place in the table first."""
    assert sorted(LEVELS.split()) == [file.stem for file in MODULES]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_imports_only_from_below(file: Path) -> None:
    """Nothing imports what stands above or beside it, not even in a function or for types."""
    used = own(imports(parsed(file.stem)))
    assert {name for name in used if level_of(name) >= level_of(file.stem)} == set()


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    """What a library does is known in one place, so that it can be replaced there."""
    users = {
        file.stem
        for file in MODULES
        if any(name.split(".")[0] == library for name in imports(parsed(file.stem)))
    }
    assert users == HOMES[library]


def test_an_answer_loads_no_more_than_it_needs() -> None:
    """The commands start without what reads facts and without what draws tables."""
    assert at_start("cli") & NOT_AT_START == set()


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.stem)
def test_a_module_says_what_it_is_for_and_stays_small(file: Path) -> None:
    """A module opens with a sentence; it is as long as one can read at once."""
    docstring = ast.get_docstring(parsed(file.stem)) or ""
    assert docstring.partition("\n\n")[0].endswith((".", ":"))
    most = LONGEST_DECLARATIONS if file.stem == "records" else LONGEST
    assert len(file.read_text(encoding="utf-8").splitlines()) <= most
