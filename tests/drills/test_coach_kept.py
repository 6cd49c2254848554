"""The coach at its edges: lists kept as a file, text of any kind and length, and what an answer should show."""

from pathlib import Path

import pytest

from drills.answers import check, split
from drills.answers.compiled import Compiled
from drills.answers.lexicon import shipped

ANSWER = (
    "Last year I cut the errors from nine to two. By May I'll have passed the second exam. I want to be head chef and "
    "earn 4,000 euro a month, and then open a small bakery of my own. You run three ovens. Every week I read a paper."
)


def test_a_kept_lexicon_says_the_same(tmp_path: Path) -> None:
    """It is read again only for the very texts that it was made of."""
    kept = Compiled(tmp_path / "cache")
    assert kept.find(["a", "b"]) is None
    kept.keep(["a", "b"], shipped())
    again = kept.find(["a", "b"])
    assert again is not None
    assert check(ANSWER, question="Q2", lexicon=again) == check(ANSWER, question="Q2")
    assert kept.find(["ab"]) is None


def test_only_the_newest_lexicon_is_kept(tmp_path: Path) -> None:
    """The folder doesn't grow with every change."""
    kept = Compiled(tmp_path)
    kept.keep(["old"], shipped())
    kept.keep(["new"], shipped())
    assert kept.find(["old"]) is None
    assert kept.find(["new"]) is not None
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", ["", "{}", "\0", "short", "swapped"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    """Whatever became of it on the disk."""
    kept = Compiled(tmp_path)
    kept.keep(["a"], shipped())
    (file,) = tmp_path.iterdir()
    whole = file.read_text("utf-8")
    changed = {"short": whole[:-40], "swapped": whole.replace("want", "wand", 1)}.get(damage, damage)
    assert changed != whole
    file.write_text(changed, "utf-8")
    assert kept.find(["a"]) is None


def test_a_folder_that_cannot_be_written_to_does_no_harm(tmp_path: Path) -> None:
    """Here a file stands where the folder should be."""
    (tmp_path / "cache").write_text("")
    kept = Compiled(tmp_path / "cache")
    kept.keep(["a"], shipped())
    assert kept.find(["a"]) is None


HOSTILE = {
    "ten thousand words": "I want to earn more money and become a senior manager, and then grow. " * 770,
    "one long sentence": "i want to be and then the boss of my own " * 1000,
    "no spaces": "iwanttobe" * 5_000,
    "hyphens": "-".join(["want"] * 5_000),
    "apostrophes": "i'd've'" * 5_000,
    "stops": ". " * 10_000,
    "emoji": "😀👩‍👩‍👧‍👦 " * 3_000,
    "no Latin": "我想成为经理。" * 2_000 + "أريد أن أصبح مديرا. " * 1_000,
    "null bytes": "I want\0 to be\0 a manager. " * 1_000,
    "the coach's own marks": "\ue000\ue001 \U00020000 want to be " * 1_000,
    "half a character": "I want \ud800 " * 1_000,
    "brackets": "(" * 20_000 + "I want",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_neither_breaks_nor_holds_up(text: str) -> None:
    """Long texts take a second; one that took the square of its length would never end here."""
    report = check(text, question="Q2", spoken=True)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in report.findings)
    parts = split(text)
    assert "".join(text[part.start : part.end] for part in parts) == text


def test_a_story_is_only_expected_to_show_a_result() -> None:
    """A plan should show all elements; what else a story lacks is still listed as not found."""
    story = check("I rebuilt the queue. It was a mess. We worked on it for a week.", question="Tell me about a mess.")
    assert story.response_type == "story"
    assert {"E2", "E3", "E4"} <= set(story.missing)
    assert story.expected == ("E1",)
    assert "E2" not in story.lacking
    plan = check("I want to build gates.", question="Q2")
    assert plan.lacking == plan.missing == plan.expected


@pytest.mark.parametrize(
    ("text", "pitfall"),
    [
        ("I'd like to learn the till and be promoted as soon as I can.", "A3"),
        ("In a word: CTO.", "A2"),
        ("A seat on the leadership team, and better results in maths.", "A3"),
        ("My goal: 2,800 euro net a month.", "A1"),
        ("The end of it all is me being in business for myself.", "A5"),
        ("I hope to have traded the classroom for a seat on the town council.", "A6"),
        ("I picked radiology because it is one of the most lucrative branches.", "A7"),
    ],
)
def test_a_wish_needs_no_set_words(text: str, pitfall: str) -> None:
    """In an answer on goals a sentence that wishes is enough."""
    assert pitfall in {finding.id for finding in check(text, question="Q2").findings}


@pytest.mark.parametrize(
    "text",
    [
        "My brother went into oil because of the wages, and I went into wood.",
        "The ringmaster gets a bonus, and I want to count the seats faster.",
        "You run three kitchens, and I want to learn the cold one.",
        "I'd like to write a pay scale that our carers understand.",
        "I took a pay cut to come back to cows, and I'd do it again.",
        "My son's going for team leader, I want to stay at the bench.",
    ],
)
def test_what_others_have_is_no_aim(text: str) -> None:
    """Nor pay as the work itself."""
    assert not {finding.id for finding in check(text, question="Q2").findings} & {"A1", "A2", "A3", "A7"}
