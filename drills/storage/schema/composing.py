"""Answers of one's own: versions, stories, roles, criticism, interviews, and what was said of them."""

SCHEMA = """
CREATE TABLE roles (
    id INTEGER PRIMARY KEY,
    company TEXT NOT NULL,
    title TEXT NOT NULL,
    industry TEXT NOT NULL DEFAULT '',
    offers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(offers)),              -- paths it offers
    does_not_offer TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(does_not_offer)),
    training TEXT NOT NULL DEFAULT '',
    advert TEXT NOT NULL DEFAULT '',
    current INTEGER NOT NULL DEFAULT 0 CHECK (current IN (0, 1)),              -- the one aimed at now
    created_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

CREATE TABLE answers ( -- versions of the user's answer to a question; the highest is worked on
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    version INTEGER NOT NULL,
    template TEXT NOT NULL CHECK (template IN ('star', 'star4', 'goal', 'free')),
    sections TEXT NOT NULL CHECK (json_valid(sections)),                       -- [[name, text], …]
    role_id INTEGER REFERENCES roles(id),
    ready INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1)),
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    closed_at INTEGER,                             -- kept as it is from then on; NULL: worked on
    removed_at INTEGER,
    UNIQUE (note_id, version)
) STRICT;

CREATE TABLE answer_stories (                      -- stories and goals that an answer draws on
    answer_id INTEGER NOT NULL REFERENCES answers(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    PRIMARY KEY (answer_id, story_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer_goals (
    answer_id INTEGER NOT NULL REFERENCES answers(id) ON DELETE CASCADE,
    goal_id INTEGER NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    deadline INTEGER NOT NULL,                     -- as it stood when it was cited
    PRIMARY KEY (answer_id, goal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    situation TEXT NOT NULL DEFAULT '',
    task TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL DEFAULT '',
    result TEXT NOT NULL DEFAULT '',
    short TEXT NOT NULL DEFAULT '',                -- the 60-second form, if written
    people TEXT NOT NULL DEFAULT '',
    period TEXT NOT NULL DEFAULT '',
    facts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(facts)), -- numbers that are true: [[figure, what], …]
    goal_id INTEGER REFERENCES goals(id),          -- the goal it proves
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;

CREATE TABLE story_tags (                          -- E1…, C1…, competencies
    story_id INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (story_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_questions (                     -- questions that a story serves
    story_id INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    PRIMARY KEY (story_id, note_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE retired_claims (                      -- claims that must not be used again
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE dismissals ( -- findings the user doesn't want: here (these words), or for this answer
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    finding TEXT NOT NULL,
    words TEXT,                                    -- NULL: never for this answer
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX dismissals_by_note ON dismissals (note_id);

CREATE TABLE criticisms (
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    who TEXT NOT NULL DEFAULT '',
    said_day INTEGER NOT NULL,
    words TEXT NOT NULL,
    closed_by INTEGER REFERENCES answers(id),      -- the version that answers it
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX criticisms_by_note ON criticisms (note_id);

CREATE TABLE interviews (                          -- a mock, or a real one as remembered
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('mock', 'real')),
    role_id INTEGER REFERENCES roles(id),
    day INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    went TEXT NOT NULL DEFAULT '',
    found TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(found))                 -- figures to compare it by later
) STRICT;

CREATE TABLE interview_questions (
    interview_id INTEGER NOT NULL REFERENCES interviews(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    note_id INTEGER REFERENCES notes(id),          -- NULL: asked in a real one, not in the library
    asked TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',               -- why a mock asks it
    follows INTEGER,                               -- position of the question that it follows up on
    spoken INTEGER NOT NULL DEFAULT 1 CHECK (spoken IN (0, 1)),
    text TEXT NOT NULL DEFAULT '',
    seconds REAL,                                  -- NULL: not answered
    own TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(own)),                    -- own rating by scale, 1–5
    missing TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (interview_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (                          -- own rating on a scale beside what the coach then found
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    review_id INTEGER REFERENCES reviews(id),
    day INTEGER NOT NULL,
    scale TEXT NOT NULL,
    own INTEGER NOT NULL CHECK (own BETWEEN 1 AND 5),
    found INTEGER CHECK (found BETWEEN 1 AND 5)    -- NULL: nothing was written to judge
) STRICT;
CREATE INDEX judgements_by_note ON judgements (note_id);

CREATE TABLE queued_notes (                        -- put up for practice until it is answered once
    note_id INTEGER PRIMARY KEY REFERENCES notes(id),
    reason TEXT NOT NULL,
    queued_at INTEGER NOT NULL
) STRICT;

CREATE TABLE coached (                             -- what the coach found in a version or try, for trends
    id INTEGER PRIMARY KEY,
    note_id INTEGER NOT NULL REFERENCES notes(id),
    day INTEGER NOT NULL,
    words INTEGER NOT NULL,
    found TEXT NOT NULL CHECK (json_valid(found))  -- ids of findings, with counts
) STRICT;
CREATE INDEX coached_by_day ON coached (day);

ALTER TABLE tries ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';                 -- critique: words marked, as JSON
"""
