-- What those who came say to closed minutes, and what was added to them afterwards: both only ever grow. The same tables stand in
-- ../sqlite.

-- Their last word counts. Signed in (or noted down by the team for whoever said it in the room), or by a one-time link.
CREATE TABLE minutes_approval (
  id             UUID PRIMARY KEY,
  meeting_id     UUID NOT NULL REFERENCES minutes (meeting_id),
  family_id      UUID NOT NULL REFERENCES family (id),
  participant_id UUID NOT NULL REFERENCES meeting_participant (id),
  stance         TEXT NOT NULL,
  word           TEXT,
  account_id     UUID REFERENCES account (id),
  link_id        UUID REFERENCES one_time_link (id),
  said_at        BIGINT NOT NULL
);
CREATE INDEX minutes_approval_meeting ON minutes_approval (meeting_id);
CREATE INDEX minutes_approval_family ON minutes_approval (family_id);

-- A correction of closed minutes: beside a section, and seen by whoever sees that section.
CREATE TABLE minutes_addendum (
  id         UUID PRIMARY KEY,
  meeting_id UUID NOT NULL REFERENCES minutes (meeting_id),
  family_id  UUID NOT NULL REFERENCES family (id),
  section_id UUID NOT NULL REFERENCES minutes_section (id),
  body       TEXT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  written_at BIGINT NOT NULL
);
CREATE INDEX minutes_addendum_meeting ON minutes_addendum (meeting_id);
CREATE INDEX minutes_addendum_family ON minutes_addendum (family_id);

-- How long decisions take is counted over families, by when they were decided.
CREATE INDEX minutes_outcome_decided ON minutes_outcome (decided_at);
