"""Where the program starts."""

import sys


def main() -> None:
    """Answer the command line and leave with its exit status."""
    from latamtech.cli import run  # noqa: PLC0415 (an interrupt while modules load is quiet too)

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
