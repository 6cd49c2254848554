"""Backups, bringing them back, and the doctor."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from drills.paths import database_path


def default_database() -> Path:
    """The database when none is named."""
    return database_path(None, {})


def fronts(cli) -> set[str]:
    """The fronts of the user's own cards."""
    notes = cli("export", "--json").data["notes"]
    return {
        note["fields"]["front"]
        for note in notes
        if not note["key"].startswith("shipped.") and "front" in note["fields"]
    }


def test_a_backup_is_made_beside_the_database(cli) -> None:
    """It is a whole, private database of its own."""
    cli("add", "a", "b")
    ran = cli("backup", "--json")
    path = Path(ran.data["path"])
    assert path.parent == cli.database.parent / "backups"
    assert path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_goes_where_it_is_sent_and_overwrites_only_if_told(cli) -> None:
    """A file of the user's choice."""
    cli("add", "a", "b")
    path = cli.folder / "usb" / "mine.db"
    assert str(path) in cli("backup", str(path)).out
    assert path.stat().st_mode & 0o777 == 0o600
    assert [name.name for name in path.parent.iterdir()] == ["mine.db"]
    refused = cli("backup", str(path))
    assert refused.code == 2
    assert "--yes" in refused.err
    assert cli("backup", str(path), "--yes").code == 0


@pytest.mark.parametrize("way", ["itself", "link", "-wal", "-shm", "backup", "todays", "hard link"])
@pytest.mark.parametrize("command", [("export", "--json"), ("backup",)])
def test_the_database_and_its_backups_are_never_a_target(cli, command: tuple[str, ...], way: str) -> None:
    """Not even with --yes, nor by another name."""
    cli("add", "mine", "b")
    backup = Path(cli("backup", "--json").data["path"])
    target = {
        "itself": cli.database,
        "backup": backup,
        "todays": backup.with_name("readyby-2026-11-22.db"),
        "link": cli.folder / "link",
        "hard link": cli.folder / "hard",
    }.get(way) or Path(f"{cli.database}{way}")
    (cli.folder / "link").symlink_to(cli.database)
    (cli.folder / "hard").hardlink_to(cli.database)
    before = backup.read_bytes()
    ran = cli(*command, str(target), "--yes")
    assert (ran.code, "belongs to the database" in ran.err) == (4, True)
    assert fronts(cli) == {"mine"}
    assert backup.read_bytes() == before


def test_a_copy_makes_one_folder_at_most(cli) -> None:
    """Two that are missing are rather a slip of the pen."""
    cli("add", "mine", "b")
    ran = cli("backup", str(cli.folder / "typo" / "usb" / "mine.db"))
    assert ran.code == 5
    assert not (cli.folder / "typo").exists()


@pytest.mark.parametrize("content", ["theirs", "text", "nothing"])
def test_what_is_no_library_is_not_backed_up(cli, content: str) -> None:
    """Nor does the attempt leave a folder, or anything to restore."""
    path = Path(cli.file("other.db", "text " * 1000 if content == "text" else ""))
    if content == "theirs":
        with closing(sqlite3.connect(path)) as c:
            c.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    for argv in ([], [str(cli.folder / "usb" / "mine.db")]):
        ran = cli("--db", str(path), "backup", *argv)
        assert (ran.code, "database" in ran.err) == (5, True)
    assert cli("--db", str(path), "restore", "--json").data == []
    assert [file.name for file in cli.folder.iterdir()] == ["other.db"]
    assert path.read_bytes() == before


def test_without_a_database_there_is_nothing_to_back_up(cli) -> None:
    """And none is made."""
    assert cli("backup").code == 3
    assert not cli.database.exists()


def test_a_day_with_readyby_leaves_a_backup(cli) -> None:
    """The first call of a day copies what was there before."""
    cli("add", "first", "b")
    assert cli("restore", "--json").data == []
    cli.days_pass(1)
    cli("add", "second", "b")
    cli("add", "third", "b")
    (backup,) = cli("restore", "--json").data
    assert (backup["number"], backup["day"], backup["reason"]) == (1, "2026-11-23", "daily")
    assert cli("restore", "1", "--yes").code == 0
    assert fronts(cli) == {"first"}


def test_backups_are_listed_newest_first(cli) -> None:
    """With their numbers, days and sizes."""
    assert "No backups" in cli("restore").out
    cli("add", "a", "b")
    cli("backup")
    cli.days_pass(3)
    cli("today")
    out = cli("restore").out
    assert out.index("Wed 25 Nov 2026") < out.index("Sun 22 Nov 2026")
    assert "daily" in out


def test_restoring_keeps_what_was_there(cli) -> None:
    """What is replaced can be brought back in turn."""
    cli("add", "old", "b")
    backup = cli("backup", "--json").data["path"]
    cli("add", "new", "b")
    ran = cli("restore", backup, "--yes", "--json")
    assert ran.code == 0
    assert fronts(cli) == {"old"}
    assert cli("restore", ran.data["replaced"], "--yes").code == 0
    assert fronts(cli) == {"old", "new"}


def test_restoring_asks_first(cli) -> None:
    """Without a terminal to ask in, --yes is needed."""
    cli("add", "old", "b")
    backup = cli("backup", "--json").data["path"]
    cli("add", "new", "b")
    refused = cli("restore", backup)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert fronts(cli) == {"old", "new"}


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1), ("\x04", 1)])
def test_in_a_terminal_one_is_asked(cli, answer: str, code: int) -> None:
    """Only a yes goes on; anything else changes nothing."""
    path = Path(cli.file("all.json", "precious"))
    ended, printed = cli.in_terminal("export", "--json", str(path), asked="[y/N]", typed=answer)
    assert ended == code, printed
    assert (path.read_text() == "precious") == (code == 1)


@pytest.mark.parametrize(("name", "code"), [("99", 3), ("nowhere.db", 3), ("other.txt", 5)])
def test_what_is_no_backup_is_refused(cli, name: str, code: int) -> None:
    """A number too high, a missing file, another file: nothing changes."""
    cli("add", "mine", "b")
    other = Path(cli.file("other.txt", "text " * 1000))
    ran = cli("restore", str(other) if name == other.name else name, "--yes")
    assert ran.code == code
    assert fronts(cli) == {"mine"}


def test_a_damaged_database_is_said_and_can_be_replaced(cli) -> None:
    """The message leads to restore, and restore works although the file is broken."""
    cli("add", "mine", "b")
    cli("backup")
    cli.database.write_bytes(cli.database.read_bytes()[:100] + b"\xff" * 20_000)
    for command in ("today", "doctor"):
        ran = cli(command)
        assert ran.code == 5
        assert "restore" in ran.err
    assert cli("restore", "1", "--yes").code == 0
    assert fronts(cli) == {"mine"}


def test_the_doctor_finds_nothing_in_a_sound_library(cli) -> None:
    """Exit code 0 and a word on what was checked."""
    cli("add", "mine", "b")
    ran = cli("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert cli("doctor", "--json").data["findings"] == []


def test_the_doctor_finds_and_mends_what_can_be_derived(cli) -> None:
    """Exit code 1 while there are problems; --repair mends them after a backup."""
    cli("add", "mine", "b")
    with closing(sqlite3.connect(cli.database, isolation_level=None)) as c:
        c.execute("INSERT INTO daily VALUES (1, 'review', 3, 0, 5, 5.0, 5.0)")
    ran = cli("doctor")
    assert ran.code == 1
    assert "--repair" in ran.out + ran.err
    assert cli("doctor", "--json").data["findings"]
    assert cli("doctor", "--repair").code == 0
    assert [backup["reason"] for backup in cli("restore", "--json").data]
    assert cli("doctor").code == 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE goals SET deadline = -5",
        "UPDATE goals SET deadline = 99999999999",
        "UPDATE goals SET created_day = 9223372036854775807",
    ],
)
def test_dates_that_cannot_be_are_said_and_exported(cli, damage: str) -> None:
    """No command ends in a traceback, and all that is there can be had out."""
    cli("goals", "add", "Offer", "--by", "2026-12-24")
    with closing(sqlite3.connect(cli.database, isolation_level=None)) as c:
        c.execute(damage)
    for argv in (["today"], ["goals"]):
        ran = cli(*argv)
        assert (ran.code, "goals." in ran.err, "readyby doctor" in ran.err) == (5, True, True)
    assert cli("doctor").code == 1
    assert cli("export", "--json").code == 0


@pytest.mark.parametrize(
    "argv",
    [
        ["--db", "{}/x.db", "today"],
        ["--db", "{}", "doctor"],
        ["restore", "{}/x.db", "--yes"],
        ["backup", "{}/x/y.db"],
        ["export", "--markdown", "{}"],
        ["export", "--json", "{}/x.json"],
        ["import", "{}/x.md"],
        ["import", "nowhere.md"],
    ],
)
def test_a_path_that_cannot_be_looked_at_is_said(cli, argv: list[str]) -> None:
    """Here because a part of its name is too long, which even root can't get around; in one line, with exit code 5."""
    cli("add", "mine", "b")
    ran = cli(*(part.format(cli.folder / ("x" * 300)) for part in argv))
    assert ran.code == 5, ran.err
    assert ran.err.startswith("readyby: ")
    assert "Traceback" not in ran.err
    assert fronts(cli) == {"mine"}


@pytest.mark.parametrize("table", ["settings", "notes", "cards"])
def test_a_database_that_lacks_a_table_leads_to_its_backups(cli, table: str) -> None:
    """From every command; the doctor names the table."""
    cli("add", "mine", "b")
    backup = cli("backup", "--json").data["path"]
    with closing(sqlite3.connect(cli.database, isolation_level=None)) as c:
        c.execute(f"DROP TABLE {table}")
    for argv in (["today"], ["add", "a", "b"]):
        ran = cli(*argv)
        assert (ran.code, "restore" in ran.err) == (5, True), ran.err
    ran = cli("doctor")
    assert (ran.code, table in ran.out) == (1, True)
    assert cli("restore", backup, "--yes").code == 0
    assert fronts(cli) == {"mine"}


def test_the_library_is_private_even_if_it_was_not(cli) -> None:
    """The file wherever it lies, the folder only if it is Readyby's own."""
    for argv in (["--db", str(cli.folder / "shared" / "x.db")], ["--db", str(default_database())]):
        path = Path(argv[1])
        cli(*argv, "add", "mine", "b")
        path.chmod(0o644)
        path.parent.chmod(0o755)
        cli(*argv, "today")
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == (0o700 if path == default_database() else 0o755)


def test_a_database_of_another_program_keeps_its_rights(cli) -> None:
    """It is not touched at all."""
    path = cli.folder / "theirs.db"
    with closing(sqlite3.connect(path)) as c:
        c.execute("CREATE TABLE theirs (x)")
    path.chmod(0o644)
    assert cli("--db", str(path), "today").code == 5
    assert path.stat().st_mode & 0o777 == 0o644
