"""What can go wrong: each error owns its sentence and its exit status."""

from collections.abc import Sequence

_MOST_CANDIDATES = 5


class LatamtechError(Exception):
    """Anything that the program can say about a question or about facts that it can't answer.

    `str()` gives the whole text for stderr, without a prefix; `status` is the exit status.
    """

    status = 1


class WrongQuestionError(LatamtechError):
    """The command was wrong: an unknown value, field or combination of options."""

    status = 2


class UnknownValueError(WrongQuestionError):
    """A filter names a value that no record has."""

    def __init__(self, what: str, word: str, nearest: Sequence[str], see: str = "") -> None:
        """Say which word is unknown as what, the nearest known values, and where all are listed."""
        self.word, self.nearest = word, tuple(nearest)
        meant = f" did you mean {_either(nearest)}?" if nearest else ""
        listed = f" ({see} lists them all)" if see else ""
        super().__init__(
            f"unknown {what}: {shown(word)};{meant}{listed}".replace("; (", " (").rstrip(";")
        )


class AmbiguousValueError(WrongQuestionError):
    """A filter names a value in a way that fits several."""

    def __init__(self, what: str, word: str, candidates: Sequence[str]) -> None:
        """Say which word fits several values, and which, or the first of them."""
        self.word, self.candidates = word, tuple(candidates)
        more = len(candidates) - _MOST_CANDIDATES
        told = [*candidates[:_MOST_CANDIDATES], *([f"{more} more"] if more > 0 else [])]
        super().__init__(f"ambiguous {what}: {shown(word)} may be {_either(told)}")


class UnknownIdError(LatamtechError):
    """No record has the id, or the name, that was asked for."""

    def __init__(self, word: str, nearest: Sequence[str], what: str = "id") -> None:
        """Say which word is unknown as what, and the nearest known ones."""
        self.word, self.nearest = word, tuple(nearest)
        meant = f"; did you mean {_either(nearest)}?" if nearest else ""
        super().__init__(f"no record has the {what} {shown(word)}{meant}")


class UnreadableError(LatamtechError):
    """A file or folder could not be read or written."""

    def __init__(self, path: str, reason: str, place: tuple[int, int] = (1, 1)) -> None:
        """Say which path, and why; where that is known, with the line and column in the file."""
        self.path, self.reason, self.place = path, reason, place
        super().__init__(f"{neutral(path)}: {reason}")


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: `1 problem`, `12 problems`, `2 countries`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shown(word: str, quote: str = '"', most: int = 80) -> str:
    """Quote what somebody typed or wrote, cut to a length that fits a line and made harmless."""
    return quote + neutral(word if len(word) <= most else word[:most] + "…") + quote


def neutral(text: str) -> str:
    """Return text with each character that could act on a terminal replaced by its code.

    Control characters (C0, DEL, C1), surrogates, bidirectional controls and invisible characters
    are written as in JSON; a line break is one of them.
    """
    return text if text.isprintable() else "".join(map(_harmless, text))


def _harmless(char: str) -> str:
    return char if char.isprintable() else f"\\u{ord(char):04x}"


def _either(words: Sequence[str]) -> str:
    quoted = [neutral(word) for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
