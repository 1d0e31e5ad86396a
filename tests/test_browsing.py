"""A page is opened in the browser that `BROWSER` names, and nothing but pages of the web."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from latamtech.answers.browsing import open_page
from latamtech.errors import LatamtechError
from tests import MINI

PAGE = "https://vidrio.example.org/abre?id=1&lang=es"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the browser is a POSIX shell script")


def opened(word: str, browser: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Return what `latamtech open` did, with a command as the only browser there is."""
    surroundings = {key: value for key, value in os.environ.items() if key != "DISPLAY"}
    return subprocess.run(
        [sys.executable, "-m", "latamtech", "open", word, "--facts", str(MINI)],
        env=surroundings | {"BROWSER": browser, **more},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_the_browser_is_given_the_address_and_nothing_else(tmp_path: Path) -> None:
    """The address is one argument, to the letter, which no shell reads; stderr says which it is."""
    browser, seen = tmp_path / "browser", tmp_path / "seen"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > "{seen}"\n', encoding="utf-8")
    browser.chmod(0o700)
    done = opened("ana-ficticia-orgullo", f"{browser} %s")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"opening {PAGE}\n")
    assert seen.read_text(encoding="utf-8") == f"1\n{PAGE}\n"


@pytest.mark.skipif(sys.platform == "darwin", reason="there the system has a browser of its own")
@pytest.mark.parametrize("browser", ["/bin/false %s", "/no/such/browser %s", '"%s', "%s"])
def test_without_a_browser_the_address_can_be_copied(browser: str, tmp_path: Path) -> None:
    """The error names the address on its one line, whatever is wrong with the browser."""
    done = opened("vidrio-2022-08-09", browser, PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"opening {PAGE}\nerror: no browser opened; the address is {PAGE}\n"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "-help", "", "x"])
def test_only_pages_of_the_web_are_opened(address: str) -> None:
    """Whatever asks for another address, no browser gets to see it."""
    with pytest.raises(LatamtechError, match="only pages of the web are opened, not "):
        open_page(address)
