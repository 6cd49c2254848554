"""`readyby check`: what the coach says about an answer, as an editor can read it."""

import re

from drills import own_lists
from drills.answers import Finding, Report, check
from drills.answers.compiled import COMPILED
from drills.answers.lexicon import shipped
from drills.answers.samples import shipped_samples
from drills.composing.composition import band as band_of
from drills.errors import InputError, NotFoundError
from drills.models import Kind
from drills.number_words import counted
from drills.paths import cache_folder
from drills.spoken import USUAL_SECONDS, Timing, seconds_words
from tui.commands.call import Call, complain
from tui.commands.reading import STDIN, given_role, given_text

_ID = re.compile(r"Q[0-9]+", re.IGNORECASE)
_KNOWN = ("Q1", "Q2", "Q3")  # to the coach by their ids
MOST_LETTERS = 100_000


def run(call: Call) -> int:
    """Print the findings; 1 when there is something to put right, else 0.

    Raises FileError, InputError and NotFoundError for what can't be used: none of their codes is 1.
    """
    text = _text(call.args.file)
    role = given_role(call.args.role) if call.args.role else None
    COMPILED.folder = cache_folder()
    lexicon = own_lists.lexicon() or shipped()
    for problem in lexicon.problems:
        complain(str(problem), "It was left out.")
    question, band = _question(call.args.question)
    report = check(
        text,
        question=question,
        role=role,
        spoken=call.args.spoken,
        today=call.now.date(),
        samples=shipped_samples(),
        lexicon=lexicon,
        timing=Timing(band=band),
    )
    name = "stdin" if call.args.file == STDIN else call.args.file
    absent = {element: lexicon.rules[element].absent for element in report.lacking}
    call.answer(_data(report), "\n".join(_lines(name, text, report, absent)))
    return 1 if report.faults else 0


def _question(asked: str) -> tuple[str, tuple[int, int]]:
    """The words of a question, which a shipped one's id may stand for, and the seconds its answer should take.

    Raises NotFoundError for an id that is none.
    """
    from drills.exchange.markdown import parse_deck
    from drills.shipped import shipped_decks

    asked = asked.strip()
    key = asked.upper() if _ID.fullmatch(asked) else ""
    for name, text in shipped_decks().items() if asked else ():
        if (f"Id: {key}\n" if key else asked) not in text:
            continue
        for note in parse_deck(text, name).notes:
            if note.kind is Kind.QUESTION and (note.key == key if key else note.fields["prompt"] == asked):
                words = key if key in _KNOWN else note.fields["prompt"]
                return words, band_of(note.fields.get("seconds", ""))
    if key:
        hint = "Give its words, or a shipped question's id, as in Q1."
        raise NotFoundError(f"There is no question {asked}.", hint=hint)
    return asked, USUAL_SECONDS


def _text(name: str) -> str:
    """The answer in the file, or on standard input. Raises FileError, InputError."""
    text = given_text(name).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError(f"{name} is not text.", hint="Save the answer as plain text.")
    if len(text) > MOST_LETTERS:
        raise InputError(f"{name} is too long for an answer: {MOST_LETTERS:,} characters are the limit.")
    if not text.strip():
        raise InputError("There is no answer to check: the text is empty.", hint="Name a text file, or - for stdin.")
    return text


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
    time = f", about {seconds_words(report.seconds())}" if report.words else ""
    lines.append(f"{name}: {counted(report.words, 'word')}{time}")
    return lines


def _line(name: str, text: str, finding: Finding) -> str:
    """As compilers write it; line and column count from 1, the column in characters."""
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - (text.rfind("\n", 0, finding.start) + 1) + 1
    hint = "" if finding.severity == "good" else f" {finding.suggestion}"
    return f"{name}:{line}:{column}: {finding.severity} {finding.id}: {finding.reason}{hint}"
