"""What the ids on questions and sample answers stand for: elements to show, pitfalls to avoid, characteristics."""

import re

ELEMENTS = {
    "E1": "accomplishments to date",
    "E2": "alignment with this job",
    "E3": "achievements on the horizon",
    "E4": "this position is key to the plan",
    "E5": "personal qualities",
}
PITFALLS = {
    "A1": "pay",
    "A2": "job titles",
    "A3": "promotions",
    "A4": "vagueness",
    "A5": "a goal that this company cannot offer",
    "A6": "a path out of this occupation or industry",
    "A7": "money as the motive",
    "A8": "straying off topic, or talking too long",
}
CHARACTERISTICS = {
    "C1": "accepts criticism",
    "C2": "follows a passion",
    "C3": "learns continuously",
    "C4": "sets deadlines",
}
NAMES = {**ELEMENTS, **PITFALLS, **CHARACTERISTICS}


def ids_in(text: str) -> tuple[str, ...]:
    """The ids in a field such as "E1, E2", in their order; () for none."""
    ids = re.split(r"[\s,;]+", text.strip())
    return tuple(id_ for id_ in ids if id_ and id_.lower() != "none")


def named(id_: str) -> str:
    """An id with its name, as in "E1 accomplishments to date"; an unknown one as it is."""
    name = NAMES.get(id_.upper())
    return f"{id_.upper()} {name}" if name else id_
