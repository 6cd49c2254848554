"""Charts as lines of styled cells: what is drawn, at any size, and what the cursor tells; and as pictures."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drills.config import Config
from drills.text import cell_width
from drills.views.progress import ProgressView
from drills.views.today import DayDone
from tui.chart.axes import Days, Edges, Names
from tui.chart.calendar import LABELS, Year, shades
from tui.chart.canvas import plain
from tui.chart.columns import Columns, Layer
from tui.chart.lines import Band, Lines, Track
from tui.chart.points import Point, Points
from tui.chart.svg import svg
from tui.chart.tables import Share, Shares, Table
from tui.chart.ticks import CARDS, MINUTES, PERCENT, Scale, Unit, day_ticks, step_for
from tui.dashboard.giving import panel_text
from tui.dashboard.page import all_panels
from tui.dashboard.panel import Figure, Panel

TODAY = date(2026, 11, 22)  # a Sunday
HOSTILE = "<b>[@click=app.quit]x[/] \x1b]52;c;aGk=\x07 & \u202eabc"


def days(count: int, start: int = 0) -> list[date]:
    """Days from today on."""
    return [TODAY + timedelta(days=start + n) for n in range(count)]


LINES = Lines(
    (
        Track("so far", tuple((day, 0.3 + n / 200) for n, day in enumerate(days(60, -59)))),
        Track("planned", tuple((day, 0.6 + n / 60) for n, day in enumerate(days(18))), dashed=True, style="$success"),
    ),
    TODAY,
    band=Band("likely", tuple((day, 0.6, 0.7) for day in days(18))),
    target=0.9,
    marks=((TODAY + timedelta(days=18), "10 Dec"),),
)
COLUMNS = Columns(
    Days(TODAY, TODAY),
    (
        Layer("due", tuple(float(n % 9) for n in range(90))),
        Layer("new", (2.0,) * 90, "$warning"),
        Layer("left over", (5.0,) * 90, "$error", level=True),
    ),
    MINUTES,
    limit=12,
    limit_name="12 min planned",
    starts_at_end=False,
)
BINS = Columns(Edges((1.0, 2.0, 5.0, None), Unit("days")), (Layer("cards", (3.0, 0.0, 1200.0)),), CARDS)
HOURS = Columns(Names(tuple(map(str, range(24)))), (Layer("answers", tuple(map(float, range(24)))),))
POINTS = Points((Point(0.71, 0.8, 0.6, 0.9, 40), Point(0.93, 0.91, 0.9, 0.92, 4000)))
TABLE = Table(
    ("goal", "date", "outcome"), ((HOSTILE, "10 Dec", "open"), ("b", "–", "met")), ("one", "two"), (0.4, None)
)
PARTS = Shares((Share("new", 1, "not seen", "·", ""), Share("mature", 999, "21 days or more", "█", "$success")))
YEAR = Year(tuple(DayDone(TODAY - timedelta(days=n), 600, n % 40) for n in reversed(range(120))), TODAY)
FIGURES: list[Figure] = [LINES, COLUMNS, BINS, HOURS, POINTS, TABLE, PARTS, YEAR]


@pytest.mark.parametrize("size", [(20, 8), (52, 12), (116, 30), (196, 50)])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_every_chart_keeps_within_its_cells(figure: Figure, size: tuple[int, int]) -> None:
    """At every size, wherever the cursor is; and its words change with the cursor."""
    width, height = size
    for cursor in (None, 0, figure.stops(width) - 1):
        rows = [plain(row) for row in figure.draw(width, height, cursor)]
        assert len(rows) <= max(height, 9)
        assert max(cell_width(row) for row in rows) <= max(width, LABELS + 53 if figure is YEAR else width)
        assert not set("".join(rows)) & set("\x1b\x07\u202e\n")
    assert figure.told(0, width) != figure.told(figure.stops(width) - 1, width)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_the_mouse_finds_every_place_and_only_those(figure: Figure) -> None:
    """Some cell leads to each drawn place; cells beside lead to none."""
    width, height = 116, 30
    found = {figure.stop_at(x, y, width, height) for x in range(width) for y in range(height)}
    places = {place for place in found if place is not None}
    assert places <= set(range(figure.stops(width)))
    assert {0, figure.stops(width) - 1} <= places
    assert None in found


def test_without_colours_all_is_told_apart_by_glyphs() -> None:
    """Parts of a stack, curves measured and not, the band, the target, the cursor."""
    stacked = "\n".join(plain(row) for row in COLUMNS.draw(116, 20, 3))
    assert all(glyph in stacked for glyph in "█▓▒┄▲")
    curves = "\n".join(plain(row) for row in LINES.draw(116, 20, 3))
    assert all(glyph in curves for glyph in "░┄┃│")
    assert len({glyphs for glyphs, _, _ in LINES.legend()}) == len(LINES.legend())


def test_axes_say_their_unit_and_the_least_value_shows() -> None:
    """A single minute among hundreds still has a mark."""
    columns = Columns(Days(TODAY, TODAY), (Layer("due", (0.0, 0.4, 500.0)),), MINUTES)
    rows = [plain(row) for row in columns.draw(60, 10)]
    assert rows[0].startswith("min")
    assert "▁" in rows[-3]
    assert "days" in plain(BINS.draw(60, 10)[-1])


def test_joined_columns_add_up_but_levels_do_not() -> None:
    """What was left over before is there once, not once a day; the axis and the limit follow."""
    assert COLUMNS.joined(38) == 3
    assert COLUMNS.told(0, 38).startswith("Sun 22 Nov to Tue 24 Nov 2026   14 min · due 3 · new 6 · left over 5")
    assert COLUMNS.told(1, 116) == "Mon 23 Nov 2026 · tomorrow   8 min · due 1 · new 2 · left over 5"


def test_the_cursor_begins_where_one_looks_first() -> None:
    """Today, the latest column, the bin with most answers."""
    assert LINES.days[LINES.start(80)] == TODAY
    assert YEAR.told(YEAR.start(80), 80).startswith("Sun 22 Nov 2026 · today")
    assert COLUMNS.start(116) == 0
    assert POINTS.start(80) == 1
    assert LINES.told(LINES.start(80), 80).endswith("so far 60 % · planned 60 % · likely 60 % to 70 %")


def test_every_day_of_the_year_has_its_own_place() -> None:
    """Going there and back gives the same day, with weeks beginning on either day."""
    for sunday_first in (False, True):
        grid = Year((), TODAY, sunday_first).grid(116)
        for ago in range((TODAY - grid.first).days):
            day = TODAY - timedelta(days=ago)
            assert grid.day_at(*grid.place(day)) == day
        assert grid.day_at(*grid.place(TODAY + timedelta(days=1))) is None
        assert grid.first.weekday() == (6 if sunday_first else 0)


def test_shades_are_round_numbers_in_order() -> None:
    """The legend has steps that one can remember."""
    assert shades(list(range(1, 100))) == (1, 25, 50, 60)
    assert shades([]) == ()
    assert shades([1, 1, 1]) == (1,)


@given(st.floats(1e-3, 1e6), st.integers(1, 9))
def test_steps_are_1_2_or_5_and_as_fine_as_there_is_room(span: float, most: int) -> None:
    """Never more than asked for; the next finer would be."""
    step = step_for(span, most)
    assert f"{step:e}"[0] in "125"
    assert span / step <= most * (1 + 1e-6)
    assert step <= 2.6 * span / most


@given(st.floats(-100, 1e5), st.floats(0.01, 1e5), st.integers(1, 8))
def test_a_scale_holds_its_values_between_round_ends(low: float, span: float, most: int) -> None:
    """With a tick at both ends."""
    scale = Scale.over(low, low + span, most)
    assert scale.low <= low + 1e-6 * span
    assert scale.high >= low + span * (1 - 1e-6)
    assert scale.ticks()[-1] == pytest.approx(scale.high)
    assert 0 <= scale.part(low) <= scale.part(low + span / 2) <= scale.part(low + span) <= 1


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 9000), st.integers(20, 200))
def test_labelled_days_lie_within_and_in_order(first: date, length: int, room: int) -> None:
    """No more of them than there is room for."""
    last = first + timedelta(days=length)
    ticks = day_ticks(first, last, room)
    assert [day for day, _ in ticks] == sorted(day for day, _ in ticks)
    assert all(first <= day <= last for day, _ in ticks)
    assert len(ticks) * 4 <= room + 8


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (PERCENT, 0.9, "90 %"),
        (PERCENT, 0.004, "0.4 %"),
        (MINUTES, 12.34, "12.3 min"),
        (CARDS, 1200, "1,200 cards"),
        (CARDS, 1, "1 card"),
    ],
)
def test_values_are_told_with_their_units(unit: Unit, value: float, words: str) -> None:
    """Without false precision."""
    assert unit.full(value) == words


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_a_picture_is_whole_and_text_in_it_is_only_text(figure: Figure) -> None:
    """Well-formed, with nothing that runs or is fetched."""
    picture = svg(figure, HOSTILE.replace("\x1b", "").replace("\x07", ""))
    root = ElementTree.fromstring(panel_text(Panel("x", "T", figure, "", "A."), ".svg"))
    assert root.tag.endswith("svg")
    assert "<b>" not in picture
    assert "href" not in picture


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_figures_are_given_out_as_tables(figure: Figure) -> None:
    """As many cells as the head says."""
    head, rows = figure.table()
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert panel_text(Panel("x", "T", figure, "", "A."), ".csv").count("\n") >= len(rows)


def test_formulas_stay_text_in_a_spreadsheet() -> None:
    """A cell that begins like one is quoted."""
    text = panel_text(Panel("x", "T", Table(("card", "n"), (("=1+1", "2"),)), "", "A."), ".csv")
    assert "'=1+1" in text


def test_a_page_without_answers_has_no_curves() -> None:
    """Each panel says what will stand there, and none draws axes of nothing."""
    for panel in all_panels(ProgressView.blank(TODAY), Config()):
        if panel.figure is None or panel.figure.thin:
            assert panel.empty or panel.id == "forecasts", panel.id
        assert panel.about.count(". ") + panel.about.endswith(".") >= 2, panel.id
