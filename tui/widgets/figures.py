"""Figures about learning as tables and bars: recall measured against predicted, card states, answer buttons, topics."""

from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from drills.models import Rating
from drills.text import one_line
from drills.views.progress import ProgressView, Retention
from drills.views.today import Topic
from tui.widgets.bar import Part, counted, padded, parts_bar, percent, share_bar, small_row, time_words

ENOUGH = 20  # answers below which a percentage says little

_STATES: tuple[tuple[str, str, str, str], ...] = (
    ("new", "not seen yet", "·", "$foreground 45%"),
    ("learning", "being learnt", "░", "$warning"),
    ("young", "back within 21 days", "▒", "$accent"),
    ("mature", "21 days or more", "█", "$success"),
    ("suspended", "put aside", "╱", "$foreground 45%"),
)
_RATINGS = ((Rating.AGAIN, "$error"), (Rating.HARD, "$warning"), (Rating.GOOD, "$accent"), (Rating.EASY, "$success"))


def totals(view: ProgressView) -> Content:
    """Streak, reviews and time in one line."""
    streak = counted(view.streak, "day") if view.streak else "none now" if view.best_streak else "none yet"
    parts: list[str | tuple[str, str]] = [("Streak ", "$text-muted"), (streak, "bold")]
    if view.best_streak > view.streak:
        parts.append((f" (best {view.best_streak})", "$text-muted"))
    parts += [("   Reviews ", "$text-muted"), (f"{view.reviews:,}", "bold")]
    parts += [("   Time ", "$text-muted"), (time_words(view.seconds), "bold")]
    if view.reviews:
        parts += [("   Each ", "$text-muted"), (time_words(view.seconds / view.reviews), "bold")]
    return Content.assemble(*parts)


def retention_table(rows: Sequence[Retention], target: float, width: int) -> Content:
    """Recall by period: young and mature cards, all of them, and what was predicted for the same answers."""
    if not any(row.young + row.mature for row in rows):
        return _later(
            "Recall is measured on cards that come back.",
            f"The first figures stand here a day after the first drill; {ENOUGH} answers make them firm.",
        )
    label = max(len(row.label) for row in rows) + 2
    cell = 14 if width >= label + 4 * 14 else 11
    heads = ("young", "mature", "all", "predicted")
    lines = [Content.assemble((" " * label + "".join(f"{head:>{cell}}" for head in heads), "$text-muted"))]
    lines += [_retention_row(row, label, cell) for row in rows]
    few = any(0 < row.young + row.mature < ENOUGH for row in rows)
    note = f"target {percent(target)} · mature: back after 21 days or more · figures in () count answers"
    lines.append(Content.assemble((note, "$text-muted")))
    if few:
        lines.append(Content.assemble((f"~ fewer than {ENOUGH} answers: not firm yet", "$text-muted")))
    return Content("\n").join(lines)


def _retention_row(row: Retention, label: int, cell: int) -> Content:
    answers, recalled = row.young + row.mature, row.young_recalled + row.mature_recalled
    measured = [(row.young, row.young_recalled), (row.mature, row.mature_recalled), (answers, recalled)]
    parts: list[tuple[str, str]] = [(row.label.ljust(label), "")]
    for number, (asked, right) in enumerate(measured):
        if not asked:
            parts.append((f"{'–':>{cell}}", "$text-muted"))
            continue
        share = f"{'~' if asked < ENOUGH else ''}{percent(right / asked)}"
        count = f" ({asked:,})"
        parts.append((f"{share:>{max(cell - len(count), len(share) + 1)}}", "bold" if number == 2 else ""))
        parts.append((count, "$text-muted"))
    predicted = percent(row.predicted) if row.predicted is not None and answers else "–"
    return Content.assemble(*parts, (f"{predicted:>{cell}}", "$text-muted" if predicted == "–" else ""))


def states_bar(states: Mapping[str, int], width: int) -> Content:
    """How many cards stand where: a bar of all, and a line for each."""
    total = sum(states.values())
    if not total:
        return _later("No cards yet.", "Add some in the Library (4), or load a deck file there.")
    parts = [Part(name, states.get(name, 0), glyph, style) for name, _, glyph, style in _STATES]
    lines = [parts_bar(parts, width), Content("")]
    for part, (_, meaning, _, _) in zip(parts, _STATES, strict=True):
        if part.size:
            figures = f"{part.size:>7,}{percent(part.size / total):>7}"
            lines.append(
                Content.assemble(
                    (part.glyph * 2, part.style), f" {part.label:<10}{figures}  ", (meaning, "$text-muted")
                )
            )
    return Content("\n").join(lines)


def ratings_bars(ratings: Mapping[Rating, int], width: int) -> Content:
    """How often each answer button was used."""
    total = sum(ratings.values())
    if not total:
        return _later("No answers in the last 30 days.", "Each answer you rate is counted here.")
    room = max(min(width - 25, 40), 6)
    lines = []
    for rating, style in _RATINGS:
        number = ratings.get(rating, 0)
        name = f"{rating.value} {rating.name.title():<6}"
        lines.append(
            Content.assemble(
                name,
                share_bar(number / total, room, style),
                f"{percent(number / total):>6}",
                (f"{number:>8,}", "$text-muted"),
            )
        )
    return Content("\n").join(lines)


def topic_rows(topics: Sequence[Topic], width: int, most: int = 10) -> Content:
    """Topics, the weakest first: predicted recall now, and recall measured week by week."""
    if not topics:
        return _later("No topics yet.", "Tags become topics once some of their cards were answered.")
    weeks = max((len(topic.weeks) for topic in topics), default=0)
    room = max(min(width - weeks - 22, 48), 10)
    head = f"{'':<{room}} {'weeks':<{max(weeks, 5)}}  {'now':>5} {'cards':>6}"
    lines = [Content.assemble((head, "$text-muted"))]
    for topic in topics[:most]:
        lines.append(
            Content.assemble(
                padded(topic.label, room),
                (f" {small_row(topic.weeks):<{max(weeks, 5)}}", "$accent"),
                (f"  {percent(topic.recall):>5}", "bold"),
                (f" {topic.cards:>6,}", "$text-muted"),
            )
        )
    lines.append(
        Content.assemble(("now: predicted recall of the cards seen · weeks: measured, · no answers", "$text-muted"))
    )
    return Content("\n").join(lines)


def leech_rows(texts: Iterable[tuple[str, int]], width: int) -> Content:
    """Cards forgotten again and again."""
    lines = [
        Content.assemble(f"{one_line(text, max(width - 16, 10))}  ", (f"forgotten {lapses}×", "$text-warning"))
        for text, lapses in texts
    ]
    if not lines:
        return Content.assemble(("None. A card that is forgotten again and again would be listed here.", "$text-muted"))
    hint = "Say them in other words, split them, or put them aside: is:leech finds them in the Library."
    return Content("\n").join([*lines, Content.assemble((hint, "$text-muted"))])


def _later(what: str, when: str) -> Content:
    return Content.assemble((what, "bold"), ("\n" + when, "$text-muted"))
