-- Feedback ratings: episodes, raters, ratings, one-time links, and the norm sets they were held against.
-- The same tables stand in ../sqlite; docs/adr/0002 tells the types that both databases share.

-- A norm set as it was when something was computed with it: its file, and an id made of the file's hash.
CREATE TABLE norm_set (
  id            UUID PRIMARY KEY,
  name          TEXT NOT NULL,
  version       TEXT NOT NULL,
  status        TEXT NOT NULL,
  source        TEXT NOT NULL,
  licence       TEXT NOT NULL,
  body          TEXT NOT NULL,
  first_used_at BIGINT NOT NULL
);

-- Somebody of a family in an episode; those who share one have the same `episode_id`.
CREATE TABLE rated (
  id         UUID PRIMARY KEY,
  episode_id UUID NOT NULL,
  family_id  UUID NOT NULL REFERENCES family (id),
  person_id  UUID NOT NULL REFERENCES person (id),
  opened_on  TEXT NOT NULL,
  closed_on  TEXT,
  ending     TEXT,
  account_id UUID REFERENCES account (id),
  written_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX rated_open ON rated (person_id) WHERE closed_on IS NULL;
CREATE UNIQUE INDEX rated_episode ON rated (episode_id, person_id);
CREATE INDEX rated_family ON rated (family_id);

CREATE TABLE rater (
  id          UUID PRIMARY KEY,
  family_id   UUID NOT NULL REFERENCES family (id),
  person_id   UUID NOT NULL REFERENCES person (id),
  kind        TEXT NOT NULL,
  name        TEXT NOT NULL,
  relative_id UUID REFERENCES person (id),
  written_at  BIGINT NOT NULL
);
CREATE INDEX rater_family ON rater (family_id);

-- Append-only: a mistake is struck out. Items and totals in tenths; an item without a value was skipped. `total` stands alone
-- where another system keeps no items. `zone` is what the norm set said that day.
CREATE TABLE rating (
  id           UUID PRIMARY KEY,
  rated_id     UUID NOT NULL REFERENCES rated (id),
  family_id    UUID NOT NULL REFERENCES family (id),
  rater_id     UUID REFERENCES rater (id),
  instrument   TEXT NOT NULL,
  on_day       TEXT NOT NULL,
  item_1       BIGINT,
  item_2       BIGINT,
  item_3       BIGINT,
  item_4       BIGINT,
  total        BIGINT,
  way          TEXT NOT NULL,
  zone         TEXT,
  norm_set_id  UUID REFERENCES norm_set (id),
  account_id   UUID REFERENCES account (id),
  written_at   BIGINT NOT NULL,
  annulled_at  BIGINT,
  annul_reason TEXT
);
CREATE INDEX rating_family ON rating (family_id);
CREATE INDEX rating_rated ON rating (rated_id);
CREATE UNIQUE INDEX rating_own_once ON rating (rated_id, instrument, on_day) WHERE rater_id IS NULL AND annulled_at IS NULL;
CREATE UNIQUE INDEX rating_rater_once ON rating (rated_id, rater_id, instrument, on_day) WHERE rater_id IS NOT NULL AND annulled_at IS NULL;

-- An invitation to rate, for somebody outside: what a one-time link of the purpose `rate` opens.
CREATE TABLE invitation (
  id          UUID PRIMARY KEY,
  family_id   UUID NOT NULL REFERENCES family (id),
  rated_id    UUID NOT NULL REFERENCES rated (id),
  rater_id    UUID NOT NULL REFERENCES rater (id),
  instrument  TEXT NOT NULL,
  returned_at BIGINT
);
CREATE UNIQUE INDEX invitation_one ON invitation (rated_id, rater_id, instrument);
CREATE INDEX invitation_family ON invitation (family_id);
