"""Make assets/coach/kin.txt: words in groups of much the same use, so that what was learned of one serves the others.

    python -m tests.bench.coach.kin glove.6B.100d.txt

The groups are k-means clusters of public word vectors (GloVe, Pennington et al. 2014, in the public domain by PDDL), of
their most frequent words and of all words of the tuning half. Needs the extra `train`.
"""

import argparse
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans

from drills.answers.words import plain, words
from tests.bench.coach.labels import load

OUT = Path(__file__).parents[3] / "assets" / "coach" / "kin.txt"
GROUPS, FREQUENT, LEAST_FREQUENT = 300, 14_000, 60_000
ABOUT = """\
# Words of much the same use, a group a line: what examples teach of one word serves the others (see features.py).
# Made by tests/bench/coach/kin.py out of GloVe word vectors, which are in the public domain (PDDL 1.0).
"""


def main() -> None:
    """Read the vectors, find the groups, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vectors", type=Path, help="a word and its numbers a line, the most frequent word first")
    used = {word.word for answer in load("tuning") for word in words(plain(answer.text))}
    names, rows = [], []
    with parser.parse_args().vectors.open(encoding="utf-8") as lines:
        for rank, line in enumerate(lines):
            name, *numbers = line.split()
            if rank >= LEAST_FREQUENT:
                break
            if name.isalpha() and (rank < FREQUENT or name in used):
                names.append(name)
                rows.append(np.array(numbers, dtype=np.float32))
    vectors = np.stack(rows)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    groups = KMeans(GROUPS, random_state=0, n_init=1, max_iter=60).fit_predict(vectors)
    lines = [
        " ".join(name for name, group in zip(names, groups, strict=True) if group == number) for number in range(GROUPS)
    ]
    OUT.write_text(ABOUT + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
