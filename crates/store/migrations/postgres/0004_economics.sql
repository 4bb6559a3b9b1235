-- The economic case. Scenarios and prices hold no personal data; what a family costs does.

-- A saved scenario: `version` is the newest of its versions, which are added and never changed.
CREATE TABLE economy_scenario (
  id           UUID PRIMARY KEY,
  version      BIGINT NOT NULL,
  annulled_at  BIGINT,
  annul_reason TEXT
);

-- `body`: the scenario's fields and values, form-encoded.
CREATE TABLE economy_scenario_version (
  scenario_id UUID NOT NULL REFERENCES economy_scenario (id),
  version     BIGINT NOT NULL,
  name        TEXT NOT NULL,
  body        TEXT NOT NULL,
  account_id  UUID NOT NULL REFERENCES account (id),
  saved_at    BIGINT NOT NULL,
  PRIMARY KEY (scenario_id, version)
);

-- The municipality's own price book, as CSV: the last version counts.
CREATE TABLE economy_price_book (
  version    BIGINT PRIMARY KEY,
  body       TEXT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  taken_at   BIGINT NOT NULL
);

-- A measure of a family and what it costs: units a year in thousandths, prices a unit in ore.
CREATE TABLE family_cost (
  id            UUID PRIMARY KEY,
  family_id     UUID NOT NULL REFERENCES family (id),
  person_id     UUID REFERENCES person (id),
  what          TEXT NOT NULL,
  unit          TEXT,
  price_id      TEXT,
  source        TEXT,
  units_now     BIGINT NOT NULL,
  units_planned BIGINT NOT NULL,
  municipality  BIGINT NOT NULL,
  region        BIGINT NOT NULL,
  state         BIGINT NOT NULL,
  account_id    UUID NOT NULL REFERENCES account (id),
  noted_at      BIGINT NOT NULL,
  annulled_at   BIGINT,
  annul_reason  TEXT,
  version       BIGINT NOT NULL
);
CREATE INDEX family_cost_family ON family_cost (family_id, noted_at);
