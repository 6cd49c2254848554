"""`readyby --demo --cards N --reviews N --db FILE`: a library of any size in a new file, to try things on."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from drills.errors import InputError
from drills.files import is_there, unusable
from drills.number_words import counted
from drills.text import visible
from tui.commands.call import Call

MOST_CARDS, MOST_REVIEWS = 1_000_000, 20_000_000
MOST_EACH = 25  # answers to a card, on average
_USUAL = 10


def run(call: Call) -> int:
    """Make the file; one that is there already is never touched, and a half made one goes again."""
    from drills.made_up.specimen import generate
    from drills.storage import settings
    from drills.storage.database import explained, open_database

    cards, reviews = _sizes(call)
    path = Path(call.args.db).expanduser()
    with _new(path), explained(path), closing(open_database(path)) as connection:
        generate(connection, cards, reviews, call.args.seed, call.now, _tell)
        settings.put(connection, "first_run_done", True)
        _tell("", 0, 0)
    call.say(f"{counted(cards, 'card')} with {counted(reviews, 'answer')} are in {path}. Open it: readyby --db {path}")
    return 0


def _sizes(call: Call) -> tuple[int, int]:
    """How many cards and answers; either follows from the other. Raises InputError."""
    cards, reviews = call.args.cards, call.args.reviews
    cards = cards if cards is not None else max(1, (reviews or 0) // _USUAL)
    reviews = reviews if reviews is not None else cards * _USUAL
    if not 1 <= cards <= MOST_CARDS or reviews > MOST_REVIEWS:
        raise InputError(f"A library has 1 to {MOST_CARDS:,} cards, and at most {MOST_REVIEWS:,} answers.")
    if reviews > cards * MOST_EACH:
        raise InputError(f"{cards:,} cards take at most {cards * MOST_EACH:,} answers.", hint="Ask for more cards.")
    return cards, reviews


@contextmanager
def _new(path: Path) -> Iterator[None]:
    """A file that wasn't there before; unless all goes well it isn't there afterwards either."""
    if is_there(path):
        raise InputError(f"{visible(str(path))} is there already.", hint="Name a new file; this one was not touched.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise unusable(path, error) from error
    try:
        yield
    except BaseException:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def _tell(what: str, done: int, total: int) -> None:
    """Say on standard error how far it has come."""
    if sys.stderr is not None and sys.stderr.isatty():
        share = f" {100 * done // total} %" if total else ""
        print(f"\r{f'making {what}{share}' if what else '':<40}\r", end="", file=sys.stderr, flush=True)
