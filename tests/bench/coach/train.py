"""Learn the weights of the coach's classifier from the tuning half, and write assets/coach/weights.tsv.

    python -m tests.bench.coach.train                 # needs the extra `train`
    python -m tests.bench.coach.train --dry           # only say how it would do, by cross-validation

Each sentence of an answer on goals is an example: of a check if it shares a word with what is labelled of it; left out
where the label is open. Logistic regression is fitted twice, the second time on the features that weighed most. The limits come from answers that a
fold hasn't seen: the lowest log-odds whose F(0.7) is highest, so that a false alarm weighs twice an oversight.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_recall_curve

from drills.answers.classifier import CHECKS, Classifier, context_of, written
from drills.answers.coach import patterned
from drills.answers.features import distinct, features
from drills.answers.kind import PLAN
from drills.answers.lexicon import shipped
from drills.answers.reading import Reading
from drills.answers.role import Role
from tests.bench.coach.labels import Answer, load

OUT = Path(__file__).parents[3] / "assets" / "coach" / "weights.tsv"
FOLDS, LEAST, TIGHTER, SMALLEST = 5, 3, 0.7, 0.01
KEPT, FIRST_PENALTY, PENALTY = 6000, 1.0, 3.0
ABOUT = """\
What examples teach the coach: how much each feature of a sentence (see drills/answers/features.py) speaks for a check.
Log-odds: the bias of a check and the weights of all features that a sentence shows are added; from the limit on, the
check is found. Learned by tests/bench/coach/train.py; edit a weight, or delete a line, as you like.
"""


@dataclass(frozen=True)
class Examples:
    """Sentences: the answer of each, the names of its features, and for each check 1, 0, or -1 where it is open."""

    answers: list[str]
    shown: list[frozenset[str]]
    labels: np.ndarray[Any, Any]


def examples(answers: Sequence[Answer]) -> Examples:
    """Every sentence of the answers on goals."""
    names: list[str] = []
    shown: list[frozenset[str]] = []
    labels: list[list[int]] = []
    for answer in answers:
        reading = Reading(answer.text, shipped())
        role = role_of(answer)
        context = context_of(reading, role, patterned(reading, role, PLAN))
        for at, label in enumerate(_labels(answer, reading)):
            names.append(answer.name)
            shown.append(distinct(features(context, at)))
            labels.append(label)
    return Examples(names, shown, np.array(labels))


def role_of(answer: Answer) -> Role | None:
    """The role that an answer is meant for."""
    return Role.from_table(answer.role) if answer.role else None


def _labels(answer: Answer, reading: Reading) -> Iterator[list[int]]:
    spans = {check: answer.spans(check) for check in CHECKS}
    doubtful = {check for check in CHECKS if check in answer.unjudged or check in answer.quality}
    for sentence in reading.sentences:
        said = {check: any(a < sentence.end and sentence.start < b for a, b in spans[check]) for check in CHECKS}
        yield [1 if said[check] else -1 if check in doubtful else 0 for check in CHECKS]


class Encoder:
    """Features as columns: those that enough sentences show."""

    def __init__(self, shown: Sequence[frozenset[str]]) -> None:
        counts: dict[str, int] = {}
        for names in shown:
            for name in names:
                counts[name] = counts.get(name, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= LEAST)
        self._columns = {name: at for at, name in enumerate(self.names)}

    def rows(self, shown: Sequence[frozenset[str]]) -> csr_matrix:
        """A row for each sentence, 1 for each feature that it shows."""
        columns = [sorted(self._columns[name] for name in names if name in self._columns) for names in shown]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.fromiter((column for row in columns for column in row), np.int32, ends[-1])
        return csr_matrix((np.ones(len(flat)), flat, ends), (len(shown), len(self.names)))


def fitted(rows: csr_matrix, labels: np.ndarray[Any, Any]) -> tuple[Any, float]:
    """The weights and the bias of one check."""
    known = labels >= 0
    rows, labels = rows[known], labels[known]
    first = _regression(FIRST_PENALTY).fit(rows, labels).coef_[0]
    chosen = np.argsort(-np.abs(first), kind="stable")[:KEPT]
    model = _regression(PENALTY).fit(rows[:, chosen], labels)
    weights = np.zeros(rows.shape[1])
    weights[chosen] = np.where(np.abs(model.coef_[0]) >= SMALLEST, np.round(model.coef_[0], 2), 0.0)
    return weights, round(float(model.intercept_[0]), 2)


def _regression(penalty: float) -> LogisticRegression:
    return LogisticRegression(C=1 / penalty, solver="liblinear", max_iter=400, random_state=0)


def fold(name: str) -> int:
    """The fold that an answer is in: by its name, so that it stays there."""
    return crc32(name.encode()) % FOLDS


def unseen(known: Examples, answers: Sequence[Answer]) -> dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """For each check, of each answer that it is judged in: whether it is there, and the highest log-odds by weights that were learned without the answer."""
    folds = np.array([fold(name) for name in known.answers])
    odds = np.zeros(known.labels.shape)
    for number in range(FOLDS):
        here = np.flatnonzero(folds == number)
        there = np.flatnonzero(folds != number)
        encoder = Encoder([known.shown[at] for at in there])
        rows, others = encoder.rows([known.shown[at] for at in there]), encoder.rows([known.shown[at] for at in here])
        for check in range(len(CHECKS)):
            weights, bias = fitted(rows, known.labels[there, check])
            odds[here, check] = others @ weights + bias
    highest: dict[str, np.ndarray[Any, Any]] = {}
    for name, row in zip(known.answers, odds, strict=True):
        highest[name] = np.maximum(highest.get(name, row), row)
    result = {}
    for at, check in enumerate(CHECKS):
        judged = [answer for answer in answers if answer.name in highest and check not in answer.unjudged]
        result[check] = (
            np.array([check in answer.present for answer in judged]),
            np.array([highest[answer.name][at] for answer in judged]),
        )
    return result


def limit(there: np.ndarray[Any, Any], odds: np.ndarray[Any, Any]) -> tuple[float, float, float]:
    """The log-odds from which a check is best taken as found; with the precision and recall there."""
    precision, recall, limits = precision_recall_curve(there, odds)
    square = TIGHTER**2
    score = (1 + square) * precision * recall / np.maximum(square * precision + recall, 1e-9)
    best = int(np.argmax(score[:-1]))
    return round(float(limits[best]) - 0.005, 2), float(precision[best]), float(recall[best])


def main() -> None:
    """Learn, say how well answers unseen are judged, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    dry = parser.parse_args().dry
    answers = [answer for answer in load("tuning") if answer.type == "goal"]
    known = examples(answers)
    print(f"{len(answers)} answers, {len(known.answers)} sentences")
    limits = []
    for check, (there, odds) in unseen(known, answers).items():
        found, precision, recall = limit(there, odds)
        limits.append(found)
        print(f"{check}  in {there.sum():4}  precision {precision:.2f}  recall {recall:.2f}  from {found:+.2f}", flush=True)
    if dry:
        return
    encoder = Encoder(known.shown)
    rows = encoder.rows(known.shown)
    columns = [fitted(rows, known.labels[:, check]) for check in range(len(CHECKS))]
    kept: dict[str, tuple[tuple[int, float], ...]] = {}
    for at, name in enumerate(encoder.names):
        pairs = tuple((check, float(weights[at])) for check, (weights, _) in enumerate(columns) if weights[at])
        if pairs:
            kept[name] = pairs
    classifier = Classifier(tuple(bias for _, bias in columns), tuple(limits), kept)
    OUT.write_text(written(classifier, ABOUT), encoding="utf-8")
    print(f"{len(kept)} features")


if __name__ == "__main__":
    main()
