"""`readyby restore`: bring a backup back."""

from pathlib import Path

from drills.errors import NotFoundError
from drills.files import is_there
from drills.storage.backup import BackupFile, backups, restore
from tui.commands.call import Call
from tui.commands.wording import day_of, size, table


def run(call: Call) -> int:
    """List the backups, or put one in the place of the database."""
    there = backups(call.backups)
    if call.args.backup is None:
        _list(call, there)
        return 0
    backup = _chosen(call.args.backup, there, call.backups)
    call.confirm(f"Put {backup} in the place of {call.database}? What is there now is backed up first.")
    kept = restore(backup, call.database, call.backups, call.now)
    if call.args.json:
        call.data({"restored": backup, "database": call.database, "replaced": kept})
    else:
        call.say(f"{call.database} is now as in {backup}")
        if kept:
            call.say(f"What was there before is in {kept}")
    return 0


def _list(call: Call, there: tuple[BackupFile, ...]) -> None:
    if call.args.json:
        call.data([{"number": number, **_facts(backup)} for number, backup in enumerate(there, 1)])
        return
    if not there:
        call.say(f"No backups in {call.backups} yet: one is made each day that you use Readyby.")
        return
    call.say(f"Backups in {call.backups}, newest first; readyby restore NUMBER brings one back:")
    call.say("\n".join(table([_row(number, backup, call) for number, backup in enumerate(there, 1)])))


def _row(number: int, backup: BackupFile, call: Call) -> tuple[str, ...]:
    time = f"{backup.time[:2]}:{backup.time[2:4]}" if backup.time else ""
    return (str(number), day_of(backup.day, call.now.date()), time, backup.reason, size(backup.size), backup.path.name)


def _facts(backup: BackupFile) -> dict[str, object]:
    return {"path": backup.path, "day": backup.day, "time": backup.time, "bytes": backup.size, "reason": backup.reason}


def _chosen(text: str, there: tuple[BackupFile, ...], folder: Path) -> Path:
    """The backup meant: by its number in the list, its file, or its name. Raises NotFoundError."""
    if text.isdecimal() and 1 <= int(text[:9]) <= len(there):
        return there[int(text[:9]) - 1].path
    for path in (Path(text).absolute(), folder / text):
        if is_there(path) and path.is_file():
            return path
    raise NotFoundError(f"There is no backup {text}.", hint="readyby restore lists those there are.")
