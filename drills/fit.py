"""Fitting the memory model to one's own answers, in a process of its own: watched, cancelled, or failing alone."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import Any

import drills
from drills.errors import DrillsError
from drills.scheduling.fitting import Fitted, Histories

TRAINER = "fsrs_rs_python"
HOW_TO_GET_IT = "Install it with: pip install 'readyby[fit]'"
TIMEOUT = 900.0
"""Seconds after which a fit is given up: it takes some for hundreds of thousands of answers."""

_LOOK = 0.1  # seconds between two looks at whether it was cancelled
_WORKER = ("-P", "-m", "drills.scheduling.fit_worker")


class FitError(DrillsError):
    """The memory model couldn't be fitted; the weights in use stay."""

    title = "The memory model was not fitted"


def trainer_installed() -> bool:
    """Whether what fits weights is there."""
    return find_spec(TRAINER) is not None


def fit(
    answers: Histories,
    weights: Sequence[float],
    *,
    progress: Callable[[float], object] = lambda share: None,
    cancelled: Callable[[], bool] = lambda: False,
    timeout: float = TIMEOUT,
    worker: Sequence[str] = _WORKER,
) -> Fitted | None:
    """Weights fitted to the answers and how they compare with those in use; None if `cancelled` said so meanwhile.

    Blocks: call it off the screen's thread. `progress` hears the share done, in [0, 1]. Raises FitError when there is
    no trainer, too little to learn from, or the trainer breaks down or takes too long.
    """
    ended = monotonic() + timeout
    with _started(worker) as process:
        lines = _spoken(process, json.dumps({"answers": list(answers.items()), "weights": list(weights)}))
        try:
            for line in lines:
                if cancelled():
                    return None
                if monotonic() > ended:
                    raise FitError("Fitting took too long and was stopped.", hint="Try again when less is going on.")
                if line is None:
                    continue
                if "done" in line:
                    progress(float(line["done"]))
                elif "fitted" in line:
                    figures = line["fitted"]
                    return Fitted(**{**figures, "weights": tuple(figures["weights"])})
                else:
                    raise _error(line)
        finally:
            process.kill()
    raise FitError(
        "The trainer stopped unexpectedly, without a result.",
        hint="Nothing was changed. Another version of fsrs-rs-python may help.",
    )


def _started(worker: Sequence[str]) -> "subprocess.Popen[str]":
    root = str(Path(drills.__file__).parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, *worker],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a panic of the trainer would be written over the screen
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def _spoken(process: "subprocess.Popen[str]", text: str) -> Iterator[dict[str, Any] | None]:
    """What the worker says, line by line until it ends; None whenever it has said nothing for a moment."""
    heard: Queue[str | None] = Queue()
    Thread(target=_tell, args=(process, text), daemon=True).start()
    Thread(target=_hear, args=(process, heard), daemon=True).start()
    while True:
        try:
            line = heard.get(timeout=_LOOK)
        except Empty:
            yield None
            continue
        if line is None:
            return
        yield _read(line)


def _read(line: str) -> dict[str, Any] | None:
    """A line of the worker; None for one that isn't its own."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _tell(process: "subprocess.Popen[str]", text: str) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(text)
        process.stdin.close()
    except (OSError, ValueError):
        return  # it ended before: what it said, or that it didn't, tells the rest


def _hear(process: "subprocess.Popen[str]", heard: "Queue[str | None]") -> None:
    assert process.stdout is not None
    try:
        for line in process.stdout:
            heard.put(line)
    except (OSError, ValueError):
        pass
    heard.put(None)


def _error(line: dict[str, Any]) -> FitError:
    match line.get("error"):
        case "missing":
            return FitError("What fits the memory model is not installed.", hint=HOW_TO_GET_IT)
        case "few":
            return FitError(
                "There are too few answers on later days to learn from.",
                hint="Go on drilling; try again in a week.",
            )
    return FitError("The trainer gave an answer that can't be read.", hint="Nothing was changed.")
