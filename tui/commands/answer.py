"""`readyby answer`: one's own answer to a question."""

import sqlite3
from collections.abc import Callable, Sequence

from drills.composing.answer_diff import GONE, NEW, difference
from drills.composing.composition import (
    MOST_LETTERS,
    TITLES,
    editor_text,
    empty_sections,
    from_editor,
    is_empty,
    markdown,
    measure,
    relaid,
)
from drills.dates import echo
from drills.errors import DrillsError, InputError, NotFoundError
from drills.models import Kind
from drills.note import first_line
from drills.number_words import counted
from drills.spoken import words_in
from drills.storage.answer.answer_privacy import delete_answers_for_good
from drills.storage.answer.answer_versions import close_version, mark_ready, restore_version, save_draft, versions
from drills.storage.answer.answers import find_question, open_question
from drills.storage.answer.coach import coach, record_coached
from drills.storage.answer.composing import compose_view
from drills.text import one_line
from drills.views.composing import Answer, ComposeView, Fit, Section, SectionDiff, Template
from tui.commands.call import Call, UsageError
from tui.commands.editing import edited, kept_aside
from tui.commands.reading import given_text
from tui.commands.wording import table

Action = Callable[[Call, sqlite3.Connection, int], None]


def run(call: Call) -> int:
    """Show the answer, or do with it what was asked."""
    args = call.args
    action = _chosen(args)
    if args.template and action not in (_edit, _from_file):
        raise UsageError("--template lays out what is written.", hint="Give it with --edit or --file FILE.")
    with call.library() as library:
        note_id = find_question(library, args.question)
        action(call, library, note_id)
    return 0


def _chosen(args: object) -> Action:
    for name, action in _ACTIONS.items():
        if _given(getattr(args, name, None)):
            return action
    return _show


def _given(value: object) -> bool:
    """Whether an option was given: 0 is a number, too."""
    return value is not None and value is not False


def _show(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    view = compose_view(library, note_id, call.now, call.config.study)
    call.answer(view, _in_words(view))


def _in_words(view: ComposeView) -> str:
    title = " · ".join(filter(None, (view.name, view.prompt)))
    if view.draft is None:
        lines = [f"# {title}", "", "No answer yet. Write one: readyby answer " + (view.name or "QUESTION") + " --edit"]
        return "\n".join([*lines, *(f"  {prompt}" for prompt in view.skeleton)])
    parts = [markdown(title, view.draft.template, view.draft.sections, level=1).rstrip(), _length(view)]
    parts.append(f"Version {view.draft.version}, {view.state.value}, {view.draft.changed_at.astimezone():%Y-%m-%d}")
    parts += [f"Still open: {each.who or 'somebody'}: {each.words}" for each in view.criticisms]
    parts += [f"Stale: “{each.sentence}” {each.reason}. Instead: {each.instead}" for each in view.stale]
    return "\n\n".join(parts)


def _length(view: ComposeView) -> str:
    assert view.draft is not None
    pace = view.pace if view.own_pace else None
    measured = measure(view.draft.template, view.draft.sections, pace, view.seconds)
    least, most = view.seconds
    aloud = f"about {measured.whole.seconds:.0f} s aloud"
    whole = f"{counted(measured.whole.words, 'word')}, {aloud} ({least}–{most} s: {measured.advice})"
    off = [
        f"{TITLES[name].lower()} is {length.fit.value}"
        for name, length in measured.sections
        if length.fit is not Fit.WITHIN
    ]
    return f"{whole}; {', '.join(off)}" if off else whole


def _edit(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    view = compose_view(library, note_id, call.now, call.config.study)
    template = Template(call.args.template) if call.args.template else view.template
    sections = relaid(view.draft.sections, template) if view.draft else empty_sections(template)
    text = edited("answer.md", editor_text(view.prompt, template, sections))
    if text is None:
        call.answer(view.draft, "Nothing was changed.")
        return
    try:
        seen = (view.draft.template, view.draft.sections) if view.draft else (template, empty_sections(template))
        _keep(call, library, note_id, template, from_editor(text, template), seen)
    except DrillsError as error:
        raise kept_aside("answer.md", text, error) from error


def _from_file(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    from drills.storage.answer.judging import split_text

    view = compose_view(library, note_id, call.now, call.config.study)
    template = Template(call.args.template) if call.args.template else view.template
    text = given_text(call.args.file)
    if len(text) > MOST_LETTERS:
        raise InputError(f"That is too long for an answer: {MOST_LETTERS:,} characters are the limit.")
    sections = from_editor(text, template)
    headed = sum(bool(section.text) for section in sections) > 1
    if not headed:
        sections = tuple(split_text(text.strip(), template))
    _keep(call, library, note_id, template, sections, (template, empty_sections(template)))


def _keep(
    call: Call,
    library: sqlite3.Connection,
    note_id: int,
    template: Template,
    sections: Sequence[Section],
    seen: tuple[Template, Sequence[Section]],
) -> None:
    """Keep what was written as a version, and say what the coach sees first."""
    if is_empty(sections):
        raise InputError("Nothing is written.", hint="The answer is as it was.")
    save_draft(library, note_id, template, sections, call.now, seen=seen)
    answer = close_version(library, note_id, call.now)
    coaching = coach(library, note_id, answer.text, call.now, call.config.study)
    record_coached(library, note_id, coaching, call.now, call.config.study)
    lines = [f"Version {answer.version} kept."]
    lines += [f"  + {each.id}: “{' '.join(each.words.split())}”" for each in coaching.good if each.kind == "element"]
    lines += [f"  ! {each.reason} {each.suggestion}".rstrip() for each in coaching.first]
    call.answer({"answer": answer, "coaching": coaching}, "\n".join(lines))


def _versions(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    every = versions(library, note_id)
    today = call.now.date()
    rows = [
        (
            str(each.version),
            echo(each.changed_at.astimezone(call.now.tzinfo).date(), today),
            counted(words_in(each.text), "word"),
            "ready" if each.ready else "being written" if each.closed_at is None else "",
        )
        for each in every
    ]
    call.answer(every, "\n".join(table(rows)) if rows else "No answer yet.")


def _diff(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    first, second = (_version(library, note_id, number) for number in call.args.diff)
    found = difference(first.sections, second.sections)
    call.answer(found, "\n\n".join(map(_diff_words, found)))


def _version(library: sqlite3.Connection, note_id: int, number: int) -> Answer:
    for each in versions(library, note_id):
        if each.version == number:
            return each
    raise NotFoundError(f"There is no version {number}.", hint="--versions lists those there are.")


_MARKS = {GONE: ("[-", "-]"), NEW: ("{+", "+}")}


def _diff_words(section: SectionDiff) -> str:
    runs = []
    for run in section.runs:
        opened, closed = _MARKS.get(run.how, ("", ""))
        body = run.text.rstrip()
        runs.append(f"{opened}{body}{closed}{run.text[len(body) :] or ' '}")
    return f"## {section.title}\n\n{''.join(runs).strip()}"


def _restore(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    version = _version(library, note_id, call.args.restore)
    restore_version(library, version.id, call.now)
    latest = versions(library, note_id)[0]
    call.answer(latest, f"Version {version.version} is back, as version {latest.version}.")


def _ready(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    every = versions(library, note_id)
    if not every:
        raise NotFoundError("There is no answer yet.", hint="readyby answer QUESTION --edit writes one.")
    mark_ready(library, every[0].id, True, call.now)
    latest = versions(library, note_id)[0]
    call.answer(latest, f"Version {latest.version} is ready.")


def _delete(call: Call, library: sqlite3.Connection, note_id: int) -> None:
    name = one_line(first_line(Kind.QUESTION, open_question(library, note_id).fields), 60)
    call.confirm(
        f"Delete all versions of the answer to “{name}” for good, with what was said of it? "
        "It can't be undone; backups made before still have it."
    )
    erased = delete_answers_for_good(library, note_id)
    call.answer(
        erased, f"Deleted for good: {counted(erased.versions, 'version')}. Backups made before still have them."
    )


_ACTIONS: dict[str, Action] = {
    "edit": _edit,
    "file": _from_file,
    "versions": _versions,
    "diff": _diff,
    "restore": _restore,
    "ready": _ready,
    "delete_for_good": _delete,
}
