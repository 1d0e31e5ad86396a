"""Passages: what a page says of one row, be it a project, a quotation, a figure or an event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from latamtech.answers import phrases
from latamtech.answers.columns import Piece
from latamtech.answers.pages import Block, Line, Notes, entry, item, line
from latamtech.model.dates import span
from latamtech.questions import conflicts

Row = Mapping[str, Any]

UNDATED = "undated"


class Passages:
    """What is said of rows, with numbered citations and with names for the ids in them.

    `about` is the record that the page is about, which need not be named again and again; with
    `ids`, the id of each row is told, so that one can go on from there.
    """

    def __init__(
        self, names: Mapping[str, str], *, about: str = "", ids: bool = False, notes: Notes
    ) -> None:
        """Begin with the names that ids stand for."""
        self.names, self.about, self.ids, self.notes = names, about, ids, notes

    def projects(self, rows: Iterable[Row]) -> Iterator[Block]:
        """Yield an item for each project: all that is known of it in a few lines."""
        return map(self._project, rows)

    def _project(self, row: Row) -> Block:
        short = self.notes.short(row["citations"])
        where = "" if row["countries"] == [self.about] else f" ({self.named(row['countries'])})"
        told = [f"Place: {row['place']}" if row["place"] else ""]
        told += [f"{key.capitalize()}: {row[key]}" for key in ("start", "end") if row[key]]
        told += [f"Part of: {row['initiative']}" if row["initiative"] else ""]
        facts = ". ".join(filter(None, told))
        who = self.taking_part(row)
        return item(
            line(
                Piece(row["name"], "name"),
                where,
                ": " + phrases.status(row),
                self._id(row),
                marks=short,
            ),
            line(row["summary"], marks=self.notes.marks(row["citations"])),
            line("With: ", who, marks=short) if who else None,
            line(facts, marks=short) if facts else None,
            *(line(f"{when}: ", *one) for when, one in self.course(row)),
            *map(_in_one_line, self.amounts(row["amounts"])),
            phrases.note(row),
        )

    def taking_part(self, row: Row) -> str:
        """Return who takes part in a project, and as what."""
        return "; ".join(
            one["name"] + (f" ({one['role']})" if one["role"] else "")
            for one in row["organizations"]
        )

    def course(self, row: Row) -> list[tuple[str, Line]]:
        """Return the milestones of a project in order of date: the date, and what happened."""
        return [
            (
                one["date"],
                line(
                    one["what"],
                    phrases.stage(one),
                    marks=self.notes.marks(one["citations"]),
                ),
            )
            for one in sorted(row["milestones"], key=lambda one: span(one["date"]))
        ]

    def amounts(self, amounts: Sequence[Row]) -> Iterator[tuple[Line, list[Line]]]:
        """Yield the sums that sources give for one thing after the other, each side by side.

        The first line says what they are for, and whether sources contradict each other on it.
        """
        for what in dict.fromkeys(one["what"] for one in amounts):
            its = [one for one in amounts if one["what"] == what]
            mark = " (sources differ)" if conflicts.amounts_differ(its) else ""
            yield (
                line(what or "Amount", Piece(mark, "derived")),
                [self._amount(one) for one in its],
            )

    def _amount(self, one: Row) -> Line:
        return line(
            Piece(one["display"], "name"),
            f", {one['date'] or UNDATED}",
            marks=self.notes.marks(one["citations"]),
        )

    def differences(self, projects: Iterable[Row], timeline: Iterable[Row]) -> Iterator[Block]:
        """Yield an item for each thing on which sources differ, with what each of them gives."""
        of_projects = chain.from_iterable(map(conflicts.of_project, projects))
        for one in chain(of_projects, conflicts.of_figures(timeline)):
            what = f", {one['what']}" if one["what"] else ""
            head = line(Piece(one["subject_name"], "name"), f"{what}: {one['kind']}")
            yield item(head, *map(self._value, one["values"]))

    def _value(self, value: Row) -> Line:
        shown = value["display"] or value["date"]
        beside = [one for one in (value["date"], value["stage"]) if one and one != shown]
        return line(
            Piece(shown, "name"),
            "".join(f", {one}" for one in beside),
            marks=self.notes.marks(value["citations"]),
        )

    def quotes(self, rows: Iterable[Row], *, speaker: bool = True) -> Iterator[Block]:
        """Yield an item for each quotation, direct ones first; with `speaker` off, not by whom."""
        for row in sorted(rows, key=lambda row: row["speech"] != "direct"):
            yield self._quote(row, speaker=speaker)

    def _quote(self, row: Row, *, speaker: bool) -> Block:
        role = ", ".join(filter(None, [row["role"], row["organization_name"]]))
        event = f"at {self.names[row['event']]}" if row["event"] else ""
        told = [role if speaker else f"As {role}" if role else "", row["date"] or "", event]
        head = ", ".join(filter(None, told))
        name = Piece(row["speaker_name"] if speaker else "", "name")
        between = ", " if speaker and head else ""
        colon = ": " if speaker or head else ""
        return item(
            line(
                name,
                between + head + colon,
                phrases.words(row),
                self._id(row),
                marks=self.notes.marks(row["citations"]),
            ),
            phrases.translation(row),
            line(Piece(f"Printed as “{row['printed_as']}”", "aside"))
            if row["printed_as"] and self.ids
            else None,
            phrases.note(row),
        )

    def entries(self, rows: Sequence[Row]) -> Iterator[Block]:
        """Yield figures and sums in order of date, those of one series together at the first."""
        series: dict[str, list[Row]] = {}
        for row in rows:
            series.setdefault(row["series"] or "", []).append(row)
        for row in rows:
            members = series.get(row["series"] or "", [])
            if not row["series"] or len(members) == 1:
                yield self._entry(row)
            elif row is members[0]:
                yield self._series(members)

    def _entry(self, row: Row) -> Block:
        return entry(row["date"], self._point(row, label=True), *self._reservations(row))

    def _series(self, rows: Sequence[Row]) -> Block:
        head = rows[-1]
        area = self._area(head) if all(row["areas"] == head["areas"] for row in rows) else ""
        where = f", {area}" if area else ""
        lines = [line(Piece(head["label"], "name"), where, phrases.measure(head))]
        for row in rows:
            point = self._point(row, label=row["label"] != head["label"], area=not area)
            lines.append(line(f"{row['date']}: ", *point))
            lines += [one for one in self._reservations(row, row["date"]) if one]
        return item(*lines)

    def _area(self, row: Row) -> str:
        return "" if row["areas"] == [self.about] else self.named(row["areas"])

    def _point(self, row: Row, *, label: bool, area: bool = True) -> Line:
        said = f"said by {row['said_by_name']}" if row["said_by"] not in (None, self.about) else ""
        told = "; ".join(filter(None, [self._area(row) if area else "", said]))
        return line(
            f"{row['label']}: " if label else "",
            Piece(row["display"] or "", "derived" if row["derived"] else "name"),
            " (derived)" if row["derived"] else "",
            f", {told}" if told else "",
            phrases.measure(row) if label else "",
            self._id(row) if not row["derived"] else "",
            marks=self.notes.marks(row["citations"]),
        )

    def _reservations(self, row: Row, date: str = "") -> list[Line | None]:
        """Return how a value was derived, or what to know of it; `date` is told where given."""
        if row["derived"]:
            head = f"Derived for {date}" if date else "Derived"
            return [line(Piece(f"{head}: {row['derivation']}", "derived"))]
        return [phrases.note(row, f"Note on {date}" if date else "Note")]

    def events(self, rows: Iterable[Row]) -> Iterator[Block]:
        """Yield an entry for each event, under its date."""
        for row in rows:
            where = ", ".join(filter(None, [row["place"], self.names.get(row["country"] or "")]))
            by = ", ".join(self.names[one] for one in row["organizers"])
            until = f", until {row['end']}" if row["end"] else ""
            yield entry(
                row["date"] or UNDATED,
                line(
                    Piece(row["name"], "name"),
                    until,
                    f", {where}" if where else "",
                    self._id(row),
                    marks=self.notes.marks(row["citations"]),
                ),
                line(f"Theme: {row['theme']}") if row["theme"] else None,
                line(f"Held by: {by}") if by else None,
                phrases.note(row),
            )

    def named(self, ids: Iterable[str]) -> str:
        """Return the names that ids stand for, as one text."""
        return ", ".join(self.names[one] for one in ids)

    def _id(self, row: Row) -> Piece:
        return Piece(f" ({row['id']})" if self.ids else "", "id")


def _in_one_line(amounts: tuple[Line, list[Line]]) -> Line:
    what, sums = amounts
    told = [piece for one in sums for piece in (Piece("; "), *one)]
    return line(*what, ": ", *told[1:])
