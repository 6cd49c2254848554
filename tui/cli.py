"""The command line: arguments first, so that what needs no screen never loads one."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import import_module
from io import TextIOWrapper

from drills import own_lists
from drills.errors import DrillsError
from tui.arguments import parser
from tui.commands.call import Call, OutputError, UsageError, complain, printing

INTERRUPTED = 130
PIPE_CLOSED = 141
_MODULES = {"import": "import_"}  # a module can't be named like a keyword


def main(argv: Sequence[str] | None = None, *, now: datetime | None = None) -> int:
    """Run one call of `readyby` and give its exit code."""
    # Before anything loads numpy, as sqlite-utils does: shared out, the planner's small products take twice as long.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _answer(argv, now or datetime.now(UTC).astimezone())
        with printing() as output:
            output.flush()
    except BrokenPipeError:
        code = PIPE_CLOSED
        _drop_output()
    except OutputError as error:
        code = error.exit_code
        _drop_output()
        complain(error.message)
    except KeyboardInterrupt:
        code = INTERRUPTED
    return code


def _answer(argv: Sequence[str] | None, now: datetime) -> int:
    try:
        args = parser().parse_args(argv)
        with ExitStack() as stack:
            return _run(args, now, stack)
    except SystemExit as end:
        return int(end.code or 0)
    except OutputError:
        raise
    except DrillsError as error:
        complain(error.message, error.hint)
        return error.exit_code


def _run(args: Namespace, now: datetime, stack: ExitStack) -> int:
    if args.cards is not None or args.reviews is not None:
        return _make(args, now)
    if args.command is None:
        _need_a_terminal()
    environ: Mapping[str, str] = os.environ
    args.demo = getattr(args, "demo", False)
    if args.demo:
        from tui.commands.demo import demo_files

        if getattr(args, "db", None):
            raise UsageError("--demo has a library of its own.", hint="Leave --db out.")
        environ = stack.enter_context(demo_files(os.environ))
    call = Call(args, environ=environ, now=now)
    own_lists.use_folder(call.config_path.parent / own_lists.FOLDER)
    if args.command is None:
        return _start(call)
    command = import_module(f"tui.commands.{_MODULES.get(args.command, args.command)}")
    code: int = command.run(call)
    return code


def _start(call: Call) -> int:
    from tui.start import run

    return run(database=call.database, config_path=call.config_path, demo=call.args.demo)


def _make(args: Namespace, now: datetime) -> int:
    """Make a library of some size in a file of its own."""
    if args.command is not None or not getattr(args, "demo", False) or not getattr(args, "db", None):
        raise UsageError(
            "--cards and --reviews make a library to try things on.",
            hint="readyby --demo --cards 100000 --reviews 1000000 --db NEW.db",
        )
    from tui.commands.specimen import run

    args.demo = False
    return run(Call(args, environ=os.environ, now=now))


def _need_a_terminal() -> None:
    """Raises when the app can't be drawn here."""
    hint = "What works anywhere: readyby today, stats, goals, add, import, export … see readyby --help"
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise DrillsError("The app needs a terminal for its input and output.", hint=hint)
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise DrillsError("This terminal can't draw the app (TERM is dumb or not set).", hint=hint)


def _drop_output() -> None:
    """Let nothing more be written to a standard output that is gone: not at the end of the program either."""
    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
