"""What an address shows of a document, and what it doesn't."""

import pytest

from latamtech.reading.addresses import Address, shown_by


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (
            "https://news.cgtn.com/news/2024-11-07/A-title-1ykHM826pTq/p.html",
            Address("cgtn.com", "", "2024-11-07", "cgtn-2024-11-07"),
        ),
        (
            "http://www.caict.ac.cn/xwdt/202512/t20251207_471.htm",
            Address("caict.ac.cn", "", "2025-12-07", "caict-2025-12-07"),
        ),
        (
            "https://english.news.cn/20241107/0a1b/c.html",
            Address("news.cn", "", "2024-11-07", "news-2024-11-07"),
        ),
        (
            "http://en.people.cn/n3/2024/1107/c90000-202.html",
            Address("people.cn", "", "2024-11-07", "people-2024-11-07"),
        ),
        (
            "https://www.reuters.com/world/a-title-2024-11-07/",
            Address("reuters.com", "", "2024-11-07", "reuters-2024-11-07"),
        ),
        (
            "https://example.org:8443/2024/11/07/a-title",
            Address("example.org", "", "2024-11-07", "example-2024-11-07"),
        ),
        (
            "https://example.org/2024/11/a-title",
            Address("example.org", "", "2024-11", "example-2024-11"),
        ),
    ],
)
def test_a_publisher_and_a_day_are_read_off_an_address(url: str, shown: Address) -> None:
    """The registered name, and a day or month in the ways that sites write them, make the id."""
    assert shown_by(url) == shown


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a-title-of-2024/",
        "/2023-02-29/no-such-day",
        "/2024/13/no-such-month",
        "/20240007/",
        "/1207/20241107123456/a-number-of-14-digits",
        "/c_120241107/another-number",
        "/2024/11/07/two-days-2023-01-02/",
        "/a-title?date=2024-11-07",
    ],
)
def test_no_date_is_guessed(path: str) -> None:
    """A day that no calendar has, a long number, and two different days are no date."""
    assert shown_by(f"https://www.example.com{path}") == Address("example.com", "", "", "")


@pytest.mark.parametrize(
    ("host", "perhaps"),
    [
        ("economia.elpais.com", "elpais.com"),
        ("noticias.uol.com.br", "uol.com.br"),
        ("medium.com", "medium.com"),
        ("somebody.substack.com", "substack.com"),
        ("www.gob.pe", "www.gob.pe"),
        ("english.www.gov.cn", "english.www.gov.cn"),
        ("192.0.2.7", "192.0.2.7"),
        ("localhost", "localhost"),
    ],
)
def test_a_publisher_in_doubt_is_only_proposed(host: str, perhaps: str) -> None:
    """A host within a host, a shared one, one without a name of its own: no publisher, no id."""
    assert shown_by(f"https://{host}/2024-11-07/") == Address("", perhaps, "2024-11-07", "")


def test_a_name_that_is_no_slug_makes_no_id() -> None:
    """An internationalized name has two hyphens, which an id may not have."""
    shown = shown_by("https://xn--espaa-rta.com/2024-11-07/")
    assert shown == Address("xn--espaa-rta.com", "", "2024-11-07", "")


def test_a_broken_address_shows_nothing() -> None:
    """What is no address at all is no reason to fail."""
    assert shown_by("https://[::1/2024-11-07/") == Address("", "", "", "")
