"""What counts as time spent on an answer."""

from collections.abc import Callable

import pytest

from tui.pace import band_of, clock, spoken_seconds
from tui.stopwatch import Stopwatch


class Time:
    """Seconds moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    """A time that stands still until it is moved."""
    return Time()


@pytest.fixture
def started(time: Time) -> Callable[[float], Stopwatch]:
    """A stopwatch that was just started."""

    def start(patience: float) -> Stopwatch:
        watch = Stopwatch(time)
        watch.start(patience)
        return watch

    return start


def test_a_gap_counts_up_to_the_patience(time: Time, started: Callable[[float], Stopwatch]) -> None:
    """What is beyond it is absence; the next key begins a new gap."""
    watch = started(60)
    time.now += 500
    assert watch.seconds == 60
    watch.stir()
    time.now += 30
    assert watch.seconds == 90


def test_without_patience_everything_counts(time: Time, started: Callable[[float], Stopwatch]) -> None:
    """There is no limit of a minute, or of any other length."""
    watch = started(0)
    time.now += 7200
    assert watch.seconds == 7200


def test_a_pause_does_not_count(time: Time, started: Callable[[float], Stopwatch]) -> None:
    """However often it is begun or ended."""
    watch = started(60)
    time.now += 10
    watch.pause()
    watch.pause()
    time.now += 100
    watch.stir()
    assert watch.seconds == 10
    watch.resume()
    watch.resume()
    time.now += 5
    assert watch.seconds == 15


def test_a_clock_set_back_takes_nothing_away(time: Time, started: Callable[[float], Stopwatch]) -> None:
    """Time spent never shrinks."""
    watch = started(60)
    time.now += 10
    watch.stir()
    time.now -= 1000
    assert watch.seconds == 10


def test_bands_and_clocks_are_read_and_said() -> None:
    """In seconds, as on a watch."""
    assert band_of("60-120") == (60, 120)
    assert band_of("90 – 45") == (45, 90)
    assert band_of("soon") == (60, 120)
    assert (clock(0), clock(67.9), clock(3727)) == ("0:00", "1:07", "1:02:07")
    assert spoken_seconds("word " * 140) == 60
    assert spoken_seconds("word " * 112, 112) == 60
