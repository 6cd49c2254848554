"""`readyby export`: everything back, as JSON, as Markdown decks, or as answers to read."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import TextIO, cast

from drills.errors import InputError
from drills.number_words import counted
from tui.commands.call import Call, printing

STDOUT = "-"


def run(call: Call) -> int:
    """Write what was asked for."""
    if call.args.markdown is not None:
        return _markdown(call, call.args.markdown)
    if call.args.answers is not None:
        return _answers(call, call.args.answers)
    return _json(call, call.args.json)


def _json(call: Call, file: str) -> int:
    from drills.files import is_there, written
    from drills.storage.export import write_json

    if file == STDOUT:
        with call.library() as library, printing() as stream:
            write_json(library, cast(TextIO, Ascii(stream)))
        return 0
    path = Path(file)
    call.spare_own(path)
    if is_there(path):
        call.confirm(f"{path} exists. Replace it?")
    with call.library() as library, written(path) as stream:
        write_json(library, stream)
    call.say(f"Everything is in {path}")
    return 0


def _answers(call: Call, to: Path) -> int:
    """Everything in Answers to read: into a folder, or into one file."""
    from drills.storage.answer.answers_out import answer_files

    with call.library() as library:
        files = dict(answer_files(library, call.now, call.config.study))
    if to.suffix.lower() == ".md":
        _write(call, {to: "\n".join(files.values())} if files else {}, to.parent)
    else:
        _write(call, {_inside(to, name): text for name, text in files.items()}, to)
    call.say(f"Your answers are in {to}" if files else "There are no answers, stories, roles or interviews yet.")
    return 0


def _markdown(call: Call, folder: Path) -> int:
    from drills.storage.export import deck_files

    with call.library() as library:
        texts = {_inside(folder, name): text for name, text in deck_files(library)}
    _write(call, texts, folder)
    call.say(f"{counted(len(texts), 'deck')} in {folder}")
    return 0


def _write(call: Call, texts: dict[Path, str], folder: Path) -> None:
    """Write the files, after asking where there are some already."""
    from drills.files import is_there, written

    for path in texts:
        call.spare_own(path)
    there = [path for path in texts if is_there(path)]
    if there:
        call.confirm(f"{counted(len(there), 'file')} in {folder} would be replaced ({there[0].name} …). Go on?")
    for path, text in texts.items():
        with written(path) as stream:
            stream.write(text)


def _inside(folder: Path, name: str) -> Path:
    """The file of that name in the folder; raises InputError for a name that leads out of it."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        raise InputError(f"{name} would lie outside {folder}.")
    return folder / parts


class Ascii:
    """A stream for JSON that lets only ASCII through, so that no byte of it can command a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a piece of JSON; what isn't ASCII can only stand in its strings, and is escaped there."""
        return self._stream.write(_UNPRINTED.sub(_escape, text))


_UNPRINTED = re.compile("[^\n -~]")


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1] if match[0] != "\x7f" else "\\u007f"
