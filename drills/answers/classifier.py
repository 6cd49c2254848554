"""What labelled examples taught: which sentences say what a check looks for, beyond what patterns foresee.

Emptiness and straying show in the answer as a whole: there, all that its sentences show is looked at together.

For each check, a sentence's log-odds are a bias and the weights of the features that it shows, over their length: the
root of the sum of their rarities squared (logistic regression on tf-idf; see tests/bench/coach/train.py). What the
patterns say is among the features, so examples also teach how far to trust them. The weights are in
assets/coach/weights.tsv and weights-whole.tsv, each beside the words that it is for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from math import sqrt

from drills.answers.features import Context, Feature, distinct
from drills.answers.lexicon import OWN, OWN_EXCUSES
from drills.answers.path import refused
from drills.answers.reading import Hit, Reading
from drills.answers.report import CHARACTERISTICS
from drills.answers.role import Role
from drills.answers.scope import overlaps

CHECKS = ("A1", "A2", "A3", "A5", "A6", "A7", "E1", "E2", "E3", "E4", "E5")
"""The checks that examples teach, each of which shows in a sentence."""

WHOLE = ("A4", "A8")
"""Those that show in the answer as a whole."""

LEANING = ("A1", "A2", "A3", "A5", "A6", "A7")
"""Pitfalls of sentences, for which the answer as a whole speaks, too: what leads away is told by what the job is."""

IN_WHOLE = (*WHOLE, *LEANING)
"""All that is learned of answers as a whole."""

LEAN = 0.5
"""How much of the whole answer's log-odds is added to those of each of its sentences."""

PATTERNS = ("aims", "mentions")
"""The groups of patterns that count as features by themselves, whatever stands around them."""

_FEWEST = 3  # words that say anything
_IDLE = 0.35  # of the mean weight of a word that tells: what a word that says nothing costs a quotation

Weighed = tuple[float, tuple[tuple[int, float], ...]]
Weights = Mapping[str, Weighed]
Ruled = Mapping[str, list[Hit]]


@dataclass(frozen=True)
class Whole:
    """Of an answer as a whole: which of `WHOLE` it shows, each with the sentences that speak for it, at least one; and
    what is added to its sentences' log-odds, by check."""

    found: Mapping[str, list[Hit]]
    leaning: Mapping[str, float]


@dataclass(frozen=True)
class Classifier:
    """Of some checks the biases and limits, in log-odds; of each feature its rarity, and its weights by check."""

    checks: tuple[str, ...]
    biases: tuple[float, ...]
    limits: tuple[float, ...]
    weights: Weights

    def found(self, context: Context, at: int, leaning: Mapping[str, float]) -> dict[str, Hit]:
        """The checks that a sentence is found to show, each with the words that say it most.

        `leaning` are log-odds by check that are added to the sentence's own.
        """
        length = len(context.reading.sentences[at].words)
        if length < _FEWEST:
            return {}
        names, weights = self._names, self.weights
        known = {shown: weights[shown.name] for shown in context.shown[at] if shown.name in names}
        odds = self._odds({shown.name: weighed for shown, weighed in known.items()})
        reached = (
            number
            for number, limit in enumerate(self.limits)
            if odds[number] + leaning.get(self.checks[number], 0.0) >= limit
        )
        return {self.checks[number]: _telling(known, number, at, length) for number in reached}

    def whole(self, context: Context) -> "Whole":
        """What an answer as a whole says of each check."""
        shown = [distinct(found) for found in context.shown]
        known = {name: self.weights[name] for name in sorted(frozenset().union(*shown)) if name in self._names}
        odds = dict(zip(self.checks, self._odds(known), strict=True))
        found: dict[str, list[Hit]] = {}
        for number, limit in enumerate(self.limits):
            check = self.checks[number]
            if check in WHOLE and odds[check] >= limit and any(shown):
                weights = {name: dict(weighed).get(number, 0.0) for name, (_, weighed) in known.items()}
                found[check] = _speaking(context, shown, weights)
        return Whole(found, {check: LEAN * odds[check] for check in LEANING})

    @cached_property
    def _names(self) -> Mapping[str, object]:
        """The features that have weights."""
        return self.weights.unread if isinstance(self.weights, _Lines) else self.weights

    def _odds(self, known: Weights) -> list[float]:
        """The log-odds of each check by the features that are shown, each once."""
        span = sqrt(sum(rarity * rarity for rarity, _ in known.values())) or 1.0
        odds = list(self.biases)
        for _, weighed in known.values():
            for number, weight in weighed:
                odds[number] += weight / span
        return odds


def _speaking(context: Context, shown: Sequence[frozenset[str]], weights: Mapping[str, float]) -> list[Hit]:
    """The sentences whose features weigh for a check; if none does, all of them."""
    sentences = [context.reading.whole(at) for at in range(len(shown))]
    sums = [sum(weights[name] for name in sorted(names) if name in weights) for names in shown]
    said = [(hit, weight) for hit, weight in zip(sentences, sums, strict=True) if hit.last]
    return [hit for hit, weight in said if weight > 0] or [hit for hit, _ in said]


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
    for check in (*CHECKS, *WHOLE):
        for hit in ruled.get(check, ()):
            names.setdefault(hit.sentence, set()).add(f"rule {check}")
        if check in LEANING:
            for group in PATTERNS:
                for hit in reading.hits(check, group):
                    names.setdefault(hit.sentence, set()).add(f"{group} {check}")
    return Context(reading, role, {at: frozenset(said) for at, said in names.items()})


def judged(context: Context, ruled: Ruled, leaning: Mapping[str, float]) -> dict[str, list[Hit]]:
    """What is found in an answer on goals, by check: what the classifier says, in the patterns' words where they agree.

    What the role's profile rules out and what the user's own patterns find is always found, what those excuse never. A
    characteristic shows where E5 does.
    """
    reading, role, classifier = context.reading, context.role, shipped_classifier()
    found = {check: [hit for hit in ruled.get(check, ()) if _own(reading, check, OWN, hit)] for check in CHECKS}
    found["A5"] += refused(reading, role) if role else []
    for at in range(len(reading.sentences)):
        for check, told in classifier.found(context, at, leaning).items():
            hits = [hit for hit in ruled.get(check, ()) if hit.sentence == at] or [told]
            found[check] += [hit for hit in hits if not _own(reading, check, OWN_EXCUSES, hit)]
    shown = {hit.sentence for hit in found["E5"]}
    for check in CHARACTERISTICS:
        found[check] = [hit for hit in ruled.get(check, ()) if hit.sentence in shown]
    return {check: sorted(set(hits)) for check, hits in found.items() if hits}


def _own(reading: Reading, check: str, group: str, hit: Hit) -> bool:
    """Whether the user's own patterns of a check find, or excuse, the words of a hit."""
    return overlaps(reading.sentences[hit.sentence], hit, reading.lexicon.rules[check].group(group))


def as_a_whole(context: Context) -> Whole:
    """What an answer on goals says as a whole."""
    return shipped_classifier("weights-whole.tsv", IN_WHOLE).whole(context)


@cache
def shipped_classifier(name: str = "weights.tsv", checks: tuple[str, ...] = CHECKS) -> Classifier:
    """Weights that come with Readyby."""
    return read_classifier((resources.files("assets") / "coach" / name).read_text("utf-8"), checks)


class _Lines(dict[str, Weighed]):
    """Weights by feature, each read when it is first asked for: of tens of thousands an answer shows some hundred."""

    def __init__(self, text: str, checks: Sequence[str]) -> None:
        super().__init__()
        lines = (line.partition("\t") for line in text.splitlines() if not line.startswith("##"))
        self.unread = {feature: given for feature, _, given in lines}
        self._number = {check: at for at, check in enumerate(checks)}

    def __missing__(self, feature: str) -> Weighed:
        rarity, *given = self.unread[feature].split("\t")
        pairs = (entry.split(" ") for entry in given)
        self[feature] = float(rarity), tuple((self._number[check], float(weight)) for check, weight in pairs)
        return self[feature]


def read_classifier(text: str, checks: tuple[str, ...] = CHECKS) -> Classifier:
    """Weights as `written` gives them: after tabs the rarity, and "A7 12.5" for each check that is touched."""
    weights = _Lines(text, checks)
    biases, limits = (tuple(weight for _, weight in sorted(weights[name][1])) for name in (_BIAS, _LIMIT))
    return Classifier(checks, biases, limits, weights)


def written(classifier: Classifier, about: str) -> str:
    """Weights as text, with some lines about them before."""
    checks = classifier.checks
    lines = [f"## {line}" if line else "##" for line in about.splitlines()]
    for name, values in ((_BIAS, classifier.biases), (_LIMIT, classifier.limits)):
        given = (f"{check} {value:.2f}" for check, value in zip(checks, values, strict=True))
        lines.append("\t".join([name, "0", *given]))
    for feature, (rarity, weights) in sorted(classifier.weights.items()):
        given = (f"{checks[number]} {weight:.1f}" for number, weight in weights)
        lines.append("\t".join([feature, f"{rarity:.1f}", *given]))
    return "\n".join(lines) + "\n"


_BIAS, _LIMIT = ":bias", ":limit"
