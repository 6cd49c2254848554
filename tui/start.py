"""Starting the app: the library opens and Today is read while the screen is still being built."""

import sqlite3
from datetime import datetime
from functools import partial
from pathlib import Path

from drills import own_lists
from drills.config import load
from drills.opening import open_library
from drills.paths import cache_folder
from drills.storage.today import today_view
from tui.desk import Desk


def run(*, database: Path, config_path: Path, demo: bool) -> int:
    """Run the app on a database file; gives the exit code. The demo fills its own throw-away file.

    Raises a DrillsError, once the terminal is as it was, when the library can't be used at all.
    """
    config, problems = load(config_path)
    own_lists.use_folder(config_path.parent / own_lists.FOLDER)
    if not demo:
        own_lists.keep_compiled(cache_folder())
    notices: list[str] = []
    desk = Desk(partial(opened, database, demo=demo, notices=notices))
    desk.begin(today_view, now(), config.study)

    from tui.app import ReadybyApp  # takes as long to load as Today to be read

    app = ReadybyApp(desk, now, config, config_path=config_path, demo=demo, notices=notices, problems=problems)
    try:
        app.run()
    finally:
        app.let_go()
        desk.close()
    if app.failure:
        raise app.failure
    return app.return_code or 0


def now() -> datetime:
    """The time, in the zone that the user lives in."""
    return datetime.now().astimezone()


def opened(database: Path, *, demo: bool, notices: list[str]) -> sqlite3.Connection:
    """The library, open; what the user should hear about it goes to `notices`. The demo is filled with a history."""
    library = open_library(database, now())
    notices.extend(library.notices)
    if demo:
        from drills.made_up.demo import fill_demo

        fill_demo(library.connection, now())
    return library.connection
