-- A party's access to their own case: what was asked, what was decided on each item, to whom it was given.
-- The same tables stand in ../sqlite.

CREATE TABLE party_access (
  id           UUID PRIMARY KEY,
  family_id    UUID NOT NULL REFERENCES family (id),
  party_id     UUID NOT NULL REFERENCES person (id),
  asked_by     TEXT NOT NULL,
  received_on  TEXT NOT NULL,
  due_on       TEXT NOT NULL,
  account_id   UUID NOT NULL REFERENCES account (id),
  handed_at    BIGINT,
  handed_to    TEXT,
  delay_reason TEXT,
  document_id  UUID REFERENCES document (id)
);
CREATE INDEX party_access_family ON party_access (family_id);
CREATE UNIQUE INDEX party_access_open ON party_access (family_id, party_id) WHERE handed_at IS NULL;

-- The last choice on an item of a case counts; what was handed over is kept as a document. `words`: what is struck out, one a line.
CREATE TABLE party_access_choice (
  access_id  UUID NOT NULL REFERENCES party_access (id),
  item_id    UUID NOT NULL,
  handling   TEXT NOT NULL,
  exemption  TEXT,
  words      TEXT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  chosen_at  BIGINT NOT NULL,
  PRIMARY KEY (access_id, item_id)
);
