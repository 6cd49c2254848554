"""The coach's lists and patterns once read, kept as a file: reading them anew takes a quarter of a second.

The file is named after what it was made of, the lists and the code that reads them; any change makes another one. It
holds data only (JSON), is written beside and moved into place, and whatever is wrong with it, it is just made again.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from drills.answers.grammar import Gap, Pattern, Segment
from drills.answers.rule import Lexicon, Rule
from drills.errors import Problem

_READERS = ("compiled.py", "grammar.py", "inflection.py", "lexicon.py", "rule.py")
_NAME = "coach-{}.json"


@dataclass
class Compiled:
    """Where lexicons are kept; nowhere until a folder is given."""

    folder: Path | None = None

    def find(self, texts: Iterable[str]) -> Lexicon | None:
        """The lexicon that was made of these texts, if it was kept and can be read."""
        if self.folder is None:
            return None
        try:
            seal, _, written = self._path(self.folder, texts).read_text("utf-8").partition("\n")
            return _restored(json.loads(written)) if seal == _seal(written) else None
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return None

    def keep(self, texts: Iterable[str], lexicon: Lexicon) -> None:
        """Keep it instead of others; a folder that can't be written to does no harm."""
        if self.folder is None:
            return
        path = self._path(self.folder, texts)
        beside = path.with_suffix(f".{os.getpid()}")
        written = json.dumps(_data(lexicon), ensure_ascii=False)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            for other in path.parent.glob(_NAME.format("*")):
                other.unlink(missing_ok=True)
            beside.write_text(f"{_seal(written)}\n{written}", "utf-8")
            beside.replace(path)

    def _path(self, folder: Path, texts: Iterable[str]) -> Path:
        code = resources.files("drills.answers")
        known = sha256()
        for part in (*(code.joinpath(name).read_text("utf-8") for name in _READERS), *texts):
            known.update(sha256(part.encode("utf-8", "surrogatepass")).digest())
        return folder / _NAME.format(known.hexdigest()[:32])


COMPILED = Compiled()


def _seal(written: str) -> str:
    """What shows that nothing was lost or changed on the disk."""
    return sha256(written.encode("utf-8")).hexdigest()


def _data(lexicon: Lexicon) -> dict[str, Any]:
    """A lexicon as JSON can hold it; what patterns share is written once."""
    segments: dict[int, int] = {}
    needs: dict[frozenset[str], int] = {}
    expressions: list[str] = []
    rules = {}
    for name, rule in lexicon.rules.items():
        groups = {}
        for group, patterns in rule.patterns.items():
            groups[group] = [
                [
                    [_number(segments, id(segment), expressions, segment.source) for segment in pattern.segments],
                    [[gap.most, gap.commas] for gap in pattern.gaps],
                    [needs.setdefault(need, len(needs)) for need in pattern.needs],
                ]
                for pattern in patterns
            ]
        texts = [rule.kind, rule.severity, rule.reason, rule.suggestion, rule.absent]
        rules[name] = [texts, dict(rule.numbers), groups]
    return {
        "marks": dict(lexicon.marks),
        "tagged": dict(lexicon.tagged),
        "signs": dict(lexicon.signs),
        "others": lexicon.others,
        "problems": [[problem.file, problem.line, problem.message] for problem in lexicon.problems],
        "expressions": expressions,
        "needs": [sorted(need) for need in needs],
        "rules": rules,
    }


def _number(known: dict[int, int], key: int, expressions: list[str], expression: str) -> int:
    if key not in known:
        known[key] = len(expressions)
        expressions.append(expression)
    return known[key]


def _restored(data: dict[str, Any]) -> Lexicon:
    segments = [Segment(expression) for expression in data["expressions"]]
    needs = [frozenset(need) for need in data["needs"]]
    rules = {}
    for name, (texts, numbers, groups) in data["rules"].items():
        patterns = {
            group: tuple(
                Pattern(
                    tuple(segments[at] for at in parts),
                    tuple(Gap(most, commas) for most, commas in gaps),
                    tuple(needs[at] for at in needed),
                )
                for parts, gaps, needed in given
            )
            for group, given in groups.items()
        }
        kind, severity, reason, suggestion, absent = texts
        rules[name] = Rule(name, kind, severity, reason, suggestion, absent, patterns, numbers)
    problems = tuple(Problem(*problem) for problem in data["problems"])
    return Lexicon(data["marks"], data["tagged"], rules, data["signs"], data["others"], problems)
