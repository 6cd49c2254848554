"""The desk: one thread that owns the one connection. Screens ask it to read or write, and simply `await`."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Concatenate, ParamSpec, TypeVar, cast

from drills.storage.database import explained
from drills.storage.ranges import days_readable

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Reads and writes queue on one thread, in order. The database is opened there, when first needed."""

    def __init__(self, open_: Callable[[], sqlite3.Connection]) -> None:
        self._open = open_
        self._connection: sqlite3.Connection | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._closed = False
        self._begun: tuple[Callable[..., object], Future[object]] | None = None

    def begin(self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> None:
        """Begin a read before anyone asks: the first `read` of that query gives its answer, or its error."""
        self._begun = (query, self._submit(query, *args, **kwargs))

    async def read(
        self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a read; cancelling the caller drops the answer. Raises a DrillsError."""
        if self._begun and self._begun[0] is query:
            (_, begun), self._begun = self._begun, None
            return await _waited_for(cast("Future[T]", begun))
        return await _waited_for(self._submit(query, *args, **kwargs))

    async def write(
        self, change: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a write to its end, even if the screen that asked, or the whole app, goes away. Raises a DrillsError."""
        return await asyncio.shield(_waited_for(self._submit(change, *args, **kwargs)))

    def close(self) -> None:
        """Wait for everything queued, then close the database."""
        if not self._closed:
            self._closed = True
            self._thread.submit(self._put_away).result()
            self._thread.shutdown(wait=True)

    def _submit(
        self, work: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        def run() -> T:
            connection = self._opened()
            with explained(), days_readable(connection):
                return work(connection, *args, **kwargs)

        return self._thread.submit(run)

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._open()
        return self._connection

    def _put_away(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _waited_for(future: Future[T]) -> "asyncio.Future[T]":
    """The same to be awaited; if nobody waits any more when it fails, that is no news."""
    waited = asyncio.wrap_future(future)
    waited.add_done_callback(lambda done: done.cancelled() or done.exception())
    return waited
