"""The words around an answer that is being written: its head, what helps to begin, what a kept version comes to."""

from collections.abc import Sequence

from textual.content import Content

from drills.number_words import counted
from drills.text import one_line
from drills.views.composing import Answer, ComposeView


def head_content(view: ComposeView, state: str, *, begun: bool = False, unsaved: str = "") -> Content:
    """The question; below it the version and its state, or why it isn't saved. `begun`: the next one is written."""
    version = view.draft.version + begun if view.draft else 1
    words = f"not saved: {one_line(unsaved, 200)}" if unsaved else f"version {version} · {state or view.state}"
    name = f"{view.name} · " if view.name else ""
    return Content.assemble(
        (name, "bold"),
        (one_line(view.prompt, 200), "bold"),
        (f"\n{words}", "$text-error" if unsaved else "$text-muted"),
    )


def help_content(view: ComposeView) -> Content:
    """What helps to begin: what they want to learn, and prompts."""
    parts = [Content("")]
    if view.intent:
        parts += [Content.assemble(("What they want to learn", "bold")), Content(view.intent), Content("")]
    if view.skeleton:
        parts += [Content.assemble(("Prompts", "bold")), *(Content(f"· {line}") for line in view.skeleton)]
    return Content("\n").join(parts)


def kept_words(before: ComposeView, after: ComposeView, *, ready: bool) -> str:
    """What keeping a version came to: its number, what it answers, and what still keeps it from being good."""
    assert after.draft is not None
    fresh = before.draft is None or before.draft.id != after.draft.id or before.draft.closed_at is None
    words = f"Version {after.draft.version} {'kept' if fresh else 'is kept already' if not ready else 'is kept'}"
    words += " and ready" if ready else ""
    if answered := len(before.criticisms) - len(after.criticisms):
        words += f"; it answers {counted(answered, 'criticism')}"
    if after.stale:
        words += f", but a date is out of date: “{one_line(after.stale[0].sentence, 60)}”"
    elif open_ := len(after.criticisms):
        words += f", but {counted(open_, 'criticism')} {'is' if open_ == 1 else 'are'} still open"
    return words


def between_words(before: Sequence[Answer], after: Sequence[Answer]) -> str:
    """What to say where a version came in between that wasn't written here; empty when none did."""
    known = {answer.id for answer in before}
    strange = [answer.version for answer in after[1:] if answer.id not in known]
    if not strange:
        return ""
    others = "version " if len(strange) == 1 else "versions "
    others += ", ".join(map(str, sorted(strange)))
    return f"Meanwhile {others} came from elsewhere. Your words are version {after[0].version}; f9 compares them."
