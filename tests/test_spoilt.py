"""Whatever becomes of a fact file, all that is wrong is said, and nothing falls over."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.reading import loading
from latamtech.reading.problems import InvalidFactsError
from tests import MINI

FILES = sorted(
    file for folder in (builtin_facts() / VOCABULARY, MINI) for file in folder.rglob("*.toml")
)
SOUND = "\n".join(file.read_text(encoding="utf-8") for file in FILES)
LINES = SOUND.splitlines()
VALUES = ["7", "nan", '""', '"x"', '"2042"', '["x"]', "[]", "{}", "[{}]", "true", "2042-01-01", "["]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_spoilt_line_is_survived(data: st.DataObject) -> None:
    """Facts are refused if, and only if, an error is reported; reporting never fails."""
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _ = lines[number].partition(" = ")
        spoilt = data.draw(st.sampled_from(["", *(f"{key} = {value}" for value in VALUES)]))
        lines[number] = spoilt if equals else ""
    with TemporaryDirectory() as folder:
        file = Path(folder, "facts.toml")
        file.write_text("\n".join(lines), encoding="utf-8")
        errors = [one for one in loading.inspect([file]) if one.severity == "error"]
        refused: tuple[object, ...] = ()
        try:
            loading.load([file])
        except InvalidFactsError as error:
            refused = error.problems
        assert refused == tuple(errors)
