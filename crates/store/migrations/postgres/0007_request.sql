-- One-time links, information requests, reminders and statements. The same tables stand in ../sqlite.

-- A link is found by the hash of its secret; its code is a keyed hash. Neither can be read from here.
CREATE TABLE one_time_link (
  id          UUID PRIMARY KEY,
  purpose     TEXT NOT NULL,
  family_id   UUID NOT NULL REFERENCES family (id),
  subject     UUID NOT NULL,
  token_hash  BYTEA NOT NULL UNIQUE,
  code_hash   BYTEA NOT NULL,
  made_by     UUID NOT NULL REFERENCES account (id),
  made_at     BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  wrong_codes BIGINT NOT NULL,
  used_at     BIGINT,
  ended_at    BIGINT
);
CREATE INDEX one_time_link_subject ON one_time_link (subject);

-- Asked of a unit here, or of somebody outside by name. How it ended stands on it; while `outcome` is NULL it is open.
CREATE TABLE information_request (
  id            UUID PRIMARY KEY,
  family_id     UUID NOT NULL REFERENCES family (id),
  unit_id       UUID REFERENCES unit (id),
  outsider      TEXT,
  category      TEXT NOT NULL,
  question      TEXT NOT NULL,
  purpose       TEXT NOT NULL,
  purpose_word  TEXT,
  due_on        TEXT NOT NULL,
  basis         TEXT NOT NULL,
  basis_word    TEXT,
  again_because TEXT,
  account_id    UUID NOT NULL REFERENCES account (id),
  asked_at      BIGINT NOT NULL,
  outcome       TEXT,
  outcome_word  TEXT,
  outcome_at    BIGINT,
  outcome_by    UUID REFERENCES account (id),
  CHECK ((unit_id IS NULL) <> (outsider IS NULL))
);
CREATE INDEX information_request_family ON information_request (family_id, asked_at);
CREATE INDEX information_request_unit ON information_request (unit_id, asked_at);
CREATE INDEX information_request_open ON information_request (due_on) WHERE outcome IS NULL;

CREATE TABLE information_request_about (
  request_id UUID NOT NULL REFERENCES information_request (id),
  person_id  UUID NOT NULL REFERENCES person (id),
  PRIMARY KEY (request_id, person_id)
);
CREATE INDEX information_request_about_person ON information_request_about (person_id);

CREATE TABLE information_request_reminder (
  id         UUID PRIMARY KEY,
  request_id UUID NOT NULL REFERENCES information_request (id),
  account_id UUID NOT NULL REFERENCES account (id),
  at         BIGINT NOT NULL
);
CREATE INDEX information_request_reminder_request ON information_request_reminder (request_id, at);

-- One statement a request, never changed; annulled with a reason when it is about the wrong child.
CREATE TABLE statement (
  id             UUID PRIMARY KEY,
  request_id     UUID NOT NULL UNIQUE REFERENCES information_request (id),
  family_id      UUID NOT NULL REFERENCES family (id),
  body           TEXT NOT NULL,
  given_by       TEXT NOT NULL,
  account_id     UUID REFERENCES account (id),
  given_at       BIGINT NOT NULL,
  annulled_at    BIGINT,
  annulled_by    UUID REFERENCES account (id),
  annul_reason   TEXT
);
CREATE INDEX statement_family ON statement (family_id, given_at);
