"""What can be asked of `readyby answer`, `story`, `role` and `mock`."""

from pathlib import Path

from tui.parsing import FILES, Actions, Adder, Parser, completing, number

_QUESTION = "its id, as in Q1, or some of its words"


def add_answers(command: Adder) -> None:
    """The commands about one's own answers."""
    _answer(command)
    _story(command)
    _role(command)
    _mock(command)


def _answer(command: Adder) -> None:
    answer = command(
        "answer", "Your own answer to a question: read it, write it, compare its versions.", json=True, yes=True
    )
    answer.add_argument("question", metavar="QUESTION", help=_QUESTION)
    answer.add_argument(
        "--template", choices=("star", "star4", "goal", "free"), help="its layout; the one that suits unless said"
    )
    which = answer.add_mutually_exclusive_group()
    which.add_argument("--edit", action="store_true", help="in your editor ($VISUAL, $EDITOR), its parts as headings")
    file = which.add_argument("--file", metavar="FILE", help="keep the text of a file as a new version; - reads it")
    completing(file, FILES)
    which.add_argument("--versions", action="store_true", help="all versions with their dates")
    which.add_argument("--diff", metavar=("A", "B"), nargs=2, type=number, help="what changed from one to another")
    which.add_argument("--restore", metavar="N", type=number, help="go back to an earlier version; none is lost")
    which.add_argument("--ready", action="store_true", help="mark the latest version as ready")
    which.add_argument(
        "--delete-for-good", action="store_true", help="delete all versions and what was said of them: no undo"
    )


def _story(command: Adder) -> None:
    story = command("story", "Your stories: list them, add, show, edit or delete one, or find one.", json=True)
    action = command.actions(story)
    action("list", "all stories, which is what happens without ACTION")
    add = action("add", "add a story; without its parts, in your editor")
    add.add_argument("title", metavar="TITLE", help="what it goes by")
    _story_parts(add)
    add.add_argument("--from-goal", metavar="NUMBER", type=number, help="begin with a goal that was met")
    _numbered(action, "show", "one story in full, and told in 60 seconds and in 2 minutes")
    edit = _numbered(action, "edit", "change what is given; without anything, in your editor")
    edit.add_argument("--title", metavar="TITLE", help="what it goes by")
    _story_parts(edit)
    delete = _numbered(action, "delete", "remove it; undo in the app brings it back")
    delete.add_argument("--yes", action="store_true", help="without being asked")
    best = action("best", "the stories that suit a question, with reasons")
    best.add_argument("question", metavar="QUESTION", help=_QUESTION)
    action("matrix", "which question has no story, and which story serves too many")


def _story_parts(parser: Parser) -> None:
    for name, about in (
        ("situation", "where it was"),
        ("task", "what was yours to do"),
        ("action", "what you did"),
        ("result", "what came of it"),
        ("short", "its 60-second form"),
        ("people", "who was in it"),
        ("period", "when it was"),
    ):
        parser.add_argument(f"--{name}", metavar="TEXT", dest=f"part_{name}", help=about)
    parser.add_argument("--tag", metavar="TAG", action="append", help="E1, C3, a competency; may be repeated")
    parser.add_argument("--fact", metavar="FIGURE=WHAT", action="append", help="a figure that is true; may be repeated")
    parser.add_argument("--question", metavar="QUESTION", action="append", help="one it serves; may be repeated")


def _role(command: Adder) -> None:
    role = command("role", "Target roles: list them, add, show, use or delete one.", json=True)
    action = command.actions(role)
    action("list", "all roles, which is what happens without ACTION")
    add = action("add", "add a role from a file")
    meaning = "TOML with company, role, industry, offers, does_not_offer, training, advert"
    completing(add.add_argument("--file", metavar="FILE.toml", type=Path, required=True, help=meaning), FILES)
    show = action("show", "one role: its advert's keywords, and what doesn't go with it")
    show.add_argument("number", metavar="NUMBER", nargs="?", type=number, help="the one aimed at unless said")
    _numbered(action, "use", "aim at it from now on")
    delete = _numbered(action, "delete", "remove it; undo in the app brings it back")
    delete.add_argument("--yes", action="store_true", help="without being asked")


def _numbered(action: Actions, name: str, about: str) -> Parser:
    added = action(name, about)
    added.add_argument("number", metavar="NUMBER", type=number, help="its number in the list")
    return added


def _mock(command: Adder) -> None:
    mock = command("mock", "Mock interviews: plan one, list those held, look back on one.", json=True)
    which = mock.add_mutually_exclusive_group()
    which.add_argument("--plan", action="store_true", help="the questions of one, which is what happens otherwise")
    which.add_argument("--list", action="store_true", help="those held, and real ones as remembered")
    which.add_argument("--debrief", metavar="NUMBER", type=number, help="look back on one, as Markdown")
    mock.add_argument("--questions", metavar="N", type=number, default=5, help="3 to 8; 5 unless said")
    mock.add_argument("--role", metavar="NUMBER", type=number, help="for which role; the one aimed at unless said")
