-- Signing in at a municipality's own provider, a second factor, and accounts and units that a file keeps in step.
-- The same tables stand in ../sqlite. Old code reads and writes beside them: every new column has a default.

-- Who keeps it: 'hand' (a person on screen), 'file' (the staff file) or 'provider' (the sign-in itself).
ALTER TABLE account ADD COLUMN kept_by TEXT NOT NULL DEFAULT 'hand';
ALTER TABLE unit ADD COLUMN kept_by TEXT NOT NULL DEFAULT 'hand';
-- The municipality's own code of a unit, as the staff file and the provider name it.
ALTER TABLE unit ADD COLUMN code TEXT;
CREATE UNIQUE INDEX unit_code ON unit (code);

-- How a session was begun ('phrase', 'code', 'provider'), at which provider, what tells the provider which session ends
-- (sealed), and the browser in a few words, for whoever reads the list of their own.
ALTER TABLE session ADD COLUMN means TEXT NOT NULL DEFAULT 'phrase';
ALTER TABLE session ADD COLUMN provider TEXT;
ALTER TABLE session ADD COLUMN logout_hint BYTEA;
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';

-- Who somebody is at a provider: a keyed hash of the provider's subject.
CREATE TABLE identity (
  provider   TEXT NOT NULL,
  subject    BYTEA NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  linked_at  BIGINT NOT NULL,
  PRIMARY KEY (provider, subject)
);
CREATE INDEX identity_account ON identity (account_id);

-- Sign-ins at a provider that have come back: each comes back once.
CREATE TABLE provider_visit (
  state_hash BYTEA PRIMARY KEY,
  at         BIGINT NOT NULL
);

-- One-time codes: the secret (sealed), and the last time step whose code was used, so that none is used twice.
CREATE TABLE second_factor (
  account_id   UUID PRIMARY KEY REFERENCES account (id),
  secret       BYTEA NOT NULL,
  confirmed_at BIGINT,
  last_step    BIGINT NOT NULL
);

CREATE TABLE recovery_code (
  account_id UUID NOT NULL REFERENCES account (id),
  code_hash  BYTEA NOT NULL,
  used_at    BIGINT,
  PRIMARY KEY (account_id, code_hash)
);

-- The pass phrase was right, the second factor is still to come.
CREATE TABLE sign_in_step (
  token_hash BYTEA PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES account (id),
  begun_at   BIGINT NOT NULL
);
