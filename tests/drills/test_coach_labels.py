"""The labelled answers by which the coach is measured are well-formed; how good the coach is isn't judged here."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SPEC = spec_from_file_location("coach_labels", Path(__file__).parents[1] / "bench" / "coach" / "labels.py")
labels = sys.modules[SPEC.name] = module_from_spec(SPEC)
SPEC.loader.exec_module(labels)

EVERY = labels.load("all")
WHOLE = {"A4", "A8"}  # faults of an answer as a whole, which may be labelled without words


@pytest.mark.parametrize("half", labels.HALVES)
def test_each_label_is_known_and_its_words_stand_in_the_answer(half):
    for answer in labels.load(half):
        assert set(answer.words) | answer.quality | answer.unjudged <= {*labels.CHECKS, "type"}, answer.name
        assert not answer.present & answer.unjudged, answer.name
        in_words = {*labels.PITFALLS, *labels.ELEMENTS, *labels.CHARACTERISTICS} - WHOLE
        assert in_words.isdisjoint(answer.quality), answer.name
        for words in (words for group in answer.words.values() for words in group):
            assert words.strip() == words != "", answer.name
            assert words in answer.text, answer.name


def test_each_answer_says_what_sort_it_is():
    for answer in EVERY:
        assert answer.type in labels.TYPES, answer.name
        assert answer.voice in labels.VOICES, answer.name
        assert answer.level in labels.LEVELS, answer.name
        assert answer.question.endswith("?") or answer.question.startswith("Tell me"), answer.name
        assert answer.role is None or answer.role.keys() == {
            "company",
            "role",
            "industry",
            "offers",
            "does_not_offer",
        }, answer.name


def test_labels_that_follow_from_one_another_agree():
    for answer in EVERY:
        shown = answer.present
        if not answer.unjudged & set(labels.CHARACTERISTICS):
            assert ("E5" in shown) == bool(shown & set(labels.CHARACTERISTICS)), answer.name
        assert "dated-step" in shown | answer.unjudged or "E3" not in shown, answer.name
        assert not {"active-step", "intention-only"} <= shown, answer.name
        assert not (answer.good and shown & {*labels.PITFALLS, *labels.FAULTS}), answer.name


def test_sections_follow_the_template_of_the_kind_of_answer():
    for answer in EVERY:
        order = labels.STAR if answer.type == "story" else labels.GOAL
        given = [section for section, _ in answer.sections]
        assert given == sorted(given, key=order.index), answer.name
        assert not given or set(given) == set(order), answer.name


def test_no_answer_is_in_both_halves():
    tuning, test = labels.load("tuning"), labels.load("test")
    assert not {answer.name for answer in tuning} & {answer.name for answer in test}
    assert not {answer.text for answer in tuning} & {answer.text for answer in test}
    assert len({answer.name for answer in EVERY}) == len(EVERY) == len(tuning) + len(test)


def test_there_are_enough_answers_of_every_sort():
    assert len(EVERY) >= 120
    assert len({answer.trade for answer in EVERY}) >= 15
    assert sum(bool(answer.sections) for answer in EVERY) >= 60
    for half in (labels.load("tuning"), labels.load("test")):
        for check in (*labels.PITFALLS, *labels.ELEMENTS):
            assert sum(check in answer.present for answer in half) >= 3, check
