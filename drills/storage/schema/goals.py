"""Goals in full: repeating dates, commitment, if-then plans, tasks, a journal, practice off the app."""

SCHEMA = """
ALTER TABLE goals ADD COLUMN role_id INTEGER REFERENCES roles(id);
ALTER TABLE goals ADD COLUMN repeats TEXT NOT NULL DEFAULT '';                 -- an RRULE; empty: once
ALTER TABLE goals ADD COLUMN eases_after INTEGER NOT NULL DEFAULT 0 CHECK (eases_after IN (0, 7)); -- days
ALTER TABLE goals ADD COLUMN frees_day INTEGER;                                -- the commitment ends on this day
ALTER TABLE goals ADD COLUMN evidence TEXT NOT NULL DEFAULT '';                -- what proves that it was met
ALTER TABLE goals ADD COLUMN uid TEXT NOT NULL DEFAULT '';                     -- of the calendar event it came from
ALTER TABLE rests ADD COLUMN uid TEXT NOT NULL DEFAULT '';
ALTER TABLE goals ADD COLUMN obstacle TEXT NOT NULL DEFAULT '';                -- if this happens …
ALTER TABLE goals ADD COLUMN response TEXT NOT NULL DEFAULT '';                -- … then this
ALTER TABLE goals ADD COLUMN plan_note_id INTEGER REFERENCES notes(id);        -- the card made of it
ALTER TABLE goals ADD COLUMN started_day INTEGER;                              -- NULL: the day it was made

ALTER TABLE deadline_moves ADD COLUMN holds_day INTEGER; -- NULL: held at once; else from this day on

CREATE TABLE pending_moves (                       -- an easier date that doesn't hold yet
    goal_id INTEGER PRIMARY KEY REFERENCES goals(id) ON DELETE CASCADE,
    to_day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    asked_day INTEGER NOT NULL,
    holds_day INTEGER NOT NULL
) STRICT;

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    due_day INTEGER,
    done_day INTEGER,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX tasks_by_goal ON tasks (goal_id);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    text TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX journal_by_goal ON journal (goal_id, day);

CREATE TABLE occurrences (                         -- dates of a repeating goal that were closed
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    done_day INTEGER,                              -- NULL: let go
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (goal_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE practice (                            -- what was done elsewhere, in minutes
    day INTEGER PRIMARY KEY,
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE notices (                             -- what was said once about a goal: a day ahead, a pace that broke
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (goal_id, name)
) STRICT, WITHOUT ROWID;
"""
