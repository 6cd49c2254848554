"""What changed between two versions of an answer, word by word, in pieces large enough to read."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from drills.composing.composition import TITLES, plain_text
from drills.views.composing import Run, Section, SectionDiff

SAME, GONE, NEW = "same", "gone", "new"
_LONE = 2  # words kept between two changes that are shown as changed: single words left over can't be read
_WORD = re.compile(r"\S+\s*")


def difference(before: Sequence[Section], after: Sequence[Section]) -> tuple[SectionDiff, ...]:
    """The comparison by section; as one piece where the two versions have other sections."""
    old = {section.name: section.text for section in before}
    new = {section.name: section.text for section in after}
    if old.keys() != new.keys():
        return (_section("text", plain_text(before), plain_text(after)),)
    return tuple(_section(name, old[name], new[name]) for name in new)


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """The words of both texts in runs: what stayed, what went, what came. What went stands before what came."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    match = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    runs: list[Run] = []
    for how, first, last, start, end in _grouped(match.get_opcodes()):
        if how == "equal":
            runs.append(Run(SAME, "".join(new[start:end])))
        else:
            runs += [Run(GONE, "".join(old[first:last]))] if last > first else []
            runs += [Run(NEW, "".join(new[start:end]))] if end > start else []
    return tuple(runs)


_Opcode = tuple[str, int, int, int, int]


def _grouped(opcodes: Sequence[_Opcode]) -> list[_Opcode]:
    """The same comparison, with a word or two kept between changes taken into the change."""
    grouped: list[_Opcode] = []
    for place, (how, first, last, start, end) in enumerate(opcodes):
        inside = 0 < place < len(opcodes) - 1
        if how == "equal" and inside and last - first <= _LONE:
            how = "replace"
        if how != "equal" and grouped and grouped[-1][0] != "equal":
            _, first, _, start, _ = grouped.pop()
        grouped.append((how if how == "equal" else "replace", first, last, start, end))
    return grouped


def _section(name: str, before: str, after: str) -> SectionDiff:
    runs = word_runs(before, after)
    words = {how: sum(len(run.text.split()) for run in runs if run.how == how) for how in (SAME, GONE, NEW)}
    total = words[SAME] + max(words[GONE], words[NEW])
    return SectionDiff(name, TITLES.get(name, name), runs, words[SAME] / total if total else 1.0)
