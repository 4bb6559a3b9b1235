-- What people hold of their own: passkeys; what they ask of their data (correction, restriction, objection); what they tell of the pages.
-- The same tables stand in ../sqlite.

CREATE TABLE passkey (
  id           UUID PRIMARY KEY,
  account_id   UUID NOT NULL REFERENCES account (id),
  credential   BYTEA NOT NULL UNIQUE,
  public_key   BYTEA NOT NULL,
  sign_count   BIGINT NOT NULL,
  name         TEXT NOT NULL,
  added_at     BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE INDEX passkey_account ON passkey (account_id);

-- What an authenticator was asked: answered once, within minutes. `purpose`: 'add', 'sign_in', 'step'.
CREATE TABLE passkey_question (
  challenge_hash BYTEA PRIMARY KEY,
  purpose        TEXT NOT NULL,
  account_id     UUID REFERENCES account (id),
  asked_from     BYTEA NOT NULL,
  asked_at       BIGINT NOT NULL
);
CREATE INDEX passkey_question_asked ON passkey_question (asked_at);

-- What somebody asks of the data about them. `kind`: 'correction', 'restriction', 'objection'. Without `asked_by` the account asked for itself.
CREATE TABLE data_request (
  id          UUID PRIMARY KEY,
  family_id   UUID NOT NULL REFERENCES family (id),
  person_id   UUID NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  words       TEXT NOT NULL,
  item_id     UUID,
  asked_by    TEXT,
  account_id  UUID NOT NULL REFERENCES account (id),
  received_on TEXT NOT NULL,
  due_on      TEXT NOT NULL,
  outcome     TEXT,
  answer      TEXT,
  delay       TEXT,
  decided_by  UUID REFERENCES account (id),
  decided_at  BIGINT
);
CREATE INDEX data_request_family ON data_request (family_id);
CREATE INDEX data_request_due ON data_request (due_on) WHERE decided_at IS NULL;

-- Who had received the data and was told of what was decided.
CREATE TABLE data_request_told (
  request_id UUID NOT NULL REFERENCES data_request (id),
  unit_id    UUID REFERENCES unit (id),
  party_id   UUID REFERENCES person (id),
  account_id UUID NOT NULL REFERENCES account (id),
  told_at    BIGINT NOT NULL
);
CREATE INDEX data_request_told_request ON data_request_told (request_id);

-- That a case, or one item of it, may only be kept. The person is told before it is lifted.
CREATE TABLE restriction (
  id          UUID PRIMARY KEY,
  family_id   UUID NOT NULL REFERENCES family (id),
  request_id  UUID REFERENCES data_request (id),
  item_id     UUID,
  reason      TEXT NOT NULL,
  set_by      UUID NOT NULL REFERENCES account (id),
  set_at      BIGINT NOT NULL,
  told_how    TEXT,
  told_on     TEXT,
  lift_reason TEXT,
  lifted_by   UUID REFERENCES account (id),
  lifted_at   BIGINT
);
CREATE INDEX restriction_family ON restriction (family_id);
CREATE INDEX restriction_item ON restriction (item_id) WHERE item_id IS NOT NULL;
CREATE UNIQUE INDEX restriction_of_case ON restriction (family_id) WHERE lifted_at IS NULL AND item_id IS NULL;
CREATE UNIQUE INDEX restriction_of_item ON restriction (item_id) WHERE lifted_at IS NULL AND item_id IS NOT NULL;

-- On which ground somebody opened what is restricted, and until when.
CREATE TABLE restriction_opening (
  id         UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  account_id UUID NOT NULL REFERENCES account (id),
  ground     TEXT NOT NULL,
  reason     TEXT NOT NULL,
  at         BIGINT NOT NULL,
  until_at   BIGINT NOT NULL
);
CREATE INDEX restriction_opening_family ON restriction_opening (family_id, account_id);

-- What somebody tells of the pages: for IT. Nothing personal is asked for; an address to answer to is sealed.
CREATE TABLE feedback (
  id       UUID PRIMARY KEY,
  kind     TEXT NOT NULL,
  words    BYTEA NOT NULL,
  page     TEXT,
  reply_to BYTEA,
  language TEXT NOT NULL,
  sent_at  BIGINT NOT NULL,
  done_by  UUID REFERENCES account (id),
  done_at  BIGINT
);
CREATE INDEX feedback_sent ON feedback (sent_at);
