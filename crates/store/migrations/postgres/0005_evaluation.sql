-- Runs of the evaluation on the server: what was asked for, how far it has come, what came out.

-- `extract`: the register extract by its name; nothing is the families of the house. `beat_at`: when the work last said that it goes on.
CREATE TABLE evaluation_run (
  id            UUID PRIMARY KEY,
  extract       TEXT,
  language      TEXT NOT NULL,
  cohort_before TEXT NOT NULL,
  account_id    UUID NOT NULL REFERENCES account (id),
  started_at    BIGINT NOT NULL,
  beat_at       BIGINT NOT NULL,
  step          TEXT NOT NULL,
  ended_at      BIGINT,
  ending        TEXT,
  fault         TEXT
);
CREATE INDEX evaluation_run_started ON evaluation_run (started_at, id);

-- What came out of a run, small numbers withheld: no rows of persons.
CREATE TABLE evaluation_file (
  run_id UUID NOT NULL REFERENCES evaluation_run (id),
  name   TEXT NOT NULL,
  body   BYTEA NOT NULL,
  PRIMARY KEY (run_id, name)
);
