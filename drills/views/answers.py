"""What Answers shows: the open questions, and one of them."""

from dataclasses import dataclass
from datetime import datetime

from drills.models import Note, Rating
from drills.views.drill import Try


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """An open question in a list. `name` is its id ("Q1") or empty; `follows` are the notes it is asked after."""

    note_id: int
    name: str
    text: str
    level: str  # any, entry or senior
    follows: tuple[int, ...] = ()
    tries: int = 0
    last_rating: Rating | None = None
    last_at: datetime | None = None
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The Answers screen."""

    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionDetail:
    """One open question in full. `shows` and `avoid` are ids such as E1 and A4; `tries` come latest first."""

    note: Note
    intent: str
    shows: tuple[str, ...]
    avoid: tuple[str, ...]
    skeleton: tuple[str, ...]
    pace: str  # seconds from-to, as in "60-120"; may be empty
    tries: tuple[Try, ...]
