"""References read back, by libraries that share nothing with what wrote them, as the sources."""

import json
import re
from calendar import month_abbr
from typing import Any, get_args

import citeproc
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from latamtech.answers.bibliography import STYLES, written
from latamtech.commands import opening
from latamtech.commands.options import Style
from latamtech.indexing.index import Query
from latamtech.model.records import SourceKind
from latamtech.reading.schema import PATTERNS
from tests import MINI

Source = dict[str, Any]

LATEX = get_default_latex_context_db()
# LaTeX's own names of three characters, which pylatexenc does not know, or knows as others.
LATEX.add_context_category(
    "more",
    prepend=True,
    macros=[
        MacroTextSpec(f"text{name}", char)
        for name, char in {"less": "<", "greater": ">", "asciicircum": "^"}.items()
    ],
)
# Of the types in the schema of CSL 1.0.2 those that a source may be.
CSL_TYPES = {"article-newspaper", "report", "dataset", "webpage", "document"}

BLANK: Source = dict.fromkeys(
    ("title", "description", "author", "published", "url", "republished_from", "accessed", "note")
)
HOSTILE = st.text(st.sampled_from("{}\\%&#_$~^\"'`<>|@=,;-?! \n\tabcAB港区é1"))
WORDS = st.sampled_from(
    [
        "and",
        "--",
        "``x''",
        "@misc{x,",
        "ER  - ",
        "TY  - BOOK",
        "<b>",
        "\\input{x}",
        "% x",
        "港口 5G",
    ]
)
TEXTS = (st.text() | HOSTILE | st.lists(HOSTILE | WORDS).map(" ".join)).filter(
    lambda text: text == text.strip() and bool(re.search(PATTERNS["text"], text))
)
URLS = st.from_regex(PATTERNS["url"], fullmatch=True) | st.sampled_from(
    ["https://example.org/a_b%20c?d=1&e={f}#~g", "http://example.org/港?a=1;b=2"]
)
DATES = st.sampled_from(
    [
        "2024",
        "2024-11",
        "2024-11-07",
        "2005/2022",
        "2021-05-31/2021-06-02",
        "0987-01",
        "1999/2000-02",
    ]
)
SOURCES = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "publisher": TEXTS,
        "language": st.sampled_from(["en", "pt-BR", "zh"]),
        "kind": st.sampled_from(get_args(SourceKind)),
    },
    optional={
        "author": TEXTS,
        "published": DATES,
        "url": URLS,
        "republished_from": TEXTS,
        "accessed": DATES,
        "note": TEXTS,
    },
).map(lambda given: BLANK | given)
LISTS = st.lists(SOURCES, max_size=3).map(
    lambda some: [{"id": f"source-{at}", **one} for at, one in enumerate(some)]
)


def facts() -> list[Source]:
    """Return the sources of the facts that come with the program, and those of the miniature."""
    indexes = [opening.opened(some, cached=False) for some in (["builtin"], [str(MINI)])]
    return [json.loads(row) for index in indexes for row in index.rows(Query("sources"))]


def one_line(text: str) -> str:
    """Return a text with the blanks around its line breaks and tabs, and these, as one blank."""
    return re.sub(r"\s*[\n\t]\s*", " ", text)


def title_of(source: Source) -> str:
    """Return the title of a source, or what it is described by."""
    return one_line(source["title"] or source["description"])


def years_of(date: str | None) -> list[str]:
    """Return the year of a date, or both years of an interval; none where there is no date."""
    return sorted({end[:4] for end in date.split("/")}) if date else []


def month_of(date: str | None) -> str | None:
    """Return the month of a date as BibTeX abbreviates it, where the date has one month."""
    one = re.fullmatch(r"[0-9]{4}-([0-9]{2})(-[0-9]{2})?", date or "")
    return month_abbr[int(one[1])].lower() if one else None


def as_read(latex: str) -> str:
    """Return what LaTeX prints for a text."""
    return str(LatexNodes2Text(latex_context=LATEX, strict_latex_spaces=True).latex_to_text(latex))


def bibtex(sources: list[Source]) -> dict[str, dict[str, str]]:
    """Return the fields of the sources' references by key, as a reader of BibTeX finds them."""
    library = parse_string("".join(written("bibtex", sources)))
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    assert {entry.entry_type for entry in library.entries} <= {"misc"}
    return {
        entry.key: {field.key: str(field.value) for field in entry.fields}
        for entry in library.entries
    }


def check_bibtex(sources: list[Source]) -> None:
    """Hold what a reader of BibTeX finds against the sources."""
    found = bibtex(sources)
    assert list(found) == [source["id"] for source in sources]
    for source in sources:
        fields = found[source["id"]]
        address = (source["url"] or "").replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
        assert as_read(fields["title"]) == title_of(source)
        assert as_read(fields["publisher"]) == one_line(source["publisher"])
        assert as_read(fields.get("author", "")) == one_line(source["author"] or "")
        assert fields.get("url", "") == address
        assert fields.get("date") == source["published"]
        assert fields.get("urldate") == source["accessed"]
        assert fields.get("year", "") == "--".join(years_of(source["published"]))
        assert fields.get("month") == month_of(source["published"])
        assert as_read(fields.get("annote", "")) == one_line(source["note"] or "")
        republished = source["republished_from"]
        told = f"Republished from {one_line(republished)}" if republished else ""
        assert as_read(fields.get("note", "")) == told


def check_ris(sources: list[Source]) -> None:
    """Hold what a reader of RIS finds against the sources."""
    text = "".join(written("ris", sources))
    found = rispy.loads(text)
    assert len(found) == len(sources)
    for source, fields in zip(sources, found, strict=True):
        assert fields["id"] == source["id"]
        assert fields["title"] == title_of(source)
        assert fields["publisher"] == one_line(source["publisher"])
        author = one_line(source["author"] or "").replace(",", ";")  # else it would be taken apart
        assert fields.get("authors", []) == ([author] if author else [])
        assert fields.get("year", "") == "-".join(years_of(source["published"]))
        # The standard sets addresses apart by semicolons, though an address may hold one.
        assert ";".join(fields.get("urls", [])) == (source["url"] or "")
        assert fields["type_of_reference"] in rispy.config.TYPE_OF_REFERENCE_MAPPING
        assert "unknown_tag" not in fields
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in text.split("\n"))


def check_csl(sources: list[Source]) -> None:
    """Hold what a reader of CSL-JSON finds against the sources."""
    items = json.loads("".join(written("csl-json", sources)))
    assert [item["id"] for item in items] == [source["id"] for source in sources]
    known = {name.replace("_", "-") for name in citeproc.VARIABLES} | {"id", "type"}
    read = CiteProcJSON(items)
    for source, item in zip(sources, items, strict=True):
        assert item.keys() <= known
        assert item["type"] in CSL_TYPES
        assert item["title"] == title_of(source)
        publishers = [item[key] for key in ("publisher", "container-title") if key in item]
        assert publishers == [one_line(source["publisher"])]
        assert item.get("author", []) == [
            {"literal": one_line(one)} for one in [source["author"]] if one
        ]
        assert item.get("URL") == source["url"]
        for key, name in (("issued", "published"), ("accessed", "accessed")):
            assert csl_date(read[source["id"]].get(key)) == source[name]


def csl_date(date: Any) -> str | None:  # noqa: ANN401 (of a library without types)
    """Return a date that a citation processor has read, as it was written."""
    if date is None:
        return None
    ends = [date.begin, date.end] if isinstance(date, citeproc.source.DateRange) else [date]
    parts = [[f"{end.year:04}"] for end in ends]
    for known, end in zip(parts, ends, strict=True):
        known += [f"{end[key]:02}" for key in ("month", "day") if key in end]
    return "/".join("-".join(known) for known in parts)


def check_text(sources: list[Source]) -> None:
    """Hold a list of references against the sources: one line each, as footnotes begin."""
    *lines, last = "".join(written("text", sources)).split("\n")
    assert last == ""
    for source, line in zip(sources, lines, strict=True):
        start = f"{source['publisher']}, {source['published'] or 'undated'}, “{title_of(source)}”"
        assert line.startswith(one_line(start))
        assert line.endswith(source["url"] or "")


CHECKS = {"text": check_text, "bibtex": check_bibtex, "ris": check_ris, "csl-json": check_csl}


def test_each_style_that_may_be_asked_for_is_written_and_checked() -> None:
    """The option, the styles and the checks below name the same four."""
    assert get_args(Style) == STYLES == tuple(CHECKS)


@pytest.mark.parametrize("style", STYLES)
def test_the_sources_of_the_facts_read_back(style: str) -> None:
    """Title, publisher, author, date and address come back as the facts have them."""
    CHECKS[style](facts())


@pytest.mark.parametrize("style", STYLES)
@given(sources=LISTS)
def test_any_source_that_facts_may_hold_reads_back(style: str, sources: list[Source]) -> None:
    """No text that the schema admits breaks a reference, or changes in it."""
    CHECKS[style](sources)


def test_a_source_of_which_all_is_known_is_written_so() -> None:
    """One of each style to the letter: what a reader of this file may compare with a standard."""
    source = {
        "id": "post-2024-11",
        "title": "Costs rise 5% -- {slowly}\n& surely: 钱凯港 #1",
        "description": None,
        "publisher": "Ports and Piers",
        "author": "R. Example, and others",
        "published": "2024-11",
        "language": "en",
        "kind": "research",
        "url": "https://example.org/a_b%20c#{d}",
        "republished_from": "Example & Co.",
        "accessed": "2025-01-02",
        "note": "Page 2 is missing.",
    }
    assert "".join(written("text", [source])) == (
        "Ports and Piers, 2024-11, “Costs rise 5% -- {slowly} & surely: 钱凯港 #1”, "
        "by R. Example, and others, republished from Example & Co., accessed 2025-01-02, "
        "https://example.org/a_b%20c#{d}\n"
    )
    assert "".join(written("bibtex", [source])) == (
        "@misc{post-2024-11,\n"
        r"  title = {{Costs rise 5\% -{}- \{\vphantom{\}}slowly\vphantom{\{}\} \& surely: 钱凯港 "
        "\\#1}},\n"
        "  author = {{R. Example, and others}},\n"
        "  publisher = {{Ports and Piers}},\n"
        "  date = {2024-11},\n"
        "  year = {2024},\n"
        "  month = nov,\n"
        "  language = {en},\n"
        "  url = {https://example.org/a_b%20c#%7Bd%7D},\n"
        "  urldate = {2025-01-02},\n"
        "  note = {Republished from Example \\& Co.},\n"
        "  annote = {Page 2 is missing.}\n"
        "}\n"
    )
    assert "".join(written("ris", [source])) == (
        "TY  - RPRT\n"
        "ID  - post-2024-11\n"
        "TI  - Costs rise 5% -- {slowly} & surely: 钱凯港 #1\n"
        "AU  - R. Example; and others\n"
        "PB  - Ports and Piers\n"
        "PY  - 2024\n"
        "DA  - 2024/11//\n"
        "LA  - en\n"
        "UR  - https://example.org/a_b%20c#{d}\n"
        "Y2  - 2025/01/02/\n"
        "N1  - Republished from Example & Co.\n"
        "N1  - Page 2 is missing.\n"
        "ER  - \n"
    )
    assert json.loads("".join(written("csl-json", [source]))) == [
        {
            "id": "post-2024-11",
            "type": "report",
            "title": "Costs rise 5% -- {slowly} & surely: 钱凯港 #1",
            "author": [{"literal": "R. Example, and others"}],
            "publisher": "Ports and Piers",
            "original-publisher": "Example & Co.",
            "issued": {"date-parts": [[2024, 11]]},
            "language": "en",
            "URL": "https://example.org/a_b%20c#{d}",
            "accessed": {"date-parts": [[2025, 1, 2]]},
            "note": "Republished from Example & Co.",
            "annote": "Page 2 is missing.",
        }
    ]


@pytest.mark.parametrize(
    ("date", "bibtex_date", "ris_date", "csl"),
    [
        ("2024", ["date = {2024}", "year = {2024}"], ["PY  - 2024"], [[2024]]),
        (
            "2024-11-07",
            ["date = {2024-11-07}", "year = {2024}", "month = nov"],
            ["PY  - 2024", "DA  - 2024/11/07/"],
            [[2024, 11, 7]],
        ),
        (
            "2005/2022",
            ["date = {2005/2022}", "year = {2005--2022}"],
            ["PY  - 2005-2022", "DA  - ///2005 to 2022"],
            [[2005], [2022]],
        ),
        (
            "2021-05-31/2021-06",
            ["date = {2021-05-31/2021-06}", "year = {2021}"],
            ["PY  - 2021", "DA  - ///2021-05-31 to 2021-06"],
            [[2021, 5, 31], [2021, 6]],
        ),
        (None, [], [], None),
    ],
)
def test_a_date_is_as_precise_as_the_source(
    date: str | None, bibtex_date: list[str], ris_date: list[str], csl: list[list[int]] | None
) -> None:
    """No year becomes a day, no interval its first day, and what has no date gets none."""
    known = {"id": "x", "title": "T", "publisher": "P", "language": "en", "kind": "news"}
    source = BLANK | known | {"published": date}
    lines = "".join(written("bibtex", [source])).replace(",\n", "\n").split("\n")
    assert [line[2:] for line in lines if re.match("  (date|year|month)", line)] == bibtex_date
    lines = "".join(written("ris", [source])).split("\n")
    assert [line for line in lines if line.startswith(("PY", "DA", "Y1", "Y2"))] == ris_date
    (item,) = json.loads("".join(written("csl-json", [source])))
    assert item.get("issued") == (csl and {"date-parts": csl})


def test_a_bibliography_without_a_source_is_still_whole() -> None:
    """Nothing matched: an empty array, or no line at all."""
    empty = {style: "".join(written(style, [])) for style in STYLES}
    assert empty == {"text": "", "bibtex": "", "ris": "", "csl-json": "[]\n"}
