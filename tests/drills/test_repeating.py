"""Dates that come again: rules in words, their RRULEs, and the days they give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.errors import DateError
from drills.goal.repeating import GRAMMAR, LAST, Rule, coming, dates, first_from, next_after, rule_of, stored_rule

FRIDAY = date(2026, 11, 27)
SENSIBLE = st.one_of(
    st.builds(Rule, st.just("day"), st.integers(1, 365)),
    st.builds(
        Rule,
        st.just("week"),
        st.integers(1, 104),
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(Rule, st.just("month"), st.integers(1, 36), day=st.integers(1, 28) | st.just(LAST)),
    st.builds(
        Rule, st.just("month"), st.integers(1, 36), st.tuples(st.integers(0, 6)), nth=st.sampled_from([1, 2, 3, 4, -1])
    ),
    st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(lambda day: Rule("year", 1, day=day.day, month=day.month)),
)


@pytest.mark.parametrize(
    ("text", "stored", "words"),
    [
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
        ("weekly", "FREQ=WEEKLY;BYDAY=FR", "every Friday"),
        ("Every Friday", "FREQ=WEEKLY;BYDAY=FR", "every Friday"),
        ("every mon, wed and sat", "FREQ=WEEKLY;BYDAY=MO,WE,SA", "every Monday, Wednesday and Saturday"),
        ("weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"),
        ("every other tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "every 2 weeks on Tuesday"),
        ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("first monday of every 3 months", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "every 3 months on the first Monday"),
        ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th"),
        ("the 15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15", "every month on the 15th"),
        ("last day of the month", "FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("quarterly", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=27", "every 3 months on the 27th"),
        ("every year on 15 jan", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", "every year on 15 January"),
        ("rrule:freq=weekly;byday=fr", "FREQ=WEEKLY;BYDAY=FR", "every Friday"),
    ],
)
def test_a_rule_in_words_becomes_an_rrule_and_is_echoed(text: str, stored: str, words: str) -> None:
    """What the words leave open comes from the first date, here a Friday."""
    rule = rule_of(text, FRIDAY)
    assert (str(rule), rule.words) == (stored, words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("biweekly", "more than one reading"),
        ("twice a week", "more than one reading"),
        ("every month on the 31st", "a day 31"),
        ("every year on 29 feb", "Not every year"),
        ("fifth friday of the month", "fifth"),
        ("every 0 days", "1 to 365"),
        ("every 999 weeks", "1 to 104"),
        ("every fool moon", "understands"),
        ("", "understands"),
        ("of the month", "understands"),
        ("every day on friday", "understands"),
        ("FREQ=SECONDLY", "can keep"),
        ("FREQ=DAILY;COUNT=3", "can keep"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "can keep"),
        ("FREQ=WEEKLY;BYDAY=XX", "can keep"),
        ("FREQ=WEEKLY;INTERVAL=x", "can keep"),
        ("FREQ", "understands"),
        ("every " + "x" * 130, "too long"),
    ],
)
def test_what_is_no_clear_rule_is_asked_back(text: str, said: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(DateError, match=said):
        rule_of(text, FRIDAY)


def test_a_rule_from_the_31st_asks_for_the_last_day() -> None:
    """Monthly from a day that not every month has."""
    with pytest.raises(DateError) as caught:
        rule_of("monthly", date(2027, 1, 31))
    assert "last day of the month" in caught.value.hint


@pytest.mark.parametrize("form", [form for forms, _ in GRAMMAR for form in forms.split(", ")])
def test_every_form_shown_in_the_help_is_understood(form: str) -> None:
    """The grammar on the help screen is the grammar that is spoken."""
    assert rule_of(form, FRIDAY)


@given(SENSIBLE, st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_words_and_rrules_are_read_back(rule: Rule, day: date) -> None:
    """Whatever the rule; and its dates come in order, none before the first."""
    assert rule_of(rule.words, day) == rule
    assert stored_rule(str(rule)) == rule
    first = first_from(rule, day)
    following = next_after(rule, first)
    assert day <= first < following
    assert next_after(rule, first, from_=following) == following


def test_dates_follow_each_other() -> None:
    """Around the end of a leap year's February, and every second week from the first."""
    assert coming(rule_of("last day of the month", FRIDAY), date(2028, 1, 31)) == (
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
    )
    assert coming(rule_of("every 2 weeks", FRIDAY), FRIDAY, 2) == (FRIDAY, FRIDAY + timedelta(days=14))
    assert next_after(rule_of("every friday", FRIDAY), FRIDAY, from_=date(2027, 1, 1)) == date(2027, 1, 1)
    assert next(dates(rule_of("last friday of the month", FRIDAY), FRIDAY)) == FRIDAY
