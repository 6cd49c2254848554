"""Panels as files: a picture, or the figures as CSV or JSON."""

import csv
import io
import json
from datetime import date

from drills.text import visible
from tui.chart.svg import svg
from tui.dashboard.panel import Panel

FORMATS = (".svg", ".csv", ".json")


def panel_text(panel: Panel, ending: str) -> str:
    """The panel in the format that a file's ending stands for; only its head where there are no figures yet."""
    if ending == ".svg":
        return panel_svg(panel)
    head, rows = panel.figure.table() if panel.figure else ((), [])
    if ending == ".json":
        table = [dict(zip(head, map(_plain, row), strict=True)) for row in rows]
        about = {"title": panel.title, "about": panel.about, "headline": panel.headline}
        return json.dumps({**about, "figures": table}, indent=2, ensure_ascii=False) + "\n"
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([[_cell(_plain(value)) for value in row] for row in rows])
    return stream.getvalue()


def panel_svg(panel: Panel) -> str:
    """The panel's picture; its words where there is nothing to draw."""
    from tui.chart.tables import Table

    figure = panel.figure if panel.figure and not panel.figure.thin else Table((panel.empty,), ())
    return svg(figure, f"{panel.title}. {panel.about}")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return visible(value) if isinstance(value, str) else round(value, 6) if isinstance(value, float) else value


def _cell(value: object) -> object:
    """Text that a spreadsheet would take for a formula is kept from being one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" and len(value) > 1 else value
