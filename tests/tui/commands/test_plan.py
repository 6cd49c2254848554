"""`readyby plan`: the plan and the forecast, in words and as data."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from drills.number_words import gain_words
from drills.plan.worth import PLANNERS
from drills.views.plan import PlannedDay
from tui.commands.plan import _row


@pytest.fixture(autouse=True, scope="module")
def no_planner_left() -> Iterator[None]:
    """Tables built here change nothing for other tests."""
    yield
    PLANNERS.forget()


def library(cli: Any, cards: int = 8) -> None:
    for n in range(cards):
        assert cli("add", f"q{n}", "a", "--deck", "Work").code == 0
    assert cli("goals", "add", "Pass the interview", "--by", "in 6 days", "--deck", "Work").code == 0


def test_it_tells_the_verdict_the_forecast_and_each_day(cli: Any) -> None:
    library(cli)
    ran = cli("plan")
    assert ran.code == 0
    assert ran.out.startswith("Pass the interview · Sat 28 Nov 2026 · 6 days\n")
    assert "a typical learner: " in ran.out
    assert "Sun 22 Nov" in ran.out
    assert " 1 answers" not in ran.out
    assert ran.err == ""


def test_a_day_with_one_answer_is_told_as_one() -> None:
    day = PlannedDay(date(2026, 11, 22), 1.0, 1.1, 0.9, 0.8, 1.0)
    assert _row(day) == ("Sun 22 Nov", "1 min", "1 answer", "90 %")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0351, "3.5 points"), (0.0101, "1 point"), (0.02, "2 points"), (0.0004, "next to nothing")],
)
def test_what_more_minutes_add_is_rounded_in_one_way(share: float, words: str) -> None:
    """On the goal's page as here."""
    assert gain_words(share) == words


def test_as_data_it_is_what_today_shows_from_then_on(cli: Any) -> None:
    """What was only tried out is not stored."""
    library(cli)
    cli("plan", "--minutes", "1", "--date", "in 3 days")
    assert cli("today", "--json").data["goals"][0]["outlook"]["verdict"] == "unknown"
    [plan] = cli("plan", "interview", "--json").data["plans"]
    assert len(plan["outlook"]["days"]) == 6
    stored = cli("today", "--json").data["goals"][0]["outlook"]
    assert (stored["words"], stored["mean"]) == (plan["outlook"]["words"], plan["outlook"]["mean"])


def test_minutes_and_date_can_be_tried(cli: Any) -> None:
    library(cli)
    [plan] = cli("plan", "1", "--minutes", "3", "--date", "in 3 days", "--json").data["plans"]
    assert plan["asked"]
    assert (plan["outlook"]["minutes"], len(plan["outlook"]["days"])) == (3, 3)


@pytest.mark.parametrize(
    ("argv", "code"),
    [(("plan",), 3), (("plan", "nothing"), 3), (("plan", "--date", "someday"), 3), (("plan", "--minutes", "x"), 2)],
)
def test_what_it_cannot_plan_it_says(cli: Any, argv: tuple[str, ...], code: int) -> None:
    assert cli(*argv).code == code


def test_words_that_fit_two_goals_are_asked_back(cli: Any) -> None:
    library(cli, 1)
    cli("goals", "add", "Pass the exam", "--by", "in 9 days")
    assert cli("plan", "pass").code == 4


@pytest.mark.parametrize("minutes", ["0", "601"])
def test_minutes_that_nobody_has_are_refused_as_for_a_goal(cli: Any, minutes: str) -> None:
    library(cli, 1)
    ran = cli("plan", "--minutes", minutes)
    assert (ran.code, ran.out) == (4, "")
    assert "between 1 and 600" in ran.err


@pytest.mark.parametrize("text", ["-5", "99999999999999999999", "1.5"])
def test_which_number_is_wanted_is_said(cli: Any, text: str) -> None:
    """Of what was typed it is no use to hear that it is none."""
    library(cli, 1)
    ran = cli("plan", "--minutes", text)
    assert (ran.code, f"a whole number from 1 to 600, please, not {text}" in ran.err) == (2, True)
    ran = cli("goals", "add", "Talk", "--by", "in 9 days", "--minutes", text)
    assert (ran.code, f"a whole number from 1 to 600, or 0 to share, please, not {text}" in ran.err) == (2, True)
    ran = cli("goals", "add", "Talk", "--by", "in 9 days", "--importance", "much")
    assert (ran.code, "a number from 0.1 to 10, please, not much" in ran.err) == (2, True)


def test_minutes_tried_for_a_goal_with_its_own_begin_today(cli: Any) -> None:
    """They take the place of its own on every day, the first one included."""
    library(cli, 40)
    cli("goals", "edit", "1", "--minutes", "1")
    [plan] = cli("plan", "--minutes", "9", "--json").data["plans"]
    first, second, *_ = plan["outlook"]["days"]
    assert first["minutes"] > 0.7 * second["minutes"] > 3


def test_figures_stand_below_each_other_and_small_things_are_said_in_words(cli: Any) -> None:
    library(cli)
    lines = cli("plan").out.splitlines()
    days = lines[lines.index("") + 1 :]
    assert len({line.index(" min ") for line in days}) == 1
    assert len({line.index(" answers") for line in days}) == 1
    assert "  5 minutes a day more would add next to nothing" in lines


def test_what_falls_short_is_said_to(cli: Any) -> None:
    library(cli, 90)
    cli("goals", "edit", "1", "--minutes", "1")
    out = cli("plan").out
    assert "min/day: " in out
    assert ", still short" in out
