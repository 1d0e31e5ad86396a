"""The SQL that tells, of each value one may filter by, how much is recorded."""

from collections.abc import Mapping

from latamtech.indexing.soundness import found_by


def _count(by: str, listed: str) -> str:
    """Return the SQL that counts the rows of a list which the value at hand finds."""
    return (
        "coalesce((SELECT count_in(numbers, checksum) FROM posting "  # noqa: S608 (no user's word in it)
        f"WHERE list = '{listed}' AND filter = '{by}' AND value = answer.record), 0)"
    )


_OF_SPEAKER = """of_speaker.list = 'quotes' AND of_speaker.filter = 'speaker'
    AND of_speaker.value = answer.record"""
_SAID = f"posting AS of_speaker, {found_by('of_speaker')} AS said WHERE {_OF_SPEAKER}"


def _said(speech: str) -> str:
    return (
        f"(SELECT count(*) FROM {_SAID} AND said.value IN "  # noqa: S608 (no user's word in it)
        f"(SELECT one.value FROM posting, {found_by('posting')} AS one "
        f"WHERE list = 'quotes' AND filter = 'speech' AND posting.value = '{speech}'))"
    )


_ROLES = f"""json((SELECT json_group_array(role) FROM (
    SELECT DISTINCT json_extract(quote.json, '$.role') AS role
    FROM posting AS of_speaker, {found_by("of_speaker")} AS said
    JOIN answer AS quote ON quote.number = said.value
    WHERE {_OF_SPEAKER} AND role IS NOT NULL ORDER BY role
)))"""  # noqa: S608 (no user's word in it)
# What the lists of known values tell besides their own fields: how many rows each value finds.
COUNTS: Mapping[str, Mapping[str, str]] = {
    "countries": {name: _count("country", name) for name in ("projects", "quotes", "timeline")},
    "sectors": {name: _count("sector", name) for name in ("projects", "quotes", "timeline")},
    "technologies": {name: _count("technology", name) for name in ("projects", "quotes")},
    "organizations": {name: _count("organization", name) for name in ("projects", "quotes")},
    "speakers": {"roles": _ROLES, "direct": _said("direct"), "reported": _said("reported")},
    "sources": {name: _count("source", name) for name in ("projects", "quotes", "timeline")},
    "events": {"quotes": _count("event", "quotes")},
}
# Of a series, the latest figure says what is counted; `first` and `last` are days of ten letters,
# after which the date stands as precise as it was given.
SERIES = f"""
SELECT json_object(
    'id', value, 'label', substr(max(last || label), 11), 'measure', max(measure),
    'unit', max(unit), 'areas', json(substr(max(last || areas), 11)), 'points', count(*),
    'derived', sum(derived), 'first', substr(min(first || date), 11),
    'last', substr(max(last || date), 11)
) AS shown, NULL AS kept, NULL AS checksum, value AS position, NULL AS first, 0 AS number,
    value AS record
FROM (
    SELECT posting.value AS value, answer.first AS first, answer.last AS last,
        json_extract(answer.json, '$.label') AS label,
        json_extract(answer.json, '$.measure') AS measure,
        json_extract(answer.json, '$.unit') AS unit,
        json_extract(answer.json, '$.areas') AS areas,
        json_extract(answer.json, '$.date') AS date,
        json_extract(answer.json, '$.derived') AS derived
    FROM posting, {found_by("posting")} AS one JOIN answer ON answer.number = one.value
    WHERE posting.list = 'timeline' AND posting.filter = 'series'
) GROUP BY value
"""  # noqa: S608 (no user's word in it)
SERIES_KEYS = ("id", "label", "measure", "unit", "areas", "points", "derived", "first", "last")
