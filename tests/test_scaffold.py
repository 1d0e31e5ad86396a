"""The template for a new record: nothing in it passes for a fact, and filled in it is one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from latamtech.errors import LatamtechError, UnknownValueError, WrongQuestionError
from latamtech.indexing.refresh import builtin_facts
from latamtech.model.examples import toml
from latamtech.model.fields import fields_of, references
from latamtech.model.records import KINDS
from latamtech.reading import loading, schema
from latamtech.reading.scaffold import TEMPLATES, Known, fillable, template

TEMPLATE_FILES = Path(__file__).parent / "templates"
ADDRESS = "https://news.example.org/2025-03-04/buoys.html"
CITE = "example-2025-03-04#2"
UNFILLED = {
    "project": ["id", "name", "countries", "sectors", "summary", "cite"],
    "quote": ["id", "speaker", "speech", "text", "cite"],
    "figure": ["id", "label", "measure", "value", "unit", "date", "cite"],
    "source": ["id", "title", "publisher", "language", "kind"],
    "person": ["id", "name"],
    "organization": ["id", "name"],
    "event": ["id", "name", "cite"],
}
# For each kind: what is known, what a person fills in, and the record that comes of both.
WRITTEN: dict[str, tuple[Known, dict[str, object], dict[str, object]]] = {
    "source": (
        {"address": ADDRESS},
        {"title": "Buoys off Peru", "language": "en", "kind": "news"},
        {
            "id": "example-2025-03-04",
            "title": "Buoys off Peru",
            "publisher": "example.org",
            "published": "2025-03-04",
            "language": "en",
            "kind": "news",
            "url": ADDRESS,
        },
    ),
    "person": (
        {"id": "ana-diaz"},
        {"name": "Ana Díaz"},
        {"id": "ana-diaz", "name": "Ana Díaz"},
    ),
    "organization": (
        {"name": "Instituto del Mar", "country": "PE"},
        {"id": "instituto-del-mar"},
        {"id": "instituto-del-mar", "name": "Instituto del Mar", "country": "PE"},
    ),
    "project": (
        {"id": "ocean-buoys", "source": CITE, "countries": ["PE", "CN"]},
        {"name": "Ocean buoys", "sectors": ["ocean"], "summary": "Buoys that measure the sea."},
        {
            "id": "ocean-buoys",
            "name": "Ocean buoys",
            "countries": ["PE", "CN"],
            "sectors": ["ocean"],
            "summary": "Buoys that measure the sea.",
            "cite": [CITE],
        },
    ),
    "quote": (
        {"source": CITE, "speaker": "ana-diaz", "projects": "ocean-buoys"},
        {"id": "ana-diaz-buoys", "speech": "direct", "text": 'We call them "eyes"'},
        {
            "id": "ana-diaz-buoys",
            "speaker": "ana-diaz",
            "speech": "direct",
            "text": 'We call them "eyes"',
            "projects": ["ocean-buoys"],
            "cite": [CITE],
        },
    ),
    "figure": (
        {"cite": [CITE], "value": "1_200", "project": "ocean-buoys"},
        {
            "id": "buoys-2024",
            "label": "Buoys",
            "measure": "count",
            "unit": "buoys",
            "date": "2024",
        },
        {
            "id": "buoys-2024",
            "label": "Buoys",
            "measure": "count",
            "value": 1200,
            "unit": "buoys",
            "date": "2024",
            "project": "ocean-buoys",
            "cite": [CITE],
        },
    ),
    "event": (
        {"name": "Day of the Sea", "source": CITE},
        {"id": "day-of-the-sea"},
        {"id": "day-of-the-sea", "name": "Day of the Sea", "cite": [CITE]},
    ),
}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_a_template_explains_every_key(kind: str, is_text_of: Callable[[Path, str], None]) -> None:
    """Required keys come first and empty, optional ones behind a # with an example."""
    is_text_of(TEMPLATE_FILES / f"{kind}.toml", template(kind, {}))


def test_an_address_fills_in_what_it_shows(is_text_of: Callable[[Path, str], None]) -> None:
    """The publisher, the day and the id come from the address, and the comments say so."""
    is_text_of(TEMPLATE_FILES / "source-from-address.toml", template("source", {"url": ADDRESS}))


@pytest.mark.parametrize("kind", TEMPLATES)
def test_an_untouched_template_is_refused(kind: str, tmp_path: Path) -> None:
    """Each key that is still to be filled in is named as a problem, and no other."""
    found = loading.read(_written(tmp_path, kind, template(kind, {})))
    assert [problem.key.partition("[")[0] for problem in found.problems] == UNFILLED[kind]


def test_templates_filled_in_are_facts(tmp_path: Path) -> None:
    """A source, who speaks in it and what it says, all from templates, load as what was meant."""
    for kind, (known, filled, _) in WRITTEN.items():
        _written(tmp_path, kind, _filled(template(kind, known), filled))
    loaded = loading.load([builtin_facts(), tmp_path])
    here = {record.kind: record.data for record in loaded if str(tmp_path) in record.file}
    assert here == {kind: record for kind, (_, _, record) in WRITTEN.items()}


@pytest.mark.parametrize("kind", TEMPLATES)
def test_every_example_of_a_template_may_stand_as_it_is(kind: str) -> None:
    """With the # of each optional key taken away, the file has the form of a fact file."""
    known, filled, _ = WRITTEN[kind]
    text = re.sub("^#(?![ :])", "", _filled(template(kind, known), filled), flags=re.MULTILINE)
    content = tomli.loads(text)
    assert set(content[kind][0]) == {field.name for field in fields_of(KINDS[kind])}
    assert schema.mistakes(content) == []


def test_every_record_that_an_example_names_exists() -> None:
    """Examples name records of the program's own facts, which one can look up."""
    own = {(record.kind, record.id) for record in loading.load([builtin_facts()])}
    for kind in TEMPLATES:
        text = re.sub("^#(?![ :])", "", template(kind, {}), flags=re.MULTILINE)
        for _, *named in references(KINDS[kind], tomli.loads(text)[kind][0]):
            assert tuple(named) in own or named[1] == "", (kind, named)


@given(st.text())
def test_any_name_is_kept_as_it_is_or_refused(name: str) -> None:
    """Quotation marks, backslashes and line breaks are escaped as TOML wants them."""
    try:
        text = template("person", {"name": name})
    except WrongQuestionError:
        assert schema.mistakes({"person": [{"id": "a", "name": name}]})
    else:
        assert tomli.loads(text)["person"][0]["name"] == name


_VALUES = st.recursive(
    st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.from_regex("[a-z_]+", fullmatch=True), inner)
    ),
)


@given(_VALUES)
def test_a_value_written_as_toml_reads_back(value: object) -> None:
    """Whatever a record may hold comes back equal."""
    assert tomli.loads(f"key = {toml(value)}") == {"key": value}


def test_a_description_stands_instead_of_a_title() -> None:
    """A document without a title needs no empty one."""
    (source,) = tomli.loads(template("source", {"description": "A letter"}))["source"]
    assert "title" not in source


def test_what_is_known_comes_before_what_an_address_shows() -> None:
    """A day that is known is not replaced, nor put beside an id that has another day."""
    known = {"address": ADDRESS, "published": "2025-03-05", "publisher": "Example"}
    (source,) = tomli.loads(template("source", known))["source"]
    assert (source["id"], source["publisher"], source["published"]) == (
        "",
        "Example",
        "2025-03-05",
    )


@pytest.mark.parametrize(
    ("kind", "known", "error", "sentence"),
    [
        ("qoute", {}, UnknownValueError, 'unknown kind: "qoute"; did you mean quote?'),
        (
            "quote",
            {"speakr": "ana-diaz"},
            UnknownValueError,
            'unknown key of a quote: "speakr"; did you mean speaker?',
        ),
        (
            "figure",
            {"measure": "loan"},
            WrongQuestionError,
            (
                'measure: "loan" is unknown, did you mean loans? known: investment-stock, '
                "investment-flow, loans, project-cost, contract, trade, count, share, size"
            ),
        ),
        (
            "figure",
            {"value": ["1", "2"]},
            WrongQuestionError,
            "value: takes one value, not 2",
        ),
    ],
)
def test_what_cannot_be_filled_in_is_refused(
    kind: str, known: Known, error: type[LatamtechError], sentence: str
) -> None:
    """An unknown kind, key or value is an error at once, with the nearest known ones."""
    with pytest.raises(error) as raised:
        template(kind, known)
    assert str(raised.value) == sentence
    assert raised.value.status == 2


@pytest.mark.parametrize("value", ["lots", "", "nan", "1e400", "9" * 5000])
def test_a_value_that_is_no_number_is_refused(value: str) -> None:
    """A word, an infinity and what no JSON reader keeps exact are no values of a figure."""
    with pytest.raises(WrongQuestionError, match=r"^value: is .*, must be a number"):
        template("figure", {"value": value})


def test_a_name_that_is_no_unicode_is_refused() -> None:
    """What a shell hands over undecoded cannot be written into a file."""
    with pytest.raises(
        WrongQuestionError, match=r'^name: "Per\\udcfa" holds U\+DCFA, half a character'
    ):
        template("person", {"name": "Per\udcfa"})


@pytest.mark.parametrize("kind", TEMPLATES)
def test_what_a_command_may_fill_in_is_told(kind: str) -> None:
    """Each plain key may be given by its name, and so may `source` and `address`."""
    assert set(UNFILLED[kind]) <= set(fillable(kind))
    assert ("source" in fillable(kind)) == ("cite" in fillable(kind))
    assert ("address" in fillable(kind)) == (kind == "source")


def _filled(text: str, filled: dict[str, object]) -> str:
    """Put values in the place of the empty strings, as a person would in an editor."""
    for key, value in filled.items():
        text, times = re.subn(
            rf'^{key} = (""|\[""\])$',
            lambda _, key=key, value=value: f"{key} = {toml(value)}",  # type: ignore[misc]
            text,
            flags=re.MULTILINE,
        )
        assert times == 1, key
    return text


def _written(folder: Path, kind: str, text: str) -> Path:
    """Save a template where its first comment says: in the folder of its kind, under its id."""
    id_ = tomli.loads(text)[kind][0]["id"] or "new"
    places = {"person": "people", "project": "projects", "organization": "organizations"}
    path = folder / places.get(kind, "sources") / f"{id_}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path
