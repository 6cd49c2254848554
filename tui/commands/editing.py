"""A text changed in the user's own editor, from the command line; what was written there is never lost."""

from drills.errors import DrillsError, FileError
from tui.own_editor import forget, private_file, put_aside, run_editor


def edited(name: str, text: str) -> str | None:
    """The text as the editor left it, in a file of that name; None when nothing changed. Raises FileError."""
    path = private_file(name, text)
    if trouble := run_editor(path):
        raise FileError(trouble[0], hint=trouble[1])
    try:
        changed = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError("The file can't be read as text.", hint=f"What you wrote is in {path}.") from error
    forget(path)
    return None if changed == text else changed


def kept_aside(name: str, text: str, error: DrillsError) -> DrillsError:
    """The error, with where a text that can't be used was put so that it isn't lost."""
    return type(error)(error.message, hint=put_aside(name, text))
