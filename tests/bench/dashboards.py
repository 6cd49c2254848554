"""How long the figures of the Progress page take on a library of a hundred thousand cards and a million answers.

    readyby --demo --cards 100000 --reviews 1000000 --db /tmp/big.db
    python tests/bench/dashboards.py /tmp/big.db

Milliseconds of this process's own CPU time; "cold" is the first read of a connection, "warm" the median of the others.
Beside them stands a fixed loop, so that machines and their moods can be compared.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from drills.config import Study
from drills.storage.database import open_database
from drills.storage.figures.progress import progress_view
from drills.storage.figures.progress_more import composed, way_to
from drills.storage.figures.progress_source import choices
from drills.views.progress import Chosen, Span

STUDY = Study()
WARM, COLD = 100.0, 300.0


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    now = datetime.now().astimezone()
    print(f"a fixed loop: {min(timed(loop) for _ in range(5)):.1f} ms")
    for span in Span:
        connection = open_database(options.library)
        cold, *warm = [
            timed(lambda c=connection, s=span: progress_view(c, now, STUDY, s)) for _ in range(options.times)
        ]
        median = statistics.median(warm)
        verdict = "met" if median < WARM and cold < COLD else "NOT MET"
        print(f"{span.value:>4}: cold {cold:4.0f} ms, warm {median:4.0f} ms (least {min(warm):.0f})  {verdict}")
        connection.close()
    connection = open_database(options.library)
    decks = [chosen for words, chosen in choices(connection) if words.startswith("deck:")]
    for chosen in (Chosen(goal_id=1), Chosen(tag="E1"), decks[0], Chosen(search="goal -plan")):
        took = statistics.median(
            timed(lambda s=chosen: progress_view(connection, now, STUDY, Span.YEAR, s)) for _ in range(3)
        )
        view = progress_view(connection, now, STUDY, Span.YEAR, chosen)
        print(f"{view.chosen_words}: {view.cards:,} cards, {took:.0f} ms")
    for name, read in (("burn-up and forecasts", way_to), ("answers", composed)):
        print(f"{name}, read after the others: {timed(lambda r=read: r(connection, now, STUDY)):.0f} ms")
    connection.close()
    return 0


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of CPU."""
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1e3


def loop() -> int:
    """Something that always takes as long."""
    return sum(n * n % 7 for n in range(200_000))


if __name__ == "__main__":
    sys.exit(main())
