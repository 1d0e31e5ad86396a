"""What a search shows of each record: its name, and the sentence in which the words stand.

A sentence of what was said, summed up, described or noted goes before the name, and that before any
other field; among sentences, the first that holds most of the words.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from latamtech.indexing.cells import text_of
from latamtech.indexing.index import Index
from latamtech.indexing.soundness import sound
from latamtech.questions.search import KINDS, Place
from latamtech.questions.sentences import sentences
from latamtech.questions.stems import CLOSE, OPEN, Texts

_KIND_OF = {listed: kind for kind, listed in KINDS.items()}
_PROSE = ("text", "translation", "summary", "description", "theme", "milestones", "amounts", "note")
_NAMES = ("speaker_name", "label", "title", "name")
_NOT_SEARCHED = ("citations", "url", "display")
_AT_ONCE = 50
_SOURCE = ("publisher", "title", "published", "url")


class Hit(NamedTuple):
    """A record that a search finds: the keys of its row, in order.

    `name` is, of a quotation, the speaker, and of a figure its label; `display` is the figure's
    amount; `speech` tells whether a sentence of a quotation was printed so. `sentence` stands in
    the `field`; `also` are further fields with words that neither name nor sentence holds, and
    `matched` the words as they are printed in all of these.
    """

    kind: str
    id: str
    name: str
    date: str | None
    display: str | None
    speech: str | None
    field: str
    sentence: str
    also: Sequence[str]
    matched: Sequence[str]
    countries: Sequence[str]
    citations: Sequence[dict[str, Any]]


KEYS = Hit._fields


class Marked(NamedTuple):
    """A hit, and the same texts with marks around the words that were matched."""

    hit: Hit
    name: str
    sentence: str
    also: Sequence[str]
    translated_by: str | None


class _Text(NamedTuple):
    """A stretch of a row in which words may stand; the lower its rank, the sooner it is shown."""

    row: int
    field: str
    text: str
    rank: tuple[int, int]


def hits(index: Index, places: Iterable[Place], terms: Sequence[str]) -> Iterator[Marked]:
    """Yield what is shown of the records at some places, in which the terms are marked."""
    left = iter(places)
    while some := list(islice(left, _AT_ONCE)):
        yield from _marked([(place, _row(index, place)) for place in some], terms)


def _row(index: Index, place: Place) -> dict[str, Any]:
    figure = " AND NOT json_extract(json, '$.derived')" if place.listed == "timeline" else ""
    sql = f"SELECT json, NULL, checksum FROM answer WHERE list = ? AND record = ?{figure}"  # noqa: S608 (no user's word in it)
    (found,) = index.read(sql, [place.listed, place.record], sound)
    row: dict[str, Any] = json.loads(found[0])
    if place.listed == "projects":  # the one list whose rows keep other names to themselves
        _, data = index.record(place.record) or ("", {})
        row["aliases"] = data.get("aliases", [])
    return row


def _marked(rows: Sequence[tuple[Place, dict[str, Any]]], terms: Sequence[str]) -> Iterator[Marked]:
    texts = [text for number, (_, row) in enumerate(rows) for text in _texts(number, row)]
    looked = Texts([one.text for one in texts])
    marked, holding = looked.marked(terms), [looked.holding(term) for term in terms]
    of_rows: dict[int, list[int]] = {}
    for number, one in enumerate(texts):
        of_rows.setdefault(one.row, []).append(number)
    for number, (place, row) in enumerate(rows):
        held = {at: {n for n, its in enumerate(holding) if at in its} for at in of_rows[number]}
        name, sentence, also = _shown(held, texts, set(range(len(terms))))
        told = [marked.get(at, texts[at].text) for at in (name, sentence)]
        more = [f"{texts[at].field}: {marked[at]}" for at in also]
        matched = re.findall(f"{OPEN}(.*?){CLOSE}", "\n".join([*told, *more]), re.DOTALL)
        hit = Hit(
            _KIND_OF[place.listed],
            place.record,
            texts[name].text,
            row.get("date") or row.get("published"),
            row.get("display"),
            row.get("speech"),
            texts[sentence].field,
            texts[sentence].text,
            [re.sub(f"[{OPEN}{CLOSE}]", "", one) for one in more],
            list(dict.fromkeys(matched)),
            _countries(place, row),
            row.get("citations", [_source(row)] if place.listed == "sources" else []),
        )
        yield Marked(hit, told[0], told[1], more, row.get("translated_by"))


def _shown(
    held: dict[int, set[int]], texts: Sequence[_Text], wanted: set[int]
) -> tuple[int, int, list[int]]:
    """Return the places of the name, of the sentence, and of what else holds a term.

    `held` are the terms that the text at each place holds.
    """
    name = min(held)
    best = min(held, key=lambda at: (not held[at], texts[at].rank, -len(held[at]), at))
    if best == name or texts[best].field == "id":  # which are shown anyway
        best = min(held, key=lambda at: (texts[at].rank, at))
    left = wanted - held[name] - held[best]
    also = []
    while left and (most := max(held, key=lambda at: (len(held[at] & left), -at))):
        if not held[most] & left:
            break
        also.append(most)
        left -= held[most]
    return name, best, also


def _texts(number: int, row: dict[str, Any]) -> Iterator[_Text]:
    """Yield the texts of a row: its name first, sentences before the texts that they make up."""
    name = next(key for key in (*_NAMES, "description") if row.get(key))
    yield _Text(number, name, row[name], (1, 0))
    for field in _PROSE:
        for text in _told(row.get(field)):
            if field == name:
                continue
            several = sentences(text)
            yield from (_Text(number, field, one, (0, 0)) for one in several)
            if len(several) > 1:
                yield _Text(number, field, text, (0, 1))
    for field, value in row.items():
        if field not in (*_PROSE, *_NOT_SEARCHED, name):
            yield from (_Text(number, field, text, (2, 0)) for text in _told(value))


def _told(value: object) -> list[str]:
    """Return the texts in a value, each alone."""
    if isinstance(value, list):
        parts = (_whole(one) if isinstance(one, dict) else _told(one) for one in value)
        return [text for part in parts for text in part]
    if isinstance(value, dict):
        return [str(one) for one in value.values() if one]
    return [value] if isinstance(value, str) and value else []


def _whole(value: dict[str, Any]) -> list[str]:
    told = text_of(value)
    more = (one for one in value.values() if isinstance(one, str) and one not in told)
    return [told, *more]


def _countries(place: Place, row: dict[str, Any]) -> list[str]:
    if place.listed == "countries":
        return [place.record]
    one = [row["country"]] if row.get("country") else []
    found: list[str] = row.get("countries") or row.get("areas") or one
    return found


def _source(row: dict[str, Any]) -> dict[str, Any]:
    """Return a source as what cites it tells of it."""
    told = {key: row[key] for key in _SOURCE} | {"title": row["title"] or row["description"]}
    return {"source": row["id"], **told, "paragraph": None}
