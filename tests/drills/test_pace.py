"""Pace, urgency, notices, succession: how goals stand, in figures and in words. Pure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.goal.pace import Level, Pace, pace_of, proposed_milestones, study_days
from drills.goal.succession import Ending, chains_of, ending_of, following, story_skeleton
from drills.goal.urgency import NOTICED, notices_of, urgency_of
from drills.models import DeadlineMove, Goal, GoalStatus, JournalEntry, Milestone, Occurrence, Task

START = date(2026, 11, 1)
GOAL = Goal(1, "Interview", date(2026, 11, 21), START)  # 20 days


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def with_steps(*done: bool) -> Goal:
    """Milestones on days 4, 8, 12 … of the goal, some of them done."""
    return replace(
        GOAL,
        milestones=tuple(
            Milestone(n, f"step {n}", day(4 * n), day(1) if reached else None) for n, reached in enumerate(done, 1)
        ),
    )


@pytest.mark.parametrize(
    ("done", "today", "level", "words"),
    [
        ((False, False, False), 0, Level.ON_PACE, "on pace"),
        ((False, False, False), 4, Level.ON_PACE, "on pace"),
        ((False, False, False), 5, Level.BEHIND, "1 day behind"),
        ((False, False, False), 7, Level.BEHIND, "3 days behind"),
        ((False, False, False), 9, Level.FAR_BEHIND, "5 days behind"),
        ((True, False, False), 3, Level.AHEAD, "1 day ahead"),
        ((True, True, False), 3, Level.AHEAD, "5 days ahead"),
        ((True, False, False), 6, Level.ON_PACE, "on pace"),
        ((True, True, True), 3, Level.DONE, "all done"),
    ],
)
def test_steps_are_measured_against_their_days(done: tuple[bool, ...], today: int, level: Level, words: str) -> None:
    """Nothing is late before its day has passed; the buffer counts days."""
    pace = pace_of(with_steps(*done), day(today))
    assert (pace.level, pace.words) == (level, words)
    assert pace.broken == (level in (Level.BEHIND, Level.FAR_BEHIND))


def test_tasks_without_a_day_are_spread_evenly() -> None:
    """Up to the deadline; those with a day have it."""
    goal = replace(GOAL, tasks=(Task(1, "a"), Task(2, "b"), Task(3, "c", day(3))))
    assert pace_of(goal, START).line == ((START, 0.0), (day(3), 1 / 3), (day(10), 2 / 3), (day(20), 1.0))


@pytest.mark.parametrize(
    ("readiness", "today", "words"),
    [
        (0.0, 0, "on pace"),
        (0.45, 10, "on pace"),
        (0.2, 10, "6 days behind"),
        (0.6, 10, "3 days ahead"),
        (0.9, 10, "target reached"),
    ],
)
def test_cards_are_measured_against_a_line_to_the_target(readiness: float, today: int, words: str) -> None:
    """From nothing on the first day to 90 % on the last."""
    assert pace_of(GOAL, day(today), readiness=readiness).words == words


def test_the_worst_part_counts_and_both_are_shown() -> None:
    """Each with what is needed from here on."""
    pace = pace_of(with_steps(True, False, False), day(6), readiness=0.1, free=frozenset({day(7), day(8)}))
    assert (pace.level, pace.words) == (Level.BEHIND, "4 days behind")
    steps, cards = pace.parts
    assert steps.needed == "2 of 3 steps left: one every 6 days"
    assert cards.needed == "80 points of readiness left: 6.7 a day"
    assert steps.per_day == pytest.approx(2 / 12)
    assert study_days(day(6), GOAL.deadline, frozenset({day(7), day(8)})) == 12


def test_without_steps_and_cards_there_is_no_pace() -> None:
    """A repeating goal is on pace until its date has passed."""
    assert (pace_of(GOAL, START).level, pace_of(GOAL, START).words) == (Level.NONE, "no steps yet")
    habit = replace(GOAL, repeats="FREQ=DAILY")
    assert (pace_of(habit, GOAL.deadline).words, pace_of(habit, day(22)).words) == ("on pace", "2 days behind")


@given(st.lists(st.booleans(), max_size=4), st.integers(-3, 30), st.floats(0, 1), st.booleans())
def test_more_done_never_looks_worse(done: list[bool], today: int, readiness: float, cards: bool) -> None:
    """One step more, or readier cards: the buffer doesn't shrink and the level doesn't fall."""
    order = [Level.FAR_BEHIND, Level.BEHIND, Level.ON_PACE, Level.AHEAD, Level.DONE]
    before = pace_of(with_steps(*done, False), day(today), readiness=readiness if cards else None)
    after = pace_of(with_steps(*done, True), day(today), readiness=min(1.0, readiness + 0.1) if cards else None)
    assert order.index(after.level) >= order.index(before.level)


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.integers(1, 12))
def test_proposed_milestones_are_evenly_spaced(start: date, length: int, count: int) -> None:
    """Strictly between start and deadline; all of them where there is room."""
    deadline = start + timedelta(days=length)
    days = proposed_milestones(start, deadline, count)
    assert all(start < one < deadline for one in days)
    assert len(days) == count if length > 2 * count else len(days) <= count
    gaps = [(later - earlier).days for earlier, later in zip((start, *days), (*days, deadline), strict=True)]
    assert length <= 2 * count or max(gaps) - min(gaps) <= 1


# Urgency


def test_every_term_of_an_urgency_is_named_and_they_add_up() -> None:
    """The weightiest first; what counts nothing is left out."""
    goal = replace(with_steps(False), importance=2.0)
    found = urgency_of(goal, day(18), pace_of(goal, day(18)), next_step=False, touched=day(2))
    assert [(term.name, term.points) for term in found.terms] == [
        ("days left", 26.2),
        ("behind pace", 20),
        ("stale", 10),
        ("no next step", 5),
        ("importance", 3.0),
    ]
    assert found.total == pytest.approx(64.2)
    assert found.terms[0].words == "Sat 21 Nov 2026, 2 days"
    late = urgency_of(GOAL, day(25), pace_of(GOAL, day(25)), next_step=True, touched=day(24))
    assert [(term.name, term.points) for term in late.terms] == [("days left", 30), ("overdue", 5)]


@given(st.integers(0, 400), st.floats(0.1, 10))
def test_urgency_grows_with_nearness_and_importance(ahead: int, importance: float) -> None:
    """All else equal."""

    def total(days: int, weight: float) -> float:
        goal = replace(GOAL, deadline=day(days), importance=weight)
        return urgency_of(goal, START, Pace(Level.NONE, 0, ""), next_step=True, touched=START).total

    assert total(ahead, importance) >= total(ahead + 30, importance)
    assert total(ahead, importance) <= total(ahead, min(10.0, importance * 2))


# What is said in time


def test_a_date_is_brought_up_at_its_thresholds() -> None:
    """30, 14, 7, 3 and 1 days ahead: the last threshold that was reached, with the days that are left."""
    goal = replace(GOAL, deadline=day(40))
    said = [notices_of(goal, day(n), Pace(Level.NONE, 0, "")) for n in range(41)]
    assert [names[0].name.split()[0] for names in said if names] == [
        str(next(reached for reached in reversed(NOTICED) if left <= reached)) for left in range(30, -1, -1)
    ]
    assert (said[12][0].words, said[39][0].words, said[40][0].words) == (
        "28 days left.",
        "Tomorrow is the day.",
        "Today is the day.",
    )


def test_thresholds_nearer_than_the_goal_was_set_are_left_out() -> None:
    """A goal set, moved or come again ten days ahead isn't brought up for 30 or 14."""
    assert notices_of(replace(GOAL, deadline=day(10)), START, Pace(Level.NONE, 0, "")) == ()
    moved = replace(GOAL, deadline=day(30), moves=(DeadlineMove(day(20), day(30), "r", day(18)),))
    assert notices_of(moved, day(18), Pace(Level.NONE, 0, "")) == ()
    again = replace(GOAL, deadline=day(27), occurrences=(Occurrence(day(20), day(20)),))
    assert notices_of(again, day(20), Pace(Level.NONE, 0, "")) == ()
    assert notices_of(again, day(24), Pace(Level.NONE, 0, ""))[0].words == "3 days left."


def test_a_broken_pace_and_a_passed_day_are_brought_up() -> None:
    """With what is needed; a passed day asks for the outcome alone."""
    goal = with_steps(False, False)
    (notice,) = notices_of(goal, day(5), pace_of(goal, day(5)))
    assert (notice.name, notice.words) == ("pace", "1 day behind. 2 of 2 steps left: one every 7 days.")
    (over,) = notices_of(goal, day(21), pace_of(goal, day(21)))
    assert "Say how it went" in over.words


# Goal after goal


def test_a_met_goal_offers_the_skeleton_of_its_story() -> None:
    """From its reason, its dates, its steps in the order they were done, the plan, the journal and the result."""
    goal = replace(
        with_steps(True, False),
        why="A better job",
        proof="An offer",
        obstacle="I was tired",
        response="I did five cards",
        tasks=(Task(1, "Called Ana", None, START),),
        journal=(JournalEntry(1, day(3), "A hard week\nwith much rain"),),
        moves=(DeadlineMove(day(15), day(20), "They asked", day(10)),),
        status=GoalStatus.MET,
        closed_on=day(19),
        outcome="They said yes",
        evidence="Letter",
    )
    story = story_skeleton(goal)
    assert (story.title, story.situation) == ("Interview", "A better job")
    assert story.task == (
        "Interview\nDone when: An offer\nOn Sun 1 Nov 2026 I set myself a date: Mon 16 Nov 2026.\n"
        "It moved to Sat 21 Nov 2026: They asked"
    )
    assert story.action == "- Called Ana\n- step 1\n- A hard week\n- When I was tired, then I did five cards"
    assert story.result == "They said yes\nLetter\nReached on Fri 20 Nov 2026."


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        ({}, Ending.OPEN),
        ({"deadline": day(5)}, Ending.OVERDUE),
        ({"status": GoalStatus.DROPPED, "closed_on": day(3)}, Ending.DROPPED),
        ({"status": GoalStatus.MET, "closed_on": day(20)}, Ending.ON_TIME),
        ({"status": GoalStatus.MET, "closed_on": day(22)}, Ending.LATE),
        (
            {
                "status": GoalStatus.MET,
                "closed_on": day(22),
                "deadline": day(25),
                "moves": (DeadlineMove(day(20), day(25), "", day(9)),),
            },
            Ending.AFTER_MOVING,
        ),
    ],
)
def test_an_ending_is_held_against_the_first_date(change: dict[str, object], ending: Ending) -> None:
    """On time, on time after moving, late."""
    assert ending_of(replace(GOAL, **change), day(10)) is ending  # type: ignore[arg-type]


def test_goals_stand_in_chains() -> None:
    """The latest chain first; a goal that two follow stands in both; a ring doesn't hang."""
    goals = [
        replace(GOAL, id=n, follows_id=before, deadline=day(n)) for n, before in ((1, None), (2, 1), (3, 2), (4, 1))
    ]
    goals.append(replace(GOAL, id=5, deadline=day(1)))
    assert [[link.goal.id for link in chain] for chain in chains_of(goals, START)] == [[1, 4], [1, 2, 3], [5]]
    ring = [replace(GOAL, id=1, follows_id=2), replace(GOAL, id=2, follows_id=1), replace(GOAL, id=3, follows_id=1)]
    assert len(chains_of(ring, START)[0]) == 3


def test_the_next_goal_keeps_scope_and_habits() -> None:
    """But has words and a date of its own."""
    before = replace(GOAL, decks=("A",), tags=("E1",), search="x", minutes=20, eases_after=7, why="old", role_id=3)
    draft = following(before, day(60))
    assert (draft.follows_id, draft.decks, draft.tags, draft.search, draft.minutes) == (1, ("A",), ("E1",), "x", 20)
    assert (draft.statement, draft.why, draft.deadline, draft.eases_after, draft.role_id) == ("", "", day(60), 7, 3)
