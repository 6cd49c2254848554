"""The text of a card, drawn: light Markdown, and otherwise exactly what was written."""

import time

import pytest

from tui.widgets.card_text import inline, lines_of, marked, wrapped


def drawn(text: str, width: int = 40, *, has_marks: bool = False) -> list[str]:
    """The lines as they can be read."""
    return [line.plain for line in wrapped(lines_of(text, has_marks=has_marks), width)]


@pytest.mark.parametrize(
    ("text", "plain", "styles"),
    [
        ("**bold** and *em*", "bold and em", ["bold", "italic"]),
        ("_em_ in `code`", "em in code", ["italic", "$text-accent on $panel"]),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name", []),
        (r"\*not\* \[this\]", "*not* [this]", []),
        ("[red]x[/] [@click=app.quit]y[/]", "[red]x[/] [@click=app.quit]y[/]", []),
        ("list[int] [^abc]+ vector<int>", "list[int] [^abc]+ vector<int>", []),
        ("[link](http://x) ![picture](y)", "[link](http://x) ![picture](y)", []),
        ("**open and *never closed", "**open and *never closed", []),
        ("`a **b** c`", "a **b** c", ["$text-accent on $panel"]),
    ],
)
def test_little_of_markdown_is_drawn_and_the_rest_stands(text: str, plain: str, styles: list[str]) -> None:
    """Bold, em, code and escapes; no links, no tags, nothing lost."""
    content = inline(text)
    assert content.plain == plain
    assert [span.style for span in content.spans] == styles


def test_lists_hang_under_their_first_line() -> None:
    """Also numbered ones."""
    assert drawn("- one two three four\n10. five six seven", 14) == [
        "• one two",
        "  three four",
        "10. five six",
        "    seven",
    ]


def test_code_keeps_its_lines_and_its_signs() -> None:
    """Whatever stands between the fences."""
    assert drawn("before\n```py\n- a = **b**\n\n    c\n```\nafter") == [
        "before",
        "▏ - a = **b**",
        "▏ ",
        "▏     c",
        "after",
    ]


def test_wide_characters_and_very_long_words_are_folded() -> None:
    """Nothing runs over the edge."""
    lines = list(wrapped(lines_of("日本語" * 20 + " " + "x" * 100 + " 👩‍👩‍👧‍👦" * 10), 20))
    assert all(line.cell_length <= 20 for line in lines)
    assert sum(line.plain.count("x") for line in lines) == 100


def test_a_gap_is_marked_across_styles_and_lines() -> None:
    """And marks never stay behind."""
    lines = lines_of(f"The **{marked('goal')}** and {marked('a' + chr(10) + 'date')}.", "M", has_marks=True)
    assert [line.content.plain for line in lines] == ["The goal and a", "date."]
    assert [str(span.style) for span in lines[0].content.spans].count("M") == 2
    assert any(str(span.style) == "M" for span in lines[1].content.spans)


def test_marks_in_a_users_text_mean_nothing() -> None:
    """They are noncharacters, and just go."""
    (line,) = lines_of(marked("x") + "y")
    assert (line.content.plain, line.content.spans) == ("xy", [])


def test_control_characters_are_drawn_as_pictures() -> None:
    """They are seen, and do nothing."""
    assert drawn("a\x1b[2J\x07b") == ["a␛[2J␇b"]


@pytest.mark.parametrize("text", ["**a " * 12_000, "`" * 50_000, "*a" * 25_000, "_a " * 16_000, "- " * 20_000])
def test_no_text_takes_long(text: str) -> None:
    """However it is made."""
    began = time.process_time()
    lines_of(text)
    assert time.process_time() - began < 5
