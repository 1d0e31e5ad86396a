"""From fact files to records that hold, or to all the problems that stand in the way."""
