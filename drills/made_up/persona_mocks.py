"""The mock interviews of the demo's person; words in braces are dates, as in `drills.made_up.persona_answers`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """A question of a mock interview: seconds it took, what was said, own ratings by scale."""

    key: str
    seconds: float
    text: str
    own: tuple[tuple[str, int], ...]
    follows: int | None = None  # place, from 1


@dataclass(frozen=True, slots=True)
class Mock:
    """A mock interview, and when it was held."""

    when: int
    asked: tuple[Spoken, ...]


MOCKS = (
    Mock(
        -25,
        (
            Spoken(
                "shipped.Q2",
                24.0,
                "Well, I want to become really good at forecasting. I like working with numbers, and I think that "
                "basically I would like to take the next step and, you know, get promoted to senior analyst at some "
                "point in the next years.",
                (("structure", 3), ("proof", 3), ("plan", 3), ("fit", 3), ("delivery", 3)),
            ),
            Spoken(
                "shipped.Q1",
                29.0,
                "I run the monthly report alone now. I am doing a course in forecasting, and after the exam I want to "
                "do forecasts for clients. I hope that I can develop further from there, and you do a lot of "
                "forecasting, so I think that it would be a good fit for me.",
                (("structure", 3), ("proof", 4), ("plan", 4), ("fit", 3), ("delivery", 4)),
                follows=1,
            ),
            Spoken(
                "shipped.Q20",
                21.0,
                "The monthly report took three days. We changed the process, and some of the steps were automated. I "
                "wrote down every step and scripted the four slowest. It takes six hours now.",
                (("structure", 4), ("proof", 4), ("own", 4), ("delivery", 4)),
            ),
            Spoken("shipped.Q22", 0.0, "", ()),
        ),
    ),
    Mock(
        -8,
        (
            Spoken(
                "shipped.Q3",
                63.0,
                "Last year I prepared two small forecasts that others then presented. The first was eleven per cent "
                "off in its first month and four in its sixth, and it is still used for ordering. From that I know "
                "what I want to do. In five years I want to build the forecasts that decide what gets stocked and what "
                "does not. The way there has dates. Half of the forecasting course is done, the exam is on {exam}, and "
                "before the summer I will have built one forecast for a client from the first figure to the last. "
                "After that I want to have clients of my own, who tell me afterwards whether I was right, and I want "
                "to hear it each month and not once a year.",
                (("structure", 4), ("proof", 4), ("plan", 5), ("fit", 2), ("delivery", 4)),
            ),
            Spoken(
                "shipped.Q1",
                66.0,
                "Until {month} our monthly report took three days. I set myself the last day of the month as the date "
                "to change that, wrote every step down and scripted the four slowest. Since then it takes six hours. "
                "Now I am halfway through the forecasting course. I do one practice paper every Sunday, two of them "
                "are done, and the exam is on {exam}. Before the summer I will have built one forecast for a client, "
                "with a colleague who reads each draft. What I can't get where I am is practice: we forecast once a "
                "year. You forecast every week, for clients who come back and say whether it was right. Without a "
                "place like this one my plan stops at the exam.",
                (("structure", 4), ("proof", 5), ("plan", 5), ("fit", 4), ("delivery", 4)),
                follows=1,
            ),
            Spoken(
                "shipped.Q31",
                58.0,
                "Last autumn a colleague sent my first forecast back with eleven remarks. My first thought was that "
                "she had read it too fast. I wrote each of them down before I answered any, and let it lie for a "
                "night. On the second reading nine of the eleven were right, so I rewrote the part on returns and "
                "asked her to read it again on the Friday. That forecast is still in use. Since then she reads each "
                "draft before anybody else does, and the last one came back with two remarks. I ask for it now, "
                "because it costs me an evening and saves the team a week.",
                (("structure", 4), ("proof", 4), ("own", 5), ("delivery", 4)),
            ),
            Spoken(
                "shipped.Q22",
                61.0,
                "Two years ago I wanted the forecast for the winter ready by the first of October, so that ordering "
                "could use it. I began with the model, because that was the part I liked. In September I saw that two "
                "stores had sent no figures since June. I told the buyer on that day, gave her last year's numbers "
                "with a margin, and asked the two stores for theirs myself. It was ready on 19 October. Ordering lost "
                "one week, not the season. Since then I ask for the figures first and begin with the model when they "
                "are there, and both forecasts after that one were on time.",
                (("structure", 4), ("proof", 3), ("own", 4), ("delivery", 3)),
            ),
        ),
    ),
)
