"""The program with each of its operations failing in turn, to be run as a process of its own.

`python -m tests.failing KIND STATE FACTS CACHE` answers a command again and again; in the first run
the first operation of a kind fails, in the second the second, until none fails any more. It prints
a line for each run: its exit status, whether the answer was the right one, and stderr.
"""
