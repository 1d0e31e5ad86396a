"""Sessions: text with commands after `$ ` and, below each, the whole output that it gives."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from tests.asking import ask

ROOT = Path(__file__).parents[1]
WIDTH = "80"


def replayed(text: str, folder: Path) -> str:
    """Return a session with the output that its commands give now, run one by one in a folder.

    Lines before the first command stay. Stdout and stderr stand together, as on a terminal of 80
    columns; an exit status other than 0 follows in brackets. A command that needs a program which
    is not installed, as in `| jq`, keeps what stands below it.
    """
    before, *steps = re.split(r"^\$ ", text, flags=re.MULTILINE)
    return before + "\n".join(_step(step, folder) for step in steps)


def _step(step: str, folder: Path) -> str:
    command, _, expected = step.partition("\n")
    piped = re.findall(r"\| (\w+)", command)
    if not all(map(shutil.which, piped)):
        return f"$ {command}\n{expected.rstrip()}\n"
    return "\n".join([f"$ {command}", *output_of(command, folder), ""])


def replayed_blocks(text: str, folder: Path) -> str:
    """Return a Markdown text with the commands of its `console` blocks run anew."""
    return "".join(
        f"```console\n{replayed(block, folder)}```" if is_console else block
        for block, is_console in _blocks(text)
    )


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    for number, part in enumerate(text.split("```console\n")):
        if number == 0:
            yield part, False
        else:
            block, _, rest = part.partition("```")
            yield block, True
            yield rest, False


def output_of(command: str, folder: Path) -> list[str]:
    """Return the lines that a command prints, and its exit status where that is not 0.

    What needs no shell is asked within this process, which takes a tenth of the time; the examples
    of documents, and what has a pipe or a variable in it, are run as they are typed.
    """
    if folder == ROOT and not re.search(r"[|&;<>()$`*?\[\]#~%\\]|=", command):
        program, *words = shlex.split(command)
        if program == "latamtech":
            with chdir(folder), patch.dict(os.environ, surroundings(), clear=True):
                asked = ask(*words)
            # A failure is told last, a note first.
            told = asked.out + asked.err if asked.status else asked.err + asked.out
            return [*told.splitlines(), *([f"[{asked.status}]"] if asked.status else [])]
    done = subprocess.run(  # noqa: S602 (the commands of our own documents, as typed)
        command,
        shell=True,
        cwd=folder,
        env=surroundings(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    status = [f"[{done.returncode}]"] if done.returncode else []
    return [*done.stdout.splitlines(), *status]


def surroundings() -> dict[str, str]:
    """Return an environment in which the program under test answers the same on every machine."""
    scripts = str(Path(sys.executable).parent)
    kept = {key: value for key, value in os.environ.items() if key != "LATAMTECH_FACTS"}
    return kept | {
        "PATH": scripts + os.pathsep + os.environ.get("PATH", ""),
        "COLUMNS": WIDTH,
        "PYTHONUTF8": "1",
        "NO_COLOR": "1",
    }
