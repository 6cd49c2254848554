"""Goals as the database keeps them: their dates and moves, steps, journal, days off, and how they stand."""
