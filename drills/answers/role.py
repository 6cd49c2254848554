"""A target role: what the company does, offers and does not offer, as far as one knows."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from drills.answers.words import listed
from drills.errors import FileError, InputError

_LISTS = ("offers", "does_not_offer", "training")
_EMPTY = listed("path track role position job post work option scheme opportun chanc servic") | listed(
    "and or the of a in for to any own"
)
_LEAST_OFFERED = 2


@dataclass(frozen=True)
class Role:
    """The role that an answer is meant for. What is not known is empty."""

    company: str = ""
    role: str = ""
    industry: str = ""
    offers: tuple[str, ...] = ()
    does_not_offer: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    advert: str = ""

    @classmethod
    def from_toml(cls, source: Path | str) -> "Role":
        """The role that a TOML file, or a text in TOML, describes.

        Lists may be given as one string. Keys that aren't known are left alone. Raises FileError for a file that can't
        be read, InputError for what is no TOML or has values of another kind.
        """
        return cls.read(source)[0]

    @classmethod
    def read(cls, source: Path | str) -> tuple["Role", tuple[str, ...]]:
        """The same, with the keys that a role hasn't."""
        table, name = _table(source)
        return cls.from_table(table, name), tuple(key for key in table if key not in cls.known_keys())

    @classmethod
    def known_keys(cls) -> tuple[str, ...]:
        """The keys that a role may have."""
        return tuple(field.name for field in fields(cls))

    @classmethod
    def from_table(cls, table: dict[str, Any], name: str = "the role") -> "Role":
        """The role that a table describes. Raises InputError."""
        values = {key: _value(key, value, name) for key, value in table.items() if key in cls.known_keys()}
        return cls(**values)  # type: ignore[arg-type]  # each key has a value of its kind

    @cached_property
    def _offered(self) -> tuple[frozenset[str], ...]:
        return tuple(filter(None, map(_stems, (*self.offers, *self.training))))

    @cached_property
    def refused(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """What the company does not offer: as written, and the stems of its words."""
        return tuple((item, stems) for item in self.does_not_offer if (stems := _stems(item)))

    def offered_in(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Where a sentence names what the company offers: from which word to before which."""
        from drills.answers.keywords import stem

        roots = [stem(word) for word in words]
        found = []
        for stems in self._offered:
            places = [at for at, root in enumerate(roots) if root in stems]
            if len({roots[at] for at in places}) >= min(_LEAST_OFFERED, len(stems)) and len(stems) >= _LEAST_OFFERED:
                found.append((places[0], places[-1] + 1))
        return found


def _table(source: Path | str) -> tuple[dict[str, Any], str]:
    """What a TOML file or text holds, and what it is called in a message."""
    import tomllib

    name = str(source) if isinstance(source, Path) else "the role"
    try:
        return tomllib.loads(source.read_text("utf-8") if isinstance(source, Path) else source), name
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not text in UTF-8.", hint="Save it as plain text.") from error
    except OSError as error:
        raise FileError(f"{name} can't be read: {error.strerror or error}.", hint="Name a TOML file.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not TOML: {error}.", hint='As in: company = "Calder Foods"') from error


def _value(key: str, value: object, name: str) -> str | tuple[str, ...]:
    wanted = "a text or a list of texts" if key in _LISTS else "a text"
    if isinstance(value, str):
        return (value,) if key in _LISTS else value
    if key in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise InputError(f"{name}: {key} must be {wanted}.")


def _stems(text: str) -> frozenset[str]:
    from drills.answers.keywords import stem
    from drills.answers.words import plain, words

    roots = {stem(word.word) for word in words(plain(text)) if not word.is_sign}
    return frozenset(roots - _EMPTY)
