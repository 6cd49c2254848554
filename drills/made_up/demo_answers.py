"""Answers for the demo: versions over weeks, stories, roles, criticism, mock interviews, and how one judged oneself."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from drills.composing.composition import TEMPLATES, plain_text
from drills.composing.self_rating import scales
from drills.config import Study
from drills.made_up.persona import REVIEW
from drills.made_up.persona_answers import ANSWERS, JUDGED, SCALES, Composed, dated
from drills.made_up.persona_mocks import MOCKS, Mock
from drills.made_up.persona_stories import RETIRED, ROLES, SERVES, STORIES
from drills.storage.answer import roles, stories
from drills.storage.answer.answer_versions import close_version, save_draft
from drills.storage.answer.coach import coach, record_coached
from drills.storage.answer.criticisms import add_criticism
from drills.storage.answer.debriefs import end_mock
from drills.storage.answer.interviews import answer_mock, rate_mock, start_mock
from drills.storage.answer.judgements import keep_judgement
from drills.storage.bulk import insert_rows
from drills.storage.cards import prompt_of
from drills.views.composing import Section
from drills.views.interviews import Gap, MockPlan, MockQuestion

_EVENING = time(20, 15)
_WHY = "one of the weakest"


@dataclass(frozen=True, slots=True)
class AnswersFiller:
    """Writes what the demo's person has in Answers; `notes` are the open questions by key."""

    c: sqlite3.Connection
    notes: Mapping[str, int]
    today: date
    study: Study
    zone: tzinfo | None

    def fill(self, moved_goal: int) -> None:
        """Write all of it; `moved_goal` is the one whose first date an answer still names."""
        role_id = self._roles()
        told = self._stories()
        for composed in ANSWERS:
            answer_id = self._answer(composed)
            for number in composed.stories:
                stories.use_story(self.c, answer_id, told[number], True, self._at(composed.versions[-1].when))
            if composed.cites_review:
                cited = (answer_id, moved_goal, (self.today + timedelta(days=REVIEW)).toordinal())
                insert_rows(self.c, "answer_goals", ("answer_id", "goal_id", "deadline"), [cited])
        for mock in MOCKS:
            self._mock(mock, role_id)
        self._judgements()

    def _at(self, days: int) -> datetime:
        return datetime.combine(self.today + timedelta(days=days), _EVENING, self.zone)

    def _roles(self) -> int:
        for number, role in enumerate(ROLES):
            role_id = roles.add_role(self.c, role, self._at(-75 + 5 * number))
        roles.use_role(self.c, role_id, self._at(-64))
        return role_id

    def _stories(self) -> list[int]:
        told = []
        for number, story in enumerate(STORIES):
            served = tuple(self.notes[key] for key in SERVES[number])
            draft = replace(story, questions=served, period=dated(story.period, self.today))
            told.append(stories.add_story(self.c, draft, self._at(-70 + 6 * number)))
        stories.retire_claim(self.c, *RETIRED, self._at(-18))
        return told

    def _answer(self, composed: Composed) -> int:
        """All versions, what was said of them, and what the coach found; gives the latest version's number."""
        note_id, answer_id = self.notes[composed.key], 0
        said = sorted(composed.said, key=lambda each: each.when)
        for number, version in enumerate(composed.versions, 1):
            at = self._at(version.when)
            for each in [each for each in said if each.when <= version.when]:
                said.remove(each)
                add_criticism(self.c, note_id, each.who, each.words, self._at(each.when).date(), self._at(each.when))
            names = [rule.name for rule in TEMPLATES[composed.template]]
            texts = [dated(text, self.today) for text in version.texts]
            sections = tuple(map(Section, names, texts))
            answer_id = save_draft(self.c, note_id, composed.template, sections, at) or 0
            if version.kept:
                closes = None if any(each.answered == number for each in composed.said) else ()
                close_version(self.c, note_id, at, ready=version.ready, closes=closes)
            self._coached(note_id, plain_text(sections), at)
        for each in said:
            add_criticism(self.c, note_id, each.who, each.words, self._at(each.when).date(), self._at(each.when))
        return answer_id

    def _coached(self, note_id: int, text: str, at: datetime) -> None:
        record_coached(self.c, note_id, coach(self.c, note_id, text, at, self.study), at, self.study)

    def _mock(self, mock: Mock, role_id: int) -> None:
        at = self._at(mock.when)
        asked = tuple(
            MockQuestion(
                self.notes[each.key],
                "",
                prompt_of(self.c, (each.key,)) or "",
                "asked after the one before" if each.follows else _WHY,
                None if each.follows is None else each.follows - 1,
            )
            for each in mock.asked
        )
        interview_id = start_mock(self.c, MockPlan(role_id, "", asked, 0.0), at, self.study)
        for place, each in enumerate(mock.asked, 1):
            answer_mock(self.c, interview_id, place, dated(each.text, self.today), each.seconds, spoken=True)
            if each.own:
                rate_mock(self.c, interview_id, place, dict(each.own), at)
        end_mock(self.c, interview_id, at + timedelta(minutes=12), self.study)

    def _judgements(self) -> None:
        titles = {scale.name: scale.title for scale in scales()}
        for when, key, pairs in JUDGED:
            gaps = [Gap(name, titles[name], own, found) for name, (own, found) in zip(SCALES, pairs, strict=True)]
            keep_judgement(self.c, self.notes[key], gaps, self._at(when), self.study)
