"""A library of any size, made up for measuring: invented notes, and histories that the real scheduling made."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from json import dumps
from random import Random
from typing import Any

from drills.answering import answer_of
from drills.config import Study
from drills.models import Card, Kind, New, Rating, Review
from drills.scheduling.value import FIRST_RATINGS, PASSES
from drills.storage.bulk import insert_rows, next_id
from drills.storage.cards import deck_ids, schedule_columns
from drills.storage.figures.figures_check import adding_up_at_the_end
from drills.storage.instants import milliseconds
from drills.storage.reviews import COLUMNS, add_rows, review_row
from drills.storage.search import index_all

STUDY = Study(maximum_interval=120)
STORIES = 500
LONGEST = 30  # answers in a story
SEEN = 0.95
DAY_MS = 86_400_000
EPOCH = date(2000, 1, 1)  # when every story begins, before it is moved

KINDS = {Kind.BASIC: 0.7, Kind.CLOZE: 0.15, Kind.TYPED: 0.09, Kind.QUESTION: 0.04, Kind.CRITIQUE: 0.02}
SLOWER = {Kind.TYPED: 1.5, Kind.QUESTION: 12.0, Kind.CRITIQUE: 5.0}
SECONDS = {Rating.AGAIN: 15.0, Rating.HARD: 11.7, Rating.GOOD: 7.3, Rating.EASY: 5.6}
TAGS = (*(f"E{n}" for n in range(1, 6)), *(f"A{n}" for n in range(1, 9)), *(f"C{n}" for n in range(1, 5)), "STAR")
DECKS = tuple(f"Library::{area}::Part {part}" for area in ("Law", "Trade", "Care", "Craft") for part in range(1, 11))
WORDS = (
    *("goal", "plan", "deadline", "result", "team", "client", "market", "audit", "ledger", "survey", "harbour", "ward"),
    *("teacher", "kitchen", "script", "budget", "review", "promise", "training", "exam", "licence", "course", "mentor"),
    *("feedback", "habit", "week", "quarter", "spring", "report", "case"),
)
CARD_COLUMNS = ("phase", "step", "stability", "difficulty", "interval", "due_at", "due_day", "last_day")


@dataclass(frozen=True, slots=True)
class _Chapter:
    """One answer of a story as a row of the reviews table, the card after it, and which values move with the story."""

    review: tuple[Any, ...]
    days: tuple[int, ...]
    instants: tuple[int, ...]
    after: Card

    def moved(self, shift: int, card_id: int, slower: float) -> list[Any]:
        """The row for a card, some days later."""
        row = list(self.review)
        row[0] = card_id
        row[4] = round(row[4] * slower, 1)
        for place in self.days:
            row[place] += shift
        for place in self.instants:
            row[place] += shift * DAY_MS
        return row


@dataclass(slots=True)
class _Life:
    """A card that lives through the first `answers` of a story, `shift` days later."""

    story: list[_Chapter]
    answers: int
    shift: int = 0


Progress = Callable[[str, int, int], object]


def generate(
    c: sqlite3.Connection, cards: int, reviews: int, seed: int, now: datetime, progress: Progress | None = None
) -> None:
    """Fill an empty library with that many cards, and that many answers to most of them over the past years.

    `progress` hears what is being made, how much of it is done and how much there is; 0 of 0 where it can't be counted.
    """
    tell, luck = progress or (lambda what, done, total: None), Random(seed)
    stories, count = [], min(STORIES, cards)
    for number in range(count):
        tell("histories", number, count)
        stories.append(_story(luck, number, now))
    lives = _lives(luck, stories, round(cards * SEEN), reviews, now.date())
    kinds = luck.choices(tuple(KINDS), tuple(KINDS.values()), k=cards)
    with adding_up_at_the_end(c):
        first = next_id(c, "cards")
        tell("cards", 0, 0)
        _write_notes(c, luck, kinds, now)
        _write_cards(c, first, kinds, lives)
        add_rows(c, _told(_rows(lives, first, kinds), reviews, tell))
        _write_goals(c, now.date())
        tell("search index", 0, 0)
        index_all(c)
        tell("sums", 0, 0)


def _told(rows: Iterable[list[Any]], total: int, tell: Progress) -> Iterator[list[Any]]:
    """The rows, told of from time to time as they go by."""
    for done, row in enumerate(rows):
        if done % 5_000 == 0:
            tell("answers", done, total)
        yield row


# Stories


def _story(luck: Random, number: int, now: datetime) -> list[_Chapter]:
    """A card's answers from the first on, each on the day it was due or a little later."""
    card, day, story = Card(number, 0, 0, New()), EPOCH, list[_Chapter]()
    while len(story) < LONGEST:
        at = datetime(day.year, day.month, day.day, 18, len(story), tzinfo=now.astimezone().tzinfo)
        answer = answer_of(card, Kind.BASIC, _rating(luck, card, day), 0.0, at, day, STUDY)
        lapsed = answer.rating == Rating.AGAIN and isinstance(card.schedule, Review)
        card = Card(number, 0, 0, answer.after, card.reps + 1, card.lapses + lapsed)
        seconds = SECONDS[answer.rating] * luck.uniform(0.5, 2.0)
        story.append(_chapter({**review_row(answer, at), "seconds": seconds}, card))
        if isinstance(answer.after, Review):
            day = answer.after.due_day + timedelta(days=luck.choice((0, 0, 0, 1, 2)))
    return story


def _rating(luck: Random, card: Card, day: date) -> Rating:
    if isinstance(card.schedule, New):
        return luck.choices(tuple(Rating), FIRST_RATINGS)[0]
    if luck.random() < 0.1:
        return Rating.AGAIN
    return luck.choices(tuple(Rating)[1:], PASSES)[0]


def _chapter(row: dict[str, Any], after: Card) -> _Chapter:
    in_days = {"day"} | {f"due_{side}" for side in ("before", "after") if row[f"phase_{side}"] == "review"}
    in_ms = {"rated_at"} | ({"due_before", "due_after"} - in_days)
    places = [(place, name) for place, name in enumerate(COLUMNS) if row[name] is not None]
    return _Chapter(
        tuple(row[name] for name in COLUMNS),
        tuple(place for place, name in places if name in in_days),
        tuple(place for place, name in places if name in in_ms),
        after,
    )


# Lives


def _lives(luck: Random, stories: Sequence[list[_Chapter]], cards: int, reviews: int, today: date) -> list[_Life]:
    """Which story each card lives through, and how far: that many answers in all, if the stories are long enough."""
    mean = max(1.0, reviews / max(1, cards))
    lives = [_Life(luck.choice(stories), min(LONGEST, round(luck.expovariate(2 / mean)))) for _ in range(cards)]
    for life in lives:
        life.answers = _settled(luck, life)
    missing = reviews - sum(life.answers for life in lives)
    for _ in range(100 * cards):
        if not missing:
            break
        life = luck.choice(lives)
        change = _change(life, missing)
        life.answers += change
        missing -= change
    for life in lives:
        life.shift = _shift(luck, life.story[life.answers - 1].after, today)
    return lives


def _change(life: _Life, missing: int) -> int:
    """How many answers more or fewer bring the total nearer and leave the card in review."""
    way = 1 if missing > 0 else -1
    for answers in range(life.answers + way, life.answers + missing + way, way):
        if not 1 <= answers <= LONGEST:
            return 0
        if isinstance(life.story[answers - 1].after.schedule, Review):
            return answers - life.answers
    return 0


def _settled(luck: Random, life: _Life) -> int:
    """As many answers, or some more, that leave the card in review: likelier, the longer it stays so."""
    for answers in range(max(1, life.answers), LONGEST):
        schedule = life.story[answers - 1].after.schedule
        if isinstance(schedule, Review) and luck.random() < schedule.interval / STUDY.maximum_interval:
            return answers
    return LONGEST


def _shift(luck: Random, card: Card, today: date) -> int:
    """The days to move a story by so that it ends near today: most cards are due later, a few for some days."""
    schedule = card.schedule
    assert not isinstance(schedule, New)
    if isinstance(schedule, Review):
        ahead = luck.randrange(schedule.interval) if luck.random() < 0.997 else -luck.randrange(10)
        return today.toordinal() + ahead - schedule.due_day.toordinal()
    return today.toordinal() - 1 - luck.randrange(5) - schedule.last_day.toordinal()


def _rows(lives: Sequence[_Life], first: int, kinds: Sequence[Kind]) -> Iterator[list[Any]]:
    """All answers in the order they were given."""
    rated_at = COLUMNS.index("rated_at")
    order = sorted(
        (life.story[answer].review[rated_at] + life.shift * DAY_MS, number, answer)
        for number, life in enumerate(lives)
        for answer in range(life.answers)
    )
    for _, number, answer in order:
        life = lives[number]
        yield life.story[answer].moved(life.shift, first + number, SLOWER.get(kinds[number], 1.0))


# Tables


def _write_cards(c: sqlite3.Connection, first: int, kinds: Sequence[Kind], lives: Sequence[_Life]) -> None:
    def rows() -> Iterator[list[Any]]:
        first_note = next_id(c, "notes") - len(kinds)
        for number, kind in enumerate(kinds):
            life = lives[number] if number < len(lives) else None
            card = life.story[life.answers - 1].after if life else Card(0, 0, 0, New())
            columns = schedule_columns(card.schedule)
            if life:
                for name in ("due_day", "last_day"):
                    columns[name] = None if columns[name] is None else columns[name] + life.shift
                columns["due_at"] = None if columns["due_at"] is None else columns["due_at"] + life.shift * DAY_MS
            ordinal = int(kind is Kind.CLOZE)
            state = map(columns.get, CARD_COLUMNS)
            yield [first + number, first_note + number, ordinal, card.reps, card.lapses, *state]

    insert_rows(c, "cards", ("id", "note_id", "ordinal", "reps", "lapses", *CARD_COLUMNS), rows())


def _write_notes(c: sqlite3.Connection, luck: Random, kinds: Sequence[Kind], now: datetime) -> None:
    at, first, deck = milliseconds(now), next_id(c, "notes"), next_id(c, "decks")
    names = sorted({"::".join(name.split("::")[:depth]) for name in DECKS for depth in (1, 2, 3)})
    insert_rows(c, "decks", ("id", "name", "created_at"), [(deck + n, name, at) for n, name in enumerate(names)])
    leaves = [deck + n for n, name in enumerate(names) if name in DECKS]
    columns = ("id", "key", "deck_id", "kind", "fields", "created_at", "changed_at")
    rows = (
        (first + n, f"specimen.{first + n}", luck.choice(leaves), kind.value, dumps(_fields(luck, kind, n)), at, at)
        for n, kind in enumerate(kinds)
    )
    insert_rows(c, "notes", columns, rows)
    tags = ((first + n, tag) for n in range(len(kinds)) for tag in luck.sample(TAGS, luck.randrange(3)))
    insert_rows(c, "note_tags", ("note_id", "tag"), tags)


def _fields(luck: Random, kind: Kind, number: int) -> dict[str, str]:
    text, more = (" ".join(luck.choices(WORDS, k=12)) for _ in range(2))
    match kind:
        case Kind.BASIC:
            return {"front": f"{number}: {text}?", "back": more}
        case Kind.TYPED:
            return {"front": f"{number}: {text}?", "answers": more}
        case Kind.CLOZE:
            return {"text": f"{number}: {text} {{{{c1::{more}}}}}"}
        case Kind.QUESTION:
            return {"prompt": f"{number}: {text}?", "intent": more, "skeleton": f"- {more}"}
        case Kind.CRITIQUE:
            return {"text": f"{number}: {text}", "weak": more}


def _write_goals(c: sqlite3.Connection, today: date) -> None:
    """Two open goals with a deck of their own."""
    for number, (statement, area, days) in enumerate((("Pass the exam", "Trade", 30), ("Know the law", "Law", 120)), 1):
        row = (number, statement, today.toordinal() + days, today.toordinal() - 60)
        insert_rows(c, "goals", ("id", "statement", "deadline", "created_day"), [row])
        [deck_id] = deck_ids(c, [f"Library::{area}::Part 1"])
        insert_rows(c, "goal_decks", ("goal_id", "deck_id"), [(number, deck_id)])
