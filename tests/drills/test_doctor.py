"""The check-up: a sound library passes; what is broken is found, and what follows from the rest is repaired."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drills.config import Study
from drills.models import Kind, NoteDraft, Rating
from drills.session import grade, serve, start, take_back
from drills.storage.doctor import Report, checkup
from drills.storage.export import everything
from drills.storage.notes import add_note, delete_notes
from drills.storage.search import find_notes
from drills.views.drill import Face

STUDY = Study(minutes_per_day=60)


@pytest.fixture
def studied(library: sqlite3.Connection, now: datetime) -> sqlite3.Connection:
    """A library with a week of answers, some taken back."""
    for number in range(6):
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"front {number}", "back": "b"}, ("t",), deck="A"), now)
    add_note(library, NoteDraft(Kind.CLOZE, {"text": "{{c1::a}} and {{c2::b}}"}, deck="A"), now)
    for day in range(8):
        _study(library, now + timedelta(days=day), day)
    return library


def _study(c: sqlite3.Connection, now: datetime, day: int) -> None:
    session_id = start(c, now, STUDY)
    for number in range(12):
        now += timedelta(minutes=2)
        face = serve(c, session_id, now, STUDY)
        if not isinstance(face, Face):
            break
        grade(c, session_id, face.card.id, Rating(1 + (number + day) % 4), 5.0, now, STUDY)
        if number % 5 == 4:
            take_back(c, now)


def checks(report: Report) -> dict[str, tuple[int, bool]]:
    return {finding.check: (finding.count, finding.repaired) for finding in report.findings}


def test_a_sound_library_passes(studied: sqlite3.Connection, now: datetime) -> None:
    """After a week of answers, lapses and undos; looking changes nothing."""
    before = everything(studied)
    heard: list[tuple[str, int, int]] = []
    report = checkup(studied, now, progress=lambda *step: heard.append(step))
    assert report.findings == ()
    assert report.sound
    assert (report.notes, report.cards) == (7, 8)
    assert report.reviews > 30
    assert everything(studied) == before
    assert {step[0] for step in heard} >= {"file", "search"}
    assert studied.execute("SELECT count(*) FROM retractions").fetchone()[0] > 3
    assert studied.execute("SELECT sum(lapses) FROM cards").fetchone()[0] > 0


def test_an_empty_library_passes(library: sqlite3.Connection, now: datetime) -> None:
    """Nothing is nothing wrong."""
    assert checkup(library, now, repair=True).sound


@pytest.mark.parametrize(
    "damage",
    [
        "stability = stability * 1.00001",
        "difficulty = difficulty + 0.001",
        "reps = reps + 1",
        "lapses = 99",
        "last_day = last_day - 1",
        "phase = 'review', step = NULL, due_at = NULL, due_day = 1, interval = 1, stability = 3, last_day = 1",
        "phase = 'new', step = NULL, stability = NULL, due_at = NULL, due_day = NULL, interval = NULL",
    ],
)
def test_a_card_astray_is_found_and_led_back(studied: sqlite3.Connection, now: datetime, damage: str) -> None:
    """To exactly where its answers lead; flags and suspensions stay."""
    before = everything(studied)["cards"]
    (card_id,) = studied.execute("SELECT id FROM cards WHERE reps > 3 ORDER BY reps DESC LIMIT 1").fetchone()
    studied.execute(f"UPDATE cards SET {damage} WHERE id = ?", (card_id,))  # noqa: S608  constants above
    assert checks(checkup(studied, now)) == {"cards": (1, False)}
    report = checkup(studied, now, repair=True)
    assert checks(report) == {"cards": (1, True)}
    assert report.sound
    assert checkup(studied, now).findings == ()
    for mine, theirs in zip(everything(studied)["cards"], before, strict=True):
        assert mine == {
            **theirs,
            **{name: pytest.approx(theirs[name]) for name in ("stability", "difficulty") if theirs[name]},
        }


@pytest.mark.parametrize(
    ("damage", "phase"),
    [
        ("interval = 999, due_day = due_day + 500", "review"),
        ("interval = interval + 1", "review"),
        ("due_day = due_day + 1", "review"),
        ("due_day = 99999999999, last_day = -5", "review"),
        ("step = step + 1", "learning"),
        ("due_at = due_at + 60000", "learning"),
    ],
)
def test_a_schedule_astray_is_led_back_to_what_the_last_answer_left(
    studied: sqlite3.Connection, now: datetime, damage: str, phase: str
) -> None:
    """As it was stored then: whatever settings and luck were, and are now."""
    later = now + timedelta(days=40)
    session_id = start(studied, later, STUDY)
    face = serve(studied, session_id, later, STUDY)
    assert isinstance(face, Face)
    grade(studied, session_id, face.card.id, Rating.AGAIN, 5.0, later, STUDY)
    before = everything(studied)["cards"]
    cards = "(SELECT id FROM cards WHERE replace(phase, 're', '') = replace(?, 're', '') LIMIT 1)"
    changed = studied.execute(f"UPDATE cards SET {damage} WHERE id IN {cards}", (phase,))  # noqa: S608  constants above
    assert changed.rowcount == 1
    assert checks(checkup(studied, now))["cards"] == (1, False)
    assert checkup(studied, now, repair=True).sound
    for mine, theirs in zip(everything(studied)["cards"], before, strict=True):
        for name in ("phase", "step", "interval", "due_at", "due_day", "last_day"):
            assert mine[name] == theirs[name]


def test_answers_of_a_card_that_is_gone_hide_no_other_card(studied: sqlite3.Connection, now: datetime) -> None:
    """The card is made again under its old number, and stands where its answers lead."""
    before = everything(studied)["cards"]
    studied.execute("PRAGMA foreign_keys = OFF")
    studied.execute("DELETE FROM cards WHERE id IN (2, 3, 8)")
    found = checks(checkup(studied, now))
    assert found["notes"] == (3, False)
    assert "cards" not in found
    assert checkup(studied, now, repair=True).sound
    assert checkup(studied, now).findings == ()
    after = everything(studied)["cards"]
    assert [(card["id"], card["note_id"], card["ordinal"], card["reps"], card["due_day"]) for card in after] == [
        (card["id"], card["note_id"], card["ordinal"], card["reps"], card["due_day"]) for card in before
    ]


def test_answers_of_a_card_that_nothing_explains_go_to_no_other_card(
    studied: sqlite3.Connection, now: datetime
) -> None:
    """They stay as they are, for a person to look at; a card made meanwhile gets a number of its own."""
    studied.execute("PRAGMA foreign_keys = OFF")
    columns = ", ".join(
        row[1] for row in studied.execute("PRAGMA table_info(reviews)") if row[1] not in ("id", "card_id")
    )
    studied.execute(f"INSERT INTO reviews (card_id, {columns}) SELECT 9, {columns} FROM reviews WHERE id = 1")  # noqa: S608
    studied.execute("DELETE FROM cards WHERE id = 1 AND note_id = 1")
    checkup(studied, now, repair=True)
    report = checkup(studied, now)
    assert checks(report) == {"references": (1, False)}
    assert studied.execute("SELECT max(id) FROM cards").fetchone() == (8,)


@pytest.mark.parametrize(
    "damage", ["fields = '[1,2]'", """fields = '{"front":5}'""", "kind = 'cloze'", "fields = '{}'"]
)
def test_a_text_that_cannot_be_read_is_said(studied: sqlite3.Connection, now: datetime, damage: str) -> None:
    """Which note it is; all the others are checked and mended."""
    studied.execute(f"UPDATE notes SET {damage} WHERE id = 2")  # noqa: S608  constants above
    studied.execute("UPDATE cards SET reps = reps + 1 WHERE id = 5")
    found = checkup(studied, now, repair=True)
    assert checks(found)["cards"] == (1, True)
    assert checks(found)["texts"] == (1, False)
    assert checks(checkup(studied, now)) == {"texts": (1, False)}
    assert "2" in next(finding.message for finding in found.findings if finding.check == "texts")


def test_one_note_missing_from_search_is_one(studied: sqlite3.Connection, now: datetime) -> None:
    """Those after it are where they belong."""
    studied.execute("DELETE FROM note_search WHERE rowid = 1")
    assert checks(checkup(studied, now)) == {"search": (1, False)}


@pytest.mark.parametrize("damage", ["DROP TABLE note_search", "DROP TRIGGER daily_adds", "DROP INDEX cards_due"])
def test_what_the_file_lacks_is_made_again(studied: sqlite3.Connection, now: datetime, damage: str) -> None:
    """Where all of it follows from the rest."""
    studied.execute(damage)
    assert not checkup(studied, now).sound
    assert checkup(studied, now, repair=True).sound
    assert checkup(studied, now).findings == ()
    assert find_notes(studied, "front", now.date()).total == 6


def test_a_missing_table_is_said(studied: sqlite3.Connection, now: datetime) -> None:
    """With the way out; nothing else can be checked then."""
    studied.execute("DROP TABLE settings")
    report = checkup(studied, now, repair=True)
    assert "settings" in report.findings[0].message
    assert "readyby restore" in report.findings[0].message
    assert not report.sound


@pytest.mark.parametrize(
    "damage",
    [
        "INSERT INTO goals (statement, deadline, created_day) VALUES ('g', -5, 700000)",
        "UPDATE cards SET buried_until = 99999999999 WHERE id = 1",
        "UPDATE notes SET created_at = 9000000000000000000 WHERE id = 1",
    ],
)
def test_days_that_cannot_be_are_found(studied: sqlite3.Connection, now: datetime, damage: str) -> None:
    """In whichever table they are."""
    studied.execute(damage)
    assert checks(checkup(studied, now)) == {"days": (1, False)}


def test_a_rounding_error_is_no_finding(studied: sqlite3.Connection, now: datetime) -> None:
    """Differences below a millionth are arithmetic."""
    studied.execute("UPDATE cards SET stability = stability * 1.0000001, difficulty = difficulty * 0.9999999")
    assert checkup(studied, now).sound


def test_daily_figures_are_added_up_again(studied: sqlite3.Connection, now: datetime) -> None:
    """Wrong, missing and superfluous rows."""
    before = studied.execute("SELECT day, kind, rating, mature, reviews FROM daily").fetchall()
    studied.execute("DELETE FROM daily WHERE rating = 3")
    studied.execute("INSERT INTO daily VALUES (1, 'review', 1, 0, 1, 1, 1)")
    studied.execute("UPDATE daily SET seconds = seconds + 1 WHERE rating = 4")
    assert checks(checkup(studied, now))["daily figures"][0] > 2
    assert checkup(studied, now, repair=True).sound
    assert studied.execute("SELECT day, kind, rating, mature, reviews FROM daily").fetchall() == before
    assert checkup(studied, now).findings == ()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM note_search WHERE rowid = 1",
        "UPDATE note_search SET body = 'other' WHERE rowid = 1",
        "INSERT INTO note_search (rowid, body, tags) VALUES (99, 'ghost', '')",
        "DELETE FROM note_search_data WHERE id > 10",
        "DELETE FROM note_search_content",
    ],
)
def test_the_search_index_is_made_anew(studied: sqlite3.Connection, now: datetime, damage: str) -> None:
    """Even if it is broken itself."""
    studied.execute(damage)
    assert "search" in checks(checkup(studied, now))
    assert checkup(studied, now, repair=True).sound
    assert checkup(studied, now).findings == ()
    assert find_notes(studied, "front", now.date()).total == 6


def test_cards_are_made_as_the_texts_say(studied: sqlite3.Connection, now: datetime) -> None:
    """Missing ones are added, those of deleted notes put away."""
    delete_notes(studied, [1], now)
    studied.execute("UPDATE cards SET removed_at = NULL WHERE note_id = 1")
    studied.execute("UPDATE cards SET removed_at = 5 WHERE note_id = 7 AND ordinal = 2")
    found = [(finding.message, finding.count) for finding in checkup(studied, now).findings]
    assert found == [("Notes without the cards that their texts make", 1), ("Cards of deleted notes", 1)]
    assert checkup(studied, now, repair=True).sound
    assert checkup(studied, now).findings == ()


def test_rows_that_belong_to_nothing_are_found(studied: sqlite3.Connection, now: datetime) -> None:
    """Loose tags are removed; a card without its note can't be explained, and stays for a person to look at."""
    studied.execute("PRAGMA foreign_keys = OFF")
    studied.execute("INSERT INTO note_tags VALUES (99, 'loose')")
    assert checks(checkup(studied, now, repair=True)) == {"references": (1, True)}
    studied.execute("INSERT INTO cards (note_id, ordinal) VALUES (99, 0)")
    report = checkup(studied, now, repair=True)
    assert checks(report) == {"references": (1, False)}
    assert not report.sound


def test_a_damaged_file_is_reported_not_raised(database_path: Path, library: sqlite3.Connection, now: datetime) -> None:
    """With the way out: a backup."""
    for number in range(200):
        add_note(library, NoteDraft(Kind.BASIC, {"front": f"{number}" * 50, "back": "b"}), now)
    library.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database_path.read_bytes())
    (page,) = library.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'cards'").fetchone()
    start_ = (page - 1) * 4096
    content[start_ : start_ + 2000] = b"\xa5" * 2000
    database_path.write_bytes(content)
    broken = sqlite3.connect(database_path, isolation_level=None)
    report = checkup(broken, now, repair=True)
    broken.close()
    assert not report.sound
    assert "readyby restore" in report.findings[0].message


def test_what_refers_to_something_gone_is_kept_where_it_stands_for_itself(
    studied: sqlite3.Connection, now: datetime
) -> None:
    """A story loses the goal that isn't there, a link goes; a version of an answer to no question stays to be seen."""
    studied.execute("PRAGMA foreign_keys = OFF")
    studied.execute(
        "INSERT INTO stories (id, title, goal_id, created_at, changed_at) VALUES (1, 'The queue', 99, 1, 1)"
    )
    studied.execute("INSERT INTO story_questions VALUES (1, 999)")
    found = checks(checkup(studied, now, repair=True))
    assert found["references"] == (1, True)
    assert studied.execute("SELECT title, goal_id FROM stories").fetchall() == [("The queue", None)]
    assert studied.execute("SELECT count(*) FROM story_questions").fetchone() == (0,)
    studied.execute(
        "INSERT INTO answers (note_id, version, template, sections, created_at, changed_at) "
        "VALUES (999, 1, 'free', '[]', 1, 1)"
    )
    assert checks(checkup(studied, now, repair=True))["references"] == (1, False)
    assert studied.execute("SELECT count(*) FROM answers").fetchone() == (1,)
