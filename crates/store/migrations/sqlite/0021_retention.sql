-- How long a case is kept: what stops its deletion, who is to agree to it, and what is left of it. The same tables stand in ../postgres.
-- What points at the family goes with it. `tombstone` points at nothing: it is what is left.

CREATE TABLE retention_hold (
  id          BLOB PRIMARY KEY,
  family_id   BLOB NOT NULL REFERENCES family (id),
  reason      TEXT NOT NULL,
  account_id  BLOB NOT NULL REFERENCES account (id),
  set_at      INTEGER NOT NULL,
  lift_reason TEXT,
  lifted_by   BLOB REFERENCES account (id),
  lifted_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX retention_hold_standing ON retention_hold (family_id) WHERE lifted_at IS NULL;
CREATE INDEX retention_hold_family ON retention_hold (family_id);

-- `proposed_by` is empty where the installation proposed it. `archived_change`: the number of the family's last change in the audit log when
-- its archive was handed out.
CREATE TABLE purge_proposal (
  id              BLOB PRIMARY KEY,
  family_id       BLOB NOT NULL UNIQUE REFERENCES family (id),
  proposed_by     BLOB REFERENCES account (id),
  proposed_at     INTEGER NOT NULL,
  archive_xml     TEXT,
  archive_pdf     TEXT,
  archived_change INTEGER
) STRICT;

CREATE TABLE purge_approval (
  proposal_id BLOB NOT NULL REFERENCES purge_proposal (id),
  account_id  BLOB NOT NULL REFERENCES account (id),
  approved_at INTEGER NOT NULL,
  PRIMARY KEY (proposal_id, account_id)
) STRICT;

CREATE TABLE tombstone (
  family      BLOB PRIMARY KEY,
  case_type   TEXT NOT NULL,
  opened_on   TEXT NOT NULL,
  closed_on   TEXT NOT NULL,
  approved_1  BLOB NOT NULL,
  approved_2  BLOB NOT NULL,
  archive     TEXT NOT NULL,
  purged_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX tombstone_purged ON tombstone (purged_at);
