"""Days without study, planned: a break between two dates, or a weekday that is free from some day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_BREAK = 400  # days


@dataclass(frozen=True, slots=True)
class Rest:
    """A break (`weekday` None), or a weekday (0 is Monday) that is free from `first` on; `last` None: for good."""

    id: int
    first: date
    last: date | None
    weekday: int | None = None
    label: str = ""
    uid: str = ""  # of the calendar event it came from

    def holds(self, day: date) -> bool:
        """Whether the day is free by it."""
        return (
            self.first <= day
            and (self.last is None or day <= self.last)
            and (self.weekday is None or day.weekday() == self.weekday)
        )


def is_free(rests: Iterable[Rest], day: date) -> bool:
    """Whether any of them makes the day free."""
    return any(rest.holds(day) for rest in rests)


def free_among(rests: Iterable[Rest], first: date, last: date) -> frozenset[date]:
    """The free days from `first` to `last`, both included."""
    kept = tuple(rests)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if is_free(kept, day))
