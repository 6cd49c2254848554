"""What an answer today is worth against the best later plan: recall per second, at a price for time.

ρ = (E[W after an answer today] − value of the best plan without one) / E[seconds today]. A plan without one leaves the
card alone, or reviews it on a later day; a new card's is its best later first answer.
"""

from dataclasses import dataclass

import numpy as np

from drills.scheduling.planner import answer, table
from drills.scheduling.planner.fsrs6 import Array, Ints, Weights, retrievability
from drills.scheduling.planner.table import DIFFICULTIES, PRICES, STABILITIES, Table

LATER = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
"""Days from today on which a later review is considered."""

_ROW = len(STABILITIES)
_LADDER = np.log(PRICES[1:])


@dataclass(frozen=True, slots=True)
class Seen:
    """Cards answered before: stability in days as the learner has it, difficulty, days since the last answer (≥ 1)."""

    stability: Array
    difficulty: Array
    elapsed: Array

    def __len__(self) -> int:
        return len(self.stability)

    def __getitem__(self, chosen: Ints | slice) -> "Seen":
        return Seen(self.stability[chosen], self.difficulty[chosen], self.elapsed[chosen])


class Index:
    """One day of a plan: `left` days before the deadline, by a table that reaches that far (or is cut there)."""

    def __init__(self, known: Table, w: Weights, left: int, kappa: float = 1.0) -> None:
        self._w = self.weights = w
        self._left = min(left, known.days)
        self._known = known
        self._gaps = np.asarray([0, *(gap for gap in LATER if gap < self._left)])
        self._premium = table.premium(self._left - self._gaps)
        self._premium_by_day = table.premium(np.arange(1, self._left + 1))
        self._first_value, self._first_seconds = self._first_answers(kappa)

    def _first_answers(self, kappa: float) -> tuple[Array, Array]:
        """Value and seconds after a first answer, by days left and price, from the deadline (0) back to today."""
        stability, difficulty = answer.first_memories(self._w)
        s, in_s = table.place(kappa * stability)
        d, in_d = table.place_difficulty(difficulty)
        shares = answer.FIRST_SHARES
        corners = [
            (d, s, (1 - in_d) * (1 - in_s)), (d, s + 1, (1 - in_d) * in_s),
            (d + 1, s, in_d * (1 - in_s)), (d + 1, s + 1, in_d * in_s),
        ]  # fmt: skip
        value, seconds = (
            sum(np.einsum("krp,r->kp", known[: self._left + 1, dd, ss], shares * part) for dd, ss, part in corners)
            for known in (self._known.value, self._known.seconds)
        )
        return np.asarray(value), np.asarray(seconds)

    def of_new(self, price: float) -> float:
        """The index of a first answer today, per second at the medians' pace."""
        low, share = rung(price)
        by_day = (1 - share) * self._first_value[1:, low] + share * self._first_value[1:, low + 1]
        later = by_day[:-1] - price * answer.C_NEW * self._premium_by_day[:-1]
        return float(by_day[-1] - np.max(later, initial=0.0)) / answer.C_NEW

    def of_seen(self, seen: Seen, prices: Array, which: Ints) -> Array:
        """The index of a review today, per second at the medians' pace: one number a card.

        Card i sees the price `prices[which[i]]`.
        """
        days = self._left - self._gaps
        value = self._known.value[days]
        columns = [_between(value, *rung(float(price))) for price in prices]
        recall, after = self._reviewed(seen, np.stack(columns, axis=-1), which)
        costs = answer.review_seconds(recall)
        alone = self._alone(seen)
        rates = prices[which][:, None] * self._premium[1:]
        without = self._best_later(after[:, 1:] - rates * costs[:, 1:], alone)
        return np.asarray((after[:, 0] - without) / costs[:, 0])

    def _alone(self, seen: Seen) -> Array:
        """What cards are worth without any further review."""
        return table.worth(seen.stability, seen.elapsed + self._left, self._w, self._known.share)

    def _best_later(self, offers: Array, alone: Array) -> Array:
        """The best of the later reviews, by card and gap, or none; a day missed leaves what comes after it.

        Between gaps that are further apart there are days enough to make up for a missed one.
        """
        gaps = self._gaps[1:]
        following = np.append(gaps[1:], self._left)
        best = alone
        for i in reversed(range(len(gaps))):
            missed = table.MISSED if following[i] == gaps[i] + 1 else 0.0
            best = np.maximum(best, missed * best + (1.0 - missed) * offers[:, i])
        return best

    def seconds_of_seen(self, seen: Seen) -> Array:
        """Seconds that the best plan takes from today on, by card and price of the ladder."""
        days = self._left - self._gaps
        block = np.concatenate([self._known.value[days], self._known.seconds[days]], axis=-1)
        recall, after = self._reviewed(seen, block)
        costs = answer.review_seconds(recall)[..., None]
        value, seconds = (
            after[..., : len(PRICES)] - costs * self._premium[:, None] * PRICES,
            after[..., len(PRICES) :] + costs,
        )
        best = np.argmax(value, axis=1)[:, None]
        alone = self._alone(seen)[:, None]
        worthwhile = np.take_along_axis(value, best, 1)[:, 0] > alone
        return np.where(worthwhile, np.take_along_axis(seconds, best, 1)[:, 0], 0.0)

    def seconds_of_new(self) -> Array:
        """Seconds that the best plan for a new card takes, by price of the ladder."""
        value = self._first_value[1:] - PRICES * answer.C_NEW * self._premium_by_day[:, None]
        best = np.argmax(value, axis=0)
        columns = np.arange(len(PRICES))
        return np.where(value[best, columns] > 0.0, self._first_seconds[1:][best, columns] + answer.C_NEW, 0.0)

    def _reviewed(self, seen: Seen, block: Array, which: Ints | None = None) -> tuple[Array, Array]:
        """Recall, and what of `block` (gap, difficulty, stability, n) is expected after a review, by card and gap.

        With `which`, a card looks at that one of the n only.
        """
        w = self._w
        s = seen.stability.astype(np.float32)[:, None]
        d = seen.difficulty.astype(np.float32)[:, None]
        recall = retrievability(s, (seen.elapsed[:, None] + self._gaps).astype(np.float32), w).astype(np.float32)
        size = block.shape[-1]
        flat = block.reshape(-1, size) if which is None else block.reshape(-1)
        rows = (np.arange(len(self._gaps), dtype=np.int32) * (len(DIFFICULTIES) * _ROW))[None, :]
        expected = np.zeros((*recall.shape, size) if which is None else recall.shape, np.float32)
        harder = answer.next_difficulties(seen.difficulty, w)
        stabilities = answer.next_stabilities(s, d, recall, w)
        for chance, stability, difficulty in zip(answer.chances(recall), stabilities, harder, strict=True):
            at_s, in_s = table.place(stability)
            at_d, in_d = table.place_difficulty(difficulty)
            corner = rows + (at_d * np.int32(_ROW))[:, None] + at_s
            in_d = in_d.astype(np.float32)[:, None]
            high, low = chance * in_d, chance * (1 - in_d)
            parts = (0, low * (1 - in_s)), (1, low * in_s), (_ROW, high * (1 - in_s)), (_ROW + 1, high * in_s)
            for offset, part in parts:
                if which is None:
                    expected += part[..., None] * flat[corner + offset]
                else:
                    expected += part * flat[(corner + offset) * np.int32(size) + which[:, None]]
        return recall, expected


def _between(value: Array, low: int, share: float) -> Array:
    """A table at a price between two rungs of the ladder."""
    return np.asarray((1 - share) * value[..., low] + share * value[..., low + 1], np.float32)


def rung(price: float) -> tuple[int, float]:
    """Where a price lies on the ladder: the index below, and the share of the way up to the next one."""
    if price <= PRICES[1]:
        return 0, max(price, 0.0) / PRICES[1]
    position = 1.0 + (np.log(min(price, PRICES[-1])) - _LADDER[0]) / (_LADDER[1] - _LADDER[0])
    low = min(int(position), len(PRICES) - 2)
    return low, float(position - low)
