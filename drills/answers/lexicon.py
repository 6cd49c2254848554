"""What the coach knows: lists of words, phrases and rules, read from assets/coach and from the user's own files.

A user's file has the tables of the shipped one of the same subject. Its words and patterns are added; a word with "-"
before it is taken off a list; texts and numbers replace. What can't be used is named with its file and line, and left
out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from drills.answers.compiled import COMPILED
from drills.answers.grammar import NUMBER, Compiler, Pattern, PatternError
from drills.answers.inflection import plural, verb_forms
from drills.answers.rule import Lexicon, Rule
from drills.errors import FileError, Problem

FIELD = "field."
OWN, OWN_EXCUSES = "own", "own excuses"
"""The groups of those patterns of a rule that are the user's own: what is found, and what is not to be."""

_FINDING = ("aims", "mentions", "shows", "counted", "claims", "leaves", "moves")
_EXCUSING = ("innocent", "over")
_LISTS = ("words", "nouns", "verbs")
_TABLES = (*_LISTS, "irregular", "phrases")
_FORMS = ("base", "s", "past", "ing")
_FIRST_MARK = 0xE000
_MOST_MARKS = 6000
_TEXTS = ("reason", "suggestion", "absent", "about")
_EXCLUDED = re.compile(r"\{!([\w.]+)\}")
SEVERITIES = ("fix", "consider", "good")


@dataclass
class _Source:
    """One file: its name, text and tables."""

    name: str
    text: str
    tables: dict[str, Any]
    own: bool = False

    def line(self, *wanted: str) -> int:
        """The line, from 1, of the last of these words, looked for one after the other; 0 if it isn't found."""
        at = 0
        for word in wanted:
            found = self.text.find(word, at)
            if found < 0:
                return self.text.count("\n", 0, at) + 1 if at else 0
            at = found
        return self.text.count("\n", 0, at) + 1


@dataclass
class _Building:
    lists: dict[str, dict[str, set[str]]] = field(default_factory=lambda: {kind: {} for kind in _LISTS})
    irregular: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@cache
def shipped() -> Lexicon:
    """What comes with Readyby."""
    return _made(_shipped_texts(), [], [])


def with_own(folder: Path) -> Lexicon:
    """What comes with Readyby and the user's own *.toml in the folder; just the former if there are none."""
    own, problems = _own_texts(folder)
    if not own and not problems:
        return shipped()
    return _made(_shipped_texts(), own, problems)


def _made(texts: list[tuple[str, str]], own: list[tuple[str, str]], problems: list[Problem]) -> Lexicon:
    """The lexicon of files, each with its name and text; kept, unless a file couldn't even be read."""
    everything = [part for named in (*texts, ("", ""), *own) for part in named]
    kept = None if problems else COMPILED.find(everything)
    if kept is None:
        kept = _built([*_sources(texts, problems), *_sources(own, problems, own=True)], problems)
        if not problems:
            COMPILED.keep(everything, kept)
    return kept


def _shipped_texts() -> list[tuple[str, str]]:
    folder = resources.files("assets") / "coach"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return [(file.name, file.read_text("utf-8")) for file in files]


def _own_texts(folder: Path) -> tuple[list[tuple[str, str]], list[Problem]]:
    texts: list[tuple[str, str]] = []
    problems: list[Problem] = []
    try:
        files = sorted(folder.glob("*.toml"))
    except OSError as error:
        raise FileError(f"{folder} can't be read: {error.strerror or error}.") from error
    for file in files:
        try:
            texts.append((str(file), file.read_text("utf-8")))
        except OSError as error:
            problems.append(Problem(str(file), 0, f"it can't be read: {error.strerror or error}"))
        except UnicodeDecodeError:
            problems.append(Problem(str(file), 0, "it is not text in UTF-8"))
    return texts, problems


def _sources(texts: list[tuple[str, str]], problems: list[Problem], *, own: bool = False) -> list[_Source]:
    """The tables of files; what is no TOML goes to the problems."""
    import tomllib

    sources: list[_Source] = []
    for name, text in texts:
        try:
            sources.append(_Source(name, text, tomllib.loads(text), own))
        except (ValueError, RecursionError) as error:
            line = re.search(r"at line (\d+)", str(error))
            problems.append(Problem(name, int(line[1]) if line else 0, f"it is no TOML: {error}"))
    return sources


def _built(sources: Iterable[_Source], problems: Iterable[Problem] = ()) -> Lexicon:
    made = _Building(problems=list(problems))
    kept = list(sources)
    for source in kept:
        for name, table in source.tables.items():
            if not isinstance(table, dict):
                made.problems.append(Problem(source.name, source.line(name), f"{name} is no table"))
            elif name in _TABLES:
                _add_texts(made, source, name, table)
            else:
                _add_rule(made, source, name, table)
    tagged, marks = _tagged(made)
    others = _mark_others(made, tagged, marks)
    compiler = Compiler(marks, made.phrases)
    rules = {name: _rule(made, name, parts, compiler) for name, parts in made.rules.items()}
    return Lexicon(marks, tagged, rules, compiler.signs, others, tuple(made.problems))


def _add_texts(made: _Building, source: _Source, table: str, entries: dict[str, Any]) -> None:
    for name, value in entries.items():
        if not isinstance(value, str):
            made.problems.append(Problem(source.name, source.line(f"[{table}]", name), f"{name} is no text"))
        elif table in _LISTS:
            words = made.lists[table].setdefault(name, set())
            given = [word if word == "IT" else word.lower() for word in value.split()]
            words.update(word for word in given if word[0] != "-")
            words.difference_update(word[1:] for word in given if word[0] == "-")
        elif table == "irregular":
            made.irregular[name] = value
        else:
            made.phrases[name] = " ".join(value.split())


def _add_rule(made: _Building, source: _Source, name: str, table: dict[str, Any]) -> None:
    if source.own and name not in made.rules:
        made.problems.append(Problem(source.name, source.line(f"[{name}]"), f"there is no check named {name}"))
        return
    rule = made.rules.setdefault(name, {"texts": {}, "patterns": {}, "numbers": {}})
    for key, value in table.items():
        wrong = _add_entry(rule, source, key, value)
        if wrong:
            made.problems.append(Problem(source.name, source.line(f"[{name}]", key), f"{name}.{key} {wrong}"))


def _add_entry(rule: dict[str, Any], source: _Source, key: str, value: object) -> str:
    """Take one entry of a rule in; says what is wrong with it, if anything."""
    if key == "severity" and value not in SEVERITIES:
        return f"is none of {', '.join(SEVERITIES)}"
    if key in (*_TEXTS, "kind", "severity"):
        rule["texts"][key] = value
        return "" if isinstance(value, str) else "is no text"
    if isinstance(value, int | float) and not isinstance(value, bool):
        rule["numbers"][key] = value
        return ""
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        return "is neither a number nor a list of patterns"
    patterns = [(item, source) for item in value]
    rule["patterns"].setdefault(key, []).extend(patterns)
    if source.own and key in (*_FINDING, *_EXCUSING):
        rule["patterns"].setdefault(OWN if key in _FINDING else OWN_EXCUSES, []).extend(patterns)
    return ""


def _rule(made: _Building, name: str, parts: dict[str, Any], compiler: Compiler) -> Rule:
    patterns: dict[str, tuple[Pattern, ...]] = {}
    for key, given in parts["patterns"].items():
        read: list[Pattern] = []
        for text, source in given:
            try:
                read.append(compiler.pattern(text))
            except PatternError as error:
                line = source.line(f"[{name}]", text)
                made.problems.append(Problem(source.name, line, f"{name}.{key}: {error}: {text}"))
        patterns[key] = tuple(read)
    texts = parts["texts"]
    return Rule(
        name,
        texts.get("kind", "quality"),
        texts.get("severity", "consider"),
        texts.get("reason", ""),
        texts.get("suggestion", ""),
        texts.get("absent", ""),
        patterns,
        parts["numbers"],
    )


def _tagged(made: _Building) -> tuple[dict[str, str], dict[str, str]]:
    """Each word with the marks of its lists, and each list with its mark."""
    marks: dict[str, str] = {NUMBER: chr(_FIRST_MARK)}
    tagged: dict[str, str] = {}
    for name, word in _entries(made):
        mark = marks.get(name)
        if mark is None:
            mark = marks[name] = chr(_FIRST_MARK + len(marks) % _MOST_MARKS)
        known = tagged.get(word, "")
        if mark not in known:
            tagged[word] = known + mark
    return tagged, marks


def _mark_others(made: _Building, tagged: dict[str, str], marks: dict[str, str]) -> str:
    """Mark the words that are not on a list, for each list that a pattern excludes; gives the marks of all other words.

    A mark makes an expression a third as long as looking ahead for what is excluded.
    """
    sources = [*made.phrases.values()]
    sources += [text for rule in made.rules.values() for group in rule["patterns"].values() for text, _ in group]
    excluded = sorted({name for source in sources for name in _EXCLUDED.findall(source) if name in marks})
    for name in excluded:
        marks[f"!{name}"] = chr(_FIRST_MARK + len(marks) % _MOST_MARKS)
    pairs = [(marks[name], marks[f"!{name}"]) for name in excluded]
    for word, known in tagged.items():
        tagged[word] = known + "".join(other for mark, other in pairs if mark not in known)
    return "".join(other for _, other in pairs)


def _entries(made: _Building) -> Iterator[tuple[str, str]]:
    for name, words in made.lists["words"].items():
        yield from ((name, word) for word in words)
        if name.startswith(FIELD):
            yield from (("field_any", word) for word in words)
    for name, words in made.lists["nouns"].items():
        for word in words:
            yield name, word
            yield name, plural(word)
    forms = {verb: verb_forms(verb, made.irregular) for verbs in made.lists["verbs"].values() for verb in verbs}
    for name, verbs in made.lists["verbs"].items():
        for verb in verbs:
            for form in _FORMS:
                for word in forms[verb][form]:
                    yield name, word
                    yield f"{name}.{form}", word
