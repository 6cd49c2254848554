"""Where Readyby keeps its files: one database, its backups beside it, and the settings."""

from collections.abc import Mapping
from pathlib import Path

from drills.errors import InputError

APP = "readyby"
DATABASE_NAME = "readyby.db"
CONFIG_NAME = "config.toml"


def data_folder() -> Path:
    """The user's data folder for Readyby, as the platform has it; on Linux ~/.local/share/readyby."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def config_folder() -> Path:
    """The user's config folder for Readyby, as the platform has it; on Linux ~/.config/readyby."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def cache_folder() -> Path:
    """The user's cache folder for Readyby, as the platform has it; on Linux ~/.cache/readyby. All in it can go."""
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False)


def database_path(cli: str | None, environ: Mapping[str, str]) -> Path:
    """The database: `--db`, else READYBY_DB, else readyby.db in the data folder. Raises InputError for a folder.

    Raises FileError for a path that can't be looked at.
    """
    chosen = cli or environ.get("READYBY_DB")
    path = _absolute(chosen) if chosen else data_folder() / DATABASE_NAME
    if _is_folder(path):
        raise InputError(f"{path} is a folder.", hint=f"Name a file in it: {path / DATABASE_NAME}")
    return path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        from drills.files import unusable

        raise unusable(path, error) from error


def config_path(environ: Mapping[str, str]) -> Path:
    """The settings file: READYBY_CONFIG, else config.toml in the config folder."""
    chosen = environ.get("READYBY_CONFIG")
    return _absolute(chosen) if chosen else config_folder() / CONFIG_NAME


def backup_folder(database: Path) -> Path:
    """Where the backups of a database lie: beside it, each database with a folder of its own."""
    name = "backups" if database.name == DATABASE_NAME else f"{database.stem}-backups"
    return database.parent / name


def _absolute(text: str) -> Path:
    """The path with ~ resolved; a ~ that can't be resolved stays as it is."""
    path = Path(text)
    try:
        path = path.expanduser()
    except RuntimeError:
        return path.absolute()
    return path.absolute()
