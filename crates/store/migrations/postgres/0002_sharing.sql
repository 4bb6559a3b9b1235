-- Who may see what, why, until when. Facts are append-only; `share` is computed from them in the transaction that adds one.

CREATE TABLE consent (
  id               UUID PRIMARY KEY,
  family_id        UUID NOT NULL REFERENCES family (id),
  subject_id       UUID NOT NULL REFERENCES person (id),
  stance           TEXT NOT NULL,
  purpose          TEXT NOT NULL,
  from_unit_id     UUID REFERENCES unit (id),
  case_name        TEXT,
  legal_basis      TEXT NOT NULL,
  form             TEXT NOT NULL,
  word             TEXT,
  document_id      UUID,
  template         TEXT NOT NULL,
  template_from    TEXT NOT NULL,
  language         TEXT NOT NULL,
  shown_text       TEXT NOT NULL,
  consequence      TEXT NOT NULL,
  given_on         TEXT NOT NULL,
  valid_to         TEXT NOT NULL,
  account_id       UUID NOT NULL REFERENCES account (id),
  recorded_at      BIGINT NOT NULL
);
CREATE INDEX consent_family ON consent (family_id);
CREATE INDEX consent_ends ON consent (valid_to);

CREATE TABLE consent_category (
  consent_id UUID NOT NULL REFERENCES consent (id),
  category   TEXT NOT NULL,
  PRIMARY KEY (consent_id, category)
);

CREATE TABLE consent_party (
  consent_id UUID NOT NULL REFERENCES consent (id),
  place      BIGINT NOT NULL,
  unit_id    UUID REFERENCES unit (id),
  person_id  UUID REFERENCES person (id),
  PRIMARY KEY (consent_id, place)
);

CREATE TABLE signature (
  consent_id UUID NOT NULL REFERENCES consent (id),
  giver_id   UUID NOT NULL REFERENCES person (id),
  capacity   TEXT NOT NULL,
  at         BIGINT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  PRIMARY KEY (consent_id, giver_id)
);

CREATE TABLE withdrawal (
  id         UUID PRIMARY KEY,
  consent_id UUID NOT NULL REFERENCES consent (id),
  category   TEXT,
  unit_id    UUID REFERENCES unit (id),
  person_id  UUID REFERENCES person (id),
  by_id      UUID NOT NULL REFERENCES person (id),
  at         BIGINT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id)
);
CREATE INDEX withdrawal_consent ON withdrawal (consent_id);

-- On a legal basis other than consent.
CREATE TABLE disclosure (
  id          UUID PRIMARY KEY,
  family_id   UUID NOT NULL REFERENCES family (id),
  legal_basis TEXT NOT NULL,
  purpose     TEXT NOT NULL,
  reason      TEXT NOT NULL,
  until_on    TEXT NOT NULL,
  at          BIGINT NOT NULL,
  account_id  UUID NOT NULL REFERENCES account (id),
  ended_at    BIGINT,
  ended_by    UUID REFERENCES account (id)
);
CREATE INDEX disclosure_family ON disclosure (family_id);

CREATE TABLE disclosure_part (
  disclosure_id UUID NOT NULL REFERENCES disclosure (id),
  place         BIGINT NOT NULL,
  category      TEXT,
  subject_id    UUID REFERENCES person (id),
  unit_id       UUID REFERENCES unit (id),
  person_id     UUID REFERENCES person (id),
  PRIMARY KEY (disclosure_id, place)
);

CREATE TABLE share (
  family_id     UUID NOT NULL REFERENCES family (id),
  subject_id    UUID NOT NULL REFERENCES person (id),
  category      TEXT NOT NULL,
  unit_id       UUID REFERENCES unit (id),
  person_id     UUID REFERENCES person (id),
  stance        TEXT NOT NULL,
  from_at       BIGINT NOT NULL,
  until_at      BIGINT NOT NULL,
  legal_basis   TEXT NOT NULL,
  consent_id    UUID REFERENCES consent (id),
  disclosure_id UUID REFERENCES disclosure (id)
);
CREATE INDEX share_family ON share (family_id);
CREATE INDEX share_unit ON share (unit_id, family_id, until_at);
CREATE INDEX share_person ON share (person_id, family_id, until_at);

-- The category and restriction of an item, where they are not what its kind has by default.
CREATE TABLE mark (
  item_id    UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  category   TEXT NOT NULL,
  restricted BOOLEAN NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  set_at     BIGINT NOT NULL
);
CREATE INDEX mark_family ON mark (family_id);

-- A case opened in an emergency by somebody without a part in it.
CREATE TABLE emergency (
  id              UUID PRIMARY KEY,
  family_id       UUID NOT NULL REFERENCES family (id),
  account_id      UUID NOT NULL REFERENCES account (id),
  reason          TEXT NOT NULL,
  at              BIGINT NOT NULL,
  until_at        BIGINT NOT NULL,
  acknowledged_by UUID REFERENCES account (id),
  acknowledged_at BIGINT
);
CREATE INDEX emergency_account ON emergency (account_id, until_at);
CREATE INDEX emergency_family ON emergency (family_id);
CREATE INDEX emergency_new ON emergency (at) WHERE acknowledged_at IS NULL;

-- A case locked against its family, as in an honour conflict, until the risk has been assessed.
CREATE TABLE case_lock (
  id         UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  reason     TEXT NOT NULL,
  set_by     UUID NOT NULL REFERENCES account (id),
  set_at     BIGINT NOT NULL,
  assessment TEXT,
  lifted_by  UUID REFERENCES account (id),
  lifted_at  BIGINT
);
CREATE UNIQUE INDEX case_lock_standing ON case_lock (family_id) WHERE lifted_at IS NULL;

CREATE TABLE case_lock_protects (
  lock_id   UUID NOT NULL REFERENCES case_lock (id),
  person_id UUID NOT NULL REFERENCES person (id),
  PRIMARY KEY (lock_id, person_id)
);
