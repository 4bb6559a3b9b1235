-- The family's plan: words on how it goes, measures, what else it covers, from whom a goal is kept, versions and who agreed; what
-- collides in a family's calendar; and the method. The same tables stand in ../postgres.

-- A word on how a goal goes, never changed; those of a review name it.
CREATE TABLE goal_word (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  goal_id    BLOB NOT NULL REFERENCES goal (id),
  review_id  BLOB REFERENCES review (id),
  moved      TEXT NOT NULL,
  word       TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX goal_word_family ON goal_word (family_id, written_at);

-- What is done for somebody, by whom, on which law, from when to when, how often a week, and what it asks of them.
CREATE TABLE measure (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  person_id    BLOB REFERENCES person (id),
  kind         TEXT NOT NULL,
  title        TEXT NOT NULL,
  legal_basis  TEXT,
  given_by     TEXT,
  asks         TEXT,
  weekly       INTEGER NOT NULL,
  from_on      TEXT NOT NULL,
  until_on     TEXT,
  account_id   BLOB NOT NULL REFERENCES account (id),
  set_at       INTEGER NOT NULL,
  annulled_at  INTEGER,
  annul_reason TEXT,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX measure_family ON measure (family_id);

CREATE TABLE measure_goal (
  measure_id BLOB NOT NULL REFERENCES measure (id),
  goal_id    BLOB NOT NULL REFERENCES goal (id),
  PRIMARY KEY (measure_id, goal_id)
) STRICT;
CREATE INDEX measure_goal_goal ON measure_goal (goal_id);

-- Which other plan of whom a goal stands for.
CREATE TABLE goal_cover (
  goal_id    BLOB NOT NULL REFERENCES goal (id),
  family_id  BLOB NOT NULL REFERENCES family (id),
  plan       TEXT NOT NULL,
  person_id  BLOB NOT NULL REFERENCES person (id),
  account_id BLOB NOT NULL REFERENCES account (id),
  set_at     INTEGER NOT NULL,
  PRIMARY KEY (goal_id, plan, person_id)
) STRICT;
CREATE INDEX goal_cover_family ON goal_cover (family_id);

-- From which party a goal is kept, whatever is shared.
CREATE TABLE goal_kept (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  goal_id    BLOB NOT NULL REFERENCES goal (id),
  unit_id    BLOB REFERENCES unit (id),
  person_id  BLOB REFERENCES person (id),
  reason     TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  kept_at    INTEGER NOT NULL,
  lifted_by  BLOB REFERENCES account (id),
  lifted_at  INTEGER
) STRICT;
CREATE INDEX goal_kept_family ON goal_kept (family_id, lifted_at);

-- The plan as it stood: never changed.
CREATE TABLE plan_version (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  number     INTEGER NOT NULL,
  review_id  BLOB REFERENCES review (id),
  why        TEXT,
  account_id BLOB NOT NULL REFERENCES account (id),
  at         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX plan_version_family ON plan_version (family_id, number);

CREATE TABLE plan_version_item (
  version_id BLOB NOT NULL REFERENCES plan_version (id),
  place      INTEGER NOT NULL,
  part       TEXT NOT NULL,
  item_id    BLOB NOT NULL,
  parent_id  BLOB,
  level      TEXT NOT NULL,
  title      TEXT NOT NULL,
  owner_name TEXT,
  day        TEXT,
  state      TEXT NOT NULL,
  word       TEXT,
  PRIMARY KEY (version_id, place)
) STRICT;

-- What a party said to a version. The last thing each said counts.
CREATE TABLE plan_agreement (
  id          BLOB PRIMARY KEY,
  family_id   BLOB NOT NULL REFERENCES family (id),
  version_id  BLOB NOT NULL REFERENCES plan_version (id),
  unit_id     BLOB REFERENCES unit (id),
  person_id   BLOB REFERENCES person (id),
  stance      TEXT NOT NULL,
  word        TEXT,
  agreed_on   TEXT NOT NULL,
  account_id  BLOB NOT NULL REFERENCES account (id),
  recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_agreement_family ON plan_agreement (family_id);

-- What a family, or somebody in it, can carry a week, as agreed with them. The last agreed counts.
CREATE TABLE family_load (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  person_id  BLOB REFERENCES person (id),
  per_week   INTEGER NOT NULL,
  agreed_on  TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  set_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX family_load_family ON family_load (family_id);

-- Who picks a child up, on which weekday (1 is Monday) and when.
CREATE TABLE pick_up (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  child_id   BLOB NOT NULL REFERENCES person (id),
  by_id      BLOB NOT NULL REFERENCES person (id),
  weekday    INTEGER NOT NULL,
  minute     INTEGER NOT NULL,
  from_on    TEXT NOT NULL,
  until_on   TEXT,
  account_id BLOB NOT NULL REFERENCES account (id),
  set_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX pick_up_family ON pick_up (family_id);

-- What was found to collide, from when and until when: computed anew after each change, kept so that it can be counted.
CREATE TABLE collision (
  family_id    BLOB NOT NULL REFERENCES family (id),
  mark         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  day          TEXT NOT NULL,
  found_at     INTEGER NOT NULL,
  gone_at      INTEGER,
  aside_word   TEXT,
  aside_by     BLOB REFERENCES account (id),
  aside_at     INTEGER,
  PRIMARY KEY (family_id, mark, found_at)
) STRICT;
CREATE INDEX collision_standing ON collision (family_id) WHERE gone_at IS NULL;

-- What was done of the method's five core elements, where the house cannot see it by itself.
CREATE TABLE method_action (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  item       TEXT NOT NULL,
  word       TEXT,
  done_on    TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  set_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX method_action_family ON method_action (family_id);

-- Half-yearly status of a family that is followed.
CREATE TABLE status_log (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  day        TEXT NOT NULL,
  stands     TEXT NOT NULL,
  changed    TEXT,
  next       TEXT,
  account_id BLOB NOT NULL REFERENCES account (id),
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX status_log_family ON status_log (family_id, day);
