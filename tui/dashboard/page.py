"""All panels of the page, in order."""

from datetime import date

from drills.config import Config
from drills.views.progress import ProgressView
from drills.views.progress_more import Composed, Way
from tui.dashboard.aims import aim_panels
from tui.dashboard.cards import card_panels
from tui.dashboard.composed import answer_panels
from tui.dashboard.panel import Panel
from tui.dashboard.past import past_panels
from tui.dashboard.way import way_panels

ORDER = (
    *("year", "today", "burnup", "due", "retention", "answers", "time", "states", "recall", "topics", "coverage"),
    *("composed", "versions", "interviews", "judging", "goals", "forecasts", "calibration"),
    *("stability", "intervals", "difficulty", "hours", "buttons", "each", "added", "costly", "leeches"),
)


def all_panels(
    view: ProgressView, config: Config, way: Way | None = None, composed: Composed | None = None
) -> tuple[Panel, ...]:
    """Every panel; the way to a goal and what is composed may be read later."""
    study = config.study
    found = {
        panel.id: panel
        for panel in (
            *past_panels(view, study.retention, config.looks.week_starts_on == "sunday"),
            *card_panels(view, study.minutes_per_day),
            *aim_panels(view),
            *way_panels(way),
            *answer_panels(composed, view.day),
        )
    }
    return tuple(found[id_] for id_ in ORDER)


def blank_panels(day: date, config: Config) -> tuple[Panel, ...]:
    """The panels before anything was read: their titles and places."""
    return all_panels(ProgressView.blank(day), config)
