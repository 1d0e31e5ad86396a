"""The SQL that tells, of each value one may filter by, how much is recorded."""

from collections.abc import Mapping


def _count(by: str, listed: str, also: str = "") -> str:
    """Return the SQL that counts the rows of a list which the value at hand finds."""
    return (
        f"(SELECT count(*) FROM tag AS t WHERE t.list = '{listed}' AND t.filter = '{by}' "  # noqa: S608 (no user's word in it)
        f"AND t.value = answer.record {also})"
    )


def _said(speech: str) -> str:
    return _count(
        "speaker",
        "quotes",
        "AND EXISTS (SELECT 1 FROM tag AS s WHERE s.list = 'quotes' AND s.filter = 'speech' "  # noqa: S608
        f"AND s.value = '{speech}' AND s.answer = t.answer)",
    )


_ROLES = """json((SELECT json_group_array(role) FROM (
    SELECT DISTINCT json_extract(q.json, '$.role') AS role
    FROM tag AS t JOIN answer AS q ON q.number = t.answer
    WHERE t.list = 'quotes' AND t.filter = 'speaker' AND t.value = answer.record
    AND role IS NOT NULL
)))"""
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
SERIES = """
SELECT json_object(
    'id', value, 'label', label, 'measure', measure, 'unit', unit, 'areas', json(areas),
    'points', count(*), 'derived', sum(derived), 'first', min(date), 'last', max(date)
) AS shown, NULL AS kept, NULL AS checksum, value AS position, NULL AS first, 0 AS number,
    value AS record
FROM (
    SELECT value, json_extract(json, '$.label') AS label,
        json_extract(json, '$.measure') AS measure, json_extract(json, '$.unit') AS unit,
        json_extract(json, '$.areas') AS areas,
        json_extract(json, '$.date') AS date, json_extract(json, '$.derived') AS derived
    FROM tag JOIN answer ON answer.number = tag.answer
    WHERE tag.list = 'timeline' AND tag.filter = 'series' ORDER BY answer.position DESC
) GROUP BY value
"""
SERIES_KEYS = ("id", "label", "measure", "unit", "areas", "points", "derived", "first", "last")
