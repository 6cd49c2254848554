"""Goals on the command line."""

import pytest


def listed(cli) -> list[dict[str, object]]:
    """The open goals as data."""
    goals: list[dict[str, object]] = cli("goals", "--json").data["open"]
    return goals


def test_a_goal_is_set_and_its_date_echoed(cli) -> None:
    """A date in words becomes a date that is shown in full."""
    ran = cli("goals", "add", "Analyst interview", "--by", "10 dec", "--why", "the step up", "--proof", "an offer")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Goal 1: Analyst interview · Thu 10 Dec 2026 · 18 days\n"
    (line,) = listed(cli)
    assert line["days_left"] == 18
    assert line["goal"]["deadline"] == "2026-12-10"
    assert (line["goal"]["why"], line["goal"]["proof"]) == ("the step up", "an offer")


def test_the_list_shows_open_goals_by_date_then_the_closed(cli) -> None:
    """With the number that the other actions take."""
    cli("goals", "add", "Later", "--by", "in 6 weeks")
    cli("goals", "add", "Sooner", "--by", "in 2 weeks")
    cli("goals", "add", "Done", "--by", "in 3 weeks")
    cli("goals", "met", "3", "They said yes")
    for argv in (("goals",), ("goals", "list")):
        out = cli(*argv).out
        assert out.index("Sooner") < out.index("Later") < out.index("Done")
        assert "Sun 6 Dec 2026 · 14 days" in out
        assert "They said yes" in out


def test_without_goals_the_list_says_how_to_set_one(cli) -> None:
    """An empty place says what belongs there."""
    assert "readyby goals add" in cli("goals").out


def test_a_goal_needs_decks_that_there_are(cli) -> None:
    """A deck that doesn't exist is not linked silently."""
    cli("add", "a", "b", "--deck", "Mine")
    assert cli("goals", "add", "Exam", "--by", "in 3 weeks", "--deck", "Mine").code == 0
    assert listed(cli)[0]["goal"]["decks"] == ["Mine"]
    assert listed(cli)[0]["cards"] == 1
    ran = cli("goals", "add", "Other", "--by", "in 3 weeks", "--deck", "Nowhere")
    assert ran.code in (3, 4)
    assert "Nowhere" in ran.err


def test_a_date_moves_with_its_reason(cli) -> None:
    """The move is kept, and echoed."""
    cli("goals", "add", "Exam", "--by", "10 dec")
    ran = cli("goals", "move", "1", "15 jan", "--reason", "they moved it")
    assert (ran.code, ran.err) == (0, "")
    assert "Fri 15 Jan 2027 · 54 days" in ran.out
    goal = listed(cli)[0]["goal"]
    assert goal["deadline"] == "2027-01-15"
    assert [(move["before"], move["after"], move["reason"]) for move in goal["moves"]] == [
        ("2026-12-10", "2027-01-15", "they moved it")
    ]


@pytest.mark.parametrize(("action", "status"), [("met", "met"), ("drop", "dropped")])
def test_a_goal_is_closed_with_a_word_on_it(cli, action: str, status: str) -> None:
    """Met with its proof, or dropped with a reason."""
    cli("goals", "add", "Exam", "--by", "10 dec")
    assert cli("goals", action, "1", "because").code == 0
    data = cli("goals", "--json").data
    assert data["open"] == []
    assert data["closed"][0]["goal"]["status"] == status
    assert data["closed"][0]["goal"]["outcome"] == "because"


def test_deleting_asks_first(cli) -> None:
    """Without a terminal to ask in, --yes is needed."""
    cli("goals", "add", "Exam", "--by", "10 dec")
    refused = cli("goals", "delete", "1")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert listed(cli)
    assert cli("goals", "delete", "1", "--yes").code == 0
    assert cli("goals", "--json").data == cli("goals", "--json").data | {"open": [], "closed": []}


@pytest.mark.parametrize("date", ["yesterday", "2020-01-01", "12", "soon", ""])
def test_a_date_is_never_guessed(cli, date: str) -> None:
    """What isn't understood or is past is asked back, with exit code 4."""
    ran = cli("goals", "add", "Exam", "--by", date)
    assert (ran.code, ran.out) == (4, "")
    assert len(ran.err.splitlines()) >= 2
    assert listed(cli) == []


@pytest.mark.parametrize(
    "argv", [("move", "7", "fri", "--reason", "x"), ("met", "7"), ("drop", "7"), ("delete", "7", "--yes")]
)
def test_a_goal_that_there_is_not_is_exit_code_3(cli, argv: tuple[str, ...]) -> None:
    """Not found."""
    ran = cli("goals", *argv)
    assert (ran.code, ran.out) == (3, "")


def test_the_day_is_the_study_day(cli) -> None:
    """At two in the night it is still the day before."""
    cli.now = cli.now.replace(hour=2)
    assert "Sat 21 Nov 2026 · today" in cli("goals", "add", "Now", "--by", "today").out


@pytest.mark.parametrize("argv", [("move", "99", "10 dec", "--reason", "r"), ("met", "99"), ("delete", "99", "--yes")])
def test_a_goal_that_is_not_there_is_said_with_where_to_look(cli, argv: tuple[str, ...]) -> None:
    """What the hint names can be done here."""
    ran = cli("goals", *argv)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "readyby: There is no goal 99.\n  readyby goals lists those there are.\n"


@pytest.mark.parametrize("option", ["--deck", "--tag", "--search"])
def test_a_new_goal_is_not_linked_to_nothing(cli, option: str) -> None:
    """An empty text clears in edit; here it is a slip, most likely of a variable that was not set."""
    ran = cli("goals", "add", "Exam", "--by", "in 9 days", option, "")
    assert ran.code == 4
    assert f"{option} is empty." in ran.err
    assert f"Name one, or leave {option} out" in ran.err
    assert cli("goals", "--json").data["open"] == []


def test_on_the_day_of_a_goal_without_cards_no_warm_up_is_spoken_of(cli) -> None:
    cli("goals", "add", "Exam", "--by", "today")
    assert "today is the day · it has no cards to look at" in cli("plan").out
