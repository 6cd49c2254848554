"""`readyby import`: bring in deck files."""

from tui.commands.call import Call


def run(call: Call) -> int:
    """Import the files and say what came of each."""
    from drills.exchange.importing import import_files

    with call.library() as library:
        report = import_files(library, call.args.files, call.now)
    if call.args.json:
        call.data(report)
    return 0
