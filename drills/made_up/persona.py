"""Who the demo is about: somebody with an interview in 18 days, their goals, and what they answer."""

from dataclasses import dataclass
from datetime import date, timedelta

MERIDIAN = "Analyst interview, Meridian"
EXAM = 59  # days from today
REVIEW = 23  # the day first set for the yearly review
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

TYPED = {
    "shipped.Q1": (
        "Early this year I set myself the goal of running the monthly report alone, and since {month} I have. Next is "
        "the forecasting course: half of it is done, the exam is on {exam}. This role builds forecasts every week, "
        "which is what the plan still lacks.",
        "I plan in quarters. Done: the report, from three days to one. Under way: the forecasting course, exam on "
        "{exam}. Next: a first forecast of my own for a real client by the summer. That is why this team matters.",
    ),
    "shipped.Q2": (
        "I want to be the person a team asks when the figures don't add up. The next step is the forecasting exam on "
        "{exam}; the one after it is to build a forecast that somebody acts on.",
    ),
    "shipped.Q3": (
        "In five years I want to be building the forecasts that decide what gets stocked and what does not. I started "
        "with two small ones last year, and the first of them is still in use.",
    ),
    "shipped.Q7": ("The exam on {exam}. I am two practice papers in, and do one every Sunday.",),
    "shipped.Q12": ("Because you forecast every week, for clients who come back and say whether it was right.",),
    "shipped.Q20": (
        "The monthly report took three days. I set the end of {month} as the date to get it to one, wrote down every "
        "step, and scripted the four slowest. On the 28th it took six hours, and it still does.",
    ),
    "shipped.Q25": ("It goes on paper with a date, and a colleague gets a copy. On Fridays we compare.",),
    "shipped.Q31": ("I write it down before I answer. Twice last year the second reading changed my mind.",),
}


def said(key: str, number: int, today: date) -> str:
    """What was typed at that try at a question, better from the second version on; "" when it was spoken."""
    texts = TYPED.get(key, ())
    if not texts or number % 2:
        return ""
    exam, month = today + timedelta(days=EXAM), today - timedelta(days=117)
    text = texts[min(number // 2, len(texts) - 1)]
    return text.format(exam=f"{exam.day} {MONTHS[exam.month - 1]}", month=MONTHS[month.month - 1])


@dataclass(frozen=True, slots=True)
class Planned:
    """A goal of the demo; days count from today."""

    statement: str
    why: str
    proof: str
    decks: tuple[str, ...]
    began: int
    first_deadline: int
    milestones: tuple[tuple[str, int, int | None], ...] = ()  # text, due, done
    moved: tuple[int, str, int] | None = None  # to, reason, when
    met: tuple[str, int] | None = None  # outcome, when
    tasks: tuple[tuple[str, int | None, int | None], ...] = ()  # text, due, done
    journal: tuple[tuple[int, str], ...] = ()  # when, text
    follows: int | None = None  # the place of the goal before it


PLANNED = (
    Planned(
        statement="Tell three work stories aloud in two minutes each",
        why="I ramble when I am nervous; a story I have told before comes out in order.",
        proof="Noor has heard all three and could say what the result was.",
        decks=("STAR",),
        began=115,
        first_deadline=-38,
        milestones=(("Write the three stories down", -90, -93), ("Record each of them once", -60, -58)),
        met=("All three told to Noor, the longest in 1:50. She repeated each result without asking.", -41),
    ),
    Planned(
        statement=MERIDIAN,
        why="They forecast every week, for clients who come back and say whether it was right.",
        proof="An offer, or a call that says what was missing.",
        decks=(
            "Career goals::Questions",
            "Career goals::What to emphasise",
            "Career goals::What to avoid",
            "Career goals::Sample answers",
        ),
        began=64,
        first_deadline=18,
        milestones=(
            ("Read their last two annual reports", -20, -24),
            ("Plan answer under two minutes, without notes", 4, None),
            ("Full rehearsal with Noor", 12, None),
        ),
        tasks=(
            ("Ask Noor for the evening of the rehearsal", 3, None),
            ("Find out who leads the forecasting team", -10, -11),
            ("Three questions of my own to ask them", None, None),
        ),
        journal=(
            (-24, "The second report names two forecasts that failed, and why. Good to ask about."),
            (-6, "Plan answer: 2:20 without notes. The middle is too long."),
        ),
        follows=0,
    ),
    Planned(
        statement="Yearly review: ask to lead a forecast",
        why="I have prepared two forecasts for others; the next one should be mine from the first meeting on.",
        proof="A project with my name on it, and the date of its first result.",
        decks=("STAR", "Career goals::Personal characteristics", "Career goals::Intent, chains and deadlines"),
        began=80,
        first_deadline=REVIEW,
        milestones=(
            ("List this year's results with their numbers", 30, None),
            ("Pass the forecasting exam", EXAM, None),
        ),
        moved=(79, "The review was put off until the new budget stands.", -9),
    ),
)
