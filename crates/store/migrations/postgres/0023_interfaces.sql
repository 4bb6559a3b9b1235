-- What other systems come in by and what is handed to them: partners' systems with tokens, the numbers that a case has elsewhere, and what
-- has been put in the folder for the records system. The same tables stand in ../sqlite.

-- A token is kept as a hash. `account_id` is an account that nobody signs in with.
CREATE TABLE partner_system (
  id           UUID PRIMARY KEY,
  token_hash   BYTEA NOT NULL UNIQUE,
  account_id   UUID NOT NULL UNIQUE REFERENCES account (id),
  name         TEXT NOT NULL,
  scopes       TEXT NOT NULL,
  per_minute   BIGINT NOT NULL,
  made_by      UUID NOT NULL REFERENCES account (id),
  made_at      BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  revoked_by   UUID REFERENCES account (id),
  revoked_at   BIGINT,
  last_used_at BIGINT
);

-- The number that a family's case has in the municipality's records system, and what it is filed under there.
CREATE TABLE records_case (
  family_id   UUID PRIMARY KEY REFERENCES family (id),
  case_number TEXT NOT NULL,
  kle         TEXT,
  account_id  UUID NOT NULL REFERENCES account (id),
  set_at      BIGINT NOT NULL,
  version     BIGINT NOT NULL
);

-- One paper that goes to the records system: a plan version, minutes, a decision, a letter. Each once.
CREATE TABLE filing (
  id         UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  kind       TEXT NOT NULL,
  subject_id UUID NOT NULL,
  file_name  TEXT,
  checksum   TEXT,
  put_at     BIGINT,
  taken_at   BIGINT,
  tries      BIGINT NOT NULL,
  failed_at  BIGINT,
  failure    TEXT,
  UNIQUE (kind, subject_id)
);
CREATE INDEX filing_family ON filing (family_id);
CREATE INDEX filing_open ON filing (taken_at, put_at);
