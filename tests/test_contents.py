"""What facts say is carried, or refused, and acts nowhere: in every command, in every format.

The facts are those of `mini` with more in each text: what would be markup, a formula, a script, a
link, a line of another format, if it were let. What may not stand in a fact at all is in the table
of faults.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import count, cycle, pairwise
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote

import pytest
import rispy
import tomli
from bibtexparser.entrypoint import parse_string
from markdown_it import MarkdownIt
from markdown_it.token import Token

from latamtech.model.examples import toml
from latamtech.model.fields import fields_of
from latamtech.model.records import KINDS
from tests import MINI
from tests.asking import ACTING, Answer, ask
from tests.strategies import ACTING_TEXTS, REFUSED_TEXTS

LISTS = "projects quotes timeline countries sectors technologies speakers organizations sources"
LISTS += " series events conflicts"
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "markdown"]
STYLES = ["text", "bibtex", "ris", "csl-json"]
TABLES = [*([name] for name in LISTS.split()), ["search", "glass"], ["search", "evil"]]
IDS = ["glass-harbor", "two-lanterns-cable", "wu-ming", "moonbridge-works", "glass-loans-2021"]
IDS += ["forum-of-mirrors-2021", "ana-ficticia-orgullo", "vidrio-2022-08-09", "eco-undated"]
PAGES = [*(["show", id_] for id_ in IDS), *(["brief", word] for word in ("PE", "LAC", "ports"))]
ADDRESS = "|)](javascript:alert(1))'`*_{}\\%0d\\#"
FORMULA = re.compile(r"[=+\-@\t\r](?!\d+(\.\d+)?$)")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the facts of `mini` with texts that would act, in other places for each part."""
    root = tmp_path_factory.mktemp("acting")
    texts = cycle(ACTING_TEXTS)
    for path in sorted(MINI.rglob("*.toml")):
        lines = []
        for kind, records in tomli.loads(path.read_text("utf-8")).items():
            for record in records:
                _load(KINDS[kind], record, texts)
                lines += [f"[[{kind}]]", *(f"{key} = {toml(its)}" for key, its in record.items())]
        target = root / path.relative_to(MINI)
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join(lines), "utf-8")
    return root


def _load(cls: type, record: dict[str, Any], texts: Iterator[str]) -> None:
    """Put more into each text of a record, and of the parts of it."""
    for field in (field for field in fields_of(cls) if field.name in record):
        value = record[field.name]
        if field.nested:
            for one in value if field.many else [value]:
                _load(field.nested, one, texts)
        elif field.kind is str and field.key.form == "text":
            acting = [f"{next(texts)} {one}" for one in (value if field.many else [value])]
            record[field.name] = acting if field.many else acting[0]
        elif field.key.form == "url":
            record[field.name] = value + ADDRESS


def asked(facts: Path, *words: str) -> str:
    """Return what is printed to a question that has an answer; nothing in it acts."""
    found = ask(*words, "--facts", str(facts))
    assert found.status == 0, found
    assert not ACTING.search(found.out + found.err)
    return found.out


def test_such_facts_are_sound(facts: Path) -> None:
    """Nothing of this is a mistake; each text of them stands somewhere in the facts."""
    found = ask("check", str(facts))
    assert (found.status, found.err) == (0, "")
    assert " 0 errors," in f" {found.out.splitlines()[-1]}"
    told = "".join(path.read_text("utf-8") for path in facts.rglob("*.toml"))
    assert [text for text in ACTING_TEXTS if toml(text)[1:-1] not in told] == []


def _refused(constant: str) -> NoReturn:
    raise AssertionError(constant)


def _rows(form: str, out: str) -> list[Any]:
    """Return the rows of an answer in JSON, as a strict reader takes them."""
    texts = [out] if form == "json" else out.splitlines()
    read = [json.loads(text, parse_constant=_refused) for text in texts]
    rows: list[Any] = read[0] if form == "json" else read
    return rows


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_no_text_acts_in_a_list(words: Sequence[str], facts: Path) -> None:
    """Formats hold the same rows, whole; no cell is run, no markup and no link is made."""
    out = {form: asked(facts, *words, "--format", form) for form in FORMATS}
    rows = _rows("json", out["json"])
    assert out["json"].isascii()
    assert _rows("jsonl", out["jsonl"]) == rows
    cells = list(csv.reader(StringIO(out["csv"], newline="")))
    assert {len(line) for line in cells} == {len(cells[0])}
    assert len(cells) == len(rows) + 1
    lines = [line.split("\t") for line in out["tsv"].removesuffix("\n").split("\n")]
    assert {len(line) for line in lines} == {len(cells[0])}
    assert len(lines) == len(cells)
    assert [cell for line in cells + lines for cell in line if FORMULA.match(cell)] == []
    assert len(out["markdown"].splitlines()) == len(cells) + 1
    assert _opened(out["markdown"]) <= {"table", "thead", "tbody", "tr", "th", "td", "a"}


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_no_text_acts_on_a_page(words: Sequence[str], facts: Path) -> None:
    """A page in Markdown has its own headings, lists and links, and no others."""
    assert asked(facts, *words, "--format", "page")
    json.loads(asked(facts, *words, "--format", "json"), parse_constant=_refused)
    written = asked(facts, *words, "--format", "markdown")
    assert _opened(written) <= set("h1 h2 h3 p ul ol li strong code a".split())
    plain = ask(*words, "--facts", str(MINI), "--format", "markdown").out
    assert _headings(written) == _headings(plain)


def _opened(markdown: str) -> set[str]:
    """Return the tags that Markdown opens; its links lead to what they show."""
    tokens = list(_flat(MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(markdown)))
    for link, text in pairwise(tokens):
        if link.type == "link_open":
            assert unquote(str(link.attrs["href"])) == unquote(text.content)
    assert not {one.type for one in tokens} & {"html_block", "html_inline", "image", "fence"}
    return {one.tag for one in tokens if one.nesting == 1}


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _headings(markdown: str) -> list[str]:
    """Return the tags of the headings of a page, in order."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    return [token.tag for token in tokens if token.type == "heading_open"]


def test_charts_hold_every_text_as_it_is(facts: Path) -> None:
    """Drawn over the years, names are as they are, on one line each."""
    for words in (["projects", "--chart"], ["timeline", "--chart"]):
        plain = ask(*words, "--facts", str(MINI)).out
        assert len(asked(facts, *words).splitlines()) >= len(plain.splitlines())


@pytest.mark.parametrize("style", STYLES)
def test_no_text_acts_in_a_reference(style: str, facts: Path) -> None:
    """Each reader finds the three sources that there are, under their ids, and no more."""
    out = asked(facts, "cite", "glass-harbor", "eco-undated", "--style", style)
    ids = ["tidewater-2021-05-06", "vidrio-2022-08-09", "eco-undated"]
    found: Mapping[str, Sequence[str]] = {
        "text": ids if len(out.splitlines()) == len(ids) else [],
        "csl-json": [one["id"] for one in json.loads(out)] if style == "csl-json" else [],
        "ris": [one["id"] for one in rispy.loads(out)] if style == "ris" else [],
        "bibtex": [one.key for one in parse_string(out).entries] if style == "bibtex" else [],
    }
    assert found[style] == ids


def test_rich_markup_is_printed_as_it_is(facts: Path) -> None:
    """A table and a page show square brackets and colons, and no emoji comes of them."""
    told = asked(facts, "projects") + "".join(asked(facts, "show", id_) for id_ in IDS)
    squeezed = " ".join(told.split())
    assert [text for text in ("[/]", ":smile:", "[red]x[/red]") if text not in squeezed] == []


NUMBERS = [2**53 - 1, -(2**53) + 1, 0.1 + 0.2, 1e-300, 123456789.125, -0.5, 1e15, 0.1, 7]


def test_numbers_come_back_exactly(tmp_path: Path) -> None:
    """Up to 2^53 - 1, beyond which no number is taken, JSON and CSV give each as it was written."""
    source = '[[source]]\nid = "s"\ntitle = "S"\npublisher = "P"\nlanguage = "en"\nkind = "news"\n'
    figures = "".join(
        f'[[figure]]\nid = "n-{number}"\nlabel = "N"\nmeasure = "size"\nunit = "km"\n'
        f'date = "2020"\nvalue = {value!r}\ncite = ["s"]\n'
        for number, value in zip(count(), NUMBERS, strict=False)
    )
    (tmp_path / "facts.toml").write_text(source + figures, "utf-8")
    for form in ("json", "jsonl"):
        rows = _rows(form, asked(tmp_path, "timeline", "--format", form))
        assert [repr(row["value"]) for row in rows] == [*map(repr, NUMBERS)]
    for form in ("csv", "tsv"):
        out = asked(tmp_path, "timeline", "--fields", "value", "--format", form)
        assert out.split() == ["value", *map(repr, NUMBERS)]


WORDS = [*map(str.strip, ACTING_TEXTS), '"', "'''", '"""', "\\u001b", "a\n[[person]]"]


def test_a_template_holds_a_word_as_it_is() -> None:
    """What would end a string, or begin a record, is read back from the template as one value."""
    for word in WORDS:
        found = ask("new", "person", f"--name={word}")
        assert (found.status, found.err) == (0, "")
        assert not ACTING.search(found.out)
        assert [record["name"] for record in tomli.loads(found.out)["person"]] == [word]


@pytest.mark.parametrize("text", REFUSED_TEXTS.values(), ids=REFUSED_TEXTS)
def test_a_template_refuses_what_facts_may_not_hold(text: str) -> None:
    """What would be refused in a file is refused before it gets into one."""
    found = ask("new", "person", "--name", f"a{text}b")
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith('error: name: "a')
    assert not ACTING.search(found.err)


ODD_WORDS = ["".join(REFUSED_TEXTS.values()), "a\nb", "\0", "[/]", '"', "", "\udcff", "\ud800"]
# Where a command takes a word: what stands before it.
PLACES = [
    *(["search"], ["search", "glass", "--kind"], ["show"], ["brief"], ["cite"], ["open"]),
    *(["projects", "--country"], ["projects", "--text"], ["projects", "--sort"]),
    *(["projects", "--fields"], ["projects", "--since"], ["projects", "--format"]),
    *(["projects", "--limit"], ["quotes", "--speaker"], ["timeline", "--series"]),
    *(["conflicts", "--project"], ["conflicts", "--kind"], ["cite", "glass-harbor", "--style"]),
]
LONE_PLACES = [[], ["check"], ["check", str(MINI), "--texts"], ["check", str(MINI), "--facts"]]
LONE_PLACES += [["projects", "--facts"]]
LONE_PLACES += [["new"], ["new", "person", "--id"], ["new", "quote", "--speech"], ["schema"]]


@pytest.mark.parametrize("place", [*PLACES, *LONE_PLACES], ids=" ".join)
def test_no_word_acts_in_an_answer(place: Sequence[str], facts: Path) -> None:
    """Whatever is asked for, it is answered or refused in a line or two, where nothing acts."""
    named = ["--facts", str(facts)] if place in PLACES else []
    for word in ODD_WORDS:
        found = ask(*place, word, *named)
        _assert_harmless(found)


def _assert_harmless(found: Answer) -> None:
    assert found.status in (0, 1, 2)
    assert found.status == 0 or found.out == "" or "errors, " in found.out or "error, " in found.out
    assert not ACTING.search(found.out + found.err)
    assert len(found.err.splitlines()) < 10
