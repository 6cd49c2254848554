"""What can be asked of `readyby` on the command line. What a command does stands in the module of its name."""

from argparse import SUPPRESS, Action, ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

from drills import __version__
from tui.answer_arguments import add_answers
from tui.commands.call import printing
from tui.figure_arguments import add_report, add_sizes, add_stats
from tui.goal_arguments import add_goals
from tui.parsing import FILES, FOLDERS, Adder, Parser, completing, minutes, number

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
    completing(common.add_argument("--db", metavar="PATH", help="the database file to use"), FILES)
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
    add_sizes(whole)
    commands = Adder(whole.add_subparsers(title="commands", metavar="COMMAND", dest="command"), common)
    for add in (
        _today,
        _plan,
        _add,
        _import,
        _export,
        add_goals,
        add_answers,
        _check,
        add_stats,
        add_report,
        _backup,
        _restore,
        _doctor,
        _fit,
        _config,
        _completion,
    ):
        add(commands)
    return whole


def _today(command: Adder) -> None:
    today = command("today", "What there is to do today, and how ready you are.", json=True)
    which = today.add_mutually_exclusive_group()
    which.add_argument("--brief", action="store_true", help="one line, for a prompt or a login message; or nothing")
    which.add_argument(
        "--notify", action="store_true", help="what is to be said about goals, as a desktop notification"
    )


def _plan(command: Adder) -> None:
    plan = command("plan", "The plan up to a goal's date, what to expect on it, and what would change that.", json=True)
    plan.add_argument("goal", metavar="GOAL", nargs="*", help="its number, or some of its words; all goals without")
    plan.add_argument("--minutes", metavar="N", type=minutes, help="try so many minutes a day; nothing is changed")
    plan.add_argument("--date", metavar="DATE", help="try another date; nothing is changed")


def _add(command: Adder) -> None:
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


def _import(command: Adder) -> None:
    import_ = command("import", "Bring in deck files, all or nothing.", json=True)
    meaning = "decks in Readyby's Markdown, or folders of them"
    files = import_.add_argument("files", metavar="FILE.md", nargs="+", type=Path, help=meaning)
    completing(files, FILES)


def _export(command: Adder) -> None:
    export = command("export", "Everything back: all of it as JSON, the decks or the answers as Markdown.", yes=True)
    which = export.add_mutually_exclusive_group(required=True)
    file = which.add_argument("--json", metavar="FILE", nargs="?", const=_STDOUT, help="to FILE, or standard output")
    completing(file, FILES)
    folder = which.add_argument("--markdown", metavar="FOLDER", type=Path, help="one file a deck, to import again")
    completing(folder, FOLDERS)
    meaning = "answers, stories, roles and interviews to read: a folder of files, or one file ending in .md"
    completing(which.add_argument("--answers", metavar="FOLDER", type=Path, help=meaning), FOLDERS)


def _check(command: Adder) -> None:
    about = "What is good about an answer, and what to put right; ends with 1 when there is something to put right."
    check = command("check", about, json=True)
    file = check.add_argument("file", metavar="FILE", help="the answer as plain text; - reads it")
    completing(file, FILES)
    check.add_argument(
        "--question",
        metavar="QUESTION",
        default="Q1",
        help="what it answers: a shipped question's id, as in Q1, or its words",
    )
    meaning = "a target role in TOML: company, role, industry, offers, does_not_offer, training, advert"
    completing(check.add_argument("--role", metavar="FILE.toml", type=Path, help=meaning), FILES)
    check.add_argument(
        "--spoken", action="store_true", help="it was dictated or pasted from speech: count fillers, too"
    )


def _backup(command: Adder) -> None:
    backup = command("backup", "Copy the database aside, even while the app is open.", json=True, yes=True)
    file = backup.add_argument("file", metavar="FILE", nargs="?", type=Path, help="where to; else beside the database")
    completing(file, FILES)


def _restore(command: Adder) -> None:
    restore = command("restore", "Bring a backup back; without BACKUP, list what there is.", json=True, yes=True)
    backup = restore.add_argument("backup", metavar="BACKUP", nargs="?", help="a number in the list, or a file")
    completing(backup, FILES)


def _doctor(command: Adder) -> None:
    doctor = command("doctor", "Check the database: the file, and all that is derived in it.", json=True)
    doctor.add_argument("--repair", action="store_true", help="mend what can be derived; a backup is made first")


def _fit(command: Adder) -> None:
    fit = command("fit", "Fit the memory model to your answers, and use it if it foretells them better.", json=True)
    fit.add_argument("--yes", action="store_true", help="use it without being asked, if it is better")
    which = fit.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="the weights there have been")
    which.add_argument("--former", metavar="N", type=number, help="bring back those of that number; 0: as shipped")


def _config(command: Adder) -> None:
    config = command("config", "The settings in use, where they lie, and all there are.", json=True)
    which = config.add_mutually_exclusive_group()
    which.add_argument("--path", action="store_true", help="only where the settings file lies")
    which.add_argument("--sample", action="store_true", help="a settings file with every setting explained")


def _completion(command: Adder) -> None:
    completion = command("completion", "A script that lets your shell complete the commands.")
    completion.add_argument("shell", choices=_SHELLS, help='for bash: eval "$(readyby completion bash)"')
