"""What each function's binary weighs, how much it does before its first poll, and what operations cost in units.

Counts, not milliseconds, are held against `figures.json`: the same on a busy machine as on an idle one. Times and
memory are shown beside them, next to a function that only says hello.
"""
