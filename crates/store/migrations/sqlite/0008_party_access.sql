-- A party's access to their own case: what was asked, what was decided on each item, to whom it was given.
-- The same tables stand in ../postgres.

CREATE TABLE party_access (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  party_id     BLOB NOT NULL REFERENCES person (id),
  asked_by     TEXT NOT NULL,
  received_on  TEXT NOT NULL,
  due_on       TEXT NOT NULL,
  account_id   BLOB NOT NULL REFERENCES account (id),
  handed_at    INTEGER,
  handed_to    TEXT,
  delay_reason TEXT,
  document_id  BLOB REFERENCES document (id)
) STRICT;
CREATE INDEX party_access_family ON party_access (family_id);
CREATE UNIQUE INDEX party_access_open ON party_access (family_id, party_id) WHERE handed_at IS NULL;

-- The last choice on an item of a case counts; what was handed over is kept as a document. `words`: what is struck out, one a line.
CREATE TABLE party_access_choice (
  access_id  BLOB NOT NULL REFERENCES party_access (id),
  item_id    BLOB NOT NULL,
  handling   TEXT NOT NULL,
  exemption  TEXT,
  words      TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  chosen_at  INTEGER NOT NULL,
  PRIMARY KEY (access_id, item_id)
) STRICT;
