"""How long an answer took: thinking counts, absence and pauses don't, and there is no limit."""

from collections.abc import Callable
from math import inf


class Stopwatch:
    """Counts seconds while it runs; of a gap without a key, only as much as one is patient for."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counted = 0.0
        self._stirred = 0.0
        self._patience = inf
        self._running = False

    def start(self, patience: float) -> None:
        """Begin anew. `patience` is the longest gap, in seconds, that counts in full; 0: all do."""
        self._counted = 0.0
        self._stirred = self._clock()
        self._running = True
        self.be_patient(patience)

    def be_patient(self, patience: float) -> None:
        """From now on, gaps count up to that long."""
        self.stir()
        self._patience = patience or inf

    def stir(self) -> None:
        """The user did something: the gap ends here."""
        if self._running:
            self._counted = self.seconds
            self._stirred = self._clock()

    def pause(self) -> None:
        """Stop counting until `resume`."""
        self.stir()
        self._running = False

    def resume(self) -> None:
        """Count on."""
        if not self._running:
            self._stirred = self._clock()
            self._running = True

    @property
    def seconds(self) -> float:
        """What counts so far."""
        if not self._running:
            return self._counted
        return self._counted + min(max(0.0, self._clock() - self._stirred), self._patience)
