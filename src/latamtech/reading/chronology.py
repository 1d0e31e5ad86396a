"""What must hold between dates: order, no future, nothing later than the source that reports it."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from latamtech.model.dates import is_after, span
from latamtech.model.fields import Path
from latamtech.reading.checks import Breach, Facts, Loaded, Rule

PLANNED = ("proposed", "agreed")
UNFINISHED = (*PLANNED, "under construction", "not yet operational", "ongoing")
BEFORE_COMPLETION = (*PLANNED, "under construction", "not yet operational")
# Which key must not be earlier than which, and what happened on the latter.
_ORDER = (
    ("start", "end", "it began"),
    ("date", "end", "it began"),
    ("published", "accessed", "it was published"),
)
_ADVICE: Mapping[str | int, str] = {
    "published": "correct it",
    "accessed": "correct it",
    "status_as_of": "write the day its source was published",
    "milestones": 'correct it; of a plan, the stage is "proposed" or "agreed"',
    "start": 'correct it; of a plan, the status is "proposed" or "agreed"',
    "end": "correct it; of a plan, the status says that the project is not finished",
    "amounts": "correct it; of a plan, the status says that the project is not finished",
}


class Dated(NamedTuple):
    """A date of a record: its path, the sources that report it, and whether it is only planned."""

    path: Path
    text: str
    cites: tuple[str, ...] = ()
    planned: bool = False


def dates_of(record: Loaded) -> Iterator[Dated]:
    """Yield each date that a record says something happened on, or is to happen."""
    data, cites = record.data, tuple(record.data.get("cite", ()))
    unfinished = data.get("status") in UNFINISHED or (record.partial and "status" not in data)
    for key in ("date", "published", "accessed", "status_as_of"):
        if key in data:
            yield Dated((key,), data[key], cites)
    if "start" in data:
        planned = data.get("status", PLANNED[0] if record.partial else "") in PLANNED
        yield Dated(("start",), data["start"], cites, planned)
    if "end" in data:
        yield Dated(("end",), data["end"], cites, unfinished)
    for number, one in enumerate(data.get("milestones", ())):
        path, planned = ("milestones", number, "date"), one.get("stage") in PLANNED
        yield Dated(path, one["date"], tuple(one["cite"]), planned)
    for number, one in enumerate(data.get("amounts", ())):
        # What a sum is meant for may lie ahead, so only the future of a finished project is odd.
        if "date" in one:
            yield Dated(("amounts", number, "date"), one["date"], (), unfinished)


def dates_are_in_order(facts: Facts) -> Iterator[Breach]:
    """Ensure that nothing ends before it begins or is read before it was published."""
    for record in facts.records:
        data = record.data
        for before, after, what in _ORDER:
            if before in data and after in data and is_before(data[after], data[before]):
                yield Breach(
                    record,
                    (after,),
                    f"{data[after]} is before {data[before]}, when {what}",
                    f"correct it, or `{before}`",
                )


def is_before(text: str, other: str) -> bool:
    """Tell whether all days of a partial date come before all those of another."""
    return is_after(other, span(text).last)


def comparisons_look_back(facts: Facts) -> Iterator[Breach]:
    """Ensure that a figure is compared with an earlier date than its own."""
    for record in facts.of("figure"):
        relative = record.data.get("relative")
        if (
            relative
            and "date" in record.data
            and not is_before(relative["to"], record.data["date"])
        ):
            message = f"{relative['to']} is not before {record.data['date']}, the figure's own date"
            yield Breach(record, ("relative", "to"), message, "compare with an earlier date")


def dates_are_not_in_the_future(facts: Facts) -> Iterator[Breach]:
    """Ensure that no date lies in the future, unless it is that of a plan."""
    late = (record for record, latest in facts.latest if latest > facts.today)
    for record in late:
        for date in dates_of(record):
            if not date.planned and is_after(date.text, facts.today):
                yield Breach(record, date.path, f"{date.text} is in the future", _advice(date))


def dates_are_not_after_their_sources(facts: Facts) -> Iterator[Breach]:
    """Ensure that nothing is dated later than all its sources, unless it is a plan."""
    last_day = _last_days(facts)
    late = (one for one, latest in facts.latest if _may_be_late(one.data, latest, last_day))
    for record in late:
        for date in dates_of(record):
            # A date in the future has been pointed out already.
            if not date.cites or date.planned or is_after(date.text, facts.today):
                continue
            days = [last_day(cite) for cite in date.cites]
            if _UNKNOWN not in days and is_after(date.text, max(days).day):
                message = (
                    f"{date.text} is after {max(days).text}, when its source was {max(days).how}"
                )
                yield Breach(record, date.path, message, _advice(date))


class LastDay(NamedTuple):
    """The last day that a source can tell of, with the date that says so: published or read."""

    day: str
    text: str
    how: str


_UNKNOWN = LastDay("", "", "")


def _last_days(facts: Facts) -> Callable[[str], LastDay]:
    """Return a function that looks up, for a citation, the last day of its source."""

    @cache
    def of_source(id_: str) -> LastDay:
        source = facts.named(id_)
        return _last_day(source.data) if source and source.kind == "source" else _UNKNOWN

    return lambda cite: of_source(cite.partition("#")[0])


def _last_day(source: Mapping[str, Any]) -> LastDay:
    for key, how in (("published", "published"), ("accessed", "read")):
        if key in source:
            return LastDay(span(source[key]).last, source[key], how)
    return _UNKNOWN


def _may_be_late(data: Mapping[str, Any], latest: str, last_day: Callable[[str], LastDay]) -> bool:
    """Tell whether a date of a record may be after a source; most are not after the first."""
    cites = data.get("cite")
    if cites and latest > last_day(cites[0]).day:
        return True
    return "milestones" in data and any(
        one["date"] > last_day(one["cite"][0]).day for one in data["milestones"]
    )


def _advice(date: Dated) -> str:
    return _ADVICE.get(date.path[0], "correct it; what is only expected belongs into the note")


def completed_projects_are_not_built_later(facts: Facts) -> Iterator[Breach]:
    """Ensure that no milestone of a completed project takes it back to a time before."""
    for record in facts.of("project"):
        done = _completion(record.data)
        for number, one in enumerate(record.data.get("milestones", ())):
            if done and one.get("stage") in BEFORE_COMPLETION and is_before(done, one["date"]):
                message = f'"{one["stage"]}" in {one["date"]} is after the completion, {done}'
                path = ("milestones", number, "stage")
                yield Breach(record, path, message, "correct the date, the stage or the status")


def _completion(project: Mapping[str, Any]) -> str:
    """Return the latest date at which a completed project was completed; "" where unknown."""
    if project.get("status") != "completed":
        return ""
    milestones = project.get("milestones", ())
    days = [one["date"] for one in milestones if one.get("stage") == "completed"]
    days += [project["end"]] if "end" in project else []
    return max(days, key=lambda day: span(day).last, default="")


RULES = (
    Rule(dates_are_in_order, "error"),
    Rule(comparisons_look_back, "error"),
    Rule(dates_are_not_in_the_future, "error"),
    Rule(dates_are_not_after_their_sources, "error"),
    Rule(completed_projects_are_not_built_later, "error"),
)
