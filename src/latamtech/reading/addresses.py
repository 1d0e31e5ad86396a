"""What the address of a document shows of it: who published it, and when."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from latamtech.model import dates

# Labels before the name of a publisher that stand for a part or a language of its site.
_LEADING = frozenset(
    ("www", "m", "amp", "news", "english", "en", "spanish", "es", "portuguese", "pt", "cn", "zh")
)
# Labels under which a country registers names: example.gob.pe, example.com.br.
_SECOND_LEVEL = frozenset(
    ("ac", "co", "com", "edu", "go", "gob", "gov", "gub", "int", "leg", "mil", "net", "or", "org")
)
# Hosts where many people publish, so that the host is not who published.
_SHARED = frozenset(
    ("archive.org", "facebook.com", "linkedin.com", "medium.com", "twitter.com", "x.com")
) | frozenset(("issuu.com", "scribd.com", "substack.com", "t.me", "wordpress.com", "youtube.com"))
_DAY = r"((?:19|20)[0-9]{2})[-/]?([0-9]{2})[-/]?([0-9]{2})"
# A day at the beginning of a segment of the path (`t20251207_…` is one too) or at its end.
_DAYS = re.compile(rf"(?:/t?{_DAY}(?=[/_.-]|$))|(?:-{_DAY}(?=[/.]|$))")
_MONTHS = re.compile(r"/((?:19|20)[0-9]{2})/([0-9]{2})(?=/|$)")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME_AND_ENDING = 2
_WITH_SECOND_LEVEL = 3
_COUNTRY_CODE = 2


class Address(NamedTuple):
    """What an address shows, each part empty where it shows nothing for sure.

    `publisher` is the name that the host is registered under (`cgtn.com`), `perhaps` the same where
    it may not be who published, `published` a day or a month, `id` the id of a source made of both.
    """

    publisher: str
    perhaps: str
    published: str
    id: str


def shown_by(url: str) -> Address:
    """Return what an address, `https://…`, shows of the document that it leads to."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return Address("", "", "", "")
    domain, published = _registered(host), _published(parts.path)
    sure = domain not in {"", *_SHARED} and not _is_prefixed(host, domain)
    proposed = f"{domain.partition('.')[0]}-{published}"
    id_ = proposed if sure and published and _SLUG.fullmatch(proposed) else ""
    return Address(domain if sure else "", "" if sure else domain or host, published, id_)


def _registered(host: str) -> str:
    """Return the registered name that a host seems to belong to, or nothing: `gob.pe` is none."""
    labels = host.rstrip(".").split(".")
    size = _NAME_AND_ENDING
    if labels[-2:-1] and labels[-2] in _SECOND_LEVEL:
        size = _WITH_SECOND_LEVEL
        if len(labels[-1]) != _COUNTRY_CODE or (labels[-3:-2] and labels[-3] in _LEADING):
            return ""
    return ".".join(labels[-size:]) if len(labels) >= size and labels[-1].isalpha() else ""


def _is_prefixed(host: str, domain: str) -> bool:
    """Tell whether a host has a label before its registered name that may be another publisher."""
    before = host.rstrip(".").removesuffix(domain).rstrip(".")
    return bool(before) and not set(before.split(".")) <= _LEADING


def _published(path: str) -> str:
    """Return the day in a path or, where it shows none, the month; nothing where there are two."""
    days = {"-".join(filter(None, found.groups())) for found in _DAYS.finditer(path)}
    months = {"-".join(found.groups()) for found in _MONTHS.finditer(path)}
    known = {text for text in days or months if _exists(text)}
    return known.pop() if len(known) == 1 else ""


def _exists(text: str) -> bool:
    try:
        dates.span(text)
    except ValueError:
        return False
    return True
