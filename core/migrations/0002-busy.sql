-- Busy time: of people, in intervals alone, and periods that a whole party rules out.
CREATE TABLE busy_interval (
  number INTEGER NOT NULL PRIMARY KEY, -- what people type to remove it
  person TEXT NOT NULL REFERENCES person (id),
  starts INTEGER NOT NULL,            -- seconds since 1970, UTC: read by the hundred thousand
  ends INTEGER NOT NULL CHECK (ends > starts),
  all_day INTEGER NOT NULL,           -- 1: whole days at the person's capital
  tentative INTEGER NOT NULL,         -- 1: may yet change
  source TEXT NOT NULL CHECK (source IN ('typed', 'imported')),
  noted_on TEXT NOT NULL
) STRICT;
CREATE INDEX busy_interval_when ON busy_interval (person, starts, ends, all_day, tentative);
CREATE TABLE party_period (
  id TEXT NOT NULL PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,        -- what people type: 'tj-2027-02-28'
  party TEXT NOT NULL REFERENCES party (id),
  starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, -- instants
  all_day INTEGER NOT NULL,           -- 1: whole days at the party's capital
  tentative INTEGER NOT NULL,         -- 1: may yet change
  reason TEXT NOT NULL,
  noted_on TEXT NOT NULL,
  basis TEXT
) STRICT;
