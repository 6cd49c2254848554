"""`readyby backup`: copy the database aside."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from drills.files import is_there, unusable
from drills.storage.backup import backup_now
from tui.commands.call import Call


def run(call: Call) -> int:
    """Make the copy and say where it is."""
    database = call.existing_database()
    path = _beside(call, database) if call.args.file is None else _to(call, database, call.args.file)
    call.answer({"path": path, "bytes": path.stat().st_size}, f"Backed up to {path}")
    return 0


def _beside(call: Call, database: Path) -> Path:
    return backup_now(database, call.backups, call.now)


def _to(call: Call, database: Path, file: Path) -> Path:
    """The backup in a file of the user's choice, there whole or not at all."""
    target = file.absolute()
    call.spare_own(target)
    if is_there(target):
        call.confirm(f"{target} exists. Replace it?")
    try:
        with _folder(target.parent), TemporaryDirectory(prefix=".readyby-", dir=target.parent) as folder:
            backup_now(database, Path(folder), call.now).replace(target)
    except OSError as error:
        raise unusable(target, error) from error
    return target


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """The folder, made if it alone is missing (more is a slip of the pen), and gone again if what follows fails."""
    made = not folder.exists()
    if made:
        folder.mkdir(mode=0o700)
    try:
        yield
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise
