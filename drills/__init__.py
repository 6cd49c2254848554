"""The domain of Readyby: memory, drills, goals and their storage. Knows nothing of the terminal."""

__version__ = "0.1.0"
