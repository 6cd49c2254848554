"""Calls with what no careful person would give: refused in plain words, with the right code, and nothing is lost."""

import pytest

LONG = "I led the change. " * 6_000


@pytest.mark.parametrize("toml", ["x = " + "[" * 5_000 + "]" * 5_000, "x = " + "9" * 5_000, "x = [", "company = 1"])
def test_a_role_file_that_is_none_is_refused(cli, toml: str) -> None:
    """However it is broken; the same for the coach."""
    path = cli.file("role.toml", toml)
    assert cli("role", "add", "--file", path).code == 4
    assert cli("check", cli.file("a.txt", "I led it."), "--role", path).code == 4


def test_an_answer_as_long_as_a_book_is_refused_at_once(cli) -> None:
    """Before the coach begins to read."""
    path = cli.file("a.txt", LONG)
    ran = cli("answer", "Q1", "--file", path)
    assert (ran.code, "characters are the limit" in ran.err) == (4, True)
    ran = cli("check", path)
    assert (ran.code, "characters are the limit" in ran.err) == (4, True)


def test_a_file_kept_as_an_answer_leaves_what_is_being_written(cli) -> None:
    """The draft becomes a version of its own."""
    from drills.storage.answer.answer_versions import save_draft
    from drills.storage.answer.answers import find_question
    from drills.storage.database import open_database
    from drills.views.composing import Section, Template

    cli("today")
    library = open_database(cli.database)
    note_id = find_question(library, "Q1")
    save_draft(library, note_id, Template.FREE, (Section("text", "half a draft"),), cli.now)
    library.close()
    assert cli("answer", "Q1", "--template", "free", "--file", cli.file("a.txt", "From a file.")).code == 0
    texts = [version["sections"][0]["text"] for version in cli("answer", "Q1", "--versions", "--json").data]
    assert texts == ["From a file.", "half a draft"]


def test_a_calendar_of_all_time_is_refused(cli) -> None:
    """Days beyond the calendar's end are no crash."""
    assert cli("goals", "calendar", "--days", "999999999").code == 4


def test_a_calendar_printed_as_data_is_json(cli) -> None:
    """Its text stands in it."""
    cli("goals", "add", "Exam", "--by", "10 dec")
    data = cli("goals", "export", "-", "--json").data
    assert data["goals"] == 1
    assert data["calendar"].startswith("BEGIN:VCALENDAR\r\n")


def test_the_brief_line_leaves_no_file_behind(cli) -> None:
    """Also of a database that nobody has open."""
    cli("today")
    before = sorted(cli.folder.rglob("*"))
    assert "due" in cli("today", "--brief").out
    assert sorted(cli.folder.rglob("*")) == before
