"""What stands in the way of reading a file at all, told in our own words."""

from latamtech.reading.problems import Problem

Place = tuple[int, int]
_START = (1, 1)
# What most likely went wrong where tomli says so
_ADVICE = {
    "Cannot overwrite a value": "the record has this key already",
    "Expected '=' after a key in a key/value pair": "a key is one word: status_as_of",
    "Illegal character '\\n'": "a quotation mark must close the text before the line ends",
    "Invalid statement": 'write key = "text", or [[project]]',
    "Invalid value": "text stands between quotation marks",
    "Unclosed array": "a ] is missing",
    "Unclosed inline table": "a } is missing",
    "Unescaped '\\' in a string": "write two of them, or set the text between '",
    "Unterminated string": "a quotation mark is missing",
}
# What tomli says with the names of keys in it, which may be of any length
_WORDS = {
    "Cannot declare ": "Cannot declare a table twice",
    "Cannot mutate immutable namespace ": "Cannot add to a table or an array that is closed",
    "Duplicate inline table key ": "Cannot overwrite a value",
}


def problem(file: str, said: str, place: Place) -> Problem:
    """Return the problem of a file that is no TOML, from what the parser says of which place."""
    ours = (ours for theirs, ours in _WORDS.items() if said.startswith(theirs))
    message = next(ours, said)
    return file_problem(file, "syntax", message, place, _ADVICE.get(message, ""))


def file_problem(
    file: str, rule: str, message: str, place: Place = _START, advice: str = ""
) -> Problem:
    """Return a problem of a file as a whole, or of a place in it that no record can be told of."""
    sentence = message[:1].lower() + message[1:] if message[1:2].islower() else message
    return Problem(file, *place, "", "", rule, sentence, advice)
