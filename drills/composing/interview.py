"""What an interviewer asks, in which order: follow-ups right after what leads to them, and the choice for a mock."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from drills.element import ids_in
from drills.errors import InputError
from drills.note import named_by
from drills.views.composing import AnswerState
from drills.views.interviews import MockQuestion

GENERIC_FOLLOW_UP = "Why did that work?"
FEWEST, MOST = 3, 8
LONGEST_CHAIN = 3
_SAME_COMPETENCY = 0.6  # how much a competency that was just asked about counts against the next question
_ID = re.compile(r"[EAC]\d", re.IGNORECASE)
_OF_ALL = frozenset(("interview", "open-question", "leech"))


def followed(key: str, fields: Mapping[str, str], by_key: Mapping[str, int]) -> tuple[int, ...]:
    """The questions that one is asked after, as far as they exist: of `by_key`, which gives each its number."""
    found = []
    for id_ in ids_in(fields.get("follows", "")):
        if number := next((by_key[name] for name in named_by(key, id_) if name in by_key), None):
            found.append(number)
    return tuple(found)


def in_chains(order: Sequence[int], follows: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """The same ids, each follow-up right after the first of what leads to it, as an interviewer asks.

    `follows` gives what each is asked after; what isn't in `order` is passed over. One that leads to several is
    followed by one of them; the others keep their places. At most three are chained.
    """
    there = set(order)
    leads = {id_: [each for each in follows.get(id_, ()) if each in there and each != id_] for id_ in order}
    done: dict[int, None] = {}
    for id_ in order:
        if id_ not in done and not any(each not in done for each in leads[id_]):
            for each in _chain(id_, order, leads, done):
                done[each] = None
    return (*done, *(id_ for id_ in order if id_ not in done))


def _chain(
    first: int, order: Sequence[int], leads: Mapping[int, Sequence[int]], done: Collection[int]
) -> Iterator[int]:
    """A question with what follows from it."""
    taken = {*done, first}
    yield first
    for _ in range(LONGEST_CHAIN - 1):
        after = next((id_ for id_ in order if id_ not in taken and first in leads[id_]), None)
        if after is None:
            return
        taken.add(after)
        yield after
        first = after


@dataclass(frozen=True, slots=True)
class MockCandidate:
    """A question that a mock could ask. `recall` is predicted now, in [0, 1]; None for one never answered."""

    note_id: int
    name: str
    text: str
    tags: tuple[str, ...]
    follows: tuple[int, ...]
    state: AnswerState
    recall: float | None
    days_ago: int | None  # since it was last asked; None: never
    seconds: tuple[int, int]
    wants_story: bool

    @property
    def need(self) -> float:
        """How much it needs to be asked: weak, long unasked, or without an answer that is ready."""
        weakness = 1.0 if self.recall is None else 1.0 - self.recall
        waited = 1.0 if self.days_ago is None else min(1.0, self.days_ago / 30)
        unready = 0.0 if self.state is AnswerState.READY else 0.3
        return weakness + waited + unready

    @property
    def competencies(self) -> frozenset[str]:
        """What it is about, by its tags other than ids."""
        return frozenset(tag.lower() for tag in self.tags if not _ID.fullmatch(tag) and tag.lower() not in _OF_ALL)

    @property
    def reason(self) -> str:
        """Why it is asked, in words."""
        if self.days_ago is None:
            return "never asked"
        ago = "today" if self.days_ago == 0 else f"{self.days_ago} day{'s' * (self.days_ago != 1)} ago"
        recall = "" if self.recall is None else f", predicted recall {100 * self.recall:.0f} %"
        return f"last asked {ago}{recall}"


def chosen_questions(candidates: Sequence[MockCandidate], count: int) -> tuple[MockQuestion, ...]:
    """The questions of a mock in the order they are asked: the neediest first, chained, competencies mixed.

    A follow-up is asked right after what leads to it; at most half of the questions are follow-ups. Raises
    InputError for a count that no mock has, or without questions.
    """
    if not FEWEST <= count <= MOST:
        raise InputError(f"A mock interview has {FEWEST} to {MOST} questions.")
    if not candidates:
        raise InputError("There are no open questions to ask.", hint="Add some in the Library, or bring in a deck.")
    choice = _Choice(candidates, count)
    while len(choice.asked) < min(count, len(candidates)) and choice.take():
        pass
    return tuple(choice.asked)


class _Choice:
    """The questions taken so far, and what is left to take."""

    def __init__(self, candidates: Sequence[MockCandidate], count: int) -> None:
        self._left = {each.note_id: each for each in candidates}
        self._count = count
        self._follow_ups = count // 2
        self._before: frozenset[str] = frozenset()
        self._generic_asked = False
        self.asked: list[MockQuestion] = []

    def take(self) -> bool:
        """Ask the neediest question, with what leads to it before and a follow-up after; False when none is left."""
        if not self._left:
            return False
        next_ = max(self._left.values(), key=self._wanted)
        lead = self._lead(next_)
        if lead:
            self._ask(lead, lead.reason)
            self._ask(next_, f"follow-up to {_named(lead)}; {next_.reason}", after=True)
            return True
        self._ask(next_, next_.reason)
        self._follow(next_)
        return True

    def _wanted(self, each: MockCandidate) -> tuple[float, int]:
        shared = _SAME_COMPETENCY if each.competencies & self._before else 0.0
        return each.need - shared, -each.note_id

    def _lead(self, next_: MockCandidate) -> MockCandidate | None:
        """What leads to a question, to be asked before it if there is room."""
        leads = [self._left[id_] for id_ in next_.follows if id_ in self._left and id_ != next_.note_id]
        if not leads or self._room() < 2 or not self._follow_ups:
            return None
        return max(leads, key=lambda each: (each.need, -each.note_id))

    def _follow(self, head: MockCandidate) -> None:
        """Ask what an interviewer would ask next, if there is room."""
        if not self._room() or not self._follow_ups:
            return
        after = [each for each in self._left.values() if head.note_id in each.follows]
        if after:
            best = max(after, key=lambda each: (each.need, -each.note_id))
            self._ask(best, f"follow-up to {_named(head)}; {best.reason}", after=True)
        elif head.wants_story and not self._generic_asked:
            self._generic_asked = True
            self._follow_ups -= 1
            place = len(self.asked) - 1
            self.asked.append(MockQuestion(None, "", GENERIC_FOLLOW_UP, "asked of any story", place, (20, 60)))

    def _ask(self, each: MockCandidate, reason: str, *, after: bool = False) -> None:
        follows = len(self.asked) - 1 if after else None
        self._follow_ups -= after
        self._before = each.competencies
        self.asked.append(MockQuestion(each.note_id, each.name, each.text, reason, follows, each.seconds))
        del self._left[each.note_id]

    def _room(self) -> int:
        return self._count - len(self.asked)


def _named(each: MockCandidate) -> str:
    return each.name or f"“{each.text}”"
