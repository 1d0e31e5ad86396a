"""Programs watched while they run: what they write, whom they reach, which code they run."""

import ast
import os
import re
import socket
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import latamtech

HOOK = Path(__file__).parent
PACKAGE = Path(latamtech.__file__).parent
# Where the code of Python and of the libraries stands.
LIBRARIES = {
    Path(place).resolve()
    for place in (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values())
}
CACHE = "the cache folder"
WORKERS = "its own workers"
_RUNNING = {"exec", "compile", "import", "marshal.loads", "pickle.find_class"}
_WRITING = {"open", "sqlite3.connect"}
_REACHING = ("socket.", "subprocess.", "ctypes.", "winreg.", "webbrowser.", "urllib.", "pty.")
_STARTING = {"os.exec", "os.fork", "os.forkpty", "os.kill", "os.posix_spawn", "os.spawn"}
_STARTING |= {"os.startfile", "os.system"}

# Calls of the system that open sockets or change files; one that a system lacks is passed over.
CALLS = (
    "socket,socketpair,connect,bind,?open,openat,?openat2,?creat,?mkdir,mkdirat,?mknod,mknodat,?rename,renameat,?renameat2,"
    "?unlink,unlinkat,?rmdir,?link,linkat,?symlink,symlinkat,truncate,?chmod,fchmodat,?chown,?lchown,"
    "fchownat,?utime,?utimes,utimensat,setxattr,lsetxattr"
)


class Event(NamedTuple):
    """What an audit hook was told: the event's name, its arguments, who caused it."""

    name: str
    words: tuple[str, ...]
    caller: str


def environment(log: Path) -> dict[str, str]:
    """Return what makes Python write down in a log what it does, and leave no bytecode behind."""
    paths = [str(HOOK), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "WATCHED": str(log),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def events(log: Path) -> list[Event]:
    """Return the events in a log."""
    lines = log.read_text("ascii").splitlines()
    return [Event(*ast.literal_eval(line)) for line in lines]


def written(seen: Iterable[Event], cache: Path) -> set[str]:
    """Return where something was written or a database opened: the cache folder, or the path."""
    paths = {path for event in seen if _writes(event) for path in _paths(event)}
    return {CACHE if _below(path, [cache]) else path for path in paths - {":memory:"}}


def reached(seen: Iterable[Event]) -> set[str]:
    """Return how others were reached: sockets, processes, and addresses opened in a browser."""
    return {
        WORKERS if _is_of_workers(event) else _reach(event)
        for event in seen
        if event.name in _STARTING or event.name.startswith(_REACHING)
    }


def foreign_code(seen: Iterable[Event], program: str, canary: str) -> set[str]:
    """Return what was run that is neither this program's nor a library's, or holds a canary.

    `program` is the script that was started.
    """
    return {
        " ".join([event.name, *event.words[:1]])
        for event in seen
        if event.name in _RUNNING and (not _is_ours(event, program) or canary in str(event.words))
    }


def _writes(event: Event) -> bool:
    if event.name in _STARTING:
        return False
    return event.name in _WRITING or event.name.startswith(("os.", "shutil.", "tempfile."))


def _paths(event: Event) -> Sequence[str]:
    """Return the paths that an event is about; its name where it has no argument."""
    if event.name in {"os.rename", "os.link", "os.symlink"}:
        return event.words[:2]
    return event.words[:1] or [event.name]


def _reach(event: Event) -> str:
    return f"{event.name} {event.words[0]}" if event.name == "webbrowser.open" else event.name


def _is_of_workers(event: Event) -> bool:
    """Tell whether an event is how a process starts a copy of itself and speaks with it."""
    if event.name == "socket.__new__":  # two ends of a pipe
        return event.words[1] == str(int(getattr(socket, "AF_UNIX", -1)))
    return event.name in {"os.fork", "os.kill"} and Path(event.caller).name == "popen_fork.py"


def _is_ours(event: Event, program: str) -> bool:
    if event.name == "pickle.find_class":
        return False
    if event.name == "marshal.loads":
        loader = event.caller.startswith("<frozen importlib")
        return loader or Path(event.caller) == PACKAGE / "indexing" / "workers.py"
    file = event.words[0]
    if file.startswith("<frozen "):
        return True
    if file.startswith("<"):  # made up by a library, as for a named tuple; never by this program
        return event.caller.startswith("<frozen ") or _below(event.caller, LIBRARIES)
    return file == program or _below(file, [PACKAGE, *LIBRARIES])


def told_by_system(log: Path, cache: Path) -> set[str]:
    """Return what `strace` wrote down of calls that change files or open sockets.

    That is `CACHE` for what happened there, the name of the call for a pair of local sockets, and
    for all else the whole line.
    """
    calls = re.findall(r"^\d+ +((\w+)\(.*)$", log.read_text("utf-8"), re.MULTILINE)
    return {_call(name, line, cache) for line, name in calls if _changes(name, line)}


def _changes(name: str, line: str) -> bool:
    return not name.startswith("open") or bool(re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", line))


def _call(name: str, line: str, cache: Path) -> str:
    paths = re.findall(r'"(.*?)"', line)
    if name == "socketpair" and "AF_UNIX" in line:
        return name
    return CACHE if paths and all(_below(path, [cache]) for path in paths) else line


def _below(path: str, folders: Iterable[Path]) -> bool:
    whole = Path(path).resolve()
    return any(whole.is_relative_to(folder) for folder in folders)
