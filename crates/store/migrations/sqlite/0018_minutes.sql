-- The minutes of a meeting, written while people speak. The same tables stand in ../postgres.
-- `seq` counts every change of the minutes; what was changed keeps the count, so that an open page asks only for what came after;
-- `line_seq` and `remark_seq` are those of the last line and the last remark. `told_at`: when the audit log was last told of the writing.

CREATE TABLE minutes (
  meeting_id  BLOB PRIMARY KEY REFERENCES meeting (id),
  family_id   BLOB NOT NULL REFERENCES family (id),
  begun_at    INTEGER NOT NULL,
  begun_by    BLOB NOT NULL REFERENCES account (id),
  pen_id      BLOB NOT NULL REFERENCES account (id),
  pen_since   INTEGER NOT NULL,
  pen_seen_at INTEGER NOT NULL,
  offered_to  BLOB REFERENCES account (id),
  seq         INTEGER NOT NULL,
  line_seq    INTEGER NOT NULL,
  remark_seq  INTEGER NOT NULL,
  told_at     INTEGER NOT NULL,
  closed_at   INTEGER,
  closed_by   BLOB REFERENCES account (id)
) STRICT;
CREATE INDEX minutes_family ON minutes (family_id);

CREATE TABLE minutes_section (
  id         BLOB PRIMARY KEY,
  meeting_id BLOB NOT NULL REFERENCES minutes (meeting_id),
  family_id  BLOB NOT NULL REFERENCES family (id),
  place      INTEGER NOT NULL,
  title      TEXT NOT NULL,
  person_id  BLOB REFERENCES person (id),
  domain     TEXT,
  category   TEXT NOT NULL,
  restricted INTEGER NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  made_at    INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX minutes_section_meeting ON minutes_section (meeting_id);
CREATE INDEX minutes_section_family ON minutes_section (family_id);

-- `hand` is the open page that wrote the line last: of two pages neither loses a word. `settled`: the writer has gone on from it.
CREATE TABLE minutes_line (
  id         BLOB PRIMARY KEY,
  meeting_id BLOB NOT NULL REFERENCES minutes (meeting_id),
  family_id  BLOB NOT NULL REFERENCES family (id),
  section_id BLOB NOT NULL REFERENCES minutes_section (id),
  place      INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  body       TEXT,
  account_id BLOB NOT NULL REFERENCES account (id),
  written_at INTEGER NOT NULL,
  hand       BLOB NOT NULL,
  seq        INTEGER NOT NULL,
  settled    INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX minutes_line_seq ON minutes_line (meeting_id, seq);
CREATE INDEX minutes_line_section ON minutes_line (section_id, place);
CREATE INDEX minutes_line_family ON minutes_line (family_id);

CREATE TABLE minutes_remark (
  id         BLOB PRIMARY KEY,
  meeting_id BLOB NOT NULL REFERENCES minutes (meeting_id),
  family_id  BLOB NOT NULL REFERENCES family (id),
  section_id BLOB NOT NULL REFERENCES minutes_section (id),
  line_id    BLOB REFERENCES minutes_line (id),
  kind       TEXT NOT NULL,
  body       TEXT,
  account_id BLOB NOT NULL REFERENCES account (id),
  said_at    INTEGER NOT NULL,
  seq        INTEGER NOT NULL,
  settled_at INTEGER,
  settled_by BLOB REFERENCES account (id)
) STRICT;
CREATE INDEX minutes_remark_seq ON minutes_remark (meeting_id, seq);
CREATE INDEX minutes_remark_family ON minutes_remark (family_id);

-- What a line became. Exactly one of the four.
CREATE TABLE minutes_outcome (
  line_id        BLOB PRIMARY KEY REFERENCES minutes_line (id),
  meeting_id     BLOB NOT NULL REFERENCES minutes (meeting_id),
  family_id      BLOB NOT NULL REFERENCES family (id),
  task_id        BLOB REFERENCES task (id),
  goal_id        BLOB REFERENCES goal (id),
  appointment_id BLOB REFERENCES appointment (id),
  need_id        BLOB REFERENCES need (id),
  account_id     BLOB NOT NULL REFERENCES account (id),
  decided_at     INTEGER NOT NULL,
  seq            INTEGER NOT NULL
) STRICT;
CREATE INDEX minutes_outcome_seq ON minutes_outcome (meeting_id, seq);
CREATE INDEX minutes_outcome_family ON minutes_outcome (family_id);
