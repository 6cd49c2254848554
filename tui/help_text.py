"""What Help explains besides the keys: how to search, how to name a date, how to write a deck file."""

from collections.abc import Sequence

from textual.content import Content

from drills.deadline_words import GRAMMAR

SEARCH_FORMS: tuple[tuple[str, str], ...] = (
    ("career goal", "both words, or words that begin so, in any order"),
    ('"five years"', "these words side by side"),
    ("-salary", "leaves out notes with this word; works before any other form too"),
    ("deck:star", "in a deck whose name holds this, and the decks below it"),
    ("tag:E3", "with this tag; tag:interview finds interview::hr too"),
    ("kind:typed", "of a kind: basic, typed, cloze, question, critique"),
    ("is:due", "due now; also is:new, is:learning, is:review, is:suspended, is:leech"),
    ("flag:1", "with flag 1; 2, 3 and 4 likewise, 0 is none"),
)

DECK_FORMAT = """\
---
deck: Career goals::My questions
tags: interview
about: One line that says what the deck is for.
---

Q: The front of a card. May run over several lines.
A: Its back.
Extra: Shown under the answer; may be left out.
Id: my-card-1
Tags: E1, recognition

---

T: A card whose answer is typed: what proves a claim?
A: a number
A: a figure

C: A good plan names {{c1::the goal}} and {{c2::a date::when?}}.

Question: What are your career goals?
Level: any
Intent: What the interviewer wants to learn.
Follows: Q3
Shows: E1, E2
Avoid: A1, A4
Seconds: 60-120
Skeleton:
- Proof: one result that you have, with its number
- Plan: the next step, with its date

Critique: A sample answer, as somebody would say it.
Answers: Q1
Pitfalls: A4
Missing: E1, E3
Good: what is good in it
Weak: what is weak in it
Better: a better version of the answer
"""

DECK_RULES: tuple[tuple[str, str], ...] = (
    ("Q: T: C: Question: Critique:", "begin a card; the other fields belong to the card above them"),
    ("---", "a line of its own ends a card; at the top of the file it holds what is said of the whole deck"),
    ("Id:", "the card's lasting name: with it a changed text keeps its history; letters, digits, . _ -"),
    ("\\Q: or \\---", "a backslash in front makes a line ordinary text"),
    ("```", "nothing inside a code fence is a field"),
)


def pairs(rows: Sequence[tuple[str, str]], width: int = 22) -> Content:
    """Forms to the left, what they mean to the right; long forms stand on a line of their own."""
    lines = []
    for form, meaning in rows:
        if len(form) > width - 2:
            lines += [Content.assemble((form, "bold")), Content.assemble(" " * width, (meaning, "$text-muted"))]
        else:
            lines.append(Content.assemble((form.ljust(width), "bold"), (meaning, "$text-muted")))
    return Content("\n").join(lines)


SEARCH = Content("\n").join([Content.assemble(("Search\n", "$text-muted")), pairs(SEARCH_FORMS, 16)])
DATES = pairs(GRAMMAR, 34)
DECKS = Content("\n").join([Content(DECK_FORMAT), pairs(DECK_RULES, 31)])
