"""What can be asked of `readyby stats` and `readyby report`, and of a library made to try them on."""

from pathlib import Path

from tui.parsing import FILES, Adder, Parser, completing, number

_RANGES = ("1m", "3m", "1y", "all")


def add_stats(command: Adder) -> None:
    """Figures in words or as data."""
    _narrowed(command("stats", "How it has gone, measured, and what is coming.", json=True))


def add_report(command: Adder) -> None:
    """All panels in one file."""
    report = command("report", "All figures with their pictures in one file, for a coach or yourself.", yes=True)
    which = report.add_mutually_exclusive_group(required=True)
    completing(which.add_argument("--html", metavar="FILE", type=Path, help="as a page with pictures in it"), FILES)
    completing(which.add_argument("--md", metavar="FILE", type=Path, help="as Markdown with charts of text"), FILES)
    report.add_argument("--with-texts", action="store_true", help="name cards and goals; else only figures are in it")
    _narrowed(report)


def _narrowed(parser: Parser) -> None:
    """How far back, and which cards."""
    parser.add_argument("--range", choices=_RANGES, default="1y", help="how far back figures reach; 1y unless said")
    parser.add_argument("--deck", metavar="NAME", help="only cards of this deck and those below it")
    parser.add_argument("--tag", metavar="TAG", help="only cards with this tag")
    parser.add_argument("--goal", metavar="NUMBER", type=number, help="only cards of this goal")
    parser.add_argument("--search", metavar="WORDS", help="only cards that a search finds")


def add_sizes(whole: Parser) -> None:
    """Sizes of a library that --demo makes in a file of its own."""
    whole.add_argument(
        "--cards", metavar="N", type=number, help="with --demo and --db: make a library of N cards there"
    )
    whole.add_argument("--reviews", metavar="N", type=number, help="with so many answers")
    whole.add_argument("--seed", metavar="N", type=number, default=1, help="the same one makes the same library")
