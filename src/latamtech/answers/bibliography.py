"""Sources as reference managers read them: a text for each source, in one of four styles.

| of a source          | text              | BibTeX              | RIS      | CSL-JSON             |
|----------------------|-------------------|---------------------|----------|----------------------|
| `id`                 |                   | the key             | `ID`     | `id`                 |
| `kind`               |                   | always `@misc`      | `TY`     | `type`               |
| `publisher`          | the name          | `publisher`         | `PB`     | `publisher`          |
| - of news or a page  |                   |                     | `T2` too | `container-title`    |
| `published`          | or undated        | `date`              | `DA`     | `issued`             |
| - year, month        |                   | `year`, `month`     | `PY`     |                      |
| `title` (or else     | in quotation      | `title`             | `TI`     | `title`              |
| `description`)       | marks             |                     |          |                      |
| `author`             | by …              | `author`            | `AU`     | `author`, a literal  |
| `republished_from`   | republished from  | `note`              | `N1`     | `original-publisher` |
|                      |                   |                     |          | and `note`           |
| `accessed`           | accessed …        | `urldate`           | `Y2`     | `accessed`           |
| `url`                | the address       | `url`               | `UR`     | `URL`                |
| `language`           |                   | `language`          | `LA`     | `language`           |
| `note`               |                   | `annote`            | `N1`     | `annote`             |

What is unknown is left out, and a date stays as precise as it is. An author may be several people
or a body; the name stays as it was printed, and is never taken apart (in RIS, where a comma would
do that, it has semicolons).

BibTeX: Patashnik, "BibTeXing" (1988), and the biblatex manual, sections 2.1 and 2.2. `@online` is
known to biblatex alone; `@misc` is known to every reader, and means the same there. Both ways of
giving a date stand side by side, for the same reason. RIS: Research Information Systems, "RIS
Format Specifications". CSL-JSON: Citation Style Language 1.0.2, appendices III and IV, and its
input schema `csl-data.json`; styles print who published news or a page as `container-title`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from latamtech.indexing import cells

Source = Mapping[str, Any]  # of a row, the keys whose values are known

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# As Zotero writes and reads them; \vphantom holds the brace that makes a pair, and shows nothing.
# A vertical bar stays, since pandoc drops \textbar.
_TEX = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"\{\vphantom{\}}",
        "}": r"\vphantom{\{}\}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        **{char: f"\\{char}" for char in "%&#_$"},
    }
)
# Between two characters that TeX would set as one: -- as a dash, ?` as a turned question mark.
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)|(?<=,)(?=,)")
# An address stands verbatim, so what TeX would count as braces is written by its code (RFC 3986).
_TEX_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
_RIS_TYPES = {"news": "NEWS", "research": "RPRT", "dataset": "DATA"}
_CSL_TYPES = {"news": "article-newspaper", "research": "report", "dataset": "dataset"}


def written(style: str, sources: Iterable[Source]) -> Iterator[str]:
    """Return the pieces of a bibliography: rows of the list of sources in one of the `STYLES`."""
    pieces = map(_REFERENCES[style], map(_on_one_line, sources))
    if style == "csl-json":
        return _array(pieces)
    return pieces if style == "text" else _apart(pieces)


def _on_one_line(source: Source) -> Source:
    return {
        key: re.sub(r"\s*[\r\n\t]\s*", " ", value) if isinstance(value, str) else value
        for key, value in {**source, "title": source["title"] or source["description"]}.items()
        if value is not None
    }


def _apart(pieces: Iterable[str]) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        yield f"\n{piece}" if number else piece


def _array(pieces: Iterable[str]) -> Iterator[str]:
    before = "[\n"
    for piece in pieces:
        yield before + piece
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _republished(source: Source) -> str:
    return f"Republished from {source['republished_from']}" if "republished_from" in source else ""


def _text(source: Source) -> str:
    """Return a source as a footnote names it, with what else is known of its coming about."""
    told = [cells.source({"published": None, **source})]
    for key, words in (("author", "by"), ("republished_from", "republished from")):
        told += [f"{words} {source[key]}"] if key in source else []
    told += [f"accessed {source['accessed']}"] if "accessed" in source else []
    return ", ".join([*told, *filter(None, [source.get("url")])]) + "\n"


def _bibtex(source: Source) -> str:
    fields = {
        "title": _literal(source["title"]),
        "author": _literal(source.get("author", "")),
        "publisher": _publisher(source["publisher"]),
        **_bibtex_date(source.get("published", "")),
        "language": _field(source["language"]),
        "url": _address(source.get("url", "")),
        "urldate": _field(source.get("accessed", "")),
        "note": _field(_republished(source)),
        "annote": _field(source.get("note", "")),
    }
    known = [f"  {key} = {value}" for key, value in fields.items() if value]
    return ",\n".join([f"@misc{{{source['id']}", *known]) + "\n}\n"


def _bibtex_date(date: str) -> dict[str, str]:
    if not date:
        return {}
    month = "" if "/" in date else date[5:7]
    return {
        "date": _field(date),
        "year": f"{{{'--'.join(_years(date))}}}",
        "month": _MONTHS[int(month) - 1] if month else "",
    }


def _field(text: str) -> str:
    return f"{{{_LIGATURES.sub('{}', text.translate(_TEX))}}}" if text else ""


def _literal(text: str) -> str:
    """Return a field in which no style changes capitals, and no `and` or comma parts names."""
    return f"{{{_field(text)}}}" if text else ""


def _publisher(name: str) -> str:
    """Return a publisher; biblatex takes the `and` in a name for one between two."""
    return _literal(name) if re.search(r"\band\b", name, re.IGNORECASE) else _field(name)


def _address(url: str) -> str:
    return f"{{{url.translate(_TEX_ADDRESS)}}}" if url else ""


def _ris(source: Source) -> str:
    kind = _RIS_TYPES.get(source["kind"], "ELEC" if "url" in source else "GEN")
    published = source.get("published", "")
    lines = [
        ("TY", kind),
        ("ID", source["id"]),
        ("TI", source["title"]),
        ("AU", source.get("author", "").replace(",", ";")),  # a comma would part the name
        ("T2", source["publisher"] if kind in {"NEWS", "ELEC"} else None),
        ("PB", source["publisher"]),
        ("PY", "-".join(_years(published))),
        ("DA", _ris_date(published) if "-" in published or "/" in published else None),
        ("LA", source["language"]),
        ("UR", source.get("url")),
        ("Y2", _ris_date(source.get("accessed", ""))),
        ("N1", _republished(source)),
        ("N1", source.get("note")),
    ]
    return "".join([f"{tag}  - {value}\n" for tag, value in lines if value] + ["ER  - \n"])


def _ris_date(date: str) -> str:
    """Return a date as `YYYY/MM/DD/other information`; an interval is no date of that kind."""
    if "/" in date:
        return f"///{date.replace('/', ' to ')}"
    year, month, day = [*date.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/" if date else ""


def _csl(source: Source) -> str:
    import json  # noqa: PLC0415 (the other styles do without)

    kind = _CSL_TYPES.get(source["kind"], "webpage" if "url" in source else "document")
    contained = kind in {"article-newspaper", "webpage"}
    item = {
        "id": source["id"],
        "type": kind,
        "title": source["title"],
        "author": [{"literal": source["author"]}] if "author" in source else None,
        "container-title" if contained else "publisher": source["publisher"],
        "original-publisher": source.get("republished_from"),
        "issued": _csl_date(source.get("published", "")),
        "language": source["language"],
        "URL": source.get("url"),
        "accessed": _csl_date(source.get("accessed", "")),
        "note": _republished(source),
        "annote": source.get("note"),
    }
    known = {key: value for key, value in item.items() if value}
    return json.dumps(known, separators=(",", ":"))


def _csl_date(date: str) -> dict[str, list[list[int]]] | None:
    if not date:
        return None
    return {"date-parts": [[int(part) for part in end.split("-")] for end in date.split("/")]}


def _years(date: str) -> list[str]:
    """Return the year of a date, or the two that an interval begins and ends in."""
    return list(dict.fromkeys(end[:4] for end in date.split("/") if end))


_REFERENCES = {"text": _text, "bibtex": _bibtex, "ris": _ris, "csl-json": _csl}
STYLES = tuple(_REFERENCES)
