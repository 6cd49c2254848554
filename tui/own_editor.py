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


def run_editor(path: Path) -> Exception | None:
    """Let the user edit the file; gives what went wrong."""
    try:
        subprocess.run([*_editor(), str(path)], check=True)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        return error
    return None


def forget(path: Path) -> None:
    """Delete a private file with its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def _editor() -> list[str]:
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if wanted and (words := shlex.split(wanted)):
        return words
    found = next((name for name in ("nano", "vim", "vi") if shutil.which(name)), None)
    if found is None:
        raise FileNotFoundError("no editor is set")
    return [found]
