"""Random folders of facts, valid by how they are made, and random damage to their files.

A folder is a mapping of file names to what the files hold. The facts are of all kinds of records;
records of different kinds share names, and their texts are full of what would act in some format.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from latamtech.model.examples import toml
from tests.test_queries import FIXED, TEXTS, Facts, Record, fact_bases

Folder = Mapping[str, bytes]

# Texts that facts may hold, and that would act where a format lets them.
ACTING_TEXTS = [
    *("[red]x[/red]", "[/]", "[link=file:///x]y[/link]", ":smile:", "%s {0} {x}"),
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a\t=1\tb", "a\n=1,2"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x", "&lt;b&gt; &#0;"),
    *("[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "<https://evil.example/>"),
    *("see https://evil.example/a|b now", "www.evil.example", "a@evil.example", "[a]: file:///x"),
    *("| a | b |", "# heading", "a\n# b\n- c\n---\nd", "```\ncode", "`code`", "1. item", "> said"),
    *("~~x~~ **x** _x_", "[^1]: note", "\\", "\\input{/etc/passwd}", "{\\bf x} % $ ~ ^ _ #"),
    *("TY  - BOOK\nER  - ", "} @book{x", "$(reboot) `reboot`", "'; DROP TABLE answer; --"),
    *('" OR 1=1', "../../etc/passwd", "]]> <![CDATA[", "a\u0301\u0301\u0301", "👩 ‿", "x" * 300),
]
# What may not stand in any text of a fact: as it is, and as an escape of TOML.
REFUSED_TEXTS = {
    "a colour": "\x1b[31m",
    "a clipboard": "\x1b]52;c;eA==\x07",
    "a link": "\x1b]8;;https://evil.example/\x1b\\",
    "a C1 control": "\x9b31m",
    "a null": "\0",
    "a bell": "\x07",
    "a backspace": "\b",
    "a carriage return": "a\rb",
    "a form feed": "\x0c",
    "DEL": "\x7f",
    "NEL": "\x85",
    "an override": "\u202e",
    "an isolate": "\u2066",
    "a mark of direction": "\u200f",
    "a line separator": "\u2028",
    "a zero-width space": "\u200b",
    "a zero-width joiner": "\u200d",
    "a soft hyphen": "\u00ad",
    "a byte-order mark": "\ufeff",
    "a tag": "\U000e0041",
    "a variation selector": "\ufe0f",
    "a filler": "\u3164",
    "a musical control": "\U0001d173",
    "a private character": "\ue000",
    "a noncharacter": "\uffff",
}
NAMES = ["Peru", "Ports", "Harbor", "Moon", "Ñandú", "玻璃", "[bold]", "=1+1", "x|y", "<b>"]
_IDS = ["x", "0", "a-b", "peru-2", "null", "true", "con", "9" * 40]
_TEXTS = TEXTS | st.builds("{1} {0}".format, TEXTS, st.sampled_from(ACTING_TEXTS))
_ADDRESSES = st.sampled_from(
    ["https://example.org/a?b=1&c=2", "https://example.org/|a|)](javascript:alert(1))'`*_{}%0d"]
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Draw facts of all kinds of records, in no order."""
    drawn = draw(fact_bases())
    names = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    more: Facts = {
        "source": draw(_some("source", {"title": _TEXTS, "url": _ADDRESSES, "author": _TEXTS})),
        "person": _named("person", names) + draw(_some("human", {"name": _only("One")})),
        "organization": _named("organization", names),
        "event": [record | {"cite": ["a#1"]} for record in _named("event", names)],
        "project": [record | draw(_PROJECT) for record in _named("project", names)],
        "quote": draw(_some("said", _QUOTE)),
        "figure": draw(_some("figured", _FIGURE)),
    }
    for record in more["source"]:
        record |= {"publisher": "P", "language": "en", "kind": "news"}
    return {kind: [*drawn[kind], *more.get(kind, [])] for kind in FIXED | drawn}


_PROJECT = st.fixed_dictionaries(
    {
        "countries": st.just(["PE"]),
        "sectors": st.just(["ports"]),
        "summary": _TEXTS,
        "cite": st.just(["b"]),
    },
    optional={"note": _TEXTS, "place": _TEXTS, "initiative": _TEXTS},
)
_QUOTE = {
    "speaker": st.just("wu-ming"),
    "speech": st.just("reported"),
    "text": _TEXTS,
    "role": _TEXTS,
    "cite": st.just(["b#3"]),
}
_FIGURE = {
    "label": _TEXTS,
    "measure": st.just("size"),
    "value": st.integers(-(2**53) + 1, 2**53 - 1) | st.sampled_from([1e-300, 0.1 + 0.2, -0.0]),
    "unit": st.just("km"),
    "date": st.sampled_from(["2019", "0001-01-01", "2020-02-29"]),
    "note": _TEXTS,
    "cite": st.just(["b#4"]),
}


def _only(name: str) -> st.SearchStrategy[str]:
    return st.just(name)


def _named(kind: str, names: Sequence[str]) -> list[Record]:
    """Return records of a kind with these names, which records of other kinds have too."""
    return [{"id": f"{kind}-named-{number}", "name": name} for number, name in enumerate(names)]


def _some(
    prefix: str, keys: Mapping[str, st.SearchStrategy[object]]
) -> st.SearchStrategy[list[Record]]:
    """Draw up to one record with some keys, under an id that is odd and allowed."""
    ids = st.sampled_from(_IDS).map(lambda id_: f"{prefix}-{id_}")
    return st.lists(st.fixed_dictionaries({"id": ids, **keys}), max_size=1)


def written(records: Sequence[tuple[str, Record]]) -> bytes:
    """Return records, each with its kind, as a fact file."""
    lines = []
    for kind, record in records:
        lines += [f"[[{kind}]]", *(f"{key} = {toml(value)}" for key, value in record.items()), ""]
    return "\n".join(lines).encode()


@st.composite
def folders(draw: st.DrawFn) -> Folder:
    """Draw facts, in files that are cut as it happens."""
    records = [(kind, record) for kind, some in draw(facts()).items() for record in some]
    records = draw(st.permutations(records))
    cuts = sorted(draw(st.lists(st.integers(0, len(records)), max_size=3)))
    parts = [records[a:b] for a, b in zip([0, *cuts], [*cuts, len(records)], strict=True)]
    start = draw(st.sampled_from([b"", b"\xef\xbb\xbf", b"# first\n"]))
    ends = draw(st.sampled_from([b"\n", b"\r\n"]))
    texts = [written(part).replace(b"\n", ends) for part in parts]
    return {f"part-{number}/facts.toml": start + text for number, text in enumerate(texts)}


# Damage: what goes in and comes out are the files of a folder


@st.composite
def damaged(draw: st.DrawFn, folder: Folder) -> Folder:
    """Draw what has become of a folder after one to three mishaps."""
    files = dict(folder)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(folder)))
        other = draw(st.sampled_from(sorted(folder)))
        mishap = draw(
            st.sampled_from(["changed", "changed", "changed", "gone", "swapped", "copied"])
        )
        if mishap == "gone":
            files.pop(name, None)
        elif mishap == "swapped":
            files[name], files[other] = files.get(other, b""), files.get(name, b"")
        elif mishap == "copied":
            files[f"copy-{other}"] = files.get(name, b"")
        else:
            files[name] = draw(spoilt(files.get(name, b"")))
    return files


@st.composite
def spoilt(draw: st.DrawFn, content: bytes) -> bytes:
    """Draw what has become of the content of one file."""
    at = draw(st.integers(0, len(content)))
    lines = content.split(b"\n")
    line = draw(st.integers(0, len(lines) - 1))
    flipped = bytes([content[at] ^ 1 << draw(st.integers(0, 7))]) if at < len(content) else b""
    value = lines[line].partition(b" = ")[0] + b" = " + draw(_VALUES)
    return draw(
        st.sampled_from(
            [
                content[:at],
                content[at:],
                content[:at] + flipped + content[at + 1 :],
                content[:at] + content[at + draw(st.integers(1, 40)) :],
                content[:at] + draw(_HOSTILE) + content[at:],
                b"\n".join([*lines[: line + 1], *lines[line:]]),
                b"\n".join([*lines[:line], *lines[line + 1 :], lines[line]]),
                b"\n".join([*lines[:line], value, *lines[line + 1 :]]),
            ]
        )
    )


_VALUES = st.sampled_from(
    [
        *(b"7", b"nan", b"-inf", b"1e400", b"0x" + b"f" * 5000, b"9" * 5000, b"true", b"{}", b"[]"),
        *(
            b'""',
            b'"x"',
            b"[{}]",
            b'"2042"',
            b"2020-01-01",
            b"0001-01-01T00:00:00+23:59",
            b"07:32:00",
        ),
        *(b"[" * 500, b"[" * 300 + b"]" * 300, b"{a=" * 300 + b"1" + b"}" * 300, b'"\\ud800"'),
    ]
)
_HOSTILE = st.sampled_from(
    [text.encode() for text in REFUSED_TEXTS.values()]
    + [f"\\u{ord(text[0]):04x}".encode() for text in REFUSED_TEXTS.values() if text[0] < "\uffff"]
    + [b"\xff", b"\xc3", b"\xed\xa0\x80", b'"', b"'", b'"""', b"[", b"]]", b"{", b"=", b"\\", b"#"]
    + [b"\r", b"\n", b"a." * 1200 + b"a = 1\n", b"\n[[person]]\n", b"\n[x]\n"]
)


def put(files: Folder, root: Path) -> None:
    """Write the files of a folder below a root, in the place of all that is there."""
    for path in root.rglob("*.toml"):
        if path.relative_to(root).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def taken(root: Path) -> Folder:
    """Return the files of a folder as they are."""
    paths = root.rglob("*.toml")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
