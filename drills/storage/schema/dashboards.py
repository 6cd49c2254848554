"""Figures added up as answers come in, so that dashboards over a million of them stay quick."""

SCHEMA = """
CREATE TABLE hourly (                              -- reviews not retracted, by day and local hour
    day INTEGER NOT NULL,
    hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    reviews INTEGER NOT NULL,
    recalled INTEGER NOT NULL,
    PRIMARY KEY (day, hour)
) STRICT, WITHOUT ROWID;
"""
