"""A made-up learner, for the demo: practises on most days, gets better, and finds some things hard for good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

from drills.answering import answer_of
from drills.config import Study
from drills.models import Card, Kind, Learning, New, Rating, Review, Schedule
from drills.scheduling.memory import retrievability
from drills.scheduling.queue import LONG_KINDS
from drills.scheduling.value import PASSES
from drills.storage.reviews import Answer

HARD_TOPICS = frozenset({"E3", "A3", "STAR-result"})
FIRST = {True: (0.45, 0.25, 0.27, 0.03), False: (0.2, 0.15, 0.5, 0.15)}  # first ratings on hard topics, and on others
SECONDS = {Kind.BASIC: 11.0, Kind.CLOZE: 12.0, Kind.TYPED: 16.0, Kind.QUESTION: 105.0, Kind.CRITIQUE: 50.0}
SLOWER = {Rating.AGAIN: 1.7, Rating.HARD: 1.5, Rating.GOOD: 1.0, Rating.EASY: 0.7}
LONG_A_DAY = 4  # questions and critiques
PUT_OFF = {"A6": 24, "STAR-result": 34, "A5": 22}
"""Topics that the learner has not gone back to of late, and for how many days up to the end."""

CATCHING_UP = 6  # days at the end on which all else that is due gets done
TRIES = 3  # Again in a row, at the most


@dataclass(slots=True)
class Subject:
    """A card that is learned, with what the learner finds hard about it."""

    card: Card
    kind: Kind
    key: str
    tags: frozenset[str]
    stubborn: bool = False

    @property
    def is_hard(self) -> bool:
        """Whether it is about one of the topics that the learner finds hard."""
        return bool(self.tags & HARD_TOPICS)

    def is_put_off(self, days_left: int) -> bool:
        """Whether the learner doesn't go back to it, so many days before the end."""
        return any(days_left <= PUT_OFF.get(tag, 0) for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, and when."""

    subject: Subject
    answer: Answer
    at: datetime


@dataclass(slots=True)
class Learner:
    """Somebody who learns these cards, in this order, from the first day on until `days` later."""

    subjects: Sequence[Subject]
    first_day: date
    days: int
    luck: Random
    study: Study
    zone: tzinfo | None
    _clock: datetime = field(init=False)

    @property
    def _last_question_day(self) -> date:
        """When a new question is learned that comes back on the day after the last: two days later, rated Good."""
        return self.first_day + timedelta(days=self.days - 2)

    def practise(self, day: date, minutes: float, session_id: int) -> list[Given]:
        """One day's session: reviews due, a few new cards, all out of their learning steps at the end."""
        self._clock = datetime.combine(day, time(19, self.luck.randrange(60)), self.zone)
        end = self._clock + timedelta(minutes=minutes)
        given: list[Given] = []
        for subject in self._queue(day):
            if self._clock >= end:
                break
            given.extend(self._learn(subject, day, session_id))
        return given

    def _queue(self, day: date) -> list[Subject]:
        """The day's cards: one of a note, few long ones, those likeliest known first, new ones in between."""
        days_left = self.days - (day - self.first_day).days
        faced = [subject for subject in self.subjects if not subject.is_put_off(days_left)]
        due = [subject for subject in faced if is_due(subject.card.schedule, day)]
        catching_up = days_left <= CATCHING_UP
        due.sort(key=lambda one: (-(catching_up and one.kind in LONG_KINDS), -_recall(one.card.schedule, day)))
        new = [subject for subject in self.subjects if isinstance(subject.card.schedule, New)]
        fresh = [one for one in new if one.kind not in LONG_KINDS][: self.luck.choice((2, 2, 3, 3, 4))]
        long = [one for one in new if one.kind in LONG_KINDS][: day.toordinal() % 2]
        if day == self._last_question_day:
            long = [one for one in new if one.kind is Kind.QUESTION][:1]
            fresh = []
        queue, notes, long_ones = list[Subject](), set[int](), 0
        for subject in (*long, *due[:6], *fresh, *due[6:]):
            is_long = subject.kind in LONG_KINDS
            if subject.card.note_id in notes or (is_long and long_ones >= LONG_A_DAY and not catching_up):
                continue
            notes.add(subject.card.note_id)
            long_ones += is_long
            queue.append(subject)
        return queue

    def _learn(self, subject: Subject, day: date, session_id: int) -> Iterator[Given]:
        """The answers to a card until it is in review again."""
        failed = 0
        while True:
            is_last = subject.kind is Kind.QUESTION and day == self._last_question_day
            rating = Rating.GOOD if is_last or failed == TRIES else self._rating(subject, day)
            failed += rating == Rating.AGAIN
            seconds = round(SECONDS[subject.kind] * SLOWER[rating] * self.luck.lognormvariate(0.0, 0.35), 1)
            self._clock += timedelta(seconds=seconds)
            card = subject.card
            answer = answer_of(card, subject.kind, rating, seconds, self._clock, day, self.study, session_id)
            lapsed = rating == Rating.AGAIN and isinstance(card.schedule, Review)
            subject.card = replace(card, schedule=answer.after, reps=card.reps + 1, lapses=card.lapses + lapsed)
            yield Given(subject, answer, self._clock)
            if not isinstance(answer.after, Learning):
                return

    def _rating(self, subject: Subject, day: date) -> Rating:
        schedule = subject.card.schedule
        if isinstance(schedule, New):
            return self.luck.choices(tuple(Rating), FIRST[subject.is_hard])[0]
        if isinstance(schedule, Learning):
            return self.luck.choices(tuple(Rating), (0.12, 0.08, 0.75, 0.05))[0]
        if self.luck.random() > _recall(schedule, day) * self._skill(subject, day):
            return Rating.AGAIN
        return self.luck.choices(tuple(Rating)[1:], PASSES)[0]

    def _skill(self, subject: Subject, day: date) -> float:
        """How much of the predicted recall the learner reaches: more with every week."""
        if subject.stubborn:
            return 0.72
        practised = (day - self.first_day).days / self.days
        return (0.88 + 0.08 * practised) if subject.is_hard else (0.95 + 0.1 * practised)


def is_due(schedule: Schedule, day: date) -> bool:
    """Whether a review is due by that day."""
    return isinstance(schedule, Review) and schedule.due_day <= day


def _recall(schedule: Schedule, day: date) -> float:
    if isinstance(schedule, New):
        return 0.0
    return retrievability(schedule.memory.stability, max(0, (day - schedule.last_day).days))
