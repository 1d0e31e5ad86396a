"""The picture of the house stays true: who may import whom, and how large a room may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import latamtech

PACKAGE = Path(latamtech.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MODULES = [file for file in MODULES if file.parent == PACKAGE or file.stem != "__init__"]
# A folder imports only from those below it, a module only from the lines below its own.
LEVELS = """
           __main__  __init__
commands/  cli
commands/  deeper  lookup  upkeep
commands/  stories
commands/  opening
commands/  options
           base
answers/   portraits  typesetting
answers/   briefs  contents  matches  terminal
answers/   reports  sections
answers/   passages
answers/   markdown  phrases
answers/   charts  pages
answers/   comparison  courses  growth
answers/   bars  bibliography  drawings
answers/   browsing  columns  formats
questions/ citations  dossiers  hits
questions/ queries  search
questions/ spelling  subjects
questions/ conflicts
questions/ stems
questions/ sentences
indexing/  refresh
indexing/  building
indexing/  workers
indexing/  updating
indexing/  writing
indexing/  entries
indexing/  timeline
indexing/  rows
indexing/  pieces
indexing/  freshness  index
indexing/  listings
indexing/  soundness
indexing/  cache  cells  database
indexing/  expressions
reading/   scaffold  texts
reading/   parts  reference
reading/   loading
reading/   pointing  rulebook  schema  syntax
reading/   chronology  copies  duplicates  faults
reading/   rules  standards  wording
reading/   addresses  checks  positions
reading/   codes  files  likeness  lines  numerals  problems
reading/   verbatim
model/     examples  records
model/     suggestions
model/     amounts  dates  fields  names  notation  values
           streams
           errors
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
    lines = reversed(LEVELS.strip().split("\n"))
    return next(number for number, line in enumerate(lines) if name in line.split())


def path_of(name: str) -> Path:
    """Return the file of a module, in the folder that its line of the table names."""
    line = next(line for line in LEVELS.split("\n") if name in line.split())
    folder = line.split()[0] if "/" in line else ""
    return PACKAGE / folder / f"{name}.py"


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
    within = {part for one in parts if one[0] == "latamtech" for part in one[1:3]}
    return within & {file.stem for file in MODULES}


def parsed(name: str) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path_of(name).read_text(encoding="utf-8"))


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
    """A new module gets its place in the table first; no two have one name."""
    names = [word for word in LEVELS.split() if "/" not in word]
    assert sorted(map(path_of, names)) == MODULES


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
