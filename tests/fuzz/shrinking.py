"""A find made small: what is left of an input that breaks a promise in the same way."""

import time
import traceback
from collections.abc import Callable, Sequence

_PATIENCE = 30.0  # seconds


def broken_by(check: Callable[[bytes], None], content: bytes) -> str:
    """Return what a check raises for an input, and where; an empty text if it raises nothing."""
    try:
        check(content)
    except Exception as error:  # noqa: BLE001 (whatever is found)
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {place.filename}:{place.lineno}"
    return ""


def shrunk(check: Callable[[bytes], None], content: bytes) -> bytes:
    """Return an input without the lines and bytes that it breaks the same promise without."""
    wanted, end = broken_by(check, content), time.monotonic() + _PATIENCE

    def is_enough(some: bytes) -> bool:
        return broken_by(check, some) == wanted

    lines = b"".join(_fewest(content.splitlines(keepends=True), is_enough, end))
    return b"".join(_fewest([lines[at : at + 1] for at in range(len(lines))], is_enough, end))


def _fewest(
    parts: Sequence[bytes], is_enough: Callable[[bytes], bool], end: float
) -> Sequence[bytes]:
    """Leave out runs of parts, long ones first, for as long as the others are enough."""
    size = len(parts) // 2
    while size and time.monotonic() < end:
        at = 0
        while at < len(parts) and time.monotonic() < end:
            fewer = [*parts[:at], *parts[at + size :]]
            if is_enough(b"".join(fewer)):
                parts = fewer
            else:
                at += size
        size //= 2
    return parts
