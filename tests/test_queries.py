"""The index answers like a loop over the records, and a word for a filter finds what it means."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latamtech.errors import AmbiguousValueError, UnknownValueError, WrongQuestionError
from latamtech.indexing.index import Index
from latamtech.indexing.refresh import index_of
from latamtech.questions import queries
from latamtech.questions.queries import Request
from tests import MINI

Record = dict[str, Any]
Facts = dict[str, list[Record]]

# Each word for a filter, and the value that it means.
WORDS: Mapping[str, Mapping[str, str]] = {
    "country": {
        **dict.fromkeys(["Perú", "peru", "PER", "秘鲁", "ＰＥ"], "PE"),
        "bolívia": "BO",
        **dict.fromkeys(["BRA", "Brasil"], "BR"),
        "latin america": "LAC",
    },
    "sector": {"ports": "ports", "Harbors": "ports", "ferrocarriles": "rail", "铁路": "rail"},
    "technology": {"5g": "5g", "Big Data": "big-data"},
    "organization": {"moonbridge": "moonbridge-works", "Paper Rail": "paper-rail"},
    "speaker": {"Ming Wu": "wu-ming", "wu": "wu-ming", "无名": "wu-ming", "ana": "ana-ficticia"},
    "status": {"Operating": "operating", "under-construction": "under construction"}
    | {"proposed": "proposed", "completed": "completed"},
    "speech": {"direct": "direct", "REPORTED": "reported"},
    "measure": {"loans": "loans", "count": "count", "project cost": "project-cost"},
    "series": {"series-one": "series-one", "Series Two": "series-two"},
}
IN_USE = {"under construction", "not yet operational", "operating", "ongoing", "suspended"}
PROJECT_NAMES = ["Port", "Port Axe", "Port of Zinc", "Abaco", "Zinc", "abaco dos", "Elké"]
TEXT_WORDS = ["basalt", "kumquat", "Ñandú", "玻璃", "港"]
FIXED: Facts = {
    "source": [
        {"id": "a", "title": "A", "publisher": "P", "language": "en", "kind": "news"},
        {"id": "b", "title": "B", "publisher": "P", "language": "en", "kind": "news"},
    ],
    "person": [
        {"id": "wu-ming", "name": "Wu Ming", "native_name": "无名"},
        {"id": "ana-ficticia", "name": "Ana Ficticía"},
    ],
    "organization": [
        {"id": "moonbridge-works", "name": "Moonbridge Works"},
        {"id": "paper-rail", "name": "Paper Rail"},
    ],
    "event": [
        {"id": "forum", "name": "Forum", "date": "2021-05", "end": "2021-06-02", "cite": ["a#1"]}
    ],
}


def plain(text: str) -> str:
    """Return text without accents and case."""
    return "".join(
        char for char in normalize("NFD", text) if char.isascii() or char >= "⺀"
    ).lower()


# What may be drawn


DATES = st.sampled_from(
    [
        *("2019", "2020", "2020-02", "2020-02-29", "2020-12-31", "2021-01-01", "2021/2022"),
        *("2021-05-31", "2021-06", "2022-02-28", "2022-03/2023", "2023"),
    ]
)


def some(name: str, least: int = 0) -> st.SearchStrategy[list[str]]:
    """Draw values of a filter."""
    values = sorted(set(WORDS[name].values()))
    return st.lists(st.sampled_from(values), min_size=least, max_size=2, unique=True)


def one(name: str) -> st.SearchStrategy[str]:
    """Draw one value of a filter."""
    return some(name, 1).map(lambda values: values[0])


TEXTS = st.lists(st.sampled_from(TEXT_WORDS), min_size=1, max_size=3).map(" ".join)
MILESTONES = st.lists(
    st.fixed_dictionaries({"date": DATES, "what": st.just("opened"), "cite": st.just(["a#2"])}),
    min_size=1,
    max_size=2,
    unique_by=lambda item: item["date"],
)
AMOUNTS = st.lists(
    st.fixed_dictionaries(
        {"value": st.integers(1, 9), "unit": st.just("USD"), "cite": st.just(["a#3"])},
        optional={"date": DATES},
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda item: item.get("date"),
)
PROJECT = st.fixed_dictionaries(
    {
        "countries": some("country", 1),
        "sectors": some("sector", 1),
        "summary": TEXTS,
        "cite": st.just(["a#1"]),
    },
    optional={
        "technologies": some("technology", 1),
        "status": one("status"),
        "status_as_of": DATES,
        "start": st.sampled_from(["2019-03", "2020"]),
        "end": st.sampled_from(["2021", "2022-02-02"]),
        "milestones": MILESTONES,
        "amounts": AMOUNTS,
        "organizations": some("organization", 1).map(lambda ids: [{"id": id_} for id_ in ids]),
    },
)
QUOTE = st.fixed_dictionaries(
    {
        "speaker": one("speaker"),
        "speech": one("speech"),
        "text": TEXTS,
        "cite": st.sampled_from([["a#2"], ["a#10"], ["b#1"]]),
    },
    optional={
        "organization": one("organization"),
        "date": DATES,
        "event": st.just("forum"),
        "countries": some("country", 1),
        "sectors": some("sector", 1),
        "projects": st.just(["project-0"]),
    },
)
FIGURE = st.fixed_dictionaries(
    {
        "label": st.sampled_from(["Series", "series of none"]),
        "measure": st.sampled_from(["loans", "count"]),
        "value": st.integers(1, 9) | st.sampled_from([0.5, 7.25]),
        "unit": st.sampled_from(["USD", "jobs"]),
        "date": DATES,
        "cite": st.just(["b#2"]),
    },
    optional={
        "areas": some("country", 1),
        "sectors": some("sector", 1),
        "project": st.just("project-0"),
        "relative": st.just({"to": "2010", "times": 2}),
    },
)


@st.composite
def fact_bases(draw: st.DrawFn) -> Facts:
    """Draw facts: some projects, quotations and figures, in no order."""
    names = draw(st.lists(st.sampled_from(PROJECT_NAMES), min_size=1, max_size=5, unique=True))
    projects = [
        {"id": f"project-{n}", "name": name, **draw(PROJECT)} for n, name in enumerate(names)
    ]
    for project in projects:
        if "status" not in project:
            project.pop("status_as_of", None)
    quotes = [{"id": f"quote-{n}", **item} for n, item in enumerate(_drawn(draw, QUOTE))]
    figures = [{"id": f"figure-{n}", **item} for n, item in enumerate(_drawn(draw, FIGURE))]
    series = [
        draw(FIGURE)
        | {"id": f"point-{name}", "series": f"series-{name}", "label": f"Series {name}"}
        for name in ("one", "two")
    ]
    return FIXED | {"project": projects, "quote": quotes, "figure": [*figures, *series]}


def _drawn(draw: st.DrawFn, item: st.SearchStrategy[Record]) -> list[Record]:
    return draw(st.lists(item, max_size=4))


SORTS = {
    "projects": ["id", "name", "status", "start", "end"],
    "quotes": ["id", "speaker_name", "date", "speech"],
    "timeline": ["label", "value", "date", "unit"],
}


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Draw a question: filters, often several words for one, an order and a limit."""
    listed = draw(st.sampled_from(sorted(SORTS)))
    words: dict[str, list[str]] = {}
    for name in draw(st.lists(st.sampled_from(queries.FILTERS[listed]), max_size=3, unique=True)):
        if name in ("since", "until"):
            words[name] = [draw(DATES)]
        elif name == "text":
            searched = ["BASALT", "kumquat", "nandu", "玻", "玻璃", "港"]
            words[name] = draw(st.lists(st.sampled_from(searched), min_size=1, max_size=2))
        elif name == "project":
            words[name] = ["project-0"]
        else:
            known = st.sampled_from(sorted(WORDS[name]))
            words[name] = draw(st.lists(known, min_size=1, max_size=2))
    if "since" in words and "until" in words:
        words["since"], words["until"] = sorted([words["since"], words["until"]])
    return Request(
        listed,
        words,
        sort=draw(st.none() | st.sampled_from(SORTS[listed])),
        reverse=draw(st.booleans()),
        limit=draw(st.none() | st.integers(1, 4)),
    )


# The same answers, by loops over the records


class Row(dict[str, Any]):
    """What a loop knows of an answer: its order, its time, its values for each filter, its text."""


def rows_of(facts: Facts, listed: str) -> Iterator[Row]:
    """Yield what each list holds, in no order."""
    if listed == "projects":
        yield from map(_project, facts["project"])
    elif listed == "quotes":
        yield from (_quote(quote, facts) for quote in facts["quote"])
    else:
        for figure in facts["figure"]:
            yield from _figure(figure)
        for project in facts["project"]:
            yield from _course(project)


def _project(data: Record) -> Row:
    dates = [data.get("start"), data.get("end")]
    dates += [item.get("date") for key in ("milestones", "amounts") for item in data.get(key, [])]
    dates += [data.get("status_as_of")] if data.get("status") in IN_USE else []
    return Row(
        key=data["id"],
        order=(plain(data["name"]), data["id"]),
        fields=data,
        dates=[date for date in dates if date],
        text=data["summary"],
        country=data["countries"],
        sector=data["sectors"],
        technology=data.get("technologies", []),
        organization=[item["id"] for item in data.get("organizations", [])],
        status=[data.get("status")],
    )


def _quote(data: Record, facts: Facts) -> Row:
    speaker = next(item["name"] for item in facts["person"] if item["id"] == data["speaker"])
    source, paragraph = data["cite"][0].split("#")
    forum = ["2021-05", "2021-06-02"] if "event" in data else []
    return Row(
        key=data["id"],
        order=(plain(speaker), source, int(paragraph), data["id"]),
        fields=data | {"speaker_name": speaker},
        dates=[data["date"]] if "date" in data else forum,
        text=data["text"],
        speaker=[data["speaker"]],
        organization=[data.get("organization")],
        country=data.get("countries", []),
        sector=data.get("sectors", []),
        project=data.get("projects", []),
        speech=[data["speech"]],
    )


def _figure(data: Record) -> Iterator[Row]:
    common = {
        "country": data.get("areas", []),
        "sector": data.get("sectors", []),
        "project": [data.get("project")],
        "series": [data.get("series")],
        "measure": [data["measure"]],
    }
    yield _entry(data, common, data["date"], data["label"], data["value"])
    if "relative" in data:
        half = data["value"] / data["relative"]["times"]
        yield _entry(data, common, data["relative"]["to"], data["label"], half)


def _course(data: Record) -> Iterator[Row]:
    common = {
        "country": data["countries"],
        "sector": data["sectors"],
        "project": [data["id"]],
        "series": [],
        "measure": [],
    }
    for item in data.get("milestones", []):
        label = f"{data['name']}: {item['what']}"
        yield _entry({"id": data["id"]}, common, item["date"], label, None)
    for item in data.get("amounts", []):
        if "date" in item:
            cost = common | {"measure": ["project-cost"]}
            yield _entry(data | item, cost, item["date"], data["name"], item["value"])


def _entry(
    data: Record, common: Mapping[str, object], date: str, label: str, value: float | None
) -> Row:
    return Row(
        key=(data["id"], date, label),
        order=(*days([date]), plain(label), data["id"]),
        fields={"date": date, "label": label, "value": value, "unit": data.get("unit")},
        dates=[date],
        **common,
    )


def days(dates: Sequence[str]) -> tuple[str, str]:
    """Return the first and the last day of some dates, as if every month had 31 days."""
    begins = [date.partition("/")[0] for date in dates]
    ends = [date.partition("/")[2] or date for date in dates]
    return (
        min(begin + "-01-01"[len(begin) - 4 :] for begin in begins),
        max(end + "-12-31"[len(end) - 4 :] for end in ends),
    )


def meets(row: Row, name: str, words: Sequence[str]) -> bool:
    """Tell whether a row meets a filter: one of its values, its time, all of its words."""
    if name == "since":
        return bool(row["dates"]) and days(row["dates"])[1] >= days(words)[0]
    if name == "until":
        return bool(row["dates"]) and days(row["dates"])[0] <= days(words)[1]
    if name == "text":
        return all(plain(word) in plain(row["text"]) for word in words)
    wanted = [word if name == "project" else WORDS[name][word] for word in words]
    return any(value in row[name] for value in wanted)


def looped(facts: Facts, request: Request) -> list[object]:
    """Answer a request by going through all records."""
    found = [
        row
        for row in rows_of(facts, request.listed)
        if all(meets(row, name, words) for name, words in request.words.items())
    ]
    found.sort(key=lambda row: row["order"], reverse=request.reverse and not request.sort)
    if field := request.sort:
        known = [row for row in found if row["fields"].get(field) is not None]
        known.sort(key=lambda row: _sorted_by(row["fields"][field]), reverse=request.reverse)
        found = known + [row for row in found if row["fields"].get(field) is None]
    return [row["key"] for row in found[: request.limit]]


def _sorted_by(value: str | float) -> str | float:
    return plain(value) if isinstance(value, str) else value


# The promises


def index_of_facts(facts: Facts) -> Index:
    """Write facts as TOML, and open an index of them."""
    lines = []
    for kind, records in facts.items():
        for record in records:
            lines += [f"[[{kind}]]", *(f"{key} = {_toml(value)}" for key, value in record.items())]
    with TemporaryDirectory() as folder:
        Path(folder, "facts.toml").write_text("\n".join(lines), encoding="utf-8")
        return index_of([folder])


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    return json.dumps(value)


def key_of(row: Record, listed: str) -> object:
    """Return what tells a row from the others of its list."""
    return (row["id"], row["date"], row["label"]) if listed == "timeline" else row["id"]


@settings(max_examples=50, deadline=None)
@given(fact_bases(), st.lists(requests(), min_size=6, max_size=6))
def test_the_index_answers_like_a_loop(facts: Facts, asked: list[Request]) -> None:
    """The same rows in the same order, whatever is filtered, sorted and cut off."""
    index = index_of_facts(facts)
    for request in asked:
        query = queries.understand(index, request).query
        rows = [key_of(json.loads(row), request.listed) for row in index.rows(query)]
        assert rows == looped(facts, request), request
        assert index.count(query) == len(looped(facts, request._replace(limit=None)))


@settings(max_examples=40, deadline=None)
@given(fact_bases(), requests())
def test_undated_rows_left_out_are_counted(facts: Facts, request: Request) -> None:
    """A date filter tells how many rows it left out only because they have no date."""
    words = {name: words for name, words in request.words.items() if name not in ("since", "until")}
    index = index_of_facts(facts)
    undated = [
        row
        for row in rows_of(facts, request.listed)
        if not row["dates"] and all(meets(row, *pair) for pair in words.items())
    ]
    for dated in ({"since": ["2000"]}, {"until": ["2030"]}, {"since": ["2000"], "until": ["2030"]}):
        asked = queries.understand(index, Request(request.listed, words | dated))
        assert index.undated(asked.query) == len(undated)
    assert index.undated(queries.understand(index, Request(request.listed, words)).query) == 0


def test_accents_make_no_difference_to_an_order_asked_for() -> None:
    """`--sort name` sets Ábaco before Zinc, as the order of the list itself does."""
    project = {"countries": ["PE"], "sectors": ["ports"], "summary": "x", "cite": ["a#1"]}
    facts = FIXED | {
        "project": [
            {"id": "one", "name": "Zinc", **project},
            {"id": "two", "name": "Ábaco"} | project,
        ]
    }
    index = index_of_facts(facts)
    for sort in (None, "name"):
        query = queries.understand(index, Request("projects", {}, sort=sort)).query
        assert [json.loads(row)["name"] for row in index.rows(query)] == ["Ábaco", "Zinc"]


def test_a_list_is_sorted_as_it_reads_and_an_empty_one_comes_last() -> None:
    """`--sort sector_names` goes by letters, not by the codes that JSON writes for them."""
    told = {"summary": "x", "cite": ["a#1"]}
    names = {"one": "Zinc", "two": "Érable", "three": "Ábaco"}
    sectors = [{"id": f"sector-{id_}", "name": name} for id_, name in names.items()]
    quotes = [
        {"id": id_, "speaker": "p", "speech": "reported", "text": "x", "cite": ["a#1"]}
        | ({"sectors": [f"sector-{id_}"]} if id_ in names else {})
        for id_ in [*names, "four"]
    ]
    facts = FIXED | {
        "person": [{"id": "p", "name": "P"}],
        "sector": sectors,
        "project": [
            {"id": f"of-{id_}", "name": id_, "countries": ["PE"], "sectors": [f"sector-{id_}"]}
            | told
            for id_ in names
        ],
        "quote": quotes,
    }
    index = index_of_facts(facts)
    asked = {
        "projects": ("sector_names", ["of-three", "of-two", "of-one"]),
        "quotes": ("sectors", ["one", "three", "two", "four"]),
    }
    for listed, (field, expected) in asked.items():
        query = queries.understand(index, Request(listed, {}, sort=field)).query
        assert [json.loads(row)["id"] for row in index.rows(query)] == expected


@pytest.fixture(scope="module")
def mini() -> Index:
    """Return an index of the miniature facts."""
    return index_of([MINI])


@pytest.mark.parametrize(
    "word",
    [
        "Perú",
        "peru",
        "PE",
        "PER",
        "pe",
        "秘鲁",
        "ＰＥＲＵ",
        "Ｐｅｒú",
        "  Peru ",
        "Peru.",
    ],
)
def test_one_country_however_it_is_named(mini: Index, word: str) -> None:
    """Codes, names in four languages, accents, case and full-width letters find one country."""
    assert queries.match(mini, "country", word)[2:] == ("PE", "Peru")


@pytest.mark.parametrize(
    ("name", "word", "id_"),
    [
        ("speaker", "Wu Ming", "wu-ming"),
        ("speaker", "ming WU", "wu-ming"),
        ("speaker", "无名", "wu-ming"),
        ("speaker", "nobody", "wu-ming"),
        ("speaker", "nandu", "ana-ficticia"),
        ("speaker", "Fict", "ana-ficticia"),
        ("organization", "月桥工程", "moonbridge-works"),
        ("project", "duas lanternas", "two-lanterns-cable"),
        ("status", "Under Construction", "under construction"),
        ("series", "loans for glass, total", "glass-loans"),
    ],
)
def test_a_part_of_a_name_is_enough(mini: Index, name: str, word: str, id_: str) -> None:
    """Names come in any order of words, in part, in any script."""
    assert queries.match(mini, name, word).id == id_


@pytest.mark.parametrize(
    ("name", "word", "candidates"),
    [
        (
            "country",
            "Saint",
            ("Saint Kitts and Nevis", "Saint Lucia", "Saint Vincent and the Grenadines"),
        ),
        ("country", "dominic", ("Dominica", "Dominican Republic")),
    ],
)
def test_an_ambiguous_name_lists_the_candidates(
    mini: Index, name: str, word: str, candidates: tuple[str, ...]
) -> None:
    """The program never chooses for the user."""
    with pytest.raises(AmbiguousValueError) as caught:
        queries.match(mini, name, word)
    assert caught.value.candidates == candidates
    assert caught.value.status == 2


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        (
            "country",
            "Bolvia",
            'unknown country: "Bolvia"; did you mean Bolivia? (`latamtech countries`',
        ),
        (
            "speaker",
            "Wu Mong",
            'unknown speaker: "Wu Mong"; did you mean Wu Ming? (`latamtech speakers`',
        ),
        ("speech", "quoted", 'unknown speech: "quoted"; did you mean direct or reported?'),
        ("sector", "", 'unknown sector: "" (`latamtech sectors`'),
        ("sector", "%", 'unknown sector: "%" (`latamtech sectors`'),
    ],
)
def test_an_unknown_value_is_told_with_the_nearest(
    mini: Index, name: str, word: str, sentence: str
) -> None:
    """A wrong question is never answered with silence."""
    with pytest.raises(UnknownValueError) as caught:
        queries.match(mini, name, word)
    assert str(caught.value).removesuffix(" lists them all)") == sentence
    assert caught.value.status == 2


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (
            Request("projects", {}, fields=["nmae"]),
            'unknown field of projects: "nmae"; did you mean name?',
        ),
        (
            Request("quotes", {}, sort="speakr_name"),
            'unknown field of quotes: "speakr_name"; did you mean speaker_name, ',
        ),
        (
            Request("projects", {"since": ["2022-13"]}),
            '--since "2022-13": no such month: 2022-13',
        ),
        (
            Request("quotes", {"text": ["?!"]}),
            '--text "?!" holds no word; give a word to look for',
        ),
    ],
)
def test_a_wrong_question_is_refused(mini: Index, request_: Request, sentence: str) -> None:
    """A field that isn't there, a date that is none, a search for nothing are told apart."""
    with pytest.raises(WrongQuestionError) as caught:
        queries.understand(mini, request_)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("text", ["every pane", "PANE _", "pane \udcff", "pane\0every", "-- pane"])
def test_only_the_words_of_a_search_count(mini: Index, text: str) -> None:
    """Signs between words, even broken ones, neither stop a search nor narrow it."""
    query = queries.understand(mini, Request("quotes", {"text": [text]})).query
    assert [json.loads(row)["id"] for row in mini.rows(query)] == ["wu-ming-panes"]


ANY = index_of([MINI])


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from('"\0_*^():-')))
@settings(deadline=None)
def test_any_text_can_be_searched_for(text: str) -> None:
    """No character of a search acts as an operator; none stops the program."""
    try:
        asked = queries.understand(ANY, Request("quotes", {"text": [text]}))
    except WrongQuestionError:
        return
    assert len(list(ANY.rows(asked.query))) == ANY.count(asked.query)
