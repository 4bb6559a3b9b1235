-- That something written (a contact, a note, a statement) tells of a crisis: a sign of its own on the family's timeline.
-- The same column stands in ../postgres.

ALTER TABLE mark ADD COLUMN crisis INTEGER NOT NULL DEFAULT 0;
CREATE INDEX mark_crisis ON mark (family_id) WHERE crisis;
