-- Indexes for what Today and the chart ask with every opening: a person's own ratings lie together, in order of days, with what the
-- alerts take; the first and last day are the ends of the other; consents that end soon are a stretch of a family's.

CREATE INDEX rating_own ON rating (rated_id, instrument, on_day, id, item_1, item_2, item_3, item_4, total)
  WHERE rater_id IS NULL AND annulled_at IS NULL;
CREATE INDEX rating_day ON rating (rated_id, on_day) WHERE annulled_at IS NULL;

CREATE INDEX share_ends ON share (family_id, until_at);
