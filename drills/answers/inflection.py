"""The forms of English verbs and nouns, so that a list names each of them once."""

from collections.abc import Mapping

_VOWELS = "aeiou"


def plural(noun: str) -> str:
    """The plural of a noun: exam → exams, salary → salaries, class → classes."""
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def verb_forms(base: str, irregular: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The forms of a verb: base, s, past (with the participle) and ing. `irregular` gives pasts as "wrote written"."""
    past = tuple(irregular[base].split()) if base in irregular else _regular_past(base)
    return {"base": (base,), "s": (plural(base),), "past": past, "ing": _ing(base)}


def _regular_past(base: str) -> tuple[str, ...]:
    if base.endswith("e"):
        return (base + "d",)
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return (base[:-1] + "ied",)
    return tuple(stem + "ed" for stem in _stems(base))


def _ing(base: str) -> tuple[str, ...]:
    if base.endswith("ie"):
        return (base[:-2] + "ying",)
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return (base[:-1] + "ing",)
    return tuple(stem + "ing" for stem in _stems(base))


def _stems(base: str) -> tuple[str, ...]:
    """The stem before an ending; with a doubled consonant in one syllable, in either spelling in more than one."""
    ends_doubling = len(base) > 2 and base[-1] not in "aeiouwxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    if not ends_doubling:
        return (base,)
    syllables = sum(char in _VOWELS and (at == 0 or base[at - 1] not in _VOWELS) for at, char in enumerate(base))
    return (base + base[-1],) if syllables == 1 else (base, base + base[-1])
