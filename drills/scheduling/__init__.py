"""Pure scheduling rules: memory states, intervals, the day's queue."""
