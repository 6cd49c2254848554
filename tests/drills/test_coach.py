"""The coach: what it finds in an answer, what it leaves alone, and that it never fails on a text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.answers import Report, Role, check
from drills.answers.report import Finding
from drills.spoken import Timing

GOOD = (
    "My goal is a ward where wounds heal well. Last year I changed how we record when a patient is turned, and "
    "pressure sores went from nine in a quarter to two. Every week I read one new study and bring a point from it to "
    "the handover. By the end of October I'll have finished an audit of forty leg ulcers. You run your own wound care "
    "programme, with a term on the vascular unit. Without this post my plan stops at what one ward can teach me."
)
ROLE = Role(
    company="Calder Foods",
    role="cook",
    industry="catering",
    offers=("pastry school",),
    does_not_offer=("management", "postings abroad"),
)


def ids(text: str, **about: object) -> set[str]:
    """The ids of all that is found in an answer to Q1."""
    return {finding.id for finding in check(text, question="Q1", **about).findings}  # type: ignore[arg-type]


def pitfalls(text: str, **about: object) -> set[str]:
    """The pitfalls among them."""
    return {name for name in ids(text, **about) if name[0] == "A" and name[1:].isdigit()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I would like my salary to reach 60k within two years.", {"A1"}),
        ("I hope that the bonus scheme is part of the deal.", {"A1"}),
        ("I picture myself as the sous-chef of a big kitchen.", {"A2"}),
        ("I want to be promoted within two years.", {"A3"}),
        ("One day I mean to run the whole floor.", {"A3"}),
        ("In ten years I'll have my own bakery.", {"A5"}),
        ("I chose this field because it pays well.", {"A7"}),
        ("I'm in it for the money.", {"A7"}),
        ("I'm a cook but in two years I want to switch to software.", {"A6"}),
    ],
)
def test_an_aim_that_is_a_pitfall_is_named(text: str, expected: set[str]) -> None:
    """Whatever words it comes in."""
    assert pitfalls(text) == expected


def test_a_title_may_be_a_rise_too() -> None:
    """Whether a title is also a move up can be left open; that it is a title can't."""
    assert {"A2"} <= pitfalls("I want to be Head of Marketing.") <= {"A2", "A3"}


@pytest.mark.parametrize(
    "text",
    [
        "I want to build payroll software for bakeries.",
        "I'd like to raise awareness of hand washing on all wards.",
        "We raised 18,000 for the hospice and I want to repeat that by June.",
        "My manager taught me how to plan a week.",
        "As assistant manager I cut the turnaround to 22 minutes.",
        "I'm not after a title, I want to design drains.",
        "I was promoted after I had halved our stock losses.",
        "I want to plan promotions that clear the summer stock.",
        "I don't want a business of my own.",
        "I left banking for this trade and mean to stay.",
        "Money isn't what drives me.",
        'A friend said "I want to be rich", and I had no answer.',
        "There was a time when I'd have said: my own van with my name on the side. I don't say that any more.",
    ],
)
def test_a_mention_is_no_aim(text: str) -> None:
    """Work itself, other people, the past, and what is denied or quoted are innocent."""
    assert pitfalls(text) == set()


def test_a_good_answer_has_all_elements_and_nothing_to_put_right() -> None:
    """The five elements with the words that show them."""
    report = check(GOOD, question="Q1")
    assert report.missing == ()
    assert report.faults == ()
    assert report.response_type == "plan"
    shown = {finding.id: GOOD[finding.start : finding.end] for finding in report.good}
    assert "from nine in a quarter to two" in shown["E1"]
    assert "wound care" in GOOD[report.found("E2")[0].start :]
    assert "By the end of October" in shown["E3"]
    assert "Without this post" in shown["E4"]
    assert "Every week I read" in shown["E5"]
    assert {"C3", "number-in-result", "dated-step"} <= set(shown)


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("I have been with the same warehouse for nine years.", "E1"),
        ("I would love to reach my goals with a respected employer like you.", "E2"),
        ("In five years I will be drawing complete steel frames on my own.", "E3"),
        ("From 1 May I will read more about soil mechanics.", "E3"),
        ("This role would be a great opportunity for me.", "E4"),
        ("In April I completed a food safety course.", "E5"),
    ],
)
def test_what_only_looks_like_an_element_is_missing(text: str, element: str) -> None:
    """Tenure, praise, the question's five years, a start without an end, and a single course show nothing."""
    assert element in check(text, question="Q1").missing


def test_emptiness_needs_more_than_a_warning_word() -> None:
    """Vague turns with nothing behind them are A4; the same word with a field, a step and a date is not."""
    empty = "I want to grow and to succeed. I'm open to anything. In several years I hope to be in a good place."
    assert "A4" in pitfalls(empty)
    assert "A4" not in pitfalls("I want to grow in teaching reading: until Easter I try paired reading with one class.")


def test_straying_and_length_are_named() -> None:
    """Private matters that fill an answer, and more than 300 words."""
    stray = (
        "I want to plan a dock. By the way, my neighbour has a parrot and my aunt sings in a choir with it. "
        "My brother plays football on Sundays and his wife bakes a cake for the whole team, she is lovely."
    )
    assert "A8" in pitfalls(stray)
    assert {"A8", "too-long"} <= ids("I plan the dock for the lorries. " * 50)
    assert "A8" not in pitfalls(GOOD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'd like to manage the other cooks within three years.", True),
        ("I want to work abroad, so one of your international postings would be next.", True),
        ("I want to go through your pastry school by June.", False),
        ("My goal is not to manage others, it is to cook.", False),
    ],
)
def test_a_role_says_what_it_cannot_offer(text: str, expected: bool) -> None:
    """A5 against what the profile rules out, whichever word of the family is used."""
    assert ("A5" in pitfalls(text, role=ROLE)) is expected
    assert "A5" not in pitfalls(text)


def test_every_reason_quotes_the_words_and_every_place_lies_in_the_text() -> None:
    """Offsets count characters of the text as it was given."""
    text = "👍 Naïve, I know:\r\n\r\nI want to become a senior manager — “soon”.\nAnd a pay rise is what I want."
    report = check(text, question="Q1")
    assert {"A1", "A2"} <= {finding.id for finding in report.findings}
    for finding in report.findings:
        assert text[finding.start : finding.end].strip() == text[finding.start : finding.end] != ""
        assert finding.reason
        assert finding.suggestion


def test_at_most_two_things_are_shown_first_and_the_gravest_lead() -> None:
    """The rest on request."""
    text = "I want to become a manager. I want a bonus. I'm in it for the money. I want to be promoted."
    report = check(text, question="Q1")
    assert len(report.fixes) == 2
    assert len(report.faults) > 2
    assert all(fault.severity == "fix" for fault in report.fixes)
    assert len({fault.id for fault in report.fixes}) == 2


def test_a_check_that_is_off_stays_silent() -> None:
    """Neither found nor missing."""
    assert "A2" not in ids("I want to become a senior manager.", off={"A2"})
    assert "E3" not in check("I like trains.", off={"E3"}).missing


def test_the_length_in_seconds_is_at_ones_own_pace() -> None:
    """140 words a minute unless said."""
    assert Report(words=280).seconds() == 120
    assert Report(words=280, pace=100).seconds() == 168


@pytest.mark.parametrize(
    ("words", "timing", "said"),
    [
        (39, Timing(), "39 words, about 17 seconds aloud; common advice is 60 to 120 seconds."),
        (39, Timing(band=(45, 90)), None),
        (20, Timing(band=(45, 90)), "20 words, about 9 seconds aloud; common advice is 45 to 90 seconds."),
        (20, Timing(112, (45, 90)), "20 words, about 11 seconds aloud; common advice is 45 to 90 seconds."),
        (1, Timing(), "1 word, about 1 second aloud; common advice is 60 to 120 seconds."),
        (299, Timing(), None),
        (
            299,
            Timing(band=(30, 75)),
            "299 words, about 128 seconds aloud; common advice is 30 to 75 seconds, up to 188 words.",
        ),
    ],
)
def test_too_short_and_too_long_go_by_the_questions_band_at_ones_own_pace(
    words: int, timing: Timing, said: str | None
) -> None:
    """The common band and pace where neither is known."""
    found = [each for each in check("wood " * words, timing=timing).findings if each.id in ("too-short", "too-long")]
    assert [each.reason for each in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "question", "kind"),
    [
        (GOOD, "Q1", "plan"),
        ("I took over the form. I phoned every home. By July we were at 94.", "Tell me about a time", "story"),
        ("If I had a deadline I would make a list. Then I'd ask for help.", "Tell me about a time", "hypothetical"),
        ("I'm a natural closer. I'm competitive and I'm driven.", "Tell me about a time", "self-description"),
        ("I believe that people should be open to criticism. Managers should give it.", "Tell me", "opinion"),
        ("", "", "opinion"),
    ],
)
def test_the_kind_of_answer_is_told(text: str, question: str, kind: str) -> None:
    """Story, plan, opinion, self-description, hypothetical."""
    assert check(text, question=question).response_type == kind


SPOKEN = "So, um, I was, like, on the road, you know, and um, the lift, er, it just, um, stopped, you know, um."


@pytest.mark.parametrize(
    ("text", "fault", "about"),
    [
        (SPOKEN, "filler-heavy", {"spoken": True}),
        ("I guess it was perhaps a bit better, and maybe I possibly helped, I suppose.", "hedge-heavy", {}),
        ("We sat down, we drew the path, we found that we waited, and we changed our sheets.", "we-heavy", {}),
        ("My boss never listened, and nobody told me. It wasn't my fault.", "blame", {}),
        ("Sorry for my English, it is only a small story.", "apology", {}),
        ("I leveraged synergies and empowered a high-performing, results-driven team.", "buzzword-heavy", {}),
        ("I want to learn welding at some point.", "vague-time", {}),
        ("I like trains.", "too-short", {}),
    ],
)
def test_habits_of_speech_are_named(text: str, fault: str, about: dict[str, bool]) -> None:
    """Each where it is heavy."""
    found = check(text, question="Q1", **about)  # type: ignore[arg-type]
    assert fault in {finding.id for finding in found.faults}


def test_fillers_count_only_in_spoken_text() -> None:
    """Nobody writes um."""
    assert "filler-heavy" not in ids(SPOKEN)


def test_stating_a_number_or_date_that_the_story_lacks_is_named() -> None:
    """Only when the facts are given."""
    text = "I cut complaints from forty to twelve by 3 May, for 1,200 people."
    assert not {"unknown-number", "unknown-date"} & ids(text)
    found = check(text, facts=["complaints: 40, then 12"])
    assert [text[one.start : one.end] for one in found.found("unknown-number")] == ["1,200"]
    assert [text[one.start : one.end] for one in found.found("unknown-date")] == ["3 May"]
    assert not {"unknown-number", "unknown-date"} & ids(text, facts=["40 to 12 on 3 May", "1200 people"])


def test_a_near_copy_of_a_sample_is_told_so() -> None:
    """A few words changed don't make it one's own; another answer is left alone."""
    copied = GOOD.replace("forty leg ulcers", "thirty leg ulcers")
    assert "near-copy" in ids(copied, samples=["Something else entirely.", GOOD])
    assert "near-copy" not in ids("I want to plan a whole dock, and I start in June.", samples=[GOOD])


def test_a_date_that_has_passed_makes_an_answer_stale() -> None:
    """In a plan; what lies behind in a story is no fault."""
    assert "stale-date" in ids("I'll sit the exam on 3 March 2026.", today=date(2026, 11, 23))
    assert "stale-date" not in ids("I sat the exam on 3 March 2026.", today=date(2026, 11, 23))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_it_fail_and_the_same_text_gives_the_same_report(text: str) -> None:
    """Any characters at all; places lie within the text."""
    report = check(text, question="Q1", role=ROLE, spoken=True, today=date(2026, 11, 23), facts=[""], samples=[GOOD])
    assert report == check(
        text, question="Q1", role=ROLE, spoken=True, today=date(2026, 11, 23), facts=[""], samples=[GOOD]
    )
    assert all(0 <= finding.start < finding.end <= len(text) for finding in report.findings)


_WORDS = (
    *("I", "want", "to", "become", "the", "head", "of", "a", "kitchen", "by", "June", ",", ".", ";", "not", "because"),
    *("“", "you", "run", "my", "own", "日本語", "👍🏽", "İ", "ﬁ", "-", "3.5", "£40k"),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=60))
def test_words_in_any_order_make_it_neither_fail_nor_hang(words: list[str]) -> None:
    """Patterns over words of the coach's own lists."""
    text = " ".join(words)
    assert all(isinstance(finding, Finding) for finding in check(text, question="Q1").findings)
