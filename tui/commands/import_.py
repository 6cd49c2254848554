"""`readyby import`: bring in deck files."""

from drills.exchange.importing import FileReport, import_files
from tui.commands.call import Call


def run(call: Call) -> int:
    """Import the files and say what came of each."""
    with call.library() as library:
        report = import_files(library, call.args.files, call.now)
    call.answer(report, "\n".join(line for file in report.files for line in _lines(file)))
    return 0


def _lines(file: FileReport) -> list[str]:
    counts = [f"{file.added:,} added", f"{file.updated:,} updated", f"{file.unchanged:,} unchanged"]
    if file.kept_edits:
        counts.append(f"{file.kept_edits:,} left as you edited them:")
    return [f"{file.file} → {file.deck}: {', '.join(counts)}", *(f"  {text}" for text in file.kept)]
