"""What users type for a deadline, and what Readyby makes of it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.dates import LAST_YEAR, deadline, echo, short, study_day
from drills.deadline_words import GRAMMAR
from drills.errors import DateError

SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(2020, 1, 1), date(2190, 12, 31))
FRAGMENTS = (
    *("in", "next", "this", "end", "of", "the", "by", "on", "before", "mid", "ago", "from", "now", "today", "tomorow"),
    *("january", "feb", "fri", "monday", "weeks", "days", "a", "six", "fortnight", "q1", "eom", "15th"),
    *("0", "1", "6", "29", "31", "2027", "2100", "99999", "03/04/2027", "2027-02-30", "/", "-", ".", "'", ","),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-11-22"),
        ("  ToMorrow ", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("on Friday", "2026-11-27"),
        ("this sunday", "2026-11-22"),
        ("next sun", "2026-11-29"),
        ("next mon", "2026-11-23"),
        ("in 10 days", "2026-12-02"),
        ("6 weeks", "2027-01-03"),
        ("6w", "2027-01-03"),
        ("6 weeks from now", "2027-01-03"),
        ("in a week", "2026-11-29"),
        ("twelve days", "2026-12-04"),
        ("a fortnight", "2026-12-06"),
        ("in 3 months", "2027-02-22"),
        ("2 years", "2028-11-22"),
        ("eow", "2026-11-22"),
        ("end of next week", "2026-11-29"),
        ("eom", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of the quarter", "2026-12-31"),
        ("end of next quarter", "2027-03-31"),
        ("eoy", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("by the end of march", "2027-03-31"),
        ("end of february 2028", "2028-02-29"),
        ("end of november", "2026-11-30"),
        ("end of 2027", "2027-12-31"),
        ("q1", "2027-03-31"),
        ("Q1 2028", "2028-03-31"),
        ("q4", "2026-12-31"),
        ("15 jan", "2027-01-15"),
        ("jan 15", "2027-01-15"),
        ("15JAN", "2027-01-15"),
        ("15th of January, 2027", "2027-01-15"),
        ("Jan. 15, 2027", "2027-01-15"),
        ("15-jan-2027", "2027-01-15"),
        ("Fri 15 Jan 2027", "2027-01-15"),
        ("22 nov", "2026-11-22"),
        ("21 nov", "2027-11-21"),
        ("29 feb", "2028-02-29"),
        ("the day after tomorrow", "2026-11-24"),
        ("eod", "2026-11-22"),
        ("+2w", "2026-12-06"),
        ("first monday of march", "2027-03-01"),
        ("last friday of november", "2026-11-27"),
        ("third sun of november", "2027-11-21"),
        ("2nd tue in feb 2028", "2028-02-08"),
        ("last fri of the month", "2026-11-27"),
        ("first mon of next month", "2026-12-07"),
        ("sun in 2 weeks", "2026-12-06"),
        ("the 15th", "2026-12-15"),
        ("the 22nd", "2026-11-22"),
        ("31st", "2026-12-31"),
        ("2027-01-15", "2027-01-15"),
        ("2027/1/15", "2027-01-15"),
        ("20270115", "2027-01-15"),
        ("2027-W03-1", "2027-01-18"),
        ("by 2027w037", "2027-01-24"),
        ("2026-W53-7", "2027-01-03"),
        ("15/04/2027", "2027-04-15"),
        ("04/04/2027", "2027-04-04"),
    ],
)
def test_a_text_with_one_reading_gives_its_day(text, expected):
    """Each form of the grammar names one day, seen from Sunday 22 November 2026."""
    assert deadline(text, SUNDAY).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "said", "hinted"),
    [
        ("03/04/2027", "3 April 2027 or 4 March 2027", '"3 april 2027" or "4 march 2027"'),
        ("03/04", "3 April or 4 March", '"3 april" or "4 march"'),
        ("03/04/27", "too short", "four digits"),
        ("jan 15 27", "too short", "four digits"),
        ("sunday", "in a week", '"today" or "next sunday"'),
        ("january 2027", "no single day", '"end of january 2027" or "1 january 2027"'),
        ("2027-01", "no single day", '"end of january 2027"'),
        ("2027", "no single day", '"end of 2027" or "1 jan 2027"'),
        ("mid march", "no single day", "end of march"),
        ("next month", "no single day", "in 6 weeks"),
        ("15", "no date yet", '"the 15th" or "in 15 days"'),
        ("before friday", "leaves the day open", "last day"),
        ("fri in 2 weeks", "Fri 4 Dec 2026 or Fri 11 Dec 2026", '"2026-12-04" or "2026-12-11"'),
        ("mon in 99999999999 weeks", "too far", "15 jan"),
        ("this weekend", "no single day", '"sat" or "sun"'),
        ("fifth friday of march", "no fifth", "last friday of"),
        ("first monday of the month", "20 days ago", "2 Nov"),
        ("this fri", "2 days ago", '"friday"'),
        ("yesterday", "past", "15 jan"),
        ("3 days ago", "past", "15 jan"),
        ("2020-01-01", "6 years ago", '"2027-01-01"'),
        ("15 jan 2026", "10 months ago", '"2027-01-15"'),
        ("21 nov 2026", "1 day ago", '"2027-11-21"'),
        ("31 apr", "30 days", '"30 april 2027"'),
        ("29 feb 2027", "28 days", '"28 february 2027"'),
        ("2027-13-01", "no month", "year, month, day"),
        ("15012027", "no month", "year, month, day"),
        ("20270230", "28 days", '"28 february 2027"'),
        ("20200101", "6 years ago", '"2027-01-01"'),
        ("2027-W03", "no single day", '"2027-W03-1" for Mon 18 Jan 2027, up to "2027-W03-7" for Sun 24 Jan 2027'),
        ("2027-W53-1", "no week 53", "year, month, day"),
        ("0000-W01", "no week 1", "year, month, day"),
        ("2027-W03-0", "no day 0", "1 is Monday"),
        ("2201-W03-1", "too far", "15 jan"),
        ("2026-W03-1", "10 months ago", "2027-01-12"),
        ("0000-01-01", "no month", "year, month, day"),
        ("the 32nd", "No month", "15 jan"),
        ("14/15/2027", "no month", "15 jan"),
        ("thu 15 jan 2027", "not a Thursday", '"2027-01-15"'),
        ("in 9999999999 days", "too far", "15 jan"),
        ("in 9999 years", "too far", "15 jan"),
        ("2201-01-01", "too far", "15 jan"),
        ("firday", "understands", 'mean "friday"'),
        ("tomorow", "understands", 'mean "tomorrow"'),
        ("5th of februry 2027", "understands", 'mean "5th of february 2027"'),
        ("in 6 weaks", "understands", 'mean "in 6 weeks"'),
        ("any", "understands", "15 jan"),
        ("soon \x1b[2J", "␛[2J", "15 jan"),
        ("", "no date", "15 jan"),
        ("1" * 100, "too long", "15 jan"),
    ],
)
def test_a_text_without_one_reading_is_asked_back(text, said, hinted):
    """Nothing is guessed: the error says what is wrong with the text, the hint what to type instead."""
    with pytest.raises(DateError) as caught:
        deadline(text, SUNDAY)
    assert said in caught.value.message
    assert hinted in caught.value.hint


@pytest.mark.parametrize("form", [form for forms, _ in GRAMMAR for form in forms.split(", ")])
def test_every_form_shown_in_the_help_is_understood(form):
    """The grammar on the help screen is the grammar that is spoken."""
    assert deadline(form, date(2026, 11, 26)) >= date(2026, 11, 26)


@settings(deadline=None)
@given(st.text(max_size=90) | st.lists(st.sampled_from(FRAGMENTS), max_size=6).map(" ".join), st.dates())
def test_any_text_gives_a_day_to_come_or_a_date_error(text, today):
    """Whatever is typed, the answer is a day between today and the last year, or a DateError; and it is stable."""
    try:
        day = deadline(text, today)
    except DateError:
        return
    assert today <= day <= date(LAST_YEAR, 12, 31)
    assert deadline(day.isoformat(), today) == day


@given(DAYS, st.integers(0, 3000))
def test_a_day_written_out_is_read_back(today, ahead):
    """ISO dates and the echo of a day name that same day."""
    day = today + timedelta(days=ahead)
    assert deadline(day.isoformat(), today) == day
    assert deadline(echo(day, today).split(" · ")[0], today) == day


MONTH_EDGES = st.builds(
    lambda year, month, off: date(year, month, 1) + timedelta(days=off),
    st.integers(2020, 2190),
    st.integers(1, 12),
    st.integers(-3, 2),
) | st.builds(lambda century, year: date(century + year * 4 % 100, 2, 28), st.just(2000), st.integers(5, 24))


def words_for(day: date, today: date) -> list[str]:
    """Every form of the grammar that names this day, seen from today."""
    ahead, month, weekday = (day - today).days, f"{day:%B}".lower(), f"{day:%A}".lower()
    nth, months = ("first", "second", "third", "fourth"), (day.year - today.year) * 12 + day.month - today.month
    last_of_month = (day + timedelta(days=1)).day == 1
    monday = today - timedelta(days=today.weekday())
    week, year_week, number = (day - monday).days // 7, *day.isocalendar()[1:]
    next_such = day.replace(year=day.year - 1) < today if (day.day, day.month) != (29, 2) else ahead < 366
    forms = {
        f"{day}": True,
        f"{day:%Y/%m/%d}": True,
        f"{day:%Y%m%d}": True,
        f"{day.isocalendar()[0]:04}-W{year_week:02}-{number}": True,
        f"{day.day} {month} {day.year}": True,
        f"{month[:3]} {day.day}, {day.year}": True,
        f"{weekday[:3]} {day.day} {month[:3]} {day.year}": True,
        f"{day.day}{'st' if day.day in (1, 21, 31) else 'th'} of {month}": next_such,
        f"the {day.day}th": 0 <= ahead < 28,
        "today": ahead == 0,
        "eod": ahead == 0,
        "tomorrow": ahead == 1,
        "day after tomorrow": ahead == 2,
        weekday: 0 < ahead < 7,
        f"this {weekday[:3]}": week == 0,
        f"next {weekday}": week == 1,
        f"in {ahead} days": ahead > 0,
        f"+{ahead}d": ahead > 0,
        f"{ahead // 7} weeks from now": ahead > 0 and ahead % 7 == 0,
        f"in {months} months": months > 0 and day.day == today.day,
        f"{months // 12}y": months > 0 and months % 12 == 0 and day.day == today.day,
        "eow": week == 0 and day.weekday() == 6,
        "end of next week": week == 1 and day.weekday() == 6,
        "eom": last_of_month and months == 0,
        "end of next month": last_of_month and months == 1,
        f"end of {month} {day.year}": last_of_month,
        f"q{day.month // 3} {day.year}": last_of_month and day.month % 3 == 0,
        f"end of {day.year}": (day.day, day.month) == (31, 12),
        "eoy": (day.day, day.month, day.year) == (31, 12, today.year),
        f"{nth[min((day.day - 1) // 7, 3)]} {weekday} of {month} {day.year}": day.day <= 28,
        f"last {weekday} of {month} {day.year}": (day + timedelta(days=7)).month != day.month,
    }
    return [form for form, names_it in forms.items() if names_it]


@settings(deadline=None)
@given(DAYS | MONTH_EDGES, st.integers(0, 800) | st.integers(0, 40), MONTH_EDGES, st.booleans())
def test_every_form_that_names_a_day_is_read_as_that_day(today, ahead, edge, at_edge):
    """Words for a date → the same date: around month ends, leap days, years and weeks."""
    day = edge if at_edge and edge >= today else today + timedelta(days=ahead)
    for words in words_for(day, today):
        assert deadline(words, today) == day, words


@given(DAYS, st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_weekdays_run_from_the_day_after_today(today, name):
    """A plain weekday lies within the next six days; next … is in the week that begins on the coming Monday."""
    monday = today + timedelta(days=7 - today.weekday())
    assert monday <= deadline(f"next {name}", today) < monday + timedelta(days=7)
    if today.strftime("%a").lower() != name:
        assert today < deadline(name, today) < today + timedelta(days=7)


@given(DAYS)
def test_the_29th_of_february_waits_for_a_leap_year(today):
    """A day that most years lack is the next one there is."""
    assert deadline("29 feb", today).strftime("%m-%d") == "02-29"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-22", "Sun 22 Nov 2026 · today"),
        ("2026-11-23", "Mon 23 Nov 2026 · tomorrow"),
        ("2027-01-15", "Fri 15 Jan 2027 · 54 days"),
        ("2026-11-21", "Sat 21 Nov 2026 · 1 day ago"),
        ("2026-11-10", "Tue 10 Nov 2026 · 12 days ago"),
    ],
)
def test_an_echo_names_weekday_year_and_distance(day, said):
    """A date is always repeated in full, so that a misunderstanding shows."""
    assert echo(date.fromisoformat(day), SUNDAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-01-15", "Fri 15 Jan"),
        ("2026-01-15", "Thu 15 Jan"),
        ("2027-10-21", "Thu 21 Oct"),
        ("2027-10-22", "Fri 22 Oct 2027"),
        ("2025-12-24", "Wed 24 Dec 2025"),
    ],
)
def test_a_short_date_has_its_year_only_where_it_is_needed(day, said):
    """This year's days and those of the coming eleven months go without."""
    assert short(date.fromisoformat(day), SUNDAY) == said


ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu", "Pacific/Apia")


def test_a_night_belongs_to_the_day_it_began():
    """Study at 03:59 counts for the day before, at 04:00 for the new one."""
    berlin = ZoneInfo("Europe/Berlin")
    assert study_day(datetime(2026, 11, 22, 3, 59, tzinfo=berlin), 4) == date(2026, 11, 21)
    assert study_day(datetime(2026, 11, 22, 4, 0, tzinfo=berlin), 4) == date(2026, 11, 22)
    assert study_day(datetime(2026, 11, 22, 0, 0, tzinfo=berlin), 0) == date(2026, 11, 22)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_the_day_turns_by_the_wall_clock_when_the_clocks_change(day):
    """A night of 23 or 25 hours does not move the turn of the day."""
    berlin = ZoneInfo("Europe/Berlin")
    turn = datetime(day.year, day.month, day.day, 4, tzinfo=berlin).astimezone(UTC)
    assert study_day(turn.astimezone(berlin), 4) == day
    assert study_day((turn - timedelta(minutes=1)).astimezone(berlin), 4) == day - timedelta(days=1)


@settings(deadline=None)
@given(
    st.integers(1_420_000_000, 2_050_000_000),
    st.integers(0, 2 * 86_400),
    st.sampled_from(ZONES),
    st.integers(0, 23),
)
def test_later_study_never_falls_on_an_earlier_day(instant, later, zone, turn):
    """Days follow each other in every zone, through every change of the clocks."""
    local = ZoneInfo(zone)
    before, after = (datetime.fromtimestamp(seconds, local) for seconds in (instant, instant + later))
    assert study_day(before, turn) <= study_day(after, turn)


def test_a_time_without_a_zone_has_no_study_day():
    """Naive times and impossible hours are mistakes of the program, not of the user."""
    with pytest.raises(ValueError, match="time zone"):
        study_day(datetime(2026, 11, 22, 12), 4)  # noqa: DTZ001
    with pytest.raises(ValueError, match="turn_hour"):
        study_day(datetime(2026, 11, 22, 12, tzinfo=UTC), 24)
