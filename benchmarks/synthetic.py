"""Invented fact folders of any size, the same for the same numbers: food for the benchmarks."""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

COUNTRIES = "AG AR BR BO CL CO CR CU DO EC GT GY HN JM MX NI PA PE PY SR SV TT UY VE LAC".split()
SECTORS = (
    "airports agriculture astronomy cloud conservation education grids health ports rail".split()
)
TECHNOLOGIES = "5g big-data blockchain cloud-computing digital-twin internet low-carbon".split()
STATUSES = ("agreed", "under construction", "operating", "ongoing", "completed")
WORDS = (
    "port grid lake river tower valley cable cloud network station bridge harbour farm school "
    "research satellite antenna battery turbine panel tunnel line ring north south east west upper "
    "lower new old great little first second joint shared open smart green blue silver iron copper"
).split()
SHARES = (("project", 25), ("quote", 40), ("figure", 25), ("person", 6), ("organization", 3))


def write_facts(folder: Path, facts: int, files: int) -> None:
    """Write a number of invented facts into a number of files below a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        count = facts // files + (number < facts % files)
        text = "\n".join(_records(random.Random(number), number, count))
        (folder / f"made-{number:05}.toml").write_text(text, encoding="utf-8")


def _records(chance: random.Random, number: int, count: int) -> Iterator[str]:
    source = f"made-{number}"
    day = f"{chance.randint(2010, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    yield _table(
        "source",
        id=source,
        title=f"{_phrase(chance, 6).capitalize()} {number}",
        publisher=f"Gazette {number % 97}",
        published=day,
        language="en",
        kind="news",
        url=f"https://example.org/{number}/{source}",
    )
    made: dict[str, list[str]] = {"person": [], "organization": [], "project": []}
    kinds = ["person", "organization", "project"]
    names, shares = zip(*SHARES, strict=True)
    kinds += chance.choices(names, shares, k=max(0, count - 1 - len(kinds)))
    for position, kind in enumerate(sorted(kinds, key=list(names).index, reverse=True)):
        id_ = f"{kind}-{number}-{position}"
        made.setdefault(kind, []).append(id_)
        cite = [f"{source}#{chance.randint(1, 40)}"]
        yield _table(kind, id=id_, **_MAKERS[kind](chance, id_, made, day, cite))


def _project(
    chance: random.Random, id_: str, made: dict[str, list[str]], day: str, cite: list[str]
) -> dict[str, object]:
    year = int(day[:4])
    return {
        "name": f"{_phrase(chance, 3).title()} {id_[8:]}",
        "countries": [chance.choice(COUNTRIES)],
        "sectors": chance.sample(SECTORS, 2),
        "technologies": [chance.choice(TECHNOLOGIES)],
        "status": chance.choice(STATUSES),
        "status_as_of": day,
        "start": str(year - chance.randint(1, 8)),
        "organizations": [{"id": chance.choice(made["organization"]), "role": "lead"}],
        "amounts": [
            {
                "value": chance.randint(1, 9999) * 10**5,
                "unit": "USD",
                "qualifier": "about",
                "date": str(year - 1),
                "cite": cite,
            }
        ],
        "summary": _phrase(chance, 20).capitalize() + ".",
        "cite": cite,
    }


def _quote(
    chance: random.Random, id_: str, made: dict[str, list[str]], day: str, cite: list[str]
) -> dict[str, object]:
    return {
        "speaker": chance.choice(made["person"]),
        "role": "director",
        "organization": chance.choice(made["organization"]),
        "speech": chance.choice(("direct", "direct", "reported")),
        "text": f"{_phrase(chance, 24).capitalize()} {id_}",
        "language": "en",
        "date": day[:7],
        "countries": [chance.choice(COUNTRIES)],
        "sectors": [chance.choice(SECTORS)],
        "cite": cite,
    }


def _figure(
    chance: random.Random, id_: str, made: dict[str, list[str]], day: str, cite: list[str]
) -> dict[str, object]:
    del made
    return {
        "label": f"{_phrase(chance, 4).capitalize()} {id_}",
        "measure": "trade",
        "series": f"series-{chance.randint(1, 50)}",
        "value": chance.randint(1, 99999) * 10**6,
        "unit": "USD",
        "qualifier": "exact",
        "date": str(int(day[:4]) - 1),
        "areas": [chance.choice(COUNTRIES)],
        "cite": cite,
    }


def _person(
    chance: random.Random, id_: str, made: dict[str, list[str]], day: str, cite: list[str]
) -> dict[str, object]:
    del made, day, cite
    return {"name": f"{_phrase(chance, 2).title()} {id_[7:].replace('-', ' ')}"}


def _organization(
    chance: random.Random, id_: str, made: dict[str, list[str]], day: str, cite: list[str]
) -> dict[str, object]:
    del made, day, cite
    return {"name": f"{_phrase(chance, 2).title()} Institute {id_[13:]}", "kind": "company"}


_MAKERS = {
    "project": _project,
    "quote": _quote,
    "figure": _figure,
    "person": _person,
    "organization": _organization,
}


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words))


def _table(kind: str, /, **values: object) -> str:
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
