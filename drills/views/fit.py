"""What Settings and `readyby fit` show of the memory model's weights."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights that were fitted once: when, to how many answers, and the log loss on held-out answers before and after.

    `id` 0 are FSRS-6's defaults, which were never fitted here.
    """

    id: int
    made_at: datetime | None
    reviews: int
    before: float
    after: float
    in_use: bool


@dataclass(frozen=True, slots=True)
class FitOffer:
    """Whether fitting makes sense: answers so far, whether they are enough, the weights in use, the trainer there."""

    reviews: int
    needed: int
    last_fit: Weights | None
    extra_installed: bool

    @property
    def enough(self) -> bool:
        """Whether there are answers enough."""
        return self.reviews >= self.needed
