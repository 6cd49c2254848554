"""What the demo's person has answered: versions with what was said of them, and own ratings.

Days count from today. Words in braces stand for dates: {exam}, {month}, {review}.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from drills.made_up.persona import EXAM, MONTHS, REVIEW
from drills.views.composing import Template


def dated(text: str, today: date) -> str:
    """The text with its dates filled in."""
    exam, review = today + timedelta(days=EXAM), today + timedelta(days=REVIEW)
    return text.format(
        exam=_day(exam),
        review=_day(review),
        month=MONTHS[(today - timedelta(days=117)).month - 1],
    )


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


@dataclass(frozen=True, slots=True)
class Written:
    """A version of an answer: when it was written, its texts in the template's order, and whether it was kept."""

    when: int
    texts: tuple[str, ...]
    kept: bool = True
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said of an answer. `answered` is the version that closed it; 0: still open."""

    when: int
    who: str
    words: str
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer with its versions; `stories` are the places of the stories that the latest one draws on."""

    key: str
    template: Template
    versions: tuple[Written, ...]
    stories: tuple[int, ...] = ()
    said: tuple[Said, ...] = ()
    cites_review: bool = False  # its last version names the day of the yearly review, as it then stood


ANSWERS = (
    Composed(
        "shipped.Q1",
        Template.GOAL,
        (
            Written(
                -71,
                (
                    "I have always liked numbers, and people say that I am careful with them.",
                    "I would like to learn more about forecasting and develop step by step over the next years.",
                    "I think that this would be a good place for that.",
                ),
            ),
            Written(
                -34,
                (
                    "Since {month} I have run the monthly report alone, in one day where it took three.",
                    "I am doing a course in forecasting. After the exam I want to prepare forecasts for clients, and "
                    "later have more responsibility.",
                    "Meridian does a lot of forecasting.",
                ),
            ),
            Written(
                -4,
                (
                    "Until {month} our monthly report took three days. I set myself the last day of the month as the "
                    "date to change that, wrote every step down and scripted the four slowest. Since then it takes "
                    "six hours, and nobody has found an error in it.",
                    "Half of the forecasting course is done. I do one practice paper every Sunday, and the exam is on "
                    "{exam}. Before the summer I will have built one forecast for a client, from the first "
                    "figure to the last.",
                    "You forecast every week, for clients who come back and say whether it was right. My own team "
                    "does that once a year. Without a place like this one the plan stops at the exam.",
                ),
                ready=True,
            ),
        ),
        stories=(0,),
        said=(
            Said(-31, "Noor", "I believe the report. I don't hear a single date after it.", answered=3),
            Said(-29, "Noor", "Say what this company has that yours has not.", answered=3),
        ),
    ),
    Composed(
        "shipped.Q2",
        Template.GOAL,
        (
            Written(-66, ("", "I want to be really good at forecasting and move up to senior analyst.", "")),
            Written(
                -27,
                (
                    "Two of my forecasts were used for ordering last year, and the first one still is.",
                    "The next step has a date: on {review} I ask to lead my first forecast. The exam on {exam} is what "
                    "I bring to it.",
                    "You let analysts present their own forecasts to clients. That is the work I am after.",
                ),
            ),
        ),
        stories=(1,),
        cites_review=True,
    ),
    Composed(
        "shipped.Q3",
        Template.GOAL,
        (
            Written(-58, ("", "In five years I see myself running my own forecasting business.", "")),
            Written(
                -20,
                (
                    "I started with two small forecasts last year, and one of them is still in use.",
                    "In five years I want to build the forecasts that decide what gets stocked and what does not. "
                    "The exam on {exam} is the first step, a client's forecast before the summer the second.",
                    "",
                ),
            ),
        ),
        said=(
            Said(-50, "Noor", "You have just told them that you will leave.", answered=2),
            Said(-5, "Noor", "Good plan. It could be said anywhere: why here?"),
        ),
    ),
    Composed(
        "shipped.Q20",
        Template.STAR,
        (
            Written(
                -62,
                (
                    "Our report was always late and it was a problem for everybody in the department for years.",
                    "We changed the process and automated some things.",
                    "It got much faster.",
                ),
            ),
            Written(
                -13,
                (
                    "The monthly report took three days, and I was asked about it every month on the second of them. "
                    "I set the end of {month} as the date to get it to one day.",
                    "First I wrote down every step and how long it took: forty-one steps, and four of them made up "
                    "half of the time. I scripted these four, one each week, and checked every script against the "
                    "report of the month before. When the third gave other figures, I looked for the reason until I "
                    "had found it: the old report had counted returns twice. I told my manager on the same day.",
                    "On the 28th the report took six hours, and it still does. The error that I found was worth 4 % "
                    "of the stock. My next date is the forecasting exam on {exam}.",
                ),
                ready=True,
            ),
        ),
        stories=(0,),
    ),
    Composed(
        "shipped.Q31",
        Template.STAR,
        (
            Written(
                -22,
                (
                    "Last autumn a colleague sent my first forecast back with eleven remarks.",
                    "I wrote each of them down before I answered any. On the second reading nine were right, so I "
                    "rewrote the part on returns, and asked her to read it again on the Friday.",
                    "That forecast is still in use. Since then she reads each draft, and the last one came back with "
                    "two remarks.",
                ),
                ready=True,
            ),
        ),
        stories=(3,),
    ),
    Composed(
        "shipped.Q12",
        Template.GOAL,
        (
            Written(
                -9,
                (
                    "I have prepared two forecasts that others then led.",
                    "",
                    "Here every analyst has clients of their own from the first spring on. I would hear within a "
                    "month whether I was right.",
                ),
            ),
        ),
    ),
    Composed(
        "shipped.Q22",
        Template.STAR,
        (
            Written(
                -2,
                (
                    "Two years ago I wanted to have the forecast for the winter ready by the first of October.",
                    "I had begun with the model and not with the figures, and",
                    "",
                ),
                kept=False,
            ),
        ),
        stories=(1,),
    ),
)


JUDGED = (
    (-74, "shipped.Q1", ((4, 2), (4, 2), (4, 1), (3, 1), (4, 3))),
    (-66, "shipped.Q2", ((4, 2), (3, 1), (4, 2), (4, 2), (4, 3))),
    (-59, "shipped.Q3", ((4, 3), (4, 2), (3, 2), (3, 1), (4, 4))),
    (-45, "shipped.Q1", ((4, 3), (4, 3), (4, 2), (3, 2), (4, 3))),
    (-38, "shipped.Q2", ((3, 2), (4, 3), (3, 3), (3, 2), (4, 4))),
    (-31, "shipped.Q1", ((4, 3), (4, 4), (3, 2), (2, 2), (4, 4))),
    (-17, "shipped.Q3", ((4, 4), (3, 3), (4, 4), (2, 2), (4, 3))),
    (-10, "shipped.Q2", ((4, 4), (4, 3), (5, 5), (4, 3), (4, 4))),
    (-3, "shipped.Q1", ((4, 4), (5, 5), (5, 5), (4, 5), (4, 4))),
)
"""When an answer was judged, and on each scale for goal questions the own rating and what was found."""
SCALES = ("structure", "proof", "plan", "fit", "delivery")
