-- Meetings: one stands on an appointment, which holds its hours, title, place and the people of the family. The same tables stand in
-- ../sqlite.

-- `sequence` is iCalendar's: it counts what changes when or where.
CREATE TABLE meeting (
  id                   UUID PRIMARY KEY,
  family_id            UUID NOT NULL REFERENCES family (id),
  appointment_id       UUID NOT NULL UNIQUE REFERENCES appointment (id),
  kind                 TEXT NOT NULL,
  chair_id             UUID NOT NULL REFERENCES account (id),
  video_link           TEXT,
  interpreter_language TEXT,
  interpreter_booked   BOOLEAN NOT NULL,
  sequence             BIGINT NOT NULL,
  account_id           UUID NOT NULL REFERENCES account (id),
  called_at            BIGINT NOT NULL,
  version              BIGINT NOT NULL
);
CREATE INDEX meeting_family ON meeting (family_id);

-- Exactly one of person_id, account_id, involvement_id and guest. E-mail and telephone are sealed.
CREATE TABLE meeting_participant (
  id             UUID PRIMARY KEY,
  meeting_id     UUID NOT NULL REFERENCES meeting (id),
  family_id      UUID NOT NULL REFERENCES family (id),
  person_id      UUID REFERENCES person (id),
  account_id     UUID REFERENCES account (id),
  involvement_id UUID REFERENCES involvement (id),
  guest          TEXT,
  unit_id        UUID REFERENCES unit (id),
  email          BYTEA,
  phone          BYTEA,
  added_at       BIGINT NOT NULL,
  invited_at     BIGINT,
  answer         TEXT NOT NULL,
  answered_at    BIGINT,
  came           BOOLEAN,
  removed_at     BIGINT
);
CREATE INDEX meeting_participant_meeting ON meeting_participant (meeting_id);
CREATE INDEX meeting_participant_family ON meeting_participant (family_id);
CREATE INDEX meeting_participant_account ON meeting_participant (account_id);
CREATE INDEX meeting_participant_person ON meeting_participant (person_id);
CREATE INDEX meeting_participant_unit ON meeting_participant (unit_id);

-- The agenda. `source` and `subject_id`: what a topic comes from.
CREATE TABLE meeting_topic (
  id         UUID PRIMARY KEY,
  meeting_id UUID NOT NULL REFERENCES meeting (id),
  family_id  UUID NOT NULL REFERENCES family (id),
  place      BIGINT NOT NULL,
  title      TEXT NOT NULL,
  person_id  UUID REFERENCES person (id),
  category   TEXT NOT NULL,
  source     TEXT NOT NULL,
  subject_id UUID,
  account_id UUID NOT NULL REFERENCES account (id),
  added_at   BIGINT NOT NULL,
  removed_at BIGINT
);
CREATE INDEX meeting_topic_meeting ON meeting_topic (meeting_id);
CREATE INDEX meeting_topic_family ON meeting_topic (family_id);

-- The secret link of somebody's calendar; one at a time.
CREATE TABLE calendar_feed (
  secret_hash BYTEA PRIMARY KEY,
  account_id  UUID NOT NULL REFERENCES account (id),
  made_at     BIGINT NOT NULL,
  ended_at    BIGINT
);
CREATE UNIQUE INDEX calendar_feed_standing ON calendar_feed (account_id) WHERE ended_at IS NULL;

-- How a letter leaves (e-mail, text message), what it is (invitation, change, reminder), and of which meeting it tells, as of which
-- sequence: what has changed since is not sent. A reminder waits in the outbox until its hour.
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'link';
ALTER TABLE outbox ADD COLUMN meeting_id UUID REFERENCES meeting (id);
ALTER TABLE outbox ADD COLUMN meeting_sequence BIGINT;
CREATE INDEX outbox_meeting ON outbox (meeting_id);
CREATE INDEX outbox_subject ON outbox (subject_id);
