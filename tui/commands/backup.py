"""`readyby backup`: copy the database aside."""

import tempfile
from pathlib import Path

from drills.errors import NotFoundError
from drills.files import unusable
from drills.storage.backup import backup_now
from tui.commands.call import Call


def run(call: Call) -> int:
    """Make the copy and say where it is."""
    if call.args.demo:
        with call.library():
            pass
    if not call.database.exists():
        raise NotFoundError(f"There is no database at {call.database} yet.", hint="Start readyby once to make one.")
    path = _beside(call) if call.args.file is None else _to(call, call.args.file)
    if call.args.json:
        call.data({"path": path, "bytes": path.stat().st_size})
    else:
        call.say(f"Backed up to {path}")
    return 0


def _beside(call: Call) -> Path:
    return backup_now(call.database, call.backups, call.now)


def _to(call: Call, file: Path) -> Path:
    """The backup in a file of the user's choice, there whole or not at all."""
    target = file.absolute()
    if target.exists():
        call.confirm(f"{target} exists. Replace it?")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".readyby-", dir=target.parent) as folder:
            backup_now(call.database, Path(folder), call.now).replace(target)
    except OSError as error:
        raise unusable(target, error) from error
    return target
