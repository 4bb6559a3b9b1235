-- Indexes that answer the questions of every page by themselves: a family's ties, state and people are read without going from
-- the index to the row, page by page of the file. What pages ask for most is what these hold.

DROP INDEX course_family;
CREATE INDEX course_family ON course (family_id, ended_on, started_on);

DROP INDEX assignment_family;
CREATE INDEX assignment_family ON assignment (family_id, to_at, kind, account_id);
DROP INDEX assignment_account;
CREATE INDEX assignment_account ON assignment (account_id, to_at, family_id);

DROP INDEX referral_family;
CREATE INDEX referral_family ON referral (family_id, received_at, decisions, unit_id, disclosed);

DROP INDEX membership_family;
CREATE INDEX membership_family ON membership (family_id, to_on, person_id, role);
DROP INDEX membership_person;
CREATE INDEX membership_person ON membership (person_id, to_on, family_id);

-- Whether a family has a word that begins so is one step in this index.
DROP INDEX search_word_family;
CREATE INDEX search_word_family ON search_word (family_id, word);
