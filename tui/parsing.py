"""How the command line is put together: parsers, commands that share options, and their actions."""

from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, _SubParsersAction
from collections.abc import Callable
from math import nan
from typing import NoReturn

from drills.text import one_line
from tui.commands.call import UsageError

# How a shell completes files and folders: shtab.FILE and shtab.DIRECTORY.
FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
FOLDERS = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}


_MOST_DIGITS = 9


class Parser(ArgumentParser):
    """A parser whose complaints look like all others of Readyby's, and are as harmless."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError, which says what is wrong with the call and where the help is."""
        raise UsageError(f"{one_line(message)}.", hint=f"{self.prog} --help says how it is called.")


class Adder:
    """Adds commands that share some options."""

    def __init__(self, commands: "_SubParsersAction[Parser]", common: Parser) -> None:
        self._commands = commands
        self._common = common

    def __call__(self, name: str, about: str, *, json: bool = False, yes: bool = False) -> Parser:
        """A new command; `about` is its line in the list of commands and the head of its own help."""
        line = about[0].lower() + about[1:].rstrip(".")
        added = self._commands.add_parser(
            name, help=line, description=about, parents=[self._common], allow_abbrev=False
        )
        if json:
            added.add_argument("--json", action="store_true", help="as JSON")
        if yes:
            added.add_argument("--yes", action="store_true", help="replace or delete without being asked")
        return added

    def actions(self, of: Parser) -> "Actions":
        """Actions of a command, which take the same options wherever they stand."""
        shared = Parser(add_help=False, argument_default=SUPPRESS, parents=[self._common])
        shared.add_argument("--json", action="store_true", help="as JSON")
        return Actions(of.add_subparsers(title="what to do", metavar="ACTION", dest="action"), shared)


class Actions:
    """Adds the actions of a command."""

    def __init__(self, actions: "_SubParsersAction[Parser]", shared: Parser) -> None:
        self._actions = actions
        self._shared = shared

    def __call__(self, name: str, about: str, *, on_goal: bool = False) -> Parser:
        """A new action; on one goal, it takes the goal's number first."""
        added = self._actions.add_parser(name, help=about, parents=[self._shared], allow_abbrev=False)
        if on_goal:
            added.add_argument("goal", metavar="NUMBER", type=number, help="its number in the list")
        return added

    def steps(self, of: Parser) -> "Actions":
        """The actions below one of them; one has to be named."""
        return Actions(of.add_subparsers(title="what to do", metavar="STEP", dest="step", required=True), self._shared)


def number_of(wanted: str) -> Callable[[str], int]:
    """Reads a number as people count; `wanted` says which: "a whole number from 1 to 600"."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
            raise ArgumentTypeError(f"{wanted}, please, not {text or 'nothing'}")
        return int(text)

    return read


number = number_of("a whole number from 0 on")
minutes = number_of("a whole number from 1 to 600")


def importance(text: str) -> float:
    """How much a goal counts beside others."""
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = nan
    if not 0.1 <= found <= 10:
        raise ArgumentTypeError(f"a number from 0.1 to 10, please, not {text or 'nothing'}; 1 is usual")
    return found


def completing(action: Action, how: dict[str, str]) -> None:
    """Let a shell complete an argument."""
    action.complete = how  # type: ignore[attr-defined]
