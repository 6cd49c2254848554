"""Notes and decks: written, edited, deleted, renamed; histories stay."""

import sqlite3
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.errors import InputError, NotFoundError
from drills.models import Kind, NoteDraft, Rating
from drills.note import checked, checked_tags, deck_name, file_id, file_key, first_line, named_by, shipped_key
from drills.storage.cards import read_card
from drills.storage.decks import deck_lines, deck_names, delete_deck, ensure_deck, rename_deck
from drills.storage.notes import add_note, delete_notes, edit_note, flag_notes, note_detail, suspend_notes
from drills.storage.undo import undo

TODAY = date(2026, 11, 22)
PLAN = "A plan names {{c1::the goal}} and {{c2::a date::when?}}."


def basic(front: str = "front", deck: str = "A", tags: tuple[str, ...] = ()) -> NoteDraft:
    return NoteDraft(Kind.BASIC, {"front": front, "back": "back"}, tags, deck=deck)


def cloze(text: str = PLAN, deck: str = "A") -> NoteDraft:
    return NoteDraft(Kind.CLOZE, {"text": text}, deck=deck)


def answered(c: sqlite3.Connection, card_id: int) -> None:
    """Leave a card as an answer would."""
    c.execute(
        "UPDATE cards SET phase = 'review', stability = 9.5, difficulty = 4, interval = 9, due_day = 739950, "
        "last_day = 739941, reps = 3 WHERE id = ?",
        (card_id,),
    )


def test_a_note_makes_its_cards(library: sqlite3.Connection, now: datetime) -> None:
    """One, or one for each cloze number."""
    assert [card.ordinal for card in note_detail(library, add_note(library, basic(), now)).cards] == [0]
    assert [card.ordinal for card in note_detail(library, add_note(library, cloze(), now)).cards] == [1, 2]


def test_editing_keeps_every_card_s_history(library: sqlite3.Connection, now: datetime) -> None:
    """A cloze number that goes hides its card; when it comes back, so does all the card had."""
    note_id = add_note(library, cloze(), now)
    first, second = note_detail(library, note_id).cards
    answered(library, second.id)
    edit_note(library, note_id, {"text": "A plan names {{c1::its goal}} and {{c3::more}}."}, (), "A", now)
    left = note_detail(library, note_id).cards
    assert left[0].id == first.id
    assert [card.ordinal for card in left] == [1, 3]
    edit_note(library, note_id, {"text": PLAN}, ("t",), "B::C", now)
    back = note_detail(library, note_id).cards[1]
    assert (back.id, back.reps, back.schedule.phase) == (second.id, 3, "review")
    assert note_detail(library, note_id).note.deck == "B::C"


def test_editing_without_a_change_is_no_step(library: sqlite3.Connection, now: datetime) -> None:
    """Undo then takes back what came before."""
    note_id = add_note(library, basic(tags=("x",)), now)
    edit_note(library, note_id, {"front": "front ", "back": "back\n"}, ["x"], "A", now)
    undone = undo(library, now)
    assert undone is not None
    assert undone.label == "Add “front”"


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (Kind.BASIC, {"front": " \n ", "back": "b"}, "Question is empty"),
        (Kind.BASIC, {"front": "f"}, "Answer is empty"),
        (Kind.BASIC, {"front": "f", "back": "b", "side": "s"}, "no field side"),
        (Kind.BASIC, {"front": "f" * 50_001, "back": "b"}, "too long"),
        (Kind.CLOZE, {"text": "nothing hidden"}, "Nothing is hidden"),
        (Kind.TYPED, {"front": "f", "answers": "\n \n"}, "Accepted answers is empty"),
        (Kind.QUESTION, {"prompt": "p", "level": "boss"}, "no level"),
        (Kind.QUESTION, {"prompt": "p", "seconds": "soon"}, "no pace"),
        (Kind.QUESTION, {"prompt": "p", "follows": "Q1, <b>"}, "no ids"),
        (Kind.CRITIQUE, {"text": "t", "sample": "poem"}, "no sort of sample"),
    ],
)
def test_a_note_that_lacks_something_is_refused(
    library: sqlite3.Connection, now: datetime, kind: Kind, fields: dict[str, str], message: str
) -> None:
    """The message says what, and nothing is stored."""
    with pytest.raises(InputError, match=message):
        add_note(library, NoteDraft(kind, fields, deck="A"), now)
    assert deck_names(library) == ()


def test_hostile_text_is_stored_as_text(library: sqlite3.Connection, now: datetime) -> None:
    """Escapes, markup and bidi stay; a lone surrogate and NUL can't be stored and are replaced."""
    front = "\x1b]52;c;QUJD\x07 [@click=app.quit]x[/] \u202eevil"
    note_id = add_note(library, basic(front + " \ud800\0", deck="[red]\x1b[2J::\u202eB"), now)
    note = note_detail(library, note_id).note
    assert note.fields["front"] == front + " \ufffd\u2400"
    assert note.deck == "[red]\x1b[2J::\u202eB"
    assert "\x1b" not in first_line(note.kind, note.fields)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        (" A :: B ", "A::B"),
        ("::A::::B::", "A::B"),
        ("a\n b\tc", "a b c"),
        ("日本語::Ünï", "日本語::Ünï"),
        ("A:B", "A:B"),
    ],
)
def test_deck_names_are_cleaned(name: str, clean: str) -> None:
    """Empty parts go, white space folds."""
    assert deck_name(name) == clean


@pytest.mark.parametrize("name", ["", " :: ", "::".join("abcdefghi"), "x" * 81])
def test_impossible_deck_names_are_refused(name: str) -> None:
    """Empty, too deep, too long."""
    with pytest.raises(InputError):
        deck_name(name)


def test_tags_are_kept_once() -> None:
    """Capitals don't tell them apart; white space and commas have no place in them."""
    assert checked_tags([" A1", "a1", "", "x::y::", "::"]) == ("A1", "x::y")
    for bad in ("two words", "a,b", "x" * 81):
        with pytest.raises(InputError):
            checked_tags([bad])


def test_deleting_is_undone_with_tags_cards_and_search(library: sqlite3.Connection, now: datetime) -> None:
    """A deleted note is gone for all purposes, and comes back whole."""
    ids = [add_note(library, cloze(), now), add_note(library, basic(tags=("x",)), now)]
    before = [note_detail(library, note_id) for note_id in ids]
    delete_notes(library, [*ids, 99, ids[0]], now)
    with pytest.raises(NotFoundError, match="no note 1"):
        note_detail(library, ids[0])
    assert deck_lines(library, TODAY) == ()
    undone = undo(library, now)
    assert undone is not None
    assert (undone.label, undone.note_ids) == ("Delete 2 notes", tuple(ids))
    assert [note_detail(library, note_id) for note_id in ids] == before


def test_a_card_hidden_before_a_deletion_stays_hidden_after_undo(library: sqlite3.Connection, now: datetime) -> None:
    """Deleting and undoing restores exactly what was."""
    note_id = add_note(library, cloze(), now)
    edit_note(library, note_id, {"text": "Only {{c1::one}}"}, (), "A", now)
    delete_notes(library, [note_id], now)
    undo(library, now)
    assert [card.ordinal for card in note_detail(library, note_id).cards] == [1]


def test_suspending_and_flagging_reach_all_cards_and_are_undone(library: sqlite3.Connection, now: datetime) -> None:
    """Of every note named."""
    note_id = add_note(library, cloze(), now)
    suspend_notes(library, [note_id], True, now)
    flag_notes(library, [note_id], 3, now)
    assert [(card.suspended, card.flag) for card in note_detail(library, note_id).cards] == [(True, 3)] * 2
    undone = undo(library, now)
    assert undone is not None
    assert undone.label == "Flag “A plan names the goal and a date.”"
    undo(library, now)
    assert [(card.suspended, card.flag) for card in note_detail(library, note_id).cards] == [(False, 0)] * 2
    with pytest.raises(InputError):
        flag_notes(library, [note_id], 5, now)


def test_a_second_note_with_the_same_id_is_refused(library: sqlite3.Connection, now: datetime) -> None:
    """Ids are lasting."""
    add_note(library, NoteDraft(Kind.BASIC, {"front": "f", "back": "b"}, key="k"), now)
    with pytest.raises(InputError, match="id k already"):
        add_note(library, NoteDraft(Kind.BASIC, {"front": "g", "back": "b"}, key="k"), now)


def test_decks_count_what_lies_in_and_below_them(library: sqlite3.Connection, now: datetime) -> None:
    """Cards, due ones, new ones, suspended ones."""
    add_note(library, cloze(deck="A::B"), now)
    note_id = add_note(library, basic(deck="A"), now)
    suspended = add_note(library, basic("other", deck="A::B"), now)
    suspend_notes(library, [suspended], True, now)
    answered(library, note_detail(library, note_id).cards[0].id)
    lines = {
        line.name: (line.cards, line.due, line.new, line.suspended)
        for line in deck_lines(library, date.fromordinal(739950))
    }
    assert lines == {"A": (4, 1, 2, 1), "A::B": (3, 0, 2, 1)}
    assert [line.due for line in deck_lines(library, date.fromordinal(739949))] == [0, 0]


def test_capitals_in_a_deck_s_name_make_no_second_deck(library: sqlite3.Connection, now: datetime) -> None:
    """The first spelling stays."""
    add_note(library, basic(deck="Goals::One"), now)
    add_note(library, basic("2", deck="goals::one"), now)
    add_note(library, basic("3", deck="GOALS::two"), now)
    assert deck_names(library) == ("Goals", "Goals::One", "Goals::two")


def test_renaming_a_deck_takes_those_below_along(library: sqlite3.Connection, now: datetime) -> None:
    """Undoable; the way back is exact."""
    add_note(library, basic(deck="A::B::C"), now)
    add_note(library, basic("2", deck="Ab"), now)
    (deck_id,) = library.execute("SELECT id FROM decks WHERE name = 'A'").fetchone()
    rename_deck(library, deck_id, "X::A::B", now)
    assert deck_names(library) == ("Ab", "X", "X::A", "X::A::B", "X::A::B::B", "X::A::B::B::C")
    rename_deck(library, deck_id, "x::a::b", now)
    assert "X::A::B" not in deck_names(library)
    undo(library, now)
    undo(library, now)
    assert deck_names(library) == ("A", "A::B", "A::B::C", "Ab")
    assert library.execute("SELECT count(*) FROM decks").fetchone() == (4,)


def test_a_deck_moves_up_into_its_own_place(library: sqlite3.Connection, now: datetime) -> None:
    """A::A becomes A although an empty A is there."""
    add_note(library, basic(deck="A::A"), now)
    (deck_id,) = library.execute("SELECT id FROM decks WHERE name = 'A::A'").fetchone()
    rename_deck(library, deck_id, "A", now)
    assert deck_names(library) == ("A",)
    undo(library, now)
    assert deck_names(library) == ("A", "A::A")


def test_a_deck_with_cards_is_not_taken_over(library: sqlite3.Connection, now: datetime) -> None:
    """Not even by way of one below it."""
    add_note(library, basic(deck="A"), now)
    add_note(library, basic("2", deck="B::C"), now)
    with pytest.raises(InputError, match=r"deck B::C already"):
        rename_deck(library, 1, "b", now)
    with pytest.raises(NotFoundError):
        rename_deck(library, 99, "Z", now)


def test_the_name_of_a_deleted_deck_is_free(library: sqlite3.Connection, now: datetime) -> None:
    """Its deleted notes go along, and come back with undo."""
    add_note(library, basic("old", deck="B"), now)
    add_note(library, basic("new", deck="A"), now)
    assert delete_deck(library, 1, now) == 1
    rename_deck(library, 2, "B", now)
    assert deck_names(library) == ("B",)
    undo(library, now)
    undo(library, now)
    assert deck_names(library) == ("A", "B")
    assert note_detail(library, 1).note.deck == "B"


def test_deleting_a_deck_deletes_what_is_below_it(library: sqlite3.Connection, now: datetime) -> None:
    """And says how many notes."""
    for number, deck in enumerate(("A", "A::B", "Ab")):
        add_note(library, basic(str(number), deck=deck), now)
    assert delete_deck(library, 1, now) == 2
    assert deck_names(library) == ("Ab",)
    assert delete_deck(library, 1, now) == 0
    undo(library, now)
    assert deck_names(library) == ("A", "A::B", "Ab")


def test_an_edit_elsewhere_meanwhile_is_not_resurrected(library: sqlite3.Connection, now: datetime) -> None:
    """A note deleted in another window can't be edited in this one."""
    note_id = add_note(library, basic(), now)
    delete_notes(library, [note_id], now)
    with pytest.raises(NotFoundError):
        edit_note(library, note_id, {"front": "f", "back": "b"}, (), "A", now)


def test_ids_find_their_notes_again() -> None:
    """A user's id never meets a shipped one, nor one in another deck; whole keys stand for themselves."""
    q1 = file_key(NoteDraft(Kind.BASIC, {}, key="Q1", deck="A"))
    assert q1 == file_key(NoteDraft(Kind.CLOZE, {}, key="Q1", deck="a"))
    assert len({q1, shipped_key("Q1"), file_key(NoteDraft(Kind.BASIC, {}, key="Q1", deck="B"))}) == 3
    assert file_id(q1, "A") == "Q1"
    for key, deck in ((q1, "B"), (shipped_key("Q1"), "A"), ("note.0123456789abcdef", "A")):
        assert file_key(NoteDraft(Kind.BASIC, {}, key=file_id(key, deck), deck=deck)) == key
    assert named_by(q1, "Q2")[0] == file_key(NoteDraft(Kind.BASIC, {}, key="Q2", deck="A"))
    assert named_by(shipped_key("Q1"), "Q2") == (shipped_key("Q2"),)


@given(key=st.from_regex(r"[A-Za-z0-9._-]{1,60}", fullmatch=True), deck=st.sampled_from(["A", "B::C"]))
def test_what_is_written_behind_id_leads_back(key: str, deck: str) -> None:
    """For any id, in its own deck and from any other."""
    first = file_key(NoteDraft(Kind.BASIC, {}, key=key, deck=deck))
    for now_in in ("A", "B::C", "Z"):
        assert file_key(NoteDraft(Kind.BASIC, {}, key=file_id(first, now_in), deck=now_in)) == first


def test_checking_twice_changes_nothing() -> None:
    """What is stored is in its final form."""
    drafts = [
        NoteDraft(Kind.TYPED, {"front": "  indented\n\n", "answers": " a \n\nb"}, ("x",), deck="A"),
        NoteDraft(Kind.QUESTION, {"prompt": "p", "follows": "Q2,Q3 Q2", "seconds": "60 – 120", "level": "Any"}),
        NoteDraft(Kind.CRITIQUE, {"text": "t", "pitfalls": "none", "missing": "E1;E2"}),
    ]
    for draft in drafts:
        once = checked(draft)
        assert checked(once) == once
    assert checked(drafts[1]).fields == {"prompt": "p", "follows": "Q2 Q3", "seconds": "60-120", "level": "any"}


def test_an_answered_card_survives_undoing_its_note(library: sqlite3.Connection, now: datetime) -> None:
    """Answers are never erased: the note is put out of sight instead."""
    note_id = add_note(library, basic(), now)
    card = note_detail(library, note_id).cards[0]
    library.execute(
        "INSERT INTO reviews (card_id, kind, rating, seconds, rated_at, utc_offset, day, phase_before, phase_after, "
        "stability_after, difficulty_after, due_after) VALUES (?, 'learn', ?, 1, 0, 0, 1, 'new', 'learning', 1, 5, 9)",
        (card.id, Rating.GOOD),
    )
    undo(library, now)
    assert deck_names(library) == ()
    assert read_card(library, card.id) is not None


def test_decks_are_made_with_those_above_them(library: sqlite3.Connection, now: datetime) -> None:
    """And described once."""
    deck_id = ensure_deck(library, "A::B", now, about="What it is for")
    assert ensure_deck(library, "a::b", now, about="Something else") == deck_id
    rows = library.execute("SELECT name, about FROM decks ORDER BY id").fetchall()
    assert rows == [("A", ""), ("A::B", "What it is for")]
