"""What holds for every command: help, wrong calls, exit codes, pipes, terminals, the demo."""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

from drills import __version__
from tui.commands.demo import demo_files

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = (
    *("today", "add", "import", "export", "goals", "plan", "stats"),
    *("backup", "restore", "doctor", "config", "completion"),
)


def test_the_version_is_the_packages(cli) -> None:
    """`--version` and pyproject.toml say the same."""
    assert cli("--version").out == f"readyby {__version__}\n"
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__


def test_the_help_names_every_command_and_exit_code(cli) -> None:
    """`readyby --help` is enough to begin."""
    ran = cli("--help")
    assert (ran.code, ran.err) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^    {command}\b", ran.out, re.MULTILINE)
    for code in range(6):
        assert f"  {code}  " in ran.out
    assert "READYBY_DB" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(cli, command: str) -> None:
    """`readyby COMMAND --help` says how it is called, and touches nothing."""
    ran = cli(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: readyby {command} ")
    assert not cli.database.exists()


@pytest.mark.parametrize(
    "argv",
    [
        ("nonsense",),
        ("today", "--nonsense"),
        ("today", "--js"),
        ("add",),
        ("add", "x", "--kind", "critique"),
        ("import",),
        ("export",),
        ("export", "--json", "--markdown", "x"),
        ("goals", "add", "x"),
        ("goals", "move", "one", "fri"),
        ("completion", "fish"),
        ("--db",),
        ("--demo", "--db", "x.db", "today"),
        ("today", "\x1b]52;c;aGk=\x07"),
    ],
)
def test_a_wrong_call_says_why_and_changes_nothing(cli, argv: tuple[str, ...]) -> None:
    """Exit code 2, one line on standard error, and where the help is."""
    ran = cli(*argv)
    assert (ran.code, ran.out) == (2, "")
    message, hint = ran.err.splitlines()
    assert message.startswith("readyby: ")
    assert hint.startswith("  ")
    assert "\x1b" not in ran.err
    assert not cli.database.exists()


def test_the_database_may_be_named_before_or_after_the_command(cli) -> None:
    """--db is understood in both places, and wins over the environment."""
    first, second = cli.folder / "a.db", cli.folder / "b.db"
    assert cli("--db", str(first), "today").code == 0
    assert cli("today", "--db", str(second)).code == 0
    assert first.exists()
    assert second.exists()
    assert not cli.database.exists()


def test_a_new_library_is_private_and_holds_the_shipped_decks(cli) -> None:
    """The first call makes everything, for the user alone."""
    assert cli("today", "--json").data["cards"] > 100
    assert cli.database.stat().st_mode & 0o777 == 0o600
    assert cli.database.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("argv", [("today",), ("export", "--json"), ("add", "a", "b"), ("doctor",), ("stats",)])
def test_a_file_that_is_no_database_is_exit_code_5(cli, argv: tuple[str, ...]) -> None:
    """The message says what to do, and the file stays as it is."""
    path = Path(cli.file("data/readyby.db", "not a database, but somebody's text\n" * 100))
    before = path.read_bytes()
    ran = cli(*argv)
    assert (ran.code, ran.out) == (5, "")
    assert str(path) in ran.err
    assert "--db" in ran.err
    assert path.read_bytes() == before


def test_a_broken_setting_is_said_and_the_command_runs(cli) -> None:
    """Standard output stays pure; the message names file and line."""
    cli.file("config.toml", "[study]\nminutes_per_day = 0\n")
    ran = cli("today", "--json")
    assert (ran.code, ran.data["minutes_per_day"]) == (0, 15)
    assert ran.err.startswith(f"readyby: {cli.config}:2: minutes_per_day takes ")


def test_the_settings_are_used(cli) -> None:
    """What is in the file holds on the command line too."""
    cli.file("config.toml", "[study]\nminutes_per_day = 42\n")
    assert cli("today", "--json").data["minutes_per_day"] == 42


# Config and completion


def test_config_says_where_the_settings_lie_and_what_they_are(cli) -> None:
    """Path, sample, values and JSON."""
    assert cli("config", "--path").out == f"{cli.config}\n"
    sample = cli("config", "--sample").out
    assert tomllib.loads(sample) == {"study": {}, "looks": {}, "keys": {}}
    cli.file("config.toml", '[study]\nretention = 0.85\n[keys]\n"drill.undo" = "z"\n')
    shown = cli("config").out
    assert "retention = 0.85  # default: 0.9" in shown
    assert tomllib.loads(shown)["study"]["learning_steps"] == [1, 10]
    data = cli("config", "--json").data
    assert data["study"]["retention"] == 0.85
    assert data["keys"] == {"drill.undo": "z"}
    assert not cli.database.exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_is_a_script_that_knows_the_commands(cli, shell: str) -> None:
    """The script names every command."""
    ran = cli("completion", shell)
    assert ran.code == 0
    assert all(command in ran.out for command in COMMANDS)


def test_bash_takes_the_completion_script(cli) -> None:
    """It is valid bash, and completes a command."""
    script = cli("completion", "bash").out
    ask = 'COMP_WORDS=(readyby to); COMP_CWORD=1; _shtab_readyby; echo "${COMPREPLY[@]}"'
    ran = subprocess.run(["bash", "-c", f"{script}\n{ask}"], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["today"]


# Terminals and pipes


def test_without_a_terminal_the_app_is_refused_politely(cli) -> None:
    """Exit code 1, and what to do instead."""
    ran = cli()
    assert (ran.code, ran.out) == (1, "")
    assert "needs a terminal" in ran.err
    assert "readyby today" in ran.err
    assert not cli.database.exists()


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_draw_is_refused_politely(cli, term: str) -> None:
    """TERM=dumb gets a sentence, not control sequences."""
    code, printed = cli.in_terminal(TERM=term)
    assert code == 1
    assert "can't draw the app" in printed
    assert "\x1b" not in printed


def test_nothing_is_coloured_even_in_a_terminal(cli) -> None:
    """Plain text needs no terminal capabilities."""
    for command in ("today", "--help", "stats", "nonsense"):
        code, printed = cli.in_terminal(command, TERM="xterm-256color", FORCE_COLOR="1")
        assert code == (2 if command == "nonsense" else 0)
        assert "\x1b" not in printed


def test_an_interruption_is_quiet(cli) -> None:
    """Ctrl+C at a question ends the command with 130, and without a traceback."""
    path = cli.file("all.json", "precious")
    code, printed = cli.in_terminal("export", "--json", path, asked="[y/N]", typed="\x03")
    assert code == 130
    assert "Traceback" not in printed


def test_a_closed_pipe_is_no_error(cli) -> None:
    """`readyby export --json | head -1` ends quietly."""
    cli("today")
    ran = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m tui export --json | head -c 10; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (ran.returncode, ran.stderr) == (141, "")
    assert len(ran.stdout) == 10


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["config --sample", "--version", "today --json", "export --json"])
def test_a_full_disk_behind_the_output_is_said(cli, command: str) -> None:
    """Output that can't be written is a failure, not silence and not a traceback."""
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "tui", *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert ran.returncode == 1
    assert ran.stderr == "readyby: The output can't be written: No space left on device.\n"


def test_closed_streams_are_no_error(cli) -> None:
    """`readyby today >&- 2>&- <&-` does its work all the same."""
    code = subprocess.run(["bash", "-c", f"'{sys.executable}' -m tui today >&- 2>&- <&-"], check=False, cwd=ROOT)
    assert code.returncode == 0
    assert cli.database.exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_output_works(cli, encoding: str) -> None:
    """What the terminal's encoding can't say is replaced, not a crash."""
    cli("add", "日本語 – é?", "はい")
    for command in ("today", "stats", "goals"):
        ran = cli.program(command, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (ran.code, ran.err) == (0, "")


# The demo


def test_the_demo_shows_a_lived_in_library_and_leaves_no_trace(cli) -> None:
    """A throw-away library and settings; the real ones are neither read for data nor made."""
    temporary = cli.folder / "tmp"
    temporary.mkdir()
    cli.file("config.toml", "[study]\nminutes_per_day = 33\n")
    ran = cli.program("today", "--demo", "--json", TMPDIR=str(temporary))
    assert ran.code == 0
    assert ran.data["minutes_per_day"] == 33
    assert [goal["days_left"] for goal in ran.data["goals"]]
    assert list(temporary.iterdir()) == []
    assert not cli.database.exists()
    assert cli.config.read_text() == "[study]\nminutes_per_day = 33\n"


def test_what_a_killed_demo_left_behind_is_removed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for one still running, one just begun, and whatever only has the name."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    others = tmp_path / "others"
    others.mkdir()
    (others / "precious").touch()
    with demo_files({}) as running:
        for name in ("killed", "fresh"):
            (tmp_path / f"readyby-demo-{name}" / "deeper").mkdir(parents=True)
        (tmp_path / "readyby-demo-link").symlink_to(others)
        (tmp_path / "readyby-demo-file").touch()
        for name in ("readyby-demo-killed", "readyby-demo-file", "others", Path(running["READYBY_DB"]).parent.name):
            os.utime(tmp_path / name, (1, 1))
        with demo_files({}):
            pass
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {
            *("others", "readyby-demo-fresh", "readyby-demo-link", "readyby-demo-file"),
            Path(running["READYBY_DB"]).parent.name,
        }
    assert (others / "precious").exists()
