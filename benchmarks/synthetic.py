"""Invented fact folders of any size, the same for the same numbers: food for the benchmarks.

They have what real ones have: countries of which much is told and others of which little is, words
that are common and words that are rare, texts in several scripts, and records that name records of
other files.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate, product
from pathlib import Path
from typing import NamedTuple

# How often each country is named, in percent; the rest share what is left.
SHARES_OF_COUNTRIES = {
    "BR": 14,
    "LAC": 11,
    "MX": 8,
    "AR": 8,
    "CL": 8,
    "CO": 6,
    "EC": 5,
    "CU": 4,
    "PE": 4,
    "VE": 4,
    **dict.fromkeys("AG BO CR DO GT GY HN JM NI PA PY SR SV TT UY".split(), 2),
}
SECTORS = (
    "airports agriculture astronomy cloud conservation digital-economy e-commerce education grids "
    "health ocean ports rail renewable-energy research satellites smart-cities telecommunications"
).split()
TECHNOLOGIES = (
    "5g acoustic-monitoring artificial-intelligence big-data blockchain cloud-computing "
    "digital-simulation digital-twin internet low-carbon remote-sensing-satellites"
).split()
STATUSES = ("agreed", "under construction", "operating", "ongoing", "completed")
QUALIFIERS = ("exact", "exact", "about", "over", "under", "at-least", "up-to")
COMMON_WORDS = (
    "port grid lake river tower valley cable cloud network station bridge harbour farm school "
    "research satellite antenna battery turbine panel tunnel line ring north south east west upper "
    "lower new old great little first second joint shared open smart green blue silver iron copper"
).split()
SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi xo zu".split()
RARE_WORDS = tuple(map("".join, product(SYLLABLES, repeat=3)))
WORDS = (*COMMON_WORDS, *RARE_WORDS)
# Words are about as common as their rank is low (Zipf's law).
WEIGHTS = tuple(accumulate(1 / (rank + 10) for rank in range(len(WORDS))))
COUNTRIES = tuple(SHARES_OF_COUNTRIES)
COUNTRY_WEIGHTS = tuple(accumulate(SHARES_OF_COUNTRIES.values()))
SPANISH = "la tecnología será compartida según el convenio con la región y sus países".split()
CHINESE = "中国与拉丁美洲在科技合作方面取得新的进展建设港口电网卫星和数字经济"
SHARES = {"project": 25, "quote": 44, "figure": 20, "person": 6, "organization": 3, "event": 2}
ALWAYS = ("person", "organization", "project", "event")  # what each file has one of at least
LEAST = 1 + len(ALWAYS)  # so many records has the smallest file, with its source


class _File(NamedTuple):
    """A file under way: its chance, its number, of how many, its source, and what is in it."""

    chance: random.Random
    number: int
    files: int
    day: str
    made: Mapping[str, int]

    @property
    def cite(self) -> list[str]:
        return [f"made-{self.number}#{self.chance.randint(1, 40)}"]

    @property
    def year(self) -> int:
        return int(self.day[:4])

    def one_of(self, kind: str) -> str:
        """Return the id of a record of a kind: most often of this file, else of any."""
        if self.chance.random() < 1 / 5:
            return f"{kind}-{self.chance.randrange(self.files)}-0"
        return f"{kind}-{self.number}-{self.chance.randrange(self.made[kind])}"

    def phrase(self, words: int) -> str:
        """Return a number of words, common and rare."""
        return " ".join(self.chance.choices(WORDS, cum_weights=WEIGHTS, k=words))

    def name(self, words: int) -> str:
        """Return a name of common words."""
        return " ".join(self.chance.choices(COMMON_WORDS, k=words)).title()

    def countries(self) -> list[str]:
        """Return one country or, of ten times, two."""
        count = 2 if self.happens(1 / 10) else 1
        found = self.chance.choices(COUNTRIES, cum_weights=COUNTRY_WEIGHTS, k=count)
        return list(dict.fromkeys(found))

    def happens(self, share: float) -> bool:
        """Tell whether something happens that does so in a share of all cases."""
        return self.chance.random() < share


def write_facts(folder: Path, facts: int, files: int) -> None:
    """Write a number of invented facts into a number of files below a folder.

    Raises `ValueError` where there are fewer facts than five a file.
    """
    if facts < LEAST * files:
        raise ValueError(f"a file holds {LEAST} facts at least: {facts} do not fill {files}")
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        count = facts // files + (number < facts % files)
        text = "\n".join(_records(number, files, count))
        path = folder / f"made-{number:05}.toml"
        path.write_text(text, encoding="utf-8", newline="\n")


def _records(number: int, files: int, count: int) -> Iterator[str]:
    chance = random.Random(number)
    day = f"{chance.randint(2010, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    kinds = [*ALWAYS, *chance.choices([*SHARES], [*SHARES.values()], k=count - LEAST)]
    file = _File(chance, number, files, day, Counter(kinds))
    yield _table("source", _source(file))
    numbers: Counter[str] = Counter()
    for kind in kinds:
        id_ = f"{kind}-{number}-{numbers[kind]}"
        numbers[kind] += 1
        yield _table(kind, {"id": id_, **_MAKERS[kind](file, id_)})


def _source(file: _File) -> dict[str, object]:
    return {
        "id": f"made-{file.number}",
        "title": f"{file.phrase(6).capitalize()} {file.number}",
        "publisher": f"Gazette {file.number % 97}",
        "published": file.day,
        "language": "en",
        "kind": "news",
        "url": f"https://example.org/{file.number}/made-{file.number}",
    }


def _project(file: _File, id_: str) -> dict[str, object]:
    chance, cite = file.chance, file.cite
    leader, partner = file.one_of("organization"), file.one_of("organization")
    made: dict[str, object] = {
        "name": f"{file.name(3)} {id_[8:]}",
        "countries": file.countries(),
        "sectors": chance.sample(SECTORS, chance.randint(1, 2)),
        "technologies": [chance.choice(TECHNOLOGIES)],
        "status": chance.choice(STATUSES),
        "status_as_of": file.day,
        "start": str(file.year - chance.randint(3, 8)),
        "organizations": [{"id": leader, "role": "lead"}],
        "summary": file.phrase(20).capitalize() + ".",
        "cite": cite,
    }
    if partner != leader and file.happens(1 / 4):
        made["organizations"] = [{"id": leader, "role": "lead"}, {"id": partner}]
    if file.happens(1 / 2):
        made["amounts"] = [
            {
                "value": chance.randint(1, 9999) * 10**5,
                "unit": chance.choice(("USD", "USD", "CNY")),
                "qualifier": chance.choice(QUALIFIERS),
                "date": str(file.year - 1),
                "cite": cite,
            }
        ]
    if file.happens(1 / 3):
        date = f"{file.year - 2}-{chance.randint(1, 12):02}"
        made["milestones"] = [
            {"date": date, "stage": "agreed", "what": file.phrase(3), "cite": cite}
        ]
    if file.happens(1 / 5):
        made["note"] = file.phrase(15).capitalize() + "."
    return made


def _quote(file: _File, id_: str) -> dict[str, object]:
    chance = file.chance
    made: dict[str, object] = {
        "speaker": file.one_of("person"),
        "role": chance.choice(("director", "minister", "researcher", "spokesperson")),
        "organization": file.one_of("organization"),
        "speech": chance.choice(("direct", "direct", "reported")),
        "date": file.day[:7],
        "countries": file.countries(),
        "sectors": [chance.choice(SECTORS)],
        "cite": file.cite,
        **_words(file, id_),
    }
    if file.happens(1 / 4):
        made["projects"] = [file.one_of("project")]
    if file.happens(1 / 10):
        made["event"] = file.one_of("event")
    return made


def _words(file: _File, id_: str) -> dict[str, object]:
    """Return a text in English or, of five times, in another language, with its translation."""
    english = f"{file.phrase(24).capitalize()} {id_}"
    if not file.happens(1 / 5):
        return {"text": english, "language": "en"}
    if file.happens(1 / 2):
        text, language = "".join(file.chance.choices(CHINESE, k=40)), "zh"
    else:
        text, language = " ".join(file.chance.choices(SPANISH, k=24)), "es"
    return {"text": f"{text} {id_}", "language": language, "translation": english}


def _figure(file: _File, id_: str) -> dict[str, object]:
    chance = file.chance
    made: dict[str, object] = {
        "label": f"{file.phrase(4).capitalize()} {id_}",
        "measure": "trade",
        "series": f"series-{chance.randint(1, 50)}",
        "value": chance.randint(1, 99999) * 10**6,
        "unit": "USD",
        "qualifier": chance.choice(QUALIFIERS),
        "date": str(file.year - 1),
        "areas": file.countries(),
        "cite": file.cite,
    }
    if file.happens(1 / 10):
        made["relative"] = {"to": str(file.year - 9), "times": chance.randint(2, 9)}
    if file.happens(1 / 10):
        made["said_by"] = file.one_of("person")
    return made


def _person(file: _File, id_: str) -> dict[str, object]:
    numbers = id_.removeprefix("person-").replace("-", " ")
    made: dict[str, object] = {"name": f"{file.name(2)} {numbers}"}
    if file.happens(1 / 3):
        made["native_name"] = f"{''.join(file.chance.choices(CHINESE, k=3))} {numbers}"
    return made


def _organization(file: _File, id_: str) -> dict[str, object]:
    name = f"{file.name(2)} Institute {id_.removeprefix('organization-')}"
    return {"name": name, "kind": file.chance.choice(("company", "ministry", "institute"))}


def _event(file: _File, id_: str) -> dict[str, object]:
    return {
        "name": f"{file.name(3)} Forum {id_.removeprefix('event-')}",
        "date": file.day[:7],
        "country": file.chance.choice(("CN", "BR", "CL", "PE")),
        "theme": file.phrase(8).capitalize(),
        "cite": file.cite,
    }


_MAKERS = {
    "project": _project,
    "quote": _quote,
    "figure": _figure,
    "person": _person,
    "organization": _organization,
    "event": _event,
}


def _table(kind: str, values: Mapping[str, object]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    return "\n".join([f"[[{kind}]]", *lines, ""])


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    return str(value) if isinstance(value, int) else f'"{value}"'


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=500)
    given = parser.parse_args()
    write_facts(given.folder, given.facts, given.files)
