"""Fitting: what is held out, how losses compare, and a worker that may do anything without harm."""

from math import log
from pathlib import Path
from random import Random

import pytest

from drills.fit import FitError, fit, trainer_installed
from drills.fit_words import compared, learnt_first, verdict
from drills.scheduling.fitting import Fitted, Histories, before_day, judged, log_loss, sequences, split_day
from drills.scheduling.memory import DEFAULT_WEIGHTS, next_memory, retrievability

HISTORIES: Histories = {7: [(3, 0, 0), (3, 0, 0), (1, 4, 4), (3, 1, 5)], 9: [(1, 0, 2), (3, 8, 10)]}
FORGETFUL = (*(0.15 * weight for weight in DEFAULT_WEIGHTS[:4]), *DEFAULT_WEIGHTS[4:20], 0.6)


def drilled(cards: int, days: int, weights: tuple[float, ...] = FORGETFUL) -> Histories:
    """Cards reviewed now and then by somebody with those weights."""
    luck, found = Random(3), {}
    for card in range(cards):
        day, gap, memory, answers = luck.randrange(days // 2), 0, None, []
        while day < days:
            recalled = memory is None or luck.random() < retrievability(memory.stability, gap, weights)
            answers.append((3 if recalled else 1, gap, day))
            memory = next_memory(memory, answers[-1][0], gap, weights)
            gap = luck.choice((1, 2, 4, 8, 16))
            day += gap
        found[card] = answers
    return found


def worker(tmp_path: Path, code: str) -> tuple[str, ...]:
    """A worker that does only that."""
    file = tmp_path / "worker.py"
    file.write_text(f"import json, os, sys, time\nsys.stdin.read()\n{code}\n")
    return (str(file),)


def test_only_answers_on_later_days_are_learned_from() -> None:
    assert list(sequences(HISTORIES)) == [
        (7, [(3, 0), (3, 0), (1, 4)]), (7, [(3, 0), (3, 0), (1, 4), (3, 1)]), (9, [(1, 0), (3, 8)]),
    ]  # fmt: skip


def test_the_last_fifth_is_held_out() -> None:
    histories = {card: [(3, 0, card), (3, 1, card + 1)] for card in range(50)}
    day = split_day(histories)
    held = sum(answer[2] >= day for answers in histories.values() for answer in answers)
    assert held == pytest.approx(20, abs=2)
    assert all(answer[2] < day for answers in before_day(histories, day).values() for answer in answers)
    assert split_day({}) == 0


def test_log_loss_is_that_of_the_predictions() -> None:
    stability = DEFAULT_WEIGHTS[0]
    expected = -log(retrievability(stability, 8))
    assert log_loss({9: HISTORIES[9]}, DEFAULT_WEIGHTS) == (pytest.approx(expected), 1)
    assert log_loss(HISTORIES, DEFAULT_WEIGHTS, since=5)[1] == 2
    assert log_loss({}, DEFAULT_WEIGHTS) == (0.0, 0)


def test_weights_are_better_if_they_foretell_the_held_out_answers_better() -> None:
    histories = drilled(150, 60)
    own = judged(histories, FORGETFUL, FORGETFUL, DEFAULT_WEIGHTS)
    assert own.better
    assert own.before == own.defaults > own.after
    assert "better" in verdict(own)
    first = learnt_first(histories)
    assert first == sum(answer[2] < split_day(histories) for answers in histories.values() for answer in answers)
    assert first + own.held_out <= own.reviews
    words = f"Fitted to the first {first:,} answers and tried on {own.held_out:,} later ones it had not seen; "
    assert compared(own, first).startswith(f"{words}then fitted to all {own.reviews:,}.")
    other = judged(histories, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS, FORGETFUL)
    assert not other.better
    assert "stays" in verdict(other)


@pytest.mark.skipif(not trainer_installed(), reason="the trainer is an extra")
def test_the_trainer_finds_weights_that_foretell_better() -> None:
    heard: list[float] = []
    fitted = fit(drilled(200, 60), DEFAULT_WEIGHTS, progress=heard.append)
    assert fitted is not None
    assert fitted.better
    assert fitted.weights != DEFAULT_WEIGHTS
    assert heard == sorted(heard)
    assert heard


def test_a_result_is_read_whole_whatever_else_is_printed(tmp_path: Path) -> None:
    made = {"weights": DEFAULT_WEIGHTS, "reviews": 9, "held_out": 2, "before": 0.5, "defaults": 0.5, "after": 0.4}
    code = f"print('noise')\nprint('3')\nprint(json.dumps({{'done': 0.5}}))\nprint(json.dumps({{'fitted': {made!r}}}))"
    heard: list[float] = []
    fitted = fit(HISTORIES, DEFAULT_WEIGHTS, progress=heard.append, worker=worker(tmp_path, code))
    assert fitted == Fitted(DEFAULT_WEIGHTS, 9, 2, 0.5, 0.5, 0.4)
    assert heard == [0.5]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("os.abort()", "stopped unexpectedly"),
        ("sys.exit(3)", "stopped unexpectedly"),
        ("print(json.dumps({'error': 'missing'}))", "not installed"),
        ("print(json.dumps({'error': 'few'}))", "too few"),
        ("print(json.dumps({'fitting': 1}))", "can't be read"),
    ],
)
def test_a_worker_that_fails_is_explained(tmp_path: Path, code: str, said: str) -> None:
    with pytest.raises(FitError, match=said):
        fit(HISTORIES, DEFAULT_WEIGHTS, worker=worker(tmp_path, code))


def test_cancelling_ends_the_worker(tmp_path: Path) -> None:
    code = "print(json.dumps({'done': 0.1}), flush=True)\ntime.sleep(600)"
    heard: list[float] = []
    fitted = fit(
        HISTORIES, DEFAULT_WEIGHTS, progress=heard.append, cancelled=lambda: bool(heard),
        worker=worker(tmp_path, code),
    )  # fmt: skip
    assert fitted is None


def test_a_worker_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(FitError, match="too long"):
        fit(HISTORIES, DEFAULT_WEIGHTS, timeout=0.3, worker=worker(tmp_path, "time.sleep(600)"))


def test_too_few_answers_are_said_to_be_too_few() -> None:
    if trainer_installed():
        with pytest.raises(FitError, match="too few"):
            fit(HISTORIES, DEFAULT_WEIGHTS)
    else:
        with pytest.raises(FitError, match="not installed"):
            fit(HISTORIES, DEFAULT_WEIGHTS)
