"""What holding facts against local copies of their sources promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latamtech.errors import UnreadableError
from latamtech.reading import texts
from latamtech.reading.copies import parted
from latamtech.reading.loading import load
from latamtech.reading.verbatim import Difference, difference, stands_in

SOURCE = """
[[source]]
id = "gazette-2024"
title = "A quay for the north"
publisher = "The Gazette"
language = "en"
kind = "news"

[[person]]
id = "ana-rios"
name = "Ana Ríos"
"""
COPY = """\
# A quay for the north costs $75 million
# The quay in May. /Gazette

The north gets a quay of 200 berths, “the first in forty years,” Ríos said.
# See also: 12 other quays

"We built it — with our neighbours' help — in two years", she added. It cost $71.5 million.
Nearly three times as much goes to the south.
"""
QUOTE = """
[[quote]]
id = "rios-neighbours"
speaker = "ana-rios"
speech = "direct"
text = "{text}"
cite = [{cite}]
"""
FIGURE = """
[[figure]]
id = "berths"
label = "Berths of the quay"
measure = "{measure}"
value = {value}
unit = "{unit}"
date = "2024"
cite = [{cite}]
"""
TEXT = "We built it - with our neighbours’ help - in two years"


def held(tmp_path: Path, facts: str, copy: str | None = COPY) -> list[texts.Finding]:
    """Return what comes of facts, written to a file beside a local copy of their source."""
    (tmp_path / "facts.toml").write_text(SOURCE + facts, encoding="utf-8")
    if copy is not None:
        (tmp_path / "gazette-2024.txt").write_text(copy, encoding="utf-8")
    return texts.verify(load([tmp_path / "facts.toml"]), tmp_path)


def told(findings: list[texts.Finding]) -> list[str]:
    """Return findings as lines: the record, its key, the outcome and the message."""
    return [
        f"{one.record.id} {'.'.join(map(str, one.path))}: {one.outcome}: {one.message}"
        for one in findings
    ]


def quoted(text: str = TEXT, cite: str = '"gazette-2024#2"') -> str:
    """Return a direct quotation as a fact file has it."""
    return QUOTE.format(text=text, cite=cite)


def figured(
    value: float, unit: str = "USD", cite: str = '"gazette-2024#2"', measure: str = "project-cost"
) -> str:
    """Return a figure as a fact file has it."""
    return FIGURE.format(value=value, unit=unit, cite=cite, measure=measure)


def test_a_copy_has_a_paragraph_a_line_and_its_other_lines_begin_with_a_hash() -> None:
    """Blank lines and lines that begin with `# ` are not counted as paragraphs."""
    copy = parted("# Title\n\nFirst, #1.\n#\n#5G is a word.\n  # Caption\n \t\nThird.\n", "en")
    assert copy.body == ["First, #1.", "#5G is a word.", "Third."]
    assert copy.others == ["# Title", "#", "# Caption"]


def test_a_quotation_is_verified_whatever_its_blanks_quotation_marks_and_dashes(
    tmp_path: Path,
) -> None:
    """Only words count: the copy's quotation marks, dashes and blanks may have another shape."""
    assert told(held(tmp_path, quoted())) == [
        "rios-neighbours text: verified: stands in paragraph 2 of gazette-2024"
    ]


@pytest.mark.parametrize("text", ["the first in forty years", "the first in forty years,"])
def test_the_comma_before_the_closing_mark_may_be_left_out(tmp_path: Path, text: str) -> None:
    """A comma that belongs to the article is no part that a quotation must have."""
    [finding] = held(tmp_path, quoted(text, '"gazette-2024#1"'))
    assert finding.outcome == "verified"


def test_a_quotation_in_another_paragraph_is_told_with_that_paragraph(tmp_path: Path) -> None:
    """A quotation that stands elsewhere is a problem that names the right citation."""
    findings = held(tmp_path, quoted(cite='"gazette-2024#1"'))
    assert told(findings) == [
        "rios-neighbours cite: elsewhere: stands in paragraph 2 of gazette-2024, not in paragraph 1"
    ]
    assert [finding.suggestion for finding in findings] == ['cite "gazette-2024#2"']


def test_the_first_difference_of_a_quotation_is_shown(tmp_path: Path) -> None:
    """Of words that nearly stand in the source a few are shown, beside the source's own."""
    [line] = told(held(tmp_path, quoted(TEXT.replace("built", "build"))))
    assert line == (
        "rios-neighbours text: not found: "
        'paragraph 2 has "We built it-with our" where the quotation has "We build it-with our"'
    )


def test_words_that_are_nowhere_near_are_not_found(tmp_path: Path) -> None:
    """A quotation that the source has nothing like is said not to stand there."""
    assert told(held(tmp_path, quoted("Nobody ever spoke these words"))) == [
        "rios-neighbours text: not found: the words do not stand in the source"
    ]


def test_words_stand_in_a_text_only_as_whole_words() -> None:
    """A quotation may begin or end within a Chinese sentence, but not within a word."""
    assert not stands_in("art of the port", "a part of the port")
    assert not stands_in("the por", "the port")
    assert stands_in("数字经济", "中国的数字经济规模")
    assert stands_in("“数字 经济”", "中国的「数字经济」规模")


def test_a_difference_in_chinese_is_shown_by_its_characters() -> None:
    """Without blanks between words, the characters around the difference are shown."""
    article = "他说，中国数字经济总量超过五十万亿元。"
    found = difference("中国数字经济规模超过五十万亿元", article)
    assert found == Difference("经济规模超", "经济总量超", 13 / 15)


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=7), min_size=6, max_size=30, unique=True)


@given(words=WORDS, data=st.data())
def test_one_changed_letter_is_found_and_shown(words: list[str], data: st.DataObject) -> None:
    """Whichever letter of a quotation is changed, its word is shown beside the right one."""
    place = data.draw(st.integers(0, len(words) - 1))
    letter = data.draw(st.integers(0, len(words[place]) - 1))
    changed = words[place][:letter] + "x" + words[place][letter + 1 :]
    wrong = " ".join([*words[:place], changed, *words[place + 1 :]])
    article = f'Before that, "{" ".join(words)}," they said.'
    assert stands_in(" ".join(words), article)
    assert not stands_in(wrong, article)
    found = difference(wrong, article)
    assert found is not None
    assert changed in found.ours.split()
    assert words[place] in found.theirs.replace(",", " ").split()


@pytest.mark.parametrize(
    ("figure", "outcome"),
    [
        (figured(71_500_000), "verified: stands in paragraph 2 of gazette-2024"),
        (
            figured(200, "berths"),
            "elsewhere: stands in paragraph 1 of gazette-2024, not in paragraph 2",
        ),
        (figured(75_000_000), "not found: stands in gazette-2024, but not in its body"),
        (
            figured(71_600_000),
            'not found: US$71.6 m does not occur; in paragraph 2: "two", "71.5 million"',
        ),
        (
            figured(200, "%", measure="share"),
            'not found: 200% does not occur; in paragraph 2: "two", "71.5 million"',
        ),
        (
            figured(71_500_000, cite='"gazette-2024"'),
            "unverifiable: no paragraph is cited; it stands in paragraph 2 of gazette-2024",
        ),
        (
            figured(75_000_000, cite='"gazette-2024"'),
            "unverifiable: stands in gazette-2024, but not in its body",
        ),
        (figured(9, cite='"gazette-2024"'), "not found: US$9 does not occur"),
        (
            figured(200, "berths", cite='"gazette-2024#1", "gazette-2024#2"'),
            "verified: stands in paragraph 1 of gazette-2024",
        ),
    ],
)
def test_a_figure_is_looked_for_in_the_paragraphs_cited_then_in_the_whole_source(
    tmp_path: Path, figure: str, outcome: str
) -> None:
    """A number is verified, found elsewhere, not found or unverifiable, and it is told where."""
    [line] = told(held(tmp_path, figure))
    key = "cite" if outcome.startswith("elsewhere") else "value"
    assert line == f"berths {key}: {outcome}"


@pytest.mark.parametrize(
    ("language", "line", "outcome"),
    [
        ("en", "Reaching $596.2 billion.", "verified"),
        ("es-PE", "Sumó 596,2 mil millones de dólares.", "verified"),
        ("pt-BR", "Somou US$ 596,2 bilhões.", "verified"),
        ("zh-Hans", "达5962亿美元。", "verified"),
        ("es", "Sumó 596,2 billones de dólares.", "not found"),
        ("zh", "达5962万美元。", "not found"),
    ],
)
def test_a_number_is_read_as_the_language_of_its_source_writes_it(
    tmp_path: Path, language: str, line: str, outcome: str
) -> None:
    """The source's language says what its words and separators mean: `billones` are 10^12."""
    facts = figured(596_200_000_000, cite='"abroad#1"')
    source = SOURCE.partition("[[person]]")[0].replace("gazette-2024", "abroad")
    (tmp_path / "abroad.txt").write_text(line, encoding="utf-8")
    [finding] = held(tmp_path, source.replace('"en"', f'"{language}"') + facts)
    assert finding.outcome == outcome


def test_a_comparison_and_the_amounts_of_a_project_are_numbers_too(tmp_path: Path) -> None:
    """Each number that a record takes from a source is looked for on its own."""
    facts = """
[[sector]]
id = "ports"
name = "Ports"
[[country]]
id = "PE"
name = "Peru"
[[figure]]
id = "cost"
label = "Cost"
measure = "project-cost"
value = 71_500_000
unit = "USD"
date = "2024"
relative = { to = "2013", times = 3 }
cite = ["gazette-2024#2"]
[[project]]
id = "quay"
name = "Quay"
countries = ["PE"]
sectors = ["ports"]
summary = "A quay."
amounts = [
  { value = 71_500_000, unit = "USD", cite = ["gazette-2024#2"] },
  { value = 2, unit = "years", cite = ["gazette-2024#3"] },
]
milestones = [{ date = "2024", what = "built", cite = ["gazette-2024#4"] }]
cite = ["gazette-2024#1", "gazette-2024#9"]
"""
    assert told(held(tmp_path, facts)) == [
        "cost value: verified: stands in paragraph 2 of gazette-2024",
        "cost cite: elsewhere: stands in paragraph 3 of gazette-2024, not in paragraph 2",
        "quay amounts.0.value: verified: stands in paragraph 2 of gazette-2024",
        "quay amounts.1.cite: elsewhere: stands in paragraph 2 of gazette-2024, not in paragraph 3",
        "quay milestones.0.cite.0: not found: gazette-2024 has 3 paragraphs, no 4",
        "quay cite.1: not found: gazette-2024 has 3 paragraphs, no 9",
    ]


def test_each_source_that_a_record_cites_must_have_its_words(tmp_path: Path) -> None:
    """A quotation from two sources is held against both; one without a copy is unverifiable."""
    second = SOURCE.partition("[[person]]")[0].replace("gazette-2024", "herald-2024")
    cite = '"gazette-2024#2", "herald-2024#1"'
    findings = held(tmp_path, second + quoted(cite=cite))
    assert told(findings) == [
        "rios-neighbours text: verified: stands in paragraph 2 of gazette-2024",
        "rios-neighbours text: unverifiable: no local copy, herald-2024.txt",
    ]


def test_paraphrases_are_not_looked_for(tmp_path: Path) -> None:
    """Of reported speech it is asked only that the paragraph cited exists."""
    reported = quoted("Our own words", '"gazette-2024#2", "gazette-2024#8"')
    assert told(held(tmp_path, reported.replace('"direct"', '"reported"'))) == [
        "rios-neighbours cite.1: not found: gazette-2024 has 3 paragraphs, no 8"
    ]


def test_only_what_is_wrong_becomes_a_problem_and_has_its_line(tmp_path: Path) -> None:
    """Problems name file, line, record and key, as those of the other rules do."""
    facts = quoted() + quoted(cite='"gazette-2024#1"').replace("rios-n", "n") + figured(5)
    elsewhere, missing = map(str, texts.problems(held(tmp_path, facts)))
    lines = (SOURCE + facts).split("\n")
    misplaced = 'cite = ["gazette-2024#1"]'
    assert elsewhere.rpartition("facts.toml")[2] == (
        f':{lines.index(misplaced) + 1}: quote "neighbours": cite: '
        'stands in paragraph 2 of gazette-2024, not in paragraph 1, cite "gazette-2024#2"'
    )
    assert missing.rpartition("facts.toml")[2] == (
        f':{lines.index("value = 5") + 1}: figure "berths": value: '
        'US$5 does not occur; in paragraph 2: "two", "71.5 million"'
    )


def test_the_summary_counts_each_outcome_of_each_subject(tmp_path: Path) -> None:
    """Quotations, numbers and other citations are counted apart, each by its outcome."""
    facts = quoted() + quoted(cite='"gazette-2024"').replace("rios-n", "n") + figured(5)
    assert texts.summary(held(tmp_path, facts)) == (
        "quotations: 1 verified, 1 unverifiable\nnumbers: 1 not found"
    )
    assert texts.summary([]) == ""


def test_a_folder_that_is_none_and_a_copy_that_is_no_text_are_errors(tmp_path: Path) -> None:
    """What can't be read is said to be so, and never taken for a source without a copy."""
    held(tmp_path, quoted(), None)
    records = load([tmp_path / "facts.toml"])
    with pytest.raises(UnreadableError, match="nowhere: no such folder"):
        texts.verify(records, tmp_path / "nowhere")
    (tmp_path / "gazette-2024.txt").write_bytes(b"\xff\xfea\x00")
    with pytest.raises(UnreadableError, match=r"gazette-2024\.txt: UTF-16, not UTF-8"):
        texts.verify(records, tmp_path)
