-- What people hold of their own: passkeys; what they ask of their data (correction, restriction, objection); what they tell of the pages.
-- The same tables stand in ../postgres.

CREATE TABLE passkey (
  id           BLOB PRIMARY KEY,
  account_id   BLOB NOT NULL REFERENCES account (id),
  credential   BLOB NOT NULL UNIQUE,
  public_key   BLOB NOT NULL,
  sign_count   INTEGER NOT NULL,
  name         TEXT NOT NULL,
  added_at     INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;
CREATE INDEX passkey_account ON passkey (account_id);

-- What an authenticator was asked: answered once, within minutes. `purpose`: 'add', 'sign_in', 'step'.
CREATE TABLE passkey_question (
  challenge_hash BLOB PRIMARY KEY,
  purpose        TEXT NOT NULL,
  account_id     BLOB REFERENCES account (id),
  asked_from     BLOB NOT NULL,
  asked_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX passkey_question_asked ON passkey_question (asked_at);

-- What somebody asks of the data about them. `kind`: 'correction', 'restriction', 'objection'. Without `asked_by` the account asked for itself.
CREATE TABLE data_request (
  id          BLOB PRIMARY KEY,
  family_id   BLOB NOT NULL REFERENCES family (id),
  person_id   BLOB NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  words       TEXT NOT NULL,
  item_id     BLOB,
  asked_by    TEXT,
  account_id  BLOB NOT NULL REFERENCES account (id),
  received_on TEXT NOT NULL,
  due_on      TEXT NOT NULL,
  outcome     TEXT,
  answer      TEXT,
  delay       TEXT,
  decided_by  BLOB REFERENCES account (id),
  decided_at  INTEGER
) STRICT;
CREATE INDEX data_request_family ON data_request (family_id);
CREATE INDEX data_request_due ON data_request (due_on) WHERE decided_at IS NULL;

-- Who had received the data and was told of what was decided.
CREATE TABLE data_request_told (
  request_id BLOB NOT NULL REFERENCES data_request (id),
  unit_id    BLOB REFERENCES unit (id),
  party_id   BLOB REFERENCES person (id),
  account_id BLOB NOT NULL REFERENCES account (id),
  told_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX data_request_told_request ON data_request_told (request_id);

-- That a case, or one item of it, may only be kept. The person is told before it is lifted.
CREATE TABLE restriction (
  id          BLOB PRIMARY KEY,
  family_id   BLOB NOT NULL REFERENCES family (id),
  request_id  BLOB REFERENCES data_request (id),
  item_id     BLOB,
  reason      TEXT NOT NULL,
  set_by      BLOB NOT NULL REFERENCES account (id),
  set_at      INTEGER NOT NULL,
  told_how    TEXT,
  told_on     TEXT,
  lift_reason TEXT,
  lifted_by   BLOB REFERENCES account (id),
  lifted_at   INTEGER
) STRICT;
CREATE INDEX restriction_family ON restriction (family_id);
CREATE INDEX restriction_item ON restriction (item_id) WHERE item_id IS NOT NULL;
CREATE UNIQUE INDEX restriction_of_case ON restriction (family_id) WHERE lifted_at IS NULL AND item_id IS NULL;
CREATE UNIQUE INDEX restriction_of_item ON restriction (item_id) WHERE lifted_at IS NULL AND item_id IS NOT NULL;

-- On which ground somebody opened what is restricted, and until when.
CREATE TABLE restriction_opening (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  account_id BLOB NOT NULL REFERENCES account (id),
  ground     TEXT NOT NULL,
  reason     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  until_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX restriction_opening_family ON restriction_opening (family_id, account_id);

-- What somebody tells of the pages: for IT. Nothing personal is asked for; an address to answer to is sealed.
CREATE TABLE feedback (
  id       BLOB PRIMARY KEY,
  kind     TEXT NOT NULL,
  words    BLOB NOT NULL,
  page     TEXT,
  reply_to BLOB,
  language TEXT NOT NULL,
  sent_at  INTEGER NOT NULL,
  done_by  BLOB REFERENCES account (id),
  done_at  INTEGER
) STRICT;
CREATE INDEX feedback_sent ON feedback (sent_at);
