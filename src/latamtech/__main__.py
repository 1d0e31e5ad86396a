"""Where the program starts, and the one place that turns what went wrong into an exit status."""

import gc
import sys
from collections.abc import Sequence

from latamtech import streams
from latamtech.errors import LatamtechError

ANSWERED, FAILED, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130
_MOST_DIGITS = 4300  # of a number to be read; more take time that grows with their square


def main() -> None:
    """Answer the command line and leave with its exit status."""
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
        return _carry_out(words)
    except LatamtechError as error:
        return _fail(str(error), error.status)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.leave()
        return ANSWERED
    except OSError as error:
        streams.leave()
        return _fail(f"cannot write: {error.strerror}", FAILED)


def _carry_out(words: Sequence[str]) -> int:
    import typer  # noqa: PLC0415 (an interrupt while it loads is quiet, too)
    from typer.exceptions import TyperException  # noqa: PLC0415

    from latamtech.cli import command  # noqa: PLC0415

    try:
        status = command().main(list(words), "latamtech", standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except TyperException as error:
        message = " ".join(error.format_message().split())
        return _fail(f"{message[:1].lower()}{message[1:]}", WRONG_COMMAND)
    sys.stdout.flush()
    return status if isinstance(status, int) else ANSWERED


def _fail(sentence: str, status: int) -> int:
    streams.tell(sentence if "\n" in sentence else f"error: {sentence}")
    return status


if __name__ == "__main__":
    main()
