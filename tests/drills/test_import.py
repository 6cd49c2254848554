"""Deck files in: all or nothing, again and again, without losing what the user has changed; and the shipped decks."""

import os
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drills.config import Study
from drills.errors import DeckFileError
from drills.exchange.importing import FileReport, import_files
from drills.exchange.markdown import parse_deck
from drills.models import Kind, NoteDraft
from drills.note import checked
from drills.session import serve, start
from drills.shipped import ShippedReport, load_decks, load_shipped, shipped_decks
from drills.storage.decks import deck_names, rename_deck
from drills.storage.export import deck_files, everything
from drills.storage.notes import add_note, delete_notes, edit_note, note_detail
from drills.storage.search import find_notes
from drills.storage.undo import Undone, undo
from drills.views.drill import Face

DECK = """\
---
deck: Spanish::Verbs
tags: spanish
about: Verbs I mix up
---

Q: to be (lasting)
A: ser
Id: ser
Tags: A1

C: {{c1::estar}} is for {{c2::places}}
Id: estar

T: to have
A: tener
A: haber
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """A deck file."""
    path = tmp_path / "verbs.md"
    path.write_text(DECK, encoding="utf-8")
    return path


def counts(c: sqlite3.Connection, paths: Sequence[Path], now: datetime) -> list[tuple[int, int, int, int]]:
    """Added, updated, unchanged, kept for each file."""
    files: tuple[FileReport, ...] = import_files(c, paths, now).files
    return [(file.added, file.updated, file.unchanged, file.kept_edits) for file in files]


def note_id(c: sqlite3.Connection, like: str) -> int:
    (found,) = c.execute("SELECT id FROM notes WHERE fields LIKE ?", (f"%{like}%",)).fetchone()
    return int(found)


def content(c: sqlite3.Connection) -> list[tuple[str, ...]]:
    """All live notes, however they are numbered."""
    notes = (note for note in everything(c)["notes"] if note["deleted_at"] is None)
    return sorted(
        (note["key"], note["deck"], note["kind"], str(sorted(note["fields"].items())), str(sorted(note["tags"])))
        for note in notes
    )


def test_a_deck_is_imported_with_all_it_says(library: sqlite3.Connection, deck: Path, now: datetime) -> None:
    """Deck, tags, cards, source, search."""
    progress: list[tuple[int, int]] = []
    report = import_files(library, [deck], now, lambda done, total: progress.append((done, total)))
    assert (report.files[0].deck, report.files[0].added, report.changed) == ("Spanish::Verbs", 3, True)
    assert progress[-1] == (3, 3)
    detail = note_detail(library, note_id(library, "lasting"))
    assert (detail.note.tags, detail.note.deck, detail.source, detail.edited) == (
        ("A1", "spanish"),
        "Spanish::Verbs",
        "verbs.md",
        False,
    )
    assert library.execute("SELECT about FROM decks WHERE name = 'Spanish::Verbs'").fetchone() == ("Verbs I mix up",)
    assert library.execute("SELECT count(*) FROM cards").fetchone() == (4,)
    assert find_notes(library, "tener", now.date()).total == 1


def test_importing_again_changes_nothing(library: sqlite3.Connection, deck: Path, now: datetime) -> None:
    """Not even the undo list."""
    import_files(library, [deck], now)
    before = everything(library)
    assert counts(library, [deck, deck], now) == [(0, 0, 3, 0)]
    assert everything(library) == before
    assert undo(library, now) == Undone("Import verbs.md", note_ids=(1, 2, 3))
    assert undo(library, now) is None


def test_one_undo_takes_the_whole_import_back(
    library: sqlite3.Connection, deck: Path, tmp_path: Path, now: datetime
) -> None:
    """Added and updated notes, decks, search; and it can be imported again."""
    other = tmp_path / "other.md"
    other.write_text("Q: q\nA: a\n")
    import_files(library, [deck], now)
    before = everything(library)
    deck.write_text(DECK.replace("ser", "SER"))
    assert counts(library, [deck, other], now) == [(1, 0, 2, 0), (1, 0, 0, 0)]
    undone = undo(library, now)
    assert undone is not None
    assert undone.label == "Import 2 decks"
    assert everything(library) == before
    assert find_notes(library, "SER", now.date()).total == 1
    undo(library, now)
    assert deck_names(library) == ()
    assert counts(library, [deck], now) == [(3, 0, 0, 0)]


def test_every_problem_in_all_files_is_told_and_nothing_imported(
    library: sqlite3.Connection, deck: Path, tmp_path: Path, now: datetime
) -> None:
    """With file and line; missing files and folders without any too."""
    first, second = tmp_path / "a.md", tmp_path / "b.md"
    empty = tmp_path / "empty"
    empty.mkdir()
    first.write_text("Q: no answer\n\nC: nothing hidden\n")
    second.write_text("---\ndeck: x\n---\nQ: fine\nA: yes\nTags: two words\n")
    with pytest.raises(DeckFileError) as raised:
        import_files(library, [deck, first, second, tmp_path / "missing.md", empty], now)
    places = [(Path(problem.file).name, problem.line) for problem in raised.value.problems]
    assert sorted(places) == [("a.md", 1), ("a.md", 3), ("b.md", 6), ("empty", 0), ("missing.md", 0)]
    assert "Nothing was imported" in str(raised.value)
    assert everything(library)["notes"] == []


def test_a_folder_stands_for_all_deck_files_below(
    library: sqlite3.Connection, deck: Path, tmp_path: Path, now: datetime
) -> None:
    """In order, each once; without hidden ones and other files, and whatever links there are."""
    below = tmp_path / "Spanish" / "Verbs"
    below.mkdir(parents=True)
    (below / "deep.md").write_text("Q: deep\nA: a\n")
    (tmp_path / ".git").mkdir()
    for name in (".hidden.md", ".git/x.md", "notes.txt"):
        (tmp_path / name).write_text("no deck")
    (below / "loop").symlink_to(tmp_path)
    report = import_files(library, [tmp_path, deck], now)
    assert [(file.file, file.added) for file in report.files] == [(str(below / "deep.md"), 1), (str(deck), 3)]


@pytest.mark.parametrize("hide", [False, True])
def test_a_folder_without_deck_files_is_an_error(
    library: sqlite3.Connection, tmp_path: Path, now: datetime, hide: bool
) -> None:
    """Rather than an import of nothing."""
    (tmp_path / (".a.md" if hide else "a.txt")).write_text("Q: q\nA: a\n")
    with pytest.raises(DeckFileError, match=r"no \.md files"):
        import_files(library, [tmp_path], now)


def test_what_is_no_plain_file_is_refused_without_waiting_for_it(
    library: sqlite3.Connection, tmp_path: Path, now: datetime
) -> None:
    """A pipe that nobody writes to, and a device that never ends."""
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path / "pipe.md", tmp_path, Path("/dev/zero")):
        with pytest.raises(DeckFileError, match="no plain file"):
            import_files(library, [path], now)


def test_a_missing_file_is_named_once(library: sqlite3.Connection, now: datetime) -> None:
    """With the reason."""
    with pytest.raises(DeckFileError) as raised:
        import_files(library, ["/nope.md"], now)
    assert raised.value.message == "/nope.md: this file can't be read: No such file or directory"


def test_a_deck_with_an_impossible_name_is_a_problem(
    library: sqlite3.Connection, tmp_path: Path, now: datetime
) -> None:
    """Of that file, in the list with the others."""
    path = tmp_path / "deep.md"
    path.write_text(f"---\ndeck: {'::'.join('abcdefghi')}\n---\nQ: q\nA: a\n")
    with pytest.raises(DeckFileError, match=r"deep\.md.*levels deep"):
        import_files(library, [path], now)


def test_the_same_card_twice_is_a_problem(library: sqlite3.Connection, tmp_path: Path, now: datetime) -> None:
    """In one file by its text, in two by id and deck."""
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_text("---\ndeck: D\n---\nQ: q\nA: a\n\nQ: q\nA: b\n\nQ: r\nA: a\nId: r\n")
    other.write_text("---\ndeck: D\n---\nQ: s\nA: a\nId: r\n")
    with pytest.raises(DeckFileError) as raised:
        import_files(library, [path, other], now)
    assert [
        (problem.line, f"{path}:{line}" in problem.message)
        for problem, line in zip(raised.value.problems, (4, 10), strict=True)
    ] == [
        (7, True),
        (4, True),
    ]


def test_the_same_id_in_two_decks_is_two_notes(library: sqlite3.Connection, tmp_path: Path, now: datetime) -> None:
    """Nor does it meet the shipped one."""
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"Question: {name}?\nId: Q1\n")
    load_shipped(library, now)
    before = len(content(library))
    import_files(library, [tmp_path / "a.md", tmp_path / "b.md"], now)
    assert len(content(library)) == before + 2


def test_a_new_version_updates_texts_and_keeps_histories(
    library: sqlite3.Connection, deck: Path, now: datetime
) -> None:
    """The card is the same one; a new note is added, one that is gone from the file stays."""
    import_files(library, [deck], now)
    before = note_detail(library, note_id(library, "lasting"))
    library.execute("UPDATE cards SET reps = 7 WHERE id = ?", (before.cards[0].id,))
    changed = (
        DECK.replace("A: ser", "A: ser (soy, eres)").replace("Tags: A1", "Tags: A2").replace("T: to have", "T: to own")
    )
    deck.write_text(changed)
    assert counts(library, [deck], now) == [(1, 1, 1, 0)]
    after = note_detail(library, before.note.id)
    assert (after.note.fields["back"], after.note.tags) == ("ser (soy, eres)", ("A2", "spanish"))
    assert (after.cards[0].id, after.cards[0].reps) == (before.cards[0].id, 7)
    assert len(content(library)) == 4


def test_the_user_s_own_edit_stays_against_a_new_version(
    library: sqlite3.Connection, deck: Path, now: datetime
) -> None:
    """Field by field; said once, and quiet when nothing new comes."""
    import_files(library, [deck], now)
    ser = note_id(library, "lasting")
    edit_note(library, ser, {"front": "to be (lasting)", "back": "mine"}, ["mine", "spanish"], "Spanish::Verbs", now)
    assert counts(library, [deck], now) == [(0, 0, 3, 0)]
    assert note_detail(library, ser).edited
    deck.write_text(
        DECK.replace("A: ser", "A: theirs").replace("(lasting)", "(for good)").replace("Tags: A1", "Tags: B1")
    )
    report = import_files(library, [deck], now).files[0]
    assert (report.kept_edits, report.kept) == (1, ("to be (for good)",))
    note = note_detail(library, ser).note
    assert (note.fields, set(note.tags)) == (
        {"front": "to be (for good)", "back": "mine"},
        {"B1", "mine", "spanish"},
    )
    assert counts(library, [deck], now) == [(0, 0, 3, 0)]


def test_a_moved_note_stays_where_the_user_put_it(library: sqlite3.Connection, deck: Path, now: datetime) -> None:
    """And a renamed deck keeps its name, although the file says another."""
    import_files(library, [deck], now)
    (deck_id,) = library.execute("SELECT id FROM decks WHERE name = 'Spanish::Verbs'").fetchone()
    rename_deck(library, deck_id, "Español", now)
    assert counts(library, [deck], now) == [(0, 0, 3, 0)]
    assert deck_names(library) == ("Español",)


def test_a_deleted_note_comes_back_with_its_file(library: sqlite3.Connection, deck: Path, now: datetime) -> None:
    """With its card's history: to import is to ask for it."""
    import_files(library, [deck], now)
    ser = note_id(library, "lasting")
    library.execute("UPDATE cards SET reps = 7 WHERE note_id = ?", (ser,))
    delete_notes(library, [ser], now)
    assert counts(library, [deck], now) == [(1, 0, 2, 0)]
    assert [card.reps for card in note_detail(library, ser).cards] == [7]
    assert find_notes(library, "lasting", now.date()).total == 1


def test_a_note_that_changes_its_kind_keeps_what_it_can(library: sqlite3.Connection, deck: Path, now: datetime) -> None:
    """The old card's history stays, out of sight; an edited note is left alone."""
    import_files(library, [deck], now)
    ser = note_id(library, "lasting")
    deck.write_text(DECK.replace("Q: to be (lasting)\nA: ser", "C: to be is {{c1::ser}}"))
    assert counts(library, [deck], now) == [(0, 1, 2, 0)]
    assert [card.ordinal for card in note_detail(library, ser).cards] == [1]
    edit_note(library, ser, {"text": "mine {{c1::ser}}"}, (), "Spanish::Verbs", now)
    deck.write_text(DECK)
    assert counts(library, [deck], now) == [(0, 0, 2, 1)]


def export_to(c: sqlite3.Connection, folder: Path) -> list[Path]:
    paths = []
    for name, text in deck_files(c):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def test_what_was_exported_leads_back_to_the_same_notes(
    library: sqlite3.Connection, deck: Path, tmp_path: Path, now: datetime
) -> None:
    """Own, imported, shipped and renamed ones; an edit in the exported file arrives."""
    import_files(library, [deck], now)
    load_shipped(library, now)
    add_note(library, NoteDraft(Kind.BASIC, {"front": "own", "back": "b"}, deck="Mine"), now)
    (deck_id,) = library.execute("SELECT id FROM decks WHERE name = 'Spanish::Verbs'").fetchone()
    rename_deck(library, deck_id, "Español", now)
    before = content(library)
    paths = export_to(library, tmp_path / "out")
    assert {count[:2] for count in counts(library, paths, now)} == {(0, 0)}
    assert content(library) == before
    for path in paths:
        path.write_text(path.read_text().replace("A: ser", "A: ser, siempre").replace("Q: own", "Q: my own"))
    assert sum(count[1] for count in counts(library, paths, now)) == 2
    assert len(content(library)) == len(before)


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(
    front=TEXTS,
    back=TEXTS,
    tag=st.sampled_from(["", "x::y", "日本"]),
    deck_name=st.sampled_from(["A", "A::B:c", "../x"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_text_survives_export_and_import(front: str, back: str, tag: str, deck_name: str, now: datetime) -> None:
    """Into an empty library: equal notes under equal keys."""
    draft = NoteDraft(Kind.BASIC, {"front": f"f{front}", "back": f"{back}b"}, (tag,), deck=deck_name)
    library = _memory()
    add_note(library, draft, now)
    ((_, text),) = deck_files(library)
    (read,) = parse_deck(text, "x.md").notes
    stored = checked(draft)
    assert (checked(read).fields, checked(read).tags, checked(read).deck) == (stored.fields, stored.tags, stored.deck)
    library.close()


def _memory() -> sqlite3.Connection:
    from sqlite_utils import Database

    from drills.storage.migrations import MIGRATIONS

    connection = sqlite3.connect(":memory:", isolation_level=None)
    MIGRATIONS.apply(Database(connection, execute_plugins=False))
    return connection


def test_the_shipped_decks_load_once_and_stay(library: sqlite3.Connection, now: datetime) -> None:
    """Quick when nothing is new, and no step of the user's."""
    report = load_shipped(library, now)
    assert report.added > 200
    assert load_shipped(library, now) == ShippedReport()
    assert undo(library, now) is None


def test_every_shipped_card_has_an_id_of_its_own() -> None:
    """Over all files, since keys are made of them."""
    ids = [note.key for name, text in shipped_decks().items() for note in parse_deck(text, name).notes]
    assert None not in ids
    assert len(ids) == len(set(ids))


def test_a_new_version_of_a_shipped_deck(library: sqlite3.Connection, now: datetime) -> None:
    """Updates texts; keeps edits and histories; what was deleted stays deleted."""
    load_decks(library, {"s.md": DECK}, now)
    ser, estar = note_id(library, "lasting"), note_id(library, "estar")
    delete_notes(library, [estar], now)
    edit_note(library, ser, {"front": "to be (lasting)", "back": "mine"}, ["A1", "spanish"], "Spanish::Verbs", now)
    library.execute("UPDATE cards SET reps = 7 WHERE note_id = ?", (ser,))
    new = DECK.replace("A: ser", "A: theirs").replace("places", "PLACES").replace("to be (lasting)", "to be (for good)")
    assert load_decks(library, {"s.md": new}, now) == ShippedReport(added=0, updated=0, kept_edits=1)
    detail = note_detail(library, ser)
    assert (detail.note.key, detail.source) == ("shipped.ser", "shipped:s.md")
    assert detail.note.fields == {"front": "to be (for good)", "back": "mine"}
    assert detail.cards[0].reps == 7
    assert find_notes(library, "estar", now.date()).total == 0


def test_a_user_s_copy_of_a_shipped_deck_stays_a_copy(
    library: sqlite3.Connection, tmp_path: Path, now: datetime
) -> None:
    """The edit in it arrives from the file; the next shipped version still knows what it said last."""
    load_decks(library, {"s.md": DECK}, now)
    (path,) = export_to(library, tmp_path)
    path.write_text(path.read_text().replace("A: ser", "A: mine"))
    assert counts(library, [path], now) == [(0, 1, 2, 0)]
    assert counts(library, [path], now) == [(0, 0, 3, 0)]
    ser = note_id(library, "lasting")
    assert (note_detail(library, ser).source, note_detail(library, ser).edited) == ("shipped:s.md", True)
    assert load_decks(library, {"s.md": DECK + "\n"}, now) == ShippedReport()
    assert note_detail(library, ser).note.fields["back"] == "mine"


def test_a_shipped_question_knows_those_it_is_asked_after(library: sqlite3.Connection, now: datetime) -> None:
    """All of them, in their order, by their texts."""
    load_shipped(library, now)
    (q1,) = library.execute("SELECT id FROM notes WHERE key = 'shipped.Q1'").fetchone()
    face = serve(library, start(library, now, Study(), note_ids=[q1]), now, Study())
    assert isinstance(face, Face)
    assert face.follows == ("What are your career goals?", "Where do you see yourself in five years?")
