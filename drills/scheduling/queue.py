"""A day's queue, by minutes: the most valuable part of what is due, and the new cards there is room for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest
from math import ceil

from drills.models import Kind
from drills.scheduling.memory import retrievability
from drills.scheduling.mixing import interleave
from drills.scheduling.value import Candidate, Worth, gain_per_second, gains_per_second

__all__ = ["Candidate", "Queue", "catch_up_days", "fill", "gain_per_second", "interleave", "weighed"]

GOAL_SHARE = 0.2
"""The share of the minutes kept for new cards of open goals when not everything due fits."""

LONG_KINDS = frozenset({Kind.QUESTION, Kind.CRITIQUE})
LONG_SHARE = 0.4
"""The share of the minutes that open questions and critiques may take while anything else is waiting."""

LONG_MOST = 2 / 3
"""The first of them may take up to this share: one a day, if the minutes allow it."""

RANKED_EXACTLY = 5_000
"""Beyond so many due, or so many new cards, only the roughly best are ranked exactly."""

QUICKEST, QUICKEST_NEW = 4.0, 9.0
"""Seconds a card takes at the least."""

FEWEST, MOST = 100, 2_000


@dataclass(frozen=True, slots=True)
class Queue:
    """What to drill today, and what is left. Times are expected seconds.

    `order` holds card ids. Everything due that isn't in it is counted in `due_left`; of these, `siblings_left` wait
    only because another card of their note is drilled today.
    """

    order: tuple[int, ...] = ()
    seconds: float = 0.0
    due_count: int = 0
    new_count: int = 0
    due_left: int = 0
    due_left_seconds: float = 0.0
    siblings_left: int = 0


def fill(
    candidates: Iterable[Candidate],
    budget_seconds: float,
    *,
    day: date,
    notes_today: Collection[int] = (),
    worth: Worth = gains_per_second,
) -> Queue:
    """The queue for `day` within a budget of seconds.

    When everything due fits, it all comes, and new cards fill the rest; otherwise the due cards of most worth that
    fit, beside up to a fifth of the time for new cards of open goals. One card per note and day (`notes_today`: notes
    already drilled). There is always at least one card, if any waits, however short the time.
    """
    every = list(candidates)
    waiting = one_per_note(_ranked(every, worth), notes_today)
    due = [card for card in waiting if not card.is_new]
    new = [card for card in waiting if card.is_new]
    picks = Picks(budget_seconds)
    if sum(card.seconds for card in due) <= budget_seconds:
        _pick_all_due(picks, due, new)
    else:
        _pick_of_backlog(picks, due, new)
    if not picks.cards and waiting:
        picks.take((due or new)[0])
    return summed_up(every, picks, day, {*notes_today, *(card.note_id for card in picks.cards.values())})


@dataclass(slots=True)
class Picks:
    """The cards picked so far, and the time they take."""

    budget: float
    cards: dict[int, Candidate] = field(default_factory=dict)
    seconds: float = 0.0
    long_seconds: float = 0.0

    def take(self, card: Candidate) -> None:
        """Take a card, whether it fits or not."""
        self.cards[card.card_id] = card
        self.seconds += card.seconds
        if card.kind in LONG_KINDS:
            self.long_seconds += card.seconds

    def offer(self, cards: Iterable[Candidate], *, share: float = 1.0, long_share: float = LONG_SHARE) -> None:
        """Take what fits, best first, within shares of the whole budget: for these cards, and for all long ones."""
        room = min(share * self.budget, self.budget - self.seconds)
        for card in cards:
            if card.card_id in self.cards or card.seconds > room:
                continue
            if card.kind in LONG_KINDS and self.long_seconds + card.seconds > long_share * self.budget:
                continue
            self.take(card)
            room -= card.seconds

    def offer_first_of_each_long(self, cards: Sequence[Candidate]) -> None:
        """Take the best of each long kind that isn't there yet, within the usual share."""
        for kind in sorted(LONG_KINDS - {card.kind for card in self.cards.values()}):
            self.offer([card for card in cards if card.kind is kind][:1])

    def offer_first_long(self, *choices: Iterable[Candidate]) -> None:
        """Take the best question or critique that fits, from the first choice that has one, unless there is one."""
        for cards in choices:
            for card in cards:
                if self.long_seconds:
                    return
                if card.kind in LONG_KINDS:
                    self.offer([card], long_share=LONG_MOST)


def _pick_all_due(picks: Picks, due: Sequence[Candidate], new: Sequence[Candidate]) -> None:
    for card in due:
        picks.take(card)
    picks.offer_first_long(new)
    picks.offer_first_of_each_long(new)
    picks.offer(new)
    picks.offer(new, long_share=1.0)


def _pick_of_backlog(picks: Picks, due: Sequence[Candidate], new: Sequence[Candidate]) -> None:
    for_goals = [card for card in new if card.for_goal]
    picks.offer_first_long(due, for_goals, new)
    kept = GOAL_SHARE - sum(card.seconds for card in picks.cards.values() if card.is_new) / max(picks.budget, 1.0)
    picks.offer(for_goals, share=kept)
    picks.offer(due)
    picks.offer(due, long_share=1.0)
    picks.offer(new)  # only where no due card fits


def _ranked(candidates: Sequence[Candidate], worth: Worth) -> list[Candidate]:
    """Due before new; of very many, the roughly best of each.

    Due cards by their worth per second; new ones by what they are worth in all, then deck by deck in turn: by the
    second, the quickest kind would come alone.
    """
    due, new = ([c for c in candidates if c.is_new is which] for which in (False, True))
    ranked: list[Candidate] = []
    for cards in (due, new):
        chosen = nlargest(RANKED_EXACTLY, cards, key=_rough_worth) if len(cards) > RANKED_EXACTLY else cards
        by_worth = sorted(zip(worth(chosen), chosen, strict=True), key=place)
        ranked += [card for _, card in by_worth]
    return ranked


def place(ranked: tuple[float, Candidate]) -> tuple[float, int, int]:
    """Where a card with its worth stands among new ones, or among due ones."""
    worth, card = ranked
    return -round(worth * card.seconds, 9) if card.is_new else -worth, card.turn, card.card_id


def _rough_worth(card: Candidate) -> float:
    """Likely lost by the horizon, easy, and cheap: in a fifth of the time, and the best are among the roughly best."""
    gain = 1.0
    if card.memory:
        lost = 1.0 - retrievability(card.memory.stability, max(1, card.elapsed) + max(1, card.horizon))
        gain = lost * (11.0 - card.memory.difficulty)
    return card.importance * gain / card.seconds


def one_per_note(ranked: Iterable[Candidate], notes_today: Collection[int]) -> list[Candidate]:
    """The first card of every note that wasn't drilled today."""
    seen = set(notes_today)
    first: list[Candidate] = []
    for card in ranked:
        if card.note_id not in seen:
            seen.add(card.note_id)
            first.append(card)
    return first


def summed_up(every: Sequence[Candidate], picks: Picks, day: date, notes: Collection[int]) -> Queue:
    """The queue of what was picked; `notes` are those drilled today."""
    left = [card for card in every if not card.is_new and not card.ahead and card.card_id not in picks.cards]
    new_count = sum(card.is_new for card in picks.cards.values())
    return Queue(
        order=interleave(list(picks.cards.values()), day),
        seconds=picks.seconds,
        due_count=len(picks.cards) - new_count,
        new_count=new_count,
        due_left=len(left),
        due_left_seconds=sum(card.seconds for card in left),
        siblings_left=sum(card.note_id in notes for card in left),
    )


def weighed(budget_seconds: float, *, new: bool = False) -> int:
    """How many due cards, or new ones, are weighed one by one for a session: as many as there could be time for.

    As many again of goals; the rest are counted.
    """
    return int(min(MOST, max(FEWEST, budget_seconds / (QUICKEST_NEW if new else QUICKEST))))


def catch_up_days(backlog_seconds: float, inflow: Sequence[float], budget_seconds: float) -> int | None:
    """After how many days at this budget the backlog is gone: 0 if there is none, None if never.

    `inflow` is the time, in seconds, of what falls due on each coming day, tomorrow first; after its end, days are
    taken to be like its mean.
    """
    backlog = backlog_seconds
    if backlog <= 0:
        return 0
    for day, seconds in enumerate(inflow, start=1):
        backlog += seconds - budget_seconds
        if backlog <= 0:
            return day
    gain = budget_seconds - (sum(inflow) / len(inflow) if inflow else 0.0)
    return len(inflow) + ceil(backlog / gain) if gain > 0 else None
