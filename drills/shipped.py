"""The decks that come with Readyby, brought into the library and kept up to date."""

import sqlite3
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib import resources

from drills.storage.database import transaction
from drills.storage.decks import ensure_deck
from drills.storage.merge import SHIPPED, Change, Outcome, apply, planned
from drills.storage.search import index_notes
from drills.storage.settings import get, put

SETTING = "shipped.decks"
LAYOUT = "1"  # change it when the same files are to be read anew


@dataclass(frozen=True, slots=True)
class ShippedReport:
    """What an update of the shipped decks did; all zeros when there was nothing new."""

    added: int = 0
    updated: int = 0
    kept_edits: int = 0


def load_shipped(c: sqlite3.Connection, now: datetime) -> ShippedReport:
    """Bring the shipped decks in, or up to date; quick when they are.

    Histories stay, texts that the user has edited stay, and what the user has deleted stays deleted. It is no step
    that undo takes back.
    """
    return load_decks(c, shipped_decks(), now)


def shipped_decks() -> dict[str, str]:
    """The texts of the shipped deck files by their names."""
    folder = resources.files("assets") / "decks"
    return {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".md")}


def load_decks(c: sqlite3.Connection, texts: dict[str, str], now: datetime) -> ShippedReport:
    """Bring these deck files in as the shipped ones."""
    version = _version(texts)
    if get(c, SETTING) == version:
        return ShippedReport()
    with transaction(c):
        outcomes = Counter(change.outcome for name in sorted(texts) for change in _load(c, name, texts[name], now))
        put(c, SETTING, version)
    return ShippedReport(outcomes[Outcome.ADDED], outcomes[Outcome.UPDATED], outcomes[Outcome.KEPT_EDIT])


def _version(texts: dict[str, str]) -> str:
    digest = sha256(LAYOUT.encode())
    for name, text in sorted(texts.items()):
        digest.update(f"\0{name}\0{text}".encode())
    return digest.hexdigest()


def _load(c: sqlite3.Connection, name: str, text: str, now: datetime) -> list[Change]:
    from drills.exchange.markdown import parse_deck
    from drills.note import checked, file_key, shipped_key

    deck = parse_deck(text, name)
    changes = []
    for written in deck.notes:
        draft = checked(written)
        draft = replace(draft, key=shipped_key(draft.key or file_key(draft)))
        changes.append(planned(c, draft, f"{SHIPPED}{name}", revive=False))
    writes = [change for change in changes if change.writes]
    if writes:
        ensure_deck(c, deck.deck, now, about=deck.about)
    index_notes(c, [apply(c, change, None, now) for change in writes])
    return changes
