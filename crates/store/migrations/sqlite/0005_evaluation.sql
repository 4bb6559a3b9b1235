-- Runs of the evaluation on the server: what was asked for, how far it has come, what came out.
-- The same tables stand in ../postgres; docs/adr/0002 tells the types that both databases share.

-- `extract`: the register extract by its name; nothing is the families of the house. `beat_at`: when the work last said that it goes on.
CREATE TABLE evaluation_run (
  id            BLOB PRIMARY KEY,
  extract       TEXT,
  language      TEXT NOT NULL,
  cohort_before TEXT NOT NULL,
  account_id    BLOB NOT NULL REFERENCES account (id),
  started_at    INTEGER NOT NULL,
  beat_at       INTEGER NOT NULL,
  step          TEXT NOT NULL,
  ended_at      INTEGER,
  ending        TEXT,
  fault         TEXT
) STRICT;
CREATE INDEX evaluation_run_started ON evaluation_run (started_at, id);

-- What came out of a run, small numbers withheld: no rows of persons.
CREATE TABLE evaluation_file (
  run_id BLOB NOT NULL REFERENCES evaluation_run (id),
  name   TEXT NOT NULL,
  body   BLOB NOT NULL,
  PRIMARY KEY (run_id, name)
) STRICT;
