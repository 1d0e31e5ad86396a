"""Fact files and folders with faults, each by its name, and how it is made.

What is said of each stands in `faults.txt`, by the same names. A file is written as `facts.toml`;
for the faults of folders a function makes them in the current folder and returns what to read.
"""

import gzip
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.strategies import REFUSED_TEXTS

SOUND = '[[person]]\nid = "x"\nname = "X"\n'
SOURCE = '[[source]]\nid = "s"\ntitle = "S"\npublisher = "P"\nlanguage = "en"\nkind = "news"\n'
TOTAL = '[[figure]]\nid = "x"\nlabel = "X"\nmeasure = "count"\nunit = "jobs"\ncite = ["s"]\n'


def named(value: str) -> str:
    """Return a fact file of a person with this name, as TOML writes it."""
    return f'[[person]]\nid = "x"\nname = {value}\n'


def valued(value: str) -> str:
    """Return a fact file of a figure with this value, as TOML writes it."""
    return f'{SOURCE}{TOTAL}date = "2020"\nvalue = {value}\n'


def dated(date: str) -> str:
    """Return a fact file of a figure with this date, as TOML writes it."""
    return f"{SOURCE}{TOTAL}value = 1\ndate = {date}\n"


def nested(opening: str, closing: str, times: int) -> str:
    """Return a person whose name is so many values in each other."""
    return named(opening * times + "1" + closing * times)


FILES: Mapping[str, str | bytes] = {
    # What is no UTF-8, or no text
    "Latin-1": named('"Perú"').encode("latin-1"),
    "Windows-1252": named('"“x”"').encode("cp1252"),
    "UTF-16 with a mark": SOUND.encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + SOUND.encode("utf-16-be"),
    "UTF-16 without a mark": SOUND.encode("utf-16-le"),
    "UTF-16 without a mark, the other way round": SOUND.encode("utf-16-be"),
    "UTF-32 with a mark": SOUND.encode("utf-32"),
    "UTF-32, the other way round": b"\0\0\xfe\xff" + SOUND.encode("utf-32-be"),
    "UTF-32 without a mark": SOUND.encode("utf-32-le"),
    "UTF-32 without a mark, the other way round": SOUND.encode("utf-32-be"),
    "a character cut in half": SOUND.encode() + "# 港".encode()[:-1],
    "a character cut in half after a mark": b"\xef\xbb\xbf# " + "港".encode()[:-1],
    "an overlong slash": b'x = "\xc0\xaf"\n',
    "a surrogate as bytes": b'x = "\xed\xa0\x80"\n',
    "a character beyond Unicode": b'x = "\xf4\x90\x80\x80"\n',
    "gzip": gzip.compress(SOUND.encode(), mtime=0),
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0",
    "SQLite": b"SQLite format 3\0\x10\0",
    "PNG": b"\x89PNG\r\n\x1a\n",
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "ELF": b"\x7fELF\x02\x01\x01\0",
    "nulls alone": bytes(4096),
    "HTML": "<!DOCTYPE html>\n<html></html>\n",
    "JSON": '{"person": [{"id": "x"}]}\n',
    "YAML": "person:\n  - id: x\n",
    "CSV": "id,name\nx,X\n",
    "an INI file": "[person]\nid: x\n",
    "a conflict of git": f"<<<<<<< HEAD\n{SOUND}=======\n>>>>>>> theirs\n",
    # Marks and ends of lines
    "a byte-order mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "a byte-order mark alone": b"\xef\xbb\xbf",
    "two byte-order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + SOUND.encode(),
    "a byte-order mark within": SOUND.encode() + b"\xef\xbb\xbf",
    "CRLF": SOUND.replace("\n", "\r\n"),
    "CR alone": SOUND.replace("\n", "\r"),
    "CR before CRLF": SOUND.replace("\n", "\r\r\n"),
    "CR at the end": SOUND + "\r",
    "CR in a comment": "# a\rb\n",
    "CR in a string": named('"a\rb"'),
    "no last end of line": SOUND[:-1],
    "nothing": "",
    "ends of lines alone": "\n" * 1000,
    "a comment alone": "# nothing yet",
    "a form feed": SOUND + "\f",
    "a null": SOUND + "\0",
    "a null in a string": named('"a\0b"'),
    "a null in a comment": "# a\0b\n",
    # TOML that is none: keys
    "no equals sign": "x\n",
    "no key": "= 1\n",
    "no value": "x =\n",
    "two values": "x = 1 2\n",
    "two pairs on a line": "x = 1 y = 2\n",
    "a key over two lines": "x\n= 1\n",
    "a key with a blank": "a b = 1\n",
    "a key with an accent": "año = 1\n",
    "a key twice": "x = 1\nx = 2\n",
    "a key twice, quoted": 'x = 1\n"x" = 2\n',
    "a dotted key into a value": "x = 1\nx.y = 2\n",
    "a dotted key that begins with a dot": ".x = 1\n",
    "a dotted key that ends with a dot": "x. = 1\n",
    "a key of several lines": '"""x""" = 1\n',
    # Tables
    "a table left open": "[x\n",
    "a table closed twice": "[x]]\n",
    "a table without a name": "[]\n",
    "a table twice": "[x]\n[x]\n",
    "a table and a pair on a line": "[x] y = 1\n",
    "a table over a value": "x = 1\n[x]\n",
    "a table over an array": "x = [1]\n[[x]]\n",
    "a table, then an array of it": "[x]\n[[x]]\n",
    "an array of tables left open": "[[x]\n",
    "an array of tables with a blank": "[ [x]]\n",
    "an inline table left open": "x = {a = 1\n",
    "an inline table without commas": "x = {a = 1 b = 2}\n",
    "an inline table with two commas": "x = {a = 1,, b = 2}\n",
    "an inline table added to": "x = {a = 1}\nx.b = 2\n",
    "an inline table opened again": "x = {a = 1}\n[x.b]\n",
    "an inline table with a key twice": "x = {a = 1, a = 2}\n",
    # Arrays
    "an array left open": "x = [1\n",
    "an array closed twice": "x = [1]]\n",
    "an array without commas": "x = [1 2]\n",
    "an array with two commas": "x = [1,,2]\n",
    "an array with a comma first": "x = [,1]\n",
    # Strings
    "a string left open": 'x = "a\n',
    "a literal string left open": "x = 'a\n",
    "a long string left open": 'x = """a\n',
    "a long literal string left open": "x = '''a\n",
    "a string open at the end": 'x = "a',
    "a string closed thrice": 'x = "a"""\n',
    "a word without marks": "x = word\n",
    "typographic marks": "x = “word”\n",
    "an escape that is none": r'x = "\y"' + "\n",
    "a path of Windows": r'x = "C:\path"' + "\n",
    "an escape cut short": r'x = "\u12"' + "\n",
    "an escape at the end": 'x = "\\',
    "half a character by an escape": named(r'"\ud800"'),
    "the other half by an escape": named(r'"\udc00"'),
    "both halves by escapes": named(r'"\ud83d\ude00"'),
    "half a character by a long escape": named(r'"\U0000dfff"'),
    "an escape beyond Unicode": named(r'"\U00110000"'),
    "a raw escape character": named('"\x1b[31m"'),
    "a raw escape character in a comment": "# \x1b[2J\n",
    "a raw tab": named('"a\tb"'),
    # Numbers
    "a number with a leading zero": "x = 01\n",
    "a number with a sign twice": "x = ++1\n",
    "a number with two underscores": "x = 1__0\n",
    "a number with an underscore last": "x = 1_\n",
    "a number without its point's digits": "x = 1.\n",
    "a number without its exponent": "x = 1e\n",
    "a hex number with capitals": "x = 0XFF\n",
    "a hex number without digits": "x = 0x\n",
    "a binary number of twos": "x = 0b2\n",
    "a number in Arabic digits": valued("٣"),
    "a number in wide digits": valued("３"),
    "a truth with a capital": "x = True\n",
    "a null of other formats": "x = null\n",
    "5,000 digits": valued("9" * 5000),
    "5,000 digits and a sign": valued("-" + "9" * 5000),
    "100,000 digits": valued("9" * 10**5),
    "4,300 digits": valued("9" * 4300),
    "5,000 hex digits": valued("0x" + "f" * 5000),
    "100,000 hex digits": valued("0x" + "f" * 10**5),
    "5,000 octal digits": valued("0o" + "7" * 5000),
    "5,000 binary digits": valued("0b" + "1" * 5000),
    "5,000 hex digits for a word": valued("1\nqualifier = 0x" + "f" * 5000),
    "5,000 hex digits for a text": named("0x" + "f" * 5000),
    "5,000 hex digits in a list": SOUND + f"aliases = [0x{'f' * 5000}]\n",
    "2^53 - 1": valued(str(2**53 - 1)),
    "2^53": valued(str(2**53)),
    "-2^53": valued(str(-(2**53))),
    "2^63": valued(str(2**63)),
    "2^64": valued(str(2**64)),
    "2^53 as a float": valued("9007199254740992.0"),
    "nan": valued("nan"),
    "-nan": valued("-nan"),
    "inf": valued("inf"),
    "-inf": valued("-inf"),
    "1e400": valued("1e400"),
    "1e-400": valued("1e-400"),
    "5,000 digits after the point": valued("1." + "0" * 5000),
    "not a number among words": valued("1\nqualifier = nan"),
    # Dates
    "30 February": dated("2024-02-30"),
    "30 February as a text": dated('"2024-02-30"'),
    "29 February": dated("2024-02-29"),
    "29 February of no leap year": dated('"2023-02-29"'),
    "month 13": dated('"2024-13"'),
    "day 0": dated('"2024-01-00"'),
    "year 0": dated("0000-01-01"),
    "year 0 as a text": dated('"0000"'),
    "year 10000": dated('"10000"'),
    "year 10000, native": dated("10000-01-01"),
    "year -1": dated('"-0001"'),
    "a date in Arabic digits": dated('"٢٠٢٠"'),
    "a date in wide digits": dated('"２０２０"'),
    "a date and a line feed": dated(r'"2020\n"'),
    "a date with a time": dated("2020-01-01T07:32:00"),
    "a date before the first day": dated("0001-01-01T00:00:00+23:59"),
    "a date after the last day": dated("9999-12-31T23:59:59-23:59"),
    "a date with an offset of a day": dated("2020-01-01T00:00:00+24:00"),
    "a leap second": dated("2016-12-31T23:59:60Z"),
    "24 o'clock": dated("2020-01-01T24:00:00Z"),
    "a time": dated("07:32:00"),
    "a date as a number": dated("2020"),
    "an interval that ends before it begins": dated('"2022/2021"'),
    "an interval of intervals": dated('"2020/2021/2022"'),
    # Nesting and length
    "100,000 arrays left open": named("[" * 10**5),
    "100,000 arrays": nested("[", "]", 10**5),
    "100,000 inline tables left open": named("{a=" * 10**5),
    "100,000 inline tables": nested("{a=", "}", 10**5),
    "300 arrays": nested("[", "]", 300),
    "300 inline tables": nested("{a=", "}", 300),
    "300 inline tables with a date": named("{a=" * 300 + "2020-01-01" + "}" * 300),
    "a key of 900 parts": SOUND + "a." * 899 + "a = 1\n",
    "a key of 900 parts and a date": SOUND + "a." * 899 + "a = 2020-01-01\n",
    "a key of 100,000 parts": SOUND + "a." * 99_999 + "a = 1\n",
    "a table of 900 parts": f"[{'a.' * 899}a]\n",
    "a table of 100,000 parts": f"[{'a.' * 99_999}a]\n",
    "an array of tables of 900 parts": f"[[{'a.' * 899}a]]\n",
    "300 tables where a word belongs": valued("1\nqualifier = " + "{a=" * 300 + "1" + "}" * 300),
    "a key of a megabyte": SOUND + "a" * 2**20 + " = 1\n",
    "a long quoted key": SOUND + f'"{"é" * 2**16}" = 1\n',
    "a table with a name of a megabyte": f"[{'a' * 2**20}]\n",
    "a long id": f'[[person]]\nid = "{"a" * 2**16}!"\nname = "X"\n',
    "a long word": valued(f'1\nqualifier = "{"a" * 2**16}"'),
    "a long text": named(f'"{"a" * 2**16}\\u0007"'),
    "a table with a long name, twice": f"[{'a' * 2**16}]\n" * 2,
    "a long key, twice": f"{'a' * 2**16} = 1\n" * 2,
    "a long key, twice in an inline table": f"x = {{{'a' * 2**16} = 1, {'a' * 2**16} = 2}}\n",
    "a long key into a value": f"{'a' * 2**16} = {{}}\n{'a' * 2**16}.b = 1\n",
    "a string of a megabyte left open": f'x = "{"a" * 2**20}\n',
    "a megabyte before the fault": f"x = '{'a' * 2**20}' y\n",
    "100,000 lines before the fault": "\n" * 10**5 + "x",
    # Names of keys that a validator may take for its own
    "a table called int": "[int]\nx = 1\n",
    "an array of tables called float": "[[float]]\nx = 1\n",
    "keys called int and constrained-int": SOUND + "int = 1\nconstrained-int = 2\n",
    "a key called int in a value": valued("{ int = 1 }"),
    "keys of Python": SOUND + "__class__ = 1\n__init__ = 2\n",
    # What would act, in names of keys and tables
    "an escape character in a key": SOUND + '"\\u001b[31m" = 1\n',
    "an escape character in a table": '["\\u001b]0;x\\u0007"]\n',
    "an override in a key": SOUND + '"\\u202e" = 1\n',
    "markup in a key": SOUND + '"[red]x[/red]" = 1\n',
    "an escape character in an id": '[[person]]\nid = "\\u001b[2J"\nname = "X"\n',
    "markup in an id": '[[person]]\nid = "[/]"\nname = "X"\n',
    "an id that is a path": '[[person]]\nid = "../../etc/passwd"\nname = "X"\n',
    "an escape character in an address": SOURCE + 'url = "https://x.example/\\u001b[2J"\n',
    "a script as an address": SOURCE + 'url = "javascript:alert(1)"\n',
    "a file as an address": SOURCE + 'url = "file:///etc/passwd"\n',
    "a blank in an address": SOURCE + 'url = "https://x.example/ y"\n',
    "an override in an address": SOURCE + 'url = "https://x.example/\\u202e"\n',
    "a formula as a unit": valued('1\nunit2 = "=1+1"').replace("jobs", "=1+1"),
    "a formula as a citation": valued("1").replace('["s"]', '["=s"]'),
}


def _texts() -> dict[str, str]:
    """Return a person for each text that is refused, written by escapes."""
    return {
        f"{what}, by an escape": named(
            '"' + "".join(f"\\U{ord(char):08x}" for char in f"a{text}b") + '"'
        )
        for what, text in REFUSED_TEXTS.items()
    }


TEXTS = _texts()


def _file(name: str, content: str = SOUND) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return name


def _link(name: str, target: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    return name


def _pipe(name: str) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    return name


def _socket(name: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(name)
    return name


def _sparse(name: str, size: int) -> str:
    with Path(_file(name)).open("r+b") as file:
        file.truncate(size)
    return name


def _all(where: str, *_made: str) -> str:
    """Return what to read, once all is made."""
    return where


def _raw(name: bytes) -> str:
    """Make a fact file with a fault under a name of any bytes."""
    Path("f").mkdir(exist_ok=True)
    path = os.fsdecode(b"f/" + name)
    Path(path).write_text("x", "utf-8")
    return "f"


# Where a name has several sides, each is read: the folder that holds it, and itself.
FOLDERS: Mapping[str, Callable[[], str]] = {
    "no such file": lambda: "none.toml",
    "no such folder": lambda: "none/none",
    "a path without characters": lambda: "",
    "a path with a null": lambda: "a\0b",
    "a path of a byte that is no UTF-8": lambda: "a\udcff",
    "a path through a file": lambda: f"{_file('a.toml')}/b.toml",
    "an empty folder": lambda: _all(".", _link("f/none", "nowhere")),
    "a link in a circle": lambda: _all(
        "f", _link("f/a.toml", "b.toml"), _link("f/b.toml", "a.toml")
    ),
    "a link in a circle, by its name": lambda: _link("a.toml", "a.toml"),
    "a folder that holds itself": lambda: _all("f", _file("f/a.toml"), _link("f/self", ".")),
    "a folder that links above": lambda: _all("f", _file("f/a.toml"), _link("f/up", "..")),
    "a link to the root": lambda: _all("f", _file("f/a.toml"), _link("f/root", "/")),
    "a link to the root, named as a file": lambda: _all(
        "f", _file("f/a.toml"), _link("f/r.toml", "/")
    ),
    "a link to nothing": lambda: _all("f", _link("f/a.toml", "nowhere")),
    "a link to a fact file": lambda: _all("f", _file("a.toml"), _link("f/a.toml", "../a.toml")),
    "a link to a secret": lambda: _all(
        "f", _file("secret", "root:x:0:0:secret\n"), _link("f/a.toml", "../secret")
    ),
    "a link to a secret of pairs": lambda: _all(
        "f", _file("secret", 'password = "secret"\n'), _link("f/a.toml", "../secret")
    ),
    "a pipe": lambda: _all("f", _pipe("f/a.toml")),
    "a pipe, by its name": lambda: _pipe("a.toml"),
    "a link to a pipe": lambda: _all("f", _pipe("pipe"), _link("f/a.toml", "../pipe")),
    "a socket": lambda: _all("f", _socket("f/a.toml")),
    "a device without end": lambda: _all("f", _link("f/a.toml", "/dev/zero")),
    "a device, by its name": lambda: "/dev/zero",
    "the terminal": lambda: _all("f", _link("f/a.toml", "/dev/tty")),
    "standard input": lambda: "/dev/stdin",
    "several of them": lambda: _all(
        "f", _pipe("f/a.toml"), _socket("f/b.toml"), _file("f/c.toml", "x"), _file("f/d.toml")
    ),
    "a folder named as a file": lambda: _all("f", _file("f/a.toml/b.toml")),
    "files that are hidden, or left by editors": lambda: _all(
        "f",
        *(_file(f"f/{name}", "x") for name in (".a.toml", "._a.toml", ".#a.toml", ".a.toml.swp")),
        *(_file(f"f/{name}", "x") for name in ("a.toml~", "#a.toml#", "a.toml.orig", "a.toml.bak")),
        *(_file(f"f/{name}/a.toml", "x") for name in (".git", ".venv", ".svn")),
    ),
    "a file named by its end alone": lambda: _all("f", _file("f/.toml", "x")),
    "a gigabyte": lambda: _sparse("a.toml", 2**30),
    "a byte too much": lambda: _sparse("a.toml", 64 * 2**20 + 1),
    "a name with a line feed": lambda: _raw(b"a\nb.toml"),
    "a name with a carriage return": lambda: _raw(b"a\rb.toml"),
    "a name with an escape sequence": lambda: _raw(b"\x1b]0;x\x07.toml"),
    "a name with a C1 control": lambda: _raw("\x9b31m.toml".encode()),
    "a name with an override": lambda: _raw("\u202elmot.toml".encode()),
    "a name that is no UTF-8": lambda: _raw(b"\xff\xfe.toml"),
    "a name in Latin-1": lambda: _raw("año.toml".encode("latin-1")),
    "a name with markup": lambda: _raw(b"[bold]x[\\bold] :smile:.toml"),
    "a name like a place": lambda: _raw(b"a.toml:7: b.toml"),
    "a name like an option": lambda: _raw(b"--facts.toml"),
    "a name with marks": lambda: _raw(b"'\"`$(x).toml"),
    "a name that is a blank": lambda: _raw(b" .toml"),
    "a name as long as can be": lambda: _raw(b"a" * 250 + b".toml"),
}
