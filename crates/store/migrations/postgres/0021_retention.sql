-- How long a case is kept: what stops its deletion, who is to agree to it, and what is left of it. The same tables stand in ../sqlite.
-- What points at the family goes with it. `tombstone` points at nothing: it is what is left.

CREATE TABLE retention_hold (
  id          UUID PRIMARY KEY,
  family_id   UUID NOT NULL REFERENCES family (id),
  reason      TEXT NOT NULL,
  account_id  UUID NOT NULL REFERENCES account (id),
  set_at      BIGINT NOT NULL,
  lift_reason TEXT,
  lifted_by   UUID REFERENCES account (id),
  lifted_at   BIGINT
);
CREATE UNIQUE INDEX retention_hold_standing ON retention_hold (family_id) WHERE lifted_at IS NULL;
CREATE INDEX retention_hold_family ON retention_hold (family_id);

-- `proposed_by` is empty where the installation proposed it. `archived_change`: the number of the family's last change in the audit log when
-- its archive was handed out.
CREATE TABLE purge_proposal (
  id              UUID PRIMARY KEY,
  family_id       UUID NOT NULL UNIQUE REFERENCES family (id),
  proposed_by     UUID REFERENCES account (id),
  proposed_at     BIGINT NOT NULL,
  archive_xml     TEXT,
  archive_pdf     TEXT,
  archived_change BIGINT
);

CREATE TABLE purge_approval (
  proposal_id UUID NOT NULL REFERENCES purge_proposal (id),
  account_id  UUID NOT NULL REFERENCES account (id),
  approved_at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, account_id)
);

CREATE TABLE tombstone (
  family      UUID PRIMARY KEY,
  case_type   TEXT NOT NULL,
  opened_on   TEXT NOT NULL,
  closed_on   TEXT NOT NULL,
  approved_1  UUID NOT NULL,
  approved_2  UUID NOT NULL,
  archive     TEXT NOT NULL,
  purged_at   BIGINT NOT NULL
);
CREATE INDEX tombstone_purged ON tombstone (purged_at);
