-- The family's own assessment, what comes first, and the map made together.
-- What is said is added and annulled, never changed.

CREATE TABLE assessment (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  person_id    BLOB NOT NULL REFERENCES person (id),
  domain       TEXT NOT NULL,
  voice_id     BLOB REFERENCES person (id),
  strengths    TEXT,
  needs        TEXT,
  score        INTEGER,
  said_on      TEXT NOT NULL,
  account_id   BLOB NOT NULL REFERENCES account (id),
  written_at   INTEGER NOT NULL,
  annulled_at  INTEGER,
  annulled_by  BLOB REFERENCES account (id),
  annul_reason TEXT
) STRICT;
CREATE INDEX assessment_family ON assessment (family_id, person_id, domain, said_on);

-- What a view builds on: a note, contact, appointment or statement of the case.
CREATE TABLE assessment_source (
  assessment_id BLOB NOT NULL REFERENCES assessment (id),
  item_id       BLOB NOT NULL,
  PRIMARY KEY (assessment_id, item_id)
) STRICT;

CREATE TABLE need (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  person_id    BLOB REFERENCES person (id),
  domain       TEXT NOT NULL,
  title        TEXT NOT NULL,
  word         TEXT,
  severity     TEXT NOT NULL,
  urgency      TEXT NOT NULL,
  account_id   BLOB NOT NULL REFERENCES account (id),
  set_at       INTEGER NOT NULL,
  outcome      TEXT,
  outcome_word TEXT,
  outcome_at   INTEGER,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX need_family ON need (family_id);

CREATE TABLE need_blocks (
  family_id  BLOB NOT NULL REFERENCES family (id),
  blocker_id BLOB NOT NULL REFERENCES need (id),
  blocked_id BLOB NOT NULL REFERENCES need (id),
  PRIMARY KEY (blocker_id, blocked_id)
) STRICT;
CREATE INDEX need_blocks_family ON need_blocks (family_id);

-- The latest wish of each person counts.
CREATE TABLE need_wish (
  need_id    BLOB NOT NULL REFERENCES need (id),
  person_id  BLOB NOT NULL REFERENCES person (id),
  wish       TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  said_at    INTEGER NOT NULL,
  PRIMARY KEY (need_id, person_id, said_at)
) STRICT;

CREATE TABLE family_map (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  made_on    TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  made_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX family_map_family ON family_map (family_id, made_on);

-- A card of a map in one wording. Two who change the same wording at once leave two that stand; `body` is empty where it was taken off.
CREATE TABLE map_card (
  id          BLOB PRIMARY KEY,
  map_id      BLOB NOT NULL REFERENCES family_map (id),
  family_id   BLOB NOT NULL REFERENCES family (id),
  place_id    BLOB NOT NULL,
  part        TEXT NOT NULL,
  body        TEXT,
  account_id  BLOB NOT NULL REFERENCES account (id),
  written_at  INTEGER NOT NULL,
  replaced_at INTEGER,
  replaced_by BLOB,
  task_id     BLOB REFERENCES task (id)
) STRICT;
CREATE INDEX map_card_map ON map_card (map_id);
CREATE INDEX map_card_family ON map_card (family_id);
