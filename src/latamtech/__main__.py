"""Where the program starts, and the one place that turns what went wrong into an exit status."""

import gc
import os
import signal
import sys
from collections.abc import Sequence

from latamtech import streams
from latamtech.errors import LatamtechError, WrongQuestionError, shown

ANSWERED, FAILED, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130
_MOST_DIGITS = 4300  # of a number to be read; more take time that grows with their square
_COMPLETION = "_LATAMTECH_COMPLETE"
_MOST_LETTERS = 10_000  # of a word of the command line; no name, path or question needs more


def main() -> None:
    """Answer the command line and leave with its exit status."""
    # Python's own exception could come up anywhere, also where a library takes it for a mistake in
    # the facts. What must be put in order is seen to where it is made (`cache.taken_away`).
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(_MOST_DIGITS)  # whatever the environment says
    gc.disable()  # a process that lives for one answer gains nothing by looking for cycles
    status = run(sys.argv[1:])
    gc.freeze()  # nor by looking once more at its end, which Python does all the same
    sys.exit(status)


def run(words: Sequence[str]) -> int:
    """Carry out a command line, without the program's name, and return the exit status.

    0 is an answer (also that nothing matched), 1 invalid facts or a failure to read or write, 2 a
    command that is wrong.
    """
    if sys.stdout is None:
        return _fail("cannot write: stdout is closed", FAILED)
    streams.prepare()
    try:
        _refuse_endless(words)
        return _carry_out(words)
    except LatamtechError as error:
        return _fail(str(error), error.status)
    except MemoryError:
        return _fail("there is not enough memory to answer", FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        streams.leave()
        nobody_reads = isinstance(error, BrokenPipeError)
        return ANSWERED if nobody_reads else _fail(f"cannot write: {error.strerror}", FAILED)


def _refuse_endless(words: Sequence[str]) -> None:
    for word in words:
        if len(word) > _MOST_LETTERS:
            letters = f"{len(word):,} letters; {_MOST_LETTERS:,} at most"
            raise WrongQuestionError(f"{shown(word)} has {letters}")


def _carry_out(words: Sequence[str]) -> int:
    import typer  # noqa: PLC0415 (an interrupt while it loads is quiet, too)
    from typer.exceptions import TyperException  # noqa: PLC0415

    from latamtech.commands.cli import command  # noqa: PLC0415
    from latamtech.indexing.database import DatabaseError  # noqa: PLC0415

    try:
        status = command().main(list(words), "latamtech", standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as left:  # so Typer ends completion, and help that nobody reads
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        status = left.code
    except TyperException as error:
        message = " ".join(error.format_message().split())
        return _fail(f"{message[:1].lower()}{message[1:]}", WRONG_COMMAND)
    except LatamtechError:
        sys.stdout.flush()  # what was answered comes before what was not
        raise
    except (KeyError, ValueError):
        if _COMPLETION not in os.environ:
            raise
        return _fail(f"{_COMPLETION} is for shells to ask for completions with", WRONG_COMMAND)
    except DatabaseError as error:  # not that of an index, but of what is done without one
        return _fail(f"cannot answer: {error}", FAILED)
    sys.stdout.flush()
    return status if isinstance(status, int) else ANSWERED


def _fail(sentence: str, status: int) -> int:
    streams.tell(sentence if "\n" in sentence else f"error: {sentence}")
    return status


if __name__ == "__main__":
    main()
