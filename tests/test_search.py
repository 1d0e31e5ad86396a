"""A search finds what holds the words, whoever types them however, and shows where they stand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import latamtech
from latamtech.answers import matches
from latamtech.errors import UnknownValueError, WrongQuestionError
from latamtech.indexing.expressions import Phrase, phrases_in
from latamtech.indexing.index import Index
from latamtech.indexing.refresh import index_of
from latamtech.indexing.rows import LISTS
from latamtech.model.records import KINDS
from latamtech.questions import search
from latamtech.questions.hits import KEYS, Hit, hits
from latamtech.questions.sentences import sentences
from latamtech.questions.stems import CLOSE, OPEN, Texts
from tests import MINI

FACTS = """
[[source]]
id = "gazette"
title = "Happy investors"
publisher = "Gazette"
language = "en"
kind = "news"

[[person]]
id = "wu-ming"
name = "Wu Ming"
native_name = "无名"

[[project]]
id = "glass-port"
name = "Glass Port"
aliases = ["玻璃港"]
countries = ["PE"]
sectors = ["ports"]
summary = "A quay. Investment by a St. Mary's company, U.S. money, comes to 1.5 billion. Is small."
milestones = [{ date = "2021", what = "opened by Ñandú", cite = ["gazette#1"] }]
amounts = [{ value = 5, unit = "USD", what = "first phase", date = "2020", cite = ["gazette#2"] }]
cite = ["gazette#1"]

[[project]]
id = "portugal-street"
name = "Portugal Street"
countries = ["BR"]
sectors = ["rail"]
summary = "Glass for a port is carried. 新的钱凯港5G网络。玻璃和港口。"
cite = ["gazette#3"]

[[quote]]
id = "wu-ming-smart"
speaker = "wu-ming"
speech = "direct"
text = "A port is smart, and a smart port is happy"
cite = ["gazette#4"]

[[quote]]
id = "wu-ming-five"
speaker = "wu-ming"
speech = "reported"
text = "5G 钱凯 is first."
cite = ["gazette#5"]

[[figure]]
id = "glass-total"
label = "Glass carried"
measure = "trade"
value = 6
unit = "USD"
date = "2022"
relative = { to = "2010", times = 2 }
areas = ["PE"]
cite = ["gazette#6"]
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Return an index of the facts above."""
    file = tmp_path_factory.mktemp("facts") / "facts.toml"
    file.write_text(FACTS, "utf-8")
    return index_of([file])


def found(index: Index, *words: str, kinds: Sequence[str] = ()) -> list[Hit]:
    """Return the hits for some arguments."""
    answer = search.search(index, words, kinds)
    shown = [one.hit for one in hits(index, answer.places, answer.terms)]
    assert search.count(index, answer) == len(shown)
    return shown


def ids(index: Index, *words: str) -> list[str]:
    """Return the ids that some arguments find."""
    return [hit.id for hit in found(index, *words)]


def test_every_kind_of_record_is_searched() -> None:
    """The kinds that one may name are those that there are, in the lists that they stand in."""
    assert set(search.KINDS) == set(KINDS)
    assert dict(search.KINDS) == {**LISTS, "figure": "timeline"}


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["smart port"], [Phrase("smart port", is_loose=True)]),
        (['"smart port"'], [Phrase("smart port")]),
        (["“smart  port”*", "x"], [Phrase("smart  port", is_prefix=True), Phrase("x")]),
        (["Belt and*"], [Phrase("Belt and", is_prefix=True, is_loose=True)]),
        (['a" OR (b'], [Phrase("a"), Phrase("OR"), Phrase("(b")]),
        (["-x", "*", "", "x*y"], [Phrase("-x"), Phrase("x*y", is_loose=True)]),
        (["a\0b\udcff"], [Phrase("a b", is_loose=True)]),
    ],
)
def test_words_are_read_as_people_write_them(arguments: list[str], wanted: list[Phrase]) -> None:
    """Quotation marks make a phrase, a star at the end a beginning; other signs do nothing."""
    assert phrases_in(arguments, whole=True) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["glass port"], ["glass-port"]),
        (["PORT", "glass"], ["glass-port", "portugal-street"]),
        (["玻璃港"], ["glass-port"]),
        (["玻璃"], ["glass-port", "portugal-street"]),
        (["钱凯"], ["wu-ming-five", "portugal-street"]),
        (["5G钱凯"], ["wu-ming-five"]),
        (["钱凯港5G"], ["portugal-street"]),
        (["ming wu"], ["wu-ming"]),
        (["nandu"], ["glass-port"]),
        (["ports*"], ["ports", "glass-port", "wu-ming-smart", "portugal-street"]),
        (["portu*"], ["portugal-street"]),
        (["investme*"], ["finance", "glass-port"]),
        (["happy*"], ["gazette", "wu-ming-smart"]),
        (['"is sma*"'], ["wu-ming-smart", "glass-port"]),
        (["first phase"], ["glass-port"]),
        (["carried", "trade"], ["glass-total"]),
        (["glass-total"], ["glass-total"]),
    ],
)
def test_a_search_finds_each_record_once(index: Index, words: list[str], wanted: list[str]) -> None:
    """Exact names come before names that hold the words, and those before mentions."""
    assert ids(index, *words) == wanted


@pytest.mark.parametrize("words", [['"quay investment money"'], ['"Peru ports"']])
def test_a_phrase_stays_together(index: Index, words: list[str]) -> None:
    """Neither scattered characters nor the ends of two fields make a phrase."""
    answer = search.search(index, words)
    assert (list(answer.places), answer.notes) == ([], ())


def test_words_that_were_quoted_for_the_shell_are_looked_for_apart(index: Index) -> None:
    """Where nothing holds them as a phrase, that is said."""
    answer = search.search(index, ["port carried"])
    assert answer.notes == ['no record holds "port carried": its words are looked for apart']
    assert [place.record for place in answer.places] == ["portugal-street"]


def test_where_nothing_holds_all_words_the_most_count(index: Index) -> None:
    """What holds two of three words comes before what holds one, and that is said."""
    answer = search.search(index, ["quay", "investment", "nobody", "street"])
    assert answer.notes == [
        'unknown word: "nobody"',
        'no record holds all of "quay", "investment", "street": these hold some of them',
    ]
    assert [place.record for place in answer.places][:2] == ["glass-port", "portugal-street"]


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("investmnt", ("Investment",)), ("Protugal", ("Portugal",)), ("zzzzzz", ()), ("凯钱", ())],
)
def test_a_misspelt_word_is_told_with_the_nearest(
    index: Index, word: str, nearest: tuple[str, ...]
) -> None:
    """The nearest words stand there as the facts write them."""
    with pytest.raises(UnknownValueError) as caught:
        search.search(index, [word])
    assert caught.value.nearest[: len(nearest) or None] == nearest
    assert caught.value.status == 2


@pytest.mark.parametrize("words", [[], [""], ["?!"], ["x"] * 10_001, [f"w{n}" for n in range(101)]])
def test_no_word_or_too_many_are_refused(index: Index, words: list[str]) -> None:
    """The question is wrong, and one line says so."""
    with pytest.raises(WrongQuestionError, match=r"holds no word|too many to look for"):
        search.search(index, words)


def test_a_kind_without_hits_is_no_mistake(index: Index) -> None:
    """A right word that no record of a kind holds is answered, with nothing."""
    assert found(index, "portugal", kinds=["quote", "person"]) == []
    assert matches.nothing(["portugal"], ["quote", "person"]) == (
        "no quotation or person holds portugal"
    )


@pytest.mark.parametrize(
    ("words", "shown", "matched"),
    [
        (
            ["coming"],
            ["Investment by a St. Mary's company, U.S. money, comes to 1.5 billion."],
            ["comes"],
        ),
        (["smart port"], ["A port is smart, and a smart port is happy"], ["smart port"]),
        (["钱凯港"], ["新的钱凯港5G网络。"], ["钱凯港"]),
        (["nandu"], ["2021: opened by Ñandú"], ["Ñandú"]),
        (
            ["quay", "peru", "opened"],
            ["A quay.", "milestones: 2021: opened by Ñandú", "country_names: Peru"],
            ["quay", "opened", "Peru"],
        ),
        (["wu-ming-five"], ["5G 钱凯 is first.", "id: wu-ming-five"], ["wu-ming-five"]),
    ],
)
def test_a_hit_shows_where_the_words_stand(
    index: Index, words: list[str], shown: list[str], matched: list[str]
) -> None:
    """The sentence is whole; what it does not hold is shown of other fields."""
    hit = found(index, *words)[0]
    assert [hit.sentence, *hit.also] == shown
    assert list(hit.matched) == matched


def test_a_phrase_across_two_sentences_is_shown_with_both(index: Index) -> None:
    """A phrase is never without the text that it stands in."""
    (hit,) = found(index, '"quay investment"')
    assert hit.sentence.startswith("A quay. Investment by")
    assert list(hit.matched) == ["quay. Investment"]


TYPED = st.text(
    st.sampled_from('"“*- ^:(){}+.\0\udcff')
    | st.sampled_from("glasportunsé钱凯港5")
    | st.characters(exclude_categories=()),
    max_size=12,
)
ANY = index_of([MINI])


@given(st.lists(TYPED, max_size=3))
@settings(deadline=None)
def test_any_words_can_be_searched_for(words: list[str]) -> None:
    """Nothing that a user types is a syntax error, and each hit is a row with all its keys."""
    try:
        answer = search.search(ANY, words)
    except WrongQuestionError:
        return
    shown = list(hits(ANY, answer.places, answer.terms))
    assert search.count(ANY, answer) == len(shown)
    assert len({(one.hit.kind, one.hit.id) for one in shown}) == len(shown)
    assert all(tuple(json.loads(row)) == KEYS for row in matches.rows(shown))


@given(st.text(st.sampled_from("ab港凯 .é-") | st.characters(exclude_categories=("Cs", "Cc"))))
@settings(deadline=None)
def test_marks_change_nothing_else_of_a_text(text: str) -> None:
    """Without its marks a text is what it was, whatever its script."""
    for marked in Texts([text]).marked(['"a"', '"凯"', '"港 凯"']).values():
        assert marked.replace(OPEN, "").replace(CLOSE, "") == text
        assert OPEN in marked


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two! “Three?” Four", ["One.", "Two!", "“Three?”", "Four"]),
        ("St. John's Ltd. grew by 1.5 in the U.S. market.", None),
        ("港口。网络！“好。”又", ["港口。", "网络！", "“好。”", "又"]),
        ("one\ntwo", ["one", "two"]),
    ],
)
def test_sentences_end_where_a_reader_sees_their_end(text: str, wanted: list[str] | None) -> None:
    """Neither an initial nor a decimal point ends a sentence."""
    assert sentences(text) == (wanted or [text])


def test_python_users_search_as_the_command_does(tmp_path: Path) -> None:
    """`search` gives the hits, as values that one can pick from."""
    file = tmp_path / "facts.toml"
    file.write_text(FACTS, "utf-8")
    base = latamtech.open_facts(file, cached=False)
    assert [hit.id for hit in base.search("smart port", kind="quote")] == ["wu-ming-smart"]
    with pytest.raises(UnknownValueError, match="unknown kind"):
        base.search("port", kind="quotes")
