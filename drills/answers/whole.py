"""A4 and A8: what only shows in the answer as a whole, emptiness and straying."""

from drills.answers.finding import finding, findings
from drills.answers.kind import PLAN
from drills.answers.reading import Hit, Reading, Sentence
from drills.answers.report import Finding


def emptiness(reading: Reading, found: set[str], kind: str) -> list[Hit]:
    """A4: vague turns, and neither field, step nor date in what is aimed at; everything if hardly a word tells."""
    rule = reading.lexicon.rules["A4"]
    hits = [hit for hit in reading.hits("A4", "vague") if _asserted(reading, hit)]
    turns = len({(hit.sentence, hit.first // _TURN) for hit in hits})
    share = len({hit.sentence for hit in hits}) / max(1, len(reading.sentences))
    limits = rule.numbers
    if kind == PLAN and _thin(reading, found):
        return hits or _every_sentence(reading)
    if kind != PLAN or "E3" in found or turns < limits["least"] or share < limits["share"]:
        return []
    few = turns < limits["plenty"] or "E2" in found
    if _concrete(reading) > (limits["concrete_if_few"] if few else limits["concrete"]):
        return []
    return hits


def empty(reading: Reading, hits: list[Hit]) -> list[Finding]:
    """A4 with the vague turns found; where there are none, for the answer as a whole."""
    if hits and hits != _every_sentence(reading):
        return findings(reading, "A4", hits)
    return [finding(reading, "A4", reading.sentences[0].start, reading.sentences[-1].end)]


def _every_sentence(reading: Reading) -> list[Hit]:
    return [reading.whole(at) for at in range(len(reading.sentences))]


def _thin(reading: Reading, found: set[str]) -> bool:
    """Whether hardly a word of the answer says what, when or how."""
    limits = reading.lexicon.rules["A4"].numbers
    if reading.length < limits["thin_least"] or not found.isdisjoint(_AIMED):
        return False
    words = {word.word for sentence in reading.sentences for word in sentence.words if not word.is_sign}
    if any(_names_something(reading, word) for word in words):
        return False
    telling = {word for word in words if len(word) > 2 and not any(reading.marked(word, name) for name in _SAYS_LITTLE)}
    return len(telling) <= limits["thin_share"] * reading.length


def _names_something(reading: Reading, word: str) -> bool:
    """Whether a word is a figure or belongs to one field of work."""
    return any(char.isdigit() for char in word) or (
        reading.marked(word, "field_any") and not reading.marked(word, "anyfields")
    )


def _asserted(reading: Reading, hit: Hit) -> bool:
    return hit.last - hit.first > 0 and not reading.plain[reading.span(hit)[0] :].startswith('"')


def _concrete(reading: Reading) -> int:
    """How many words in what is aimed at say what in, when or how."""
    rules = reading.lexicon.rules
    aim, weak = rules["scope"].group("aim"), ("vague", "func", "adv", "negation", "hedge", "goalnoun", "filler", "buzz")
    words: set[str] = set()
    for sentence in reading.sentences:
        begins = [first for first, _ in sentence.found(aim)]
        if not begins:
            continue
        words.update(
            word.word
            for word in sentence.words[min(begins) :]
            if not word.is_sign and len(word.word) > 2 and not any(reading.marked(word.word, name) for name in weak)
        )
    return len(words)


def digressions(reading: Reading) -> list[Hit]:
    """The sentences that look to be off the question, by their words alone, and those between two of them."""
    found = {at for at, sentence in enumerate(reading.sentences) if _strays(reading, sentence)}
    between = {at for at in range(1, len(reading.sentences) - 1) if {at - 1, at + 1} <= found}
    return [reading.whole(at) for at in sorted(found | between)]


def too_long(reading: Reading) -> list[Finding]:
    """A8: too long by far."""
    most = int(reading.lexicon.rules["A8"].numbers["most_words"])
    return [_too_long(reading, most)] if reading.length > most else []


def strays(reading: Reading, strayed: list[Hit]) -> bool:
    """Whether too much of an answer is in the sentences that look to be off the question."""
    limits = reading.lexicon.rules["A8"].numbers
    words = sum(reading.sentences[hit.sentence].length for hit in strayed)
    return words >= limits["least_words"] and words >= limits["least_strayed"] * reading.length


def _strays(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence speaks of private life or says that it digresses, and nothing in it is to the point."""
    rules = reading.lexicon.rules
    private = {word.word for word in sentence.words if reading.marked(word.word, "private")}
    others = any(word.word in _OTHERS for word in sentence.words)
    strays = len(private) + (bool(private) and others) + 2 * sentence.has(rules["A8"].group("digressing"))
    if strays < 2 + (sentence.length > _LONG):
        return False
    return not any(sentence.has(rules[check].group(group)) for check, group in _TO_THE_POINT)


_AIMED = ("E1", "E3", "E4", "A1", "A2", "A3", "A5", "A6")
_SAYS_LITTLE = ("vague", "func", "adv", "negation", "hedge", "goalnoun", "filler", "buzz", "thin", "number")
_TURN = 4  # words; turns that begin closer together count as one
_OTHERS = frozenset(("he", "she", "his", "her"))
_LONG = 45  # words in a sentence
_TO_THE_POINT = (("E4", "shows"), ("C1", "shows"), ("C3", "shows"), ("C4", "shows"))


def _too_long(reading: Reading, most: int) -> Finding:
    counted = 0
    for sentence in reading.sentences:
        counted += sentence.length
        if counted > most:
            return finding(reading, "A8", sentence.start, len(reading.text.rstrip()))
    raise AssertionError("the answer has more words than its sentences")
