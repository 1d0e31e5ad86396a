"""A user's words to a query: which values they mean, what is said about it, and what is refused."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from latamtech.errors import AmbiguousValueError, UnknownValueError, WrongQuestionError, shown
from latamtech.indexing.index import Index, Query
from latamtech.model import names

if TYPE_CHECKING:
    from latamtech.model.dates import Span

# The filters of each command, in the order in which its help lists them.
FILTERS: Mapping[str, Sequence[str]] = {
    "projects": (
        "country",
        "sector",
        "technology",
        "organization",
        "status",
        "since",
        "until",
        "text",
    ),
    "quotes": (
        *("speaker", "organization", "country", "sector", "project", "speech"),
        *("since", "until", "text"),
    ),
    "timeline": ("country", "sector", "project", "series", "measure", "since", "until"),
    "countries": (),
    "sectors": (),
    "technologies": (),
    "speakers": (),
    "organizations": (),
    "sources": (),
    "series": (),
    "events": ("country", "since", "until", "text"),
}
# The command that lists the known values of a filter; a filter of few values has none.
LISTED_BY: Mapping[str, str] = {
    "country": "countries",
    "sector": "sectors",
    "technology": "technologies",
    "organization": "organizations",
    "speaker": "speakers",
    "project": "projects",
    "series": "series",
}
FREE = ("since", "until", "text")
_CHOICES = ("status", "speech", "measure", "series")  # taken in full, never in part


class Request(NamedTuple):
    """What a user asked: a list, the words for each filter, and how the rows are wanted."""

    listed: str
    words: Mapping[str, Sequence[str]]
    fields: Sequence[str] = ()
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None


class Match(NamedTuple):
    """What a word for a filter was taken to mean."""

    filter: str
    word: str
    id: str
    main: str

    def __str__(self) -> str:
        """Say what was matched, where the word was not the name itself."""
        code = f" ({self.id})" if self.id.isupper() else ""
        return f"--{self.filter} {shown(self.word)} is {self.main}{code}"


class Asked(NamedTuple):
    """A request that was understood: its query, the keys of its rows, what its words matched."""

    request: Request
    query: Query
    keys: list[str]
    matches: list[Match]


def understand(index: Index, request: Request, keys: Sequence[str] = ()) -> Asked:
    """Return the query that a request means; `keys` are those of its rows, if not of a list's.

    Raises `UnknownValueError` or `AmbiguousValueError` for a word that no value, or more than one,
    is known by, and `WrongQuestionError` for dates that are none.
    """
    keys = [*keys] or index.keys(request.listed)
    asked = dict.fromkeys(request.fields)
    fields = [_field(name, keys, request.listed) for name in asked]
    sort = _field(request.sort, keys, request.listed) if request.sort else None
    matches = [
        match(index, name, word)
        for name, words in request.words.items()
        if name not in FREE
        for word in dict.fromkeys(words)
    ]
    wanted: dict[str, tuple[str, ...]] = {}
    for found in matches:
        wanted[found.filter] = (*wanted.get(found.filter, ()), found.id)
    since, until = (_days(name, request.words) for name in ("since", "until"))
    if since and until and since.first > until.last:
        both = [shown(request.words[name][-1], quote="") for name in ("since", "until")]
        raise WrongQuestionError(f"--since {both[0]} is after --until {both[1]}")
    text = _text(index, request.words["text"]) if "text" in request.words else None
    query = Query(
        request.listed,
        tuple(wanted.items()),
        since.first if since else None,
        until.last if until else None,
        text,
        sort,
        request.reverse,
        request.limit,
    )
    return Asked(request, query, fields or keys, matches)


def _text(index: Index, words: Sequence[str]) -> str:
    from latamtech.indexing import expressions  # noqa: PLC0415 (few questions have words in them)
    from latamtech.questions import spelling  # noqa: PLC0415 (few questions have words in them)

    wanted = expressions.phrases_in(words)
    if not wanted:
        typed = " ".join(words)
        raise WrongQuestionError(f"--text {shown(typed)} holds no word; give a word to look for")
    return expressions.all_of(spelling.expression(index, phrase) for phrase in wanted)


def match(index: Index, name: str, word: str) -> Match:
    """Return the value of a filter that a word means, by a whole name or by a part that fits one.

    Raises `AmbiguousValueError` or `UnknownValueError`, with the candidates or the nearest values.
    """
    found = index.named(name, word) if names.folded(word) else {}
    if not found and name not in _CHOICES:
        found = index.partly_named(name, word, whole_words=True)
        found = found or index.partly_named(name, word, whole_words=False)
    if len(found) > 1:
        raise AmbiguousValueError(name, word, list(found.values()))
    if not found:
        see = f"`latamtech {LISTED_BY[name]}`" if name in LISTED_BY else ""
        raise UnknownValueError(name, word, _nearest(index, name, word), see)
    ((id_, main),) = found.items()
    return Match(name, word, id_, main)


def _nearest(index: Index, name: str, word: str) -> list[str]:
    from latamtech.model.suggestions import Name, nearest_names  # noqa: PLC0415 (only for an error)

    known = [Name(*one) for one in index.names(name)]
    near = nearest_names(word, known)
    return near if name in LISTED_BY else near or sorted({one.main for one in known})


def _field(name: str, keys: Sequence[str], listed: str) -> str:
    if name not in keys:
        from latamtech.model.suggestions import nearest  # noqa: PLC0415 (only for an error)

        raise UnknownValueError(f"field of {listed}", name, nearest(name, keys) or keys)
    return name


def _days(name: str, words: Mapping[str, Sequence[str]]) -> "Span | None":
    given = words.get(name)
    if given is None:
        return None
    from latamtech.model.dates import span  # noqa: PLC0415 (few questions name a date)

    try:
        return span(given[-1])
    except ValueError as error:
        raise WrongQuestionError(f"--{name} {shown(given[-1])}: {error}") from None
