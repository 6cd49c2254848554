"""What examples taught the coach: features by name, weights as text, the words pointed at, and one's own patterns."""

from pathlib import Path

import pytest

from drills.answers import Role, check
from drills.answers.classifier import (
    CHECKS,
    WHOLE,
    Classifier,
    context_of,
    read_classifier,
    shipped_classifier,
    written,
)
from drills.answers.features import distinct, features, kin
from drills.answers.lexicon import shipped, with_own
from drills.answers.reading import Reading

ROLE = Role(company="Calder Foods", role="cook", industry="catering", does_not_offer=("evening shifts",))
NONE = tuple(99.0 for _ in CHECKS)


def shown(text: str, role: Role | None = None, at: int = 0) -> frozenset[str]:
    """The names of what a sentence of a text shows."""
    return distinct(features(context_of(Reading(text, shipped()), role, {}), at))


def one(check: str, value: float) -> tuple[float, ...]:
    """A limit for one check, and none that can be reached for the others."""
    return tuple(value if name == check else limit for name, limit in zip(CHECKS, NONE, strict=True))


def test_words_are_features_alone_and_together() -> None:
    """Up to three in a row, two with one or two between, at the ends of the sentence; figures and sums are alike."""
    found = shown("I want 40k by 2027.")
    assert {"want", "i want", "^ i", "want £ by", "i * £", "want ** #", ". $"} <= found


def test_lists_and_groups_stand_for_their_words() -> None:
    """A word that no example had is known by its list and its group."""
    found = shown("I want to be a supervisor.")
    assert {"{rankhead}", "a {rankhead}", "be a {rankhead}", "{rankhead} ."} <= found
    group = kin()["supervisor"]
    assert {group, f"a {group}"} <= found


def test_a_role_shows_in_what_is_aimed_at() -> None:
    """What the profile rules out, wholly or in part, and its company, count as features."""
    assert ":refused, aimed at" in shown("I want evening shifts only.", ROLE)
    assert ":refused, partly, aimed at" in shown("I want one evening off.", ROLE)
    assert {":company", ":role"} <= shown("I like what Calder does.", ROLE)
    assert not {name for name in shown("I want evening shifts only.") if name.startswith(":refused")}


def test_the_place_in_the_answer_is_a_feature() -> None:
    """The first sentence, later ones, the last."""
    text = "I bake. I sell. I rest."
    assert [{":first", ":later", ":last"} & shown(text, at=at) for at in range(3)] == [
        {":first"},
        {":later"},
        {":later", ":last"},
    ]


def test_weights_add_up_over_the_length_of_what_is_shown() -> None:
    """Log-odds are the bias and the weights over the root of the squared rarities; from the limit on it is found."""
    weights = {"ship": (3.0, ((CHECKS.index("E1"), 10.0),)), "sails": (4.0, ())}
    context = context_of(Reading("A ship sails.", shipped()), None, {})
    assert "E1" in Classifier(CHECKS, one("E1", -1.0), one("E1", 1.0), weights).found(context, 0, {})  # -1 + 10/5
    assert "E1" not in Classifier(CHECKS, one("E1", -1.0), one("E1", 1.01), weights).found(context, 0, {})
    assert "E1" in Classifier(CHECKS, one("E1", -1.0), one("E1", 1.01), weights).found(context, 0, {"E1": 0.02})


def test_the_words_that_weigh_most_are_pointed_at() -> None:
    """Not the whole sentence, where a part of it says it."""
    found = check(
        "I mend pumps, and honestly I just want a much bigger salary, that is all there is to it.", question="Q1"
    )
    (pay,) = found.found("A1")
    assert "salary" in pay.reason
    assert "pumps" not in pay.reason


def test_weights_come_back_from_their_text() -> None:
    """What is written is read again, with the lines about it left out."""
    known = {"# a year": (2.5, ((0, 1.5), (3, -2.0))), "{title}": (1.0, ())}
    made = Classifier(CHECKS, tuple(map(float, range(len(CHECKS)))), NONE, known)
    text = written(made, "Some words\nabout it.")
    back = read_classifier(text)
    assert text.startswith("## Some words\n## about it.\n")
    assert (back.biases, back.limits) == (made.biases, made.limits)
    assert {name: back.weights[name] for name in known} == known


def test_the_shipped_weights_can_all_be_read() -> None:
    """Every line names its checks and numbers, and no check is without a bias and a limit."""
    made = shipped_classifier()
    assert len(made.biases) == len(made.limits) == len(CHECKS)
    assert all(-6 < limit < 6 for limit in made.limits)
    path = Path(__file__).parents[2] / "assets" / "coach" / "weights.tsv"
    names = [line.split("\t")[0] for line in path.read_text("utf-8").splitlines() if not line.startswith("##")]
    assert len(names) == len(set(names)) > 10_000
    for name in names:
        rarity, weights = made.weights[name]
        assert rarity >= 0 or name.startswith(":")
        assert all(0 <= at < len(CHECKS) for at, _ in weights)


@pytest.mark.parametrize("path", ["management", "a management track", "leading a team"])
def test_what_the_profile_rules_out_is_always_found(path: str) -> None:
    """Examples can't outvote what the role says of itself."""
    role = Role(company="Calder Foods", role="cook", industry="catering", does_not_offer=(path,))
    text = f"I want {path} within two years."
    assert check(text, question="Q1", role=role).found("A5")


def test_ones_own_patterns_have_the_last_word(tmp_path: Path) -> None:
    """What they find is found, and what they excuse isn't, whatever examples say."""
    text = "I want to sit at the kelp table. I want a much higher salary."
    assert {"A1"} <= {found.id for found in check(text, question="Q1").findings}
    (tmp_path / "mine.toml").write_text(
        '[A2]\naims = ["kelp table"]\n\n[A1]\ninnocent = ["much higher salary"]\n', encoding="utf-8"
    )
    mine = {found.id for found in check(text, question="Q1", lexicon=with_own(tmp_path)).findings}
    assert "A2" in mine
    assert "A1" not in mine


@pytest.mark.parametrize("text", ["_", "…", "_\n\n- _", "🙂"])
def test_a_text_without_a_word_shows_nothing(text: str) -> None:
    """Not even what the biases alone would say."""
    report = check(text, question="Q1")
    assert not {found.id for found in report.findings} & {*CHECKS, *WHOLE}
