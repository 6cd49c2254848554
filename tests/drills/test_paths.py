"""Where Readyby keeps its files."""

from pathlib import Path

import pytest

from drills import paths
from drills.errors import InputError


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    """--db says more than READYBY_DB."""
    chosen = paths.database_path(str(tmp_path / "a.db"), {"READYBY_DB": str(tmp_path / "b.db")})
    assert chosen == tmp_path / "a.db"


def test_the_environment_wins_over_the_data_folder(tmp_path: Path) -> None:
    """READYBY_DB says more than the platform's data folder."""
    assert paths.database_path(None, {"READYBY_DB": str(tmp_path / "b.db")}) == tmp_path / "b.db"


def test_an_empty_variable_says_nothing() -> None:
    """A variable set to nothing counts as not set."""
    assert paths.database_path(None, {"READYBY_DB": ""}) == paths.data_folder() / "readyby.db"
    assert paths.config_path({"READYBY_CONFIG": ""}) == paths.config_folder() / "config.toml"


def test_the_folders_are_those_of_the_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG variables move the folders on Linux."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert paths.data_folder().name == paths.config_folder().name == "readyby"


def test_a_relative_path_and_a_tilde_become_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is whole from the beginning, so that a change of folder can't move it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert paths.database_path("a.db", {}) == tmp_path / "a.db"
    assert paths.database_path("~/a.db", {}) == tmp_path / "home" / "a.db"


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    """A folder is refused, with a file in it proposed."""
    with pytest.raises(InputError, match="is a folder") as caught:
        paths.database_path(str(tmp_path), {})
    assert str(tmp_path / "readyby.db") in caught.value.hint


def test_databases_in_one_folder_keep_their_backups_apart(tmp_path: Path) -> None:
    """The backups of one database never take the place of another's."""
    assert paths.backup_folder(tmp_path / "readyby.db") == tmp_path / "backups"
    assert paths.backup_folder(tmp_path / "work.db") == tmp_path / "work-backups"
