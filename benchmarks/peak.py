"""Run a command in a fresh process and print, as JSON, the most memory that it took, in bytes.

`largest` is the peak of its largest process, as the kernel counts it (getrusage(2), `ru_maxrss`).
`together` is the most that all its processes took at one time, where of a page that several share
each counts its part (proc(5), `Pss`); seen every few milliseconds, so that it may miss a short
peak; null where the system has no /proc.

A program of its own, since a process begins with the peak of what started it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PROCESSES = Path("/proc")
BETWEEN_LOOKS = 0.005  # seconds


def main() -> None:
    """Measure the command that the arguments are."""
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, start_new_session=True)
    together = 0
    while True:
        ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        if ended:
            break
        together = max(together, sum(map(_memory, _session(child.pid))))
        time.sleep(BETWEEN_LOOKS)
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({"largest": usage.ru_maxrss * unit, "together": together or None}))
    sys.exit(os.waitstatus_to_exitcode(status))


def _session(leader: int) -> Iterator[Path]:
    """Yield the folders of a session's processes (proc(5): the fourth field after the name)."""
    for folder in PROCESSES.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == leader:
            yield folder


def _memory(folder: Path) -> int:
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
