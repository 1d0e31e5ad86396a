"""Fact files read by several processes at once: each reads, judges and shows a part of them.

A worker reads its files and tells what others may ask its records for; told the same of all
others, it judges its own records and sends them back as entries, ready to be written.
"""

import contextlib
import marshal
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from latamtech import dates, loading, parts
from latamtech.checks import Loaded
from latamtech.entries import Batch, batch_of, entries_of
from latamtech.files import Stamp
from latamtech.loading import uncollected
from latamtech.rows import View

_TICK = 0.5  # seconds
_NAMED = {"source", "project", "event", "person", "organization", "country", "sector", "technology"}


def entries(
    stamps: Sequence[Stamp], workers: int, progress: Callable[[int], None]
) -> Iterator[Batch]:
    """Yield the entries for all records of the files, in batches, in no set order.

    `progress` is called now and then while nothing is there to be yielded. Raises
    `parts.MistakeError` when anything is wrong with the facts, or a record stands in two files.
    """
    context = multiprocessing.get_context("fork")
    pipes: list[Pipe] = []
    started = []
    try:
        for paths in _parts(stamps, workers):
            ours, theirs = context.Pipe()
            pipes.append(ours)
            started.append(context.Process(target=_work, args=(theirs, paths, pipes), daemon=True))
            started[-1].start()
            theirs.close()
        _tell_all(pipes, progress)
        yield from _received(pipes)
    finally:
        for pipe in pipes:
            pipe.close()
        for process in started:
            process.terminate()
            process.join()


def _parts(stamps: Sequence[Stamp], number: int) -> list[list[str]]:
    """Share files out among workers, so that each has as much to read."""
    parts: list[list[str]] = [[] for _ in range(number)]
    loads = [0] * number
    for stamp in sorted(stamps, key=lambda stamp: -stamp.size):
        least = loads.index(min(loads))
        parts[least].append(stamp.path)
        loads[least] += stamp.size
    return parts


def _tell_all(pipes: Sequence[Pipe], progress: Callable[[int], None]) -> None:
    """Tell each worker what the others have read, once all of it goes together."""
    stubs = [stub for pipe in pipes for stub in _next(pipe, progress)]
    by_id = {stub.id: stub for stub in stubs}
    if parts.judged_overall(stubs, dates.today()) or len(by_id) < len(stubs):
        raise parts.MistakeError
    named = [tuple(stub) for stub in stubs if stub.kind in _NAMED]
    for pipe in pipes:
        pipe.send_bytes(marshal.dumps(named))


def _next(pipe: Pipe, progress: Callable[[int], None]) -> list[Loaded]:
    try:
        while not pipe.poll(_TICK):
            progress(0)
        return [Loaded(*stub) for stub in _loaded(pipe)]
    except EOFError:
        raise parts.MistakeError from None


def _loaded(pipe: Pipe) -> Any:  # noqa: ANN401 (what the other end has sent)
    return marshal.loads(pipe.recv_bytes())  # noqa: S302 (our own processes write it)


def _received(pipes: Sequence[Pipe]) -> Iterator[Batch]:
    working = list(pipes)
    while working:
        ready = wait(working)
        for pipe in [pipe for pipe in pipes if pipe in ready]:
            try:
                batch = _loaded(pipe)
            except EOFError:
                raise parts.MistakeError from None
            if batch is None:
                working.remove(pipe)
            else:
                yield Batch(*batch)


def _work(pipe: Pipe, paths: Sequence[str], ends: Sequence[Pipe]) -> None:
    """Do a worker's part; leave without a word when anything is wrong, or the other end has gone.

    `ends` are those of the process that waits: kept open here, they would hide that it has gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits will see to it
    for end in ends:
        end.close()
    with contextlib.suppress(EOFError, OSError):
        _do(pipe, paths)


@uncollected()
def _do(pipe: Pipe, paths: Sequence[str]) -> None:
    part = loading.part(map(Path, paths))
    if part.problems:
        return
    pipe.send_bytes(marshal.dumps([tuple(stub) for stub in parts.stubs(part)]))
    others = {stub.id: stub for stub in (Loaded(*one) for one in _loaded(pipe))}
    files = list(parts.by_file(part))
    if any(parts.judged(one, dates.today(), others) for one in files):
        return
    view = View(others)
    del part
    for one in reversed(files):
        pipe.send_bytes(marshal.dumps(tuple(batch_of(entries_of(one.records, view)))))
        files.pop()
    pipe.send_bytes(marshal.dumps(None))
