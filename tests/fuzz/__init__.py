"""Fuzzing: what somebody might write or type, mutated for as long as one likes; see README.md."""
