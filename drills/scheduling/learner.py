"""Numbers about the learner, kept up to date answer by answer: how fast they answer, how well they remember."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, isclose, isfinite, log
from operator import mul
from typing import NamedTuple

from drills.scheduling.memory import DEFAULT_WEIGHTS, retrievability

MEDIANS = {True: (33.79, 24.3, 13.68, 6.5), False: (23.0, 11.68, 7.33, 5.6)}
"""Median seconds of Again, Hard, Good, Easy, for first answers and later ones (published Anki medians)."""

GRID = tuple(exp(-3.5 + 6.0 * i / 24) for i in range(25))
"""The values that kappa may take, as far as the posterior is computed."""

SAME = 1e-4
"""Stabilities as close as this, relatively, are the same."""

_PRIOR_SECONDS = 120.0
_SLIP = 0.01
_APART = 0.5
"""How far the two stages' log kappas usually are from each other (sd)."""

_LOGS = tuple(map(log, GRID))
_PRIOR = tuple(tuple(-(once**2) / 2 - ((later - once) / _APART) ** 2 / 2 for later in _LOGS) for once in _LOGS)
"""Log-prior of both stages' log kappas: the first N(0, 1), the second around it."""


@dataclass(frozen=True, slots=True)
class Learner:
    """`pace`: seconds taken over the medians' (1 = typical, 2 = twice as slow). `kappa`: multiplies every stability.

    `stages`, if known: kappa of cards answered once, and of those answered more often. Many learners' memories start
    far weaker than the weights say and catch up with repetition, or the other way round.
    """

    pace: float = 1.0
    kappa: float = 1.0
    stages: tuple[float, float] | None = None


class Answered(NamedTuple):
    """One answer, in the order given.

    `rating` is 1–4; `seconds` what it took; `stability` (days, as the weights say, unscaled) and `elapsed` (whole days)
    are the memory before it, without meaning for a first answer (`new`). `usual`: the seconds such an answer usually
    takes, where that is not the median of a flashcard.
    """

    rating: int
    seconds: float
    stability: float = 0.0
    elapsed: int = 0
    new: bool = False
    usual: float | None = None


@dataclass(frozen=True, slots=True)
class LearnerTally:
    """What answers so far say about the learner: sums, and the log-likelihood of each value of kappa on `GRID`.

    `once` is the part of `likelihood` that is owed to cards answered once before. Immutable: `after(answer)` is the
    next tally, in constant time. All fields are plain numbers, so it can be stored.
    """

    seconds: float = 0.0
    usual: float = 0.0
    likelihood: tuple[float, ...] = (0.0,) * len(GRID)
    once: tuple[float, ...] = (0.0,) * len(GRID)

    def after(self, answer: Answered, weights: Sequence[float] = DEFAULT_WEIGHTS) -> "LearnerTally":
        """The tally with one more answer. ValueError for a rating outside 1–4 or seconds that are no duration."""
        if answer.rating not in (1, 2, 3, 4):
            raise ValueError(f"a rating is 1, 2, 3 or 4, not {answer.rating}")
        if not (isfinite(answer.seconds) and answer.seconds >= 0):
            raise ValueError(f"seconds must be a duration, not {answer.seconds}")
        usual = MEDIANS[bool(answer.new)][int(answer.rating) - 1] if answer.usual is None else answer.usual
        evidence = _evidence(answer, weights)
        once = answered_once(answer.stability, weights)
        return LearnerTally(
            self.seconds + answer.seconds,
            self.usual + usual,
            _sum(self.likelihood, evidence),
            _sum(self.once, evidence) if once else self.once,
        )

    @property
    def learner(self) -> Learner:
        """Pace and kappa as far as known: 1 and 1 before any answer."""
        pace = (self.seconds + _PRIOR_SECONDS) / (self.usual + _PRIOR_SECONDS)
        if not any(self.likelihood):
            return Learner(pace)
        posterior = [known - kappa**2 / 2 for kappa, known in zip(_LOGS, self.likelihood, strict=True)]
        highest = max(posterior)
        shares = [exp(value - highest) for value in posterior]
        mean = sum(share * kappa for kappa, share in zip(_LOGS, shares, strict=True)) / sum(shares)
        return Learner(pace, exp(mean), stages(self.likelihood, self.once))


def stages(likelihood: Sequence[float], once: Sequence[float]) -> tuple[float, float]:
    """Kappa of cards answered once, and of those answered more often: exp of the posterior means of their logs.

    From the log-likelihoods on `GRID` of all answers, and of those to cards answered once.
    """
    later = [whole - part for whole, part in zip(likelihood, once, strict=True)]
    posterior = [[p + a + b for p, b in zip(row, later, strict=True)] for row, a in zip(_PRIOR, once, strict=True)]
    highest = max(map(max, posterior))
    shares = [[exp(value - highest) for value in row] for row in posterior]
    by_once, by_later = [sum(row) for row in shares], [sum(column) for column in zip(*shares, strict=True)]
    whole = sum(by_once)
    first, second = (sum(map(mul, by, _LOGS)) / whole for by in (by_once, by_later))
    return exp(first), exp(second)


def answered_once(stability: float, weights: Sequence[float] = DEFAULT_WEIGHTS) -> bool:
    """Whether a stability, unscaled, is what a first answer leaves: one of the first four weights."""
    return any(isclose(stability, weight, rel_tol=SAME) for weight in weights[:4])


def learner_from(
    log: Iterable[Answered | tuple[int, float, float, int, bool]], weights: Sequence[float] = DEFAULT_WEIGHTS
) -> Learner:
    """Pace and kappa from a log of answers: `Answered`, or tuples in the order of its fields.

    Pace is (seconds + 120)/(medians' seconds + 120). Kappa is exp of the posterior mean of log kappa: prior N(0, 1); a
    later answer on a later day is passed with probability 0.98·R(elapsed; kappa·stability) + 0.01. Answers on the same
    day say nothing about it.
    """
    tally = LearnerTally()
    for answer in log:
        tally = tally.after(Answered(*answer), weights)
    return tally.learner


def _sum(known: tuple[float, ...], more: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a + b for a, b in zip(known, more, strict=True))


def _evidence(answer: Answered, weights: Sequence[float]) -> tuple[float, ...]:
    if answer.new or answer.elapsed < 1 or not (isfinite(answer.stability) and answer.stability > 0):
        return (0.0,) * len(GRID)
    chances = (
        _SLIP + (1 - 2 * _SLIP) * retrievability(kappa * answer.stability, answer.elapsed, weights) for kappa in GRID
    )
    return tuple(log(chance if answer.rating > 1 else 1.0 - chance) for chance in chances)
