"""`readyby check`: findings as an editor reads them."""

import json
from pathlib import Path

import pytest

GOOD = (
    "My goal is a ward where wounds heal well. Last year I changed how we record when a patient is turned, and "
    "pressure sores went from nine in a quarter to two. Every week I read one new study and bring a point from it to "
    "the handover. By the end of December I'll have finished an audit of forty leg ulcers. You run your own wound care "
    "programme, with a term on the vascular unit. Without this post my plan stops at what one ward can teach me.\n"
)
FLAWED = "Well.\n\nAnd I want to become a senior manager.\n"


def test_findings_are_printed_with_file_line_and_column_and_exit_code_1(cli) -> None:
    """As compilers do, so that an editor can jump there."""
    file = cli.file("answer.txt", FLAWED)
    ran = cli("check", file)
    assert (ran.code, ran.err) == (1, "")
    assert f"{file}:3:5: fix A2: “I want to become a senior manager” makes a job title the aim." in ran.out
    assert f"{file}: not found: E1. " in ran.out


def test_nothing_to_put_right_is_exit_code_0(cli) -> None:
    """What is good is said all the same."""
    ran = cli("check", cli.file("answer.txt", GOOD))
    assert (ran.code, ran.err) == (0, "")
    assert ": good E1: " in ran.out
    assert "not found" not in ran.out


def test_as_data_each_finding_has_its_place_and_its_reason(cli) -> None:
    """An object with the elements found among the findings, and the missing ones apart."""
    ran = cli("check", cli.file("answer.txt", FLAWED), "--json")
    assert ran.code == 1
    finding = next(one for one in ran.data["findings"] if one["id"] == "A2")
    assert set(finding) == {"id", "kind", "start", "end", "severity", "reason", "suggestion"}
    assert (finding["kind"], finding["severity"]) == ("pitfall", "fix")
    assert FLAWED[finding["start"] : finding["end"]] == "I want to become a senior manager"
    assert ran.data["missing"] == ["E1", "E2", "E3", "E4", "E5"]
    good = cli("check", cli.file("good.txt", GOOD), "--json")
    assert good.code == 0
    assert {one["id"] for one in good.data["findings"] if one["kind"] == "element"} == {"E1", "E2", "E3", "E4", "E5"}
    assert good.data["missing"] == []


def test_an_answer_can_come_on_standard_input(cli) -> None:
    """It is named so."""
    ran = cli("check", "-", stdin=FLAWED)
    assert ran.code == 1
    assert "stdin:3:5: fix A2" in ran.out


def test_a_target_role_tells_what_it_cannot_offer(cli) -> None:
    """From a TOML file; lists may be one text."""
    role = cli.file("role.toml", 'company = "Calder"\nrole = "cook"\ndoes_not_offer = "postings abroad"\n')
    file = cli.file("answer.txt", "I want to work abroad on one of your postings by June.\n")
    with_role = {one["id"] for one in cli("check", file, "--role", role, "--json").data["findings"]}
    without = {one["id"] for one in cli("check", file, "--json").data["findings"]}
    assert with_role - without == {"A5"}


def test_keys_that_a_role_has_not_are_named_and_left_out(cli) -> None:
    """On standard error; the rest is used, by the coach and when a role is added."""
    role = cli.file("role.toml", 'company = "Calder"\nofers = "a course"\n"\\u001b[2J" = 1\n')
    ran = cli("check", cli.file("answer.txt", GOOD), "--role", role)
    assert (ran.code, "role.toml: not understood and left out: ofers" in ran.err) == (0, True)
    assert "A role has company, role, industry, offers" in ran.err
    assert "\x1b" not in ran.err
    added = cli("role", "add", "--file", role)
    assert (added.code, "ofers" in added.err) == (0, True)


def test_what_is_asked_and_spoken_text_change_what_is_looked_for(cli) -> None:
    """A story isn't asked for its next date; um counts only in speech."""
    file = cli.file("a.txt", "So, um, I was, um, on the road, you know, and, um, the lift, er, it stopped.\n")
    spoken = cli("check", file, "--spoken", "--json", "--question", "Tell me about a problem you solved.").data
    assert "filler-heavy" in {one["id"] for one in spoken["findings"]}
    assert spoken["response_type"] == "story"
    assert "filler-heavy" not in {one["id"] for one in cli("check", file, "--json").data["findings"]}


def test_a_question_can_be_named_by_any_shipped_id(cli) -> None:
    """It then counts by its words; an id that is none is not found, never taken for another question."""
    file = cli.file(
        "a.txt", "The lift stopped on a Friday. I called the three families myself and had it mended by six.\n"
    )
    named = cli("check", file, "--json", "--question", "q20").data
    worded = cli("check", file, "--json", "--question", "Tell me about a goal that you set yourself and met.").data
    assert named == worded
    assert named != cli("check", file, "--json", "--question", "Q1").data
    ran = cli("check", file, "--question", "Q999")
    assert (ran.code, ran.out) == (3, "")
    assert "There is no question Q999." in ran.err


def test_the_length_is_held_against_the_questions_own_band(cli) -> None:
    """The common one where the question isn't known."""
    file = cli.file("a.txt", "I keep two hours free.\n")
    assert "5 words, about 2 seconds aloud; common advice is 45 to 90 s" in cli("check", file, "--question", "Q50").out
    assert "common advice is 60 to 120 seconds." in cli("check", file, "--question", "Which goals?").out


def test_numbers_go_with_their_nouns_in_any_script(cli) -> None:
    """Two characters of Chinese or Japanese are about a spoken word."""
    assert ": 1 word, about 1 second\n" in cli("check", cli.file("a.txt", "Well.")).out
    assert cli("check", cli.file("b.txt", "🙂")).out.endswith(": 0 words\n")
    japanese = cli.file("c.txt", "私は来年の春までに試験に合格して新しい仕事を始めたいのです")
    assert ": 15 words, about 6 seconds\n" in cli("check", japanese).out


def test_lines_of_any_system_and_a_mark_at_the_beginning_are_read(cli) -> None:
    """Offsets count the text as programs read it."""
    file = Path(cli.folder) / "win.txt"
    file.write_bytes(b"\xef\xbb\xbf" + FLAWED.replace("\n", "\r\n").encode())
    finding = next(one for one in cli("check", str(file), "--json").data["findings"] if one["id"] == "A2")
    assert FLAWED[finding["start"] : finding["end"]] == "I want to become a senior manager"


def test_a_mark_at_the_beginning_is_left_out_on_standard_input_too(cli) -> None:
    """The first word stands in column 1, as in a file."""
    assert "stdin:1:1: " in cli("check", "-", stdin="\ufeffI want a bigger salary.\n").out


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xff\xfe\x00", b"a\0b"])
def test_what_is_no_text_cannot_be_used_and_is_never_taken_for_findings(cli, content: bytes) -> None:
    """With what is wrong and what to do, and nothing on standard output."""
    file = Path(cli.folder) / "odd.txt"
    file.write_bytes(content)
    ran = cli("check", str(file), "--json")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("readyby: ")
    assert "\n  " in ran.err


@pytest.mark.parametrize(
    ("argv", "code"),
    [(("nowhere.txt",), 5), ((".",), 5), (("-", "--role", "nowhere.toml"), 5), (("-",), 4), ((), 2)],
)
def test_what_cannot_be_read_has_the_exit_code_that_it_has_everywhere(cli, argv: tuple[str, ...], code: int) -> None:
    """No such file, a folder, no role, nothing on standard input, no argument."""
    ran = cli("check", *argv, stdin="An answer.\n" if "--role" in argv else "")
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("readyby: ")


@pytest.mark.parametrize("role", ["company = 3", "not toml", "offers = [1]"])
def test_a_role_that_cannot_be_used_is_named(cli, role: str) -> None:
    """It says which key."""
    ran = cli("check", cli.file("a.txt", GOOD), "--role", cli.file("role.toml", role))
    assert (ran.code, ran.out) == (4, "")
    assert "role.toml" in ran.err


def test_ones_own_lists_beside_the_settings_count_and_mistakes_in_them_are_named(cli) -> None:
    """With file and line, on standard error; the rest is used."""
    own = cli.file("coach/mine.toml", '[words]\npayhard = "ducats"\n[A1]\naims = ["( open"]\n')
    ran = cli("check", cli.file("a.txt", "I want ducats.\n"), "--json")
    assert "A1" in {one["id"] for one in json.loads(ran.out)["findings"]}
    assert f"readyby: {own}:4: " in ran.err


def test_it_needs_no_library_and_makes_none(cli) -> None:
    """Nothing is kept of an answer."""
    cli("check", cli.file("a.txt", GOOD))
    assert not cli.database.exists()


def test_hostile_text_is_printed_harmlessly(cli) -> None:
    """An answer may hold anything."""
    ran = cli("check", cli.file("a.txt", "I want to become a \x1b[2J\x9b senior manager.\n"))
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\x9b" not in ran.out
