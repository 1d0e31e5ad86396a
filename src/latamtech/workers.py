"""Fact files read by several processes at once: each reads, judges and shows a part of them.

A worker reads its files and tells what others may ask its records for; told the same of all
others, it judges its own records and sends them back as entries, ready to be written.
"""

import marshal
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from pathlib import Path

from latamtech import dates, loading, parts
from latamtech.checks import Loaded
from latamtech.entries import Entries, entries_of
from latamtech.files import Stamp
from latamtech.rows import View

_WORTH_IT = 2_000_000  # bytes of facts below which starting workers takes longer than they save
_BATCH = 500
_TICK = 0.5  # seconds
_NAMED = {"source", "project", "event", "person", "organization", "country", "sector", "technology"}


class MistakeError(Exception):
    """A worker came upon a mistake in the facts; which one, reading them in order will tell."""


def number_for(stamps: Sequence[Stamp]) -> int:
    """Return how many workers pay for files with these stamps; 1 is none besides this process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return cores if can_fork and sum(stamp.size for stamp in stamps) > _WORTH_IT else 1


def entries(
    stamps: Sequence[Stamp], workers: int, progress: Callable[[int], None]
) -> Iterator[Entries]:
    """Yield the entries for all records of the files, in batches, in no set order.

    `progress` is called now and then while nothing is there to be yielded. Raises `MistakeError`
    when anything is wrong with the facts, or a record stands in two files.
    """
    context = multiprocessing.get_context("fork")
    pipes: list[Pipe] = []
    for paths in _parts(stamps, workers):
        ours, theirs = context.Pipe()
        context.Process(target=_work, args=(theirs, paths), daemon=True).start()
        theirs.close()
        pipes.append(ours)
    try:
        _tell_all(pipes, progress)
        yield from _received(pipes)
    finally:
        for pipe in pipes:
            pipe.close()


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
    stubs = [one for pipe in pipes for one in _next(pipe, progress)]
    named = {one.id: one for one in stubs}
    if parts.judged_overall(stubs, dates.today()) or len(named) < len(stubs):
        raise MistakeError
    named = {id_: one for id_, one in named.items() if one.kind in _NAMED}
    for pipe in pipes:
        pipe.send(named)


def _next(pipe: Pipe, progress: Callable[[int], None]) -> list[Loaded]:
    try:
        while not pipe.poll(_TICK):
            progress(0)
        return list(pipe.recv())
    except EOFError:
        raise MistakeError from None


def _received(pipes: Sequence[Pipe]) -> Iterator[Entries]:
    working = list(pipes)
    while working:
        ready = wait(working)
        for pipe in [pipe for pipe in pipes if pipe in ready]:
            try:
                batch = marshal.loads(pipe.recv_bytes())  # noqa: S302 (our own workers wrote it)
            except EOFError:
                raise MistakeError from None
            if batch is None:
                working.remove(pipe)
            else:
                yield Entries(*batch)


def _work(pipe: Pipe, paths: Sequence[str]) -> None:
    """Do a worker's part; leave without a word when anything is wrong."""
    part = loading.part([Path(path) for path in paths])
    if part.problems:
        return
    pipe.send(parts.stubs(part))
    others: dict[str, Loaded] = pipe.recv()
    if parts.judged(part, dates.today(), others):
        return
    view = View(others)
    for start in range(0, len(part.records), _BATCH):
        batch = entries_of(part.records[start : start + _BATCH], view)
        pipe.send_bytes(marshal.dumps(tuple(batch)))
    pipe.send_bytes(marshal.dumps(None))
