"""Short names for the topics that tags stand for."""

TOPICS = {
    "E1": "results so far",
    "E2": "fit with the job",
    "E3": "achievements ahead",
    "E4": "why this role",
    "E5": "personal qualities",
    "A1": "pay",
    "A2": "job titles",
    "A3": "promotions",
    "A4": "vagueness",
    "A5": "not on offer here",
    "A6": "leaving the field",
    "A7": "money as motive",
    "A8": "rambling",
    "C1": "takes criticism",
    "C2": "follows a passion",
    "C3": "keeps learning",
    "C4": "sets deadlines",
}
"""By id, as used in tags: elements to show, pitfalls to avoid, characteristics."""

STAR = {
    "STAR": "STAR",
    "STAR-situation": "STAR: situation",
    "STAR-action": "STAR: action",
    "STAR-result": "STAR: result",
}

_KNOWN = {
    **{id_.lower(): f"{id_} {name}" for id_, name in TOPICS.items()},
    **{tag.lower(): name for tag, name in STAR.items()},
}


def is_topic(tag: str) -> bool:
    """Whether the tag is one of the topics that Readyby teaches."""
    return tag.lower() in _KNOWN


def label(tag: str) -> str:
    """What to call a tag on screen: "E3 achievements ahead", "STAR: result"; another tag is called by itself."""
    return _KNOWN.get(tag.lower(), tag)
