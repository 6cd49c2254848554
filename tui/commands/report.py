"""`readyby report`: all figures in one file, with the pictures inside."""

from dataclasses import replace

from drills.errors import InputError
from drills.files import is_there, written
from drills.text import visible
from tui.commands.call import Call
from tui.commands.stats import chosen_of, span_of


def run(call: Call) -> int:
    """Write the file; ask before replacing one."""
    from drills.storage.figures.progress import progress_view
    from drills.storage.figures.progress_more import composed, way_to
    from tui.dashboard.page import all_panels
    from tui.dashboard.report import as_html, as_markdown
    from tui.dashboard.way import burn_up

    path = (call.args.html or call.args.md).expanduser()
    call.spare_own(path)
    if path.is_dir():
        raise InputError(f"{visible(str(path))} is a folder.", hint="Name a file, such as report.html.")
    if is_there(path):
        call.confirm(f"{path} is there already. Replace it?")
    with call.library() as library:
        chosen = chosen_of(call)
        view = progress_view(library, call.now, call.config.study, span_of(call), chosen)
        way = way_to(library, call.now, call.config.study, chosen.goal_id)
        rest = way.goal_ids[1:] if chosen.goal_id is None else ()
        others = [way_to(library, call.now, call.config.study, goal_id).plan for goal_id in rest]
        panels = list(all_panels(view, call.config, way, composed(library, call.now, call.config.study)))
    after = next(place for place, panel in enumerate(panels, 1) if panel.id == "burnup")
    panels[after:after] = [
        replace(burn_up(plan, way.goal_ids), title=f"Readiness burn-up, goal {place}")
        for place, plan in enumerate(others, 2)
    ]
    write = as_html if call.args.html else as_markdown
    with written(path) as stream:
        stream.write(write(view, panels, with_texts=call.args.with_texts))
    call.say(f"The report is in {path}")
    return 0
