"""The description of the facts folder, and its tables of keys."""

from collections.abc import Callable
from pathlib import Path

from latamtech.reference import reference
from latamtech.refresh import builtin_facts

BEGIN = "<!-- keys: begin; made by pytest --accept -->\n"
END = "<!-- keys: end -->\n"


def test_the_tables_of_keys_are_fresh(is_text_of: Callable[[Path, str], None]) -> None:
    """Between its markers, the README of the facts holds what the declarations say."""
    path = builtin_facts() / "README.md"
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    is_text_of(path, f"{before}{BEGIN}\n{reference()}\n{END}{after}")


def test_every_row_of_a_table_has_its_five_cells() -> None:
    """No text of a declaration breaks a table."""
    rows = [line for line in reference().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {6}
