"""Planning in the library: whose cards, what to expect, what can be chosen, and why a card comes."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from drills import session
from drills.config import Study
from drills.errors import InputError
from drills.goal.goals import GoalDraft
from drills.models import GoalStatus, Kind, NoteDraft, Rating
from drills.plan.budget import budgets, shared_minutes
from drills.plan.division import divided
from drills.plan.outlook import Cancelled, compute
from drills.plan.words import missed_words, verdict_words
from drills.plan.worth import PLANNERS, Planners
from drills.scheduling import DeadlinePlanner
from drills.storage.goal.goal_counts import goal_counts
from drills.storage.goal.goal_reach import goal_cards
from drills.storage.goal.goals import add_goal, close_goal
from drills.storage.goal.rests import add_break
from drills.storage.goal.standings import goal_page
from drills.storage.notes import add_note, suspend_notes
from drills.storage.planning.forecasts import keep_outlook, outlooks, stale_goals, store_outlook, stored_outlook
from drills.storage.planning.missed import missed, missed_said
from drills.storage.planning.plan_choices import apply_choice, park, set_minutes, unpark
from drills.storage.planning.plan_inputs import forecast_inputs
from drills.storage.planning.plan_view import goal_plan_view
from drills.storage.planning.plan_why import why
from drills.storage.today import today_view
from drills.trial import start_warm_up
from drills.views.drill import Face, Summary
from drills.views.plan import Choice, GoalOutlook, Stage, Verdict, Way

STUDY = Study(minutes_per_day=15)


def note(c: sqlite3.Connection, name: str, now: datetime, deck: str = "Work", tags: Sequence[str] = ()) -> int:
    draft = NoteDraft(Kind.BASIC, {"front": f"{name}?", "back": "Yes"}, tuple(tags), deck=deck)
    note_id = add_note(c, draft, now)
    return int(c.execute("SELECT id FROM cards WHERE note_id = ?", (note_id,)).fetchone()[0])


def goal(c: sqlite3.Connection, now: datetime, days: int = 18, statement: str = "Interview", **more: object) -> int:
    more = {"decks": ("Work",), **more}
    draft = GoalDraft(statement, now.date() + timedelta(days=days), **more)  # type: ignore[arg-type]
    return add_goal(c, draft, now, now.date())


def learn(c: sqlite3.Connection, now: datetime, count: int, rating: Rating = Rating.GOOD) -> None:
    """Answer so many cards, whichever come."""
    number = session.start(c, now, STUDY, minutes=60)
    for _ in range(count):
        face = session.serve(c, number, now, STUDY)
        if not isinstance(face, Face):
            break
        session.grade(c, number, face.card.id, rating, 8.0, now, STUDY)
    session.end(c, number, now)


def outlook_of(c: sqlite3.Connection, goal_id: int, now: datetime) -> GoalOutlook:
    inputs = forecast_inputs(c, goal_id, now, STUDY)
    outlook = compute(inputs, planner=DeadlinePlanner(patient=False))
    store_outlook(c, inputs, outlook, now)
    return outlook


# Whose cards


def test_a_goals_cards_are_those_of_decks_tags_and_search_without_the_parked(
    library: sqlite3.Connection, now: datetime
) -> None:
    below = note(library, "below", now, "Work::Deep")
    tagged = note(library, "tagged", now, "Other", ["E3"])
    found = note(library, "zebra", now, "Other")
    note(library, "neither", now, "Other")
    asleep = note(library, "asleep", now)
    suspend_notes(library, [library.execute("SELECT max(id) FROM notes").fetchone()[0]], True, now)
    number = goal(library, now, tags=("e3",), search="zebra")
    assert goal_cards(library, number, now.date()) == [below, tagged, found]
    park(library, number, [tagged], now)
    assert goal_cards(library, number, now.date()) == [below, found]
    assert [(line.cards, line.seen) for line in today_view(library, now, STUDY).goals] == [(2, 0)]
    session.take_back(library, now)
    assert goal_cards(library, number, now.date()) == [below, tagged, found]
    park(library, number, [tagged], now)
    unpark(library, number, [tagged], now)
    assert tagged in goal_cards(library, number, now.date())
    assert asleep not in goal_cards(library, number, now.date())


def test_the_session_of_a_goal_holds_its_cards_alone(library: sqlite3.Connection, now: datetime) -> None:
    wanted = {note(library, "tagged", now, "Other", ["E3"]), note(library, "in deck", now)}
    for n in range(5):
        note(library, f"other {n}", now, "Other")
    number = goal(library, now, tags=("E3",))
    sitting = session.start(library, now, STUDY, goal_id=number)
    queued = {card for (card,) in library.execute("SELECT card_id FROM session_cards WHERE session_id = ?", (sitting,))}
    assert queued == wanted


# The day's queue


def test_cards_come_ahead_of_their_day_for_a_goal_as_early_answers(library: sqlite3.Connection, now: datetime) -> None:
    """Of no goal, they wait."""
    for n in range(4):
        note(library, f"q{n}", now)
        note(library, f"o{n}", now, "Other")
    learn(library, now, 8, Rating.EASY)
    later = now + timedelta(days=2)
    assert today_view(library, later, STUDY).plan.cards == 0
    goal(library, later)
    plan = today_view(library, later, STUDY).plan
    assert (plan.cards, plan.ahead, plan.due, plan.by_goal) == (4, 4, 0, (("Interview", 4),))
    learn(library, later, 1)
    assert library.execute("SELECT kind FROM reviews ORDER BY id DESC LIMIT 1").fetchone() == ("early",)


def test_without_goals_nothing_loads_the_planner(library: sqlite3.Connection, now: datetime) -> None:
    PLANNERS.forget()
    note(library, "one", now)
    learn(library, now, 1)
    assert PLANNERS.at_hand() is None
    goal(library, now)
    session.start(library, now, STUDY)
    assert PLANNERS.at_hand() is not None


def test_once_all_goals_have_enough_the_day_is_done(library: sqlite3.Connection, now: datetime) -> None:
    """Whoever wants more gets more."""
    for n in range(3):
        note(library, f"q{n}", now)
    goal(library, now)
    learn(library, now, 3, Rating.EASY)
    plan = today_view(library, now, STUDY).plan
    assert (plan.cards, plan.enough) == (0, True)
    assert session.start(library, now + timedelta(days=1), STUDY, extra=True)


def test_minutes_of_a_goals_own_are_all_it_gets_and_come_out_of_the_days(
    library: sqlite3.Connection, now: datetime
) -> None:
    for n in range(60):
        note(library, f"w{n}", now)
        note(library, f"o{n}", now, "Other")
    number = goal(library, now)
    assert today_view(library, now, STUDY).minutes_per_day == 15
    set_minutes(library, number, 22, now)
    view = today_view(library, now, STUDY)
    assert view.minutes_per_day == 22
    assert 20 * 60 <= view.plan.seconds <= 22 * 60
    assert dict(view.plan.by_goal) == {"Interview": view.plan.cards}
    assert forecast_inputs(library, number, now, STUDY).budgets[0] == 22 * 60
    set_minutes(library, number, 5, now)
    goal(library, now, statement="Other", decks=("Other",))
    view = today_view(library, now, STUDY)
    by_goal = dict(view.plan.by_goal)
    assert view.minutes_per_day == 15
    assert 8 <= by_goal["Interview"] <= 11 < by_goal["Other"]


def test_a_goal_closed_while_it_is_forecast_breaks_nothing(library: sqlite3.Connection, now: datetime) -> None:
    numbers = []
    for deck in ("Work", "Other", "Third"):
        note(library, deck, now, deck)
        numbers.append(goal(library, now, statement=deck, decks=(deck,)))
    close_goal(library, numbers[0], GoalStatus.MET, "Done", now, now.date())
    inputs = forecast_inputs(library, numbers[0], now, STUDY)
    assert inputs.sharing is None
    assert compute(inputs, planner=DeadlinePlanner(patient=False)).verdict is not None


def test_many_cards_get_their_share_of_the_time_however_few_are_rehearsed(
    library: sqlite3.Connection, now: datetime
) -> None:
    """A few cards stand for many: what is left of their part of a day is the next day's."""
    for n in range(700):
        note(library, f"q{n}", now)
    number = goal(library, now, days=20, minutes=5)
    inputs = forecast_inputs(library, number, now, STUDY)
    outlook = compute(inputs, planner=DeadlinePlanner())
    spent = sum(day.minutes for day in outlook.days)
    assert spent == pytest.approx(0.9 * 5 * 20, rel=0.08)
    assert outlook.five_more is not None
    assert outlook.five_more > 0.02


def test_what_a_goal_leaves_of_its_own_minutes_others_use(library: sqlite3.Connection, now: datetime) -> None:
    """Up to the usual minutes of a day."""
    for n in range(3):
        note(library, f"w{n}", now)
    for n in range(60):
        note(library, f"o{n}", now, "Other")
    goal(library, now, minutes=60)
    goal(library, now, statement="Other", decks=("Other",))
    view = today_view(library, now, STUDY)
    assert dict(view.plan.by_goal)["Interview"] == 3
    assert 14 * 60 <= view.plan.seconds <= 15 * 60


def test_other_goals_and_cards_due_keep_a_third_of_the_usual_minutes(
    library: sqlite3.Connection, now: datetime
) -> None:
    for n in range(60):
        note(library, f"w{n}", now)
        note(library, f"o{n}", now, "Other")
    number, other = goal(library, now), goal(library, now, statement="Other", decks=("Other",))
    set_minutes(library, number, 22, now)
    view = today_view(library, now, STUDY)
    assert view.minutes_per_day == 27
    assert sum(forecast_inputs(library, other, now, STUDY).budgets[:1]) == 5 * 60
    assert (shared_minutes(15, 0, False), shared_minutes(15, 22, False), shared_minutes(15, 5, True)) == (15, 0, 10)


# Forecasts


def test_a_goal_is_forecast_stored_and_goes_stale_with_what_it_was_made_of(
    library: sqlite3.Connection, now: datetime
) -> None:
    for n in range(12):
        note(library, f"q{n}", now)
    number = goal(library, now, days=6)
    [before] = outlooks(library, now, STUDY)
    assert (before.verdict, before.stale) == (Verdict.UNKNOWN, True)
    learn(library, now, 12)
    later = now + timedelta(days=1)
    made = outlook_of(library, number, later)
    assert 0 < made.now < 1
    assert made.low <= made.mean <= made.high
    assert len(made.days) == 5
    [stored] = outlooks(library, later, STUDY)
    assert replace(stored, made_at=None) == made
    assert stale_goals(library, later, STUDY) == ()
    assert today_view(library, later, STUDY).goals[0].outlook == stored
    learn(library, later, 1)
    assert stale_goals(library, later, STUDY) == (number,)
    session.take_back(library, later)
    inputs = forecast_inputs(library, number, later, STUDY)
    assert keep_outlook(library, inputs, later)
    assert stale_goals(library, later, STUDY) == ()


def test_the_same_library_gives_the_same_inputs_and_an_outlook_can_be_cancelled(
    library: sqlite3.Connection, now: datetime
) -> None:
    for n in range(6):
        note(library, f"q{n}", now)
    number = goal(library, now, days=5)
    inputs = forecast_inputs(library, number, now, STUDY)
    assert inputs.hash() == forecast_inputs(library, number, now, STUDY).hash()
    assert inputs.hash() != replace(inputs, target=0.8).hash()
    with pytest.raises(Cancelled):
        compute(inputs, lambda: True, DeadlinePlanner(patient=False))


def test_before_there_are_answers_only_a_wide_band_is_shown(library: sqlite3.Connection, now: datetime) -> None:
    for n in range(6):
        note(library, f"q{n}", now)
    outlook = outlook_of(library, goal(library, now, days=5), now)
    assert (outlook.firm, outlook.band) == (False, 0.95)
    assert outlook.band_words.startswith("a typical learner: ")


def test_goals_without_cards_and_goals_whose_day_has_come_say_so(library: sqlite3.Connection, now: datetime) -> None:
    number = goal(library, now, days=2, decks=())
    assert compute(forecast_inputs(library, number, now, STUDY)).verdict is Verdict.NO_CARDS
    note(library, "q", now)
    number = goal(library, now, days=2)
    states = [
        next(o.state for o in outlooks(library, now + timedelta(days=ahead), STUDY) if o.goal_id == number)
        for ahead in (0, 2, 3)
    ]
    assert states == [Stage.LAST_DAYS, Stage.TODAY, Stage.OVER]
    assert stale_goals(library, now + timedelta(days=3), STUDY) == ()


def test_breaks_are_days_without_minutes_at_once(library: sqlite3.Connection, now: datetime) -> None:
    note(library, "q", now)
    number = goal(library, now, days=5)
    today = now.date()
    add_break(library, today + timedelta(days=1), today + timedelta(days=2), "Away", now)
    seconds = forecast_inputs(library, number, now, STUDY).budgets
    assert [bool(of_day) for of_day in seconds] == [True, False, False, True, True]
    assert today_view(library, now + timedelta(days=1), STUDY).rest


def test_a_day_has_what_is_left_of_it_and_days_off_nothing() -> None:
    today = date(2026, 11, 22)
    assert budgets(2, 900.0, 200.0, today, ()) == (200.0, 900.0)
    assert budgets(2, 900.0, -5.0, today, {today + timedelta(days=1)}) == (0.0, 0.0)


def test_a_goal_is_forecast_with_the_minutes_that_sessions_give_it(library: sqlite3.Connection, now: datetime) -> None:
    """Of goals that share them, each has what the planner takes for its cards: not what their numbers make it out."""
    for n in range(30):
        note(library, f"w{n}", now)
    learn(library, now, 30, Rating.EASY)
    later = now + timedelta(days=1)
    for n in range(60):
        note(library, f"o{n}", later, "Other")
    known = goal(library, later, days=3, statement="Known")
    new = goal(library, later, days=12, statement="New", decks=("Other",))
    first = {}
    for number in (known, new):
        inputs = forecast_inputs(library, number, later, STUDY)
        assert inputs.hash() == divided(inputs, DeadlinePlanner()).hash()
        first[number] = divided(inputs, DeadlinePlanner()).budgets[0]
    plan = today_view(library, later, STUDY).plan
    by_goal = dict(plan.by_goal)
    assert by_goal.get("Known", 0) < 10 < by_goal["New"]
    assert first[known] + first[new] == pytest.approx(15 * 60)
    assert first[known] / 9 == pytest.approx(by_goal.get("Known", 0), abs=6)
    park(library, known, goal_cards(library, known, later.date()), later)
    assert forecast_inputs(library, new, later, STUDY).sharing is None


def test_its_minutes_of_a_usual_day_are_those_of_all_its_days_not_of_the_first(
    library: sqlite3.Connection, now: datetime
) -> None:
    """Another goal that takes most of today, but whose day is tomorrow, doesn't stand for the weeks to come."""
    for n in range(40):
        note(library, f"q{n}", now)
        note(library, f"r{n}", now, deck="Talk")
    goal(library, now, days=1, statement="Talk", decks=("Talk",))
    inputs = forecast_inputs(library, goal(library, now, days=20), now, STUDY)
    assert inputs.shared == pytest.approx(15)
    assert inputs.minutes == pytest.approx(sum(inputs.budgets) / 60 / 20)
    assert inputs.minutes > 13


# Choices


def test_a_plan_that_falls_short_offers_ways_each_with_its_consequence(
    library: sqlite3.Connection, now: datetime
) -> None:
    for n in range(40):
        note(library, f"q{n}", now)
    number = goal(library, now, days=4, minutes=2)
    outlook = outlook_of(library, number, now)
    assert outlook.verdict in (Verdict.BEHIND, Verdict.OUT_OF_REACH)
    ways = {choice.way: choice for choice in outlook.choices}
    assert set(ways) == {Way.MINUTES, Way.DATE, Way.CARDS}
    assert all(choice.mean > outlook.mean for choice in outlook.choices)
    assert goal_page(library, number, now, STUDY).standing.pace.words == "forecast to fall short"  # type: ignore[union-attr]
    fewer = ways[Way.CARDS]
    assert 0 < len(fewer.costliest) <= len(fewer.card_ids) < 40
    apply_choice(library, number, fewer, now, now.date())
    assert len(goal_cards(library, number, now.date())) == 40 - len(fewer.card_ids)
    session.take_back(library, now)
    assert len(goal_cards(library, number, now.date())) == 40


@pytest.mark.parametrize("way", [Way.MINUTES, Way.DATE, Way.CARDS])
def test_what_is_said_to_be_enough_is_once_it_is_taken(library: sqlite3.Connection, now: datetime, way: Way) -> None:
    """What is said to come of it is what is forecast then, however far that lies from the plan before."""
    for n in range(120):
        note(library, f"q{n}", now)
    number = goal(library, now, days=12, minutes=5)
    before = outlook_of(library, number, now)
    choice = next(choice for choice in before.choices if choice.way is way)
    apply_choice(library, number, choice, now, now.date())
    after = outlook_of(library, number, now)
    assert (before.verdict, after.verdict) == (Verdict.BEHIND, Verdict.ON_PLAN)
    assert after.mean == pytest.approx(choice.mean, abs=1e-6)


def test_the_minutes_needed_dont_depend_on_those_there_are(library: sqlite3.Connection, now: datetime) -> None:
    for n in range(120):
        note(library, f"q{n}", now)
    number = goal(library, now, days=12, minutes=5)
    needed = []
    for minutes in (5, 8, 11):
        set_minutes(library, number, minutes, now)
        needed.append(outlook_of(library, number, now).minutes_needed or 0)
    assert max(needed) - min(needed) <= 2


def test_days_off_before_the_date_dont_make_those_after_it_shorter(library: sqlite3.Connection, now: datetime) -> None:
    """A later date is judged with the minutes of a usual day; days off are called so, days without minutes aren't."""
    for n in range(40):
        note(library, f"q{n}", now)
    number = goal(library, now, days=10, minutes=8)
    add_break(library, now.date() + timedelta(days=1), now.date() + timedelta(days=9), "Away", now)
    outlook = outlook_of(library, number, now)
    later = next(choice for choice in outlook.choices if choice.way is Way.DATE)
    assert later.deadline
    assert later.deadline <= now.date() + timedelta(days=40)
    assert [day.rest for day in outlook.days] == [False] + [True] * 9


def test_no_minutes_are_said_to_reach_the_target_only_where_none_do(library: sqlite3.Connection, now: datetime) -> None:
    for n in range(60):
        note(library, f"q{n}", now)
    outlook = outlook_of(library, goal(library, now, days=14, minutes=2), now)
    assert outlook.minutes_needed is not None
    assert next(choice.mean for choice in outlook.choices if choice.way is Way.MINUTES) >= 0.89


def test_where_some_cards_stand_for_all_it_says_why_none_are_named(library: sqlite3.Connection, now: datetime) -> None:
    for n in range(40):
        note(library, f"q{n}", now)
    inputs = forecast_inputs(library, goal(library, now, days=4, minutes=2), now, STUDY)
    outlook = compute(replace(inputs, total=80), planner=DeadlinePlanner(patient=False))
    assert Way.CARDS not in {choice.way for choice in outlook.choices}
    assert "40 of its 80 cards stand for all" in outlook.advice


def test_cards_that_stand_for_all_get_their_share_of_the_minutes(library: sqlite3.Connection, now: datetime) -> None:
    """Half of the cards have half of the time: the same is forecast as of all of them, in as many minutes."""
    for n in range(80):
        note(library, f"q{n}", now)
    inputs = forecast_inputs(library, goal(library, now, days=6, minutes=3), now, STUDY)
    half = replace(inputs, cards=inputs.cards[::2])
    whole, sampled = (compute(given, planner=DeadlinePlanner(patient=False)) for given in (inputs, half))
    assert sampled.mean == pytest.approx(whole.mean, abs=0.06)
    assert [day.minutes for day in sampled.days] == pytest.approx([day.minutes for day in whole.days], rel=0.2)
    assert sum(day.answers for day in sampled.days) == pytest.approx(sum(day.answers for day in whole.days), rel=0.2)
    assert sampled.minutes_needed is not None
    assert whole.minutes_needed is not None
    assert sampled.minutes_needed == pytest.approx(whole.minutes_needed, rel=0.35)


def test_each_way_is_applied_and_taken_back(library: sqlite3.Connection, now: datetime) -> None:
    number, today = goal(library, now, days=4, decks=()), now.date()

    def columns() -> tuple[int, int | None]:
        row: tuple[int, int | None] = library.execute("SELECT deadline, minutes FROM goals").fetchone()
        return row

    before = columns()
    for choice in (
        Choice(Way.MINUTES, "22 min/day", 0.9, 0.8, 1.0, True, minutes=22),
        Choice(Way.DATE, "later", 0.9, 0.8, 1.0, True, deadline=today + timedelta(days=9)),
    ):
        apply_choice(library, number, choice, now, today)
        assert columns() != before
        session.take_back(library, now)
        assert columns() == before
    with pytest.raises(InputError):
        apply_choice(library, number, Choice(Way.CARDS, "", 0, 0, 0, False), now, today)


# Why


def test_a_card_says_why_it_comes(library: sqlite3.Connection, now: datetime) -> None:
    card = note(library, "q", now)
    assert why(library, card, now, STUDY).words.startswith("in 30 days 0 % → ")
    goal(library, now)
    first = why(library, card, now, STUDY)
    assert first.words.startswith("on 10 Dec 0 % → ")
    assert first.words.endswith(" s")
    learn(library, now, 1, Rating.EASY)
    early = why(library, card, now + timedelta(days=3), STUDY)
    assert (early.sort, early.reached[0].label) == ("early", "Interview")
    assert early.reached[0].without < early.reached[0].given
    assert early.note.startswith("not due before ")


# Days


def test_a_warm_up_changes_nothing_but_its_own_queue(library: sqlite3.Connection, now: datetime) -> None:
    """What was not recalled comes once more at the end."""
    for n in range(3):
        note(library, f"q{n}", now)
    number = goal(library, now, days=2)
    learn(library, now, 3, Rating.EASY)
    morning = now + timedelta(days=2)
    tables = ("cards", "reviews", "daily", "learner")
    before = {table: library.execute(f"SELECT * FROM {table}").fetchall() for table in tables}  # noqa: S608
    sitting = start_warm_up(library, number, morning, STUDY)
    seen = []
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.GOOD):
        face = session.serve(library, sitting, morning, STUDY)
        assert isinstance(face, Face)
        assert face.sort == "warm-up"
        seen.append(face.card.id)
        session.grade(library, sitting, face.card.id, rating, 5.0, morning, STUDY, None, face.card.reps)
    assert seen[0] == seen[3]
    end = session.serve(library, sitting, morning, STUDY)
    assert isinstance(end, Summary)
    assert (end.sort, end.answers, end.cards) == ("warm-up", 0, 3)
    assert {table: library.execute(f"SELECT * FROM {table}").fetchall() for table in tables} == before  # noqa: S608
    session.take_back(library, morning)
    again = session.serve(library, sitting, morning, STUDY)
    assert isinstance(again, Face)
    assert again.card.id == seen[3]


def test_the_warm_up_of_a_goal_stands_for_that_goal_alone(library: sqlite3.Connection, now: datetime) -> None:
    """On its day, too, when the cards are learnt for another goal only."""
    for n in range(3):
        note(library, f"q{n}", now)
    today = goal(library, now, days=1, statement="Today")
    goal(library, now, days=30, statement="Later")
    learn(library, now, 3, Rating.EASY)
    morning = now + timedelta(days=1)
    face = session.serve(library, start_warm_up(library, today, morning, STUDY), morning, STUDY)
    assert isinstance(face, Face)
    assert (face.goal, face.days_left) == ("Today", 0)


def test_a_warm_up_takes_cards_seen_today_too(library: sqlite3.Connection, now: datetime) -> None:
    """Also those still in their learning steps, each once; nothing is waited for at the end."""
    for n in range(3):
        note(library, f"q{n}", now)
    number = goal(library, now, days=0)
    learn(library, now, 2, Rating.GOOD)
    assert outlooks(library, now, STUDY)[0].words == "today is the day · a short warm-up, no study"
    sitting = start_warm_up(library, number, now, STUDY)
    before = library.execute("SELECT * FROM cards").fetchall()
    for rating in (Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        face = session.serve(library, sitting, now, STUDY)
        assert isinstance(face, Face)
        session.grade(library, sitting, face.card.id, rating, 5.0, now, STUDY)
    end = session.serve(library, sitting, now, STUDY)
    assert isinstance(end, Summary)
    assert end.tomorrow.startswith("2 cards")
    assert library.execute("SELECT * FROM cards").fetchall() == before


def test_no_warm_up_is_spoken_of_where_nothing_was_seen(library: sqlite3.Connection, now: datetime) -> None:
    number = goal(library, now, days=0, decks=(), search="q")
    assert outlooks(library, now, STUDY)[0].words == "today is the day · it has no cards to look at"
    note(library, "q", now)
    assert outlooks(library, now, STUDY)[0].words == "today is the day · nothing of it was seen so far"
    with pytest.raises(InputError, match="Nothing of this goal was seen yet"):
        start_warm_up(library, number, now, STUDY)


def test_missed_days_are_said_once(library: sqlite3.Connection, now: datetime) -> None:
    note(library, "q", now)
    goal(library, now)
    learn(library, now, 1)
    assert missed(library, now.date() + timedelta(days=1)) is None
    day = now.date() + timedelta(days=4)
    add_break(library, now.date() + timedelta(days=1), now.date() + timedelta(days=1), "", now)
    said = missed(library, day)
    assert said is not None
    assert (said.days, said.last) == (2, now.date())
    missed_said(library, said)
    assert missed(library, day) is None


def test_days_without_study_and_shared_minutes_are_said_as_they_are() -> None:
    assert missed_words(1).startswith("A day without study: the plan has moved with it.")
    assert missed_words(3).startswith("3 days without study: the plan has moved with them.")
    shared = verdict_words(Verdict.ON_PLAN, minutes=9, shared=15, needed=8, target=0.9, mean=0.95, ways={})
    assert shared == "on plan · on average 9 of 15 min/day are enough for 90 %"


def test_the_day_of_a_goal_is_no_day_missed(library: sqlite3.Connection, now: datetime) -> None:
    note(library, "q", now)
    goal(library, now, days=1)
    learn(library, now, 1)
    after = now + timedelta(days=2)
    assert missed(library, after.date()) is None
    goal(library, now, days=9, statement="Another")
    assert missed(library, after.date()) is None
    later = missed(library, after.date() + timedelta(days=1))
    assert later is not None
    assert later.days == 1


def test_readiness_now_is_one_figure_everywhere(library: sqlite3.Connection, now: datetime) -> None:
    """On Today, among the goals, on the page with its past, and in what the command line tells: as planned with."""
    for n in range(30):
        note(library, f"q{n}", now)
    number = goal(library, now, days=30)
    for day in range(4):
        later = now + timedelta(days=2 * day)
        learn(library, later, 30, Rating.EASY if day == 0 else Rating.AGAIN)
    later = now + timedelta(days=8)
    computed = outlook_of(library, number, later)
    [shown] = outlooks(library, later, STUDY)
    view = goal_plan_view(library, number, later, STUDY)
    line = goal_counts(library, [number], later.date())[number]
    assert 0.1 < line.readiness < 0.9
    assert computed.now == pytest.approx(line.readiness)
    assert shown.now == pytest.approx(line.readiness)
    assert view.outlook is not None
    assert view.outlook.now == pytest.approx(line.readiness)
    assert view.past[-1].predicted == pytest.approx(line.readiness)


def test_the_page_of_a_goal_tells_its_past_and_what_is_behind(library: sqlite3.Connection, now: datetime) -> None:
    for n in range(4):
        note(library, f"q{n}", now, tags=["E3"])
        note(library, f"r{n}", now, tags=["A1"])
    number = goal(library, now, days=10)
    learn(library, now, 4, Rating.EASY)
    later = now + timedelta(days=3)
    learn(library, later, 2)
    view = goal_plan_view(library, number, later, STUDY)
    assert [line.day for line in view.past] == [now.date() + timedelta(days=n) for n in range(4)]
    assert view.past[0].predicted == pytest.approx(0.5)
    assert view.past[-1].answers + view.past[-1].predicted > 0
    assert view.needed[-1] == (now.date() + timedelta(days=10), 0.9)
    assert {gap.tag for gap in view.topics} == {"E3", "A1"}
    assert view.topics[0].recall <= view.topics[1].recall
    assert view.moved is not None


def test_planners_are_loaded_once(tmp_path: object) -> None:
    planners = Planners()
    assert planners.at_hand() is None
    assert planners.load() is planners.load() is planners.at_hand()


def test_stored_outlooks_of_days_gone_by_stay(library: sqlite3.Connection, now: datetime) -> None:
    note(library, "q", now)
    number = goal(library, now, days=5)
    outlook_of(library, number, now)
    stored = stored_outlook(library, number, now.date() + timedelta(days=2))
    assert stored is not None
    assert (stored.day, stored.stale) == (now.date(), True)
