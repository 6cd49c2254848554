"""A library of some size made in a file of its own."""

from pathlib import Path

from drills.storage.database import open_database
from tui.cli import main


def test_a_library_of_that_size_is_made(tmp_path: Path, capsys) -> None:
    """The same seed gives the same answers."""
    answers = []
    for name in ("one.db", "other.db"):
        path = tmp_path / name
        assert main(["--demo", "--cards", "60", "--reviews", "500", "--seed", "3", "--db", str(path)]) == 0
        c = open_database(path)
        assert c.execute("SELECT count(*) FROM cards").fetchone() == (60,)
        answers.append(c.execute("SELECT card_id, rating, seconds FROM reviews ORDER BY id").fetchall())
        c.close()
    assert len(answers[0]) == 500
    assert answers[0] == answers[1]
    assert "60 cards with 500 answers" in capsys.readouterr().out


def test_a_file_that_is_there_is_never_touched(tmp_path: Path, capsys) -> None:
    """Whatever it holds."""
    path = tmp_path / "mine.db"
    path.write_text("mine")
    assert main(["--demo", "--cards", "5", "--db", str(path)]) == 4
    assert path.read_text() == "mine"
    assert "is there already" in capsys.readouterr().err


def test_sizes_want_a_demo_and_a_file(tmp_path: Path, capsys) -> None:
    """And sizes that can be; nothing is left behind of what can't."""
    path = tmp_path / "new.db"
    assert main(["--cards", "5"]) == 2
    assert main(["--demo", "--cards", "0", "--db", str(path)]) == 4
    assert main(["--demo", "--cards", "1", "--reviews", "1000", "--db", str(path)]) == 4
    assert not path.exists()
    capsys.readouterr()
