"""Instants as the database keeps them: milliseconds since 1970 UTC."""

from datetime import UTC, datetime


def milliseconds(instant: datetime) -> int:
    """An aware instant as milliseconds since 1970 UTC; raises ValueError on a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return round(instant.timestamp() * 1000)


def instant(stored: int) -> datetime:
    """The stored instant, in UTC."""
    return datetime.fromtimestamp(stored / 1000, UTC)
