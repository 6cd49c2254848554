"""Numbers in words, for screens and reports alike; nothing here needs a terminal."""


def percent(share: float | None) -> str:
    """A share as a whole percentage, a dash for none; 0 and 100 only when nothing or everything is meant."""
    if share is None:
        return "–"
    number = round(share * 100)
    if share > 0:
        number = max(number, 1)
    if share < 1:
        number = min(number, 99)
    return f"{number} %"


def gain_words(share: float) -> str:
    """What something adds to a share: "3.5 points", "1 point", "next to nothing"."""
    points = round(100 * share, 1)
    if points < 0.1:
        return "next to nothing"
    return f"{points:g} {'point' if points == 1 else 'points'}"


def time_words(seconds: float) -> str:
    """A length of time in the two units that matter: "40 s", "14 min", "3 h 05 min"."""
    if seconds < 60:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60:,} h {minutes % 60:02} min"


def counted(number: int, thing: str, things: str = "") -> str:
    """A number with its noun: "1 card", "1,204 cards"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
