-- Addresses that calendar apps subscribe to, and protocols that the public may read.
CREATE TABLE feed (
  id TEXT NOT NULL PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,        -- what people type: 'deadlines-tj'
  secret TEXT,                        -- the unguessable part of its address; NULL: a public feed
  kind TEXT NOT NULL CHECK (kind IN ('meetings', 'deadlines', 'holidays')),
  party TEXT REFERENCES party (id),   -- whom it is for; NULL: everyone
  working_group TEXT REFERENCES working_group (id),
  person TEXT REFERENCES person (id),
  lang TEXT NOT NULL,
  name TEXT,                          -- what apps call it; NULL: made of the above
  created_at TEXT NOT NULL,
  revoked_at TEXT                     -- its address answers no more
) STRICT;
CREATE TABLE disclosure (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL UNIQUE REFERENCES protocol (id),
  disclosed_at TEXT NOT NULL,
  basis TEXT
) STRICT;
