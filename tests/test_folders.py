"""Whatever becomes of a folder of facts, every command answers or says in a line what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.asking import ACTING, ask
from tests.strategies import Folder, damaged, folders, put, taken

LISTS = "projects quotes timeline countries speakers organizations sources series events conflicts"
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "markdown"]
# Those that read facts, each with what it needs and some format.
COMMANDS = st.one_of(
    st.tuples(st.sampled_from(LISTS.split()), st.just("--format"), st.sampled_from(FORMATS)),
    st.tuples(st.just("search"), st.just("basalt"), st.just("--format"), st.sampled_from(FORMATS)),
    st.tuples(st.sampled_from(["projects", "timeline"]), st.just("--chart")),
    st.tuples(st.just("brief"), st.just("PE"), st.sampled_from(["--json", "--format=markdown"])),
    st.tuples(st.just("show"), st.sampled_from(["project-0", "wu-ming", "a"])),
    st.tuples(
        st.just("cite"), st.just("project-0"), st.sampled_from(["--style=ris", "--style=text"])
    ),
)


def answers(root: Path, commands: list[tuple[str, ...]]) -> Iterator[bool]:
    """Ask what is asked of facts, and yield whether each answer takes them for valid.

    Nothing printed acts on a terminal, each exit status is one of those that are documented, and
    each file is as it was.
    """
    before = taken(root)
    for words in [("check",), *commands]:
        facts = (str(root),) if words == ("check",) else ("--facts", str(root))
        found = ask(*words, *facts)
        assert found.status in (0, 1, 2), (words, found)
        assert not ACTING.search(found.out + found.err), (words, found)
        assert "Traceback" not in found.err
        assert taken(root) == before
        unknown = found.status == 2 or found.err.startswith("error: no record has the ")
        yield found.status == 0 or unknown


@settings(max_examples=12, deadline=None)
@given(folders(), st.lists(COMMANDS, min_size=3, max_size=3), st.data())
def test_a_folder_is_survived_before_and_after_damage(
    folder: Folder, commands: list[tuple[str, ...]], data: st.DataObject
) -> None:
    """What was made valid is answered from; what was damaged is refused by all commands or none."""
    with TemporaryDirectory() as name:
        root = Path(name)
        put(folder, root)
        assert all(answers(root, commands))
        put(data.draw(damaged(folder)), root)
        assert len(set(answers(root, commands))) == 1
