"""How long the user's own answers take, measured over the latest of them."""

import sqlite3
from collections import defaultdict

from drills.models import Kind
from drills.scheduling.cost import Costs, Encounter, Timing

MEASURED = 600
"""How many of the latest answers are looked at."""

# All answers of a card on one day count as one encounter, named after the first of them: a new card costs what it
# takes until it has left its steps, a lapse what it takes to relearn.
ENCOUNTERS = """
SELECT n.kind, e.first, e.rating, e.seconds
FROM (
  SELECT card_id, min(id), elapsed_days IS NULL AS first, rating, sum(seconds) AS seconds
  FROM (SELECT id, card_id, day, elapsed_days, rating, seconds FROM reviews ORDER BY id DESC LIMIT ?) r
  WHERE NOT EXISTS (SELECT 1 FROM retractions x WHERE x.review_id = r.id)
  GROUP BY card_id, day
) e JOIN cards c ON c.id = e.card_id JOIN notes n ON n.id = c.note_id
"""


def costs(c: sqlite3.Connection) -> Costs:
    """What the user's answers cost: medians of their own last ones, drawn towards published ones while they are few.

    Times are as measured, however long: a spoken answer of four minutes counts as one.
    """
    seconds: dict[tuple[Kind, Encounter], list[float]] = defaultdict(list)
    for kind, first, rating, spent in c.execute(ENCOUNTERS, (MEASURED,)):
        encounter = Encounter.NEW if first else Encounter.FAILED if rating == 1 else Encounter.PASSED
        seconds[Kind(kind), encounter].append(spent)
    return Costs({key: Timing(_median(values), len(values)) for key, values in seconds.items()})


def _median(values: list[float]) -> float:
    """The one in the middle; of an even number the mean of both (`statistics` is slow to load)."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
