"""The cases: what is compared with what, and what must come out, line by line of the table."""

import sys
from collections.abc import Callable, Mapping, Sequence

import edits
import peers
from answers import Check, both, compared, gives, gives_some, holds_all
from plan import CODE, COUNTRY, PROJECTS, Peak, Plan, Ratio
from setting import HERE, SHIPPED, Stock, projects_in
from timing import Command, anything, nothing

LIMIT = 20
ROWS = 0.4  # the share of all facts that the long answer prints
MEGABYTE = 10**6
# What Typer's completion for bash gets from the shell (typer/_completion_classes.py).
COMPLETION = {
    "_LATAMTECH_COMPLETE": "complete_bash",
    "COMP_WORDS": "latamtech projects --country P",
    "COMP_CWORD": "3",
}


def as_json(plan: Plan) -> None:
    """Compare an answer as JSON with a program that says hello."""
    what = f"`latamtech projects --country {COUNTRY} --json`, shipped facts, warm : Typer hello"
    plan.ratios.append(Ratio(what, plan.shipped(), plan.hello("hello"), 1.15))


def as_table(plan: Plan) -> None:
    """Compare an answer as a table with a program that prints a small table."""
    wrong = holds_all(projects_in(SHIPPED, CODE))
    name = plan.add(plan.latamtech("shipped facts, table", PROJECTS, wrong))
    what = "the same as a table : Typer program that prints one small Rich table"
    plan.ratios.append(Ratio(what, name, plan.hello("hello_table"), 1.15))


def completion(plan: Plan) -> None:
    """Compare the completion of a value with a program that says hello."""
    wrong = holds_all([COUNTRY])
    name = plan.add(plan.latamtech("completion of a value", [], wrong, more=COMPLETION))
    plan.ratios.append(
        Ratio("value completion, warm : Typer hello", name, plan.hello("hello"), 1.3)
    )


def country(plan: Plan) -> None:
    """Compare an answer from many facts with one from few."""
    stock = plan.stock()
    what = f"{stock.facts:,} facts in {stock.files:,} files, warm, one country as JSON : shipped"
    plan.ratios.append(Ratio(what, plan.made(stock), plan.shipped(), 1.6))


def million(plan: Plan) -> None:
    """Compare the first rows of an answer from very many facts with one from few."""
    if not plan.sizes.million:
        plan.notes.append("left out, asked for with --million: ten times as many facts")
        return
    stock = plan.setting.stock(plan.sizes.facts * 10, plan.sizes.many_files)
    size = f"{stock.facts:,} facts in {stock.files:,} files"
    words = [*PROJECTS, "--json", "--limit", str(LIMIT)]
    ids = stock.projects(CODE)
    wrong = gives_some(min(LIMIT, len(ids)), ids)
    name = plan.add(plan.latamtech(f"{size}, --limit {LIMIT}", words, wrong, facts=stock.toml))
    what = f"{size}, warm, `--limit {LIMIT}` : the same on the shipped facts"
    plan.ratios.append(Ratio(what, name, plan.shipped(LIMIT), 2))
    _edit(plan, stock, name, words, wrong)


def others(plan: Plan) -> None:
    """Compare the peers' answers from the same facts with the program's."""
    stock = plan.stock()
    folder = plan.setting.for_peers(stock)
    ids = stock.projects(CODE)
    for peer in peers.peers():
        if not peer.found:
            plan.notes.append(f"left out, not installed: {peer.name}")
            continue
        words, variables = peer.asked(CODE), plan.setting.variables("cache")
        wrong = _same_ids(peer, ids)
        name = plan.add(Command(peer.name, words, variables, folder, wrong))
        what = f"{peer.name} : latamtech, {stock.facts:,} facts, same rows"
        plan.ratios.append(Ratio(what, name, plan.made(stock), at_least=peer.at_least))


def _same_ids(peer: peers.Peer, ids: Sequence[str]) -> Check:
    return lambda answer: compared(peer.ids(answer), ids)


def cold(plan: Plan) -> None:
    """Compare the building of an index with bare parsing of the same files."""
    stock = plan.stock()
    build = plan.add(_cold_build(plan, stock))
    words = [sys.executable, str(HERE / "parse.py"), str(stock.toml)]
    variables = plan.setting.variables("cache")
    parse = Command(
        "tomli.loads of all files",
        words,
        variables,
        plan.setting.root,
        anything,
        nothing,
        long=True,
    )
    what = f"cold build of {stock.facts:,} facts, checks included : bare `tomli.loads` of the files"
    plan.ratios.append(Ratio(what, build, plan.add(parse), 2.0))


def _cold_build(plan: Plan, stock: Stock) -> Command:
    return plan.latamtech(
        f"cold build of {stock.facts:,} facts",
        [*PROJECTS, "--json"],
        gives(stock.projects(CODE)),
        facts=stock.toml,
        cache="emptied",
        before=plan.emptied("emptied"),
        long=True,
    )


def edit(plan: Plan) -> None:
    """Compare the answer after one of many files was edited with one from a warm index."""
    stock = plan.setting.stock(plan.sizes.facts, plan.sizes.many_files)
    right = gives(stock.projects(CODE))
    _edit(plan, stock, plan.made(stock), [*PROJECTS, "--json"], right)


def _edit(plan: Plan, stock: Stock, warm: str, words: Sequence[str], wrong: Check) -> None:
    """Edit the file of a project that the answer begins with, in a copy of the facts."""
    copy = plan.setting.copy(stock, f"edited-{stock.facts}-{stock.files}")
    size = f"{stock.facts:,} facts"
    project = stock.projects(CODE)[0]
    file = copy / f"made-{int(project.split('-')[1]):05}.toml"
    for kind, change in (
        ("a comment", edits.comment(file)),
        ("a summary", edits.summary(file, project)),
    ):
        command = plan.latamtech(
            f"{kind} of {size} in {stock.files:,} files edited",
            words,
            both(wrong, change.wrong),
            facts=copy,
            before=change.make,
        )
        what = f"after editing {kind} in one of {stock.files:,} files ({size}) : warm"
        plan.ratios.append(Ratio(what, plan.add(command), warm, 1.5))


def memory(plan: Plan) -> None:
    """Measure the memory of a long answer, and of the building of an index."""
    stock = plan.stock()
    rows = int(stock.facts * ROWS)
    words = ["quotes", "--json", "--limit", str(rows)]
    answer = plan.latamtech(f"{rows:,} rows", words, gives_some(rows), facts=stock.toml)
    plan.peaks += [
        Peak(f"warm answer of {rows:,} rows as JSON", answer, 60 * MEGABYTE),
        Peak(f"cold build of {stock.facts:,} facts", _cold_build(plan, stock), 400 * MEGABYTE),
    ]


CASES: Mapping[str, Callable[[Plan], None]] = {
    "json": as_json,
    "table": as_table,
    "completion": completion,
    "country": country,
    "million": million,
    "peers": others,
    "cold": cold,
    "edit": edit,
    "memory": memory,
}
