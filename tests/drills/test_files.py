"""Writing files whole or not at all."""

from pathlib import Path

import pytest

from drills.errors import FileError
from drills.files import written


def test_a_file_is_private_and_its_folder_is_made(tmp_path: Path) -> None:
    """The file is there at the end, for its owner alone."""
    path = tmp_path / "new" / "file.txt"
    with written(path) as stream:
        stream.write("text\n")
        assert not path.exists()
    assert path.read_text() == "text\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """What was there stays, and no half-written file lies about."""
    path = tmp_path / "file.txt"
    path.write_text("old")

    class Stop(Exception):
        pass

    def stopped() -> None:
        with written(path) as stream:
            stream.write("new")
            raise Stop

    with pytest.raises(Stop):
        stopped()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed(tmp_path: Path) -> None:
    """A settings file that is a link into a folder of dotfiles stays one."""
    target, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    target.write_text("old")
    link.symlink_to(target)
    with written(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize("kind", ["file in the way", "folder", "loop"])
def test_what_cannot_be_written_is_said(tmp_path: Path, kind: str) -> None:
    """The message names the file and the reason."""
    path = tmp_path / "x"
    if kind == "file in the way":
        path.write_text("")
        path = path / "file.txt"
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises(FileError, match="can't be used"), written(path) as stream:
        stream.write("text")
    assert not list(tmp_path.glob(".*"))
