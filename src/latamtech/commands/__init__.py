"""The commands: their options, and the way of each from a question to its answer."""
