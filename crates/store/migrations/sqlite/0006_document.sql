-- Documents: files kept with a family's case. The same tables stand in ../postgres.

CREATE TABLE document (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  size         INTEGER NOT NULL,
  category     TEXT NOT NULL,
  restricted   INTEGER NOT NULL,
  account_id   BLOB NOT NULL REFERENCES account (id),
  unit_id      BLOB REFERENCES unit (id),
  added_at     INTEGER NOT NULL,
  annulled_at  INTEGER,
  annul_reason TEXT
) STRICT;
CREATE INDEX document_family ON document (family_id, added_at);

CREATE TABLE document_person (
  document_id BLOB NOT NULL REFERENCES document (id),
  person_id   BLOB NOT NULL REFERENCES person (id),
  PRIMARY KEY (document_id, person_id)
) STRICT;
CREATE INDEX document_person_person ON document_person (person_id);

-- What is in it, encrypted piece by piece: each piece opens only as this piece of this document.
CREATE TABLE document_piece (
  document_id BLOB NOT NULL REFERENCES document (id),
  place       INTEGER NOT NULL,
  body        BLOB NOT NULL,
  PRIMARY KEY (document_id, place)
) STRICT;
