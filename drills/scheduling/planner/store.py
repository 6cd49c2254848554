"""Tables kept in memory and, if there is a place for them, on disk: named by all that they depend on."""

from contextlib import suppress
from hashlib import sha256
from os import getpid
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from drills.scheduling.planner import table
from drills.scheduling.planner.table import Table

VERSION = 4
"""Raise it whenever tables come out differently: older files are then left alone."""


class TableStore:
    """The tables of one set of weights. Files are written whole or not at all; a broken one is built again."""

    def __init__(self, weights: tuple[float, ...], folder: Path | None) -> None:
        self._weights = weights
        self._folder = folder
        self._tables: dict[tuple[int, float], Table] = {}

    def path(self, horizon: int, share: float) -> Path | None:
        """Where the table for a horizon is kept."""
        text = f"{VERSION} {horizon} {share} {' '.join(float(weight).hex() for weight in self._weights)}"
        name = f"plan-{horizon}-{sha256(text.encode()).hexdigest()[:16]}.npz"
        return self._folder / name if self._folder else None

    def find(self, days: int, share: float = table.SHARE_ON_DAY) -> Table | None:
        """A table that reaches that many days (or as far as tables go), if one was ever built."""
        shortest = table.horizon_for(days)
        for horizon in table.HORIZONS:
            key = horizon, share
            if horizon >= shortest and (known := self._tables.get(key) or self._read(*key)):
                self._tables[key] = known
                return known
        return None

    def build(self, days: int, share: float = table.SHARE_ON_DAY) -> Table:
        """The table for that many days, built and kept if it wasn't there."""
        known = self.find(days, share)
        if known is None:
            horizon = table.horizon_for(days)
            known = self._tables[horizon, share] = table.built(self._weights, horizon, share)
            with suppress(OSError):  # without a file it is only built more often
                self._write(horizon, known)
        return known

    def _read(self, horizon: int, share: float) -> Table | None:
        path = self.path(horizon, share)
        if path is None or not path.exists():
            return None
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                value, seconds = arrays["value"], arrays["seconds"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        shape = (horizon + 1, len(table.DIFFICULTIES), len(table.STABILITIES), len(table.PRICES))
        return Table(value, seconds, share) if value.shape == seconds.shape == shape else None

    def _write(self, horizon: int, known: Table) -> None:
        path = self.path(horizon, known.share)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{getpid()}.part")
        try:
            with partial.open("wb") as file:
                np.savez(file, value=known.value, seconds=known.seconds)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
