"""The page as one file to give away: HTML with pictures in it, or Markdown with charts of text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from drills.calendar_day import full
from drills.text import one_line, visible
from drills.views.progress import ProgressView
from tui.chart.canvas import plain
from tui.chart.svg import STYLE
from tui.dashboard.giving import panel_svg
from tui.dashboard.panel import Panel

WIDTH = 78
PRIVATE = frozenset({"goals", "forecasts", "interviews", "leeches", "costly"})
"""Panels that name goals, roles or cards; left out unless these may be seen."""

NAMING = frozenset({"topics", "burnup"})
"""Panels of which just the headline does."""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }}
h2 {{ margin: 2.5rem 0 0.2rem; font-size: 1.1rem; }} p {{ margin: 0.2rem 0; }} .soft {{ opacity: 0.75; }}
svg {{ max-width: 100%; height: auto; margin-top: 0.6rem; }}
</style></head><body><h1>{title}</h1><p class="soft">{about}</p>
{body}
</body></html>
"""


def as_html(view: ProgressView, panels: Sequence[Panel], *, with_texts: bool = False) -> str:
    """One page with every panel; nothing in it is loaded from elsewhere or runs."""
    parts = []
    for panel in _shown(panels, with_texts):
        headline = f"<p><strong>{_html(panel.headline)}</strong></p>" if panel.headline else ""
        body = panel_svg(panel) if panel.figure and not panel.figure.thin else f"<p>{_html(panel.empty)}</p>"
        parts.append(
            f'<section><h2>{_html(panel.title)}</h2>{headline}<p class="soft">{_html(panel.about)}</p>{body}</section>'
        )
    return _PAGE.format(title=_title(view), style=STYLE, about=_html(_about(view, with_texts)), body="\n".join(parts))


def as_markdown(view: ProgressView, panels: Sequence[Panel], *, with_texts: bool = False) -> str:
    """The same in Markdown, each chart as a block of text."""
    parts = [f"# {_title(view)}", _about(view, with_texts)]
    for panel in _shown(panels, with_texts):
        parts += [f"## {panel.title}", *([f"**{panel.headline}**"] if panel.headline else []), panel.about]
        if panel.figure and not panel.figure.thin:
            height = (
                9 if panel.id == "year" else max(12, panel.figure.stops(WIDTH) + 3 if panel.figure.strides[1] else 12)
            )
            rows = (plain(row).rstrip() for row in panel.figure.draw(WIDTH, height))
            parts.append("```text\n" + "\n".join(rows).rstrip() + "\n```")
        else:
            parts.append(panel.empty)
    return "\n\n".join(map(_harmless, parts)) + "\n"


def _shown(panels: Iterable[Panel], with_texts: bool) -> list[Panel]:
    """The panels without those that name cards or goals, and headlines that name none."""
    if with_texts:
        return list(panels)
    return [replace(panel, headline="") if panel.id in NAMING else panel for panel in panels if panel.id not in PRIVATE]


def _title(view: ProgressView) -> str:
    return f"Progress on {full(view.day)}"


def _about(view: ProgressView, with_texts: bool) -> str:
    cards = view.chosen_words if with_texts or not view.chosen else "some of the cards"
    kept = "" if with_texts else " Cards and goals are not named in it."
    return f"Figures over {view.span.words} of {one_line(cards)}, by Readyby.{kept}"


def _html(text: str) -> str:
    return escape(visible(text))


def _harmless(text: str) -> str:
    """Text that begins no fence and no HTML of its own."""
    return visible(text) if text.startswith("```text\n") else visible(text).replace("<", "&lt;").replace("```", "'''")
