"""A sitting: what is shown when, what an answer stores, and how it is taken back."""

import json
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from drills import session
from drills.config import Study
from drills.errors import InputError, NotFoundError
from drills.models import Kind, Learning, New, NoteDraft, Rating, Review, TryDraft
from drills.scheduling.cost import Costs
from drills.storage.cards import read_card
from drills.storage.database import open_database
from drills.storage.notes import add_note, delete_notes, edit_note, flag_notes, suspend_notes
from drills.storage.schema import dashboards
from drills.views.drill import Face, Graded, Summary, Waiting

STUDY = Study()
Now = Callable[[], datetime]


def add_cards(c: sqlite3.Connection, count: int, now: datetime, deck: str = "Goals") -> list[int]:
    """Some basic notes; the numbers of their cards."""
    notes = [
        add_note(c, NoteDraft(Kind.BASIC, {"front": f"{deck} {n}?", "back": "Yes"}, deck=deck), now)
        for n in range(count)
    ]
    return [c.execute("SELECT id FROM cards WHERE note_id = ?", (note,)).fetchone()[0] for note in notes]


def shown(c: sqlite3.Connection, session_id: int, now: datetime, study: Study = STUDY) -> Face:
    """The card that is shown, which there must be."""
    face = session.serve(c, session_id, now, study)
    assert isinstance(face, Face)
    return face


def answer(
    c: sqlite3.Connection, session_id: int, rating: Rating, now: datetime, study: Study = STUDY, seconds: float = 10
) -> Graded:
    """Answer the card that is shown."""
    face = shown(c, session_id, now, study)
    return session.grade(c, session_id, face.card.id, rating, seconds, now, study, None, face.card.reps)


def in_review(
    c: sqlite3.Connection, card_id: int, today: date, *, interval: int = 10, overdue: int = 0, lapses: int = 0
) -> None:
    """Put a card in review, due `overdue` days ago."""
    due = today.toordinal() - overdue
    c.execute(
        "UPDATE cards SET phase = 'review', stability = ?, difficulty = 5, interval = ?, due_day = ?, last_day = ?, "
        "reps = 4, lapses = ?, step = NULL, due_at = NULL WHERE id = ?",
        (float(interval), interval, due, due - interval, lapses, card_id),
    )


_COUNTING = {one.table: f" WHERE {one.sums[0][0]} <> 0" for one in dashboards.ALL}


def dump(c: sqlite3.Connection, *without: str) -> dict[str, list[object]]:
    """All rows of all tables but those that only ever grow: answers, what was said in them, retractions, undo steps.

    In sums that are kept for the dashboards, a row that counts nothing is as good as none.
    """
    names = [name for (name,) in c.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    grows = ("undo_", "reviews", "retractions", "tries", "sqlite_", "_sqlite", "note_search", *without)
    tables: dict[str, list[object]] = {
        name: sorted(
            tuple(round(value, 6) if isinstance(value, float) else value for value in row)
            for row in c.execute(f"SELECT * FROM {name}{_COUNTING.get(name, '')}")  # noqa: S608
        )
        if name != "cards"
        else c.execute("SELECT * FROM cards ORDER BY id").fetchall()
        for name in names
        if not name.startswith(grows)
    }
    tables["note_search"] = c.execute("SELECT rowid, * FROM note_search ORDER BY rowid").fetchall()
    return tables


def test_a_session_ends_with_what_it_came_to(library: sqlite3.Connection, now: datetime) -> None:
    """Every card comes until it has left its learning steps; then the session says what was done."""
    add_cards(library, 3, now)
    sitting = session.start(library, now, STUDY)
    for rating in (Rating.EASY, Rating.EASY, Rating.AGAIN, Rating.EASY):
        answer(library, sitting, rating, now, seconds=8)
    done = session.serve(library, sitting, now, STUDY)
    assert isinstance(done, Summary)
    assert (done.answers, done.cards, done.new_cards, done.seconds) == (4, 3, 3, 32)
    assert done.ratings == {Rating.AGAIN: 1, Rating.HARD: 0, Rating.GOOD: 0, Rating.EASY: 3}
    assert [(kind.kind, kind.answers, kind.recalled) for kind in done.kinds] == [(Kind.BASIC, 4, 3)]


def test_the_place_counts_answers_and_grows_with_cards_that_come_again(
    library: sqlite3.Connection, now: datetime
) -> None:
    """It never stands still, and ends where the session does."""
    add_cards(library, 3, now)
    sitting = session.start(library, now, STUDY)
    places = []
    for rating in (Rating.EASY, Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.EASY):
        face = shown(library, sitting, now)
        places.append((face.position, face.total))
        session.grade(library, sitting, face.card.id, rating, 8, now, STUDY)
    assert places == [(1, 3), (2, 3), (3, 4), (4, 5), (5, 5)]
    done = session.serve(library, sitting, now, STUDY)
    assert isinstance(done, Summary)
    assert (done.answers, done.cards) == (5, 3)


def test_a_card_in_its_steps_comes_back_as_soon_as_it_is_due(library: sqlite3.Connection, now: datetime) -> None:
    """Due learning cards go before the queue, and not earlier."""
    add_cards(library, 4, now)
    sitting = session.start(library, now, STUDY)
    first = shown(library, sitting, now).card.id
    answer(library, sitting, Rating.AGAIN, now)
    second = shown(library, sitting, now + timedelta(seconds=30)).card.id
    assert second != first
    later = now + timedelta(seconds=61)
    answer(library, sitting, Rating.EASY, later)
    assert shown(library, sitting, later).card.id == first


def test_the_card_in_front_stays_while_another_falls_due(library: sqlite3.Connection, now: datetime) -> None:
    """What is shown doesn't change under the user's eyes."""
    add_cards(library, 3, now)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.AGAIN, now)
    face = shown(library, sitting, now)
    assert shown(library, sitting, now + timedelta(minutes=5)).card == face.card


def test_when_nothing_else_is_left_a_card_may_come_20_minutes_early(library: sqlite3.Connection, now: datetime) -> None:
    """The last cards needn't be waited for."""
    [card_id] = add_cards(library, 1, now)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.GOOD, now)
    face = shown(library, sitting, now)
    assert face.card.id == card_id
    assert isinstance(face.card.schedule, Learning)
    assert face.card.schedule.due_at == now + timedelta(minutes=10)


def test_a_longer_step_is_waited_for(library: sqlite3.Connection, now: datetime) -> None:
    """The session says when the card comes back, and shows it then."""
    add_cards(library, 1, now)
    study = replace(STUDY, learning_steps=(30,))
    sitting = session.start(library, now, study)
    answer(library, sitting, Rating.AGAIN, now, study)
    wait = session.serve(library, sitting, now, study)
    assert wait == Waiting(sitting, now + timedelta(minutes=30), 1)
    assert isinstance(session.serve(library, sitting, now + timedelta(minutes=10), study), Face)


@pytest.mark.parametrize("steps", [(), (24 * 60.0,)])
def test_steps_beyond_the_session_end_it(library: sqlite3.Connection, now: datetime, steps: tuple[float, ...]) -> None:
    """No steps at all, or one of a day: the session is done."""
    add_cards(library, 1, now)
    study = replace(STUDY, learning_steps=steps)
    sitting = session.start(library, now, study)
    answer(library, sitting, Rating.AGAIN, now, study)
    assert isinstance(session.serve(library, sitting, now, study), Summary)


def test_an_answer_is_stored_with_all_that_was_known(library: sqlite3.Connection, now: datetime) -> None:
    """State before and after, predicted recall, days since the last answer, seconds however many, local day."""
    [card_id] = add_cards(library, 1, now)
    in_review(library, card_id, now.date(), interval=10, overdue=2)
    sitting = session.start(library, now, STUDY)
    graded = answer(library, sitting, Rating.GOOD, now, seconds=250.0)
    library.row_factory = sqlite3.Row
    row = library.execute("SELECT * FROM reviews").fetchone()
    after = read_card(library, card_id)
    assert isinstance(after.schedule, Review)
    assert (row["kind"], row["rating"], row["seconds"], row["elapsed_days"]) == ("review", 3, 250.0, 12)
    assert row["recall"] == pytest.approx(0.886, abs=0.001)
    assert (row["day"], row["utc_offset"]) == (now.date().toordinal(), 60)
    assert (row["phase_before"], row["interval_before"], row["stability_before"]) == ("review", 10, 10.0)
    assert row["due_before"] == now.date().toordinal() - 2
    assert (row["interval_after"], row["stability_after"]) == (
        after.schedule.interval,
        after.schedule.memory.stability,
    )
    assert (after.reps, after.lapses, graded.review_id) == (5, 0, row["id"])


def test_the_wait_promised_is_the_wait_given(library: sqlite3.Connection, now: datetime) -> None:
    """Each rating does what its label said."""
    for rating in Rating:
        [card_id] = add_cards(library, 1, now, deck=f"Deck {rating}")
        in_review(library, card_id, now.date(), interval=40, overdue=3)
        sitting = session.start(library, now, STUDY, deck=f"Deck {rating}")
        promised = shown(library, sitting, now).waits[rating]
        assert answer(library, sitting, rating, now).wait == promised


def test_an_answer_given_in_another_window_meanwhile_counts_once(
    library: sqlite3.Connection, database_path: Path, now: datetime
) -> None:
    """The second one is refused, and its window moves on."""
    add_cards(library, 2, now)
    sitting = session.start(library, now, STUDY)
    face = shown(library, sitting, now)
    other = open_database(database_path)
    session.grade(other, sitting, face.card.id, Rating.EASY, 5, now, STUDY, None, face.card.reps)
    with pytest.raises(InputError, match="another window"):
        session.grade(library, sitting, face.card.id, Rating.AGAIN, 5, now, STUDY, None, face.card.reps)
    assert library.execute("SELECT count(*) FROM reviews").fetchone() == (1,)
    assert shown(library, sitting, now).card.id != face.card.id
    other.close()


def test_a_card_answered_in_another_session_is_passed_over(library: sqlite3.Connection, now: datetime) -> None:
    """What is no longer due needn't be answered again."""
    add_cards(library, 2, now)
    first = session.start(library, now, STUDY)
    second = session.start(library, now, STUDY)
    card_id = shown(library, second, now).card.id
    answer(library, second, Rating.EASY, now)
    assert shown(library, first, now).card.id != card_id


@pytest.mark.parametrize("way", ["delete", "suspend", "bury"])
def test_a_card_that_went_meanwhile_is_passed_over(library: sqlite3.Connection, now: datetime, way: str) -> None:
    """Deleted, suspended or buried elsewhere: it isn't shown, and can't be answered."""
    add_cards(library, 2, now)
    sitting = session.start(library, now, STUDY)
    face = shown(library, sitting, now)
    if way == "delete":
        delete_notes(library, [face.note.id], now)
    elif way == "suspend":
        suspend_notes(library, [face.note.id], True, now)
    else:
        session.bury(library, sitting, face.card.id, now, STUDY)
    with pytest.raises(InputError, match="meanwhile"):
        session.grade(library, sitting, face.card.id, Rating.GOOD, 5, now, STUDY, None, face.card.reps)
    nxt = shown(library, sitting, now)
    assert (nxt.card.id != face.card.id, nxt.position, nxt.total) == (True, 1, 1)


def test_nothing_is_stored_of_an_answer_that_fails(library: sqlite3.Connection, now: datetime) -> None:
    """An answer is written whole or not at all."""
    add_cards(library, 1, now)
    sitting = session.start(library, now, STUDY)
    before = dump(library)
    with pytest.raises(NotFoundError):
        session.grade(library, 99, 1, Rating.GOOD, 5, now, STUDY)
    assert dump(library) == before
    assert isinstance(shown(library, sitting, now).card.schedule, New)


def test_a_session_taken_up_after_a_crash_shows_the_very_card(
    library: sqlite3.Connection, database_path: Path, now: datetime
) -> None:
    """Nothing but the file is needed, and a card fallen due meanwhile doesn't push in."""
    add_cards(library, 5, now)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.AGAIN, now)
    answer(library, sitting, Rating.GOOD, now)
    face = shown(library, sitting, now)
    again = open_database(database_path)
    later = now + timedelta(minutes=40)
    left = session.open_session(again, later, STUDY)
    assert left is not None
    assert (left.id, left.done, left.total) == (sitting, 2, 5)
    assert shown(again, left.id, later).card == face.card
    again.close()


def test_a_finished_session_is_not_offered_again(library: sqlite3.Connection, now: datetime) -> None:
    """Only what has cards left is worth taking up."""
    add_cards(library, 1, now)
    sitting = session.start(library, now, STUDY)
    assert session.open_session(library, now, STUDY) is not None
    answer(library, sitting, Rating.EASY, now)
    assert session.open_session(library, now, STUDY) is None
    session.end(library, sitting, now)


def test_a_new_session_ends_the_open_one(library: sqlite3.Connection, now: datetime) -> None:
    """There is one session of the day at a time."""
    add_cards(library, 2, now)
    session.start(library, now, STUDY)
    second = session.start(library, now, STUDY)
    assert still_open(library) == [second]


def still_open(c: sqlite3.Connection) -> list[int]:
    """The sessions that were not ended."""
    return [number for (number,) in c.execute("SELECT id FROM sessions WHERE ended_at IS NULL ORDER BY id")]


def test_a_drill_of_something_chosen_leaves_the_days_session_open(library: sqlite3.Connection, now: datetime) -> None:
    """And the other way round: each ends only another one of its sort."""
    add_cards(library, 3, now, deck="A")
    add_cards(library, 3, now, deck="B")
    of_day = session.start(library, now, STUDY)
    answer(library, of_day, Rating.EASY, now)
    of_a = session.start(library, now, STUDY, deck="A")
    assert still_open(library) == [of_day, of_a]
    left = session.open_session(library, now, STUDY)
    assert left is not None
    assert (left.id, left.done, left.total) == (of_day, 1, 6)
    of_note = session.start(library, now, STUDY, note_ids=[2])
    assert still_open(library) == [of_day, of_note]
    again = session.start(library, now, STUDY)
    assert still_open(library) == [of_note, again]


def test_a_choice_is_taken_up_again_when_it_is_the_same_on_the_same_day(
    library: sqlite3.Connection, now: datetime
) -> None:
    """Another deck, or the next day, starts afresh."""
    add_cards(library, 3, now, deck="A")
    sitting = session.start(library, now, STUDY, deck="A")
    assert session.open_session(library, now, STUDY) is None
    assert session.open_session(library, now, STUDY, deck="B") is None
    left = session.open_session(library, now + timedelta(hours=1), STUDY, deck="A")
    assert left is not None
    assert left.id == sitting
    assert session.open_session(library, now + timedelta(days=1), STUDY, deck="A") is None


def test_taking_back_an_answer_returns_to_its_own_session(library: sqlite3.Connection, now: datetime) -> None:
    """Also from a session of the other sort, which stays open."""
    add_cards(library, 4, now, deck="A")
    of_day = session.start(library, now, STUDY)
    card_id = shown(library, of_day, now).card.id
    answer(library, of_day, Rating.EASY, now)
    of_a = session.start(library, now, STUDY, deck="A")
    undone = session.take_back(library, now)
    assert undone is not None
    assert (undone.session_id, shown(library, of_day, now).card.id) == (of_day, card_id)
    assert still_open(library) == [of_day, of_a]


def test_a_session_past_the_turn_of_the_day_belongs_to_the_day_it_began(library: sqlite3.Connection) -> None:
    """Begun at 03:30 and answered at 04:10, it all counts for the evening before."""
    start = datetime(2026, 11, 22, 3, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    add_cards(library, 3, start)
    sitting = session.start(library, start, STUDY)
    answer(library, sitting, Rating.EASY, start + timedelta(minutes=20))
    answer(library, sitting, Rating.EASY, start + timedelta(minutes=40))
    days = library.execute("SELECT DISTINCT day FROM reviews").fetchall()
    assert days == [(date(2026, 11, 21).toordinal(),)]


def test_a_session_taken_up_the_next_morning_counts_for_that_morning(
    library: sqlite3.Connection, now: datetime
) -> None:
    """What was left overnight and finished later belongs to two days."""
    add_cards(library, 3, now)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.EASY, now)
    for minutes in (0, 1):
        answer(library, sitting, Rating.EASY, now + timedelta(days=1, minutes=minutes))
    today = now.date().toordinal()
    assert library.execute("SELECT day FROM reviews ORDER BY id").fetchall() == [(today,), (today + 1,), (today + 1,)]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_clock_set_back_or_moved_to_another_zone_never_counts_below_zero(
    library: sqlite3.Connection, now: datetime, zone: str
) -> None:
    """No negative gap, no crash, and the card comes back in the future."""
    [card_id] = add_cards(library, 1, now)
    in_review(library, card_id, now.date() + timedelta(days=3), interval=1)
    earlier = now.astimezone(ZoneInfo(zone)) - timedelta(days=2)
    sitting = session.start(library, earlier, STUDY, note_ids=[1])
    answer(library, sitting, Rating.GOOD, earlier)
    assert library.execute("SELECT elapsed_days, recall, kind FROM reviews").fetchone() == (0, 1.0, "early")
    after = read_card(library, card_id).schedule
    assert isinstance(after, Review)
    assert after.interval >= 1
    assert after.due_day > after.last_day


def test_daylight_saving_neither_loses_nor_doubles_a_day(library: sqlite3.Connection) -> None:
    """Over the night of 25 October 2026 one day passes, though it has 25 hours."""
    evening = datetime(2026, 10, 24, 22, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    add_cards(library, 1, evening)
    sitting = session.start(library, evening, replace(STUDY, learning_steps=()))
    answer(library, sitting, Rating.AGAIN, evening, replace(STUDY, learning_steps=()))
    morning = datetime(2026, 10, 25, 4, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    sitting = session.start(library, morning, STUDY)
    answer(library, sitting, Rating.GOOD, morning)
    assert library.execute("SELECT elapsed_days FROM reviews ORDER BY id").fetchall() == [(None,), (1,)]


def test_siblings_of_an_answered_card_are_buried_until_tomorrow(library: sqlite3.Connection, now: datetime) -> None:
    """One card of a note a day, if the user wants that."""
    add_note(library, NoteDraft(Kind.CLOZE, {"text": "{{c1::a}} {{c2::b}} {{c3::c}}"}, deck="X"), now)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.EASY, now)
    tomorrow = now.date() + timedelta(days=1)
    assert [read_card(library, n).buried_until for n in (1, 2, 3)] == [None, tomorrow, tomorrow]
    assert isinstance(session.serve(library, sitting, now, STUDY), Summary)
    assert session.serve(library, session.start(library, now, STUDY), now, STUDY).session_id == sitting + 1
    next_day = session.start(library, now + timedelta(days=1), STUDY)
    assert shown(library, next_day, now + timedelta(days=1)).card.id == 2
    session.take_back(library, now)
    assert [read_card(library, n).buried_until for n in (1, 2, 3)] == [None, None, None]


def test_chosen_notes_come_with_all_their_cards(library: sqlite3.Connection, now: datetime) -> None:
    """Due or not, however long it takes, without burying each other."""
    note = add_note(library, NoteDraft(Kind.CLOZE, {"text": "{{c1::a}} {{c2::b}}"}, deck="X"), now)
    add_cards(library, 3, now)
    in_review(library, 1, now.date() + timedelta(days=5))
    sitting = session.start(library, now, replace(STUDY, minutes_per_day=1), note_ids=[note])
    answer(library, sitting, Rating.EASY, now)
    assert answer(library, sitting, Rating.EASY, now).leech is False
    assert {row[0] for row in library.execute("SELECT card_id FROM reviews")} == {1, 2}
    assert isinstance(session.serve(library, sitting, now, STUDY), Summary)


def test_a_deck_limits_the_session_to_it_and_what_is_below(library: sqlite3.Connection, now: datetime) -> None:
    """Names are compared without capitals, and a like-named deck beside it is left out."""
    add_cards(library, 2, now, deck="Work::Goals")
    add_cards(library, 2, now, deck="Workshop")
    sitting = session.start(library, now, STUDY, deck="work")
    assert {shown(library, sitting, now).note.deck} == {"Work::Goals"}
    assert shown(library, sitting, now).total == 2


def test_minutes_limit_how_many_cards_come(library: sqlite3.Connection, now: datetime) -> None:
    """At 32 s until a new card has left its steps, 3 minutes hold five."""
    add_cards(library, 40, now)
    assert shown(library, session.start(library, now, STUDY, minutes=3), now).total == 5


def test_minutes_spent_today_count(library: sqlite3.Connection, now: datetime) -> None:
    """When the day's minutes are used up, only more time asked for brings more."""
    add_cards(library, 60, now)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.EASY, now, seconds=15 * 60)
    session.end(library, sitting, now)
    assert isinstance(session.serve(library, session.start(library, now, STUDY), now, STUDY), Summary)
    assert shown(library, session.start(library, now, STUDY, extra=True), now).total >= 4


def test_a_few_more_adds_cards_to_a_finished_session(library: sqlite3.Connection, now: datetime) -> None:
    """First what is due or new, then what is soonest forgotten; never a card of the session again."""
    cards = add_cards(library, 3, now)
    for card_id, interval in zip(cards[1:], (5, 50), strict=True):
        in_review(library, card_id, now.date() + timedelta(days=3), interval=interval)
    sitting = session.start(library, now, STUDY)
    answer(library, sitting, Rating.EASY, now)
    done = session.serve(library, sitting, now, STUDY)
    assert isinstance(done, Summary)
    assert done.more == 2
    session.end(library, sitting, now)
    session.a_few_more(library, sitting, now, STUDY)
    face = shown(library, sitting, now)
    assert (face.card.id, face.position, face.total) == (cards[1], 2, 3)
    answer(library, sitting, Rating.GOOD, now)
    assert library.execute("SELECT kind FROM reviews ORDER BY id").fetchall() == [("learn",), ("early",)]


def test_a_small_deck_drilled_to_the_end_is_followed_by_others(library: sqlite3.Connection, now: datetime) -> None:
    """While it has cards, a few more come from it; then from everywhere."""
    add_cards(library, 1, now, deck="Small")
    [later] = add_cards(library, 1, now, deck="Small::Below")
    in_review(library, later, now.date() + timedelta(days=3))
    add_cards(library, 5, now, deck="Other")
    sitting = session.start(library, now, STUDY, deck="Small")
    for more in (1, 5):
        answer(library, sitting, Rating.EASY, now)
        done = session.serve(library, sitting, now, STUDY)
        assert isinstance(done, Summary)
        assert done.more == more
        session.end(library, sitting, now)
        session.a_few_more(library, sitting, now, STUDY)
    assert shown(library, sitting, now).note.deck == "Other"


def test_a_leech_is_tagged_at_the_eighth_lapse_and_every_fourth_after(
    library: sqlite3.Connection, now: datetime
) -> None:
    """It is told in the answer and in the summary, and undoing takes the tag away."""
    [card_id] = add_cards(library, 1, now)
    in_review(library, card_id, now.date(), lapses=7)
    sitting = session.start(library, now, STUDY)
    assert answer(library, sitting, Rating.AGAIN, now) == Graded(1, "10 m", leech=True, suspended=False)
    assert shown(library, sitting, now).note.tags == ("leech",)
    done = session.summary(library, sitting, now, STUDY)
    assert done.leeches == ("Goals 0?",)
    session.take_back(library, now)
    assert shown(library, sitting, now).note.tags == ()
    for lapses, leech in ((8, False), (10, False), (11, True), (15, True)):
        in_review(library, card_id, now.date(), lapses=lapses)
        sitting = session.start(library, now, STUDY, note_ids=[1])
        assert answer(library, sitting, Rating.AGAIN, now).leech is leech


def test_a_leech_is_suspended_if_the_user_wants_that(library: sqlite3.Connection, now: datetime) -> None:
    """Then it doesn't come back on its own."""
    [card_id] = add_cards(library, 1, now)
    in_review(library, card_id, now.date(), lapses=7)
    study = replace(STUDY, suspend_leeches=True)
    sitting = session.start(library, now, study)
    assert answer(library, sitting, Rating.AGAIN, now, study).suspended
    assert read_card(library, card_id).suspended
    assert isinstance(session.serve(library, sitting, now, study), Summary)


def test_a_question_brings_the_last_try_and_what_it_follows(library: sqlite3.Connection, now: datetime) -> None:
    """A try that was taken back isn't shown; a critique names the question that it answers."""
    ask = {"prompt": "What are your career goals?", "intent": "Ambition"}
    add_note(library, NoteDraft(Kind.QUESTION, ask, key="shipped.Q2", deck="Q"), now)
    plan = {"prompt": "How do you plan to get there?", "intent": "A plan", "follows": "Q2"}
    note = add_note(library, NoteDraft(Kind.QUESTION, plan, key="shipped.Q1", deck="Q"), now)
    sample = {"text": "I shall succeed.", "answers": "Q1", "pitfalls": "A4"}
    critique = add_note(library, NoteDraft(Kind.CRITIQUE, sample, key="shipped.S1", deck="S"), now)
    sitting = session.start(library, now, STUDY, note_ids=[note])
    face = shown(library, sitting, now)
    assert (face.last_try, face.follows) == (None, ("What are your career goals?",))
    tried = TryDraft(spoken=True, text="A year to the diploma", seconds=210.0)
    session.grade(library, sitting, face.card.id, Rating.GOOD, 210, now, STUDY, tried, 0)
    again = session.start(library, now, STUDY, note_ids=[note])
    last = shown(library, again, now).last_try
    assert last is not None
    assert (last.text, last.seconds, last.spoken, last.rating) == (tried.text, 210.0, True, Rating.GOOD)
    session.take_back(library, now)
    assert shown(library, sitting, now).last_try is None
    sitting = session.start(library, now, STUDY, note_ids=[critique])
    assert shown(library, sitting, now).asked == "How do you plan to get there?"


def test_the_goal_that_a_card_is_for_stands_beside_it(library: sqlite3.Connection, now: datetime) -> None:
    """The nearest open goal whose decks hold the card."""
    add_cards(library, 1, now, deck="Work::Goals")
    deck_id = library.execute("SELECT id FROM decks WHERE name = 'Work'").fetchone()[0]
    today = now.date().toordinal()
    for statement, deadline in (("Far", today + 90), ("Near", today + 18), ("Over", today - 1)):
        goal = library.execute(
            "INSERT INTO goals (statement, deadline, created_day) VALUES (?, ?, ?)", (statement, deadline, today)
        ).lastrowid
        library.execute("INSERT INTO goal_decks VALUES (?, ?)", (goal, deck_id))
    face = shown(library, session.start(library, now, STUDY, goal_id=1), now)
    assert (face.goal, face.days_left) == ("Near", 18)


def test_suspend_bury_and_flag_are_taken_back_to_the_very_card(library: sqlite3.Connection, now: datetime) -> None:
    """Each is a step of its own."""
    add_cards(library, 4, now)
    sitting = session.start(library, now, STUDY)
    before = dump(library)
    face = shown(library, sitting, now)
    for change in (session.suspend, session.bury):
        change(library, sitting, face.card.id, now, STUDY)
        assert shown(library, sitting, now).card.id != face.card.id
        session.take_back(library, now)
        assert shown(library, sitting, now) == face
    session.flag(library, sitting, face.card.id, 2, now, STUDY)
    assert shown(library, sitting, now).card == replace(face.card, flag=2)
    session.take_back(library, now)
    assert dump(library) == before
    with pytest.raises(InputError, match="flag 5"):
        session.flag(library, sitting, face.card.id, 5, now, STUDY)


def random_step(c: sqlite3.Connection, sitting: int, now: datetime, luck: random.Random) -> int | None:
    """Answer the card shown or do something else with it; gives the card."""
    face = session.serve(c, sitting, now, STUDY)
    if not isinstance(face, Face):
        flag_notes(c, [1], luck.choice((1, 2, 3)), now)
        return None
    card, note = face.card, face.note
    match luck.choice(("grade",) * 12 + ("bury", "suspend", "flag", "edit", "delete")):
        case "grade":
            rating = luck.choices(tuple(Rating), (4, 1, 4, 1))[0]
            session.grade(c, sitting, card.id, rating, luck.uniform(1, 90), now, STUDY, None, card.reps)
        case "bury":
            session.bury(c, sitting, card.id, now, STUDY)
        case "suspend":
            session.suspend(c, sitting, card.id, now, STUDY)
        case "flag":
            session.flag(c, sitting, card.id, 1 + card.flag % 4, now, STUDY)
        case "edit":
            changed = {name: f"{text} {luck.random()}" for name, text in note.fields.items()}
            edit_note(c, note.id, changed, (*note.tags, f"t{luck.random()}"), f"Deck {luck.random()}", now)
            return None
        case "delete":
            delete_notes(c, [note.id], now)
            return None
    return card.id


@pytest.mark.parametrize("seed", range(3))
def test_eighty_random_steps_are_taken_back_exactly_after_quitting(
    library: sqlite3.Connection, database_path: Path, now: datetime, seed: int
) -> None:
    """Answers, edits and deletions over days of sessions: undoing brings each state before, from another connection."""
    luck = random.Random(seed)
    for n, card_id in enumerate(add_cards(library, 40, now)):
        if n % 2:
            in_review(library, card_id, now.date(), overdue=n, lapses=n % 12)
    for n in range(10):
        add_note(library, NoteDraft(Kind.CLOZE, {"text": f"{{{{c1::a{n}}}}} {{{{c2::b}}}}"}, deck="Gaps"), now)
    steps = []
    for n in range(80):
        if n % 16 == 0:
            now += timedelta(days=1)
            sitting = session.start(library, now, STUDY)
            session.serve(library, sitting, now, STUDY)
        before = dump(library, "sessions", "session_cards"), queue_of(library, sitting)
        now += timedelta(seconds=luck.randint(1, 400))
        steps.append((before, sitting, random_step(library, sitting, now, luck)))
    library.close()
    again = open_database(database_path)
    for (tables, queue), sitting, card_id in reversed(steps):
        undone = session.take_back(again, now)
        assert undone is not None
        assert dump(again, "sessions", "session_cards") == tables
        assert queue_of(again, sitting) == queue
        if card_id is not None:
            assert undone.session_id == sitting
            assert shown(again, sitting, now).card.id == card_id
    again.close()


def queue_of(c: sqlite3.Connection, session_id: int) -> list[tuple[int, ...]]:
    """A session's cards and which are done."""
    return c.execute("SELECT * FROM session_cards WHERE session_id = ? ORDER BY position", (session_id,)).fetchall()


def test_taking_back_answers_restores_every_row(library: sqlite3.Connection, now: datetime) -> None:
    """Within one session all is as it was, the card shown included; answers stay, marked as retracted."""
    for n, card_id in enumerate(add_cards(library, 30, now)):
        if n % 3:
            in_review(library, card_id, now.date(), overdue=n, lapses=7)
    sitting = session.start(library, now, STUDY)
    states = []
    for n in range(60):
        states.append(dump(library))
        answer(library, sitting, Rating(1 + n % 4), now + timedelta(seconds=20 * n), seconds=n / 7)
    for state in reversed(states):
        session.take_back(library, now)
        assert dump(library) == state
    assert library.execute("SELECT count(*) FROM reviews").fetchone() == (60,)
    assert library.execute("SELECT count(*) FROM retractions").fetchone() == (60,)


def test_undo_after_the_summary_takes_the_session_up_again(library: sqlite3.Connection, now: datetime) -> None:
    """Also when another was begun since; there is still one open session."""
    add_cards(library, 2, now)
    first = session.start(library, now, STUDY)
    card_id = shown(library, first, now).card.id
    answer(library, first, Rating.EASY, now)
    session.end(library, first, now)
    session.start(library, now, STUDY)
    undone = session.take_back(library, now)
    assert undone is not None
    assert (undone.label, undone.session_id, undone.card_id) == ("Answer Easy", first, card_id)
    left = session.open_session(library, now, STUDY)
    assert left is not None
    assert (left.id, left.done) == (first, 0)
    assert shown(library, first, now).card.id == card_id


def test_costs_follow_the_user_and_long_answers_count_in_full(library: sqlite3.Connection, now: datetime) -> None:
    """After twenty answers of four minutes, a new card is expected to take half way to that."""
    add_cards(library, 30, now)
    study = replace(STUDY, learning_steps=())
    sitting = session.start(library, now, study, minutes=60)
    for _ in range(20):
        answer(library, sitting, Rating.GOOD, now, study, seconds=240)
    face = shown(library, session.start(library, now, study, minutes=60), now, study)
    assert face.expected_seconds == pytest.approx((240 + Costs().seconds(Kind.BASIC, new=True)) / 2)


def test_scopes_are_kept_as_json(library: sqlite3.Connection, now: datetime) -> None:
    """So that a few more come from the same place."""
    add_cards(library, 1, now, deck="Über [b]")
    session.start(library, now, STUDY, deck="Über [b]")
    (scope,) = library.execute("SELECT scope FROM sessions").fetchone()
    assert json.loads(scope) == {"deck": "Über [b]"}


def test_an_open_question_is_asked_once_a_day_whatever_its_rating(library: sqlite3.Connection, now: datetime) -> None:
    """Speaking for two minutes is not repeated within the session: long kinds have no learning steps."""
    for rating in Rating:
        add_note(library, NoteDraft(Kind.QUESTION, {"prompt": f"Where next, {rating.name}?"}, deck="Goals"), now)
    sitting = session.start(library, now, STUDY, minutes=60)
    for rating in Rating:
        card_id = shown(library, sitting, now).card.id
        answer(library, sitting, rating, now, seconds=90)
        after = read_card(library, card_id).schedule
        assert isinstance(after, Review)
        assert after.interval >= 1
    assert isinstance(session.serve(library, sitting, now, STUDY), Summary)
