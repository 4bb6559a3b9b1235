-- Which Helhed still bears these tables, while old and new servers work side by side. A migration that takes something away, or asks for
-- more than the one before it, writes its own number here: whoever does not know that migration does not start. Empty: everybody does.
CREATE TABLE schema_floor (
  oldest INTEGER PRIMARY KEY
) STRICT;
