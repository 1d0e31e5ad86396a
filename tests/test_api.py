"""Python users open facts once and get typed records, or an error that says what is wrong."""

from pathlib import Path

import pytest

import latamtech
from latamtech.errors import (
    AmbiguousValueError,
    UnknownIdError,
    UnknownValueError,
    UnreadableError,
    WrongQuestionError,
)
from latamtech.model.records import (
    Amount,
    Citation,
    Event,
    Figure,
    Milestone,
    Person,
    Project,
    Quote,
    Relative,
    Role,
    Source,
    TimelineRow,
)
from latamtech.reading.problems import InvalidFactsError
from tests import MINI

GLASS_HARBOR = Project(
    id="glass-harbor",
    name="Glass Harbor",
    countries=("PE",),
    sectors=("ports",),
    technologies=("5g",),
    status="operating",
    status_as_of="2022-08-09",
    start="2019-03",
    place="Puerto Inventado",
    organizations=(Role(id="moonbridge-works", role="lead"),),
    amounts=(
        Amount(
            value=1_250_000_000,
            unit="USD",
            what="first phase",
            date="2021",
            cite=("tidewater-2021-05-06#3",),
        ),
        Amount(value=9_000_000_000, unit="CNY", qualifier="over", cite=("vidrio-2022-08-09#2",)),
    ),
    milestones=(
        Milestone(
            date="2021-05-04",
            stage="under construction",
            what="first pane laid",
            cite=("tidewater-2021-05-06#2",),
        ),
        Milestone(date="2022-08", stage="operating", what="opened", cite=("vidrio-2022-08-09#1",)),
    ),
    summary="A port made of glass, for ships that do not exist.",
    cite=("tidewater-2021-05-06#2", "vidrio-2022-08-09"),
)
TWO_LANTERNS = Project(
    id="two-lanterns-cable",
    name="Two Lanterns Cable",
    countries=("BO", "BR"),
    sectors=("telecommunications", "research"),
    status="proposed",
    organizations=(Role(id="moonbridge-works"),),
    summary="A cable between two lanterns, one on each side of a border.",
    aliases=("Cabo das Duas Lanternas",),
    note="The name is ours.",
    cite=("eco-undated#1",),
)
PRIDE = Quote(
    id="ana-ficticia-orgullo",
    speaker="ana-ficticia",
    role="alcaldesa",
    speech="direct",
    text="Es un orgullo de cristal",
    language="es",
    translation="It is a pride of crystal",
    translated_by="latamtech",
    date="2022-08-08",
    countries=("PE",),
    sectors=("ports",),
    projects=("glass-harbor",),
    cite=("vidrio-2022-08-09#1",),
)


@pytest.fixture(scope="module")
def base() -> latamtech.Base:
    """Return the miniature facts, opened."""
    return latamtech.open_facts(MINI)


def test_projects_are_typed_and_in_the_order_of_their_names(base: latamtech.Base) -> None:
    """Every project, whole."""
    assert base.projects() == [GLASS_HARBOR, TWO_LANTERNS]


def test_a_project_in_two_countries_is_found_by_either(base: latamtech.Base) -> None:
    """One word or several, an exact name or not."""
    assert base.projects(country="Bolivia") == [TWO_LANTERNS]
    assert base.projects(country="brasil") == [TWO_LANTERNS]
    assert base.projects(country=["Peru", "BO"]) == [GLASS_HARBOR, TWO_LANTERNS]
    assert base.projects(country="Bolivia", sector="ports") == []
    assert base.projects(country="Chile") == []


def test_a_filter_by_time_leaves_out_what_has_none(base: latamtech.Base) -> None:
    """The cable has no date, so that nobody can say when it was."""
    assert base.projects(since="2000") == [GLASS_HARBOR]
    assert base.projects(until="2019-02-28") == []
    assert base.projects(until="2019") == [GLASS_HARBOR]


def test_quotes_are_typed_and_filtered(base: latamtech.Base) -> None:
    """In the order of the speakers' names, then of what the sources say."""
    assert base.quotes(speaker="nandu") == [PRIDE]
    assert base.quotes(since="2022") == [PRIDE]
    assert [quote.id for quote in base.quotes()] == [
        "ana-ficticia-orgullo",
        "wu-ming-lantern",
        "wu-ming-panes",
        "wu-ming-patience",
    ]
    assert [quote.id for quote in base.quotes(speech="reported")] == ["wu-ming-patience"]
    assert [quote.id for quote in base.quotes(text="lanterna basta")] == ["wu-ming-lantern"]
    # Said at an event that has a date, it has the time of the event.
    assert [quote.id for quote in base.quotes(until="2021")] == ["wu-ming-panes"]


def test_a_derived_point_is_told_from_what_the_source_says(base: latamtech.Base) -> None:
    """Under four times the loans of 2010: so these were over a quarter."""
    cited = Citation(
        source="tidewater-2021-05-06",
        publisher="The Tidewater Gazette",
        title="Panes and piers",
        published="2021-05-06",
        url="https://tidewater.example.org/panes-and-piers",
        paragraph=5,
    )
    assert base.timeline(until="2020") == [
        TimelineRow(
            date="2010",
            kind="figure",
            id="glass-loans-2020",
            label="Loans for glass, total",
            measure="loans",
            series="glass-loans",
            value=150_000_000,
            unit="USD",
            qualifier="over",
            display="over US$150 m",
            areas=("LAC",),
            said_by="wu-ming",
            said_by_name="Wu Ming",
            derived=True,
            derivation="US$600 m (2020) is under 4 times the value of 2010, says the source; "
            "divided by 4: over US$150 m",
            citations=(cited,),
        ),
        TimelineRow(
            date="2020",
            kind="figure",
            id="glass-loans-2020",
            label="Loans for glass, total",
            measure="loans",
            series="glass-loans",
            value=600_000_000,
            unit="USD",
            qualifier="exact",
            display="US$600 m",
            areas=("LAC",),
            said_by="wu-ming",
            said_by_name="Wu Ming",
            citations=(cited,),
        ),
    ]


def test_the_timeline_is_in_order_of_date(base: latamtech.Base) -> None:
    """Figures, milestones and dated amounts stand together, each with its bound."""
    assert [(row.date, row.kind, row.display) for row in base.timeline()] == [
        ("2010", "figure", "over US$150 m"),
        ("2020", "figure", "US$600 m"),
        ("2021", "amount", "US$1.25 bn"),
        ("2021", "figure", "about US$750 m"),
        ("2021/2022", "figure", "at least 1,200 jobs"),
        ("2021-05-04", "milestone", None),
        ("2022-06", "figure", "over US$800 m"),
        ("2022-08", "milestone", None),
    ]
    series = base.timeline(series="glass-loans")
    assert [row.date for row in series] == ["2010", "2020", "2021", "2022-06"]
    assert {row.unit for row in series} == {"USD"}
    jobs = [row.id for row in base.timeline(measure="count", country="PE")]
    assert jobs == ["glazier-jobs-2022"]


def test_get_returns_a_record_of_any_kind(base: latamtech.Base) -> None:
    """An id is enough; what the file doesn't say is unknown."""
    assert base.get("glass-harbor") == GLASS_HARBOR
    assert base.get("wu-ming") == Person(
        id="wu-ming",
        name="Wu Ming",
        native_name="无名",
        aliases=("Nobody Wu",),
        country="CN",
        note="The name means “no name”.",
    )
    assert base.get("forum-of-mirrors-2021") == Event(
        id="forum-of-mirrors-2021",
        name="Forum of Mirrors",
        date="2021-05-04",
        end="2021-05-05",
        place="Hall of Nothing",
        country="PE",
        theme="See yourself | see the sea",
        organizers=("moonbridge-works",),
        cite=("tidewater-2021-05-06#1",),
    )
    assert base.get("eco-undated") == Source(
        id="eco-undated",
        description="A leaflet without a title about a cable",
        publisher="Eco de Papel",
        language="pt",
        kind="opinion",
        note="It carries no date and no address.",
    )
    figure = base.get("glass-loans-2020")
    assert isinstance(figure, Figure)
    assert figure.relative == Relative(to="2010", times=4, qualifier="under")


def test_what_is_unknown_is_an_error_with_the_nearest(base: latamtech.Base) -> None:
    """No word is answered with silence."""
    with pytest.raises(UnknownValueError) as country:
        base.projects(country="Bolvia")
    assert country.value.nearest[0] == "Bolivia"
    with pytest.raises(AmbiguousValueError) as saint:
        base.projects(country=["Peru", "Saint"])
    assert "Saint Lucia" in saint.value.candidates
    with pytest.raises(UnknownIdError) as id_:
        base.get("glas-harbor")
    assert id_.value.nearest[0] == "glass-harbor"


def test_what_is_no_question_is_an_error(base: latamtech.Base) -> None:
    """A filter that isn't there, a date that is none."""
    with pytest.raises(WrongQuestionError, match="projects have no filter speaker; known: country"):
        base.projects(speaker="Wu Ming")  # type: ignore[call-arg]
    with pytest.raises(WrongQuestionError, match='--since "soon": not a date'):
        base.timeline(since="soon")


@pytest.mark.parametrize("since", [2022, None])
def test_a_value_that_is_no_word_is_refused(base: latamtech.Base, since: object) -> None:
    """A filter is never left out because of the type of its value."""
    with pytest.raises((WrongQuestionError, TypeError)):
        base.projects(since=since)  # type: ignore[arg-type]


def test_a_set_of_words_filters_as_a_list_does(base: latamtech.Base) -> None:
    """Words come in any collection, or are refused."""
    assert base.projects(country={"Chile"}) == []


def test_an_empty_text_is_refused(base: latamtech.Base) -> None:
    """A search for nothing is a wrong question."""
    with pytest.raises(WrongQuestionError):
        base.projects(text="")


def test_facts_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    """A path that isn't there, and facts with a mistake, each raise their own error."""
    with pytest.raises(UnreadableError, match="nowhere: "):
        latamtech.open_facts(tmp_path / "nowhere")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('\n[[person]]\nid = "x"\nnmae = "X"\n', encoding="utf-8")
    with pytest.raises(InvalidFactsError) as caught:
        latamtech.open_facts(MINI, wrong)
    assert [(problem.line, problem.key) for problem in caught.value.problems] == [
        (2, "name"),
        (4, "nmae"),
    ]


@pytest.mark.parametrize("times", ["0", "-2"])
def test_no_value_is_none_or_less_times_another(tmp_path: Path, times: str) -> None:
    """A comparison that nothing can follow from is a mistake in the facts."""
    file = tmp_path / "figure.toml"
    original = (MINI / "sources" / "tidewater-2021-05-06.toml").read_text(encoding="utf-8")
    file.write_text(original.replace("times = 4", f"times = {times}"), encoding="utf-8")
    parts = [MINI / "people", MINI / "organizations", MINI / "projects"]
    others = [MINI / "sources" / name for name in ("vidrio-2022-08-09.toml", "eco-undated.toml")]
    with pytest.raises(InvalidFactsError):
        latamtech.open_facts(file, *parts, *others)
