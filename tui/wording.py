"""Figures in words: short, with their units, and no more precise than they are."""


def minutes(seconds: float) -> str:
    """As in "14 min"; under a minute "1 min", nothing "0 min"."""
    whole = round(seconds / 60)
    return f"{max(whole, 1) if seconds > 0 else 0} min"


def spent(seconds: float) -> str:
    """Time that was measured, as in "45 s", "13 min 40 s", "1 h 05 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def percent(share: float) -> str:
    """A share as in "41 %"; 100 only when nothing is missing, 0 only when nothing is there."""
    whole = round(share * 100)
    if whole == 100 and share < 1:
        whole = 99
    if whole == 0 and share > 0:
        whole = 1
    return f"{whole} %"


def cards(number: int) -> str:
    """As in "1 card", "23 cards"."""
    return "1 card" if number == 1 else f"{number} cards"


def days(number: int) -> str:
    """As in "today", "1 day", "18 days", "3 days ago"."""
    if number < 0:
        return f"{'1 day' if number == -1 else f'{-number} days'} ago"
    return {0: "today", 1: "1 day"}.get(number, f"{number} days")
