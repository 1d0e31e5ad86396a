"""The page of a source, opened in the browser."""

from collections.abc import Mapping, Sequence
from typing import Any

from latamtech.errors import AmbiguousValueError, LatamtechError

_OF_THE_WEB = ("https://", "http://")


def address_in(sources: Sequence[Mapping[str, Any]], word: str) -> str:
    """Return the address of the one source that a word stands for.

    Raises `AmbiguousValueError`, with the ids of all, where there are several, and `LatamtechError`
    where there is none, or it has no address.
    """
    if len(sources) > 1:
        raise AmbiguousValueError("source", word, [source["id"] for source in sources])
    if not sources:
        raise LatamtechError(f"no source is recorded for {word}, so there is no page to open")
    address: str | None = sources[0]["url"]
    if not address:
        raise LatamtechError(f"the source {sources[0]['id']} has no address")
    return address


def open_page(address: str) -> None:
    """Open a page in the browser that the variable `BROWSER` names, or else in that of the system.

    Raises `LatamtechError` for an address that is none of the web, and where no browser opens.
    """
    import webbrowser  # noqa: PLC0415 (slow to load)

    if not address.startswith(_OF_THE_WEB):
        raise LatamtechError(f"only pages of the web are opened, not {address}")
    try:
        opened = webbrowser.open(address)
    except (webbrowser.Error, OSError, ValueError):  # a BROWSER whose quotation mark is left open
        opened = False
    if not opened:
        raise LatamtechError(f"no browser opened; the address is {address}")
