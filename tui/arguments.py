"""What can be asked of `readyby` on the command line. What a command does stands in the module of its name."""

from argparse import (
    SUPPRESS,
    Action,
    ArgumentParser,
    ArgumentTypeError,
    RawDescriptionHelpFormatter,
    _SubParsersAction,
)
from pathlib import Path
from typing import NoReturn

from drills import __version__
from drills.text import one_line
from tui.commands.call import UsageError, printing

_ABOUT = """\
Be ready by the day that matters: interview drills and dated goals in the terminal.
Without a command, the app starts.
"""
_CODES = """\
exit codes:
  0  done                       3  no such card, goal or backup
  1  failed; doctor: problems   4  something given can't be used
  2  called wrongly             5  a file or the database can't be used

environment:
  READYBY_DB, READYBY_CONFIG    the database and the settings file to use
"""
_STDOUT = "-"
_KINDS = ("basic", "typed", "cloze", "question")
_SHELLS = ("bash", "zsh", "tcsh")

# How a shell completes files and folders: shtab.FILE and shtab.DIRECTORY.
_FILES = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
_FOLDERS = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"}


class Parser(ArgumentParser):
    """A parser whose complaints look like all others of Readyby's, and are as harmless."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError, which says what is wrong with the call and where the help is."""
        raise UsageError(f"{one_line(message)}.", hint=f"{self.prog} --help says how it is called.")


class Version(Action):
    """Print the version and end."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        """Print it."""
        with printing() as output:
            output.write(f"readyby {__version__}\n")
        parser.exit()


def parser() -> Parser:
    """The parser of the whole command line."""
    common = Parser(add_help=False, argument_default=SUPPRESS)
    _completing(common.add_argument("--db", metavar="PATH", help="the database file to use"), _FILES)
    common.add_argument("--demo", action="store_true", help="use a throw-away library with four months of history")
    whole = Parser(
        "readyby",
        description=_ABOUT,
        epilog=_CODES,
        parents=[common],
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action=Version, nargs=0, help="show the version and end")
    commands = _Adder(whole.add_subparsers(title="commands", metavar="COMMAND", dest="command"), common)
    for add in (_today, _add, _import, _export, _goals, _check, _stats, _backup, _restore, _doctor, _config, _completion):
        add(commands)
    return whole


class _Adder:
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

    def actions(self, of: Parser) -> "_Actions":
        """Actions of a command, which take the same options wherever they stand."""
        shared = Parser(add_help=False, argument_default=SUPPRESS, parents=[self._common])
        shared.add_argument("--json", action="store_true", help="as JSON")
        return _Actions(of.add_subparsers(title="what to do", metavar="ACTION", dest="action"), shared)


class _Actions:
    """Adds the actions of a command."""

    def __init__(self, actions: "_SubParsersAction[Parser]", shared: Parser) -> None:
        self._actions = actions
        self._shared = shared

    def __call__(self, name: str, about: str, *, on_goal: bool = False) -> Parser:
        """A new action; on one goal, it takes the goal's number first."""
        added = self._actions.add_parser(name, help=about, parents=[self._shared], allow_abbrev=False)
        if on_goal:
            added.add_argument("goal", metavar="NUMBER", type=_number, help="its number in the list")
        return added


def _number(text: str) -> int:
    """A number as people count."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise ArgumentTypeError(f"{text} is no number")
    return int(text)


def _completing(action: Action, how: dict[str, str]) -> None:
    action.complete = how  # type: ignore[attr-defined]


def _today(command: _Adder) -> None:
    command("today", "What there is to do today, and how ready you are.", json=True)


def _stats(command: _Adder) -> None:
    command("stats", "How it has gone, measured, and what is coming.", json=True)


def _add(command: _Adder) -> None:
    add = command("add", "Write one card.", json=True)
    add.add_argument(
        "front", metavar="FRONT", help="the question; for cloze the text, with {{c1::hidden}} words; - reads it"
    )
    add.add_argument(
        "back", metavar="BACK", nargs="?", default="", help="the answer; for question the skeleton; - reads it"
    )
    add.add_argument("--deck", metavar="NAME", default="", help="the deck it goes to, made if needed; parts with ::")
    add.add_argument("--tags", metavar="A,B", default="", help="tags, separated by commas")
    add.add_argument("--kind", choices=_KINDS, default="basic", help="basic unless said")
    add.add_argument("--extra", metavar="TEXT", default="", help="more to read below the answer")


def _import(command: _Adder) -> None:
    import_ = command("import", "Bring in deck files, all or nothing.", json=True)
    meaning = "decks in Readyby's Markdown, or folders of them"
    files = import_.add_argument("files", metavar="FILE.md", nargs="+", type=Path, help=meaning)
    _completing(files, _FILES)


def _export(command: _Adder) -> None:
    export = command("export", "Everything back: all of it as JSON, or the decks as Markdown.", yes=True)
    which = export.add_mutually_exclusive_group(required=True)
    file = which.add_argument("--json", metavar="FILE", nargs="?", const=_STDOUT, help="to FILE, or standard output")
    _completing(file, _FILES)
    folder = which.add_argument("--markdown", metavar="FOLDER", type=Path, help="one file a deck, to import again")
    _completing(folder, _FOLDERS)


def _goals(command: _Adder) -> None:
    goals = command("goals", "Goals by their dates: list them, add, move, met, drop or delete one.", json=True)
    action = command.actions(goals)
    action("list", "all goals, which is what happens without ACTION")
    add = action("add", "set a goal with a date")
    add.add_argument("statement", metavar="GOAL", help="what is to be reached")
    add.add_argument("--by", metavar="DATE", required=True, help='as in "15 jan", "in 6 weeks", "next fri", 2027-01-15')
    add.add_argument("--deck", metavar="NAME", action="append", default=[], help="a deck it needs; may be repeated")
    add.add_argument("--why", metavar="TEXT", default="", help="what it is for")
    add.add_argument("--proof", metavar="TEXT", default="", help="by what you will know that it is met")
    add.add_argument("--minutes", metavar="N", type=_number, help="minutes a day of its own")
    move = action("move", "move its date; the first one is kept", on_goal=True)
    move.add_argument("date", metavar="DATE", help="the new date")
    move.add_argument("--reason", metavar="TEXT", required=True, help="why it moves")
    met = action("met", "it is met", on_goal=True)
    met.add_argument("outcome", metavar="RESULT", nargs="?", default="", help="what proves it")
    drop = action("drop", "give it up", on_goal=True)
    drop.add_argument("outcome", metavar="REASON", nargs="?", default="", help="why")
    delete = action("delete", "remove it; its cards stay", on_goal=True)
    delete.add_argument("--yes", action="store_true", help="without being asked")


def _check(command: _Adder) -> None:
    about = "What is good about an answer, and what to put right; ends with 1 when there is something to put right."
    check = command("check", about, json=True)
    file = check.add_argument("file", metavar="FILE", help="the answer as plain text; - reads it")
    _completing(file, _FILES)
    check.add_argument("--question", metavar="QUESTION", default="Q1", help="what it answers: Q1, Q2, Q3 or its words")
    meaning = "a target role in TOML: company, role, industry, offers, does_not_offer, training, advert"
    _completing(check.add_argument("--role", metavar="FILE.toml", type=Path, help=meaning), _FILES)
    check.add_argument("--spoken", action="store_true", help="it was dictated or pasted from speech: count fillers, too")


def _backup(command: _Adder) -> None:
    backup = command("backup", "Copy the database aside, even while the app is open.", json=True, yes=True)
    file = backup.add_argument("file", metavar="FILE", nargs="?", type=Path, help="where to; else beside the database")
    _completing(file, _FILES)


def _restore(command: _Adder) -> None:
    restore = command("restore", "Bring a backup back; without BACKUP, list what there is.", json=True, yes=True)
    backup = restore.add_argument("backup", metavar="BACKUP", nargs="?", help="a number in the list, or a file")
    _completing(backup, _FILES)


def _doctor(command: _Adder) -> None:
    doctor = command("doctor", "Check the database: the file, and all that is derived in it.", json=True)
    doctor.add_argument("--repair", action="store_true", help="mend what can be derived; a backup is made first")


def _config(command: _Adder) -> None:
    config = command("config", "The settings in use, where they lie, and all there are.", json=True)
    which = config.add_mutually_exclusive_group()
    which.add_argument("--path", action="store_true", help="only where the settings file lies")
    which.add_argument("--sample", action="store_true", help="a settings file with every setting explained")


def _completion(command: _Adder) -> None:
    completion = command("completion", "A script that lets your shell complete the commands.")
    completion.add_argument("shell", choices=_SHELLS, help='for bash: eval "$(readyby completion bash)"')
