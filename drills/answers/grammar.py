"""The patterns of the coach: a small language over words, written in assets/coach/*.toml.

    i want to        these words, one after the other
    {!pay}           any word that is not on that list
    {pay}            a word of that list, or that phrase of [phrases]; {reduce.past} a verb of the list in the past
    ( a b | c )      one of these
    x? ( a | b )?    or nothing
    ~4               up to four words of any kind, within one clause
    ~~8              up to eight words and commas
    #                a number, in figures or in words
    !( a | b )       not followed by these
    ^  $             the beginning, or the end, of the sentence

A pattern is looked for in one sentence at a time, each word of which is written as one sign of its own, a mark for
each list that it is on, and a space; so a choice of words is a set of signs, which is quick to compile and to find.
What a pattern can't do without is worked out beforehand: most are never tried on a sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Gate = tuple[frozenset[str], ...]
_PART = re.compile(r"\{!?[\w.]+\}|~{1,2}\d+|!\(|[()|?^$#]|[^\s()|?{}]+")
_REST = r"[^ ]* "
_ANY_WORD = r"(?:[^ ,.;:!?()\"-][^ ]* )"
_ANY_PART = r"(?:[^ .;:!?()\"][^ ]* )"
_FIRST_SIGN = 0x20000  # signs for words: a plane of letters that no mark is in
_UNKNOWN_WORD, _UNKNOWN_SIGN = chr(_FIRST_SIGN), "~"
NUMBER = "number"
_MOST_DEPTH = 12
_PUNCTUATION = frozenset(",.;:!?()\"-'%&+/*#@…")


class PatternError(ValueError):
    """A pattern that can't be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a pattern: its regular expression, and what a sentence must have for it to be found."""

    expression: str
    gate: Gate
    words: tuple[str, ...] | None = None  # the words, if it is just these


@dataclass(frozen=True, slots=True)
class Gap:
    """So many words of any kind between two segments, with commas or without."""

    most: int
    commas: bool


class Segment:
    """A stretch of a pattern without gaps. Its regular expression is made when a sentence first has what it needs.

    Equal segments are one object: expressions are costly to make (20 ms for the longest), and what was found in a
    sentence is found once.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The regular expression, over words as a sentence writes them."""
        return re.compile(rf"(?<![^ ]){self.source}")


@dataclass(frozen=True)
class Pattern:
    """One pattern: segments, with a gap between each two of them."""

    segments: tuple[Segment, ...]
    gaps: tuple[Gap, ...]
    needs: Gate

    def may_be_in(self, keys: frozenset[str]) -> bool:
        """Whether a sentence with these words and lists may hold it."""
        for need in self.needs:  # noqa: SIM110  a generator takes twice as long; this runs 2,000 times an answer
            if need.isdisjoint(keys):
                return False
        return True


def _drop_optional_end(parts: list[str]) -> None:
    """Take off what may be left out before a gap: it could only swallow what comes after the gap."""
    while len(parts) > 2 and parts[-1] == "?":
        depth, at = 0, len(parts) - 2
        while True:
            depth += (parts[at] == ")") - (parts[at] in ("(", "!("))
            if depth <= 0 or at == 0:
                break
            at -= 1
        if at == 0:
            return
        del parts[at:]


def sign_of(word: str, signs: Mapping[str, str]) -> str:
    """The sign that stands for a word; all words that no pattern names share one, and so do all other signs."""
    known = signs.get(word)
    if known is not None:
        return known
    if word[0].isalnum() or word[0] in "'£$€":
        return _UNKNOWN_WORD
    return word if word in _PUNCTUATION else _UNKNOWN_SIGN


class Compiler:
    """Reads patterns over some lists of words and some named phrases."""

    def __init__(self, marks: Mapping[str, str], phrases: Mapping[str, str]) -> None:
        self._marks = marks
        self._phrases = phrases
        self._nodes: dict[str, Node] = {}
        self._segments: dict[str, Segment] = {}
        self.signs: dict[str, str] = {}

    def pattern(self, source: str) -> Pattern:
        """The pattern that is written so. Raises PatternError."""
        parts = _PART.findall(source)
        if not parts:
            raise PatternError("it is empty")
        stretches: list[list[str]] = [[]]
        gaps: list[Gap] = []
        depth = 0
        for part in parts:
            depth += part in ("(", "!(")
            depth -= part == ")"
            if depth == 0 and part[0] == "~" and stretches[-1]:
                gaps.append(Gap(int(part.lstrip("~")), part[1] == "~"))
                _drop_optional_end(stretches[-1])
                stretches.append([])
            else:
                stretches[-1].append(part)
        if not stretches[-1]:
            stretches.pop()
            gaps = gaps[: len(stretches) - 1]
        nodes = [self._whole(stretch, 0) for stretch in stretches]
        needs = dict.fromkeys(need for node in nodes for need in node.gate)
        return Pattern(tuple(map(self._segment, nodes)), tuple(gaps), tuple(sorted(needs, key=len)))

    def _segment(self, node: Node) -> Segment:
        return self._segments.setdefault(node.expression, Segment(node.expression))

    def _node(self, source: str, depth: int) -> Node:
        if depth > _MOST_DEPTH:
            raise PatternError("a phrase contains itself")
        return self._whole(_PART.findall(source), depth)

    def _whole(self, parts: list[str], depth: int) -> Node:
        if not parts:
            raise PatternError("it is empty")
        node, rest = self._choice(parts, 0, depth)
        if rest != len(parts):
            raise PatternError('a ")" without its "("')
        return node

    def _choice(self, parts: list[str], at: int, depth: int) -> tuple[Node, int]:
        branches = []
        while True:
            node, at = self._sequence(parts, at, depth)
            branches.append(node)
            if at >= len(parts) or parts[at] != "|":
                break
            at += 1
        if len(branches) == 1:
            return branches[0], at
        return Node(self._alternatives(branches), _any_of(branches)), at

    def _alternatives(self, branches: list[Node]) -> str:
        """A choice as a regular expression; branches of words alone are joined by their beginnings."""
        others = [branch.expression for branch in branches if branch.words is None]
        phrases = dict.fromkeys(branch.words for branch in branches if branch.words is not None)
        joined = self._joined(list(phrases)) if phrases else []
        return "(?:" + "|".join([*others, *joined]) + ")"

    def _joined(self, phrases: list[tuple[str, ...]]) -> list[str]:
        """Phrases as few expressions: the longer ones first, then all single words as one set of signs."""
        after: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            after.setdefault(phrase[0], []).append(phrase[1:])
        single = [word for word, rests in after.items() if rests == [()]]
        expressions = []
        for word, rests in after.items():
            if rests == [()]:
                continue
            inner = "|".join(self._joined([rest for rest in rests if rest]))
            optional = "?" if () in rests else ""
            expressions.append(f"{self._sign(word)}{_REST}(?:{inner}){optional}")
        if single:
            expressions.append(f"[{''.join(map(self._sign, single))}]{_REST}")
        return expressions

    def _sequence(self, parts: list[str], at: int, depth: int) -> tuple[Node, int]:
        expressions: list[str] = []
        gate: list[frozenset[str]] = []
        words: tuple[str, ...] | None = ()
        while at < len(parts) and parts[at] not in ("|", ")"):
            node, at = self._unit(parts, at, depth)
            if at < len(parts) and parts[at] == "?":
                at += 1
                expressions.append(f"(?:{node.expression})?")
                words = None
                continue
            expressions.append(node.expression)
            gate.extend(node.gate)
            words = None if words is None or node.words is None else words + node.words
        if not expressions:
            raise PatternError("one of its choices is empty")
        return Node("".join(expressions), tuple(dict.fromkeys(gate)), words), at

    def _unit(self, parts: list[str], at: int, depth: int) -> tuple[Node, int]:
        part = parts[at]
        if part in ("(", "!("):
            node, end = self._choice(parts, at + 1, depth)
            if end >= len(parts) or parts[end] != ")":
                raise PatternError('a "(" without its ")"')
            return (Node(f"(?!{node.expression})", ()) if part == "!(" else node), end + 1
        if part == "?":
            raise PatternError('a "?" with nothing before it')
        return self._atom(part, depth), at + 1

    def _atom(self, part: str, depth: int) -> Node:
        if part[0] == "~":
            kind = _ANY_PART if part[1] == "~" else _ANY_WORD
            return Node(f"{kind}{{0,{min(int(part.lstrip('~')), 40)}}}?", ())
        if part[0] == "{":
            return self._named(part[1:-1], depth)
        if part in "^$":
            return Node(part if part == "^" else r"(?:[^\w ][^ ]* )*$", ())
        if part == "#":
            return self._named(NUMBER, depth)
        return Node(self._sign(part) + _REST, (frozenset((part,)),), (part,))

    def _sign(self, word: str) -> str:
        """The sign of a word, as an expression; words get theirs as patterns name them."""
        known = self.signs.get(word)
        if known is None:
            is_mark = not (word[0].isalnum() or (word[0] == "'" and len(word) > 1))
            known = self.signs[word] = word if is_mark else chr(_FIRST_SIGN + 1 + len(self.signs))
        return re.escape(known)

    def _named(self, name: str, depth: int) -> Node:
        if name in self._nodes:
            return self._nodes[name]
        if name in self._marks:
            mark = self._marks[name]
            node = Node(rf"[^ ]+{mark}[^ ]* ", () if name[0] == "!" else (frozenset((mark,)),))
        elif name in self._phrases:
            inner = self._node(self._phrases[name], depth + 1)
            node = Node(f"(?:{inner.expression})", inner.gate)
        else:
            raise PatternError(f"there is no list or phrase named {name}")
        self._nodes[name] = node
        return node


def _any_of(branches: list[Node]) -> Gate:
    """What a choice needs: of each branch its most telling need, any of them."""
    needs: set[str] = set()
    for branch in branches:
        if not branch.gate:
            return ()
        needs |= min(branch.gate, key=len)
    return (frozenset(needs),)
