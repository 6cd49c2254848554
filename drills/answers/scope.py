"""What stands around words that were found: whether they are meant, and by whom.

A clause is worked out roughly: between signs and joining words. That is enough to see what a "not" reaches.
"""

from drills.answers.grammar import Pattern
from drills.answers.reading import Hit, Reading, Sentence
from drills.answers.words import listed

_SIGNS = frozenset(",;:()-")
_ENDS = frozenset(";:.?!()-")
_AND = frozenset(("and", "or", "then"))
_SUBJECTS = listed("i we you he she they it there this that my our your the what")
_STATING = listed("i we you he she they it there is are was were am be been has have had does did do this these those")
_SELF = listed("i me my we us our myself")
_OTHERS = listed(
    "he she they him them colleague colleagues boss manager mentor friend friends teacher supervisor"
) | listed(
    "supervisor predecessor director chef tutor professor owner ringmaster drivers workers staff customers clients"
    " patients members employees carers everyone everybody pupils"
)
_NOT_MEANT = listed("only just merely simply hide pretend lie deny sure wait help going least mind secret doubt")


def meant(reading: Reading, hit: Hit, check: str) -> bool:
    """Whether the words found are the speaker's own aim: not denied, over, quoted, asked, or innocent by the rule."""
    return not denied(reading, reading.sentences[hit.sentence], hit) and meant_but_for_no(reading, hit, check)


def meant_but_for_no(reading: Reading, hit: Hit, check: str) -> bool:
    """The same for words that say "no longer" themselves."""
    sentence = reading.sentences[hit.sentence]
    rule = reading.lexicon.rules[check]
    return not (
        quoted(reading, sentence, hit)
        or over(reading, hit, rule.group("over"))
        or overlaps(sentence, hit, rule.group("innocent"))
        or sentence.has(reading.lexicon.rules["scope"].group("past"))
    )


def wished(reading: Reading, hit: Hit) -> bool:
    """Whether the sentence says a wish anywhere, or is no statement: "A seat on the board." """
    rule, sentence = reading.lexicon.rules["scope"], reading.sentences[hit.sentence]
    if sentence.has(rule.group("told")) and not sentence.has(rule.group("own")):
        return False
    if sentence.has(rule.group("wish")):
        return True
    return not any(word.word in _STATING for word in sentence.words[: hit.last + 1])


def of_others(reading: Reading, hit: Hit, *, reasons: bool = False) -> bool:
    """Whether the words are said of somebody else: the last person named before them isn't the speaker.

    What others have or need may be the speaker's own reason, where the sentence began with "I".
    """
    words = reading.sentences[hit.sentence].words
    if reasons and any(word.word == "i" for word in words[: hit.first]):
        return False
    for at in range(hit.first - 1, -1, -1):
        word = words[at].word
        if word in _SELF:
            return False
        person = word in _OTHERS or (word == "you" and at == hit.first - 1) or reading.marked(word, "kin")
        owns = words[at + 1].word == "'s" and not (at + 2 < len(words) and words[at + 2].word.endswith("ing"))
        if person and not owns:
            return True
    return False


def overlaps(sentence: Sentence, hit: Hit, patterns: tuple[Pattern, ...]) -> bool:
    """Whether one of the patterns is found in the sentence where the hit is."""
    return any(first < hit.last and hit.first < last for first, last in sentence.found(patterns))


def denied(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether a "not" before the words in their clause, or among them, reaches them."""
    begin, _ = clause(reading, sentence, hit.first)
    for at in range(begin, hit.last):
        if reading.marked(sentence.words[at].word, "negation") and not _harmless(sentence, at):
            return True
    return False


def _harmless(sentence: Sentence, at: int) -> bool:
    """Whether a "not" says nothing against what follows: "not only", "I won't hide that"."""
    following = {word.word for word in sentence.words[at + 1 : at + 3]}
    return bool(following & _NOT_MEANT)


def clause(reading: Reading, sentence: Sentence, at: int) -> tuple[int, int]:
    """The clause around a word: from which word to before which."""
    words = sentence.words
    begin = at
    while begin > 0 and not _breaks(reading, sentence, begin - 1):
        begin -= 1
    end = at + 1
    while end < len(words) and not _breaks(reading, sentence, end):
        end += 1
    return begin, end


def _breaks(reading: Reading, sentence: Sentence, at: int) -> bool:
    word = sentence.words[at].word
    if word in _SIGNS or word in _ENDS or reading.marked(word, "breaker"):
        return True
    following = sentence.words[at + 1].word if at + 1 < len(sentence.words) else ""
    return word in _AND and (following in _SUBJECTS or word == "then")


def quoted(reading: Reading, sentence: Sentence, hit: Hit) -> bool:
    """Whether the words begin within double quotes that somebody else is quoted in."""
    place = sentence.words[hit.first].start
    return reading.plain.count('"', 0, place) % 2 == 1 and reading.plain.count('"', place) > 0


def over(reading: Reading, hit: Hit, patterns: tuple[Pattern, ...]) -> bool:
    """Whether the words are taken back right after."""
    following = reading.sentences[hit.sentence : hit.sentence + 2]
    return any(sentence.has(patterns) for sentence in following)


def reached(reading: Reading, hit: Hit) -> bool:
    """Whether nothing in the clause before the words, or at their beginning, puts them into the future."""
    sentence = reading.sentences[hit.sentence]
    begin, _ = clause(reading, sentence, hit.first)
    ahead = reading.lexicon.rules["scope"].group("ahead")
    return not any(begin <= first < hit.first + 2 for first, _ in sentence.found(ahead))
