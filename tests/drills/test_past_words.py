"""What users type for a day that has passed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.errors import DateError
from drills.past_words import GRAMMAR, past_day

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-11-22"),
        ("Yesterday", "2026-11-21"),
        ("fri", "2026-11-20"),
        ("last sunday", "2026-11-15"),
        ("3 days ago", "2026-11-19"),
        ("2 weeks ago", "2026-11-08"),
        ("15 nov", "2026-11-15"),
        ("22 nov", "2026-11-22"),
        ("23 nov", "2025-11-23"),
        ("nov 15, 2024", "2024-11-15"),
        ("29 feb", "2024-02-29"),
        ("2026-11-01", "2026-11-01"),
    ],
)
def test_a_past_day_is_read(text: str, expected: str) -> None:
    """Seen from Sunday 22 November 2026."""
    assert past_day(text, SUNDAY).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow", "no day in the past"),
        ("2027-01-01", "still to come"),
        ("23 nov 2026", "still to come"),
        ("31 apr", "30 days"),
        ("2026-02-30", "28 days"),
        ("03/04/2026", "no day in the past"),
        ("", "no day in the past"),
        ("x" * 200, "no day in the past"),
    ],
)
def test_anything_else_is_asked_back(text: str, said: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(DateError, match=said):
        past_day(text, SUNDAY)


@pytest.mark.parametrize("form", [form for forms, _ in GRAMMAR for form in forms.split(", ")])
def test_every_form_shown_in_the_help_is_understood(form: str) -> None:
    """None is after today."""
    assert past_day(form, SUNDAY) <= SUNDAY


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_words_for_a_past_day_are_read_back(today: date, ago: int) -> None:
    """ISO, in full, in days, and by its weekday."""
    day = today - timedelta(days=ago)
    assert past_day(day.isoformat(), today) == day
    assert past_day(f"{day.day} {day:%b} {day.year}", today) == day
    assert past_day(f"{ago} days ago", today) == day
    assert not 0 < ago < 8 or past_day(f"{day:%A}", today) == day
