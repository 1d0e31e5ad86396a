"""What a program does that could reach beyond it, written down by an audit hook (PEP 578).

Python runs this file when it starts with this folder on `PYTHONPATH`, and before anything else. It
loads no module that a program could mean to load. `WATCHED` names the log: a line an event, each
the text of a tuple of the event's name, its arguments, and the file that the caller stands in.
"""

import os
import sys

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_BEYOND = ("ctypes.", "os.", "pickle.", "shutil.", "socket.", "subprocess.", "tempfile.", "winreg.")
_NAMED = {"marshal.loads", "pty.spawn", "sqlite3.connect", "webbrowser.open", "urllib.Request"}
_READING = {"os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.getxattr", "os.listxattr"}
_log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _told(event: str, values: tuple[object, ...]) -> tuple[object, ...] | None:
    """Return what is worth telling of an event; `None` where it is nothing."""
    if event == "open":
        anew = not isinstance(values[0], int)  # a number is open already, as stdout is
        writing = isinstance(values[2], int) and values[2] & _WRITING
        return values[:1] if anew and writing else None
    if event == "exec":
        return (getattr(values[0], "co_filename", "<string>"),)
    if event == "compile":
        made_up = str(values[1]).startswith("<")
        return (values[1], values[0] if made_up else "")
    if event == "import":  # of an extension; a module of Python code is told of by `exec`
        return values[1:2] if values[1] else None
    if event == "marshal.loads":
        return ()
    beyond = event.startswith(_BEYOND) and event not in _READING
    return values if beyond or event in _NAMED else None


def _watch(event: str, values: tuple[object, ...]) -> None:
    told = _told(event, values)
    if told is not None:
        words = tuple(_word(value) for value in told)
        frame = sys._getframe().f_back  # noqa: SLF001 (there is no other way)
        caller = frame.f_code.co_filename if frame else ""
        os.write(_log, ascii((event, words, caller)).encode() + b"\n")


def _word(value: object) -> str:
    return os.fsdecode(value) if isinstance(value, bytes | os.PathLike) else str(value)


sys.addaudithook(_watch)
