-- What is set aside among collisions, changes of pick-ups and agreed loads; actions of the method that are struck out, families that are
-- followed, and what is added to a status. The same tables stand in ../sqlite.

-- What a collision was made of when it was set aside: more than that comes back.
ALTER TABLE collision ADD COLUMN aside_of TEXT;

ALTER TABLE pick_up ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE family_load ADD COLUMN until_on TEXT;
ALTER TABLE family_load ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

ALTER TABLE method_action ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE method_action ADD COLUMN annulled_at BIGINT;
ALTER TABLE method_action ADD COLUMN annul_reason TEXT;

-- From when until when a family is followed closely: a status is written twice a year.
CREATE TABLE followed (
  id         UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  from_on    TEXT NOT NULL,
  until_on   TEXT,
  account_id UUID NOT NULL REFERENCES account (id),
  set_at     BIGINT NOT NULL
);
CREATE UNIQUE INDEX followed_standing ON followed (family_id) WHERE until_on IS NULL;
CREATE INDEX followed_family ON followed (family_id);

-- What was added to a status, which itself is never changed.
CREATE TABLE status_addendum (
  id         UUID PRIMARY KEY,
  status_id  UUID NOT NULL REFERENCES status_log (id),
  family_id  UUID NOT NULL REFERENCES family (id),
  body       TEXT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  written_at BIGINT NOT NULL
);
CREATE INDEX status_addendum_family ON status_addendum (family_id);
