"""Every field is declared once, with a meaning; the keys that scripts rely on stay."""

from collections.abc import Iterator

import pytest

from latamtech.indexing.rows import keys_of
from latamtech.model.fields import Field, build, fields_of, references
from latamtech.model.records import KINDS, Citation, Milestone, Project, Quote, Role, TimelineRow

DECLARED = [*KINDS.values(), Role, Milestone, Citation, TimelineRow]


def all_fields(cls: type) -> Iterator[Field]:
    """Yield the fields of a class, and those of the values that they hold."""
    for field in fields_of(cls):
        yield field
        if field.nested:
            yield from all_fields(field.nested)


@pytest.mark.parametrize("cls", DECLARED, ids=lambda cls: cls.__name__)
def test_every_field_says_what_it_means(cls: type) -> None:
    """A declaration without a meaning would leave a hole in the documentation."""
    assert [field.name for field in all_fields(cls) if not field.key.meaning.strip()] == []


def test_the_kinds_of_records() -> None:
    """The tables that a fact file may hold."""
    assert sorted(KINDS) == [
        "country",
        "event",
        "figure",
        "organization",
        "person",
        "project",
        "quote",
        "sector",
        "source",
        "technology",
    ]


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        ("source", {"id", "publisher", "language", "kind"}),  # and a title or a description
        ("project", {"id", "name", "countries", "sectors", "summary", "cite"}),
        ("quote", {"id", "speaker", "speech", "text", "cite"}),
        ("figure", {"id", "label", "measure", "value", "unit", "date", "cite"}),
        ("event", {"id", "name", "cite"}),
        ("person", {"id", "name"}),
        ("organization", {"id", "name"}),
        ("country", {"id", "name"}),
        ("sector", {"id", "name"}),
        ("technology", {"id", "name"}),
    ],
)
def test_what_a_record_must_have(kind: str, required: set[str]) -> None:
    """A key that the design requires is required, and no other."""
    assert {field.name for field in fields_of(KINDS[kind]) if field.required} == required


@pytest.mark.parametrize(
    ("listed", "keys"),
    [
        (
            "projects",
            (
                "id name countries country_names sectors sector_names technologies status"
                " status_as_of start end place organizations amounts milestones initiative"
                " summary note citations"
            ),
        ),
        (
            "quotes",
            (
                "id speaker speaker_name printed_as role organization organization_name speech text"
                " language translation translated_by date event countries sectors technologies"
                " projects note citations"
            ),
        ),
        (
            "timeline",
            (
                "date kind id label measure series value unit qualifier display areas project"
                " said_by said_by_name derived derivation note citations"
            ),
        ),
        (
            "sources",
            (
                "id title description publisher author published language kind url"
                " republished_from accessed note"
            ),
        ),
        ("events", "id name date end place country theme organizers note citations"),
        ("speakers", "id name native_name aliases country kind note"),
        ("organizations", "id name native_name aliases country kind note"),
        ("countries", "id name alpha3 names aliases description location"),
        ("sectors", "id name names aliases description"),
        ("technologies", "id name names aliases description"),
    ],
)
def test_the_keys_of_an_answer(listed: str, keys: str) -> None:
    """No key appears, vanishes or moves by accident."""
    assert " ".join(keys_of(listed)) == keys


def test_the_keys_of_a_citation_and_a_role() -> None:
    """A citation tells the source, and a role the organization, as the design has it."""
    assert [field.name for field in fields_of(Citation)] == [
        "source",
        "publisher",
        "title",
        "published",
        "url",
        "paragraph",
    ]
    assert [field.name for field in fields_of(Role)] == ["id", "role"]


def test_a_record_is_built_whole() -> None:
    """What was read becomes typed values; what is absent is unknown, never empty text or 0."""
    data = {
        "id": "glass-harbor",
        "name": "Glass Harbor",
        "countries": ["PE"],
        "sectors": ["ports"],
        "organizations": [{"id": "moonbridge-works"}],
        "milestones": [{"date": "2022-08", "what": "opened", "cite": ["a#1"]}],
        "summary": "A port made of glass.",
        "cite": ["a#1", "b"],
    }
    assert build(Project, data) == Project(
        id="glass-harbor",
        name="Glass Harbor",
        countries=("PE",),
        sectors=("ports",),
        technologies=(),
        status=None,
        status_as_of=None,
        start=None,
        end=None,
        place=None,
        organizations=(Role(id="moonbridge-works", role=None),),
        amounts=(),
        milestones=(Milestone(date="2022-08", stage=None, what="opened", cite=("a#1",)),),
        initiative=None,
        summary="A port made of glass.",
        aliases=(),
        note=None,
        cite=("a#1", "b"),
    )


def test_every_reference_of_a_record_is_known_with_its_place() -> None:
    """Each id that a record names is found, also within its parts, without its paragraph."""
    data = {
        "id": "x",
        "countries": ["PE", "LAC"],
        "organizations": [{"id": "moonbridge-works"}],
        "milestones": [{"cite": ["a#1"]}, {"cite": ["b"]}],
        "cite": ["a#2"],
    }
    assert list(references(Project, data)) == [
        (("countries", 0), "country", "PE"),
        (("countries", 1), "country", "LAC"),
        (("organizations", 0, "id"), "organization", "moonbridge-works"),
        (("milestones", 0, "cite", 0), "source", "a"),
        (("milestones", 1, "cite", 0), "source", "b"),
        (("cite", 0), "source", "a"),
    ]
    quote = {"speaker": "wu-ming", "event": "forum", "projects": ["x"], "cite": ["a#1"]}
    assert list(references(Quote, quote)) == [
        (("speaker",), "person", "wu-ming"),
        (("event",), "event", "forum"),
        (("projects", 0), "project", "x"),
        (("cite", 0), "source", "a"),
    ]
