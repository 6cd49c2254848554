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


def run_editor(path: Path) -> str:
    """Let the user edit the file; gives what went wrong in plain words, nothing if all went well."""
    program = "the editor"
    try:
        words = _editor()
        program = words[0]
        subprocess.run([*words, str(path)], check=True)
    except subprocess.CalledProcessError as error:
        if error.returncode < 0:
            return f"{program} was ended from outside"
        return f"{program} gave up with exit code {error.returncode}"
    except FileNotFoundError:
        return f"there is no program {program}" if program != "the editor" else "none is set, and none was found"
    except OSError as error:
        return f"{program} can't be run ({error.strerror or error})"
    except ValueError:
        return f"{editor_variable()} can't be read as a command"
    return ""


def editor_variable() -> str:
    """The variable of the environment that names the editor, or would."""
    return "VISUAL" if os.environ.get("VISUAL") else "EDITOR"


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
