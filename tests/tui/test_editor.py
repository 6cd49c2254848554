"""Changing a card in one's own editor, in a real terminal."""

from typing import Any

from drills.models import Kind


def test_the_editor_changes_the_card_and_keeps_its_history(house: Any, open_terminal: Any) -> None:
    """The app steps aside, comes back, and shows the new text; the file is gone."""
    house.add(Kind.BASIC)
    terminal = open_terminal(house.path, alone=True, EDITOR="sed -i s/E1/E9/", TMPDIR=str(house.path.parent))
    terminal.wait_for("Today")
    terminal.press("d", "What is E1?")
    terminal.press("E", "What is E9?")
    terminal.press(" ", "Again")
    terminal.press("4", "Done")
    assert house.rows("SELECT json_extract(fields, '$.front') FROM notes") == [("What is E9?",)]
    assert house.rows("SELECT count(*) FROM reviews") == [(1,)]
    assert list(house.path.parent.glob("readyby-*/card.md")) == []


def test_what_cannot_be_used_stays_in_its_file(house: Any, open_terminal: Any) -> None:
    """The card is as it was, and the message says where the text is."""
    house.add(Kind.BASIC)
    terminal = open_terminal(house.path, alone=True, EDITOR="sed -i s/^Q:/Nothing:/", TMPDIR=str(house.path.parent))
    terminal.wait_for("Today")
    terminal.press("d", "What is E1?")
    terminal.press("E", "card.md")
    assert house.rows("SELECT json_extract(fields, '$.front') FROM notes") == [("What is E1?",)]
    (kept,) = house.path.parent.glob("readyby-*/card.md")
    assert "Nothing: What is E1?" in kept.read_text()


def test_a_missing_editor_is_told(house: Any, open_terminal: Any) -> None:
    """With the variable that names it, and no file, as nothing was written; the drill goes on."""
    house.add(Kind.BASIC)
    folder = str(house.path.parent)
    terminal = open_terminal(house.path, alone=True, VISUAL="/nonexistent/ed", EDITOR="true", TMPDIR=folder)
    terminal.wait_for("Today")
    terminal.press("d", "What is E1?")
    terminal.press("E", "There is no editor /nonexistent/ed.")
    terminal.wait_for("Set VISUAL")
    assert "wrote" not in terminal.text()
    assert "Errno" not in terminal.text()
    assert list(house.path.parent.glob("readyby-*")) == []
    terminal.press(" ", "Again")
