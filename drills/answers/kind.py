"""What kind of answer it is: a story, a plan, an opinion, a self-description, or what one would do."""

from collections.abc import Iterable

from drills.answers.grammar import Pattern
from drills.answers.reading import Reading

STORY, PLAN, OPINION, SELF, HYPOTHETICAL = "story", "plan", "opinion", "self-description", "hypothetical"
_ABOUT_GOALS = (
    "q1",
    "q2",
    "q3",
    "goal",
    "see yourself",
    "career",
    "ambition",
    "aspiration",
    "where do you want",
    "fit your",
)
_KINDS = ("hypothetical", "self", "opinion", "past", "ahead")
_MOST = 0.5


def about_goals(question: str) -> bool:
    """Whether a question asks for goals or plans: by its id or its words."""
    words = question.lower()
    return (
        any(sign in words for sign in _ABOUT_GOALS)
        and "how you reached" not in words
        and "you set yourself" not in words
    )


def response_type(reading: Reading, question: str) -> str:
    """The kind of answer, by what most of its sentences are; an answer to a question about goals is a plan."""
    if not reading.sentences:
        return OPINION
    if about_goals(question):
        return PLAN
    rules = reading.lexicon.rules
    shows = {name: rules[f"response.{name}"].group("shows") for name in _KINDS}
    shares = {name: _share(reading, patterns) for name, patterns in shows.items()}
    shares["past"] = _share(reading, shows["past"], but=shows["hypothetical"])  # "if I had" is no past
    if not question:
        return _unasked(shares, _share(reading, rules["scope"].group("aim")))
    return _by_shares(shares)


def _share(reading: Reading, patterns: Iterable[Pattern], but: Iterable[Pattern] = ()) -> float:
    """In which share of the sentences some patterns are found, and not certain others."""
    here = sum(sentence.has(patterns) and not sentence.has(but) for sentence in reading.sentences)
    return here / len(reading.sentences)


def _unasked(shares: dict[str, float], aiming: float) -> str:
    """An answer to nobody knows what is one on goals, unless it plainly tells the past."""
    return STORY if shares["past"] >= _MOST and shares["past"] > max(shares["ahead"], aiming) else PLAN


def _by_shares(shares: dict[str, float]) -> str:
    if shares["hypothetical"] >= _MOST and shares["past"] < _MOST:
        return HYPOTHETICAL
    if shares["past"] >= _MOST and shares["past"] > shares["ahead"]:
        return STORY
    if shares["self"] >= 0.4 and shares["self"] >= shares["opinion"]:
        return SELF
    if shares["past"] > max(shares["opinion"], shares["self"]):
        return STORY
    return OPINION
