"""Roles and adverts, dates that an answer cites, and stories told twice."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from drills.answers import Role
from drills.answers.dated import Known, cited, stale_dates
from drills.answers.keywords import coverage, keywords
from drills.answers.overlap import overlap
from drills.answers.words import plain
from drills.errors import FileError, InputError

TODAY = date(2026, 11, 23)
ADVERT = """\
We are looking for a dock planner. Planning loads, planning routes; forklift licence welcome.
- Plan the loading of forty lorries a day
- Customs papers for rail freight
You work in a team and offer full-time availability."""


def test_a_role_is_read_from_toml(tmp_path: Path) -> None:
    """Lists may be given as one text; keys that aren't known are left alone."""
    file = tmp_path / "role.toml"
    file.write_text('company = "Calder"\nrole = "cook"\noffers = ["a", "b"]\ndoes_not_offer = "management"\nx = 1\n')
    role = Role.from_toml(file)
    assert (role.company, role.offers, role.does_not_offer) == ("Calder", ("a", "b"), ("management",))
    assert Role.from_toml('advert = "text"') == Role(advert="text")
    assert Role.from_toml("") == Role()


@pytest.mark.parametrize("wrong", ["company = 3", 'offers = [1, "a"]', "company", "role = ['cook']"])
def test_a_role_that_cannot_be_used_says_which_key(wrong: str) -> None:
    """InputError, as for anything that was given."""
    with pytest.raises(InputError):
        Role.from_toml(wrong)


def test_a_role_file_that_cannot_be_read_is_a_file_error(tmp_path: Path) -> None:
    """Or not text."""
    with pytest.raises(FileError):
        Role.from_toml(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        Role.from_toml(tmp_path / "bytes.toml")


def test_the_keywords_of_an_advert_are_what_the_work_is_about() -> None:
    """Stemmed, the weightiest first, in the advert's own form, without what every advert says."""
    ranked = keywords(ADVERT)
    assert ranked[0].stem == "plan"
    assert ranked[0].surface in ("plan", "planning")
    found = {keyword.surface for keyword in ranked}
    assert {"customs", "freight", "forklift"} <= found
    assert not {"team", "offer", "full-time", "the", "looking"} & found
    assert all(one.weight >= other.weight > 0 for one, other in pairwise(ranked))
    assert keywords("") == ()


def test_coverage_tells_what_the_answers_use_and_what_they_lack() -> None:
    """Whatever form a word is in."""
    told = coverage(ADVERT, ["I planned loads for two lorries."])
    assert {"lorries", "loads"} & {keyword.surface for keyword in told.covered}
    assert "customs" in {keyword.surface for keyword in told.missing}
    assert len(told.covered) + len(told.missing) == len(keywords(ADVERT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 12 June", [(None, 6, 12)]),
        ("June 3rd, 2027 and the 4th of May", [(2027, 6, 3), (None, 5, 4)]),
        ("2027-02-28, not 2027-02-30", [(2027, 2, 28)]),
        ("by March; I may march on", [(None, 3, None)]),
        ("in May 2027", [(2027, 5, None)]),
        ("no date at all, 99 points", []),
    ],
)
def test_dates_are_found_in_words_and_figures(text: str, expected: list[tuple[int | None, int, int | None]]) -> None:
    """Year, month and day as far as they are said."""
    assert [(one.year, one.month, one.day) for one in cited(plain(text))] == expected


@pytest.mark.parametrize(
    ("text", "stale"),
    [
        ("I will take the certificate exam this September.", True),
        ("By 10 October 2026 I'll have finished.", True),
        ("I sat the exam on 12 October 2026 and passed.", False),
        ("The exam is on 3 March.", False),
        ("I'll hand it in by the end of December.", False),
    ],
)
def test_an_announced_date_that_has_passed_is_stale(text: str, stale: bool) -> None:
    """What is told of the past is left alone."""
    assert bool(stale_dates(text, TODAY)) is stale


def test_a_date_without_a_year_is_the_first_after_the_answer_was_written() -> None:
    """So the same words are stale a year on."""
    text = "The exam is on 3 March."
    assert stale_dates(text, TODAY, written=date(2026, 1, 10))
    assert not stale_dates(text, TODAY, written=date(2026, 6, 1))


def test_a_date_from_which_the_goal_was_moved_is_stale_though_it_lies_ahead() -> None:
    """It says what the date is now."""
    goal = Known("placement exam", date(2027, 7, 2), (date(2027, 5, 4),))
    (found,) = stale_dates("My placement exam is on 4 May.", TODAY, [goal])
    assert "2 July 2027" in found.reason
    assert "placement exam" in found.reason
    assert not stale_dates("My placement exam is on 2 July.", TODAY, [goal])


def test_the_same_story_in_other_words_is_told_twice() -> None:
    """By what it is about, not by its wording."""
    one = (
        "In the hostel I rearranged the counter and started the porridge the night before, and the queue at eight "
        "o'clock went from twenty-five minutes to ten."
    )
    again = (
        "Breakfast at the hostel meant a queue of twenty-five minutes; I moved the counter, cooked the porridge at "
        "night, and at eight o'clock nobody waited longer than ten minutes."
    )
    other = "I planned a dock for forty lorries, with papers for rail freight and one forklift."
    (pair,) = overlap([one, other, again])
    assert (pair.first, pair.second) == (0, 2)
    assert {"hostel", "porridge", "queue"} <= set(pair.words)
    assert overlap([one, other]) == ()
    assert overlap([]) == ()
