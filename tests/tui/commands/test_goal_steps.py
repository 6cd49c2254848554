"""Goals in full on the command line: fields, steps, rest, chains, calendars, and the line for a prompt."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.notifying import command_for, notify


def goal(cli, number: int = 1):
    """A goal as data."""
    return cli("goals", "show", str(number), "--json").data["line"]["goal"]


def test_a_goal_is_written_with_all_its_fields_and_edited(cli) -> None:
    """What isn't named stays; an empty text clears."""
    cli("add", "f", "b", "--deck", "Mine")
    cli("goals", "add", "Apply", "--by", "in 2 weeks")
    ran = cli(
        *("goals", "add", "Interview", "--by", "10 dec", "--deck", "Mine", "--tag", "E1", "--search", "is:new"),
        *("--minutes", "20", "--target", "85", "--importance", "2", "--if", "I am tired", "--then", "five cards"),
        *("--start", "2026-11-01", "--commit", "--after", "1", "--why", "w", "--proof", "p"),
    )
    assert (ran.code, ran.err) == (0, "")
    written = goal(cli, 2)
    assert written == written | {
        "decks": ["Mine"], "tags": ["E1"], "search": "is:new", "minutes": 20, "target": 0.85, "importance": 2.0,
        "obstacle": "I am tired", "response": "five cards", "started_on": "2026-11-01", "eases_after": 7,
        "follows_id": 1, "why": "w", "proof": "p",
    }  # fmt: skip
    ran = cli("goals", "edit", "2", "--statement", "Talk", "--tag", "", "--minutes", "0", "--no-commit", "--json")
    assert (ran.code, ran.data["statement"], ran.data["tags"], ran.data["minutes"]) == (0, "Talk", [], None)
    assert (ran.data["frees_on"], ran.data["why"]) == ("2026-11-29", "w")
    shown = cli("goals", "show", "2").out
    for words in ("Thu 10 Dec 2026 · 18 days", "If", "I am tired, then five cards", "until Sun 29 Nov 2026", "Chain"):
        assert words in shown


def test_a_repeating_goal_is_echoed_with_its_next_dates(cli) -> None:
    """Done, the next one comes."""
    ran = cli("goals", "add", "Mock", "--every", "every 2 weeks on fri")
    assert ran.out == (
        "Goal 1: Mock · Fri 4 Dec 2026 · 12 days · every 2 weeks on Friday: then Fri 18 Dec 2026, Fri 1 Jan 2027\n"
    )
    assert cli("goals", "done", "1", "--on", "yesterday", "--note", "With Ana").out.endswith(
        "next Fri 18 Dec 2026 · 26 days\n"
    )
    assert cli("goals", "done", "1", "--let-go").out.startswith("Let go")
    assert "With Ana" in cli("goals", "show", "1").out
    assert cli("goals", "add", "x", "--every", "biweekly").code == 4
    assert cli("goals", "add", "x").code == 2


def test_a_later_date_waits_where_one_is_committed(cli) -> None:
    """It can be cancelled."""
    cli("goals", "add", "Exam", "--by", "10 dec", "--commit")
    assert "from Sun 29 Nov 2026 on Fri 15 Jan 2027" in cli("goals", "move", "1", "15 jan", "--reason", "r").out
    assert goal(cli)["pending"]["to"] == "2027-01-15"
    assert cli("goals", "move", "1", "--cancel").code == 0
    assert goal(cli)["pending"] is None
    assert cli("goals", "move", "1").code == 2
    assert cli("goals", "move", "1", "15 jan").code == 4


def test_a_goal_was_met_late_and_is_followed(cli) -> None:
    """The chain tells both."""
    cli("goals", "add", "Exam", "--by", "10 dec")
    cli.days_pass(30)
    assert "asks for its outcome" in cli("goals").out
    assert cli("goals", "met", "1", "Passed", "--late", "2026-12-12", "--evidence", "Letter").code == 0
    cli("goals", "add", "Next", "--by", "in 6 weeks", "--after", "1")
    assert "late, 2 days" in cli("goals", "chain").out
    assert cli("goals", "chain", "--json").data["late"] == 1
    assert cli("goals", "reopen", "1").code == 0
    assert cli("goals", "add", "x", "--by", "fri", "--after", "9").code == 3


def test_steps_are_added_ticked_and_deleted(cli) -> None:
    """Tasks, milestones, journal; the pace follows."""
    cli("goals", "add", "Exam", "--by", "12 dec")
    cli("goals", "task", "add", "1", "Call Ana", "--by", "tomorrow")
    assert "Thu 26 Nov 2026" in cli("goals", "milestone", "propose", "1", "4").out
    assert goal(cli)["milestones"] == []
    assert len(cli("goals", "milestone", "propose", "1", "4", "--add", "--json").data["milestones"]) == 4
    cli("goals", "milestone", "add", "1", "Last", "--by", "11 dec")
    cli("goals", "milestone", "delete", "2")
    cli("goals", "milestone", "done", "1")
    cli("goals", "task", "done", "1")
    cli("goals", "journal", "add", "1", "-", "--on", "yesterday", stdin="Two\nlines")
    written = goal(cli)
    assert [one["done_on"] for one in written["tasks"] + written["milestones"]] == ["2026-11-22"] * 2 + [None] * 3
    assert [(one["day"], one["text"]) for one in written["journal"]] == [("2026-11-21", "Two\nlines")]
    assert "ahead" in cli("goals", "pace").out
    assert cli("goals", "pace", "--json").data[0]["pace"]["level"] == "ahead"
    cli("goals", "task", "undone", "1")
    assert "[ ]" in cli("goals", "show", "1").out
    assert cli("goals", "task", "delete", "1").code == cli("goals", "journal", "delete", "1").code == 0
    assert cli("goals", "task", "done", "1").code == 3
    assert cli("goals", "task").code == 2


def test_days_off_and_practice_elsewhere(cli) -> None:
    """Breaks, free weekdays, and past days; the calendar shows them."""
    assert cli("goals", "break", "list").out == "No days off are planned.\n"
    assert "4 days" in cli("goals", "break", "add", "24 dec", "27 dec", "--label", "Skiing").out
    assert cli("goals", "weekday", "free", "sundays").code == 0
    assert cli("goals", "weekday", "free", "sun").code == 4
    assert cli("goals", "weekday", "free", "someday").code == 4
    assert "Skiing" in cli("goals", "calendar").out
    assert "Sundays" in cli("goals", "break", "list").out
    assert cli("goals", "break", "delete", "1").out.startswith("Deleted Break")
    cli("goals", "weekday", "busy", "sun")
    assert cli("goals", "break", "list", "--json").data == []
    cli("goals", "practice", "20", "--on", "yesterday", "--note", "Aloud")
    assert cli("today", "--json").data["streak"] == 1
    cli("goals", "practice", "0", "--on", "yesterday")
    assert cli("today", "--json").data["streak"] == 0
    assert "Nothing stands" in cli("goals", "calendar", "--days", "3").out


def test_a_calendar_goes_out_and_comes_in(cli, tmp_path: Path) -> None:
    """Once; the file is not replaced without a word."""
    cli("goals", "add", "Exam", "--by", "10 dec")
    cli("goals", "milestone", "propose", "1", "2", "--add")
    path = tmp_path / "goals.ics"
    assert cli("goals", "export", str(path)).out == f"1 goal in {path}\n"
    assert cli("goals", "export", str(path)).code == 2
    assert cli("goals", "export", str(path), "--yes").code == 0
    assert path.read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert cli("goals", "export", "-").out.startswith("BEGIN:VCALENDAR\n")
    assert cli("goals", "import", str(path), "--as", "goals").out.startswith("0 goals and 0 breaks added, 3 known")
    other = cli.file("x.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:A\x1b[2J\nDTSTART:20261220\nEND:VEVENT\n")
    refused = cli("goals", "import", other)
    assert (refused.code, "--as goals" in refused.err) == (2, True)
    assert cli("goals", "import", other, "--as", "breaks", "--json").data["imported"]["breaks"] == [1]
    assert "\x1b" not in cli("goals", "import", other, "--as", "breaks").out
    assert cli("goals", "import", str(tmp_path / "none.ics")).code == 5
    assert cli("goals", "import", cli.file("y.ics", "hello")).code == 4
    assert cli("goals", "export", str(cli.database), "--yes").code == 4


def test_events_are_asked_about_one_by_one(cli) -> None:
    """In a terminal."""
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Exam\nDTSTART:{0}\nEND:VEVENT\nEND:VCALENDAR\n"
    path = cli.file("x.ics", text.format("21001220"))
    code, said = cli.in_terminal("goals", "import", path, asked="oal,", typed="g\n")
    assert (code, "1 goal and 0 breaks" in said) == (0, True)


# The line for a prompt


def test_the_line_for_a_prompt(cli) -> None:
    """The nearest goal, what is due, the minutes left, the streak; with its settings."""
    cli("goals", "add", "Überprüfung \x1b[2J of all that there is in the world", "--by", "10 dec")
    cli("goals", "practice", "20", "--on", "yesterday")
    cli.file("config.toml", "[study]\nminutes_per_day = 25\n")
    ran = cli("today", "--brief")
    assert ran.out == "Überprüfung ␛[2J of all that th…: 18 days, Thu 10 Dec · 0 due, 25 min left · streak 1\n"
    assert cli("today", "--brief", "--json").data["line"] == ran.out.strip()


def test_the_quick_way_says_the_same(cli) -> None:
    """As a program of its own, wherever the options stand, in a terminal that knows only ASCII too."""
    cli("goals", "add", "Exam", "--by", "2100-01-01")
    said = cli.program("today", "--brief").out
    assert "Exam: " in said
    assert said.count("\n") == 1
    for argv in (("--db", str(cli.database), "today", "--brief"), ("today", f"--db={cli.database}", "--brief")):
        assert cli.program(*argv, READYBY_DB="/nowhere/x.db").out == said
    assert cli.program("today", "--brief", PYTHONIOENCODING="ascii").out == said.replace("·", "?")


def test_without_a_database_nothing_is_said_and_none_is_made(cli) -> None:
    """Nor with one that is of an older version, or none at all; as data, the line is empty."""
    ran = cli.program("today", "--brief")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert cli("today", "--brief", "--json").data == {"line": ""}
    assert not cli.database.exists()
    cli.database.parent.mkdir()
    cli.database.write_text("hello")
    assert cli.program("today", "--brief").out == ""


def test_what_there_is_to_say_is_said_once(cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed where there is no desktop."""
    monkeypatch.setenv("PATH", "")
    assert cli("today", "--notify").code == 3
    cli("goals", "add", "Exam", "--by", "10 dec")
    cli.days_pass(5)
    assert cli("today", "--notify").out.splitlines()[0] == "Exam: 13 days left."
    again = cli("today", "--notify", "--json").data
    assert (again["notices"], again["shown"]) == ([], False)


def test_a_notification_is_only_text() -> None:
    """Its markup is escaped, and no word of it is an option."""
    sent: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> bool:
        sent.append(command)
        return True

    there = {"notify-send": "/bin/notify-send"}.get
    assert command_for("T", "a <b> & x", there) == [
        *("/bin/notify-send", "--app-name=Readyby", "--", "T", "a &lt;b&gt; &amp; x"),
    ]
    only_mac = {"osascript": "/bin/osascript"}.get
    assert (command_for("T", "text", only_mac) or [])[-2:] == ["text", "T"]
    assert command_for("T", "text", {}.get) is None
    assert notify("T", "a <b> \x1b[2J", run) == bool(sent)
