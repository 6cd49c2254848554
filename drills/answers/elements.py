"""The elements E1 to E5 and the characteristics C1 to C4, with the words that show them."""

from drills.answers.reading import Hit, Reading, Sentence
from drills.answers.report import CHARACTERISTICS
from drills.answers.role import Role
from drills.answers.scope import clause, denied, overlaps, reached
from drills.answers.split import parts_of
from drills.answers.words import listed

_SHORT = 3
_QUESTION_WORDS = listed("what who where when why how which do does did is are can could would will have has")


def elements(reading: Reading, role: Role | None, *, story: bool = False) -> dict[str, list[Hit]]:
    """Where patterns find each element, and each characteristic; E5 is wherever one of those is.

    A story of the past has results; what looks like a tie to the company in it is about another one.
    """
    if story:
        hits = {"E1": _told(reading)}
    else:
        hits = {
            "E1": _reached(reading) or _counted(reading),
            "E2": _aligned(reading, role),
            "E3": _ahead(reading),
            "E4": _needed(reading),
        }
    shown = {check: _shown(reading, check) for check in (CHARACTERISTICS[:1] if story else CHARACTERISTICS)}
    hits |= shown | {"E5": sorted(hit for here in shown.values() for hit in here)}
    return {check: here for check, here in hits.items() if here}


def _without_innocent(reading: Reading, check: str, hits: list[Hit]) -> list[Hit]:
    innocent = reading.lexicon.rules[check].group("innocent")
    return [hit for hit in hits if not overlaps(reading.sentences[hit.sentence], hit, innocent)]


def _reached(reading: Reading) -> list[Hit]:
    """E1: a result, in the past or still lasting."""
    shows = _without_innocent(reading, "E1", reading.hits("E1", "shows"))
    return [hit for hit in shows if reached(reading, hit)]


def _counted(reading: Reading) -> list[Hit]:
    """Deeds that are counted or were singled out, where no plainer result is told; volume and tenure are none."""
    volume = reading.lexicon.rules["E1"].group("volume")
    hits = _without_innocent(reading, "E1", reading.hits("E1", "counted"))
    return [hit for hit in hits if reached(reading, hit) and not overlaps(reading.sentences[hit.sentence], hit, volume)]


def _told(reading: Reading) -> list[Hit]:
    """E1 in a story: a result anywhere, else its Result part where that says what came of it."""
    hits = _reached(reading)
    result = [part for part in parts_of(reading, "star") if part.name == "result"]
    if hits or not result:
        return hits
    outcome, doubtful = (reading.lexicon.rules["E1"].group(name) for name in ("outcome", "doubtful"))
    return [
        reading.whole(at)
        for at, sentence in enumerate(reading.sentences)
        if sentence.start >= result[0].start and sentence.has(outcome) and not sentence.has(doubtful)
    ]


def _aligned(reading: Reading, role: Role | None) -> list[Hit]:
    """E2: something that this company or role does, offers or needs."""
    hits = _without_innocent(reading, "E2", reading.hits("E2", "shows"))
    hits = [hit for hit in hits if not _asks(reading.sentences[hit.sentence])]
    if role is not None:
        hits.extend(_named(reading, role))
    return sorted(hits)


def _asks(sentence: Sentence) -> bool:
    """Whether a sentence is a question, and no statement with "haven't you?" at its end."""
    return sentence.words[-1].word == "?" and sentence.words[0].word in _QUESTION_WORDS


def _named(reading: Reading, role: Role) -> list[Hit]:
    """Sentences that name the company and say something of it, or something that it offers."""
    company = role.company.lower().split()
    found = []
    for at, sentence in enumerate(reading.sentences):
        words = [word.word for word in sentence.words]
        for place in range(len(words)):
            if (
                company
                and words[place : place + len(company)] == company
                and len(words) - place > len(company) + _SHORT
            ):
                found.append(Hit(at, place, len(words)))
        found.extend(Hit(at, first, last) for first, last in role.offered_in(words))
    return found


def _ahead(reading: Reading) -> list[Hit]:
    """E3: a next result with its own date."""
    rule = reading.lexicon.rules["E3"]
    found = []
    for at, sentence in enumerate(reading.sentences):
        asked = list(sentence.found(rule.group("asked")))
        for first, last in sentence.found(reading.lexicon.rules["date"].group("patterns")):
            if any(first < end and begin < last for begin, end in asked):
                continue
            begin, end = _around(reading, sentence, first, last)
            if _promises(reading, _part(sentence, begin, end), _part(sentence, 0, end)):
                found.append(Hit(at, begin, end))
    return found


def _promises(reading: Reading, part: Sentence, before: Sentence) -> bool:
    """Whether a clause with a date speaks of a result to come."""
    rule = reading.lexicon.rules["E3"]
    fixed = part.has(rule.group("fixed")) and before.has(rule.group("things"))
    if not (fixed or part.has(rule.group("things"))) or part.has(rule.group("habit")):
        return False
    if part.has(rule.group("ahead")):
        return True
    if part.has(rule.group("past")):
        return False
    return part.has(rule.group("shows")) or before.has(rule.group("ahead"))


def _around(reading: Reading, sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The clause of a date; with the one before and after it where it is short."""
    begin, _ = clause(reading, sentence, first)
    _, end = clause(reading, sentence, last - 1)
    if (first - begin) + (end - last) < _SHORT:
        if begin > 1:
            begin, _ = clause(reading, sentence, begin - 2)
        if end + 1 < len(sentence.words):
            _, end = clause(reading, sentence, end + 1)
    return begin, end


def _part(sentence: Sentence, begin: int, end: int) -> Sentence:
    words = sentence.words[begin:end]
    return Sentence(words[0].start, words[-1].end, words, sentence.marks[begin:end], sentence.signs[begin:end])


def _needed(reading: Reading) -> list[Hit]:
    """E4: the role named as the step that the plan needs."""
    needs = reading.lexicon.rules["E4"].group("needs")
    hits = _without_innocent(reading, "E4", reading.hits("E4", "shows"))
    return [hit for hit in hits if reading.sentences[hit.sentence].has(needs)]


def _refused(reading: Reading, hit: Hit) -> bool:
    """Whether criticism is turned down: a "not" before it or at its beginning; one in what was wrong is another."""
    begins = hit._replace(last=min(hit.last, hit.first + _SHORT))
    return denied(reading, reading.sentences[hit.sentence], begins)


def _shown(reading: Reading, check: str) -> list[Hit]:
    """C1 to C4: a habit or attitude of one's own, not one that is only meant."""
    hits = _without_innocent(reading, check, reading.hits(check, "shows") + reading.hits(check, "claims"))
    return [hit for hit in hits if reached(reading, hit) and (check != "C1" or not _refused(reading, hit))]
