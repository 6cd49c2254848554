"""Cards that are missing from the file, made again under the numbers by which their answers know them."""

import sqlite3
from bisect import bisect
from collections.abc import Iterable

Slot = tuple[int, int]  # the note, and the ordinal of the card in it


def make_cards(c: sqlite3.Connection, missing: Iterable[Slot]) -> None:
    """Make these cards as new ones: with their old numbers where they can be told, else with numbers never used."""
    slots = sorted(missing)
    old = _old_numbers(c, slots)
    (unused,) = c.execute(
        "SELECT max(coalesce((SELECT max(id) FROM cards), 0), coalesce((SELECT max(card_id) FROM reviews), 0)) + 1"
    ).fetchone()
    for slot in slots:
        number = old.get(slot)
        if number is None:
            number, unused = unused, unused + 1
        c.execute("INSERT INTO cards (id, note_id, ordinal) VALUES (?, ?, ?)", (number, *slot))


def _old_numbers(c: sqlite3.Connection, slots: list[Slot]) -> dict[Slot, int]:
    """What can be told: cards are numbered as their notes are, so a gap in the numbers is one in the notes."""
    there = c.execute("SELECT id, note_id FROM cards ORDER BY id").fetchall()
    ids = [id_ for id_, _ in there]
    orphans = [
        id_ for (id_,) in c.execute("SELECT DISTINCT card_id FROM reviews WHERE card_id NOT IN (SELECT id FROM cards)")
    ]
    gaps: dict[int, list[int]] = {}
    for orphan in sorted(orphans):
        gaps.setdefault(bisect(ids, orphan), []).append(orphan)
    found: dict[Slot, int] = {}
    for place, lost in gaps.items():
        first = there[place - 1][1] if place else 0
        last = there[place][1] if place < len(there) else None
        fitting = [
            slot for slot in slots if first <= slot[0] <= (slot[0] if last is None else last) and slot not in found
        ]
        before = ids[place - 1] if place else 0
        after = ids[place] if place < len(ids) else lost[-1] + 1
        free = range(before + 1, after)
        numbers = list(free) if len(free) == len(fitting) else lost
        if len(numbers) == len(fitting):
            found.update(zip(fitting, numbers, strict=True))
    return found
