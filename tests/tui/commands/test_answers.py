"""Answers, stories, roles and mock interviews on the command line."""

import sys
from pathlib import Path

import pytest

TEXT = (
    "Last year I set out to cut the month-end close. I brought it from nine working days to five. I am in an evening "
    "class on data modelling now, and by 12 March 2027 I hand in the project. Without this role my plan stops."
)
ROLE = """
company = "Calder Foods"
role = "controller"
industry = "food"
offers = ["stock data work"]
does_not_offer = ["management"]
advert = "You plan the close, connect depots and ledgers, and report to the board."
"""


@pytest.fixture
def editor(cli, monkeypatch: pytest.MonkeyPatch):
    """Lets a line of Python be the user's editor: it changes `text`."""

    def use(change: str) -> None:
        begin = "import sys, pathlib\np = pathlib.Path(sys.argv[1])\ntext = p.read_text()"
        script = cli.file("editor.py", f"{begin}\n{change}\np.write_text(text)")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")

    return use


# Answers


def test_a_question_without_an_answer_shows_its_prompts(cli) -> None:
    """And how to write one."""
    ran = cli("answer", "Q1")
    assert (ran.code, ran.err) == (0, "")
    assert "# Q1 · How do you plan to achieve your career goals?" in ran.out
    assert "readyby answer Q1 --edit" in ran.out
    assert "Proof: " in ran.out


def test_a_file_becomes_a_version_split_into_its_parts(cli) -> None:
    """Its words are unchanged; what is good and what to fix first is told."""
    ran = cli("answer", "Q1", "--file", cli.file("a.txt", TEXT))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Version 1 kept.\n  + E1: ")
    data = cli("answer", "Q1", "--json").data
    assert data["state"] == "draft"
    parts = {section["name"]: section["text"] for section in data["draft"]["sections"]}
    assert list(parts) == ["proof", "plan", "fit"]
    assert " ".join(" ".join(parts.values()).split()) == TEXT


def test_an_answer_is_shown_with_its_length(cli) -> None:
    """Against the band, which says what it is."""
    cli("answer", "Q1", "--file", cli.file("a.txt", TEXT), "--template", "free")
    out = cli("answer", "Q1").out
    assert TEXT in out
    assert "(60–120 s: common advice, not a rule)" in out


def test_an_answer_is_written_in_the_editor(cli, editor) -> None:
    """Its parts are headings; nothing changed makes no version."""
    editor("text = text.replace('## Plan\\n', '## Plan\\nBy 12 March 2027 I will pass.\\n')")
    assert cli("answer", "Q1", "--edit").out.startswith("Version 1 kept.")
    assert "### Plan" not in cli("answer", "Q1").out
    assert "## Plan\n\nBy 12 March 2027 I will pass." in cli("answer", "Q1").out
    editor("pass")
    assert cli("answer", "Q1", "--edit").out == "Nothing was changed.\n"


def test_what_an_editor_wrote_is_not_lost_when_it_ends_badly(cli, editor) -> None:
    """The file is named."""
    editor("p.write_text('precious')\nsys.exit(3)")
    ran = cli("answer", "Q1", "--edit")
    assert ran.code == 5
    path = ran.err.split("What you wrote is in ")[1].split(". Set VISUAL")[0]
    assert Path(path).read_text() == "precious"


def test_an_editor_that_ends_badly_is_told_in_words(cli, editor) -> None:
    """And nothing is said to be kept where nothing was written."""
    editor("sys.exit(1)")
    error = cli("answer", "Q1", "--edit").err
    assert "ended with an error, code 1." in error
    assert "Command '[" not in error
    assert "wrote" not in error


def test_versions_are_listed_compared_and_brought_back(cli) -> None:
    """By their numbers."""
    for number, text in enumerate(("I cut the wait to nine minutes.", "I cut the wait to seven minutes."), 1):
        cli("answer", "Q1", "--template", "free", "--file", cli.file(f"{number}.txt", text))
    assert [version["version"] for version in cli("answer", "Q1", "--versions", "--json").data] == [2, 1]
    assert "[-nine-] {+seven+} minutes." in cli("answer", "Q1", "--diff", "1", "2").out
    assert cli("answer", "Q1", "--restore", "1").out == "Version 1 is back, as version 3.\n"
    assert cli("answer", "Q1", "--diff", "1", "9").code == 3
    assert cli("answer", "Q1", "--ready").out == "Version 3 is ready.\n"
    assert cli("answer", "Q1", "--json").data["state"] == "ready"


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("answer", "Q1", "--restore", "0"), 3, "There is no version 0."),
        (("answer", "Q1", "--restore", "-1"), 2, "a whole number from 0 on, please, not -1"),
        (("answer", "Q1", "--template", "star"), 2, "--edit or --file"),
        (("answer", "Q1", "--versions", "--template", "star"), 2, "--edit or --file"),
        (("mock", "--debrief", "0"), 3, "There is no interview 0."),
        (("mock", "--role", "0"), 3, "There is no role 0."),
        (("role", "show", "0"), 3, "There is no role 0."),
        (("story", "add", "The exam", "--from-goal", "0"), 3, "There is no goal 0."),
    ],
)
def test_what_is_asked_for_is_never_passed_over(cli, argv: tuple[str, ...], code: int, said: str) -> None:
    """No version, role or goal goes by 0, and a layout is none without a text."""
    ran = cli(*argv)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_an_answer_is_deleted_for_good_only_when_asked_twice(cli) -> None:
    """Without --yes nobody is there to say so; and it is told what backups keep."""
    cli("answer", "Q1", "--file", cli.file("a.txt", TEXT))
    assert cli("answer", "Q1", "--delete-for-good").code == 2
    ran = cli("answer", "Q1", "--delete-for-good", "--yes")
    assert ran.out == "Deleted for good: 1 version. Backups made before still have them.\n"
    assert b"evening class on data modelling now" not in cli.database.read_bytes()


@pytest.mark.parametrize(("question", "code"), [("Q99", 3), ("goals", 4)])
def test_a_question_that_is_none_or_several_is_told(cli, question: str, code: int) -> None:
    """Nothing is guessed."""
    ran = cli("answer", question)
    assert (ran.code, ran.out) == (code, "")


# Stories, roles, mocks


def test_stories_are_added_found_and_deleted(cli) -> None:
    """With facts, tags and questions."""
    parts = ("--situation", "A queue.", "--action", "I rewrote the form.", "--result", "Seven minutes.", "--tag", "E1")
    ran = cli("story", "add", "The queue", *parts, "--fact", "7 min=the wait", "--question", "Q1", "--json")
    assert ran.data["draft"]["facts"] == [{"figure": "7 min", "what": "the wait"}]
    assert "The queue" in cli("story").out
    assert "you chose it for this question" in cli("story", "best", "Q1").out
    assert "No story for: Q2" in cli("story", "matrix").out
    assert "## Told in 60 seconds" in cli("story", "show", "1").out
    cli("story", "edit", "1", "--result", "Six minutes.")
    assert "Six minutes." in cli("story", "show", "1").out
    assert cli("story", "delete", "1").code == 2
    assert cli("story", "delete", "1", "--yes").code == 0
    assert cli("story", "show", "1").code == 3


@pytest.mark.parametrize("fact", ["bad", "=the wait", "7 min=", " = "])
def test_a_fact_without_its_figure_or_what_it_stands_for_is_refused(cli, fact: str) -> None:
    """It says how one is written, and nothing is added."""
    ran = cli("story", "add", "The queue", "--fact", fact)
    assert (ran.code, ran.out) == (4, "")
    assert "24 days = time to hire" in ran.err
    assert "No stories yet" in cli("story").out


def test_a_story_without_a_title_is_refused_before_the_editor_opens(cli, editor) -> None:
    """For adding and for editing."""
    editor("raise SystemExit('opened')")
    for argv in (("add", ""), ("add", " ")):
        ran = cli("story", *argv)
        assert (ran.code, "needs a title" in ran.err) == (4, True)
    cli("story", "add", "The queue", "--action", "I asked.")
    ran = cli("story", "edit", "1", "--title", "")
    assert (ran.code, "needs a title" in ran.err) == (4, True)


def test_a_story_that_fits_both_forms_is_told_once(cli) -> None:
    """And twice where the short form is in other words."""
    parts = ("--situation", "The close took nine days.", "--action", "I mapped it.", "--result", "Five days since.")
    cli("story", "add", "The close", *parts)
    out = cli("story", "show", "1").out
    assert "## Told in 60 seconds or 2 minutes\n" in out
    assert out.count("## Told") == 1
    cli("story", "edit", "1", "--short", "Nine days became five.")
    assert cli("story", "show", "1").out.count("## Told") == 2


def test_a_story_is_written_in_the_editor(cli, editor) -> None:
    """Its parts are headings."""
    editor("text = text.replace('## Result\\n', '## Result\\nSeven minutes.\\n')")
    assert cli("story", "add", "The queue").code == 0
    assert "Seven minutes." in cli("story", "show", "1").out


def test_a_goal_met_begins_a_story(cli) -> None:
    """The list offers it."""
    cli("goals", "add", "Pass the exam", "--by", "in 3 weeks")
    cli("goals", "met", "1", "91 of 100")
    assert "--from-goal 1" in cli("story").out
    assert cli("story", "add", "The exam", "--from-goal", "1").code == 0
    assert "91 of 100" in cli("story", "show", "1").out


def test_roles_come_from_a_file(cli) -> None:
    """The first is aimed at; its keywords are held against the answers."""
    cli("answer", "Q1", "--file", cli.file("a.txt", TEXT))
    assert cli("role", "add", "--file", cli.file("role.toml", ROLE)).out == "Role 1: controller, Calder Foods\n"
    assert "aimed at" in cli("role").out
    out = cli("role", "show").out
    assert "of the advert's keywords, by weight" in out
    assert "ledgers" in out
    assert cli("role", "delete", "1", "--yes").code == 0
    assert cli("role", "show").code == 3


def test_training_of_several_lines_stays_one_item_of_the_list(cli) -> None:
    """In the Markdown of a role."""
    cli("role", "add", "--file", cli.file("r.toml", ROLE + 'training = ["A course", "A mentor"]\n'))
    assert "- Training: A course; A mentor\n" in cli("role", "show").out


def test_an_interview_that_there_is_not_is_told_with_what_to_do(cli) -> None:
    """Nothing was deleted where none was held."""
    ran = cli("mock", "--debrief", "99")
    assert (ran.code, ran.err) == (
        3,
        "readyby: There is no interview 99.\n  None was held yet: readyby mock plans one.\n",
    )


@pytest.mark.parametrize(
    ("variable", "command", "said"),
    [
        ("VISUAL", "false", "false ended with an error, code 1."),
        ("EDITOR", "/nonexistent/editor -x", "There is no editor /nonexistent/editor."),
        ("VISUAL", "vim 'x", "VISUAL is no command that can be run"),
    ],
)
def test_an_editor_that_fails_is_told_in_plain_words(
    cli, monkeypatch: pytest.MonkeyPatch, variable: str, command: str, said: str
) -> None:
    """With the variable that named it."""
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv(variable, command)
    ran = cli("story", "add", "The queue")
    assert ran.code == 5
    assert said in ran.err
    assert f"Set {variable} to choose another" in ran.err


def test_a_mock_is_planned(cli) -> None:
    """Numbered, chained, for the role aimed at; 3 to 8 questions."""
    cli("role", "add", "--file", cli.file("role.toml", ROLE))
    plan = cli("mock", "--plan", "--questions", "4", "--json").data
    assert len(plan["questions"]) == 4
    assert plan["role"] == "controller, Calder Foods"
    out = cli("mock").out
    assert out.startswith("Mock interview for controller, Calder Foods: 5 questions")
    assert "↳ Q1" in out
    assert cli("mock", "--questions", "2").code == 4
    assert cli("mock", "--debrief", "7").code == 3


# Out


def test_everything_is_written_as_files_to_read(cli, tmp_path: Path) -> None:
    """A folder of them, or one; what is there is replaced only when asked."""
    assert "no answers" in cli("export", "--answers", str(tmp_path / "none")).out
    assert not (tmp_path / "none").exists()
    cli("answer", "Q1", "--file", cli.file("a.txt", TEXT))
    cli("story", "add", "The queue", "--result", "Seven minutes.")
    folder = tmp_path / "out"
    assert cli("export", "--answers", str(folder)).code == 0
    assert {path.name for path in folder.iterdir()} == {"answers.md", "stories.md"}
    assert "evening class" in (folder / "answers.md").read_text()
    assert cli("export", "--answers", str(folder)).code == 2
    one = tmp_path / "all.md"
    cli("export", "--answers", str(one))
    assert "# Answers" in one.read_text()
    assert "# Stories" in one.read_text()


def test_hostile_words_are_harmless(cli) -> None:
    """Escapes in an answer or a story reach no terminal."""
    cli("answer", "Q1", "--file", cli.file("a.txt", "I \x1b]52;c;QUJD\x07 did it."))
    cli("story", "add", "A \x1b[31mred\u202e title", "--result", "\x1b[2J")
    for argv in (("answer", "Q1"), ("answer", "Q1", "--json"), ("story",), ("story", "show", "1"), ("story", "matrix")):
        ran = cli(*argv)
        assert ran.code == 0
        assert "\x1b" not in ran.out
        assert "\x07" not in ran.out
