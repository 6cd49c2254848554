"""The user's own keys: checked before they are used, so that no typing mistake makes a command unreachable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys

MODIFIERS = {"ctrl", "shift", "alt", "super", "meta", "hyper"}
NAMED = {key.value for key in Keys if "+" not in key.value and not key.value.startswith("<")}


@dataclass(frozen=True, slots=True)
class Scope:
    """Commands whose keys can meet: those of one screen, by id, with their keys as shipped."""

    name: str
    commands: Mapping[str, tuple[str, ...]]
    modal: bool = False  # the app's own keys don't reach it


def scope(node: type[DOMNode], *, modal: bool = False) -> Scope:
    """The commands that a screen, or the app, declares."""
    return Scope(node.__name__, keys_by_id(own_bindings(node)), modal)


def own_bindings(node: type[DOMNode]) -> list[Binding]:
    """Every binding with an id that the class and its bases declare, the class's own first."""
    found: dict[str, Binding] = {}
    for base in node.__mro__:
        for binding in base.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id:
                found.setdefault(binding.id, binding)
    return list(found.values())


def keys_by_id(bindings: Iterable[Binding]) -> dict[str, tuple[str, ...]]:
    """The keys of each command as Textual names them."""
    keys: dict[str, tuple[str, ...]] = {}
    for binding in bindings:
        if binding.id:
            found = tuple(filter(None, (key_named(part) for part in binding.key.split(","))))
            keys[binding.id] = keys.get(binding.id, ()) + found
    return keys


def key_named(text: str) -> str | None:
    """The key that a text means, in Textual's long form ("?" is "question_mark"); None when it means no key."""
    *modifiers, base = _parts(text.strip())
    modifiers = [modifier.lower() for modifier in modifiers]
    if not base or not set(modifiers) <= MODIFIERS:
        return None
    if len(base) == 1:
        base = base.lower() if "ctrl" in modifiers else base
        named = _character_key(base) if base.isprintable() and base != " " else None
    else:
        named = base.lower() if base.lower() in NAMED or base.lower() in _SIGNS else None
    return "+".join([*modifiers, named]) if named else None


def _parts(text: str) -> list[str]:
    if text in ("+", ""):
        return [text]
    return [*text[:-2].split("+"), "+"] if text.endswith("++") else text.split("+")


def _character_key(character: str) -> str:
    from textual.keys import _character_to_key

    return _character_to_key(character)


_SIGNS = {_character_key(sign) for sign in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"} | {"space"}


def checked(wanted: Mapping[str, str], app: Scope, screens: Sequence[Scope]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The part of the user's keys that can be used, and what is wrong with the rest, each in a sentence.

    Wherever two commands of one screen would share a key, the later one in the config keeps its shipped keys.
    """
    problems: list[str] = []
    known = {**app.commands, **{id_: keys for screen in screens for id_, keys in screen.commands.items()}}
    taken: dict[str, tuple[str, ...]] = {}
    for id_, text in wanted.items():
        keys, problem = _readable(id_, text, known)
        if problem:
            problems.append(problem)
        else:
            taken[id_] = keys
    while clash := _first_clash(taken, app, screens):
        loser, key, other = clash
        del taken[loser]
        problems.append(f'"{key}" for {loser} is already the key of {other}; {loser} keeps {_said(known[loser])}.')
    return {id_: ",".join(keys) for id_, keys in taken.items()}, tuple(problems)


def _readable(id_: str, text: str, known: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], str]:
    if id_ not in known:
        return (), f'There is no command "{id_}"; Settings names them all, Help those of each screen.'
    parts = [","] if text.strip() == "," else text.split(",")
    keys = [key_named(part) for part in parts]
    bad = [part.strip() for part, key in zip(parts, keys, strict=True) if key is None]
    if bad:
        return (), f'"{bad[0]}" for {id_} is no key; {id_} keeps {_said(known[id_])}.'
    return tuple(key for key in keys if key), ""


def _said(keys: Sequence[str]) -> str:
    return " or ".join(keys)


def _first_clash(
    taken: Mapping[str, tuple[str, ...]], app: Scope, screens: Sequence[Scope]
) -> tuple[str, str, str] | None:
    """A command whose new key another one on the same screen has: (the one that gives way, the key, the other)."""
    for screen in (app, *screens):
        shipped = dict(screen.commands) if screen.modal else {**app.commands, **screen.commands}
        owners: dict[str, list[str]] = {}
        for id_, keys in shipped.items():
            for key in dict.fromkeys(taken.get(id_, keys)):
                owners.setdefault(key, []).append(id_)
        for key, ids in owners.items():
            movers = [id_ for id_ in taken if id_ in ids and key not in shipped[id_]]
            if len(ids) > 1 and movers:
                others = [id_ for id_ in ids if id_ != movers[-1]]
                return movers[-1], key, next((id_ for id_ in others if id_ in screen.commands), others[0])
    return None
