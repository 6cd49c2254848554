"""The same story told twice, and answers that are nearly one of the samples."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from drills.answers.finding import finding
from drills.answers.keywords import content
from drills.answers.reading import Reading
from drills.answers.report import Finding
from drills.answers.words import plain, sentences

_ALIKE = 0.4
_LEAST = 7
_WORDS_IN_COMMON = 0.6  # below, not even two thirds of the sentences can be taken over
_LONG_ENOUGH = 60  # characters; below, any two texts are alike


class Pair(NamedTuple):
    """Two texts that tell the same story, by their places: how much of the shorter one, and in which words."""

    first: int
    second: int
    share: float
    words: tuple[str, ...]


def overlap(texts: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs of texts that tell the same story, the most alike first.

    They share at least seven words of content that are rare among the texts, and 40 % of those of the shorter text.
    """
    told = [{root: word for word, root in content(text)} for text in texts]
    spread = Counter(root for roots in told for root in roots)
    common = {root for root, count in spread.items() if count > max(2, len(texts) // 3)}
    pairs = []
    for one, other in combinations(range(len(texts)), 2):
        first, second = told[one].keys() - common, told[other].keys() - common
        shared = first & second
        share = len(shared) / max(1, min(len(first), len(second)))
        if len(shared) >= _LEAST and share >= _ALIKE:
            pairs.append(Pair(one, other, share, tuple(sorted(told[one][root] for root in shared))))
    return tuple(sorted(pairs, key=lambda pair: -pair.share))


def near_copies(reading: Reading, samples: Iterable[str]) -> Iterator[Finding]:
    """A finding where the answer as a whole, or most of its sentences, is nearly one of the samples."""
    least = reading.lexicon.rules["near-copy"].numbers["alike"]
    text = " ".join(reading.plain.split())
    if len(text) < _LONG_ENOUGH:
        return
    own = set(text.split())
    for sample in samples:
        other = " ".join(plain(sample).split())
        if len(own & set(other.split())) < _WORDS_IN_COMMON * len(own):
            continue
        from rapidfuzz import fuzz  # loaded in 40 ms, and only where an answer is near enough

        if fuzz.ratio(text, other, score_cutoff=least) or _mostly_taken(reading, sample, least):
            start = reading.sentences[0].start
            yield finding(reading, "near-copy", start, reading.sentences[-1].end)
            return


def _mostly_taken(reading: Reading, sample: str, least: float) -> bool:
    """Whether two thirds of the answer's text are sentences of the sample."""
    from rapidfuzz import fuzz, process

    other = plain(sample)
    theirs = [other[span.start : span.end] for span in sentences(sample)]
    own = [reading.plain[sentence.start : sentence.end] for sentence in reading.sentences]
    taken = sum(
        len(words)
        for words in own
        if process.extractOne(words, theirs, scorer=fuzz.ratio, score_cutoff=max(least, 85)) is not None
    )
    return 3 * taken >= 2 * sum(map(len, own))
