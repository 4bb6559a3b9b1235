-- Letters on their way out by e-mail: put here in the transaction that they belong to, kept until a mail server has taken them.
-- The same table stands in ../sqlite.

-- `sealed` holds to whom and what, encrypted, and only until the letter is gone. With a link that opens no more it is not sent.
CREATE TABLE outbox (
  id         UUID PRIMARY KEY,
  family_id  UUID NOT NULL REFERENCES family (id),
  subject_id UUID NOT NULL,
  link_id    UUID REFERENCES one_time_link (id),
  sealed     BYTEA,
  tries      BIGINT NOT NULL,
  next_at    BIGINT NOT NULL,
  account_id UUID NOT NULL REFERENCES account (id),
  put_at     BIGINT NOT NULL,
  gone_at    BIGINT,
  ending     TEXT
);
CREATE INDEX outbox_due ON outbox (next_at) WHERE gone_at IS NULL;
CREATE INDEX outbox_family ON outbox (family_id);
