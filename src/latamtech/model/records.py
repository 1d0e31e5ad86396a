"""The nouns of a fact base: every kind of record, with the meaning of each field stated once.

The classes below are the one declaration that the reader of fact files, the JSON Schema, the
documentation tables, the templates for new records and the JSON keys are made from.
"""

from typing import Annotated, Literal, get_args

from latamtech.model.fields import Key
from latamtech.model.values import declared

Status = Literal[
    "proposed",
    "agreed",
    "under construction",
    "not yet operational",
    "operating",
    "ongoing",
    "completed",
    "suspended",
    "cancelled",
]
Speech = Literal["direct", "reported"]
Qualifier = Literal["exact", "about", "over", "under", "at-least", "up-to"]
Measure = Literal[
    "investment-stock",
    "investment-flow",
    "loans",
    "project-cost",
    "contract",
    "trade",
    "count",
    "share",
    "size",
]
SourceKind = Literal["news", "official", "company", "research", "dataset", "reference", "opinion"]


ID = "lower-case ASCII, permanent, unique over all kinds"
NAME = "as it is commonly written"
LANGUAGES = "in Spanish, Portuguese and Chinese"
BOUND = "the bound that the source put on the number; exact where the key is left out"
Sectors = Annotated[
    tuple[str, ...], Key("what it is about", "slug", "sector", '["ports"]', "sector_names")
]
Technologies = Annotated[tuple[str, ...], Key("what it works with", "slug", "technology", '["5g"]')]
Citations = Annotated[
    tuple[str, ...],
    Key(
        "sources, each with the paragraph of its body, counted from 1",
        "cite",
        "source",
        '["cgtn-2024-11-07#8"]',
    ),
]
Aliases = Annotated[
    tuple[str, ...], Key("other names that it is found by", example='["Another Name"]')
]
Note = Annotated[
    str | None,
    Key(
        "what a reader must know to read the record rightly",
        example='"The article gives the year alone."',
    ),
]


@declared
class Role:
    """An organization that takes part, and as what."""

    id: Annotated[
        str, Key("who takes part", "slug", "organization", '"cosco-shipping"', names="name")
    ]
    role: Annotated[str | None, Key("as what, in a word or two", example='"lead"')] = None


@declared
class Milestone:
    """Something that happened to a project on a date."""

    date: Annotated[str, Key("when it happened", "date", example='"2024-11-14"')]
    stage: Annotated[Status | None, Key("the status that it brought", example='"operating"')] = None
    what: Annotated[str, Key("what happened", example='"inaugurated"')]
    cite: Citations


@declared
class Amount:
    """A sum that a source gives for a project."""

    value: Annotated[int | float, Key("the sum, in whole units", example="1_300_000_000")]
    unit: Annotated[str, Key("ISO 4217 code, or a plain noun", "unit", example='"USD"')]
    qualifier: Annotated[Qualifier, Key(BOUND, example='"over"')] = "exact"
    what: Annotated[str | None, Key("what the sum is for", example='"first phase"')] = None
    date: Annotated[
        str | None, Key("the day on which it held, or the period", "date", example='"2024"')
    ] = None
    cite: Citations


@declared
class Relative:
    """A comparison with an earlier value: this one is `times` the value of `to`."""

    to: Annotated[str, Key("the date compared with", "date", example='"2013"')]
    times: Annotated[int | float, Key("how many times that value", example="7")]
    qualifier: Annotated[Qualifier, Key(BOUND, example='"over"')] = "exact"


@declared
class Names:
    """The name in the other languages of the region and of China."""

    es: Annotated[str | None, Key("in Spanish", example='"Puertos"')] = None
    pt: Annotated[str | None, Key("in Portuguese", example='"Portos"')] = None
    zh: Annotated[str | None, Key("in Chinese", example='"港口"')] = None


@declared
class Source:
    """A document somebody published."""

    id: Annotated[
        str,
        Key(
            "the publisher and the date, with a word more where two documents share them",
            "slug",
            example='"cgtn-2024-11-07"',
        ),
    ]
    title: Annotated[
        str | None,
        Key(
            "as printed; without one, a description is needed",
            example='"China-Latin America collaboration grows through tech innovation"',
        ),
    ] = None
    description: Annotated[
        str | None,
        Key(
            "what the document is, where it has no title",
            example='"Letter to the delegates of a forum"',
        ),
    ] = None
    publisher: Annotated[str, Key("who published it", example='"CGTN"')]
    author: Annotated[str | None, Key("who wrote it, as printed", example='"Maria Silva"')] = None
    published: Annotated[str | None, Key("day of publication", "date", example='"2024-11-07"')] = (
        None
    )
    language: Annotated[str, Key("the language that it is written in", "language", example='"en"')]
    kind: Annotated[SourceKind, Key("what sort of document it is", example='"news"')]
    url: Annotated[str | None, Key("address of the page", "url")] = None
    republished_from: Annotated[
        str | None,
        Key("who published it first, where it is a copy", example='"La Estrella de Panamá"'),
    ] = None
    accessed: Annotated[str | None, Key("day when it was read", "date")] = None
    note: Note = None


@declared
class Project:
    """Something built, run, researched or agreed together."""

    id: Annotated[str, Key(ID, "slug", example='"chancay-port"')]
    name: Annotated[str, Key(NAME, example='"Chancay Port"')]
    countries: Annotated[
        tuple[str, ...],
        Key(
            "where it takes place (CN only where the source names China as a place or a partner "
            "in the name), or LAC for the whole region",
            "country",
            "country",
            '["PE"]',
            names="country_names",
        ),
    ]
    sectors: Sectors
    technologies: Technologies = ()
    status: Annotated[
        Status | None, Key("how it stood on the day of `status_as_of`", example='"operating"')
    ] = None
    status_as_of: Annotated[
        str | None,
        Key("the day the status held: the source's date; absent where it has none", "date"),
    ] = None
    start: Annotated[str | None, Key("when it began", "date")] = None
    end: Annotated[str | None, Key("when it ended or was completed", "date")] = None
    place: Annotated[str | None, Key("where in the country", example='"St. John\'s"')] = None
    organizations: Annotated[tuple[Role, ...], Key("who takes part, and as what")] = ()
    amounts: Annotated[tuple[Amount, ...], Key("sums that sources give, side by side")] = ()
    milestones: Annotated[tuple[Milestone, ...], Key("what happened, and when")] = ()
    initiative: Annotated[
        str | None, Key("the programme that it is part of", example='"Belt and Road Initiative"')
    ] = None
    summary: Annotated[
        str,
        Key(
            "what it is, in our own words",
            example='"A port that is to strengthen the trade of Latin America with Asia."',
        ),
    ]
    aliases: Annotated[
        tuple[str, ...],
        Key("other names that it is found by", example='["Another Name"]', shown=False),
    ] = ()
    note: Note = None
    cite: Citations


@declared
class Quote:
    """Words of a person."""

    id: Annotated[str, Key(ID, "slug", example='"yuan-dongzhen-new-fields"')]
    speaker: Annotated[str, Key("whose words they are", "slug", "person", names="speaker_name")]
    printed_as: Annotated[
        str | None, Key("the source's own wording of the name, where it differs", example='"Yuan"')
    ] = None
    role: Annotated[
        str | None,
        Key(
            "the speaker's office, as the source gives it, at that time",
            example='"deputy director"',
        ),
    ] = None
    organization: Annotated[
        str | None,
        Key(
            "whom the speaker speaks for",
            "slug",
            "organization",
            '"cass-ilas"',
            "organization_name",
        ),
    ] = None
    speech: Annotated[
        Speech,
        Key("direct: as printed between quotation marks; reported: our own paraphrase"),
    ]
    text: Annotated[
        str,
        Key(
            "direct: word for word, errors included; reported: in our words",
            example='"Traditional areas of collaboration have strengthened"',
        ),
    ]
    language: Annotated[str | None, Key("the language of the text", "language", example='"en"')] = (
        None
    )
    translation: Annotated[
        str | None,
        Key(
            "the text in English, where it is not", example='"We look forward to working together"'
        ),
    ] = None
    translated_by: Annotated[str | None, Key("who translated it", example='"latamtech"')] = None
    date: Annotated[str | None, Key("when it was said", "date")] = None
    event: Annotated[str | None, Key("where it was said", "slug", "event")] = None
    countries: Annotated[
        tuple[str, ...], Key("countries that it speaks of, or LAC", "country", "country", '["PE"]')
    ] = ()
    sectors: Annotated[
        tuple[str, ...], Key("sectors that it speaks of", "slug", "sector", '["ports"]')
    ] = ()
    technologies: Annotated[
        tuple[str, ...], Key("technologies that it speaks of", "slug", "technology", '["5g"]')
    ] = ()
    projects: Annotated[
        tuple[str, ...], Key("projects that it speaks of", "slug", "project", '["chancay-port"]')
    ] = ()
    note: Note = None
    cite: Citations


@declared
class Figure:
    """A number somebody published."""

    id: Annotated[str, Key(ID, "slug", example='"china-investment-lac-2022"')]
    label: Annotated[
        str,
        Key(
            "what was counted or measured",
            example='"China\'s investment in Latin America, total reached"',
        ),
    ]
    measure: Annotated[Measure, Key("what sort of number it is; a total reached is a stock")]
    series: Annotated[
        str | None,
        Key(
            "figures of one series may be compared; of two, never",
            "slug",
            example='"china-investment-in-lac"',
        ),
    ] = None
    value: Annotated[int | float, Key("the number, in whole units", example="596_200_000_000")]
    unit: Annotated[str, Key("ISO 4217 code, or a plain noun", "unit", example='"USD"')]
    qualifier: Annotated[Qualifier, Key(BOUND, example='"over"')] = "exact"
    date: Annotated[str, Key("the day on which it held, or the period", "date", example='"2022"')]
    areas: Annotated[
        tuple[str, ...],
        Key("countries that it holds for, or LAC for the region", "country", "country", '["LAC"]'),
    ] = ()
    sectors: Annotated[
        tuple[str, ...], Key("sectors that it counts", "slug", "sector", '["ports"]')
    ] = ()
    project: Annotated[str | None, Key("the project that it measures", "slug", "project")] = None
    relative: Annotated[Relative | None, Key("a comparison that gives a second value")] = None
    said_by: Annotated[
        str | None, Key("whose number it is", "slug", "person", names="said_by_name")
    ] = None
    note: Note = None
    cite: Citations


@declared
class Event:
    """A forum, meeting, fair or letter."""

    id: Annotated[str, Key(ID, "slug", example='"smart-china-expo-2023"')]
    name: Annotated[str, Key(NAME, example='"Smart China Expo 2023"')]
    date: Annotated[str | None, Key("when it took place, or began", "date")] = None
    end: Annotated[str | None, Key("its last day", "date")] = None
    place: Annotated[str | None, Key("the town or building", example='"Chongqing"')] = None
    country: Annotated[str | None, Key("where it took place", "country", "country")] = None
    theme: Annotated[
        str | None,
        Key("its theme, as printed", example='"Seize the opportunities in digital technology"'),
    ] = None
    organizers: Annotated[tuple[str, ...], Key("who held it", "slug", "organization")] = ()
    note: Note = None
    cite: Citations


@declared
class Person:
    """Somebody who speaks or acts."""

    id: Annotated[str, Key(ID, "slug", example='"yuan-dongzhen"')]
    name: Annotated[str, Key(NAME, example='"Yuan Dongzhen"')]
    native_name: Annotated[str | None, Key("in the person's own script", example='"习近平"')] = None
    aliases: Aliases = ()
    country: Annotated[
        str | None, Key("the country, as the source gives it", "country", "country")
    ] = None
    kind: Annotated[str | None, Key("what sort of speaker", example='"official"')] = None
    note: Note = None


@declared
class Organization:
    """A body that acts: a company, ministry, institute."""

    id: Annotated[str, Key(ID, "slug", example='"cosco-shipping"')]
    name: Annotated[str, Key(NAME, example='"COSCO Shipping"')]
    native_name: Annotated[str | None, Key("in its own language", example='"中国远洋海运集团"')] = (
        None
    )
    aliases: Aliases = ()
    country: Annotated[
        str | None, Key("the country, as the source gives it", "country", "country")
    ] = None
    kind: Annotated[str | None, Key("what sort of body", example='"company"')] = None
    note: Note = None


@declared
class Country:
    """A country that one may filter by, or LAC, the region as a whole."""

    id: Annotated[str, Key("ISO 3166-1 alpha-2; LAC for the region", "country", example='"PE"')]
    name: Annotated[str, Key(NAME, example='"Peru"')]
    alpha3: Annotated[str | None, Key("ISO 3166-1 alpha-3", "alpha3", example='"PER"')] = None
    names: Annotated[Names | None, Key(LANGUAGES)] = None
    aliases: Aliases = ()
    description: Annotated[
        str | None, Key("what is meant, in a sentence", example='"The region as a whole."')
    ] = None
    location: Annotated[str | None, Key("the part of the region", example='"Caribbean"')] = None


@declared
class Sector:
    """A field of cooperation that one may filter by."""

    id: Annotated[str, Key(ID, "slug", example='"ports"')]
    name: Annotated[str, Key(NAME, example='"Ports"')]
    names: Annotated[Names | None, Key(LANGUAGES)] = None
    aliases: Aliases = ()
    description: Annotated[
        str | None,
        Key(
            "what belongs to it, in a sentence",
            example='"Sea and river ports, and the shipping that they serve."',
        ),
    ] = None


@declared
class Technology:
    """A technology that one may filter by."""

    id: Annotated[str, Key(ID, "slug", example='"5g"')]
    name: Annotated[str, Key(NAME, example='"5G"')]
    names: Annotated[Names | None, Key(LANGUAGES)] = None
    aliases: Aliases = ()
    description: Annotated[
        str | None,
        Key(
            "what belongs to it, in a sentence",
            example='"The fifth generation of mobile networks."',
        ),
    ] = None


@declared
class Citation:
    """A source as an answer names it, with the paragraph of its body."""

    source: Annotated[str, Key("id of the source")]
    publisher: Annotated[str, Key("who published it")]
    title: Annotated[str, Key("its title or, without one, its description")]
    published: Annotated[str | None, Key("day of publication")] = None
    url: Annotated[str | None, Key("address of the page")] = None
    paragraph: Annotated[int | None, Key("of its body, counted from 1")] = None


@declared
class TimelineRow:
    """One dated entry of the timeline: a figure, or a milestone or an amount of a project."""

    date: Annotated[str, Key("as of, or the period", "date")]
    kind: Annotated[Literal["figure", "milestone", "amount"], Key("what the row was made from")]
    id: Annotated[str, Key("the record that it was made from")]
    label: Annotated[str, Key("what was measured, or what happened")]
    measure: Annotated[Measure | None, Key("what sort of number it is")] = None
    series: Annotated[str | None, Key("rows of one series may be compared")] = None
    value: Annotated[int | float | None, Key("in whole units")] = None
    unit: Annotated[str | None, Key("ISO 4217 code, or a plain noun")] = None
    qualifier: Annotated[Qualifier | None, Key("the bound that the source put on it")] = None
    display: Annotated[str | None, Key("the amount as people write it")] = None
    areas: Annotated[tuple[str, ...], Key("countries, or LAC for the region")] = ()
    project: Annotated[str | None, Key("the project that it belongs to")] = None
    said_by: Annotated[str | None, Key("whose number it is")] = None
    said_by_name: Annotated[str | None, Key("the name of that person")] = None
    derived: Annotated[bool, Key("whether we worked it out from another row")] = False
    derivation: Annotated[str | None, Key("how it was worked out")] = None
    note: Note = None
    citations: Annotated[tuple[Citation, ...], Key("the sources that say so")] = ()


Record = (
    Source
    | Project
    | Quote
    | Figure
    | Event
    | Person
    | Organization
    | Country
    | Sector
    | Technology
)
KINDS: dict[str, type] = {cls.__name__.lower(): cls for cls in get_args(Record)}
