"""`readyby doctor`: check the database, and mend what can be derived."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from drills.number_words import counted
from drills.storage.backup import backup_now
from drills.storage.database import explained, open_database
from drills.storage.doctor import Finding, Progress, Report, checkup
from tui.commands.call import Call

UNSOUND = 1


def run(call: Call) -> int:
    """Check, repair if asked, and say what was found. Exit code 1 while something is wrong."""
    with _database(call) as connection:
        backup = backup_now(call.database, call.backups, call.now) if call.args.repair else None
        report = checkup(connection, call.now, repair=call.args.repair, progress=_progress(call))
    call.answer(
        {"sound": report.sound, "backup": backup, **_facts(report)},
        "\n".join(_lines(report, backup, repair=call.args.repair)),
    )
    return 0 if report.sound else UNSOUND


@contextmanager
def _database(call: Call) -> Iterator[sqlite3.Connection]:
    """The database as it is: neither backed up nor brought up to date with the shipped decks first."""
    path = call.existing_database()
    connection = open_database(path, before_migration=lambda old: backup_now(old, call.backups, call.now))
    with closing(connection), explained(path):
        yield connection


def _facts(report: Report) -> dict[str, object]:
    return {"findings": report.findings, "notes": report.notes, "cards": report.cards, "reviews": report.reviews}


def _lines(report: Report, backup: Path | None, *, repair: bool) -> list[str]:
    checked = ", ".join(
        (counted(report.notes, "note"), counted(report.cards, "card"), counted(report.reviews, "answer"))
    )
    lines = [_line(finding) for finding in report.findings]
    if backup and lines:
        lines.append(f"As it was before: {backup}")
    if not report.findings:
        return [f"All in order: {checked}."]
    if report.sound:
        return [*lines, f"All in order now: {checked}."]
    return [*lines, "Some of this can't be mended." if repair else "readyby doctor --repair mends what it can."]


def _line(finding: Finding) -> str:
    count = f" ({finding.count:,})" if finding.count > 1 else ""
    return f"{'mended' if finding.repaired else 'wrong'}: {finding.message}{count}"


def _progress(call: Call) -> Progress | None:
    """What says on a terminal how far the check has come."""
    if call.args.json or sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(check: str, done: int, total: int) -> None:
        share = f" {100 * done // total} %" if total else ""
        print(f"\r{f'checking {check}{share}':<40}\r", end="", file=sys.stderr, flush=True)

    return show
