-- The genogram: people outside the family whom it shows, who is dead, and how close two people are.
-- The same tables stand in ../sqlite.

-- A grandmother who is no member, a father who never moved in. `removed_at`: no longer on the picture.
CREATE TABLE kin (
  family_id  UUID NOT NULL REFERENCES family (id),
  person_id  UUID NOT NULL REFERENCES person (id),
  account_id UUID NOT NULL REFERENCES account (id),
  added_at   BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (family_id, person_id)
);
CREATE INDEX kin_person ON kin (person_id);

-- That somebody is dead; the day where it is known. Taken back where it was a mistake.
CREATE TABLE death (
  person_id     UUID PRIMARY KEY REFERENCES person (id),
  died_on       TEXT,
  account_id    UUID NOT NULL REFERENCES account (id),
  noted_at      BIGINT NOT NULL,
  taken_back_at BIGINT
);

-- How close two people are, as the family's genogram shows it: what was written last counts. `one_id` is the lesser id; nothing as
-- `closeness` means that nothing is said of it any longer.
CREATE TABLE closeness (
  family_id  UUID NOT NULL REFERENCES family (id),
  one_id     UUID NOT NULL REFERENCES person (id),
  other_id   UUID NOT NULL REFERENCES person (id),
  closeness  TEXT,
  account_id UUID NOT NULL REFERENCES account (id),
  set_at     BIGINT NOT NULL,
  PRIMARY KEY (family_id, one_id, other_id, set_at)
);
