"""`readyby check`: what the coach says about an answer, as an editor can read it."""

import re
import sys
from pathlib import Path

from drills import own_lists
from drills.answers import Finding, Report, Role, check
from drills.answers.compiled import COMPILED
from drills.answers.lexicon import shipped
from drills.answers.samples import shipped_samples
from drills.errors import DrillsError
from drills.paths import cache_folder
from tui.commands.call import Call, UsageError, complain

STDIN = "-"
_ID = re.compile(r"Q[0-9]+", re.IGNORECASE)
_KNOWN = ("Q1", "Q2", "Q3")  # to the coach by their ids
MOST_LETTERS = 100_000


def run(call: Call) -> int:
    """Print the findings; 1 when there is something to put right, else 0.

    Raises UsageError for what can't be read as an answer or a role: its code, 2, can't be taken for findings.
    """
    text = _text(call.args.file)
    role = _role(call.args.role)
    COMPILED.folder = cache_folder()
    lexicon = own_lists.lexicon() or shipped()
    for problem in lexicon.problems:
        complain(str(problem), "It was left out.")
    report = check(
        text,
        question=_question(call.args.question),
        role=role,
        spoken=call.args.spoken,
        today=call.now.date(),
        samples=shipped_samples(),
        lexicon=lexicon,
    )
    name = "stdin" if call.args.file == STDIN else call.args.file
    absent = {element: lexicon.rules[element].absent for element in report.lacking}
    call.answer(_data(report), "\n".join(_lines(name, text, report, absent)))
    return 1 if report.faults else 0


def _question(asked: str) -> str:
    """The words of a question that is named by the id of a shipped one. Raises UsageError for an id that is none."""
    asked = asked.strip()
    if not _ID.fullmatch(asked) or asked.upper() in _KNOWN:
        return asked
    from drills.exchange.markdown import parse_deck
    from drills.shipped import shipped_decks

    for name, text in shipped_decks().items():
        if f"Id: {asked.upper()}\n" in text:
            return next(note.fields["prompt"] for note in parse_deck(text, name).notes if note.key == asked.upper())
    raise UsageError(f"There is no question {asked}.", hint="Give its words, or a shipped question's id, as in Q1.")


def _text(name: str) -> str:
    """The answer in the file, or on standard input. Raises UsageError."""
    if name == STDIN:
        text = "" if sys.stdin is None else sys.stdin.read()
    else:
        try:
            text = Path(name).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UsageError(f"{name} is not text in UTF-8.", hint="Save the answer as plain text.") from error
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(f"{name} can't be read: {reason}.", hint="Name a text file, or - to read it.") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise UsageError(f"{name} is not text.", hint="Save the answer as plain text.")
    if len(text) > MOST_LETTERS:
        raise UsageError(f"{name} is too long for an answer: {MOST_LETTERS:,} characters are the limit.")
    if not text.strip():
        raise UsageError("There is no answer to check: the text is empty.")
    return text


def _role(path: Path | None) -> Role | None:
    if path is None:
        return None
    try:
        return Role.from_toml(path)
    except DrillsError as error:
        raise UsageError(error.message, hint=error.hint) from error


def _data(report: Report) -> dict[str, object]:
    return {
        "findings": report.findings,
        "missing": report.missing,
        "expected": report.expected,
        "response_type": report.response_type,
        "words": report.words,
        "seconds": round(report.seconds()),
    }


def _lines(name: str, text: str, report: Report, absent: dict[str, str]) -> list[str]:
    lines = [_line(name, text, finding) for finding in report.findings]
    lines += [f"{name}: not found: {element}. {absent[element]}" for element in report.lacking]
    lines.append(f"{name}: {report.words} words, about {round(report.seconds())} seconds")
    return lines


def _line(name: str, text: str, finding: Finding) -> str:
    """As compilers write it; line and column count from 1, the column in characters."""
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
    hint = "" if finding.severity == "good" else f" {finding.suggestion}"
    return f"{name}:{line}:{column}: {finding.severity} {finding.id}: {finding.reason}{hint}"
