"""The stories and target roles of the demo's person; {month} stands for a month, as in `persona_answers`."""

from drills.views.roles import RoleDraft
from drills.views.stories import Fact, StoryDraft

STORIES = (
    StoryDraft(
        title="The monthly report: three days to six hours",
        situation="The monthly report took three days, and everybody waited for it.",
        task="I set myself the end of the month as the date to get it to one day.",
        action="I wrote down all forty-one steps with their times. Four of them made up half of the time. I scripted "
        "one each week and checked it against the report of the month before. The third gave other figures: the old "
        "report had counted returns twice.",
        result="Since then it takes six hours. The error that came to light was worth 4 % of the stock.",
        period="{month}",
        people="my manager",
        facts=(Fact("3 days", "before"), Fact("6 hours", "since"), Fact("41", "steps"), Fact("4 %", "of the stock")),
        tags=("E1", "C4", "planning"),
    ),
    StoryDraft(
        title="The winter forecast that came late",
        situation="I wanted the forecast for the winter ready by the first of October, so that ordering could use it.",
        task="It was mine alone, and the first that I did.",
        action="I began with the model. In September I saw that two stores had sent no figures since June. I told "
        "the buyer on that day, gave her last year's numbers with a margin, and asked the two stores for theirs.",
        result="It was ready on 19 October. Ordering lost one week, not the season. Since then I ask for the figures "
        "first, and have been on time with both forecasts.",
        period="two years ago",
        people="the buyer",
        facts=(Fact("19 October", "instead of the 1st"), Fact("2", "forecasts on time since")),
        tags=("E1", "C1", "setback"),
    ),
    StoryDraft(
        title="Scripting, learned on Sunday mornings",
        situation="Nobody in the team could script, and each of us copied figures by hand.",
        task="I gave myself ten Sundays to learn enough for one real task.",
        action="I took one step of the report for each Sunday and asked in a forum when I was stuck for an hour.",
        result="After eight Sundays the first script ran; two colleagues use it today.",
        period="last spring",
        facts=(Fact("8", "Sundays"), Fact("2", "colleagues use it")),
        tags=("E5", "C3", "learning"),
    ),
    StoryDraft(
        title="Eleven remarks on my first forecast",
        situation="A colleague sent my first forecast back with eleven remarks.",
        task="I had two days to answer her.",
        action="I wrote each remark down before I answered any. On the second reading nine were right. I rewrote the "
        "part on returns and asked her to read it again on the Friday.",
        result="The forecast is still in use, and the last draft came back with two remarks.",
        short="My first forecast came back with eleven remarks. I wrote them down before I answered, saw that nine "
        "were right, and rewrote the part on returns. It is still in use, and the last draft had two remarks.",
        period="last autumn",
        people="Ines",
        facts=(Fact("11", "remarks on the first draft"), Fact("2", "on the last")),
        tags=("E5", "C1", "feedback"),
    ),
    StoryDraft(
        title="The stock count on two late evenings",
        situation="The yearly stock count fell on the week in which two of us were ill.",
        task="I had to have it done by the Friday, with half of the people.",
        action="I shared the shelves out anew, took the two late evenings myself and had every tenth shelf counted "
        "twice.",
        period="January",
        tags=("C4", "teamwork"),
    ),
)

SERVES = (
    ("shipped.Q1", "shipped.Q8", "shipped.Q10", "shipped.Q16", "shipped.Q20"),
    ("shipped.Q11", "shipped.Q22"),
    ("shipped.Q28", "shipped.Q40"),
    ("shipped.Q31", "shipped.Q32"),
    (),
)
"""The questions that each story serves."""

RETIRED = ("two forecasts still in use", "Only the first is; the second was replaced.")

ROLES = (
    RoleDraft(
        company="Harbour & Lane",
        title="Planning assistant",
        industry="retail",
        offers=("a fixed team", "training on the job"),
        does_not_offer=("clients of one's own", "forecasting"),
    ),
    RoleDraft(
        company="Meridian",
        title="Analyst",
        industry="forecasting for retail",
        offers=("clients of one's own", "specialist path", "forecasting methods", "presenting to clients"),
        does_not_offer=("management in the first years", "work abroad"),
        training="An in-house course on forecasting methods each spring\nA mentor for the first year",
        advert="Meridian forecasts demand for retailers. As an analyst you prepare weekly forecasts, check data "
        "quality, and present results to clients. You bring experience with reports and large tables, scripting in "
        "any language, and patience with incomplete data. You explain uncertainty in plain words. Knowledge of "
        "inventory and seasonal demand is welcome; we teach the forecasting methods ourselves, and each analyst has "
        "a mentor. You work with two or three clients from the first spring on.",
    ),
)
"""Target roles; the last one is aimed at now."""
