"""Today and the figures."""

from dataclasses import fields

from drills.views.progress import ProgressView
from drills.views.today import TodayView


def test_today_says_what_to_do(cli) -> None:
    """A line on the day, the goals, and what there is to do."""
    cli("goals", "add", "Analyst interview", "--by", "10 dec")
    ran = cli("today")
    assert (ran.code, ran.err) == (0, "")
    assert "Sun 22 Nov 2026" in ran.out
    assert "Analyst interview" in ran.out
    assert "Thu 10 Dec 2026 · 18 days" in ran.out
    assert "Start with: readyby" in ran.out


def test_a_goal_without_cards_has_no_readiness(cli) -> None:
    """A share of nothing is a dash, not 0 %."""
    cli("goals", "add", "Analyst interview", "--by", "10 dec")
    (line,) = [line for line in cli("today").out.splitlines() if "Analyst" in line]
    assert "now –" in line
    assert "%" not in line


def test_today_without_a_goal_says_how_to_set_one(cli) -> None:
    """An empty place says what belongs there."""
    assert "readyby goals add" in cli("today").out


def test_today_is_data_too(cli) -> None:
    """The object has everything that the Today screen shows."""
    data = cli("today", "--json").data
    assert data.keys() == {field.name for field in fields(TodayView)}
    assert data["day"] == "2026-11-22"
    assert data["plan"]["cards"] > 0
    assert len(data["week"]) == 7


def test_stats_are_printed_and_data_too(cli) -> None:
    """Also when nothing was answered yet."""
    ran = cli("stats")
    assert (ran.code, ran.err) == (0, "")
    assert "0 answers" in ran.out
    data = cli("stats", "--json").data
    assert data.keys() == {field.name for field in fields(ProgressView)} | {"answers"}
    assert data["reviews"] == 0
    assert "Answers" not in ran.out
    assert sum(data["answers"]["progress"]["coached"]) == 0


def test_the_demo_has_figures(cli) -> None:
    """Four months of answers make a full page."""
    ran = cli("stats", "--demo")
    assert (ran.code, ran.err) == (0, "")
    assert "%" in ran.out
    assert "Due in the next 7 days" in ran.out


def test_the_figures_have_ones_answers(cli) -> None:
    """Their states, elements and pitfalls, interviews, and own ratings beside the evidence: in words and as data."""
    out = cli("stats", "--demo").out
    assert "Answers to 52 open questions: 3 ready" in out
    assert "E1 accomplishments to date" in out
    assert "2 mock interviews, of 5: own " in out
    assert "the evidence" in out
    answers = cli("stats", "--demo", "--json").data["answers"]
    assert dict(answers["progress"]["states"])["ready"] == 3
    assert [len(answers["mocks"]), answers["progress"]["mocks"]] == [2, 2]
    assert {trend["id"] for trend in answers["progress"]["elements"]} == {"E1", "E2", "E3", "E4", "E5"}
