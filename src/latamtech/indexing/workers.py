"""Fact files read by several processes at once: each reads, judges and shows a part of them.

A worker reads its files and tells what others may ask its records for; told the same by all
others, it judges its own records and sends them back as entries, ready to be written. In between
it keeps the records packed (`marshal`), which takes a quarter of the memory.
"""

import contextlib
import marshal
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from latamtech.indexing.entries import Batch, batch_of
from latamtech.indexing.rows import View
from latamtech.model import dates
from latamtech.reading import checks, parts
from latamtech.reading.checks import Loaded
from latamtech.reading.files import Stamp
from latamtech.reading.loading import Part, uncollected

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

P = ParamSpec("P")
T = TypeVar("T")

_TICK = 0.5  # seconds
_WIDTH = 2  # bytes of the number of a share of the files
_MOST_SHARES = 2048  # their numbers fit into 4096 bytes, which a pipe of Linux takes at once
_BEHIND = 5  # what a worker adds to its niceness: the process that writes has the most to do
_NAMED = {"source", *checks.NAMED}


def entries(
    stamps: Sequence[Stamp], workers: int, progress: Callable[[int], None]
) -> Iterator[Batch]:
    """Yield the entries for all records of the files, in batches, in no set order.

    `progress` is called now and then while nothing is there to be yielded. Raises
    `parts.MistakeError` when anything is wrong with the facts, when a record stands in two files,
    and when a worker can't be started: then one process must do.
    """
    context = multiprocessing.get_context("fork")
    shares, numbers = _tried(_laid_out, stamps)
    pipes: list[Pipe] = []
    started: list[ForkProcess] = []
    try:
        for _ in range(workers):
            ours, theirs = _tried(context.Pipe)
            pipes.append(ours)
            work = (theirs, _taken(shares, numbers), workers, pipes)
            process = context.Process(target=_work, args=work, daemon=True)
            _tried(process.start)
            started.append(process)
            theirs.close()
        _judge(_passed_on(pipes, progress))
        yield from _received(pipes)
    finally:
        os.close(numbers)
        for pipe in pipes:
            pipe.close()
        for process in started:
            process.terminate()
            process.join()


def _laid_out(stamps: Sequence[Stamp]) -> tuple[list[list[str]], int]:
    """Lay files out in shares, and the numbers of these in a pipe, from which workers take them.

    So a worker that gets less of the processor reads less, too. The largest files come first.
    """
    paths = [stamp.path for stamp in sorted(stamps, key=lambda stamp: -stamp.size)]
    shares = [paths[start::_MOST_SHARES] for start in range(min(_MOST_SHARES, len(paths)))]
    numbers, end = os.pipe()
    os.write(end, b"".join([number.to_bytes(_WIDTH) for number in range(len(shares))]))
    os.close(end)
    return shares, numbers


def _taken(shares: Sequence[Sequence[str]], numbers: int) -> Iterator[Path]:
    """Yield the files of the next share that no other worker has taken, and so on."""
    while number := os.read(numbers, _WIDTH):
        yield from map(Path, shares[int.from_bytes(number)])


def _passed_on(pipes: Sequence[Pipe], progress: Callable[[int], None]) -> list[bytes]:
    """Pass what each worker tells on to all others, and return it."""
    told = [_next(pipe, progress) for pipe in pipes]
    for pipe, own in zip(pipes, told, strict=True):
        for other in told:
            if other is not own:
                _tried(pipe.send_bytes, other)
    return told


def _next(pipe: Pipe, progress: Callable[[int], None]) -> bytes:
    while not _tried(pipe.poll, _TICK):
        progress(0)
    return _tried(pipe.recv_bytes)


def _tried(way: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
    """Start or reach a worker; raises `parts.MistakeError` where it can't be, or has left."""
    try:
        return way(*given, **more)
    except (EOFError, OSError):
        raise parts.MistakeError from None


def _judge(told: Iterable[bytes]) -> None:
    """Judge, by what all workers have told, what none of them can judge alone."""
    parted = [_known(one) for one in told]
    named = [stub for stubs, _ in parted for stub in stubs]
    ids = [stub.id for stub in named] + [id_ for _, others in parted for id_ in others]
    if len(set(ids)) < len(ids) or parts.judged_overall(named, dates.today()):
        raise parts.MistakeError


def _known(told: bytes) -> tuple[list[Loaded], list[str]]:
    named, others = marshal.loads(told)  # noqa: S302 (our own processes write it)
    return [Loaded(*stub) for stub in named], others


def _received(pipes: Sequence[Pipe]) -> Iterator[Batch]:
    working = list(pipes)
    while working:
        ready = wait(working)
        for pipe in [pipe for pipe in pipes if pipe in ready]:
            batch = marshal.loads(_tried(pipe.recv_bytes))  # noqa: S302 (a worker has written it)
            if batch is None:
                working.remove(pipe)
            else:
                yield Batch(*batch)


def _work(pipe: Pipe, files: Iterable[Path], number: int, ends: Sequence[Pipe]) -> None:
    """Do the part of one of some workers; leave without a word if anything is wrong there.

    So it does when the other end has gone, and where the system gives it no memory or no thread.
    `ends` are those of the process that waits: kept open here, they would hide that it has gone.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # in silence; the process that waits is told too
    for end in ends:
        end.close()
    with contextlib.suppress(EOFError, OSError, MemoryError, RuntimeError):
        _do(pipe, files, number - 1)


@uncollected()
def _do(pipe: Pipe, files: Iterable[Path], others: int) -> None:
    stubs: list[Loaded] = []
    unnamed: list[str] = []
    pieces: list[bytes] = []
    for part in parts.pieces(files):
        if part.problems:
            return
        stubs += [checks.stub(record) for record in part.records if record.kind in _NAMED]
        unnamed += [one.data["id"] for one in part.records if one.kind not in _NAMED]
        pieces.append(marshal.dumps([*map(tuple, part.records)]))
    pipe.send_bytes(marshal.dumps(([*map(tuple, stubs)], unnamed)))
    known = {stub.id: stub for stub in stubs}
    for _ in range(others):
        known |= {stub.id: stub for stub in _known(pipe.recv_bytes())[0]}
    del stubs, unnamed
    os.nice(_BEHIND)
    _send(pipe, _batches(pieces, known))


def _batches(pieces: list[bytes], known: Mapping[str, Loaded]) -> Iterator[Batch | None]:
    """Yield what is to be written of each piece, judged, and forget it; `None` in the end."""
    view, today = View(known), dates.today()
    while pieces:
        records = [Loaded(*one) for one in marshal.loads(pieces.pop())]  # noqa: S302 (written here)
        if parts.judged(Part(records, []), today, known):
            return
        for lot in parts.lots(records):
            yield batch_of(lot, view)
    yield None


def _send(pipe: Pipe, batches: Iterable[Batch | None]) -> None:
    """Send batches, each while the next is made."""
    with ThreadPoolExecutor(1) as sender:
        sending = None
        for batch in batches:
            message = marshal.dumps(batch and tuple(batch))
            if sending:
                sending.result()
            sending = sender.submit(pipe.send_bytes, message)
        if sending:
            sending.result()
