-- That something written (a contact, a note, a statement) tells of a crisis: a sign of its own on the family's timeline.
-- The same column stands in ../sqlite.

ALTER TABLE mark ADD COLUMN crisis BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX mark_crisis ON mark (family_id) WHERE crisis;
