"""Everything a daily drill needs: notes and cards, goals, sessions, reviews, undo, search."""

SCHEMA = """
CREATE TABLE decks (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,      -- nested with ::
    about TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,                      -- lasting id: re-imports find the note by it
    deck_id INTEGER NOT NULL REFERENCES decks(id),
    kind TEXT NOT NULL CHECK (kind IN ('basic', 'typed', 'cloze', 'question', 'critique')),
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    source TEXT,                                   -- file it came from ('shipped:…' or a file name); NULL: written here
    source_fields TEXT,                            -- fields as that file last had them, to keep the user's own edits
    source_tags TEXT,
    source_deck TEXT,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    deleted_at INTEGER                             -- set: deleted, but its history is kept and it can come back
) STRICT;
CREATE INDEX notes_by_deck ON notes (deck_id, kind, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX notes_by_change ON notes (changed_at, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX notes_deleted ON notes (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX notes_by_text ON notes (
    lower(substr(coalesce(json_extract(fields, '$.front'), json_extract(fields, '$.text'),
                          json_extract(fields, '$.prompt')), 1, 60))
) WHERE deleted_at IS NULL;

CREATE TABLE note_tags (
    note_id INTEGER NOT NULL REFERENCES notes(id) ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (note_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_tags_by_tag ON note_tags (tag);

CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    ordinal INTEGER NOT NULL,                      -- 0, or the cloze number
    phase TEXT NOT NULL DEFAULT 'new' CHECK (phase IN ('new', 'learning', 'review', 'relearning')),
    step INTEGER,                                  -- (re)learning only, from 0
    stability REAL,                                -- days
    difficulty REAL,                               -- 1–10
    interval INTEGER,                              -- days, in review
    due_at INTEGER,                                -- (re)learning: instant
    due_day INTEGER,                               -- review: local day
    last_day INTEGER,                              -- local day of the last answer
    reps INTEGER NOT NULL DEFAULT 0,
    lapses INTEGER NOT NULL DEFAULT 0,
    flag INTEGER NOT NULL DEFAULT 0 CHECK (flag BETWEEN 0 AND 4),
    suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
    buried_until INTEGER,                          -- local day it comes back on
    removed_at INTEGER,                            -- set: its note was deleted or no longer makes this card
    UNIQUE (note_id, ordinal),
    CHECK ((phase = 'new') = (stability IS NULL)),
    CHECK ((phase = 'review') = (due_day IS NOT NULL)),
    CHECK ((phase IN ('learning', 'relearning')) = (due_at IS NOT NULL))
) STRICT;
CREATE INDEX cards_due ON cards (due_day, last_day, stability, interval, buried_until, note_id, suspended, removed_at)
    WHERE due_day IS NOT NULL AND suspended = 0 AND removed_at IS NULL;  -- holds all that counting and ranking need
CREATE INDEX cards_learning ON cards (due_at) WHERE due_at IS NOT NULL AND suspended = 0 AND removed_at IS NULL;
CREATE INDEX cards_new ON cards (id) WHERE phase = 'new' AND suspended = 0 AND removed_at IS NULL;
CREATE INDEX cards_removed ON cards (note_id) WHERE removed_at IS NOT NULL;
CREATE INDEX cards_suspended ON cards (id) WHERE suspended = 1 AND removed_at IS NULL;

CREATE TABLE goals (
    id INTEGER PRIMARY KEY,
    statement TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    proof TEXT NOT NULL DEFAULT '',                -- by which one will know
    deadline INTEGER NOT NULL,                     -- local day
    target REAL NOT NULL DEFAULT 0.9 CHECK (target > 0 AND target < 1),
    minutes INTEGER CHECK (minutes > 0),           -- of its own; NULL: shared
    importance REAL NOT NULL DEFAULT 1 CHECK (importance > 0),
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'met', 'dropped')),
    outcome TEXT NOT NULL DEFAULT '',              -- the result when met, the reason when dropped
    created_day INTEGER NOT NULL,
    closed_day INTEGER,
    follows_id INTEGER REFERENCES goals(id),       -- the goal it was set after
    removed_at INTEGER
) STRICT;

CREATE TABLE goal_decks (
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    deck_id INTEGER NOT NULL REFERENCES decks(id),
    PRIMARY KEY (goal_id, deck_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE milestones (
    id INTEGER PRIMARY KEY,
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    done_day INTEGER
) STRICT;
CREATE INDEX milestones_by_goal ON milestones (goal_id);

CREATE TABLE deadline_moves (
    id INTEGER PRIMARY KEY,
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    reason TEXT NOT NULL,
    moved_day INTEGER NOT NULL
) STRICT;
CREATE INDEX deadline_moves_by_goal ON deadline_moves (goal_id);

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    day INTEGER NOT NULL,                          -- the local day it began on, to the end
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    budget_seconds REAL NOT NULL,
    scope TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(scope)),
    current_card_id INTEGER REFERENCES cards(id)
) STRICT;
CREATE INDEX sessions_open ON sessions (id) WHERE ended_at IS NULL;

CREATE TABLE session_cards (
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    card_id INTEGER NOT NULL REFERENCES cards(id),
    reps INTEGER NOT NULL DEFAULT 0,               -- the card's, when it was put in: more: answered elsewhere since
    seconds REAL NOT NULL DEFAULT 0,               -- expected
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_cards_by_card ON session_cards (card_id, session_id);

CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    card_id INTEGER NOT NULL REFERENCES cards(id),
    session_id INTEGER REFERENCES sessions(id),
    kind TEXT NOT NULL CHECK (kind IN ('learn', 'review', 'relearn', 'early')),
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    seconds REAL NOT NULL CHECK (seconds >= 0),
    rated_at INTEGER NOT NULL,
    utc_offset INTEGER NOT NULL,                   -- minutes east, to tell the hour of day later
    day INTEGER NOT NULL,
    elapsed_days INTEGER,                          -- local days since the answer before; NULL: the first
    recall REAL,                                   -- predicted just before; NULL: the first
    phase_before TEXT NOT NULL,
    step_before INTEGER,
    stability_before REAL,
    difficulty_before REAL,
    interval_before INTEGER,
    due_before INTEGER,                            -- instant or day, as the phase says
    phase_after TEXT NOT NULL,
    step_after INTEGER,
    stability_after REAL NOT NULL,
    difficulty_after REAL NOT NULL,
    interval_after INTEGER,
    due_after INTEGER NOT NULL
) STRICT;
CREATE INDEX reviews_by_card ON reviews (card_id, id);
CREATE INDEX reviews_by_session ON reviews (session_id) WHERE session_id IS NOT NULL;
CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews BEGIN
    SELECT RAISE(ABORT, 'a review is never edited');
END;

CREATE TABLE retractions (                         -- an answer that was undone
    review_id INTEGER PRIMARY KEY REFERENCES reviews(id),
    retracted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tries (                               -- what was said or written for an open question or a critique
    id INTEGER PRIMARY KEY,
    review_id INTEGER NOT NULL UNIQUE REFERENCES reviews(id),
    note_id INTEGER NOT NULL REFERENCES notes(id),
    spoken INTEGER NOT NULL CHECK (spoken IN (0, 1)),
    text TEXT NOT NULL DEFAULT '',
    seconds REAL NOT NULL
) STRICT;
CREATE INDEX tries_by_note ON tries (note_id);

CREATE TABLE daily (                               -- reviews not retracted, added up; maintained by the triggers below
    day INTEGER NOT NULL,
    kind TEXT NOT NULL,
    rating INTEGER NOT NULL,
    mature INTEGER NOT NULL,                       -- interval before of 21 days or more
    reviews INTEGER NOT NULL,
    seconds REAL NOT NULL,
    recall REAL NOT NULL,                          -- sum of predicted recall
    PRIMARY KEY (day, kind, rating, mature)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER daily_adds AFTER INSERT ON reviews BEGIN
    INSERT INTO daily VALUES (new.day, new.kind, new.rating, coalesce(new.interval_before, 0) >= 21, 1, new.seconds,
                              coalesce(new.recall, 0))
    ON CONFLICT DO UPDATE SET reviews = reviews + 1, seconds = seconds + excluded.seconds,
                              recall = recall + excluded.recall;
END;
CREATE TRIGGER daily_takes_back AFTER INSERT ON retractions BEGIN
    UPDATE daily SET reviews = reviews - 1, seconds = daily.seconds - r.seconds,
                     recall = daily.recall - coalesce(r.recall, 0)
    FROM reviews r
    WHERE r.id = new.review_id AND daily.day = r.day AND daily.kind = r.kind AND daily.rating = r.rating
      AND daily.mature = (coalesce(r.interval_before, 0) >= 21);
    DELETE FROM daily WHERE reviews = 0;
END;

CREATE TABLE undo_steps (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    session_id INTEGER REFERENCES sessions(id),
    review_id INTEGER REFERENCES reviews(id),
    made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE undo_images (                         -- rows of one table that match a key, as they were before the step
    step_id INTEGER NOT NULL REFERENCES undo_steps(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    key TEXT NOT NULL CHECK (json_valid(key)),
    rows TEXT NOT NULL CHECK (json_valid(rows)),
    PRIMARY KEY (step_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE note_search USING fts5 (body, tags, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
"""
