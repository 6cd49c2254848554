"""A5 and A6: goals that the company can't offer, and goals that lead out of the field."""

from collections import Counter
from collections.abc import Iterable, Sequence

from drills.answers.lexicon import FIELD
from drills.answers.pitfalls import aims
from drills.answers.reading import Hit, Reading, Sentence
from drills.answers.role import Role
from drills.answers.rule import Lexicon
from drills.answers.scope import meant, meant_but_for_no, of_others
from drills.answers.words import listed, plain, words

_BESIDE = 6  # words from a verb of leading to who is led
_KIN = (
    {"field.electrical", "field.building", "field.engineering", "field.energy"},
    {"field.cooking", "field.hospitality"},
    {"field.sales", "field.marketing"},
    {"field.marketing", "field.design", "field.media"},
    {"field.health", "field.science"},
    {"field.software", "field.games", "field.callcentre"},
    {"field.social", "field.health", "field.teaching"},
    {"field.arts", "field.design"},
    {"field.farming", "field.building"},
)

# Fields that few others lead to: enough by themselves where nothing says which field the answer is in.
_DISTANT = listed(
    "field.law field.media field.music field.arts field.sport field.property field.games field.religion field.animals "
    "field.farming field.flying field.sea field.beauty field.public"
)


def path_pitfalls(reading: Reading, role: Role | None, kind: str) -> dict[str, list[Hit]]:
    """Where patterns, and the role's profile, find A5 and A6."""
    own_firm = aims(reading, "A5", kind)
    profiled = refused(reading, role) if role else []
    return {"A5": sorted({*own_firm, *profiled}), "A6": _leading_away(reading, role, kind)}


def refused(reading: Reading, role: Role) -> list[Hit]:
    """Aims at what the role profile says there is not."""
    from drills.answers.keywords import stem

    same = same_words(reading.lexicon)
    rules = reading.lexicon.rules
    found = []
    for at, sentence in enumerate(reading.sentences):
        aimed = sorted(sentence.found(rules["scope"].group("aim")))
        if not aimed:
            continue
        roots = [same.get(word.word, stem(word.word)) for word in sentence.words]
        for _, stems in role.refused:
            wanted = {same.get(item, item) for item in stems}
            begin = aimed[0][0]
            places = [place for place, root in enumerate(roots) if root in wanted and place >= begin]
            hit = Hit(at, begin, places[-1] + 1 if places else begin)
            named = wanted <= {roots[place] for place in places} and _is_led(reading, sentence, places)
            found += [hit] if named and meant(reading, hit, "A5") else []
    return found


def _is_led(reading: Reading, sentence: Sentence, places: Sequence[int]) -> bool:
    """Whether those words, if they are but verbs of leading, have somebody beside them who is led."""
    if not all(reading.marked(sentence.words[place].word, "leads") for place in places):
        return True
    near = sentence.words[places[0] : places[-1] + _BESIDE]
    return any(reading.marked(word.word, "staffed") or reading.marked(word.word, "below") for word in near)


def same_words(lexicon: Lexicon) -> dict[str, str]:
    """Words that stand for the same path, each with the name of its list; the stems of those in the profile, too."""
    from drills.answers.keywords import stem

    same = {}
    for name in lexicon.marks:
        if name.startswith("same."):
            for word in lexicon.words(name):
                same[word] = same[stem(word)] = name
    return same


def _leading_away(reading: Reading, role: Role | None, kind: str) -> list[Hit]:
    """Aims in a field that is not the role's; without a role, not the one that the answer is about."""
    rules = reading.lexicon.rules
    marks = (*rules["A6"].group("leaving"), *rules["scope"].group("far"))
    found = [hit for hit in reading.hits("A6", "leaves") if meant_but_for_no(reading, hit, "A6")]
    moves = {hit for hit in reading.hits("A6", "moves") if meant(reading, hit, "A6") and not of_others(reading, hit)}
    for hit in {*aims(reading, "A6", kind), *moves}:
        sentence = reading.sentences[hit.sentence]
        own = _own_fields(reading, role, hit)
        aimed = fields_of(reading.lexicon, _telling(reading, sentence, hit))
        far = aimed if own or hit in moves else aimed.keys() & _DISTANT
        if far and own.isdisjoint(kindred_fields(aimed)) and (hit in moves or sentence.has(marks)):
            found.append(hit)
    return sorted(found)


def _telling(reading: Reading, sentence: Sentence, hit: Hit) -> list[str]:
    """The words of an aim that name its field; those that fit any field don't."""
    inside = (word.word for word in sentence.words[hit.first : hit.last + 1])
    return [word for word in inside if not reading.marked(word, "anyfields")]


def kindred_fields(names: Iterable[str]) -> set[str]:
    """The fields and those next to them."""
    return {other for name in names for group in ({name}, *_KIN) if name in group for other in group}


def _own_fields(reading: Reading, role: Role | None, hit: Hit) -> set[str]:
    """The fields of the role; else those that the answer speaks of most, but for the aim and what follows it."""
    if role and (role.role or role.industry):
        return own_fields(reading.lexicon, role)
    others = (
        word.word
        for at, sentence in enumerate(reading.sentences)
        for word in sentence.words[: hit.first if at == hit.sentence else None]
    )
    counts = fields_of(reading.lexicon, others)
    most = max(counts.values(), default=0)
    return {name for name, count in counts.items() if count * 2 >= most}


def own_fields(lexicon: Lexicon, role: Role) -> set[str]:
    """The fields of a role: of its name, its industry and what it offers."""
    text = plain(" ".join((role.role, role.industry, *role.offers)))
    return set(fields_of(lexicon, (word.word for word in words(text))))


def fields_of(lexicon: Lexicon, text: Iterable[str]) -> Counter[str]:
    """How often each field is named in words."""
    names = {mark: name for name, mark in lexicon.marks.items() if name.startswith(FIELD)}
    return Counter(names[mark] for word in text for mark in lexicon.tagged.get(word, "") if mark in names)
