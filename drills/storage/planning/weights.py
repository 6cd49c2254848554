"""The weights of the memory model: FSRS-6's defaults, or the user's own, fitted to their answers.

New weights are taken into use with all cards' memories worked out anew in the same transaction; when cards come next
stays as it was decided. Taking that back brings the old weights into use, and the memories as they had them.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from drills.errors import NotFoundError
from drills.scheduling.fitting import ENOUGH, Fitted, Histories
from drills.scheduling.memory import DEFAULT_WEIGHTS, checked_weights
from drills.storage.database import explained
from drills.storage.instants import instant, milliseconds
from drills.storage.planning.learner_tally import planning_weights, rebuild
from drills.storage.replayed import put_memories
from drills.storage.undo import Step, undoable
from drills.views.fit import FitOffer, Weights

_KEPT = "NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)"

_ANSWERS = (
    "SELECT r.card_id, r.rating, max(0, coalesce(r.elapsed_days, 0)), r.day FROM reviews r "  # noqa: S608  a constant
    f"WHERE {_KEPT} ORDER BY r.card_id, r.id"
)


def weights_in_use(c: sqlite3.Connection) -> tuple[float, ...]:
    """The 21 weights that memories, intervals, plans and forecasts go by."""
    return planning_weights(c)


def fit_offer(c: sqlite3.Connection, *, extra_installed: bool) -> FitOffer:
    """Whether fitting the weights is worth it."""
    with explained():
        (reviews,) = c.execute(f"SELECT count(*) FROM reviews r WHERE {_KEPT}").fetchone()  # noqa: S608  a constant
        used = next((known for known in former_weights(c) if known.in_use and known.id), None)
        return FitOffer(int(reviews), ENOUGH, used, extra_installed)


def answers_to_fit(c: sqlite3.Connection) -> Histories:
    """All answers that count, by card, each card's in order."""
    rows = c.execute(_ANSWERS)
    return {card: [tuple(row[1:]) for row in answers] for card, answers in groupby(rows, key=itemgetter(0))}


def former_weights(c: sqlite3.Connection) -> tuple[Weights, ...]:
    """All weights there have been, the latest first, and at last the defaults (number 0)."""
    rows = c.execute(
        "SELECT id, made_at, reviews, loss_before, loss_after, in_use FROM weights ORDER BY id DESC"
    ).fetchall()
    used = next((id_ for id_, *_, in_use in rows if in_use), 0)
    found = [
        Weights(id_, instant(made_at), reviews, before, after, id_ == used)
        for id_, made_at, reviews, before, after, _ in rows
    ]
    return (*found, Weights(0, None, 0, 0.0, 0.0, used == 0))


def adopt(c: sqlite3.Connection, fitted: Fitted, now: datetime) -> None:
    """Take fitted weights into use; undoable. Raises ConfigError for weights that can't be used."""
    weights = checked_weights(fitted.weights)
    with undoable(c, "Fit the memory model", now) as step:
        _take_out_of_use(c, step)
        (last,) = c.execute("SELECT coalesce(max(id), 0) FROM weights").fetchone()
        step.keep("weights", id=last + 1)
        c.execute(
            "INSERT INTO weights (id, made_at, figures, reviews, loss_before, loss_after, in_use) "
            "VALUES (?, ?, ?, ?, ?, ?, 1)",
            (last + 1, milliseconds(now), json.dumps(weights), fitted.reviews, fitted.before, fitted.after),
        )
        put_memories(c, weights)


def use_former(c: sqlite3.Connection, number: int, now: datetime) -> None:
    """Bring weights of before back into use, 0 for the defaults; undoable. Raises NotFoundError."""
    with undoable(c, "Use former weights" if number else "Use the default weights", now) as step:
        weights = _figures(c, number)
        _take_out_of_use(c, step)
        if number:
            step.keep("weights", id=number)
            c.execute("UPDATE weights SET in_use = 1 WHERE id = ?", (number,))
        put_memories(c, weights)


def _take_out_of_use(c: sqlite3.Connection, step: Step) -> None:
    """None is in use; what is known of the learner's memory by the old weights is put down as theirs."""
    step.keep("learner", id=1)
    if c.execute("SELECT 1 FROM learner").fetchone() is None:
        rebuild(c, weights_in_use(c))
    for (id_,) in c.execute("SELECT id FROM weights WHERE in_use = 1").fetchall():
        step.keep("weights", id=id_)
        c.execute("UPDATE weights SET in_use = 0 WHERE id = ?", (id_,))


def _figures(c: sqlite3.Connection, number: int) -> Sequence[float]:
    if number == 0:
        return DEFAULT_WEIGHTS
    row = c.execute("SELECT figures FROM weights WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFoundError(f"There are no former weights {number}.", hint="readyby fit --list shows those there are.")
    return checked_weights(json.loads(row[0]))
