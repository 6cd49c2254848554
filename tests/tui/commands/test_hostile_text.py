"""Text from decks, tags, names and arguments is only ever text, also when it is printed."""

import json
import re

import pytest

HOSTILE = (
    "a\x1b]52;c;aGk=\x07b",
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1bPq#0\x1b\\",
    "c1 \x9b2J \x9d52;c;aGk=\x9c",
    "bidi \u202eevil\u202c \u2066x\u2069",
    "[@click=app.quit]x[/] [/] [red]",
    "bell\x07 del\x7f back\x08 cr\rover vt\x0b",
    "tags \U000e0041\U000e0042",
    "line\u2028separator",
)
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("text", HOSTILE)
def test_everything_printed_about_a_card_is_harmless(cli, text: str) -> None:
    """Adding, listing, figures and errors show the text, and none of its commands."""
    goal = cli("goals", "add", f"Goal {text}", "--by", "in 3 weeks", "--why", text)
    calls = [
        cli(
            "add", f"Q {text}", f"A {text}", "--deck", f"Deck {text}", "--tags", "".join(text.split()).replace(",", "")
        ),
        goal,
        cli("goals"),
        cli("today"),
        cli("stats"),
        cli("goals", "move", "1", text, "--reason", text),
        cli("goals", "add", "x", "--by", text),
        cli("import", f"/nowhere/{text}.md"),
        cli("restore", f"{text}.db", "--yes"),
        cli("today", text),
        cli(text),
    ]
    for ran in calls:
        assert not HARMFUL.search(ran.out), ran.out
        assert not HARMFUL.search(ran.err), ran.err
        assert "Traceback" not in ran.err
    assert goal.code == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_json_is_plain_ascii_and_gives_the_text_back(cli, text: str) -> None:
    """No byte of the JSON can command a terminal, and nothing of the text is lost."""
    added = cli("add", f"Q {text}", "A", "--json")
    exported = cli("export", "--json")
    for ran in (added, exported, cli("goals", "--json"), cli("today", "--json")):
        assert ran.out.isascii()
        assert not HARMFUL.search(ran.out)
        json.loads(ran.out)
    kept = added.data["fields"]["front"]
    assert [note for note in exported.data["notes"] if note["fields"].get("front") == kept]
    for piece in re.findall(r"[\w\[\]@=.;,]{3,}", text):
        assert piece in kept


def test_lone_surrogates_from_the_shell_neither_crash_nor_get_out(cli) -> None:
    """Bytes that are no UTF-8 reach Python as lone surrogates."""
    for argv in (
        ("add", "a\udcffb", "\ud800", "--deck", "\udc80", "--tags", "t\udc80"),
        ("goals", "add", "g\udcff", "--by", "in 3 weeks"),
        ("goals", "add", "g", "--by", "\udcff"),
        ("import", "\udcff.md"),
        ("restore", "\udcff"),
        ("\udcff",),
    ):
        ran = cli(*argv)
        assert not HARMFUL.search(ran.out + ran.err)
        assert "Traceback" not in ran.err
    assert cli("export", "--json").out.isascii()


def test_a_real_program_prints_no_escape_byte(cli) -> None:
    """The same over real pipes, with a database in a hostile folder."""
    folder = cli.folder / "\x1b]0;x\x07"
    folder.mkdir()
    for argv in (["add", "\x1b[2J", "x"], ["today"], ["restore"], ["backup"], ["doctor"], ["config"]):
        ran = cli.program(*argv, READYBY_DB=str(folder / "readyby.db"), READYBY_CONFIG=str(folder / "config.toml"))
        assert ran.code == 0, ran.err
        assert not HARMFUL.search(ran.out + ran.err)
