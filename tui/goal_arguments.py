"""What can be asked of `readyby goals`."""

from pathlib import Path

from tui.parsing import FILES, Actions, Adder, Parser, completing, importance, number, number_of

_DATE = 'as in "15 jan", "in 6 weeks", "next fri", 2027-01-15'
_OWN = number_of("a whole number from 1 to 600, or 0 to share")
_PERCENT = number_of("a whole number from 50 to 99")
_PAST = 'as in yesterday, "3 days ago", 2026-11-15; today unless said'


def add_goals(command: Adder) -> None:
    """The command with all its actions."""
    goals = command("goals", "Goals by their dates: list them, add, move, met, drop or delete one.", json=True)
    action = command.actions(goals)
    action("list", "all goals, which is what happens without ACTION")
    action("show", "one goal in full", on_goal=True)
    _add(action)
    _edit(action)
    _close(action)
    _steps(action)
    _rest(action)
    action("chain", "goal after goal, on time or not")
    action("pace", "how the open goals stand, and how urgent each is")
    _calendar(action)


def _add(action: Actions) -> None:
    add = action("add", "set a goal with a date")
    add.add_argument("statement", metavar="GOAL", help="what is to be reached")
    add.add_argument("--by", metavar="DATE", help=f"{_DATE}; may be left out with --every")
    add.add_argument("--after", metavar="NUMBER", type=number, help="the goal that it follows")
    _fields(add)


def _edit(action: Actions) -> None:
    edit = action("edit", "change all but its date; an empty text clears", on_goal=True)
    edit.add_argument("--statement", metavar="GOAL", help="what is to be reached")
    _fields(edit)
    move = action("move", "move its date; the first one is kept", on_goal=True)
    move.add_argument("date", metavar="DATE", nargs="?", help="the new date")
    move.add_argument("--reason", metavar="TEXT", default="", help="why it moves")
    move.add_argument("--cancel", action="store_true", help="keep the date instead of one that doesn't hold yet")


def _fields(parser: Parser) -> None:
    """What a goal has beside its statement and date; nothing is given that isn't asked for."""
    parser.add_argument("--every", metavar="RULE", help='it comes again: "every 2 weeks", "last friday of the month"')
    parser.add_argument("--deck", metavar="NAME", action="append", help="a deck it needs; may be repeated")
    parser.add_argument("--tag", metavar="TAG", action="append", help="cards with a tag; may be repeated")
    parser.add_argument("--search", metavar="TEXT", help="cards that a search finds")
    parser.add_argument("--why", metavar="TEXT", help="what it is for")
    parser.add_argument("--proof", metavar="TEXT", help="by what you will know that it is met")
    parser.add_argument("--minutes", metavar="N", type=_OWN, help="minutes a day of its own; 0: shared")
    parser.add_argument("--target", metavar="PERCENT", type=_PERCENT, help="recall wanted on the day, 50 to 99")
    parser.add_argument("--importance", metavar="X", type=importance, help="0.1 to 10; 1 is usual")
    parser.add_argument("--role", metavar="NUMBER", type=number, help="the role it is for; 0: none")
    parser.add_argument("--if", metavar="OBSTACLE", dest="obstacle", help="what may get in the way …")
    parser.add_argument("--then", metavar="RESPONSE", dest="response", help="… and what you do then; becomes a card")
    parser.add_argument("--start", metavar="DATE", help="when its time began; the day it is set unless said")
    commit = parser.add_mutually_exclusive_group()
    commit.add_argument("--commit", action="store_true", default=None, help="later dates hold only after 7 days")
    commit.add_argument("--no-commit", action="store_false", dest="commit", help="they hold at once; from 7 days on")


def _close(action: Actions) -> None:
    met = action("met", "it is met", on_goal=True)
    met.add_argument("outcome", metavar="RESULT", nargs="?", default="", help="what came of it")
    met.add_argument("--late", metavar="DATE", help=f"the day it was met on: {_PAST}")
    met.add_argument("--evidence", metavar="TEXT", default="", help="what proves it")
    drop = action("drop", "give it up", on_goal=True)
    drop.add_argument("outcome", metavar="REASON", nargs="?", default="", help="why")
    action("reopen", "open a closed goal again", on_goal=True)
    done = action("done", "a date of a repeating goal is done, or let go; the next one comes", on_goal=True)
    done.add_argument("--on", metavar="DATE", help=_PAST)
    done.add_argument("--let-go", action="store_true", help="it was not done, and that is fine")
    done.add_argument("--note", metavar="TEXT", default="", help="a word on it")
    delete = action("delete", "remove it; its cards stay", on_goal=True)
    delete.add_argument("--yes", action="store_true", help="without being asked")


def _steps(action: Actions) -> None:
    for name, plural in (("task", "tasks"), ("milestone", "milestones")):
        step = action.steps(action(name, f"{plural}: add one, done, undone, delete"))
        add = step("add", f"a {name} for a goal", on_goal=True)
        add.add_argument("text", metavar="TEXT", help="what is to be done")
        add.add_argument("--by", metavar="DATE", required=name == "milestone", help=_DATE)
        for verb, about in (("done", "it is done"), ("undone", "it is not done after all"), ("delete", "remove it")):
            step(verb, about).add_argument("number", metavar="NUMBER", type=number, help="its number in show")
        if name == "milestone":
            propose = step("propose", "evenly spaced ones up to the goal's date", on_goal=True)
            propose.add_argument("count", metavar="N", type=number, help="how many")
            propose.add_argument("--add", action="store_true", help="add them, to be renamed later")
    step = action.steps(action("journal", "the journal: add an entry, delete one"))
    add = step("add", "an entry about a goal", on_goal=True)
    add.add_argument("text", metavar="TEXT", help="what happened; - reads it")
    add.add_argument("--on", metavar="DATE", help=_PAST)
    step("delete", "remove an entry").add_argument("number", metavar="NUMBER", type=number, help="its number in show")


def _rest(action: Actions) -> None:
    step = action.steps(action("break", "days off: list them, add a break, delete one"))
    step("list", "breaks and free weekdays")
    add = step("add", "days off between two dates, both free")
    add.add_argument("first", metavar="FIRST", help=_DATE)
    add.add_argument("last", metavar="LAST", nargs="?", help="the last free day; the first unless said")
    add.add_argument("--label", metavar="TEXT", default="", help="what it is for")
    step("delete", "study after all").add_argument("number", metavar="NUMBER", type=number, help="its number in list")
    step = action.steps(action("weekday", "weekdays without study"))
    for name, about in (("free", "keep it free from today on"), ("busy", "study on it again from today on")):
        step(name, about).add_argument("day", metavar="WEEKDAY", help="as in sun")
    practice = action("practice", "write down minutes practised elsewhere, on a day up to today")
    practice.add_argument("minutes", metavar="MINUTES", type=number, help="how long; 0 deletes what is written down")
    practice.add_argument("--on", metavar="DATE", help=_PAST)
    practice.add_argument("--note", metavar="TEXT", default="", help="a word on it")


def _calendar(action: Actions) -> None:
    calendar = action("calendar", "the days to come, with all that stands on them")
    calendar.add_argument("--days", metavar="N", type=number, default=42, help="how many; 42 unless said")
    export = action("export", "a calendar file of the open goals and days off, for other programs")
    export.add_argument("--yes", action="store_true", help="replace a file without being asked")
    completing(export.add_argument("file", metavar="FILE.ics", type=Path, help="where to; - prints it"), FILES)
    import_ = action("import", "bring a calendar's events in as goals or breaks, each once")
    completing(import_.add_argument("file", metavar="FILE.ics", type=Path, help="the calendar"), FILES)
    uses = ("goals", "breaks", "ask")
    import_.add_argument(
        "--as", choices=uses, dest="use", default="ask", help="what they become; asked for each unless said"
    )
