"""The targets: what is made of an input, and what must hold of that."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from latamtech.commands.cli import COMMANDS
from latamtech.errors import UnreadableError
from latamtech.indexing.refresh import VOCABULARY, builtin_facts
from latamtech.reading import files, loading
from latamtech.reading.copies import parted
from latamtech.reading.problems import InvalidFactsError, Problem
from tests.fuzz import corpora, mutations
from tests.fuzz.mutations import Mutation
from tests.fuzz.places import FACTS, Place
from tests.fuzz.promises import Answer, answered, pointed, strict, well_formed

_READ = [builtin_facts() / VOCABULARY, Path(FACTS)]
_MOST_COMMANDS = 3
_LINE_BREAK = "␤"  # stands for a line break in a word
# What answers in JSON when told so; the others know no such option.
_IN_JSON = {*COMMANDS} - {"cite", "open", "new", "schema", "check"}
_PAGES = ("show", "brief")
_CLAIMS = 5  # lines above the copy of a source


class Target(NamedTuple):
    """What is fuzzed: its first inputs, what is done with one, how one is mutated, its size.

    The check raises whatever goes wrong.
    """

    seeds: Callable[[], Iterator[bytes]]
    check: Callable[[Place, bytes], None]
    mutation: Mutation
    longest: int


def _file(place: Place, content: bytes) -> None:
    """Read the input as a fact file: it is refused for errors with their places, else read."""
    place.write(content)
    found = loading.inspect(_READ)
    try:
        text = files.text_of(place.facts)
    except UnreadableError:  # what is no UTF-8 is pointed at all the same
        text = content.decode(errors="replace")
    pointed(found, FACTS, text)
    errors = tuple(one for one in found if one.severity == "error")
    assert _refused() == errors
    _checked(place, found)


def _refused() -> tuple[Problem, ...]:
    """Return the problems for which the facts are refused."""
    try:
        loading.load(_READ)
    except InvalidFactsError as error:
        return error.problems
    return ()


def _checked(place: Place, found: Sequence[Problem]) -> None:
    """Check the fact file by the command, in JSON or in words: it finds the same again."""
    in_json = place.facts.stat().st_size % 2
    answer = place.run(["check", FACTS, "--json"] if in_json else ["check", FACTS])
    answered(answer, checking=True)
    failed = any(problem.severity == "error" for problem in found)
    assert (answer.status, answer.err) == (int(failed), "")
    if in_json:
        assert strict(answer.out) == [problem._asdict() for problem in found]
    else:
        told = [line for line in answer.out.split("\n") if line.startswith(FACTS)]
        assert told == [*map(str, found)]


def _answers(place: Place, content: bytes) -> None:
    """Answer commands from facts; the first alike from an index brought up to date and without."""
    text = content.decode("utf-8", "replace")
    found = re.match(r"(?:\$ .*\n)*", text)
    commands = found[0].splitlines()[:_MOST_COMMANDS] if found else []
    place.write(text[found.end() if found else 0 :].encode())
    for number, command in enumerate(commands):
        if command.removeprefix("$ ") in corpora.COMMANDS:
            words = [*shlex.split(command.removeprefix("$ ")), "--facts", FACTS]
            answer = place.run(words)
            assert number or answer == place.run(["--no-cache", *words])
            answered(answer)
            if answer.status == 0:
                well_formed(_form(words), answer.out)


def _form(words: Sequence[str]) -> str:
    """Return the form that a command line of the corpus asks for; empty if it is for people."""
    if "--json" in words:
        return "json"
    for option in ("--format", "--style", "--cite"):
        if option in words and words[0] not in _PAGES:
            return words[words.index(option) + 1]
    return ""


def _command_lines(place: Place, content: bytes) -> None:
    """Carry out the input, a word a line, as a command line on the facts of `tests/mini`."""
    text = content.decode("utf-8", "surrogateescape")
    words = [word.replace(_LINE_BREAK, "\n") for word in text.split("\n")]
    if _acts(words):
        return
    answered(place.run(words), checking="check" in words)
    if words[0] in _IN_JSON and not {"--help", "-h"} & {*words}:
        answer = place.run([words[0], "--json", *words[1:]])
        answered(answer)
        if answer.status == 0:
            well_formed("json", answer.out)


def _acts(words: Sequence[str]) -> bool:
    """Tell whether a command line opens a page, changes a shell, or reads what lies elsewhere."""
    if "open" in words or any("-completion" in word for word in words):
        return True
    at_paths = "check" in words or any(word.startswith("--facts") for word in words)
    return at_paths and any("/" in word or ".." in word for word in words)


def _copies(place: Place, content: bytes) -> None:
    """Hold a quotation and a number against the copy of their source."""
    *claims, copy = (content + b"\n" * _CLAIMS).split(b"\n", _CLAIMS)
    text, value, unit, language, paragraph = (one.decode("utf-8", "replace") for one in claims)
    place.write(_claimed(text, value, unit, language, paragraph).encode())
    (place.copies / "a.txt").write_bytes(copy)
    read = _refused()
    words = ["check", FACTS, "--texts", "copies"]
    told, in_json = place.run(words), place.run([*words, "--json"])
    for answer in (told, in_json):
        answered(answer, checking=True)
        assert not re.search("[^\n]\n.", answer.err), answer
    assert told.status == in_json.status
    assert told.err == in_json.err
    if read:
        assert told.status == 1
    elif not told.err:
        _verbatim(told, copy, text, paragraph)


def _claimed(text: str, value: str, unit: str, language: str, paragraph: str) -> str:
    """Return facts in which a person says a text, and a source names a number."""
    cite = f"a#{paragraph}" if paragraph else "a"
    return "\n".join(
        [
            "[[person]]\nid = 'p'\nname = 'P'\n[[source]]\nid = 'a'\ntitle = 'A'\nkind = 'news'",
            f"publisher = 'B'\nlanguage = {json.dumps(language)}\n[[quote]]\nid = 'q'",
            f"speaker = 'p'\nspeech = 'direct'\ntext = {json.dumps(text)}\nlanguage = 'en'",
            f"cite = [{json.dumps(cite)}]\n[[figure]]\nid = 'f'\nlabel = 'F'\nmeasure = 'size'",
            f"value = {value}\nunit = {json.dumps(unit)}\ndate = '2022'",
            f"areas = ['PE']\ncite = [{json.dumps(cite)}]\n",
        ]
    )


def _verbatim(told: Answer, copy: bytes, text: str, paragraph: str) -> None:
    """Ensure that a quotation is verified by a paragraph cited that is nothing but it."""
    body = parted(copy.decode().replace("\r\n", "\n"), "en").body
    if paragraph and int(paragraph) <= len(body) and body[int(paragraph) - 1] == text:
        assert "quotations: 1 verified\n" in told.out, told


TARGETS: Mapping[str, Target] = {
    "files": Target(corpora.files, _file, mutations.file, 16_384),
    "answers": Target(corpora.answers, _answers, mutations.facts, 16_384),
    "command-lines": Target(corpora.command_lines, _command_lines, mutations.command_line, 4096),
    "copies": Target(corpora.copies, _copies, mutations.text, 4096),
}
