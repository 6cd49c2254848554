"""`readyby completion`: let the shell complete Readyby's commands and options."""

import shtab

from tui.arguments import parser
from tui.commands.call import Call


def run(call: Call) -> int:
    """Print the script."""
    call.say(shtab.complete(parser(), shell=call.args.shell))
    return 0
