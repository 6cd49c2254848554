"""Decks as Markdown files: what is read, what is complained of, and that writing loses nothing."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drills.cloze import numbers
from drills.errors import DeckFileError, DrillsError
from drills.exchange.markdown import LARGEST, parse_deck, read_deck_file, write_deck
from drills.models import Kind, NoteDraft
from drills.text import storable

NASTY = sorted((Path(__file__).parents[3] / "shared/data/nasty").glob("*.md"))
SHIPPED = sorted((Path(__file__).parents[2] / "assets/decks").glob("*.md"))

EVERY_KIND = r"""---
deck: Career goals :: Samples
tags: goals, interview
about: All kinds of card.
---

# A remark

Q: Front of a card
over two lines.

A: Back.
Extra: Why.
Id: b-1
Tags: A1, goals

---

T: Which word?
A: first
A: second
C: A plan names {{c1::the goal}} and {{c2::a date::when?}}.

Question: How do you plan?
Id: Q1
Level: any
Intent: What they want.
Follows: Q2, Q3
Shows: E1 E2,E3
Avoid: none
Seconds: 60 – 120
Skeleton:
- Proof: one result
- Plan: …
Tags: chain

# Another remark

Critique: A sample
answer.
Answers: Q1
Sample: classes
Level: entry
Pitfalls: A4
Missing: none
Good: what is good
Weak: what is weak
Better: better
"""


def problems(text):
    """The problems of a deck's text, as (line, message)."""
    with pytest.raises(DeckFileError) as caught:
        parse_deck(text, "some/deck.md")
    assert {problem.file for problem in caught.value.problems} == {"some/deck.md"}
    return [(problem.line, problem.message) for problem in caught.value.problems]


def complaints(read):
    """The problems met in reading a deck; none if it can be read."""
    try:
        read()
    except DeckFileError as error:
        return error.problems
    return ()


def fields(text):
    """The fields of the only note in a deck's text."""
    (note,) = parse_deck(text, "deck.md").notes
    return note.fields


def test_a_file_gives_its_notes():
    """Every kind of card is read with its fields by name, its tags, its id and its line."""
    deck = parse_deck(EVERY_KIND, "file.md")
    assert (deck.deck, deck.about, deck.tags) == ("Career goals::Samples", "All kinds of card.", ("goals", "interview"))
    basic, typed, cloze, question, critique = deck.notes
    assert basic == NoteDraft(
        Kind.BASIC,
        {"front": "Front of a card\nover two lines.", "back": "Back.", "extra": "Why."},
        ("goals", "interview", "A1"),
        "b-1",
        "Career goals::Samples",
        9,
    )
    assert typed.fields == {"front": "Which word?", "answers": "first\nsecond"}
    assert (typed.key, typed.tags) == (None, ("goals", "interview"))
    assert cloze.fields == {"text": "A plan names {{c1::the goal}} and {{c2::a date::when?}}."}
    assert question.fields == {
        "prompt": "How do you plan?",
        "intent": "What they want.",
        "skeleton": "- Proof: one result\n- Plan: …",
        "level": "any",
        "follows": "Q2 Q3",
        "shows": "E1 E2 E3",
        "seconds": "60-120",
    }
    assert critique.fields == {
        "text": "A sample\nanswer.",
        "answers": "Q1",
        "sample": "classes",
        "level": "entry",
        "pitfalls": "A4",
        "good": "what is good",
        "weak": "what is weak",
        "better": "better",
    }


def test_a_file_without_front_matter_is_called_after_itself():
    """The file's name is the deck's, until the file says otherwise."""
    deck = parse_deck("Q: a\nA: b", "some/Prime numbers.md")
    assert (deck.deck, deck.about, deck.tags) == ("Prime numbers", "", ())
    assert deck.notes[0].deck == "Prime numbers"
    assert parse_deck("", "empty.md").notes == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_ends_and_a_byte_order_mark_are_read(ends, tmp_path):
    """Files from any editor and system give the same deck."""
    path = tmp_path / "deck.md"
    path.write_bytes(b"\xef\xbb\xbf" + EVERY_KIND.replace("\n", ends).encode())
    assert read_deck_file(path) == parse_deck(EVERY_KIND, "deck.md")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("```\nQ: code\n---\n```", "```\nQ: code\n---\n```"),
        ("~~~py\n```\nA: code\n~~~", "~~~py\n```\nA: code\n~~~"),
        ("````\n```\nA: x\n````", "````\n```\nA: x\n````"),
        ("one\n\\Q: two\n\\---\n\\```", "one\nQ: two\n---\n```"),
        ("one\n\\\\Q: two", "one\n\\Q: two"),
        ("one\n\\two", "one\n\\two"),
        ("A::B is a name\nT::new\nNote: this\nq: that", "A::B is a name\nT::new\nNote: this\nq: that"),
        ("Q: on the same line", "Q: on the same line"),
        ("\n\n    indented\n\n", "    indented"),
        ("a\n\n# heading inside\n***\n- - -", "a\n\n# heading inside\n***\n- - -"),
    ],
)
def test_only_what_begins_a_line_unescaped_is_a_field(written, read):
    """Code fences and backslashes make text of anything; words not of the format are text anyway."""
    assert fields(f"Q: q\nA: {written}")["back"] == read


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("A: orphan\nQ: q\nA: a", 1, "belongs to no card"),
        ("hello\nworld\n\nQ: q\nA: a", 1, "belongs to no card"),
        ("Q: q\nA: a\n---\n\nExtra: x\nstray", 5, "belongs to no card"),
        ("Q: q", 1, "no A:"),
        ("Q:\nA: a", 1, "no text"),
        ("Q: q\nA: a\nA: b", 3, "second A:"),
        ("Q: q\nA: a\nWeak: b", 3, '"\\Weak:"'),
        ("T: q\nA:\n", 1, "no A:"),
        ("T: q\nA: a\nb", 3, "one line"),
        ("C: no blanks {{c0::x}}", 1, "hides nothing"),
        ("Question: q\nIntent: i\nLevel: expert", 3, "entry, senior, any"),
        ("Question: q\nIntent: i\nSeconds: soon", 3, "60-120"),
        ("Question: q\nIntent: i\nShows: E1; E2", 3, "commas"),
        ("Critique: s\nGood: g", 1, "Better:"),
        ("Critique: s\nWeak: w\nSample: none", 3, "further-study"),
        ("Q: q\nA: a\nId: two words", 3, "letters, digits"),
        ("Q: q\nA: a\nId:", 3, "letters, digits"),
        ("Q: q\nA: a\nId: x\n\nQ: r\nA: b\nId: x", 7, "line 3"),
        ("Q: q\nA: a\nTags: two words", 3, "no spaces"),
        ("Q: q\nA: a\nTags: one\nstray", 4, "belongs to nothing"),
        ("Q: q\nA:\n```py\nx\n\nQ: swallowed?", 3, "never closed"),
        ("---\ndeck: x\nQ: q\nA: a", 1, "never closed"),
        ("---\ndeck: x", 1, "never closed"),
        ("---\nname: x\n---", 2, "deck:, tags: and about:"),
        ("---\ndeck: x\ndeck: y\n---", 3, "second deck:"),
        ("---\ndeck: a::::b\n---", 2, "empty part"),
        ("---\ntags: two words\n---", 2, "no spaces"),
    ],
)
def test_a_problem_is_named_with_its_line(text, line, said):
    """Each problem says where it is, what is wrong and what to write."""
    found = problems(text)
    assert [number for number, _ in found] == [line]
    assert said in found[0][1]


HASHCARDS = """\
---
name = "Cities"
---

<!-- Lesson 1 -->

Q: What is the capital of France?
A: Paris
"""


def test_basic_cards_of_hashcards_are_read_under_the_name_it_gives_them():
    """Its front matter is TOML, and comments stand between cards."""
    deck = parse_deck(HASHCARDS, "file.md")
    assert (deck.deck, [note.fields for note in deck.notes]) == (
        "Cities",
        [{"front": "What is the capital of France?", "back": "Paris"}],
    )


def test_gaps_in_the_brackets_of_another_program_are_explained_once_with_the_first_lines():
    """Gaps of Anki's beside brackets are none of them; nor are links and pictures."""
    (one,) = problems("C: [Berlin] is in [Germany].")
    assert one[0] == 1
    assert one[1].startswith("gaps are written {{c1::like this}}; [brackets] are another program's")
    many = "\n\n".join(f"C: [{number}]" for number in range(8))
    (all_,) = problems(f"{many}\n\nC: {{{{c1::x}}}} [y]")
    assert all_[0] == 1
    assert all_[1].endswith("so too in lines 3, 5, 7, 9 and 3 more")
    assert "hides nothing" in problems("C: ![](x.png) [to](y)")[0][1]


def test_all_problems_are_named_at_once():
    """Nobody has to fix a file one problem at a time."""
    assert [line for line, _ in problems("stray\nQ: q\nQ: r\nA: a\nLevel: any\nC: x\nId: ?")] == [1, 2, 5, 6, 7]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"Q: a\r\nA: b\r\rQ: caf\xe9", 4, "0xE9"),
        ("Q: a\nA: b".encode("utf-16"), 1, "UTF-16"),
        (b"x" * (LARGEST + 1), 0, "larger than"),
    ],
    ids=["latin-1", "utf-16", "huge"],
)
def test_a_file_that_is_no_text_is_named_with_its_line(content, line, said, tmp_path):
    """Other encodings and enormous files are refused clearly."""
    path = tmp_path / "deck.md"
    path.write_bytes(content)
    with pytest.raises(DeckFileError) as caught:
        read_deck_file(path)
    assert [(problem.line, said in problem.message) for problem in caught.value.problems] == [(line, True)]


@pytest.mark.parametrize("name", ["missing.md", ".", "nul\0.md"])
def test_a_file_that_cannot_be_opened_is_said_to_be_so(name, tmp_path):
    """Missing files, folders and impossible names are errors in the user's words."""
    with pytest.raises(DrillsError, match="can't be read"):
        read_deck_file(tmp_path / name)


LINES = st.sampled_from(
    (
        *(
            "Q: x",
            "A:",
            "Id: 1",
            "\\Q: x",
            "\\\\A: y",
            "A::b",
            "Note: x",
            "---",
            "\\---",
            "--- ",
            "***",
            "# head",
            "- item",
        ),
        *("```", "```py", "````", "~~~", "~~~~", "\\```", " ```", "```a`b", "    code", "\ttab", "", " ", "\\", "\\\\"),
        *("{{c1::a}}", "\\{{c1::a}}", "}}", "::", "none", "a, b", "\x0b\x0c\x85\u2028", "\u0338=", "end  "),
    )
) | st.text(max_size=12)
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n".join)
IDS = st.lists(st.from_regex(r"[A-Z][0-9]{1,2}", fullmatch=True), max_size=3, unique=True).map(" ".join)


def trimmed(text):
    """A text as a note holds it: storable, without blank lines around it or space at its end."""
    lines = storable(text).split("\n")
    while lines and not lines[0].strip(" \t"):
        lines.pop(0)
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    return "\n".join(lines).rstrip(" \t")


def text_or(fallback):
    """Any text that a field may hold; the fallback where nothing would be left."""
    return TEXTS.map(lambda text: trimmed(text) or fallback)


ANSWER = TEXTS.map(lambda text: " ".join(storable(text).split("\n")).strip(" \t") or "answer")
OPTIONAL = TEXTS.map(trimmed)
LEVELS = st.sampled_from(["", "entry", "any"])
BASIC = {"front": text_or("q"), "back": text_or("a"), "extra": OPTIONAL}
TYPED = {"front": text_or("q"), "answers": st.lists(ANSWER, min_size=1, max_size=3).map("\n".join)}
CLOZE = {"text": OPTIONAL.map(lambda text: text if numbers(text) else trimmed(f"{text}\n{{{{c1::x}}}}"))}
QUESTION = {"prompt": text_or("q"), "intent": text_or("i"), "skeleton": OPTIONAL, "level": LEVELS}
QUESTION |= {"follows": IDS, "shows": IDS, "avoid": IDS, "seconds": st.sampled_from(["", "90", "60-120"])}
CRITIQUE = {"text": text_or("s"), "answers": IDS, "sample": st.sampled_from(["", "classes"]), "level": LEVELS}
CRITIQUE |= {"pitfalls": IDS, "missing": IDS, "good": OPTIONAL, "weak": OPTIONAL, "better": OPTIONAL}
SHAPES = dict(zip(Kind, (BASIC, TYPED, CLOZE, QUESTION, CRITIQUE), strict=True))


@st.composite
def note_drafts(draw):
    """A note of any kind, with fields as a deck would hold them."""
    kind = draw(st.sampled_from(Kind))
    drawn = {name: value for name, values in SHAPES[kind].items() if (value := draw(values))}
    own = draw(st.lists(st.sampled_from(["A1", "nested::tag", "x-y"]), unique=True))
    return NoteDraft(kind, drawn, ("common", *own), deck="Some::Deck")


@settings(deadline=None)
@given(st.lists(note_drafts(), max_size=4), st.booleans())
def test_what_is_written_parses_back_to_equal_notes(notes, keyed):
    """Texts that look like fields, separators, fences or escapes come back as they were."""
    keys = [f"key-{place}" if keyed else None for place in range(len(notes))]
    notes = [
        NoteDraft(note.kind, note.fields, note.tags, key, note.deck) for note, key in zip(notes, keys, strict=True)
    ]
    written = write_deck("Some::Deck", "About: ---", ["common"], notes)
    deck = parse_deck(written, "file.md")
    assert (deck.deck, deck.about, deck.tags) == ("Some::Deck", "About: ---", ("common",))
    assert [NoteDraft(n.kind, n.fields, n.tags, n.key, n.deck) for n in deck.notes] == notes
    assert write_deck(deck.deck, deck.about, deck.tags, deck.notes) == written


@settings(deadline=None)
@given(TEXTS)
def test_any_text_parses_or_is_complained_of(text):
    """No text makes the parser fail in another way than with the lines that are wrong."""
    found = complaints(lambda: parse_deck(text, "file.md"))
    assert all(0 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in found)


def test_a_field_of_another_kind_is_never_written():
    """Losing a text silently would be worse than failing."""
    with pytest.raises(ValueError, match="no field prompt"):
        write_deck("d", "", (), [NoteDraft(Kind.BASIC, {"front": "a", "back": "b", "prompt": "c"})])


@pytest.mark.parametrize(
    "text",
    [
        "Q: q\nA: a\n" * 50_000,
        "Q: " + "x" * 5_000_000 + "\nA: a",
        "Q: q\nA:\n" + "```py\n" * 100_000,
        "Q: q\nA:\n" + "\\" * 2_000_000 + "\n" + " " * 2_000_000 + "`",
        "\n".join("`" * n for n in range(2_000, 2, -1)),
        "C: " + "{{c1::" * 100_000,
        "stray\n\n" * 200_000,
    ],
    ids=["cards", "line", "fences", "backslashes", "shrinking fences", "clozes", "strays"],
)
def test_enormous_files_are_read_and_written_in_seconds(text):
    """Neither many cards nor long lines, real or hostile, make reading or writing slow."""
    started = time.perf_counter()
    complaints(lambda: parse_deck(text, "file.md"))
    write_deck("d", "", (), [NoteDraft(Kind.BASIC, {"front": storable(text), "back": "a"})])
    assert time.perf_counter() - started < 8


@pytest.mark.skipif(not NASTY, reason="the shared test data are not here")
@pytest.mark.parametrize("path", NASTY, ids=lambda path: path.stem)
def test_nasty_files_parse_or_are_complained_of(path):
    """Files from the wild are read, or their problems named."""
    assert all(problem.message for problem in complaints(lambda: read_deck_file(path)))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_decks_that_come_with_readyby_are_read(path):
    """Every shipped deck has notes, each with its id, and survives being written and read again."""
    deck = read_deck_file(path)
    again = parse_deck(write_deck(deck.deck, deck.about, deck.tags, deck.notes), "again.md")
    assert deck.notes
    assert all(note.key for note in deck.notes)
    assert [(n.kind, n.fields, n.tags, n.key) for n in again.notes] == [
        (n.kind, n.fields, n.tags, n.key) for n in deck.notes
    ]
