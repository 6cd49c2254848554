"""Bringing cards in and getting them out again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DECK = """\
---
deck: Interview::Basics
tags: mine
---

Q: What is a goal without a date?
A: A wish.
Id: wish

C: A good plan names {{c1::the goal}} and {{c2::a date}}.
"""


def notes(cli) -> list[dict[str, object]]:
    """The notes written here or imported, as the export has them."""
    return [note for note in cli("export", "--json").data["notes"] if not str(note["key"]).startswith("shipped.")]


# Adding


def test_a_card_is_added_and_said_where(cli) -> None:
    """Front and back, deck and tags."""
    ran = cli(
        "add", "What is STAR?", "Situation, task, action, result", "--deck", "STAR::Basics", "--tags", "star, basics"
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Added to STAR::Basics: What is STAR?\n"
    (note,) = notes(cli)
    assert note["fields"] == {"front": "What is STAR?", "back": "Situation, task, action, result"}
    assert note["deck"] == "STAR::Basics"
    assert set(note["tags"]) == {"star", "basics"}


@pytest.mark.parametrize(
    ("argv", "fields"),
    [
        (("Capital?", "Bern", "--kind", "typed"), {"front": "Capital?", "answers": "Bern"}),
        (("{{c1::Bern}} is it", "--kind", "cloze"), {"text": "{{c1::Bern}} is it"}),
        (("Why you?", "- Proof", "--kind", "question"), {"prompt": "Why you?", "skeleton": "- Proof"}),
        (("Why you?", "--kind", "question"), {"prompt": "Why you?"}),
        (("a", "b", "--extra", "c"), {"front": "a", "back": "b", "extra": "c"}),
    ],
)
def test_each_kind_takes_its_texts(cli, argv: tuple[str, ...], fields: dict[str, str]) -> None:
    """The first text is the question, the second the answer."""
    ran = cli("add", *argv, "--json")
    assert ran.code == 0
    assert ran.data["fields"] == fields
    assert notes(cli)[0]["fields"] == fields


def test_a_text_can_come_from_standard_input(cli) -> None:
    """`-` stands for what is piped in."""
    assert cli("add", "Name them", "-", stdin="one\ntwo\n").code == 0
    assert cli("add", "-", "back", stdin="front\nline two\n").code == 0
    assert [note["fields"] for note in notes(cli)] == [
        {"front": "Name them", "back": "one\ntwo"},
        {"front": "front\nline two", "back": "back"},
    ]
    assert cli("add", "-", "-", stdin="x").code == 2


def test_standard_input_that_is_no_utf_8_is_read_all_the_same(cli) -> None:
    """What can't be decoded becomes a replacement character."""
    command = f"printf 'caf\\351' | '{sys.executable}' -m tui add - back --json"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["fields"]["front"] == "caf\ufffd"


@pytest.mark.parametrize(
    "argv",
    [
        ("only a front",),
        ("", "b"),
        ("nothing hidden", "--kind", "cloze"),
        ("a", "b", "--tags", "two words"),
        ("a", "b", "--deck", "::"),
        ("a", "b" * 60_000),
    ],
)
def test_a_card_that_cannot_be_is_exit_code_4(cli, argv: tuple[str, ...]) -> None:
    """Nothing is stored, and the message says why."""
    ran = cli("add", *argv)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("readyby: ")
    assert notes(cli) == []


# Importing


def test_a_deck_is_imported_and_imported_again_changes_nothing(cli) -> None:
    """The report says what came of the file."""
    path = cli.file("deck.md", DECK)
    first = cli("import", path)
    assert (first.code, first.err) == (0, "")
    assert "2 added" in first.out
    assert "Interview::Basics" in first.out
    again = cli("import", path)
    assert "2 unchanged" in again.out
    assert len(notes(cli)) == 2


def test_the_import_report_is_data_too(cli) -> None:
    """With --json, one object a file."""
    (file,) = cli("import", cli.file("deck.md", DECK), "--json").data["files"]
    assert (file["deck"], file["added"], file["updated"], file["unchanged"]) == ("Interview::Basics", 2, 0, 0)


def test_problems_of_all_files_are_named_with_their_lines_and_nothing_is_imported(cli) -> None:
    """One bad file keeps the good ones out too."""
    good = cli.file("good.md", DECK)
    bad = cli.file("bad.md", "Q: no answer\n\n---\n\nC: nothing hidden\n")
    worse = cli.file("worse.md", "text without a card\n")
    ran = cli("import", good, bad, worse)
    assert (ran.code, ran.out) == (4, "")
    lines = ran.err.splitlines()
    assert [line.split(": ")[1] for line in lines[:3]] == [f"{bad}:1", f"{bad}:5", f"{worse}:1"]
    assert all(line.startswith("readyby: ") for line in lines[:3])
    assert "Nothing was imported." in lines[-1]
    assert notes(cli) == []


@pytest.mark.parametrize("kind", ["missing", "folder", "binary"])
def test_a_file_that_cannot_be_read_is_said(cli, kind: str) -> None:
    """A file that is missing, a folder or no text is a problem like others."""
    path = cli.folder / "deck.md"
    if kind == "folder":
        path.mkdir()
    elif kind == "binary":
        path.write_bytes(b"Q: \xff\xfe\x00")
    ran = cli("import", str(path))
    assert ran.code in (3, 4, 5)
    assert ran.out == ""
    assert str(path) in ran.err


# Exporting


def test_everything_comes_out_as_json(cli) -> None:
    """To standard output, or to a private file: the same."""
    cli("add", "a", "b")
    cli("goals", "add", "Interview", "--by", "10 dec")
    data = cli("export", "--json").data
    assert {"decks", "notes", "cards", "reviews", "goals", "sessions"} <= data.keys()
    assert data["goals"][0]["statement"] == "Interview"
    assert {"kind", "fields", "tags", "key", "deck"} <= data["notes"][0].keys()
    path = cli.folder / "out" / "all.json"
    assert cli("export", "--json", str(path)).code == 0
    assert json.loads(path.read_text())["notes"] == data["notes"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_export_never_overwrites_unasked(cli) -> None:
    """Without a terminal to ask in, --yes is needed."""
    path = Path(cli.file("all.json", "precious"))
    ran = cli("export", "--json", str(path))
    assert ran.code == 2
    assert "--yes" in ran.err
    assert path.read_text() == "precious"
    assert cli("export", "--json", str(path), "--yes").code == 0
    assert json.loads(path.read_text())["notes"]


def test_decks_come_out_as_markdown_and_go_in_again_unchanged(cli) -> None:
    """An import of the export finds every note as it is."""
    cli("import", cli.file("deck.md", DECK))
    cli("add", "Q: not a field\n---\n{{c1::x}}", "b", "--deck", "../Escape/::a\\b", "--tags", "x")
    folder = cli.folder / "decks"
    ran = cli("export", "--markdown", str(folder))
    assert (ran.code, ran.err) == (0, "")
    files = sorted(str(path) for path in folder.rglob("*.md"))
    assert len(files) >= 3
    assert not list(cli.folder.parent.glob("Escape*"))
    before = cli("export", "--json").data["notes"]
    again = cli("import", str(folder))
    assert again.code == 0, again.err
    assert len(again.out.splitlines()) == len(files)
    after = cli("export", "--json").data["notes"]
    for name in ("key", "deck", "kind", "fields", "tags", "deleted_at"):
        assert [note[name] for note in after] == [note[name] for note in before]
    assert "1 added" not in again.out


def test_markdown_files_are_not_overwritten_unasked(cli) -> None:
    """A second export into the same folder needs --yes."""
    folder = str(cli.folder / "decks")
    assert cli("export", "--markdown", folder).code == 0
    refused = cli("export", "--markdown", folder)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert cli("export", "--markdown", folder, "--yes").code == 0


def test_an_export_to_where_nothing_can_be_written_is_exit_code_5(cli) -> None:
    """The message names the path."""
    cli.file("file", "")
    for argv in (("--json", str(cli.folder / "file" / "x.json")), ("--markdown", str(cli.folder / "file"))):
        ran = cli("export", *argv)
        assert ran.code == 5
        assert "file" in ran.err
