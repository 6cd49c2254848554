"""All panels of the page, in order."""

from collections.abc import Sequence
from datetime import date

from drills.config import Config
from drills.views.progress import ProgressView
from tui.dashboard.aims import aim_panels
from tui.dashboard.cards import card_panels
from tui.dashboard.panel import Panel
from tui.dashboard.past import past_panels

ORDER = (
    *("year", "today", "due", "retention", "answers", "time", "states", "recall", "topics", "coverage", "goals"),
    *("calibration", "stability", "intervals", "difficulty", "hours", "buttons", "each", "added", "costly", "leeches"),
)


def all_panels(view: ProgressView, config: Config, more: Sequence[Panel] = ()) -> tuple[Panel, ...]:
    """Every panel; `more` are put in after the goals."""
    study = config.study
    found = {
        panel.id: panel
        for panel in (
            *past_panels(view, study.retention, config.looks.week_starts_on == "sunday"),
            *card_panels(view, study.minutes_per_day),
            *aim_panels(view),
        )
    }
    panels: list[Panel] = []
    for id_ in ORDER:
        panels.append(found[id_])
        if id_ == "goals":
            panels += more
    return tuple(panels)


def blank_panels(day: date, config: Config) -> tuple[Panel, ...]:
    """The panels before anything was read: their titles and places."""
    return all_panels(ProgressView.blank(day), config)
