"""A process of its own that fits weights: the trainer may abort, and holds the interpreter while it works.

Reads one JSON object from standard input: `answers` as [card id, [[rating, gap, day], …]] and the `weights` in use.
Writes JSON lines: {"done": share in [0, 1]} as it goes, at last {"fitted": …} or {"error": name, "said": text}.
"""

import json
import sys
from dataclasses import asdict
from typing import Any

from drills.scheduling.fitting import TRAINABLE, Histories, before_day, judged, sequences, split_day
from drills.scheduling.memory import checked_weights


def main() -> None:
    """Fit, and say how far it is and what came out."""
    given = json.loads(sys.stdin.read())
    histories: Histories = {card: [tuple(answer) for answer in answers] for card, answers in given["answers"]}
    try:
        import fsrs_rs_python as trainer
    except ImportError as error:
        _say(error="missing", said=str(error))
        return
    early = before_day(histories, split_day(histories))
    if sum(1 for _ in sequences(early)) < TRAINABLE:
        _say(error="few")
        return
    _say(done=0.1)
    first = _trained(trainer, early)
    _say(done=0.4)
    fitted = _trained(trainer, histories)
    _say(done=0.7)
    _say(fitted=asdict(judged(histories, first, fitted, tuple(given["weights"]))))


def _trained(trainer: Any, histories: Histories) -> tuple[float, ...]:
    """Weights fitted to all the answers; the same answers give the same weights."""
    cards, items = [], []
    for card, told in sequences(histories):
        cards.append(card)
        items.append(trainer.FSRSItem([trainer.FSRSReview(rating, gap) for rating, gap in told]))
    found = trainer.FSRS(list(trainer.DEFAULT_PARAMETERS)).compute_parameters(items, card_ids=cards)
    return checked_weights(tuple(found))


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
