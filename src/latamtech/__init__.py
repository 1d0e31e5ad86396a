"""What is built, said and invested in technology cooperation of China with Latin America.

import latamtech

base = latamtech.open_facts()
for project in base.projects(country="Peru"):
    print(project.name, project.cite)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latamtech.base import Base, open_facts

__all__ = ["Base", "open_facts"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the interface for Python users when it is first used (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from latamtech import base  # noqa: PLC0415

    return getattr(base, name)
