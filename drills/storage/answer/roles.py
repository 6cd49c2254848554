"""Target roles: what they offer and ask for, which one is aimed at, and what doesn't go with it."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from drills.errors import InputError, NotFoundError
from drills.storage.database import explained, transaction
from drills.storage.instants import milliseconds
from drills.storage.undo import undoable
from drills.text import one_line, storable
from drills.views.roles import RoleDraft, RoleLine, RolesView

_LABEL_WIDTH = 40
_NAME_LENGTH = 120
_PATHS = 40
_ADVERT_LENGTH = 30_000
_COLUMNS = "id, company, title, industry, offers, does_not_offer, training, advert, current"


def checked_role(draft: RoleDraft) -> RoleDraft:
    """The role as it is stored. Raises InputError saying what to change."""
    company, title, industry = (
        " ".join(storable(text).split()) for text in (draft.company, draft.title, draft.industry)
    )
    if not (company or title):
        raise InputError("A role needs a company or a title.", hint="For example: Meridian, analyst")
    if max(map(len, (company, title, industry))) > _NAME_LENGTH:
        raise InputError(f"Company, title and industry have at most {_NAME_LENGTH} characters each.")
    training, advert = storable(draft.training).strip(), storable(draft.advert).strip()
    if max(len(training), len(advert)) > _ADVERT_LENGTH:
        raise InputError(f"The advert is too long: {_ADVERT_LENGTH:,} characters are the limit.")
    return replace(
        draft,
        company=company,
        title=title,
        industry=industry,
        offers=_paths(draft.offers),
        does_not_offer=_paths(draft.does_not_offer),
        training=training,
        advert=advert,
    )


def _paths(paths: Sequence[str]) -> tuple[str, ...]:
    kept = dict.fromkeys(" ".join(storable(path).split()) for path in paths)
    found = tuple(path for path in kept if path)
    if len(found) > _PATHS or any(len(path) > _NAME_LENGTH for path in found):
        raise InputError(f"A role has at most {_PATHS} paths of {_NAME_LENGTH} characters each.")
    return found


def roles_view(c: sqlite3.Connection) -> RolesView:
    """All target roles: the current one first, then the latest."""
    with explained():
        rows = c.execute(f"SELECT {_COLUMNS} FROM roles WHERE removed_at IS NULL ORDER BY current DESC, id DESC")  # noqa: S608
        return RolesView(tuple(map(_line, rows)))


def read_role(c: sqlite3.Connection, role_id: int) -> RoleLine:
    """The role with that number; raises NotFoundError."""
    with explained():
        row = c.execute(
            f"SELECT {_COLUMNS} FROM roles WHERE id = ? AND removed_at IS NULL",  # noqa: S608  our own names
            (role_id,),
        ).fetchone()
    if row is None:
        raise NotFoundError(f"There is no role {role_id}.", hint="readyby role list shows those there are.")
    return _line(row)


def current_role(c: sqlite3.Connection) -> RoleLine | None:
    """The role aimed at now, if any."""
    with explained():
        row = c.execute(
            f"SELECT {_COLUMNS} FROM roles WHERE current AND removed_at IS NULL LIMIT 1"  # noqa: S608  our own names
        ).fetchone()
    return _line(row) if row else None


def add_role(c: sqlite3.Connection, draft: RoleDraft, now: datetime) -> int:
    """Add a target role, and give its number; the first one becomes the current one. Undoable."""
    draft = checked_role(draft)
    with transaction(c), undoable(c, f"Add the role “{role_name(draft, _LABEL_WIDTH)}”", now) as step:
        (number,) = c.execute("SELECT coalesce(max(id), 0) + 1 FROM roles").fetchone()
        step.keep("roles", id=number)
        c.execute(
            "INSERT INTO roles (id, company, title, industry, offers, does_not_offer, training, advert, current, "
            "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NOT EXISTS "
            "(SELECT 1 FROM roles WHERE current AND removed_at IS NULL), ?)",
            (number, *_row(draft), milliseconds(now)),
        )
    return int(number)


def edit_role(c: sqlite3.Connection, role_id: int, draft: RoleDraft, now: datetime) -> None:
    """Change a role; undoable."""
    draft = checked_role(draft)
    with transaction(c):
        if read_role(c, role_id).draft == draft:
            return
        with undoable(c, f"Edit the role “{role_name(draft, _LABEL_WIDTH)}”", now) as step:
            step.keep("roles", id=role_id)
            c.execute(
                "UPDATE roles SET company = ?, title = ?, industry = ?, offers = ?, does_not_offer = ?, training = ?, "
                "advert = ? WHERE id = ?",
                (*_row(draft), role_id),
            )


def use_role(c: sqlite3.Connection, role_id: int, now: datetime) -> None:
    """Aim at a role from now on; undoable."""
    with transaction(c):
        role = read_role(c, role_id)
        if role.current:
            return
        with undoable(c, f"Aim at “{role_name(role.draft, _LABEL_WIDTH)}”", now) as step:
            for (number,) in c.execute("SELECT id FROM roles WHERE current OR id = ?", (role_id,)).fetchall():
                step.keep("roles", id=number)
            c.execute("UPDATE roles SET current = (id = ?) WHERE current OR id = ?", (role_id, role_id))


def delete_role(c: sqlite3.Connection, role_id: int, now: datetime) -> None:
    """Delete a role; undoable. The answers and goals made for it stay."""
    with transaction(c):
        role = read_role(c, role_id)
        with undoable(c, f"Delete the role “{role_name(role.draft, _LABEL_WIDTH)}”", now) as step:
            step.keep("roles", id=role_id)
            c.execute("UPDATE roles SET removed_at = ?, current = 0 WHERE id = ?", (milliseconds(now), role_id))


def role_name(draft: RoleDraft, limit: int | None = None) -> str:
    """As in "Analyst, Meridian"."""
    return one_line(", ".join(filter(None, (draft.title, draft.company))), limit)


def _row(draft: RoleDraft) -> tuple[str, ...]:
    offers, lacks = (json.dumps(list(paths), ensure_ascii=False) for paths in (draft.offers, draft.does_not_offer))
    return draft.company, draft.title, draft.industry, offers, lacks, draft.training, draft.advert


def _line(row: Sequence[Any]) -> RoleLine:
    id_, company, title, industry, offers, lacks, training, advert, current = row
    paths = tuple(json.loads(offers)), tuple(json.loads(lacks))
    return RoleLine(id_, RoleDraft(company, title, industry, *paths, training, advert), bool(current))
