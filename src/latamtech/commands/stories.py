"""The commands that tell a whole story: show, of any record, and brief, of what is wide."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from latamtech import streams
from latamtech.answers import formats
from latamtech.commands import opening, options
from latamtech.errors import AmbiguousValueError, UnknownIdError, WrongQuestionError, shown
from latamtech.indexing.index import Index
from latamtech.questions import subjects
from latamtech.questions.dossiers import dossier
from latamtech.questions.subjects import Subject

if TYPE_CHECKING:
    from latamtech.answers.pages import Page

BRIEFED = ("country", "sector", "technology", "organization")

SHOW = (
    options.argument("ids", list[str], "Ids, or names that mean one record.", metavar="ID..."),
    opening.FACTS,
    options.page_format("as a page"),
    options.JSON,
)


def show(**given: Any) -> None:  # noqa: ANN401 (the options above say what is given)
    """Answer `show`: each record that a word means, as a page or as JSON."""
    index = opening.of_command(given)
    found = [meant(index, word) for word in dict.fromkeys(given["ids"])]
    form = "json" if given["json"] else given["format"] or "page"
    if form == "json":
        streams.answer(_as_json(index, found))
        return
    from latamtech.answers import portraits  # noqa: PLC0415

    told = (portraits.portrait(dossier(index, one)) for one in found)
    streams.answer(_laid_out(told, form))


BRIEF = (
    options.argument(
        "subject", str, "A country, sector, technology or organization.", metavar="SUBJECT"
    ),
    opening.FACTS,
    options.page_format("as a page on a terminal, as Markdown in a pipe"),
    options.JSON,
)


def brief(**given: Any) -> None:  # noqa: ANN401
    """Answer `brief`: a page on a terminal, Markdown in a pipe, unless a form is asked for."""
    index = opening.of_command(given)
    found = _briefed(index, given["subject"])
    _tell_meaning(found)
    form = "page" if sys.stdout.isatty() else "markdown"
    form = "json" if given["json"] else given["format"] or form
    if form == "json":
        streams.answer(_as_json(index, [found]))
        return
    from latamtech.answers import briefs  # noqa: PLC0415

    told = briefs.brief(dossier(index, found), briefs.on_the_region(index, found))
    streams.answer(_laid_out([told], form))


def _briefed(index: Index, word: str) -> Subject:
    """Return what a brief is to be about; refuse what only a page of its own can show."""
    try:
        found = subjects.subject(index, word)
    except (AmbiguousValueError, UnknownIdError):
        return subjects.subject(index, word, BRIEFED)
    if found.kind not in BRIEFED:
        article = "an" if found.kind == "event" else "a"
        raise WrongQuestionError(
            f"{shown(word)} is {article} {found.kind}; see `latamtech show {found.id}`"
        )
    return found


def meant(index: Index, word: str) -> Subject:
    """Return the record that a word means, and say which it was taken for."""
    found = subjects.subject(index, word)
    _tell_meaning(found)
    return found


def _tell_meaning(found: Subject) -> None:
    """Say what a word was taken for, where it was not the id or the name itself."""
    if not found.is_named:
        streams.tell(f"note: {shown(found.word)} is {found.name} ({found.id})")


def _as_json(index: Index, found: Iterable[Subject]) -> Iterator[str]:
    return formats.as_json((dossier(index, one).json() for one in found), None)


def _laid_out(pages: "Iterable[Page]", form: str) -> Iterator[str]:
    """Yield pages one after the other."""
    if form == "page":
        from latamtech.answers.typesetting import page_drawn  # noqa: PLC0415 (Markdown does without Rich)

    from latamtech.answers import markdown  # noqa: PLC0415

    for number, page in enumerate(pages):
        yield "\n" if number else ""
        if form == "page":
            yield page_drawn(page)
        else:
            yield from markdown.written(page)
