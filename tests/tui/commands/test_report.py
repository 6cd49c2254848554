"""All figures in one file."""

import re
from pathlib import Path


def test_a_report_is_one_file_with_its_pictures(cli, tmp_path: Path) -> None:
    """As a page or as Markdown; nothing in it is loaded from elsewhere or runs, and no card is named."""
    page, text = tmp_path / "r.html", tmp_path / "r.md"
    assert cli("report", "--demo", "--html", str(page)).code == 0
    assert cli("report", "--md", str(text), "--range", "3m").code == 0
    html = page.read_text()
    assert html.count("<svg") > 12
    assert not re.search(r"<script|javascript:|https?://(?!www\.w3\.org/2000/svg)", html)
    assert "Meridian" not in html
    assert "True retention" in text.read_text()
    assert "```text" in text.read_text()  # the calendar stands there from the first day


def test_texts_are_named_when_asked_and_stay_text(cli, tmp_path: Path) -> None:
    """Markup in them is only text."""
    cli("goals", "add", "<script>alert(1)</script> ```", "--by", "10 dec")
    page, text = tmp_path / "r.html", tmp_path / "r.md"
    assert cli("report", "--html", str(page), "--with-texts").code == 0
    assert cli("report", "--md", str(text), "--with-texts").code == 0
    assert "<script>" not in page.read_text()
    assert "&lt;script&gt;" in page.read_text()
    assert "```\n\n```" not in text.read_text()


def test_a_file_is_replaced_only_when_that_is_meant(cli, tmp_path: Path) -> None:
    """--yes says so; the database is never one."""
    page = tmp_path / "r.html"
    page.write_text("mine")
    assert cli("report", "--html", str(page)).code == 2
    assert page.read_text() == "mine"
    assert cli("report", "--html", str(page), "--yes").code == 0
    assert page.read_text() != "mine"


def test_figures_of_some_cards_over_some_time(cli) -> None:
    """By deck, tag, goal or search; a goal that isn't there is said."""
    data = cli("stats", "--demo", "--json", "--range", "1m", "--tag", "E1").data
    assert data["span"] == "1m"
    assert data["chosen"]["tag"] == "E1"
    assert 0 < data["reviews"] < 300
    assert len(data["due"]["days"]) == 30
    assert cli("stats", "--goal", "77").code == 3
