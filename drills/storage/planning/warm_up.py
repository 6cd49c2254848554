"""The cards for a last look on the morning of the day."""

import json
import sqlite3
from datetime import date

from drills.errors import InputError
from drills.models import Kind
from drills.scheduling.memory import retrievability
from drills.storage.cards import DRILLED
from drills.storage.goal.goal_reach import goal_cards
from drills.storage.planning.learner_tally import planning_weights, typical_kappa

LOOK_SECONDS = {Kind.QUESTION: 60.0, Kind.CRITIQUE: 40.0}
"""A look at an open question: going over its points, not answering it in full."""

USUAL_LOOK = 8.0

_SEEN = f"""
SELECT c.id, n.kind, c.stability, c.last_day
FROM json_each(:cards) j CROSS JOIN cards c ON c.id = j.value JOIN notes n ON n.id = c.note_id
WHERE c.stability IS NOT NULL AND {DRILLED} ORDER BY c.id
"""  # noqa: S608


def draw_warm_up(c: sqlite3.Connection, goal_id: int, day: date, seconds: float) -> dict[int, float]:
    """Seen cards of a goal that a look helps most for its time, each with its seconds: the likeliest forgotten first.

    Those seen today are among them, also while in their learning steps: a look changes no schedule. Raises
    InputError where nothing was seen.
    """
    weights = planning_weights(c)
    kappa = typical_kappa(c, weights)
    ranked = []
    values = {"cards": json.dumps(goal_cards(c, goal_id, day)), "day": day.toordinal()}
    for card_id, kind, stability, last_day in c.execute(_SEEN, values):
        look = LOOK_SECONDS.get(Kind(kind), USUAL_LOOK)
        lost = 1.0 - retrievability(kappa * stability, max(0, day.toordinal() - last_day), weights)
        ranked.append((-lost / look, card_id, look))
    if not ranked:
        raise InputError("Nothing of this goal was seen yet.", hint="A warm-up is a last look at what was learned.")
    chosen: dict[int, float] = {}
    for _, card_id, look in sorted(ranked):
        if not chosen or sum(chosen.values()) + look <= seconds:
            chosen[card_id] = look
    return chosen
