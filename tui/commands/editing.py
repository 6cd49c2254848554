"""A text changed in the user's own editor, from the command line; what was written there is never lost."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from drills.errors import DrillsError, FileError


def edited(name: str, text: str) -> str | None:
    """The text as the editor left it, in a file of that name; None when nothing changed. Raises FileError."""
    folder = Path(tempfile.mkdtemp(prefix="readyby-"))
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    try:
        subprocess.run([*_editor(), str(path)], check=True)
        changed = path.read_text(encoding="utf-8")
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise FileError(
            f"The editor didn't end well: {error}.",
            hint=f"What you wrote is in {path}. Set EDITOR to choose another editor.",
        ) from error
    if changed == text:
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return changed


def kept_aside(name: str, text: str, error: DrillsError) -> DrillsError:
    """The error, with where a text that can't be used was put so that it isn't lost."""
    path = Path(tempfile.mkdtemp(prefix="readyby-")) / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return type(error)(error.message, hint=f"What you wrote is in {path}.")


def _editor() -> list[str]:
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if wanted and (words := shlex.split(wanted)):
        return words
    found = next((name for name in ("nano", "vim", "vi") if shutil.which(name)), None)
    if found is None:
        raise FileNotFoundError("no editor is set")
    return [found]
