"""The coach on the user's own answers: what it found without what was dismissed, and how that changes over time."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from drills import own_lists
from drills.composing.citation import spoken_date
from drills.composing.composition import band
from drills.config import Study
from drills.dates import study_day
from drills.element import ids_in
from drills.errors import InputError
from drills.models import Goal
from drills.note import main_text
from drills.spoken import USUAL_PACE, Timing, words_in
from drills.storage import settings
from drills.storage.answer.answers import open_question
from drills.storage.answer.composing import pace_of
from drills.storage.answer.roles import current_role, read_role
from drills.storage.answer.stories import retired_in_text, stories
from drills.storage.database import explained, transaction
from drills.storage.goal.goal_lines import read_goals
from drills.storage.instants import milliseconds
from drills.storage.undo import undoable
from drills.views.coaching import Coaching, Finding
from drills.views.roles import RoleDraft
from drills.views.stories import Story

if TYPE_CHECKING:
    from drills.answers import Report, Role
    from drills.answers.rule import Lexicon

RETIRED = "retired"
AT_ONCE = 2
_OFF = "coach.off"
_WEIGHT = {"fix": 0, "consider": 1, "good": 2}


def coach(
    c: sqlite3.Connection,
    note_id: int,
    text: str,
    now: datetime,
    study: Study,
    *,
    spoken: bool = False,
    role_id: int | None = None,
    lexicon: "Lexicon | None" = None,
) -> Coaching:
    """What the coach says of an answer to a question, against the role aimed at unless another is given.

    Left out are findings dismissed for these words or for this question's answer, and checks that are off. Figures
    and dates are held against the question's stories and all goals; wording against the shipped samples; length
    against the question's own band at the user's own pace. Without a `lexicon` it is the shipped one with the user's
    own lists in it.
    """
    from drills.answers import check

    with explained():
        note = open_question(c, note_id)
        role = read_role(c, role_id) if role_id else current_role(c)
        report = check(
            text,
            question=main_text(note.kind, note.fields),
            role=answer_role(role.draft) if role else None,
            spoken=spoken,
            today=study_day(now, study.day_turns_at),
            off=switched_off(c),
            facts=known_facts(c, note_id) or None,
            samples=sample_texts(c),
            lexicon=lexicon or own_lists.lexicon(),
            timing=Timing(pace_of(c) or USUAL_PACE, band(note.fields.get("seconds", ""))),
        )
        found = _findings(c, report, text)
        kept = [finding for finding in found if not _dismissed(c, note_id, finding)]
    wanted = ids_in(note.fields.get("shows", ""))
    missing = tuple(id_ for id_ in report.lacking if not wanted or id_ in wanted)
    return _coaching(text, kept, missing, len(found) - len(kept), report.response_type)


def coach_text(text: str, role: RoleDraft | None, today: date, *, spoken: bool = False) -> Coaching:
    """What the coach says of a text by itself, with no question, stories or dismissals behind it."""
    from drills.answers import check

    report = check(text, role=answer_role(role) if role else None, spoken=spoken, today=today)
    found = [_finding(each, text) for each in report.findings]
    return _coaching(text, found, report.lacking, 0, report.response_type)


def _coaching(
    text: str, found: Sequence[Finding], missing: tuple[str, ...], dismissed: int, response_type: str
) -> Coaching:
    good = tuple(finding for finding in found if finding.good)
    faults = sorted((finding for finding in found if not finding.good), key=lambda each: _WEIGHT[each.severity])
    first: list[Finding] = []
    for fault in faults:
        if len(first) < AT_ONCE and all(fault.id != other.id for other in first):
            first.append(fault)
    rest = tuple(fault for fault in faults if fault not in first)
    return Coaching(text, good, tuple(first), rest, missing, dismissed, response_type)


def _findings(c: sqlite3.Connection, report: "Report", text: str) -> list[Finding]:
    found = [_finding(each, text) for each in (*report.good, *report.faults)]
    for claim, start, end in () if RETIRED in switched_off(c) else retired_in_text(c, text):
        reason = f"You retired this claim{f': {claim.reason}' if claim.reason else '.'}"
        suggestion = "Say what is still true, or leave it out."
        found.append(Finding(RETIRED, "quality", start, end, "fix", reason, suggestion, text[start:end]))
    return found


def _finding(each: object, text: str) -> Finding:
    from drills.answers import Finding as Seen

    assert isinstance(each, Seen)
    words = text[each.start : each.end]
    return Finding(each.id, each.kind, each.start, each.end, each.severity, each.reason, each.suggestion, words)


def answer_role(draft: RoleDraft) -> "Role":
    """A target role as the coach takes it."""
    from drills.answers import Role

    return Role(
        company=draft.company,
        role=draft.title,
        industry=draft.industry,
        offers=draft.offers,
        does_not_offer=draft.does_not_offer,
        training=tuple(line.strip() for line in draft.training.split("\n") if line.strip()),
        advert=draft.advert,
    )


# What is true, and what was shipped


def known_facts(c: sqlite3.Connection, note_id: int) -> tuple[str, ...]:
    """Texts whose figures and dates an answer to that question may use: those of its stories and of all goals.

    Empty while no story is tied to the question: then there is nothing to hold figures against.
    """
    own = [story for story in stories(c) if note_id in (*story.draft.questions, *story.used_in)]
    if not own:
        return ()
    return (*(_facts_of(story) for story in own), *(_dates_of(goal) for goal in read_goals(c)))


def _facts_of(story: Story) -> str:
    facts = " ".join(f"{fact.figure} {fact.what}." for fact in story.draft.facts)
    return f"{story.text} {story.draft.short} {story.draft.period} {facts}"


def _dates_of(goal: Goal) -> str:
    days = [goal.deadline, *(move.before for move in goal.moves), *(milestone.due for milestone in goal.milestones)]
    days += [goal.closed_on] if goal.closed_on else []
    return f"{goal.statement} {goal.why} {goal.proof} {goal.outcome} " + ", ".join(map(spoken_date, days))


def sample_texts(c: sqlite3.Connection) -> tuple[str, ...]:
    """The texts of the sample answers that came with Readyby, and their better versions."""
    with explained():
        rows = c.execute(
            "SELECT fields FROM notes WHERE kind = 'critique' AND source LIKE 'shipped:%' AND deleted_at IS NULL "
            "ORDER BY id"
        ).fetchall()
    samples = [json.loads(fields) for (fields,) in rows]
    return tuple(sample[name] for sample in samples for name in ("text", "better") if sample.get(name))


# What the user doesn't want to hear


def dismiss(c: sqlite3.Connection, note_id: int, finding: str, words: str | None, now: datetime) -> None:
    """Don't say a finding again: for these very words, or, without `words`, never for this answer. Undoable."""
    open_question(c, note_id)
    label = f"Dismiss {finding} {'here' if words is not None else 'for this answer'}"
    with transaction(c), undoable(c, label, now) as step:
        (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM dismissals").fetchone()
        step.keep("dismissals", id=number)
        c.execute(
            "INSERT INTO dismissals VALUES (?, ?, ?, ?, ?)",
            (number, note_id, finding, None if words is None else _plain(words), milliseconds(now)),
        )


def bring_back_dismissed(c: sqlite3.Connection, note_id: int, now: datetime) -> int:
    """Say again what was dismissed for the answer to a question, and give how much that was; undoable."""
    with transaction(c):
        (count,) = c.execute("SELECT count(*) FROM dismissals WHERE note_id = ?", (note_id,)).fetchone()
        if not count:
            return 0
        with undoable(c, "Bring dismissed findings back", now) as step:
            step.keep("dismissals", note_id=note_id)
            c.execute("DELETE FROM dismissals WHERE note_id = ?", (note_id,))
    return int(count)


def _dismissed(c: sqlite3.Connection, note_id: int, finding: Finding) -> bool:
    """Whether it was dismissed for these words, or for some of them: it may be quoted with more around them now."""
    row = c.execute(
        "SELECT 1 FROM dismissals WHERE note_id = ? AND finding = ? "
        "AND (words IS NULL OR words <> '' AND instr(' ' || ? || ' ', ' ' || words || ' ')) LIMIT 1",
        (note_id, finding.id, _plain(finding.words)),
    ).fetchone()
    return row is not None


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def switched_off(c: sqlite3.Connection) -> frozenset[str]:
    """The checks that are off for all answers."""
    with explained():
        return frozenset(settings.get(c, _OFF, []))


def switch_check(c: sqlite3.Connection, check: str, *, on: bool) -> None:
    """Switch a check on or off for all answers."""
    if not check.strip():
        raise InputError("A check has an id, such as A4.")
    with transaction(c):
        off = set(switched_off(c))
        (off.discard if on else off.add)(check)
        settings.put(c, _OFF, sorted(off))


@dataclass(frozen=True, slots=True)
class CoachCheck:
    """A check of the coach: its kind, whether it is on, what it says and proposes (words in braces are filled in)."""

    id: str
    kind: str
    on: bool
    says: str
    suggestion: str


def coach_checks(c: sqlite3.Connection) -> tuple[CoachCheck, ...]:
    """All checks that there are, with whether they are on."""
    from drills.answers.lexicon import shipped

    off = switched_off(c)
    rules = (own_lists.lexicon() or shipped()).rules
    plain = {name: rule for name, rule in rules.items() if rule.suggestion}
    found = [
        CoachCheck(name, rule.kind, name not in off, _sample(rule.reason), _sample(rule.suggestion))
        for name, rule in plain.items()
    ]
    return (*found, CoachCheck(RETIRED, "quality", RETIRED not in off, "You retired this claim.", "Leave it out."))


def _sample(words: str) -> str:
    """The words of a check with “…” for what is filled in."""
    return re.sub(r"“?\{\w+\}”?", "…", words)


# How it changes


def record_coached(c: sqlite3.Connection, note_id: int, coaching: Coaching, now: datetime, study: Study) -> None:
    """Keep what was found in a version or a try, for the trends; once a day for each question, the last one counts.

    Call it when a version is kept, and after a try: not while one types.
    """
    counts = Counter(finding.id for finding in (*coaching.good, *coaching.first, *coaching.rest))
    day = study_day(now, study.day_turns_at).toordinal()
    with transaction(c):
        c.execute("DELETE FROM coached WHERE note_id = ? AND day = ?", (note_id, day))
        c.execute(
            "INSERT INTO coached (note_id, day, words, found) VALUES (?, ?, ?, ?)",
            (note_id, day, words_in(coaching.text), json.dumps(counts, sort_keys=True)),
        )
