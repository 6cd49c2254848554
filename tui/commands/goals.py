"""`readyby goals`."""

from tui.commands.call import Call


def run(call: Call) -> int:
    """Run."""
    return 0
