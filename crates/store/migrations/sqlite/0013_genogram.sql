-- The genogram: people outside the family whom it shows, who is dead, and how close two people are.
-- The same tables stand in ../postgres.

-- A grandmother who is no member, a father who never moved in. `removed_at`: no longer on the picture.
CREATE TABLE kin (
  family_id  BLOB NOT NULL REFERENCES family (id),
  person_id  BLOB NOT NULL REFERENCES person (id),
  account_id BLOB NOT NULL REFERENCES account (id),
  added_at   INTEGER NOT NULL,
  removed_at INTEGER,
  PRIMARY KEY (family_id, person_id)
) STRICT;
CREATE INDEX kin_person ON kin (person_id);

-- That somebody is dead; the day where it is known. Taken back where it was a mistake.
CREATE TABLE death (
  person_id     BLOB PRIMARY KEY REFERENCES person (id),
  died_on       TEXT,
  account_id    BLOB NOT NULL REFERENCES account (id),
  noted_at      INTEGER NOT NULL,
  taken_back_at INTEGER
) STRICT;

-- How close two people are, as the family's genogram shows it: what was written last counts. `one_id` is the lesser id; nothing as
-- `closeness` means that nothing is said of it any longer.
CREATE TABLE closeness (
  family_id  BLOB NOT NULL REFERENCES family (id),
  one_id     BLOB NOT NULL REFERENCES person (id),
  other_id   BLOB NOT NULL REFERENCES person (id),
  closeness  TEXT,
  account_id BLOB NOT NULL REFERENCES account (id),
  set_at     INTEGER NOT NULL,
  PRIMARY KEY (family_id, one_id, other_id, set_at)
) STRICT;
