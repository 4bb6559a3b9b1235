-- The minutes of a meeting, written while people speak. The same tables stand in ../sqlite.
-- `seq` counts every change of the minutes; what was changed keeps the count, so that an open page asks only for what came after;
-- `line_seq` and `remark_seq` are those of the last line and the last remark. `told_at`: when the audit log was last told of the writing.

CREATE TABLE minutes (
  meeting_id  UUID PRIMARY KEY REFERENCES meeting (id),
  family_id   UUID NOT NULL REFERENCES family (id),
  begun_at    BIGINT NOT NULL,
  begun_by    UUID NOT NULL REFERENCES account (id),
  pen_id      UUID NOT NULL REFERENCES account (id),
  pen_since   BIGINT NOT NULL,
  pen_seen_at BIGINT NOT NULL,
  offered_to  UUID REFERENCES account (id),
  seq         BIGINT NOT NULL,
  line_seq    BIGINT NOT NULL,
  remark_seq  BIGINT NOT NULL,
  told_at     BIGINT NOT NULL,
  closed_at   BIGINT,
  closed_by   UUID REFERENCES account (id)
);
CREATE INDEX minutes_family ON minutes (family_id);

CREATE TABLE minutes_section (
  id         UUID PRIMARY KEY,
  meeting_id UUID NOT NULL REFERENCES minutes (meeting_id),
  family_id  UUID NOT NULL REFERENCES family (id),
  place      BIGINT NOT NULL,
  title      TEXT NOT NULL,
  person_id  UUID REFERENCES person (id),
  domain     TEXT,
  category   TEXT NOT NULL,
  restricted BOOLEAN NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  made_at    BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX minutes_section_meeting ON minutes_section (meeting_id);
CREATE INDEX minutes_section_family ON minutes_section (family_id);

-- `hand` is the open page that wrote the line last: of two pages neither loses a word. `settled`: the writer has gone on from it.
CREATE TABLE minutes_line (
  id         UUID PRIMARY KEY,
  meeting_id UUID NOT NULL REFERENCES minutes (meeting_id),
  family_id  UUID NOT NULL REFERENCES family (id),
  section_id UUID NOT NULL REFERENCES minutes_section (id),
  place      BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  body       TEXT,
  account_id UUID NOT NULL REFERENCES account (id),
  written_at BIGINT NOT NULL,
  hand       UUID NOT NULL,
  seq        BIGINT NOT NULL,
  settled    BOOLEAN NOT NULL,
  removed_at BIGINT
);
CREATE INDEX minutes_line_seq ON minutes_line (meeting_id, seq);
CREATE INDEX minutes_line_section ON minutes_line (section_id, place);
CREATE INDEX minutes_line_family ON minutes_line (family_id);

CREATE TABLE minutes_remark (
  id         UUID PRIMARY KEY,
  meeting_id UUID NOT NULL REFERENCES minutes (meeting_id),
  family_id  UUID NOT NULL REFERENCES family (id),
  section_id UUID NOT NULL REFERENCES minutes_section (id),
  line_id    UUID REFERENCES minutes_line (id),
  kind       TEXT NOT NULL,
  body       TEXT,
  account_id UUID NOT NULL REFERENCES account (id),
  said_at    BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  settled_at BIGINT,
  settled_by UUID REFERENCES account (id)
);
CREATE INDEX minutes_remark_seq ON minutes_remark (meeting_id, seq);
CREATE INDEX minutes_remark_family ON minutes_remark (family_id);

-- What a line became. Exactly one of the four.
CREATE TABLE minutes_outcome (
  line_id        UUID PRIMARY KEY REFERENCES minutes_line (id),
  meeting_id     UUID NOT NULL REFERENCES minutes (meeting_id),
  family_id      UUID NOT NULL REFERENCES family (id),
  task_id        UUID REFERENCES task (id),
  goal_id        UUID REFERENCES goal (id),
  appointment_id UUID REFERENCES appointment (id),
  need_id        UUID REFERENCES need (id),
  account_id     UUID NOT NULL REFERENCES account (id),
  decided_at     BIGINT NOT NULL,
  seq            BIGINT NOT NULL
);
CREATE INDEX minutes_outcome_seq ON minutes_outcome (meeting_id, seq);
CREATE INDEX minutes_outcome_family ON minutes_outcome (family_id);
