-- The house: who works here, families and people, referral to closing, audit.
-- The same tables stand in ../postgres; docs/adr/0002 tells the types that both databases share.

CREATE TABLE installation (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE code (
  list       TEXT NOT NULL,
  code       TEXT NOT NULL,
  place      INTEGER NOT NULL,
  da         TEXT NOT NULL,
  en         TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to   TEXT,
  PRIMARY KEY (list, code, valid_from)
) STRICT;

CREATE TABLE rule (
  name       TEXT NOT NULL,
  value      INTEGER NOT NULL,
  unit       TEXT NOT NULL,
  source     TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  PRIMARY KEY (name, valid_from)
) STRICT;

CREATE TABLE unit (
  id        BLOB PRIMARY KEY,
  name      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  closed_on TEXT,
  version   INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
  id                BLOB PRIMARY KEY,
  given_name        TEXT NOT NULL,
  family_name       TEXT NOT NULL,
  sex               TEXT NOT NULL,
  born_on           TEXT,
  expected_on       TEXT,
  cpr               BLOB,
  cpr_lookup        BLOB UNIQUE,
  protected_address INTEGER NOT NULL,
  address           BLOB,
  phone             TEXT,
  email             TEXT,
  language          TEXT,
  interpreter       INTEGER NOT NULL,
  synthetic         INTEGER NOT NULL,
  version           INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
  id            BLOB PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  display_name  TEXT NOT NULL,
  role          TEXT NOT NULL,
  unit_id       BLOB REFERENCES unit (id),
  person_id     BLOB REFERENCES person (id),
  password_hash TEXT NOT NULL,
  language      TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  disabled_at   INTEGER,
  version       INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
CREATE INDEX session_account ON session (account_id);

CREATE TABLE sign_in_attempt (
  subject BLOB NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_attempt_subject ON sign_in_attempt (subject, at);

CREATE TABLE family (
  id         BLOB PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL
) STRICT;
CREATE INDEX family_name ON family (name, id);

CREATE TABLE membership (
  id        BLOB PRIMARY KEY,
  family_id BLOB NOT NULL REFERENCES family (id),
  person_id BLOB NOT NULL REFERENCES person (id),
  role      TEXT NOT NULL,
  from_on   TEXT NOT NULL,
  to_on     TEXT
) STRICT;
CREATE INDEX membership_family ON membership (family_id);
CREATE INDEX membership_person ON membership (person_id);

CREATE TABLE relation (
  id        BLOB PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES person (id),
  kind      TEXT NOT NULL,
  other_id  BLOB NOT NULL REFERENCES person (id),
  ended_on  TEXT
) STRICT;
CREATE INDEX relation_person ON relation (person_id);
CREATE INDEX relation_other ON relation (other_id);

CREATE TABLE custody (
  id        BLOB PRIMARY KEY,
  child_id  BLOB NOT NULL REFERENCES person (id),
  holder_id BLOB NOT NULL REFERENCES person (id),
  kind      TEXT NOT NULL,
  from_on   TEXT NOT NULL,
  to_on     TEXT
) STRICT;
CREATE INDEX custody_child ON custody (child_id);

-- The words that a search finds a family by: the household's name and the names of its people, folded.
CREATE TABLE search_word (
  word      TEXT NOT NULL,
  family_id BLOB NOT NULL REFERENCES family (id),
  person_id BLOB REFERENCES person (id)
) STRICT;
CREATE INDEX search_word_word ON search_word (word, family_id);
CREATE INDEX search_word_family ON search_word (family_id);
CREATE INDEX search_word_person ON search_word (person_id);

CREATE TABLE involvement (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  person_id    BLOB REFERENCES person (id),
  professional TEXT NOT NULL,
  title        TEXT,
  unit_id      BLOB REFERENCES unit (id),
  unit_name    TEXT,
  case_name    TEXT,
  plan_name    TEXT,
  legal_basis  TEXT,
  since_on     TEXT NOT NULL,
  until_on     TEXT,
  annulled_at  INTEGER,
  annul_reason TEXT,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX involvement_family ON involvement (family_id);

-- `disclosed`: the unit may know that the family is known here. `decisions` counts the decisions on it: the last one stands.
CREATE TABLE referral (
  id          BLOB PRIMARY KEY,
  family_id   BLOB NOT NULL REFERENCES family (id),
  account_id  BLOB NOT NULL REFERENCES account (id),
  unit_id     BLOB NOT NULL REFERENCES unit (id),
  household   TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  reasons     TEXT NOT NULL,
  disclosed   INTEGER NOT NULL,
  decisions   INTEGER NOT NULL
) STRICT;
CREATE INDEX referral_family ON referral (family_id);
CREATE INDEX referral_unit ON referral (unit_id);
CREATE INDEX referral_undecided ON referral (received_at) WHERE decisions = 0;

CREATE TABLE referral_criterion (
  referral_id BLOB NOT NULL REFERENCES referral (id),
  criterion   TEXT NOT NULL,
  PRIMARY KEY (referral_id, criterion)
) STRICT;

-- Its people as the writer knows them; who of them joins a family that was known before is for the team to decide.
CREATE TABLE referral_person (
  referral_id BLOB NOT NULL REFERENCES referral (id),
  place       INTEGER NOT NULL,
  person_id   BLOB NOT NULL REFERENCES person (id),
  given_name  TEXT NOT NULL,
  family_name TEXT NOT NULL,
  role        TEXT NOT NULL,
  born_on     TEXT,
  expected_on TEXT,
  PRIMARY KEY (referral_id, place)
) STRICT;

-- What the team decided. Append-only: the last decision (the one with the highest turn) on a referral stands.
CREATE TABLE decision (
  id          BLOB PRIMARY KEY,
  referral_id BLOB NOT NULL REFERENCES referral (id),
  turn        INTEGER NOT NULL,
  family_id   BLOB NOT NULL REFERENCES family (id),
  outcome     TEXT NOT NULL,
  reason      TEXT,
  word        TEXT,
  account_id  BLOB NOT NULL REFERENCES account (id),
  decided_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX decision_referral ON decision (referral_id, turn);
CREATE INDEX decision_family ON decision (family_id);

CREATE TABLE waiting_place (
  referral_id BLOB PRIMARY KEY REFERENCES referral (id),
  family_id   BLOB NOT NULL REFERENCES family (id),
  place       INTEGER NOT NULL,
  since_at    INTEGER NOT NULL,
  left_at     INTEGER
) STRICT;
CREATE INDEX waiting_place_family ON waiting_place (family_id);
CREATE UNIQUE INDEX waiting_place_one ON waiting_place (family_id) WHERE left_at IS NULL;
CREATE INDEX waiting_place_order ON waiting_place (place) WHERE left_at IS NULL;

-- The intervention of one family, from taking in to closing. Reopening starts a new course that names the old one.
CREATE TABLE course (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  reopens_id BLOB REFERENCES course (id),
  started_on TEXT NOT NULL,
  ended_on   TEXT,
  end_reason TEXT,
  end_word   TEXT,
  ended_by   BLOB REFERENCES account (id)
) STRICT;
CREATE INDEX course_family ON course (family_id);
CREATE UNIQUE INDEX course_running ON course (family_id) WHERE ended_on IS NULL;

CREATE TABLE course_goes_on_to (
  course_id  BLOB NOT NULL REFERENCES course (id),
  goes_on_to TEXT NOT NULL,
  PRIMARY KEY (course_id, goes_on_to)
) STRICT;

CREATE TABLE assignment (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  account_id BLOB NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL,
  from_at    INTEGER NOT NULL,
  to_at      INTEGER,
  word       TEXT,
  set_by     BLOB NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX assignment_family ON assignment (family_id);
CREATE INDEX assignment_account ON assignment (account_id, to_at);
CREATE UNIQUE INDEX assignment_one_coordinator ON assignment (family_id) WHERE to_at IS NULL AND kind = 'coordinator';

CREATE TABLE authority (
  id              BLOB PRIMARY KEY,
  family_id       BLOB NOT NULL REFERENCES family (id),
  kind            TEXT NOT NULL,
  jobcentre_name  TEXT,
  from_on         TEXT NOT NULL,
  set_by          BLOB NOT NULL REFERENCES account (id),
  set_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX authority_family ON authority (family_id);

CREATE TABLE contact (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  kind         TEXT NOT NULL,
  at           INTEGER NOT NULL,
  minutes      INTEGER,
  summary      TEXT,
  others       TEXT,
  account_id   BLOB NOT NULL REFERENCES account (id),
  written_at   INTEGER NOT NULL,
  annulled_at  INTEGER,
  annul_reason TEXT
) STRICT;
CREATE INDEX contact_family ON contact (family_id, at);

CREATE TABLE contact_person (
  contact_id BLOB NOT NULL REFERENCES contact (id),
  person_id  BLOB NOT NULL REFERENCES person (id),
  PRIMARY KEY (contact_id, person_id)
) STRICT;

-- Immutable: a correction is another note that names the one it adds to.
CREATE TABLE note (
  id          BLOB PRIMARY KEY,
  family_id   BLOB NOT NULL REFERENCES family (id),
  addendum_to BLOB REFERENCES note (id),
  person_id   BLOB REFERENCES person (id),
  category    TEXT NOT NULL,
  body        TEXT NOT NULL,
  about_on    TEXT NOT NULL,
  account_id  BLOB NOT NULL REFERENCES account (id),
  written_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX note_family ON note (family_id, written_at);
CREATE INDEX note_addendum ON note (addendum_to);

CREATE TABLE goal (
  id               BLOB PRIMARY KEY,
  family_id        BLOB NOT NULL REFERENCES family (id),
  parent_id        BLOB REFERENCES goal (id),
  horizon          TEXT NOT NULL,
  wish             TEXT,
  title            TEXT NOT NULL,
  owner_person_id  BLOB REFERENCES person (id),
  owner_account_id BLOB REFERENCES account (id),
  owner_name       TEXT,
  target_on        TEXT,
  account_id       BLOB NOT NULL REFERENCES account (id),
  set_at           INTEGER NOT NULL,
  outcome          TEXT,
  outcome_word     TEXT,
  outcome_at       INTEGER,
  version          INTEGER NOT NULL
) STRICT;
CREATE INDEX goal_family ON goal (family_id);

CREATE TABLE review (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  held_on    TEXT NOT NULL,
  moved      TEXT NOT NULL,
  stuck      TEXT,
  next       TEXT NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_family ON review (family_id, held_on);

CREATE TABLE task (
  id               BLOB PRIMARY KEY,
  family_id        BLOB NOT NULL REFERENCES family (id),
  goal_id          BLOB REFERENCES goal (id),
  kind             TEXT NOT NULL,
  title            TEXT NOT NULL,
  owner_person_id  BLOB REFERENCES person (id),
  owner_account_id BLOB REFERENCES account (id),
  owner_name       TEXT,
  due_on           TEXT,
  account_id       BLOB NOT NULL REFERENCES account (id),
  set_at           INTEGER NOT NULL,
  outcome          TEXT,
  outcome_word     TEXT,
  outcome_at       INTEGER,
  version          INTEGER NOT NULL
) STRICT;
CREATE INDEX task_family ON task (family_id);
CREATE INDEX task_open ON task (family_id, due_on) WHERE outcome IS NULL;

CREATE TABLE appointment (
  id           BLOB PRIMARY KEY,
  family_id    BLOB NOT NULL REFERENCES family (id),
  starts_at    INTEGER NOT NULL,
  ends_at      INTEGER NOT NULL,
  title        TEXT NOT NULL,
  place        TEXT,
  others       TEXT,
  account_id   BLOB NOT NULL REFERENCES account (id),
  set_at       INTEGER NOT NULL,
  annulled_at  INTEGER,
  annul_reason TEXT,
  version      INTEGER NOT NULL
) STRICT;
CREATE INDEX appointment_family ON appointment (family_id, starts_at);

CREATE TABLE appointment_person (
  appointment_id BLOB NOT NULL REFERENCES appointment (id),
  person_id      BLOB NOT NULL REFERENCES person (id),
  PRIMARY KEY (appointment_id, person_id)
) STRICT;

-- What somebody has begun to write: `place` is the form's address, `body` what the form holds, form-encoded and encrypted, since
-- a form may hold a CPR number.
CREATE TABLE draft (
  account_id BLOB NOT NULL REFERENCES account (id),
  place      TEXT NOT NULL,
  body       BLOB NOT NULL,
  saved_at   INTEGER NOT NULL,
  PRIMARY KEY (account_id, place)
) STRICT;

-- Each filled-in form counts once for whoever sends it: sent again, it leads to where it led.
CREATE TABLE submission (
  form_id    BLOB NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  led_to     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  PRIMARY KEY (form_id, account_id)
) STRICT;

CREATE TABLE audit_entry (
  seq       INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  actor_id  BLOB,
  role      TEXT NOT NULL,
  verb      TEXT NOT NULL,
  resource  TEXT NOT NULL,
  family_id BLOB,
  subject   BLOB,
  basis     TEXT NOT NULL,
  act       TEXT NOT NULL,
  previous  BLOB NOT NULL,
  hash      BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entry_family ON audit_entry (family_id, seq);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, seq);

CREATE TABLE audit_head (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  seq  INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, X'');
