"""Predicted recall, computed in SQL where there are many cards."""

import sqlite3
from datetime import date

from drills.storage.planning.learner_tally import planning_weights, typical_kappa

RECALL = "pow(1.0 + :factor * max(0, :day - c.last_day) / c.stability, :exponent)"
"""FSRS-6: the recall on :day of a card called c, in [0, 1]; NULL for one never seen. Bind `recall_on`."""


def recall_on(c: sqlite3.Connection, day: date) -> dict[str, float]:
    """The values that `RECALL` needs, as far as the answers say how long this learner remembers, as in planning.

    Makes sure that SQLite can compute it.
    """
    _ensure_pow(c)
    weights = planning_weights(c)
    decay, kappa = weights[20], typical_kappa(c, weights)
    return {"day": day.toordinal(), "factor": (0.9 ** (-1.0 / decay) - 1.0) / kappa, "exponent": -decay}


def _ensure_pow(c: sqlite3.Connection) -> None:
    """SQLite has pow() only where it was built with its mathematical functions."""
    try:
        c.execute("SELECT pow(1.0, 1.0)")
    except sqlite3.OperationalError:
        c.create_function("pow", 2, lambda base, power: None if base is None else base**power, deterministic=True)
