"""Planning toward a date: what a goal needs, days off, the learner, forecasts and how they came out."""

SCHEMA = """
ALTER TABLE goals ADD COLUMN search TEXT NOT NULL DEFAULT ''; -- cards found by it belong to the goal, besides its decks

CREATE TABLE goal_tags (
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (goal_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE goal_parked ( -- cards that were moved out of a goal: too dear for the time there is
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    card_id INTEGER NOT NULL REFERENCES cards(id),
    PRIMARY KEY (goal_id, card_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rests (                               -- days without study, planned: a break, or a weekday from a day on
    id INTEGER PRIMARY KEY,
    first_day INTEGER NOT NULL,
    last_day INTEGER,                              -- NULL: until further notice (weekdays only)
    weekday INTEGER CHECK (weekday BETWEEN 0 AND 6),  -- Monday is 0; NULL: every day of the break
    label TEXT NOT NULL DEFAULT '',
    CHECK (weekday IS NOT NULL OR last_day IS NOT NULL),
    CHECK (last_day IS NULL OR last_day >= first_day)
) STRICT;

CREATE TABLE learner (                             -- one row: what the answers say of pace and memory, added up
    id INTEGER PRIMARY KEY CHECK (id = 1),
    tally TEXT NOT NULL CHECK (json_valid(tally))
) STRICT;

CREATE TABLE weights ( -- FSRS-6 weights fitted to the user's own answers; the latest in use counts
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures)),  -- 21 numbers
    reviews INTEGER NOT NULL,
    loss_before REAL NOT NULL,                     -- log loss on answers held out, with the weights before
    loss_after REAL NOT NULL,
    in_use INTEGER NOT NULL CHECK (in_use IN (0, 1))
) STRICT;

CREATE TABLE forecasts ( -- the last one of each day, so that it can be held against the outcome
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    inputs TEXT NOT NULL,                          -- hash of all it was computed from
    figures TEXT NOT NULL CHECK (json_valid(figures)),
    made_at INTEGER NOT NULL,
    PRIMARY KEY (goal_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE mock_tests ( -- a random test of a goal's cards: predicted before, measured by its session
    id INTEGER PRIMARY KEY,
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL UNIQUE REFERENCES sessions(id),
    day INTEGER NOT NULL,
    cards TEXT NOT NULL CHECK (json_valid(cards)), -- ids, in order
    predicted REAL NOT NULL,                       -- mean recall of those cards
    seen_share REAL NOT NULL                       -- of the goal's cards: those never seen count as not recalled
) STRICT;
CREATE INDEX mock_tests_by_goal ON mock_tests (goal_id, day);

CREATE TABLE goal_checks (                         -- a finished goal: what was measured on and just before its day
    goal_id INTEGER PRIMARY KEY REFERENCES goals(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    recalled REAL NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures))  -- measured share, its interval, forecasts held against it
) STRICT;
"""
