"""What a sentence shows, as named features: what the classifier weighs, and what its weights are written for.

want to earn     up to three words in a row; # is a figure, £ a sum of money, ^ and $ the ends of the sentence
open * shop      two words with one between them; ** with two
{title}          a word of that list of the coach; `next {title}`, `be * {title}`, `be a {title}`, `{title} here`
<17>             a word of that group of assets/coach/kin.txt; with its neighbours as a list
:rule A5         what the patterns say of the sentence; `:aims` and `:mentions` before context is looked at
:field new …     what it names beside the field of the role, or of the rest of the answer
:refused …       a path that the role doesn't offer; `:offered`, `:company`, `:role` what the profile has
:first :later :last   where it stands in the answer
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

from drills.answers.path import fields_of, kindred_fields, own_fields, same_words
from drills.answers.reading import Reading, Sentence
from drills.answers.role import Role

BEGIN, END = "^", "$"
_SUM = re.compile(r"[£$€].*|\d+k")
_HALF = 0.5
_LITTLE = frozenset(("func",))
"""Lists that nearly every sentence has words of."""


class Feature(NamedTuple):
    """One feature, and the words that show it: from which to before which; none for what the whole sentence shows."""

    name: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True)
class Context:
    """An answer as its sentences are looked at: with the role, and what the patterns found, by sentence."""

    reading: Reading
    role: Role | None
    ruled: Mapping[int, frozenset[str]]

    @cached_property
    def names(self) -> dict[str, str]:
        """The list that a mark stands for; lists of what is *not* on one don't count."""
        return {
            mark: name for name, mark in self.reading.lexicon.marks.items() if name[0] != "!" and name not in _LITTLE
        }

    @cached_property
    def fields(self) -> tuple[Counter[str], ...]:
        """The fields that each sentence names."""
        lexicon = self.reading.lexicon
        return tuple(
            fields_of(
                lexicon, (word.word for word in sentence.words if not self.reading.marked(word.word, "anyfields"))
            )
            for sentence in self.reading.sentences
        )

    @cached_property
    def shown(self) -> tuple[tuple[Feature, ...], ...]:
        """What each sentence shows."""
        return tuple(tuple(features(self, at)) for at in range(len(self.reading.sentences)))

    @cached_property
    def same(self) -> dict[str, str]:
        """Words that stand for the same path."""
        return same_words(self.reading.lexicon)

    @cached_property
    def _role_fields(self) -> set[str] | None:
        told = self.role and (self.role.role or self.role.industry)
        return own_fields(self.reading.lexicon, self.role) if self.role and told else None

    def own_fields(self, at: int) -> set[str]:
        """The fields of the role; without one, those that the other sentences speak of most."""
        if self._role_fields is not None:
            return self._role_fields
        counts: Counter[str] = Counter()
        for other, found in enumerate(self.fields):
            if other != at:
                counts.update(found)
        most = max(counts.values(), default=0)
        return {name for name, count in counts.items() if count * 2 >= most}


def features(context: Context, at: int) -> Iterator[Feature]:
    """Everything that one sentence of an answer shows; the same feature may come more than once."""
    sentence = context.reading.sentences[at]
    yield from _worded(context, sentence)
    yield Feature(":later" if at else ":first")
    if at == len(context.reading.sentences) - 1:
        yield Feature(":last")
    for name in sorted(context.ruled.get(at, ())):
        yield Feature(f":{name}")
    yield from map(Feature, _related(context, at, sentence))


def _plain(word: str) -> str:
    if _SUM.fullmatch(word):
        return "£"
    return "#" if word[0].isdigit() else word


def _worded(context: Context, sentence: Sentence) -> Iterator[Feature]:
    """Words, and words beside the lists and groups that others are in."""
    words = [BEGIN, *(_plain(word.word) for word in sentence.words), END]
    groups, names = kin(), context.names
    kinds: list[list[str]] = [[]]
    for said, marks in zip(sentence.words, sentence.marks, strict=True):
        listed = [f"{{{names[mark]}}}" for mark in marks if mark in names]
        group = groups.get(said.word)
        kinds.append([*listed, group] if group else listed)
    kinds.append([])
    last = len(words) - 1
    for i, word in enumerate(words):
        yield Feature(word, i - 1, i)
        for gap in (1, 2, 3):
            if i + gap > last:
                break
            span = (i - 1, i + gap)
            other = words[i + gap]
            between = (" ", " * ", " ** ")[gap - 1]
            yield Feature(f"{word}{between}{other}", *span)
            if gap == 2:
                yield Feature(f"{word} {words[i + 1]} {other}", *span)
            for kind in kinds[i + gap]:
                yield Feature(f"{word}{between}{kind}", *span)
                if gap == 2:
                    yield Feature(f"{word} {words[i + 1]} {kind}", *span)
        for kind in kinds[i]:
            yield Feature(kind, i - 1, i)
            if i < last:
                yield Feature(f"{kind} {words[i + 1]}", i - 1, i + 1)


def _related(context: Context, at: int, sentence: Sentence) -> Iterator[str]:
    """What a sentence names beside the role and the rest of the answer."""
    scope = context.reading.lexicon.rules["scope"]
    aimed = ", aimed at" if sentence.has(scope.group("aim")) or sentence.has(scope.group("wish")) else ""
    named, own = set(context.fields[at]), context.own_fields(at)
    how = "none" if not named else "alone" if not own else "new" if own.isdisjoint(kindred_fields(named)) else "same"
    yield f":field {how}"
    yield f":field {how}{aimed or ', named'}"
    given = ", role" if context.role else ""
    if how in ("new", "same") and named - kindred_fields(own):
        yield f":field besides{given}"
    if how == "new" and given:
        yield ":field new, role"
    if context.role:
        yield ":role"
        yield from _profiled(context, sentence, context.role, aimed)


def _profiled(context: Context, sentence: Sentence, role: Role, aimed: str) -> Iterator[str]:
    from drills.answers.keywords import stem

    same, groups = context.same, kin()
    words = [word.word for word in sentence.words]
    roots = {same.get(word, stem(word)) for word in words}
    alike = {groups[word] for word in words if word in groups}
    for path, stems in role.refused:
        wanted = {same.get(item, item) for item in stems}
        share = len(wanted & roots) / len(wanted)
        if share >= _HALF:
            yield f":refused{', partly' if share < 1 else ''}{aimed}"
        named = [word for word in path.lower().replace("-", " ").split() if stem(word) in stems]
        near = sum(same.get(stem(word), stem(word)) in roots or groups.get(word) in alike for word in named)
        if named and near >= _HALF * len(named):
            yield f":refused alike{', partly' if near < len(named) else ''}"
    if role.offered_in(words):
        yield ":offered"
    if role.company and role.company.lower().split()[0] in words:
        yield ":company"


@cache
def kin() -> dict[str, str]:
    """The group that a word is in, as features name it."""
    text = (resources.files("assets") / "coach" / "kin.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and line[0] != "#")
    return {word: f"<{number}>" for number, words in enumerate(lines) for word in words.split()}


def distinct(found: Iterable[Feature]) -> frozenset[str]:
    """The names alone, each once."""
    return frozenset(feature.name for feature in found)
