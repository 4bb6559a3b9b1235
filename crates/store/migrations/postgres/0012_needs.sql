-- The family's own assessment, what comes first, and the map made together.
-- What is said is added and annulled, never changed. The same tables stand in ../sqlite.

CREATE TABLE assessment (
  id           UUID PRIMARY KEY,
  family_id    UUID NOT NULL REFERENCES family (id),
  person_id    UUID NOT NULL REFERENCES person (id),
  domain       TEXT NOT NULL,
  voice_id     UUID REFERENCES person (id),
  strengths    TEXT,
  needs        TEXT,
  score        BIGINT,
  said_on      TEXT NOT NULL,
  account_id   UUID NOT NULL REFERENCES account (id),
  written_at   BIGINT NOT NULL,
  annulled_at  BIGINT,
  annulled_by  UUID REFERENCES account (id),
  annul_reason TEXT
);
CREATE INDEX assessment_family ON assessment (family_id, person_id, domain, said_on);

-- What a view builds on: a note, contact, appointment or statement of the case.
CREATE TABLE assessment_source (
  assessment_id UUID NOT NULL REFERENCES assessment (id),
  item_id       UUID NOT NULL,
  PRIMARY KEY (assessment_id, item_id)
);

CREATE TABLE need (
  id           UUID PRIMARY KEY,
  family_id    UUID NOT NULL REFERENCES family (id),
  person_id    UUID REFERENCES person (id),
  domain       TEXT NOT NULL,
  title        TEXT NOT NULL,
  word         TEXT,
  severity     TEXT NOT NULL,
  urgency      TEXT NOT NULL,
  account_id   UUID NOT NULL REFERENCES account (id),
  set_at       BIGINT NOT NULL,
  outcome      TEXT,
  outcome_word TEXT,
  outcome_at   BIGINT,
  version      BIGINT NOT NULL
);
CREATE INDEX need_family ON need (family_id);

CREATE TABLE need_blocks (
  family_id  UUID NOT NULL REFERENCES family (id),
  blocker_id UUID NOT NULL REFERENCES need (id),
  blocked_id UUID NOT NULL REFERENCES need (id),
  PRIMARY KEY (blocker_id, blocked_id)
);
CREATE INDEX need_blocks_family ON need_blocks (family_id);

-- The latest wish of each person counts.
CREATE TABLE need_wish (
  need_id    UUID NOT NULL REFERENCES need (id),
  person_id  UUID NOT NULL REFERENCES person (id),
  wish       TEXT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  said_at    BIGINT NOT NULL,
  PRIMARY KEY (need_id, person_id, said_at)
);

CREATE TABLE family_map (
  id         UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  made_on    TEXT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  made_at    BIGINT NOT NULL
);
CREATE INDEX family_map_family ON family_map (family_id, made_on);

-- A card of a map in one wording. Two who change the same wording at once leave two that stand; `body` is empty where it was taken off.
CREATE TABLE map_card (
  id          UUID PRIMARY KEY,
  map_id      UUID NOT NULL REFERENCES family_map (id),
  family_id   UUID NOT NULL REFERENCES family (id),
  place_id    UUID NOT NULL,
  part        TEXT NOT NULL,
  body        TEXT,
  account_id  UUID NOT NULL REFERENCES account (id),
  written_at  BIGINT NOT NULL,
  replaced_at BIGINT,
  replaced_by UUID,
  task_id     UUID REFERENCES task (id)
);
CREATE INDEX map_card_map ON map_card (map_id);
CREATE INDEX map_card_family ON map_card (family_id);
