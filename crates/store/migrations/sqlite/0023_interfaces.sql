-- What other systems come in by and what is handed to them: partners' systems with tokens, the numbers that a case has elsewhere, and what
-- has been put in the folder for the records system. The same tables stand in ../postgres.

-- A token is kept as a hash. `account_id` is an account that nobody signs in with.
CREATE TABLE partner_system (
  id           BLOB PRIMARY KEY,
  token_hash   BLOB NOT NULL UNIQUE,
  account_id   BLOB NOT NULL UNIQUE REFERENCES account (id),
  name         TEXT NOT NULL,
  scopes       TEXT NOT NULL,
  per_minute   INTEGER NOT NULL,
  made_by      BLOB NOT NULL REFERENCES account (id),
  made_at      INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  revoked_by   BLOB REFERENCES account (id),
  revoked_at   INTEGER,
  last_used_at INTEGER
) STRICT;

-- The number that a family's case has in the municipality's records system, and what it is filed under there.
CREATE TABLE records_case (
  family_id   BLOB PRIMARY KEY REFERENCES family (id),
  case_number TEXT NOT NULL,
  kle         TEXT,
  account_id  BLOB NOT NULL REFERENCES account (id),
  set_at      INTEGER NOT NULL,
  version     INTEGER NOT NULL
) STRICT;

-- One paper that goes to the records system: a plan version, minutes, a decision, a letter. Each once.
CREATE TABLE filing (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  kind       TEXT NOT NULL,
  subject_id BLOB NOT NULL,
  file_name  TEXT,
  checksum   TEXT,
  put_at     INTEGER,
  taken_at   INTEGER,
  tries      INTEGER NOT NULL,
  failed_at  INTEGER,
  failure    TEXT,
  UNIQUE (kind, subject_id)
) STRICT;
CREATE INDEX filing_family ON filing (family_id);
CREATE INDEX filing_open ON filing (taken_at, put_at);
