"""What labelled examples taught: which sentences say what a check looks for, beyond what patterns foresee.

For each check, a sentence's log-odds are a bias and the weights of the features that it shows, over their length: the
root of the sum of their rarities squared (logistic regression on tf-idf; see tests/bench/coach/train.py). What the
patterns say is among the features, so examples also teach how far to trust them. The weights are in
assets/coach/weights.tsv, each beside the words that it is for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt

from drills.answers.features import Context, Feature, features
from drills.answers.lexicon import OWN, OWN_EXCUSES
from drills.answers.path import refused
from drills.answers.reading import Hit, Reading
from drills.answers.report import CHARACTERISTICS
from drills.answers.role import Role
from drills.answers.scope import overlaps

CHECKS = ("A1", "A2", "A3", "A5", "A6", "A7", "A8", "E1", "E2", "E3", "E4", "E5")
"""The checks that examples teach, each of which shows in a sentence."""

_PATTERNED = ("A1", "A2", "A3", "A5", "A6", "A7")
PATTERNS = ("aims", "mentions")
"""The groups of patterns that count as features by themselves, whatever stands around them."""

_IDLE = 0.35  # of the mean weight of a word that tells: what a word that says nothing costs a quotation

Weighed = tuple[float, tuple[tuple[int, float], ...]]
Weights = Mapping[str, Weighed]
_NUMBER = {check: at for at, check in enumerate(CHECKS)}
Ruled = Mapping[str, list[Hit]]


@dataclass(frozen=True)
class Classifier:
    """For each of `CHECKS` a bias and a limit, in log-odds; for each feature its rarity, and its weights by check."""

    biases: tuple[float, ...]
    limits: tuple[float, ...]
    weights: Weights

    def found(self, context: Context, at: int) -> dict[str, Hit]:
        """The checks that a sentence is found to show, each with the words that say it most."""
        known = {
            feature: self.weights[feature.name] for feature in features(context, at) if feature.name in self.weights
        }
        distinct = {feature.name: weighed for feature, weighed in known.items()}.values()
        span = sqrt(sum(rarity * rarity for rarity, _ in distinct)) or 1.0
        odds = list(self.biases)
        for _, weights in distinct:
            for check, weight in weights:
                odds[check] += weight / span
        length = len(context.reading.sentences[at].words)
        return {
            CHECKS[check]: _telling(known, check, at, length)
            for check, limit in enumerate(self.limits)
            if odds[check] >= limit
        }


def _telling(known: Mapping[Feature, Weighed], check: int, at: int, length: int) -> Hit:
    """The stretch of a sentence whose words weigh most for a check; all of it if no words do."""
    told = [0.0] * length
    for feature, (_, weights) in known.items():
        weight = next((weight for other, weight in weights if other == check), 0.0)
        first, last = max(feature.first, 0), min(feature.last, length)
        for word in range(first, last):
            told[word] += max(weight, 0.0) / (last - first)
    telling = [weight for weight in told if weight > 0]
    if not telling:
        return Hit(at, 0, length)
    idle = _IDLE * sum(telling) / len(telling)
    best, begin, total, span = 0.0, 0, 0.0, (0, length)
    for word, weight in enumerate(told):
        if total <= 0:
            begin, total = word, 0.0
        total += weight - idle
        if total > best:
            best, span = total, (begin, word + 1)
    return Hit(at, *span)


def context_of(reading: Reading, role: Role | None, ruled: Ruled) -> Context:
    """An answer as the classifier looks at it, with what the patterns found in each sentence."""
    names: dict[int, set[str]] = {}
    for check in CHECKS:
        for hit in ruled.get(check, ()):
            names.setdefault(hit.sentence, set()).add(f"rule {check}")
        if check in _PATTERNED:
            for group in PATTERNS:
                for hit in reading.hits(check, group):
                    names.setdefault(hit.sentence, set()).add(f"{group} {check}")
    return Context(reading, role, {at: frozenset(said) for at, said in names.items()})


def judged(reading: Reading, role: Role | None, ruled: Ruled) -> dict[str, list[Hit]]:
    """What is found in an answer on goals, by check: what the classifier says, in the patterns' words where they agree.

    What the role's profile rules out and what the user's own patterns find is always found, what those excuse never. A
    characteristic shows where E5 does.
    """
    context, classifier = context_of(reading, role, ruled), shipped_classifier()
    found = {check: [hit for hit in ruled.get(check, ()) if _own(reading, check, OWN, hit)] for check in CHECKS}
    found["A5"] += refused(reading, role) if role else []
    for at in range(len(reading.sentences)):
        for check, told in classifier.found(context, at).items():
            hits = [hit for hit in ruled.get(check, ()) if hit.sentence == at] or [told]
            found[check] += [hit for hit in hits if not _own(reading, check, OWN_EXCUSES, hit)]
    shown = {hit.sentence for hit in found["E5"]}
    for check in CHARACTERISTICS:
        found[check] = [hit for hit in ruled.get(check, ()) if hit.sentence in shown]
    return {check: sorted(set(hits)) for check, hits in found.items() if hits}


def _own(reading: Reading, check: str, group: str, hit: Hit) -> bool:
    """Whether the user's own patterns of a check find, or excuse, the words of a hit."""
    return overlaps(reading.sentences[hit.sentence], hit, reading.lexicon.rules[check].group(group))


@cache
def shipped_classifier() -> Classifier:
    """The weights that come with Readyby."""
    return read_classifier((resources.files("assets") / "coach" / "weights.tsv").read_text("utf-8"))


class _Lines(dict[str, Weighed]):
    """Weights by feature, each read when it is first asked for: of tens of thousands an answer shows some hundred."""

    def __init__(self, text: str) -> None:
        super().__init__()
        lines = (line.partition("\t") for line in text.splitlines() if not line.startswith("##"))
        self._unread = {feature: given for feature, _, given in lines}

    def __contains__(self, feature: object) -> bool:
        return feature in self._unread

    def __missing__(self, feature: str) -> Weighed:
        rarity, *given = self._unread[feature].split("\t")
        pairs = (entry.split(" ") for entry in given)
        self[feature] = float(rarity), tuple((_NUMBER[check], float(weight)) for check, weight in pairs)
        return self[feature]


def read_classifier(text: str) -> Classifier:
    """Weights as `written` gives them: after tabs the rarity, and "A7 12.5" for each check that is touched."""
    weights = _Lines(text)
    biases, limits = (tuple(weight for _, weight in sorted(weights[name][1])) for name in (_BIAS, _LIMIT))
    return Classifier(biases, limits, weights)


def written(classifier: Classifier, about: str) -> str:
    """Weights as text, with some lines about them before."""
    lines = [f"## {line}" if line else "##" for line in about.splitlines()]
    for name, values in ((_BIAS, classifier.biases), (_LIMIT, classifier.limits)):
        lines.append(
            "\t".join([name, "0", *(f"{check} {value:.2f}" for check, value in zip(CHECKS, values, strict=True))])
        )
    for feature, (rarity, weights) in sorted(classifier.weights.items()):
        lines.append(
            "\t".join([feature, f"{rarity:.1f}", *(f"{CHECKS[check]} {weight:.1f}" for check, weight in weights)])
        )
    return "\n".join(lines) + "\n"


_BIAS, _LIMIT = ":bias", ":limit"
