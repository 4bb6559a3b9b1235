-- The economic case. Scenarios and prices hold no personal data; what a family costs does.

-- A saved scenario: `version` is the newest of its versions, which are added and never changed.
CREATE TABLE economy_scenario (
  id           BLOB PRIMARY KEY,
  version      INTEGER NOT NULL,
  annulled_at  INTEGER,
  annul_reason TEXT
) STRICT;

-- `body`: the scenario's fields and values, form-encoded.
CREATE TABLE economy_scenario_version (
  scenario_id BLOB NOT NULL REFERENCES economy_scenario (id),
  version     INTEGER NOT NULL,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  account_id  BLOB NOT NULL REFERENCES account (id),
  saved_at    INTEGER NOT NULL,
  PRIMARY KEY (scenario_id, version)
) STRICT;

-- The municipality's own price book, as CSV: the last version counts.
CREATE TABLE economy_price_book (
  version    INTEGER PRIMARY KEY,
  body       TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  taken_at   INTEGER NOT NULL
) STRICT;

-- A measure of a family and what it costs: units a year in thousandths, prices a unit in ore.
CREATE TABLE family_cost (
  id            BLOB PRIMARY KEY,
  family_id     BLOB NOT NULL REFERENCES family (id),
  person_id     BLOB REFERENCES person (id),
  what          TEXT NOT NULL,
  unit          TEXT,
  price_id      TEXT,
  source        TEXT,
  units_now     INTEGER NOT NULL,
  units_planned INTEGER NOT NULL,
  municipality  INTEGER NOT NULL,
  region        INTEGER NOT NULL,
  state         INTEGER NOT NULL,
  account_id    BLOB NOT NULL REFERENCES account (id),
  noted_at      INTEGER NOT NULL,
  annulled_at   INTEGER,
  annul_reason  TEXT,
  version       INTEGER NOT NULL
) STRICT;
CREATE INDEX family_cost_family ON family_cost (family_id, noted_at);
