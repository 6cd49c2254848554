"""Every figure of the dashboards, against a slow and obvious recomputation from the answers and cards themselves."""

import sqlite3
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from drills import answering, session
from drills.config import Study
from drills.dates import study_day
from drills.errors import DrillsError
from drills.figures import wilson
from drills.models import Kind, NoteDraft, Rating
from drills.scheduling.load import Due, Pace, loads
from drills.scheduling.memory import interval_days, next_memory, retrievability
from drills.scheduling.value import PASSES
from drills.storage.database import open_database
from drills.storage.doctor import checkup
from drills.storage.figures.progress import progress_view
from drills.storage.figures.progress_source import source_of
from drills.storage.figures.recall import recall_on
from drills.storage.instants import milliseconds
from drills.storage.notes import add_note, delete_notes, suspend_notes
from drills.storage.schema.dashboards import ALL
from drills.storage.undo import undo
from drills.views.progress import Chosen, ProgressView, Span

STUDY = Study(minutes_per_day=600, learning_steps=(1, 10), bury_siblings=False)
ZONES = ("Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Auckland")
NOTES = 14
SEEDS = range(3)


def lived(c: sqlite3.Connection, seed: int, steps: int = 130) -> datetime:
    """A library with a random history: answers near the turn of the day, journeys, undos, cards put aside; its end."""
    luck = Random(seed)
    now = datetime(2026, 3, 20, 12, tzinfo=ZoneInfo(ZONES[0]))
    for number in range(NOTES):
        kind, fields = luck.choice(
            (
                (Kind.BASIC, {"front": f"{number}?", "back": "a"}),
                (Kind.CLOZE, {"text": f"{number} {{{{c1::a}}}} {{{{c2::b}}}}"}),
                (Kind.QUESTION, {"prompt": f"{number}?"}),
            )
        )
        tags = ("E1", "odd") if number % 2 else ("STAR-result",)
        add_note(c, NoteDraft(kind, fields, tags, deck=luck.choice(("A", "A::B", "C"))), now)
        now += timedelta(minutes=luck.randrange(700))
    sitting, day = None, None
    for _ in range(steps):
        now = _later(luck, now)
        today = study_day(now, STUDY.day_turns_at)
        if sitting is None or today != day:
            sitting, day = session.start(c, now, STUDY), today
        with suppress(DrillsError):  # the card may be put aside, the session over
            _do_something(c, luck, sitting, now)
    return now


def _later(luck: Random, now: datetime) -> datetime:
    """A while later, sometimes in another time zone, often just around four in the morning."""
    zone = ZoneInfo(luck.choice(ZONES)) if luck.random() < 0.05 else now.tzinfo
    if luck.random() < 0.15:
        passed = timedelta(days=luck.choice((1, 1, 2, 5, 30)))
    else:
        passed = timedelta(minutes=luck.randrange(1, 50))
    now = (now.astimezone(UTC) + passed).astimezone(zone)
    if luck.random() < 0.2:
        night = now.replace(hour=luck.choice((3, 4)), minute=luck.choice((0, 59)))
        now = night if night > now else now
    return now


def _do_something(c: sqlite3.Connection, luck: Random, sitting: int, now: datetime) -> None:
    (cards,) = c.execute("SELECT max(id) FROM cards").fetchone()
    (notes,) = c.execute("SELECT max(id) FROM notes").fetchone()
    match luck.randrange(12):
        case 0 | 1:
            undo(c, now)
        case 2:
            suspend_notes(c, [luck.randrange(1, notes + 1)], luck.random() < 0.5, now)
        case 3 if luck.random() < 0.2:
            delete_notes(c, [luck.randrange(1, notes + 1)], now)
        case _:
            today = study_day(now, STUDY.day_turns_at).toordinal()
            due = [id_ for (id_,) in c.execute("SELECT id FROM cards WHERE due_day <= ?", (today,))]
            card = luck.choice(due) if due and luck.random() < 0.8 else luck.randrange(1, cards + 1)
            rating = Rating(luck.choice((1, 2, 3, 3, 3, 4)))
            answering.grade(c, sitting, card, rating, luck.uniform(1, 90), now, STUDY)


@pytest.fixture(params=SEEDS)
def past(request: pytest.FixtureRequest, library: sqlite3.Connection) -> tuple[sqlite3.Connection, datetime]:
    """A library with a past, and when that ends."""
    return library, lived(library, request.param)


def rows(c: sqlite3.Connection, sql: str) -> list[sqlite3.Row]:
    """All rows of a query, by name."""
    cursor = c.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql).fetchall()


class Obvious:
    """Figures worked out from rows, one by one."""

    def __init__(self, c: sqlite3.Connection, now: datetime, span: Span, card_ids: set[int] | None = None) -> None:
        self.now = now
        self.day = study_day(now, STUDY.day_turns_at)
        gone = {row["review_id"] for row in rows(c, "SELECT * FROM retractions")}
        self.ever = [
            row
            for row in rows(c, "SELECT * FROM reviews ORDER BY id")
            if row["id"] not in gone and (card_ids is None or row["card_id"] in card_ids)
        ]
        first = date.min if span.days is None else self.day - timedelta(days=span.days - 1)
        self.answers = [row for row in self.ever if first.toordinal() <= row["day"] <= self.day.toordinal()]
        self.cards = [
            row
            for row in rows(c, "SELECT * FROM cards WHERE removed_at IS NULL")
            if card_ids is None or row["id"] in card_ids
        ]
        self.used = [row for row in self.cards if not row["suspended"]]
        self.made = {row["id"]: row["created_at"] for row in rows(c, "SELECT id, created_at FROM notes")}
        self.first = first
        self.recall = recall_on(c, self.day)

    def sort(self, row: sqlite3.Row) -> str:
        if row["kind"] == "review":
            return "mature" if (row["interval_before"] or 0) >= 21 else "young"
        return {"learn": "learning", "relearn": "relearning", "early": "early"}[row["kind"]]

    def recalled_now(self, row: sqlite3.Row) -> float:
        gap = max(0, self.day.toordinal() - row["last_day"])
        return (1 + self.recall["factor"] * gap / row["stability"]) ** self.recall["exponent"]


def check(view: ProgressView, slow: Obvious) -> None:
    """All figures of the view, one after the other."""
    _check_answers(view, slow)
    _check_retention(view, slow)
    _check_cards(view, slow)
    _check_added(view, slow)


def _check_answers(view: ProgressView, slow: Obvious) -> None:
    assert view.reviews == len(slow.answers)
    assert view.seconds == pytest.approx(sum(row["seconds"] for row in slow.answers))
    today = [row for row in slow.ever if row["day"] == slow.day.toordinal()]
    assert (view.today.answers, view.today.again) == (len(today), sum(row["rating"] == 1 for row in today))
    assert view.today.first == sum(row["elapsed_days"] is None for row in today)
    assert dict(view.today.sorts) == Counter(slow.sort(row) for row in today)
    by_day = Counter(date.fromordinal(row["day"]) for row in slow.ever)
    year = {day: n for day, n in by_day.items() if slow.day - timedelta(days=370) <= day <= slow.day}
    assert {done.day: done.reviews for done in view.days} == year
    if view.periods and view.periods[0].days == 1:
        counted = Counter((date.fromordinal(row["day"]), slow.sort(row)) for row in slow.answers)
        assert {(p.first, sort): n for p in view.periods for sort, n in p.answers.items()} == counted
    assert sum(sum(p.answers.values()) for p in view.periods) == len(slow.answers)
    hours = Counter(_hour(row) for row in slow.answers)
    tested = Counter(_hour(row) for row in slow.answers if row["kind"] == "review")
    recalled = Counter(_hour(row) for row in slow.answers if row["kind"] == "review" and row["rating"] > 1)
    assert {h.hour: (h.answers, h.tested, h.recalled) for h in view.hours} == {
        hour: (hours[hour], tested[hour], recalled[hour]) for hour in hours
    }
    for stage, counts in view.buttons.items():
        assert counts == {r: sum(row["rating"] == r and _stage(row) == stage for row in slow.answers) for r in Rating}
    if view.costly:
        spent = Counter[int]()
        for row in slow.ever:
            spent[row["card_id"]] += row["seconds"]
        live = {row["id"] for row in slow.cards}
        assert view.costly[0].seconds == pytest.approx(max(n for card, n in spent.items() if card in live))


def _hour(row: sqlite3.Row) -> int:
    return (datetime.fromtimestamp(row["rated_at"] / 1000, UTC) + timedelta(minutes=row["utc_offset"])).hour


def _stage(row: sqlite3.Row) -> str:
    if row["kind"] in ("learn", "relearn"):
        return "learning"
    return "mature" if (row["interval_before"] or 0) >= 21 else "young"


def _check_retention(view: ProgressView, slow: Obvious) -> None:
    lengths = {"today": (0, 0), "yesterday": (1, 1), "7 days": (0, 6), "30 days": (0, 29), "a year": (0, 364)}
    for line in view.retention:
        least, most = lengths.get(line.label, (-(10**6), 10**6))
        tested = [
            row for row in slow.ever if row["kind"] == "review" and least <= slow.day.toordinal() - row["day"] <= most
        ]
        young = [row["rating"] > 1 for row in tested if row["interval_before"] < 21]
        mature = [row["rating"] > 1 for row in tested if row["interval_before"] >= 21]
        assert (line.young, line.young_recalled) == (len(young), sum(young))
        assert (line.mature, line.mature_recalled) == (len(mature), sum(mature))
        if tested:
            assert line.predicted == pytest.approx(sum(row["recall"] for row in tested) / len(tested))
        else:
            assert line.predicted is None
    tested = [row for row in slow.answers if row["kind"] == "review" and row["recall"] is not None]
    assert sum(bin_.answers for bin_ in view.calibration) == len(tested)
    for bin_ in view.calibration:
        within = [row for row in tested if bin_.low <= row["recall"] < bin_.high + (bin_.high == 1.0)]
        assert (bin_.answers, bin_.recalled) == (len(within), sum(row["rating"] > 1 for row in within))
        assert bin_.predicted == pytest.approx(sum(row["recall"] for row in within) / len(within))
        assert bin_.least <= bin_.measured <= bin_.most


def _check_cards(view: ProgressView, slow: Obvious) -> None:
    def state(row: sqlite3.Row) -> str:
        if row["suspended"]:
            return "suspended"
        if row["phase"] != "review":
            return str(row["phase"])
        return "mature" if row["interval"] >= 21 else "young"

    assert {name: n for name, n in view.states.items() if n} == Counter(state(row) for row in slow.cards)
    for bins, values in (
        (view.intervals, [row["interval"] for row in slow.used if row["due_day"] is not None]),
        (view.stabilities, [row["stability"] for row in slow.used if row["stability"] is not None]),
        (view.difficulties, [row["difficulty"] for row in slow.used if row["stability"] is not None]),
    ):
        assert sum(bin_.cards for bin_ in bins) == len(values)
        for bin_ in bins:
            assert bin_.cards == sum(bin_.low <= value < (bin_.high or 1e9) for value in values), bin_
    recalls = sorted(slow.recalled_now(row) for row in slow.used if row["stability"] is not None)
    assert view.seen == len(recalls)
    assert view.knowledge == pytest.approx(sum(recalls), abs=0.002 * len(recalls) + 1e-9)
    below = 0
    for before, after in pairwise(view.recalls):
        below += before.cards
        assert sum(r < after.low - 0.006 for r in recalls) <= below <= sum(r < after.low + 0.006 for r in recalls)
    overdue = [row for row in slow.used if row["due_day"] is not None and row["due_day"] < slow.day.toordinal()]
    assert view.due.overdue == len(overdue)


def _check_added(view: ProgressView, slow: Obvious) -> None:
    days = Counter(
        study_day(
            datetime.fromtimestamp(slow.made[row["note_id"]] // 900_000 * 900, UTC).astimezone(slow.now.tzinfo), 4
        )
        for row in slow.cards
    )
    assert dict(view.added) == {day: n for day, n in days.items() if day >= slow.first}


@pytest.mark.parametrize("span", Span)
def test_all_figures_are_what_the_answers_and_cards_say(past: tuple[sqlite3.Connection, datetime], span: Span) -> None:
    """Over every range, after answers around the turn of the day, in other time zones, and taken back."""
    c, now = past
    check(progress_view(c, now, STUDY, span), Obvious(c, now, span))


@pytest.mark.parametrize("chosen", [Chosen(deck="A"), Chosen(tag="E1"), Chosen(search="is:review -deck:C")], ids=str)
def test_figures_of_some_cards_are_of_those_alone(past: tuple[sqlite3.Connection, datetime], chosen: Chosen) -> None:
    """By deck with those below it, by tag, by search; and no temporary table stays behind."""
    c, now = past
    within = {
        "A": "SELECT c.id FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = n.deck_id "
        "WHERE c.removed_at IS NULL AND d.name IN ('A', 'A::B')",
        "E1": "SELECT c.id FROM cards c JOIN note_tags t ON t.note_id = c.note_id "
        "WHERE c.removed_at IS NULL AND t.tag = 'E1'",
        "": "SELECT c.id FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = n.deck_id "
        "WHERE c.removed_at IS NULL AND d.name <> 'C' AND EXISTS (SELECT 1 FROM cards o WHERE o.note_id = n.id "
        "AND o.due_day IS NOT NULL AND o.suspended = 0 AND o.removed_at IS NULL)",
    }[chosen.deck or chosen.tag]
    card_ids = {card_id for (card_id,) in c.execute(within)}
    view = progress_view(c, now, STUDY, Span.ALL, chosen)
    assert view.cards == len(card_ids)
    check(view, Obvious(c, now, Span.ALL, card_ids))
    assert c.execute("SELECT count(*) FROM temp.sqlite_schema").fetchone() == (0,)


def test_of_many_cards_some_are_looked_at_and_sums_scaled_up(past: tuple[sqlite3.Connection, datetime]) -> None:
    """Every second or third card stands for those beside it; calibration and single cards stay as they were counted."""
    c, now = past
    (answers,) = c.execute("SELECT sum(answers) FROM card_time").fetchone()
    with source_of(c, Chosen(search="-deck:Z"), study_day(now, STUDY.day_turns_at), most=answers // 2) as source:
        step = source.step
        assert step in (2, 3)
        assert f"one in {step} looked at" in source.words
        ids = {id_ for (id_,) in c.execute(f"SELECT id FROM {source.ids}")}  # noqa: S608
        slow = Obvious(c, now, Span.ALL, ids)
        for table, sum_, expected in (
            ("daily", "reviews", step * len(slow.ever)),
            ("blocks", "reviews", step * len(slow.ever)),
            ("hourly", "reviews", step * len(slow.ever)),
            ("card_time", "answers", len(slow.ever)),
            ("added", "cards", step * len(slow.cards)),
        ):
            (found,) = c.execute(f"SELECT sum({sum_}) FROM {source[table]}").fetchone()  # noqa: S608
            assert found == expected


def test_the_sums_kept_are_those_added_up_anew(past: tuple[sqlite3.Connection, datetime]) -> None:
    """The doctor finds nothing; a sum that is off it finds and mends, and a table that is gone it makes again."""
    c, now = past
    assert [finding for finding in checkup(c, now).findings if finding.check == "figures"] == []
    c.execute("UPDATE hourly SET first = 9")
    c.execute("DELETE FROM memory")
    c.execute("INSERT INTO card_figures VALUES ('interval', 4321, 5)")
    found = {finding.check for finding in checkup(c, now).findings}
    assert found == {"figures"}
    assert checkup(c, now, repair=True).sound
    c.execute("DROP TABLE due_load")
    assert not checkup(c, now).sound
    checkup(c, now, repair=True)
    assert checkup(c, now).findings == ()


def test_an_old_file_gets_its_sums_when_it_is_opened(tmp_path: Path, library: sqlite3.Connection) -> None:
    """The step fills its tables from what is there."""
    now = lived(library, 7, 60)
    before = {one.table: library.execute(one.added_up).fetchall() for one in ALL}
    for one in ALL:
        library.execute(f"DELETE FROM {one.table}")  # noqa: S608
        library.execute(one.filling)
        assert library.execute(f"SELECT {one.columns} FROM {one.table}").fetchall() == before[one.table]  # noqa: S608
    assert checkup(library, now).sound


def test_a_new_library_has_nothing_to_show(library: sqlite3.Connection, now: datetime) -> None:
    """All is zero or empty, over every range."""
    for span in Span:
        view = progress_view(library, now, STUDY, span)
        assert replace(view, due=view.due, retention=()).reviews == 0
        assert (view.periods, view.hours, view.calibration, view.added, view.intervals) == ((), (), (), (), ())
        assert not any(day.cards for day in view.due.days)


def test_cards_added_count_on_the_day_of_study_where_one_is(library: sqlite3.Connection) -> None:
    """Half past three at night still belongs to the evening before; elsewhere it may be another day."""
    berlin = datetime(2026, 11, 20, 3, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    add_note(library, NoteDraft(Kind.BASIC, {"front": "Q?", "back": "A"}), berlin)
    days = [
        progress_view(library, berlin.astimezone(ZoneInfo(zone)), STUDY).added
        for zone in ("Europe/Berlin", "Asia/Tokyo")
    ]
    assert days == [((date(2026, 11, 19), 1),), ((date(2026, 11, 20), 1),)]
    library.execute("UPDATE notes SET created_at = ?", (milliseconds(berlin - timedelta(days=3)),))
    assert progress_view(library, berlin, STUDY).added == ((date(2026, 11, 16), 1),)


@pytest.mark.parametrize(("recalled", "answers"), [(0, 1), (1, 1), (9, 10), (450, 500)])
def test_wilson_intervals_hold_the_share_and_narrow_with_answers(recalled: int, answers: int) -> None:
    """Always within 0 and 1; ten times the answers, a third of the width."""
    low, high = wilson(recalled, answers)
    assert 0 <= low <= recalled / answers <= high <= 1
    narrow = wilson(recalled * 10, answers * 10)
    assert narrow[1] - narrow[0] < 0.6 * (high - low)
    assert wilson(0, 0) == (0.0, 1.0)


PACE = Pace(8.0, 20.0, 60.0, new_a_day=0.0, new_cards=0, capacity=1e9, difficulty=5.0)


def test_the_work_to_come_is_near_that_of_cards_followed_one_by_one() -> None:
    """The simulation by levels against one by cards, with chance, over three months."""
    luck = Random(5)
    due = tuple(Due(luck.randrange(30), luck.choice((2.0, 8.0, 25.0, 80.0)), 1.0) for _ in range(3000))
    simulated = loads(due, PACE, 90)
    seconds = [0.0] * 90
    for one in due:
        stability, day = one.stability, one.ahead
        elapsed = interval_days(stability, 0.9)
        while day < 90:
            recalled = luck.random() < retrievability(stability, elapsed)
            seconds[day] += PACE.recalled if recalled else PACE.forgotten
            rating = luck.choices((2, 3, 4), PASSES)[0] if recalled else 1
            stability = _after(stability, rating, elapsed)
            elapsed = interval_days(stability, 0.9)
            day += elapsed
    for first in (0, 30, 60):
        month = slice(first, first + 30)
        expected = sum(seconds[month])
        assert sum(day.scheduled + day.again for day in simulated[month]) == pytest.approx(expected, rel=0.12)


def _after(stability: float, rating: int, elapsed: int) -> float:
    from drills.models import MemoryState

    return next_memory(MemoryState(stability, 5.0), rating, elapsed).stability


def test_what_does_not_fit_into_a_day_waits() -> None:
    """No more than the time there is gets done; the rest is left over, and shrinks when there is room."""
    days = loads((Due(0, 20.0, 100.0),), replace(PACE, capacity=300.0), 10)
    assert days[0].waiting == 0
    assert days[1].waiting == pytest.approx(days[0].scheduled - 300)
    left = [day.waiting for day in days[1:5]]
    assert left == sorted(left, reverse=True)
    assert days[-1].waiting == pytest.approx(0, abs=1)


def test_new_cards_run_out() -> None:
    """So many a day while there are any."""
    days = loads((), replace(PACE, new_a_day=4.0, new_cards=10), 6)
    assert [round(day.new / PACE.new, 6) for day in days] == [4, 4, 2, 0, 0, 0]
    assert sum(day.again for day in days) > 0


def test_opening_a_file_of_the_first_schema_brings_the_figures(tmp_path: Path, now: datetime) -> None:
    """With answers in it, some taken back; nothing is lost or doubled."""
    from sqlite_utils import Database

    from drills.storage.database import APPLICATION_ID
    from drills.storage.migrations import MIGRATIONS

    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    MIGRATIONS.apply(Database(old, execute_plugins=False), stop_before="dashboards_by_day")
    old.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.execute("PRAGMA user_version = 4")
    old.execute("PRAGMA foreign_keys = ON")
    made = lived(old, 11, 50)
    old.close()
    c = open_database(path)
    assert c.execute("SELECT count(*) FROM reviews").fetchone()[0] > 15
    check(progress_view(c, made, STUDY, Span.ALL), Obvious(c, made, Span.ALL))
    assert checkup(c, made).sound
    c.close()
