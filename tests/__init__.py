"""The promises of latamtech, each a test; the facts in `mini` are invented."""

from pathlib import Path

MINI = Path(__file__).parent / "mini"
