-- Documents: files kept with a family's case. The same tables stand in ../sqlite.

CREATE TABLE document (
  id           UUID PRIMARY KEY,
  family_id    UUID NOT NULL REFERENCES family (id),
  name         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  size         BIGINT NOT NULL,
  category     TEXT NOT NULL,
  restricted   BOOLEAN NOT NULL,
  account_id   UUID NOT NULL REFERENCES account (id),
  unit_id      UUID REFERENCES unit (id),
  added_at     BIGINT NOT NULL,
  annulled_at  BIGINT,
  annul_reason TEXT
);
CREATE INDEX document_family ON document (family_id, added_at);

CREATE TABLE document_person (
  document_id UUID NOT NULL REFERENCES document (id),
  person_id   UUID NOT NULL REFERENCES person (id),
  PRIMARY KEY (document_id, person_id)
);
CREATE INDEX document_person_person ON document_person (person_id);

-- What is in it, encrypted piece by piece: each piece opens only as this piece of this document.
CREATE TABLE document_piece (
  document_id UUID NOT NULL REFERENCES document (id),
  place       BIGINT NOT NULL,
  body        BYTEA NOT NULL,
  PRIMARY KEY (document_id, place)
);
