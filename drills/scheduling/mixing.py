"""In which order the day's cards come: decks, kinds and new cards mixed evenly, always the same on the same day."""

from collections import Counter, deque
from collections.abc import Sequence
from datetime import date
from random import Random

from drills.scheduling.value import Candidate

_Trait = tuple[str, str | bool]
_Group = tuple[_Trait, _Trait, _Trait]  # deck, kind, new or not

_SAME_KIND_AGAIN = 0.5  # cards' worth of lag that keeps a kind from following itself
_DAILY_LUCK = 0.4  # cards' worth of lag by which days differ


def interleave(cards: Sequence[Candidate], day: date) -> tuple[int, ...]:
    """The card ids in the order to drill them; within one deck and kind the order given is kept.

    Each deck, each kind and the new cards come at an even pace: next is whatever lags most behind its share (the goal
    chasing of mixed-model assembly lines). A deck never follows itself unless it holds most of what remains.
    """
    mixer = _Mixer(cards, Random(day.isoformat()))
    return tuple(mixer.take() for _ in cards)


def _group(card: Candidate) -> _Group:
    return ("deck", card.deck), ("kind", card.kind.value), ("new", card.is_new)


class _Mixer:
    """What has been taken and what remains, by deck, by kind, and by new or not."""

    def __init__(self, cards: Sequence[Candidate], random: Random) -> None:
        self._waiting: dict[_Group, deque[int]] = {}
        for card in cards:
            self._waiting.setdefault(_group(card), deque()).append(card.card_id)
        self._luck = {group: _DAILY_LUCK * random.random() for group in sorted(self._waiting)}
        self._pace = Counter(trait for card in cards for trait in _group(card))
        self._taken: Counter[_Trait] = Counter()
        self._decks = Counter(_group(card)[0] for card in cards)
        self._total = self._remaining = len(cards)
        self._last: _Group | tuple[()] = ()

    def take(self) -> int:
        """The id of the next card."""
        lag, luck = self._lags(), self._luck
        group = max(self._allowed(), key=lambda group: lag[group[0]] + lag[group[1]] + lag[group[2]] + luck[group])
        card_id = self._waiting[group].popleft()
        if not self._waiting[group]:
            del self._waiting[group]
        self._taken.update(group)
        self._decks[group[0]] -= 1
        self._remaining -= 1
        self._last = group
        return card_id

    def _allowed(self) -> list[_Group]:
        """The groups that may come next, by deck: one that holds most of what remains must not fall behind."""
        deck, count = self._decks.most_common(1)[0]
        if 2 * count > self._remaining:
            return [group for group in self._waiting if deck in self._last or group[0] == deck]
        return [group for group in self._waiting if group[0] not in self._last]

    def _lags(self) -> dict[_Trait, float]:
        """How many cards each trait is behind an even pace, were one more card taken without it."""
        progress = (self._total - self._remaining + 1) / self._total
        lags = {trait: count * progress - self._taken[trait] for trait, count in self._pace.items()}
        if self._last:
            lags[self._last[1]] -= _SAME_KIND_AGAIN
        return lags
