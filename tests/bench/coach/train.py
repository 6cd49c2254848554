"""Learn the weights of the coach's classifier from the tuning half, and write assets/coach/weights.tsv.

    python -m tests.bench.coach.train                 # needs the extra `train`
    python -m tests.bench.coach.train --dry           # only say how it would do, by cross-validation

Each sentence of an answer on goals is an example: of a check if it shares a word with what is labelled of it; left out
where the label is open. Whole answers are examples, too. Logistic regression is fitted twice, the second time on the
features that weighed most. The limits come from whole answers that a fold hasn't seen: of pitfalls the lowest log-odds
from which nine in ten found are right (in A4 and A8 more), of elements those whose F(0.7) is highest.
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
from sklearn.preprocessing import normalize

from drills.answers.classifier import CHECKS, IN_WHOLE, LEAN, LEANING, WHOLE, Classifier, context_of, written
from drills.answers.coach import patterned
from drills.answers.features import distinct, features
from drills.answers.kind import PLAN
from drills.answers.lexicon import shipped
from drills.answers.reading import Reading
from drills.answers.role import Role
from tests.bench.coach.labels import Answer, load

Floats = np.ndarray[Any, Any]
FOLDER = Path(__file__).parents[3] / "assets" / "coach"
FOLDS, LEAST, KEPT, PENALTY, LONG = 5, 3, 6000, 0.01, 300
KEPT_IN_WHOLE = 4000
AS_GIVEN = ("advice", "fair-", "plain-", "whole-")  # files of answers as they are given; others are practice
RIGHT, RIGHT_IN_WHOLE = 0.9, 0.95  # what is found of pitfalls is to be right so often
TIGHTER = 0.7  # of elements oversights count half
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
    labels: Floats


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


def wholes(known: Examples, answers: Sequence[Answer]) -> Examples:
    """Every answer with all that its sentences show, labelled by `IN_WHOLE`; too long ones are left out of A8."""
    shown: dict[str, frozenset[str]] = {}
    for name, features_of_one in zip(known.answers, known.shown, strict=True):
        shown[name] = shown.get(name, frozenset()) | features_of_one
    labels = []
    for answer in answers:
        long = len(answer.text.split()) > LONG
        row = [-1 if check in answer.unjudged else int(check in answer.present) for check in IN_WHOLE]
        labels.append([-1 if long and check == "A8" else label for check, label in zip(IN_WHOLE, row, strict=True)])
    return Examples([answer.name for answer in answers], [shown[answer.name] for answer in answers], np.array(labels))


class Encoder:
    """Features as columns: those that enough sentences show, each as rare as it is, every row of length 1 (tf-idf)."""

    def __init__(self, shown: Sequence[frozenset[str]], wanted: frozenset[str] | None = None) -> None:
        counts: dict[str, int] = {}
        for names in shown:
            for name in names:
                counts[name] = counts.get(name, 0) + 1
        self.names = sorted(name for name, count in counts.items() if count >= LEAST and (not wanted or name in wanted))
        self.rarity = np.array([round(float(np.log(len(shown) / counts[name])), 1) for name in self.names])
        self._columns = {name: at for at, name in enumerate(self.names)}

    def rows(self, shown: Sequence[frozenset[str]]) -> csr_matrix:
        """A row for each sentence."""
        columns = [sorted(self._columns[name] for name in names if name in self._columns) for names in shown]
        ends = np.cumsum([0, *map(len, columns)])
        flat = np.fromiter((column for row in columns for column in row), np.int32, ends[-1])
        return normalize(csr_matrix((self.rarity[flat], flat, ends), (len(shown), len(self.names))))


@dataclass(frozen=True)
class Learned:
    """What some examples teach: the encoder, and by check the columns that count, their weights, and the bias."""

    encoder: Encoder
    columns: list[Floats]
    weights: list[Floats]
    biases: list[float]

    def odds(self, shown: Sequence[frozenset[str]]) -> Floats:
        """The log-odds of each check in each sentence: shape (sentences, checks)."""
        rows = self.encoder.rows(shown)
        by_check = zip(self.columns, self.weights, self.biases, strict=True)
        return np.column_stack([rows[:, columns] @ weights + bias for columns, weights, bias in by_check])


def learned(shown: Sequence[frozenset[str]], labels: Floats, kept_of_each: int) -> Learned:
    """Fit each check twice: to all features, then to those that weigh most for it, in rows that hold no others."""
    every = Encoder(shown)
    rows = every.rows(shown)
    heaviest = []
    for check in range(labels.shape[1]):
        weight = np.abs(_regression(rows, labels[:, check]).coef_[0]) * every.rarity
        heaviest.append(frozenset(every.names[at] for at in np.argsort(-weight, kind="stable")[:kept_of_each]))
    encoder = Encoder(shown, frozenset().union(*heaviest))
    rows = encoder.rows(shown)
    made = Learned(encoder, [], [], [])
    for check, kept in enumerate(heaviest):
        columns = np.array([at for at, name in enumerate(encoder.names) if name in kept])
        model = _regression(rows[:, columns], labels[:, check])
        made.columns.append(columns)
        made.weights.append(model.coef_[0])
        made.biases.append(round(float(model.intercept_[0]), 2))
    return made


def _regression(rows: csr_matrix, labels: Floats) -> LogisticRegression:
    known = labels >= 0
    model = LogisticRegression(C=1 / PENALTY, solver="liblinear", max_iter=400, random_state=0)
    return model.fit(rows[known], labels[known])


def fold(name: str) -> int:
    """The fold that an answer is in: by its name, so that it stays there."""
    return crc32(name.encode()) % FOLDS


def unseen(known: Examples, kept: int) -> dict[str, Floats]:
    """Of each answer the log-odds of each check, learned without that answer; of several sentences the highest."""
    folds = np.array([fold(name) for name in known.answers])
    odds = np.zeros(known.labels.shape)
    for number in range(FOLDS):
        here, there = np.flatnonzero(folds == number), np.flatnonzero(folds != number)
        taught = learned([known.shown[at] for at in there], known.labels[there], kept)
        odds[here] = taught.odds([known.shown[at] for at in here])
    highest: dict[str, Floats] = {}
    for name, row in zip(known.answers, odds, strict=True):
        highest[name] = np.maximum(highest.get(name, row), row)
    return highest


def limit(there: Floats, odds: Floats, check: str) -> tuple[float, float, float]:
    """The log-odds from which a check is taken as found; with the precision and recall there."""
    precision, recall, limits = precision_recall_curve(there, odds)
    if check[0] == "A":
        right = RIGHT_IN_WHOLE if check in WHOLE else RIGHT
        best = next(at for at in range(len(limits)) if precision[at] >= right)
    else:
        square = TIGHTER**2
        score = (1 + square) * precision * recall / np.maximum(square * precision + recall, 1e-9)
        best = int(np.argmax(score[:-1]))
    return round(float(limits[best]) - 0.005, 2), float(precision[best]), float(recall[best])


def limits(answers: Sequence[Answer], odds: dict[str, Floats], checks: tuple[str, ...]) -> list[float]:
    """The limit of each check, and on the terminal how it does on answers that it wasn't taught."""
    found = []
    for at, check in enumerate(checks):
        judged = [
            answer
            for answer in answers
            if answer.name in odds and check not in answer.unjudged and answer.kind.startswith(AS_GIVEN)
        ]
        there = np.array([check in answer.present for answer in judged])
        lowest, precision, recall = limit(there, np.array([odds[answer.name][at] for answer in judged]), check)
        found.append(lowest)
        print(
            f"{check}  in {there.sum():4}  precision {precision:.2f}  recall {recall:.2f}  from {lowest:+.2f}",
            flush=True,
        )
    return found


def classifier(known: Examples, checks: tuple[str, ...], lowest: Sequence[float], kept: int) -> Classifier:
    """What all examples teach, with those limits."""
    made = learned(known.shown, known.labels, kept)
    weights: dict[str, tuple[float, list[tuple[int, float]]]] = {
        name: (float(rarity), []) for name, rarity in zip(made.encoder.names, made.encoder.rarity, strict=True)
    }
    for number, (columns, of_check) in enumerate(zip(made.columns, made.weights, strict=True)):
        for column, weight in zip(columns, of_check, strict=True):
            rarity, pairs = weights[made.encoder.names[column]]
            pairs.append((number, float(weight) * rarity))
    weighed = {name: (rarity, tuple(pairs)) for name, (rarity, pairs) in weights.items()}
    return Classifier(checks, tuple(made.biases), tuple(lowest), weighed)


def leaning(odds: dict[str, Floats], of_wholes: dict[str, Floats]) -> dict[str, Floats]:
    """Log-odds of sentences with what the whole answer adds to them."""
    added = {name: {check: LEAN * row[at] for at, check in enumerate(IN_WHOLE)} for name, row in of_wholes.items()}
    return {
        name: row + np.array([added[name][check] if check in LEANING else 0.0 for check in CHECKS])
        for name, row in odds.items()
    }


def main() -> None:
    """Learn, say how well answers unseen are judged, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry", action="store_true", help="write nothing")
    dry = parser.parse_args().dry
    answers = [answer for answer in load("tuning") if answer.type == "goal"]
    known = examples(answers)
    print(f"{len(answers)} answers, {len(known.answers)} sentences", flush=True)
    in_whole = wholes(known, answers)
    of_wholes = unseen(in_whole, KEPT_IN_WHOLE)
    for_sentences = limits(answers, leaning(unseen(known, KEPT), of_wholes), CHECKS)
    for_wholes = limits(answers, of_wholes, IN_WHOLE)
    if dry:
        return
    for name, made in (
        ("weights", classifier(known, CHECKS, for_sentences, KEPT)),
        ("weights-whole", classifier(in_whole, IN_WHOLE, for_wholes, KEPT_IN_WHOLE)),
    ):
        (FOLDER / f"{name}.tsv").write_text(written(made, ABOUT), encoding="utf-8")
        print(f"{name}: {len(made.weights)} features")


if __name__ == "__main__":
    main()
