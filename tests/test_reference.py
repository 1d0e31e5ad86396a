"""The description of the facts folder, and its tables: of all keys, and of what there is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from latamtech.indexing.refresh import builtin_facts
from latamtech.reading.reference import reference
from tests.counts import counts

TABLES = {"keys": reference, "counts": counts}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_fresh(name: str, is_text_of: Callable[[Path, str], None]) -> None:
    """Between its markers, the README of the facts holds what the program says now."""
    begin, end = f"<!-- {name}: begin; made by pytest --accept -->\n", f"<!-- {name}: end -->\n"
    path = builtin_facts() / "README.md"
    before, _, rest = path.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    is_text_of(path, f"{before}{begin}\n{TABLES[name]()}\n{end}{after}")


def test_every_row_of_a_table_has_its_five_cells() -> None:
    """No text of a declaration breaks a table."""
    rows = [line for line in reference().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}
