"""One target under atheris, in a process of its own: `python -m tests.fuzz.child TARGET FINDS ...`.

`FINDS` is the folder where a find is kept; what follows are options and folders of libFuzzer.
"""

import os
import pkgutil
import sys
import traceback
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["latamtech"]):
    import latamtech

    for module in pkgutil.walk_packages(latamtech.__path__, "latamtech."):
        __import__(module.name)

from tests.fuzz import targets
from tests.fuzz.places import place
from tests.fuzz.shrinking import shrunk


def main() -> None:
    """Fuzz until libFuzzer's time is over, or until something is found."""
    name, finds = sys.argv[1], Path(sys.argv[2])
    target = targets.TARGETS[name]

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        chance = Random(seed)
        return target.mutation(data, chance, atheris.Mutate)[:longest]

    def checked(data: bytes) -> None:
        try:
            target.check(here, data)
        except BaseException:  # noqa: BLE001 (libFuzzer does not always keep what it finds)
            traceback.print_exc()
            small = shrunk(lambda some: target.check(here, some), data)
            (finds / f"{name}-{sha256(small).hexdigest()[:12]}").write_bytes(small)
            sys.stderr.flush()
            os._exit(1)

    with place() as here, TemporaryDirectory() as first:
        for number, seed in enumerate(target.seeds()):
            Path(first, str(number)).write_bytes(seed)
        atheris.Setup(
            [sys.argv[0], *sys.argv[3:], f"-max_len={target.longest}", first],
            checked,
            custom_mutator=mutated,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
