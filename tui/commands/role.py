"""`readyby role`: target roles."""

import sqlite3
from collections.abc import Callable

from drills.composing.answer_report import role_text
from drills.errors import NotFoundError
from drills.number_words import percent
from drills.storage.answer.role_fit import role_view
from drills.storage.answer.roles import add_role, current_role, delete_role, read_role, role_name, roles_view, use_role
from drills.views.roles import RoleDraft, RoleLine, RoleView
from tui.commands.call import Call
from tui.commands.wording import table

Action = Callable[[Call, sqlite3.Connection], None]


def run(call: Call) -> int:
    """List the roles, or do what was asked with one."""
    with call.library() as library:
        _ACTIONS.get(call.args.action, _list)(call, library)
    return 0


def _list(call: Call, library: sqlite3.Connection) -> None:
    view = roles_view(library)
    rows = [
        (str(role.id), role_name(role.draft), role.draft.industry, "aimed at" * role.current) for role in view.roles
    ]
    words = "\n".join(table(rows)) if rows else "No roles yet. Add one: readyby role add --file ROLE.toml"
    call.answer(view, words)


def _add(call: Call, library: sqlite3.Connection) -> None:
    from tui.commands.reading import given_role

    role = given_role(call.args.file)
    draft = RoleDraft(
        role.company,
        role.role,
        role.industry,
        role.offers,
        role.does_not_offer,
        "\n".join(role.training),
        role.advert,
    )
    _say(call, read_role(library, add_role(library, draft, call.now)), "Role")


def _use(call: Call, library: sqlite3.Connection) -> None:
    use_role(library, call.args.number, call.now)
    _say(call, read_role(library, call.args.number), "Aiming at role")


def _delete(call: Call, library: sqlite3.Connection) -> None:
    role = read_role(library, call.args.number)
    call.confirm(f"Delete role {role.id}: {role_name(role.draft)}?")
    delete_role(library, role.id, call.now)
    _say(call, role, "Deleted role")


def _say(call: Call, role: RoleLine, what: str) -> None:
    call.answer(role, f"{what} {role.id}: {role_name(role.draft)}")


def _show(call: Call, library: sqlite3.Connection) -> None:
    role = read_role(library, call.args.number) if call.args.number is not None else current_role(library)
    if role is None:
        raise NotFoundError("No role is aimed at yet.", hint="readyby role add --file ROLE.toml")
    view = role_view(library, role.id)
    call.answer(view, _in_words(view))


def _in_words(view: RoleView) -> str:
    parts = [role_text(view.role.draft, level=1).rstrip()]
    if view.coverage is not None:
        lacking = [keyword.word for keyword in view.keywords if not keyword.covered]
        parts.append(f"Your answers have {percent(view.coverage)} of the advert's keywords, by weight.")
        if lacking:
            parts.append(f"Not in any answer: {', '.join(lacking[:15])}")
    parts += [f"{each.pitfall} in {each.about} “{each.name}”: “{each.words}” {each.reason}" for each in view.conflicts]
    return "\n\n".join(parts)


_ACTIONS: dict[str | None, Action] = {"add": _add, "use": _use, "delete": _delete, "show": _show}
