"""Other programs that look facts up: the same facts in their formats, the same question."""

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import tomli

JSON_LINES, RECORDS, CSV, DATABASE = "facts.jsonl", "facts.rec", "facts.csv", "facts.db"
_DUCKDB = (
    f"COPY (SELECT * FROM '{JSON_LINES}'"  # noqa: S608 (no user's word in it)
    " WHERE kind = 'project' AND list_contains(countries, '{}')) TO '/dev/stdout' (FORMAT json)"
)
_PYTHON = 'import duckdb; duckdb.sql("""{}""")'
_JQ = 'select(.kind == "project" and (.countries | index("%s")))'
_MILLER = '$kind == "project" && $countries =~ "(^|; ){}(;|$)"'
_SQLITE = (
    "SELECT json FROM fact JOIN fact_country AS place USING (id)"
    " WHERE country = '{}' AND place.kind = 'project'"
)


class Peer(NamedTuple):
    """A program: how to ask it for a country's projects, to tell the ids, and which version it is.

    `found` is the program, None where it is not installed. It is run in the folder of the facts.
    """

    name: str
    found: str | None
    asked: Callable[[str], Sequence[str]]
    ids: Callable[[str], list[str]]
    version: Sequence[str]
    at_least: float | None = None


def peers() -> list[Peer]:
    """Return all peers, in the order of the table."""
    python = sys.executable
    return [
        _program(
            "recsel",
            shutil.which("recsel"),
            lambda country: ["-t", "project", "-e", f"countries = '{country}'", RECORDS],
            _ids_of_records,
            10,
        ),
        _program("jq", shutil.which("jq"), lambda country: ["-c", _JQ % country, JSON_LINES], at=3),
        _program("DuckDB", _duckdb(), lambda country: ["-c", _DUCKDB.format(country)], at=2),
        Peer(
            "DuckDB from Python",
            python if find_spec("duckdb") else None,
            lambda country: [python, "-c", _PYTHON.format(_DUCKDB.format(country))],
            _ids_of_lines,
            [python, "-c", "import duckdb; print(duckdb.__version__)"],
            2,
        ),
        _program(
            "Miller",
            shutil.which("mlr"),
            lambda country: ["--icsv", "--ojsonl", "filter", _MILLER.format(country), CSV],
        ),
        _program(
            "sqlite3",
            shutil.which("sqlite3"),
            lambda country: [DATABASE, _SQLITE.format(country)],
        ),
    ]


def _duckdb() -> str | None:
    """Return DuckDB's own program: what pip sets on the path is a script that starts it."""
    package = find_spec("duckdb_cli")
    inside = Path(package.origin).with_name("duckdb") if package and package.origin else None
    return str(inside) if inside and inside.exists() else shutil.which("duckdb")


def _program(
    name: str,
    found: str | None,
    asked: Callable[[str], Sequence[str]],
    ids: Callable[[str], list[str]] | None = None,
    at: float | None = None,
) -> Peer:
    words = found or name
    return Peer(
        name,
        found,
        lambda country: [words, *asked(country)],
        ids or _ids_of_lines,
        [words, "--version"],
        at,
    )


def version(peer: Peer) -> str:
    """Return the version that an installed peer tells."""
    told = subprocess.run(peer.version, capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(\.\d+)+", told.partition("\n")[0])
    return found[0] if found else told.strip()


def _ids_of_lines(text: str) -> list[str]:
    """Return the ids of records that are printed as JSON Lines, sorted."""
    return sorted(json.loads(line)["id"] for line in text.splitlines())


def _ids_of_records(text: str) -> list[str]:
    return sorted(re.findall(r"(?m)^id: (.+)$", text))


def read(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the kind and the data of every record below a folder."""
    for path in sorted(folder.rglob("*.toml")):
        for kind, records in tomli.loads(path.read_text("utf-8")).items():
            for record in records:
                yield kind, record


def convert(facts: Path, folder: Path) -> None:
    """Write the facts below a folder into another one, in the format of each peer."""
    folder.mkdir(parents=True)
    _write_json_lines(facts, folder / JSON_LINES)
    _write_records(facts, folder / RECORDS)
    _write_csv(facts, folder / CSV)
    _write_database(facts, folder / DATABASE)


def _write_json_lines(facts: Path, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{_json(kind, data)}\n" for kind, data in read(facts))


def _write_records(facts: Path, path: Path) -> None:
    """Write recutils' format: the records of one kind together, a line for each item of a list."""
    kinds: dict[str, list[str]] = {}
    for kind, data in read(facts):
        lines = [f"{key}: {_plain(one)}" for key, value in data.items() for one in _items(value)]
        kinds.setdefault(kind, []).append("\n".join(lines))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for kind, records in kinds.items():
            file.write("\n\n".join([f"%rec: {kind}", *records]) + "\n\n")


def _write_csv(facts: Path, path: Path) -> None:
    keys = ["kind", *dict.fromkeys(key for _, data in read(facts) for key in data if key != "kind")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, keys, lineterminator="\n")
        writer.writeheader()
        for kind, data in read(facts):
            cells = {key: "; ".join(map(_plain, _items(value))) for key, value in data.items()}
            writer.writerow({**cells, "kind": kind})


def _write_database(facts: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "CREATE TABLE fact (id TEXT PRIMARY KEY, kind TEXT, json TEXT);"
            "CREATE TABLE fact_country (country TEXT, kind TEXT, id TEXT,"
            " PRIMARY KEY (country, kind, id)) WITHOUT ROWID;"
        )
        for kind, data in read(facts):
            row = (data["id"], kind, _json(kind, data))
            database.execute("INSERT INTO fact VALUES (?, ?, ?)", row)
            database.executemany(
                "INSERT INTO fact_country VALUES (?, ?, ?)",
                [(country, kind, data["id"]) for country in data.get("countries", ())],
            )
        database.commit()


def _json(kind: str, data: Mapping[str, Any]) -> str:
    # The kind of a body or a source stands aside for that of its record.
    return json.dumps({**data, "kind": kind}, ensure_ascii=False)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
