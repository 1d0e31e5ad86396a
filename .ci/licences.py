"""Report what the program is installed with and under which licences; fail on one not allowed.

`python .ci/licences.py` looks at what is installed in the Python that runs it, and needs nothing
else. Licences are written as SPDX identifiers (PEP 639).
"""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata

# Who installs the program gets these, so they must leave users free to do as they please.
ALLOWED = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0"}
# What only tests and checks run is not handed on.
ALLOWED_FOR_TESTS = ALLOWED | {"BSD-2-Clause-Views", "LGPL-2.1-only", "MPL-2.0"}
# How packages that do not use SPDX identifiers yet name their licences, in lower case.
SPDX = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}


def main() -> int:
    """Print a line for each package; return 1 if the licence of one is not allowed, else 0."""
    handed_on = needed("latamtech") - {"latamtech"}
    for_tests = needed("latamtech", "dev") - handed_on - {"latamtech"}
    wrong = []
    for title, names, allowed in (
        ("installed with the program", handed_on, ALLOWED),
        ("for its tests and checks only", for_tests, ALLOWED_FOR_TESTS),
    ):
        print(f"{title}: {len(names)}")
        for name in sorted(names):
            found = licence(name)
            print(f"  {name:<28}{metadata.version(name):<16}{found}")
            if not is_allowed(found, allowed):
                wrong.append(f"{name}: {found} is not among {', '.join(sorted(allowed))}")
    print("\n".join(wrong), file=sys.stderr, end="\n" * bool(wrong))
    return bool(wrong)


def needed(name: str, extra: str = "") -> set[str]:
    """Return the names of a package and of all that it needs here, and what an extra of it does."""
    found, left = set(), [(name, extra)]
    while left:
        one, wanted = left.pop()
        try:
            asked = metadata.requires(one) or []
        except metadata.PackageNotFoundError:  # for another system, or another Python
            continue
        found.add(one)
        left += [(other, "") for other in required(asked, wanted) if other not in found]
    return found


def required(lines: Iterable[str], extra: str) -> Iterator[str]:
    """Yield the normalized names in requirements (PEP 508) that hold always, or for an extra."""
    for line in lines:
        optional = re.search(r"""extra\s*==\s*['"]([^'"]+)""", line)
        if not optional or optional[1] == extra:
            name, *_ = re.split(r"[^\w.-]", line, maxsplit=1)
            yield re.sub(r"[-_.]+", "-", name).lower()


def licence(name: str) -> str:
    """Return the licence that a package states: an SPDX expression, or its own words."""
    about = metadata.metadata(name)
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    stated = about.get_all("License-Expression", []) + about.get_all("License", [])
    told = [str(words).partition("\n")[0] for words in [*stated, *classified]]
    for words in told:
        known = SPDX.get(words.lower(), words)
        if all(re.fullmatch(r"[A-Za-z0-9.+-]+", part) for part in parts(known)):
            return known
    return "; ".join(told) or "none stated"


def is_allowed(expression: str, allowed: set[str]) -> bool:
    """Tell whether an SPDX expression leaves a way to use the package under allowed licences."""
    ways = re.split(r"\s+OR\s+", expression)
    return any(allowed.issuperset(parts(way)) for way in ways)


def parts(expression: str) -> list[str]:
    """Return the licences in an SPDX expression without brackets."""
    return re.split(r"\s+(?:AND|OR)\s+", expression)


if __name__ == "__main__":
    sys.exit(main())
