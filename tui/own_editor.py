"""The user's own editor, run on a file in a private folder."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path


def private_file(name: str, text: str) -> Path:
    """The text in a file in a private folder of its own."""
    path = Path(tempfile.mkdtemp(prefix="readyby-")) / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def put_aside(name: str, text: str) -> str:
    """Put a text that can't be used into a private file, so that it isn't lost; gives words that say where."""
    try:
        return f"What you wrote is in {private_file(name, text)}."
    except OSError as error:
        return f"It couldn't be put into a file either: {error.strerror}."


def run_editor(path: Path) -> tuple[str, str] | None:
    """Let the user edit the file. None when that went well; else what went wrong, and a hint that says where the text
    is, if anything was written, and which variable chooses another editor. An unchanged file is gone then.
    """
    before = path.read_bytes()
    try:
        subprocess.run([*_editor(), str(path)], check=True)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        written = _is_other(path, before)
        if not written:
            forget(path)
        where = f"What you wrote is in {path}. " if written else ""
        return _words(error), f"{where}Set {_variable()} to choose another editor."
    return None


def _is_other(path: Path, before: bytes) -> bool:
    try:
        return path.exists() and path.read_bytes() != before
    except OSError:
        return True


def _words(error: Exception) -> str:
    """What went wrong with the editor, for somebody who has set it."""
    if isinstance(error, subprocess.CalledProcessError):
        name, code = Path(error.cmd[0]).name, error.returncode
        return f"{name} was ended by signal {-code}." if code < 0 else f"{name} ended with an error, code {code}."
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return "No editor is set, and neither nano, vim nor vi is there."
    if isinstance(error, FileNotFoundError):
        return f"There is no editor {error.filename}."
    if isinstance(error, OSError):
        return f"The editor can't be run: {error.filename}: {error.strerror}."
    return f"{_variable()} is no command that can be run: {error}."


def _variable() -> str:
    """The variable that names the editor: VISUAL goes before EDITOR where it is set."""
    return "VISUAL" if os.environ.get("VISUAL") else "EDITOR"


def forget(path: Path) -> None:
    """Delete a private file with its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def _editor() -> list[str]:
    wanted = os.environ.get(_variable())
    if wanted and (words := shlex.split(wanted)):
        return words
    found = next((name for name in ("nano", "vim", "vi") if shutil.which(name)), None)
    if found is None:
        raise FileNotFoundError("no editor is set")
    return [found]
