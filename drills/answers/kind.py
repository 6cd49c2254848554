"""What kind of answer it is: a story, a plan, an opinion, a self-description, or what one would do."""

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
    shares = {name: _share(reading, name) for name in ("hypothetical", "self", "opinion", "past", "ahead")}
    if about_goals(question):
        return PLAN
    return _by_shares(shares, asked=bool(question))


def _share(reading: Reading, name: str) -> float:
    """In which share of the sentences a kind of answer shows; "if I had" is no past."""
    rules = reading.lexicon.rules
    shows, supposed = rules[f"response.{name}"].group("shows"), rules["response.hypothetical"].group("shows")
    here = [sentence for sentence in reading.sentences if sentence.has(shows)]
    if name == "past":
        here = [sentence for sentence in here if not sentence.has(supposed)]
    return len(here) / len(reading.sentences)


def _by_shares(shares: dict[str, float], *, asked: bool) -> str:
    if shares["hypothetical"] >= _MOST and shares["past"] < _MOST:
        return HYPOTHETICAL
    if shares["past"] >= _MOST and shares["past"] > shares["ahead"]:
        return STORY
    if not asked and shares["ahead"] >= 0.25:
        return PLAN
    if shares["self"] >= 0.4 and shares["self"] >= shares["opinion"]:
        return SELF
    if shares["past"] > max(shares["opinion"], shares["self"]):
        return STORY
    return OPINION
