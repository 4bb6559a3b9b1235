-- Letters on their way out by e-mail: put here in the transaction that they belong to, kept until a mail server has taken them.
-- The same table stands in ../postgres.

-- `sealed` holds to whom and what, encrypted, and only until the letter is gone. With a link that opens no more it is not sent.
CREATE TABLE outbox (
  id         BLOB PRIMARY KEY,
  family_id  BLOB NOT NULL REFERENCES family (id),
  subject_id BLOB NOT NULL,
  link_id    BLOB REFERENCES one_time_link (id),
  sealed     BLOB,
  tries      INTEGER NOT NULL,
  next_at    INTEGER NOT NULL,
  account_id BLOB NOT NULL REFERENCES account (id),
  put_at     INTEGER NOT NULL,
  gone_at    INTEGER,
  ending     TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE gone_at IS NULL;
CREATE INDEX outbox_family ON outbox (family_id);
