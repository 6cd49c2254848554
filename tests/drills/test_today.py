"""What the Today screen says: the plan that fits the minutes, the rest told honestly, streak, topics, tomorrow."""

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from drills import session
from drills.config import Study
from drills.goal.goals import GoalDraft
from drills.models import Kind, NoteDraft, Rating
from drills.plan.outlook import bare
from drills.scheduling.memory import retrievability
from drills.shipped import load_shipped
from drills.storage.goal.goals import add_goal
from drills.storage.goal.rests import add_break
from drills.storage.notes import add_note
from drills.storage.planning.forecasts import store_outlook
from drills.storage.planning.plan_inputs import forecast_inputs
from drills.storage.today import today_view
from drills.storage.tomorrow import tomorrow_words
from drills.topics import label
from drills.views.drill import Face, Summary
from drills.views.plan import PlannedDay, Verdict

STUDY = Study()


def add_card(c: sqlite3.Connection, now: datetime, name: str, deck: str = "Goals", tags: tuple[str, ...] = ()) -> int:
    """A basic note; the number of its card."""
    note = add_note(c, NoteDraft(Kind.BASIC, {"front": name, "back": "Yes"}, tags, deck=deck), now)
    return int(c.execute("SELECT id FROM cards WHERE note_id = ?", (note,)).fetchone()[0])


def put_in_review(c: sqlite3.Connection, card_id: int, last: date, interval: int) -> None:
    """Put a card in review, last answered on that day."""
    c.execute(
        "UPDATE cards SET phase = 'review', stability = ?, difficulty = 5, interval = ?, due_day = ?, last_day = ?, "
        "reps = 3 WHERE id = ?",
        (float(interval), interval, last.toordinal() + interval, last.toordinal(), card_id),
    )


def due_cards(c: sqlite3.Connection, now: datetime, count: int) -> None:
    """Cards in review that are due today."""
    for n in range(count):
        put_in_review(c, add_card(c, now, f"Due {n}?"), now.date() - timedelta(days=10), 10)


def drill(c: sqlite3.Connection, now: datetime, seconds: float = 10, answers: int = 1) -> None:
    """Answer that many cards with Easy, in a session of its own that is then ended."""
    sitting = session.start(c, now, STUDY)
    for _ in range(answers):
        face = session.serve(c, sitting, now, STUDY)
        assert isinstance(face, Face)
        session.grade(c, sitting, face.card.id, Rating.EASY, seconds, now, STUDY, None, face.card.reps)
    session.end(c, sitting, now)


def test_an_empty_library_has_nothing_to_do(library: sqlite3.Connection, now: datetime) -> None:
    """All is zero, and nothing fails."""
    view = today_view(library, now, STUDY)
    assert (view.cards, view.plan.cards, view.plan.left, view.streak, view.next_due) == (0, 0, 0, 0, None)
    assert view.day == now.date()
    assert [done.reviews for done in view.week] == [0] * 7
    assert view.week[0].day.weekday() == 0


def test_the_plan_is_what_a_session_then_brings(library: sqlite3.Connection, now: datetime) -> None:
    """Same cards, same count, within the minutes."""
    due_cards(library, now, 20)
    for n in range(80):
        add_card(library, now, f"New {n}?")
    plan = today_view(library, now, STUDY).plan
    face = session.serve(library, session.start(library, now, STUDY), now, STUDY)
    assert isinstance(face, Face)
    assert face.total == plan.cards == plan.due + plan.new
    assert plan.due == 20
    assert 0.9 * 15 * 60 < plan.seconds <= 15 * 60


def test_the_first_session_of_the_shipped_library_is_mixed(library: sqlite3.Connection, now: datetime) -> None:
    """From nearly every deck, of all kinds, a question and a critique among them, no deck twice running."""
    load_shipped(library, now)
    sitting = session.start(library, now, STUDY)
    rows = library.execute(
        "SELECT n.deck_id, n.kind FROM session_cards q JOIN cards c ON c.id = q.card_id "
        "JOIN notes n ON n.id = c.note_id WHERE q.session_id = ? ORDER BY q.position",
        (sitting,),
    ).fetchall()
    decks, kinds = zip(*rows, strict=True)
    assert len(set(decks)) >= 6
    assert set(kinds) == set(Kind)
    assert all(one != other for one, other in pairwise(decks))


def test_with_a_goal_the_first_session_is_about_its_decks(library: sqlite3.Connection, now: datetime) -> None:
    """About all of them, and of no other while they have new cards."""
    for deck in ("Other", "Near::A", "Near::B"):
        for n in range(200):
            add_card(library, now, f"{deck} {n}?", deck=deck)
    today = now.date().toordinal()
    library.execute("INSERT INTO goals (statement, deadline, created_day) VALUES ('Near', ?, ?)", (today + 18, today))
    library.execute("INSERT INTO goal_decks SELECT 1, id FROM decks WHERE name = 'Near'")
    sitting = session.start(library, now, STUDY)
    decks = Counter(
        name
        for (name,) in library.execute(
            "SELECT d.name FROM session_cards q JOIN cards c ON c.id = q.card_id JOIN notes n ON n.id = c.note_id "
            "JOIN decks d ON d.id = n.deck_id WHERE q.session_id = ?",
            (sitting,),
        )
    )
    assert decks == {"Near::A": 14, "Near::B": 14}


def test_a_backlog_is_told_honestly(library: sqlite3.Connection, now: datetime) -> None:
    """What doesn't fit the minutes is counted, with the days until it is gone."""
    due_cards(library, now, 150)
    plan = today_view(library, now, replace(STUDY, minutes_per_day=5)).plan
    assert plan.due + plan.left == 150
    assert plan.left > 100
    assert plan.left_seconds == pytest.approx(plan.left * 9.6, rel=0.05)
    assert plan.catch_up_days == -(-plan.left_seconds // 300)


def test_more_cards_are_due_than_are_weighed_one_by_one(library: sqlite3.Connection, now: datetime) -> None:
    """However large the backlog, the count is exact."""
    due_cards(library, now, 700)
    plan = today_view(library, now, STUDY).plan
    assert plan.due + plan.left == 700


def test_a_backlog_that_grows_faster_than_the_minutes_never_ends(library: sqlite3.Connection, now: datetime) -> None:
    """That is said too."""
    due_cards(library, now, 60)
    for ahead in range(1, 15):
        for n in range(12):
            put_in_review(library, add_card(library, now, f"Later {ahead} {n}?"), now.date(), ahead)
    assert today_view(library, now, replace(STUDY, minutes_per_day=1)).plan.catch_up_days is None


def test_minutes_done_today_are_taken_off(library: sqlite3.Connection, now: datetime) -> None:
    """When they are used up, the plan is empty and says what is left."""
    due_cards(library, now, 60)
    before = today_view(library, now, STUDY).plan
    drill(library, now, seconds=300)
    view = today_view(library, now, STUDY)
    assert (view.seconds_done, view.reviews_done) == (300, 1)
    assert before.cards == 60
    assert view.plan.seconds <= 600
    drill(library, now, seconds=700)
    done = today_view(library, now, STUDY).plan
    assert (done.cards, done.left) == (0, 58)


def test_cards_left_in_their_steps_on_an_earlier_day_wait_like_any_other(
    library: sqlite3.Connection, now: datetime
) -> None:
    """Only today's own steps come whatever the minutes."""
    for n in range(100):
        card_id = add_card(library, now, f"Step {n}?")
        library.execute(
            "UPDATE cards SET phase = 'learning', step = 0, stability = 1, difficulty = 5, due_at = 0, last_day = ?, "
            "reps = 1 WHERE id = ?",
            (now.date().toordinal() - 3, card_id),
        )
    plan = today_view(library, now, replace(STUDY, minutes_per_day=5)).plan
    assert plan.seconds <= 300
    assert plan.due + plan.left == 100


def test_the_streak_outlives_a_day_not_yet_done(library: sqlite3.Connection, now: datetime) -> None:
    """It grows by today's first answer, and breaks after a day without any."""
    for n in range(20):
        add_card(library, now, f"{n}?")
    for day in range(3):
        drill(library, now + timedelta(days=day))
    assert today_view(library, now + timedelta(days=2), STUDY).streak == 3
    assert today_view(library, now + timedelta(days=3), STUDY).streak == 3
    assert today_view(library, now + timedelta(days=4), STUDY).streak == 0


def test_an_answer_taken_back_is_not_counted(library: sqlite3.Connection, now: datetime) -> None:
    """Neither in the minutes nor in the streak."""
    due_cards(library, now, 3)
    drill(library, now, seconds=50)
    session.take_back(library, now)
    view = today_view(library, now, STUDY)
    assert (view.seconds_done, view.reviews_done, view.streak) == (0.0, 0, 0)


def test_a_session_left_today_can_be_taken_up(library: sqlite3.Connection, now: datetime) -> None:
    """Tomorrow a fresh plan is better."""
    due_cards(library, now, 5)
    sitting = session.start(library, now, STUDY)
    face = session.serve(library, sitting, now, STUDY)
    assert isinstance(face, Face)
    session.grade(library, sitting, face.card.id, Rating.GOOD, 9, now, STUDY, None, face.card.reps)
    left = today_view(library, now + timedelta(hours=2), STUDY).resumable
    assert left is not None
    assert (left.id, left.done, left.total) == (sitting, 1, 5)
    assert today_view(library, now + timedelta(days=1), STUDY).resumable is None


def test_the_figures_agree_before_during_and_after_a_session(library: sqlite3.Connection, now: datetime) -> None:
    """The plan, what an open session still holds, and the summary: the same cards, and the same cards left."""
    study = replace(STUDY, minutes_per_day=3)
    due_cards(library, now, 60)
    put_in_review(library, add_card(library, now, "Tomorrow?"), now.date() - timedelta(days=4), 5)
    before = today_view(library, now, study)
    assert before.plan.due + before.plan.left == 60
    assert before.tomorrow_cards == before.plan.left + 1
    sitting = session.start(library, now, study)
    begun = today_view(library, now, study)
    assert (begun.plan, begun.tomorrow_cards) == (before.plan, before.tomorrow_cards)
    for done in range(1, before.plan.cards + 1):
        face = session.serve(library, sitting, now, study)
        assert isinstance(face, Face)
        assert face.total == before.plan.cards
        session.grade(library, sitting, face.card.id, Rating.GOOD, 8.1, now, study, None, face.card.reps)
        view = today_view(library, now, study)
        if view.resumable:
            assert view.resumable.total - view.resumable.done == view.plan.cards == view.plan.due
            assert (view.resumable.done, view.plan.left) == (done, before.plan.left)
    summary = session.serve(library, sitting, now, study)
    assert isinstance(summary, Summary)
    assert (summary.left, summary.tomorrow_cards) == (before.plan.left, before.tomorrow_cards)
    assert summary.tomorrow_seconds == pytest.approx(before.tomorrow_seconds)


def test_cards_that_come_back_in_an_open_session_count_in_its_plan(library: sqlite3.Connection, now: datetime) -> None:
    """Neither as left nor as tomorrow's."""
    due_cards(library, now, 2)
    sitting = session.start(library, now, STUDY)
    face = session.serve(library, sitting, now, STUDY)
    assert isinstance(face, Face)
    session.grade(library, sitting, face.card.id, Rating.AGAIN, 9, now, STUDY, None, face.card.reps)
    view = today_view(library, now, STUDY)
    assert (view.plan.cards, view.plan.due, view.plan.left, view.tomorrow_cards) == (2, 2, 0, 0)


def test_after_a_drill_of_one_deck_the_days_open_session_still_counts(
    library: sqlite3.Connection, now: datetime
) -> None:
    """What it holds is planned: the summary says what is left beyond it, as Today does."""
    study = replace(STUDY, minutes_per_day=3)
    due_cards(library, now, 60)
    session.start(library, now, study)
    put_in_review(library, add_card(library, now, "Small?", deck="Small"), now.date() - timedelta(days=10), 10)
    small = session.start(library, now, study, deck="Small")
    face = session.serve(library, small, now, study)
    assert isinstance(face, Face)
    session.grade(library, small, face.card.id, Rating.GOOD, 5, now, study, None, face.card.reps)
    summary = session.serve(library, small, now, study)
    assert isinstance(summary, Summary)
    view = today_view(library, now, study)
    assert (summary.left, summary.tomorrow_cards) == (view.plan.left, view.tomorrow_cards)


def test_tomorrow_is_what_the_goals_plan_holds(library: sqlite3.Connection, now: datetime) -> None:
    """Not what is due; with what is due in no goal besides, up to the minutes of the day; a day off is one."""
    due_cards(library, now, 60)
    assert tomorrow_words(library, now.date(), (), STUDY) == "60 cards · about 10 min"
    goal_id = add_goal(
        library, GoalDraft("Interview", now.date() + timedelta(days=9), decks=("Goals",)), now, now.date()
    )
    assert today_view(library, now, STUDY).tomorrow == "not planned yet"
    inputs = forecast_inputs(library, goal_id, now, STUDY)
    days = tuple(PlannedDay(now.date() + timedelta(days=ahead), 8.0 + ahead, 40, 0.9, 0.8, 1.0) for ahead in range(9))
    outlook = bare(goal_id, now.date(), inputs.deadline, Verdict.ON_PLAN)
    store_outlook(library, inputs, replace(outlook, days=days), now)
    view = today_view(library, now, STUDY)
    assert view.tomorrow == "about 9 min, as planned"
    for n in range(12):
        put_in_review(library, add_card(library, now, f"Other {n}?", deck="Other"), now.date() - timedelta(days=10), 10)
    assert tomorrow_words(library, now.date(), (), STUDY) == "about 11 min, as planned"
    assert tomorrow_words(library, now.date(), (), replace(STUDY, minutes_per_day=10)) == "about 10 min, as planned"
    tomorrow = now.date() + timedelta(days=1)
    add_break(library, tomorrow, tomorrow, "", now)
    assert today_view(library, now, STUDY).tomorrow == "a day off"


def test_when_nothing_is_due_the_next_day_is_named(library: sqlite3.Connection, now: datetime) -> None:
    """And what tomorrow brings, buried cards included."""
    put_in_review(library, add_card(library, now, "Later?"), now.date(), 6)
    view = today_view(library, now, STUDY)
    assert (view.plan.cards, view.next_due) == (0, now.date() + timedelta(days=6))
    put_in_review(library, add_card(library, now, "Tomorrow?"), now.date(), 1)
    buried = add_card(library, now, "Buried?")
    put_in_review(library, buried, now.date() - timedelta(days=3), 3)
    library.execute("UPDATE cards SET buried_until = ? WHERE id = ?", (now.date().toordinal() + 1, buried))
    view = today_view(library, now, STUDY)
    assert view.tomorrow_cards == 2
    assert view.tomorrow_seconds == pytest.approx(2 * (0.9 * 8.1 + 0.1 * 23.0))
    assert view.next_due == now.date() + timedelta(days=1)


def test_weakest_topics_are_by_mean_predicted_recall(library: sqlite3.Connection, now: datetime) -> None:
    """Known topics come before other tags; with fewer than three cards seen there is no figure."""
    today = now.date()
    for tag, intervals in (("E3", (4, 8, 20)), ("A3", (40, 50, 60)), ("own", (1, 2, 3)), ("C1", (1, 1))):
        for n, interval in enumerate(intervals):
            card_id = add_card(library, now, f"{tag} {n}?", tags=(tag,))
            put_in_review(library, card_id, today - timedelta(days=10), interval)
    add_card(library, now, "Unseen?", tags=("E3",))
    weakest = today_view(library, now, STUDY).weakest
    assert [(topic.tag, topic.cards) for topic in weakest] == [("E3", 3), ("A3", 3), ("own", 3)]
    assert weakest[0].recall == pytest.approx(sum(retrievability(s, 10) for s in (4.0, 8.0, 20.0)) / 3)
    assert weakest[0].label == "E3 achievements ahead"
    assert set(weakest[0].weeks) == {None}


def test_topics_carry_what_was_measured_each_week(library: sqlite3.Connection, now: datetime) -> None:
    """The share recalled of the reviews in each of the last eight weeks, the latest last."""
    cards = [add_card(library, now, f"{n}?", tags=("A1",)) for n in range(4)]
    for weeks_ago, ratings in ((2, (1, 3, 3, 3)), (0, (3, 3, 3, 3))):
        then = now - timedelta(weeks=weeks_ago)
        for card_id in cards:
            put_in_review(library, card_id, then.date() - timedelta(days=10), 10)
        sitting = session.start(library, then, STUDY)
        for rating in ratings:
            face = session.serve(library, sitting, then, STUDY)
            assert isinstance(face, Face)
            session.grade(library, sitting, face.card.id, Rating(rating), 5, then, STUDY, None, face.card.reps)
            library.execute("UPDATE cards SET step = NULL, due_at = NULL, phase = 'review', due_day = 1, interval = 1 "
                            "WHERE due_at IS NOT NULL")  # fmt: skip
    assert today_view(library, now, STUDY).weakest == ()  # all known on the day it was answered
    [topic] = today_view(library, now + timedelta(days=1), STUDY).weakest
    assert topic.weeks == (None, None, None, None, None, 0.75, None, 1.0)


def test_what_the_plan_leaves_of_a_goals_due_cards_is_counted(library: sqlite3.Connection, now: datetime) -> None:
    """Not what is in it, nor the cards of no goal; the same while its session waits."""
    study = replace(STUDY, minutes_per_day=1)
    due_cards(library, now, 20)
    assert today_view(library, now, study).plan.later == 0
    draft = GoalDraft("Interview", now.date() + timedelta(days=9), decks=("Goals",))
    add_goal(library, draft, now, now.date())
    plan = today_view(library, now, study).plan
    assert plan.later == 20 - plan.due > 0
    assert plan.left == 0
    session.start(library, now, study)
    assert today_view(library, now, study).plan.later == plan.later


def test_goals_stand_with_their_cards(library: sqlite3.Connection, now: datetime) -> None:
    """The plan says how many of its cards are for which goal."""
    for n in range(6):
        add_card(library, now, f"Work {n}?", deck="Work::Basics")
    add_card(library, now, "Other?", deck="Other")
    today = now.date().toordinal()
    library.execute(
        "INSERT INTO goals (statement, deadline, created_day) VALUES ('Interview', ?, ?)", (today + 18, today)
    )
    library.execute("INSERT INTO goal_decks SELECT 1, id FROM decks WHERE name = 'Work'")
    view = today_view(library, now, STUDY)
    assert view.plan.by_goal == (("Interview", 6),)
    [line] = view.goals
    assert (line.days_left, line.cards, line.seen, line.readiness) == (18, 6, 0, 0.0)


@pytest.mark.parametrize(
    ("tag", "name"),
    [("A3", "A3 promotions"), ("star-result", "STAR: result"), ("[b]mine[/]", "[b]mine[/]")],
)
def test_topics_have_short_names(tag: str, name: str) -> None:
    """Unknown tags stand for themselves."""
    assert label(tag) == name
