"""How fast Readyby is on a library of a hundred thousand cards and a million reviews.

    python tests/bench/daily.py                        # everything; a few minutes, most of it making the library
    python tests/bench/daily.py --cards 2000 --reviews 20000 --starts 3

Starts and the bare Textual app they are compared with run by turns in real pseudo-terminals, so that the ratio is of
one run on one machine. Everything else is timed inside one process. Nothing here is a test: figures vary with the
machine.
"""

import argparse
import asyncio
import os
import platform
import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from terminal import first_paint

from drills.config import Study
from drills.models import Rating
from drills.opening import open_library

STUDY = Study()

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Bare and ready")
Bare().run()
"""

SEARCHES = ("deadline", "card 4", "pit", "tag:E1 goal", '"card 77"', "is:due plan", "zzz nothing")


@dataclass(frozen=True)
class Line:
    """One row of the table: what, how long or how much, and the goal for it if there is one."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None


def main() -> int:
    """Make the library, measure, print the table."""
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="readyby-bench-") as folder:
        path = options.library or Path(folder) / "bench.db"
        lines = [] if path.exists() else [made(path, options.cards, options.reviews)]
        lines += starts(path, options.starts)
        lines += views(path)
        lines += searches(path)
        lines += answers(path, options.answers)
        show(lines)
        lines += asyncio.run(on_screen(path, options.answers))
    show(lines[-1:])
    return 0


def arguments() -> argparse.Namespace:
    """Sizes, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--library", type=Path, help="keep the library in this file, and use it when it is there")
    parser.add_argument("--starts", type=int, default=10, help="starts of each app")
    parser.add_argument("--answers", type=int, default=400)
    return parser.parse_args()


def today() -> datetime:
    """Now, with the local zone."""
    return datetime.now().astimezone()


def made(path: Path, cards: int, reviews: int) -> Line:
    """Make the library."""
    from drills.made_up.specimen import generate
    from drills.storage import settings

    began = time.perf_counter()
    connection = open_library(path, today()).connection
    generate(connection, cards, reviews, 1, today())
    settings.put(connection, "first_run_done", True)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    size = path.stat().st_size / 2**20
    return Line(f"making {cards:,} cards, {reviews:,} reviews", f"{time.perf_counter() - began:.0f} s, {size:.0f} MB")


def starts(path: Path, count: int) -> list[Line]:
    """From launching the command to Today with its figures, against a bare Textual app, by turns."""
    ours, bare = [], []
    memory = (0, 0)
    for turn in range(count + 1):
        start = first_paint([sys.executable, "-m", "tui", "--db", str(path)], rb"\d+ cards? (\xc2\xb7 about|done)")
        blank = first_paint([sys.executable, "-c", BARE], rb"Bare and ready")
        if turn:  # the first of each warms the caches
            ours.append(start.seconds)
            bare.append(blank.seconds)
        memory = (start.peak_memory, blank.peak_memory)
    ratio = statistics.median(ours) / statistics.median(bare)
    return [
        Line("start to Today with figures (median)", f"{statistics.median(ours) * 1e3:.0f} ms"),
        Line("start of a bare Textual app (median)", f"{statistics.median(bare) * 1e3:.0f} ms"),
        Line("start, against the bare app", f"{ratio:.2f} x", "at most 1.6 x", ratio <= 1.6),
        Line("memory at Today / bare app (peak)", f"{memory[0] / 1024:.0f} / {memory[1] / 1024:.0f} MB"),
    ]


def timed(call: Callable[[], Any], times: int = 20) -> list[float]:
    """Milliseconds of each of `times` calls."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1e3)
    return taken


def views(path: Path) -> list[Line]:
    """The figures of Today and Progress, read in one go."""
    from drills.storage.figures.progress import progress_view
    from drills.storage.today import today_view

    lines = []
    for name, query, goal in (("Today", today_view, 50), ("Progress", progress_view, 100)):
        connection = open_library(path, today()).connection
        cold, *warm = timed(lambda query=query, c=connection: query(c, today(), STUDY))
        median = statistics.median(warm)
        figure = f"{median:.0f} ms, first {cold:.0f} ms"
        lines.append(Line(f"{name}'s figures (median)", figure, f"under {goal} ms", median < goal))
        connection.close()
    return lines


def searches(path: Path) -> list[Line]:
    """Searching the notes as one types."""
    from drills.storage.search import find_notes

    connection = open_library(path, today()).connection
    worst, all_taken = ("", 0.0), []
    for words in SEARCHES:
        taken = statistics.median(timed(lambda words=words: find_notes(connection, words, today().date()), 5))
        all_taken.append(taken)
        worst = max(worst, (words, taken), key=lambda pair: pair[1])
    connection.close()
    figure = f"{statistics.median(all_taken):.0f} ms, slowest {worst[1]:.0f} ms ({worst[0]})"
    return [Line(f"search, {len(SEARCHES)} queries (median)", figure)]


def answers(path: Path, count: int) -> list[Line]:
    """Rating a card, commit included, and reading the next, without a screen."""
    from drills.session import grade, serve, start
    from drills.views.drill import Face

    connection = open_library(path, today()).connection
    session = start(connection, today(), STUDY, minutes=count)
    face = serve(connection, session, today(), STUDY)
    taken = []
    for turn in range(count):
        if not isinstance(face, Face):
            break
        began = time.perf_counter()
        rating = Rating.AGAIN if turn % 9 == 0 else Rating.GOOD
        grade(connection, session, face.card.id, rating, 8.0, today(), STUDY)
        face = serve(connection, session, today(), STUDY)
        taken.append((time.perf_counter() - began) * 1e3)
    connection.close()
    return [percentiles(f"rating to the next card, {len(taken)} answers", taken, 16.0)]


def percentiles(what: str, taken: list[float], goal: float) -> Line:
    """A row with the median and the 99th percentile."""
    ordered = sorted(taken)
    tail = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    figure = f"p50 {statistics.median(ordered):.1f} ms, p99 {tail:.1f} ms"
    return Line(what, figure, f"p99 under {goal:.0f} ms", tail < goal)


async def on_screen(path: Path, count: int) -> list[Line]:
    """The same at the keyboard: from the rating key to the next card laid out, in an app without a terminal."""
    from drills.config import Config
    from tui.app import ReadybyApp
    from tui.desk import Desk
    from tui.screens.drill import DrillScreen

    desk = Desk(lambda: open_library(path, today()).connection)
    app = ReadybyApp(desk, today, Config())
    taken: list[float] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("d")
        await until(lambda: isinstance(app.screen, DrillScreen) and app.screen.face is not None)
        drill = app.screen
        for _ in range(count):
            face = drill.face
            if face is None:
                break
            drill.action_reveal()
            await pilot.pause()
            began = time.perf_counter()
            app.simulate_key("3")
            await until(lambda face=face: drill.face is not face)
            taken.append((time.perf_counter() - began) * 1e3)
    desk.close()
    if not taken:
        return []
    return [percentiles(f"key to the next card on screen, {len(taken)} answers", taken, 16.0)]


async def until(met: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let the app run until something is so."""
    end = time.perf_counter() + seconds
    while not met():
        if time.perf_counter() > end:
            raise TimeoutError
        await asyncio.sleep(0.0005)


def show(lines: list[Line]) -> None:
    """Print the table, and which goals are met."""
    print(f"\n{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    width = max(len(line.what) for line in lines)
    for line in lines:
        verdict = "" if line.met is None else f"  {'met' if line.met else 'NOT MET'}: {line.goal}"
        print(f"{line.what:<{width}}  {line.figure}{verdict}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(re.sub(r"\s+", " ", f"(this process itself peaked at {peak:.0f} MB)"))


if __name__ == "__main__":
    sys.exit(main())
