-- Which step towards a meeting was met, or was missed.  A row that no longer counts stays.
CREATE TABLE deadline_outcome (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  step TEXT NOT NULL,                 -- 'date', 'agenda', … as in meetings/deadline.c
  party TEXT REFERENCES party (id),   -- whose; NULL: of all together
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'missed')),
  due TEXT NOT NULL,                  -- the day by which it was due then
  done_on TEXT,                       -- NULL: not done (missed)
  act TEXT,                           -- what met it: 'delegation.add'; 'by-hand'
  note TEXT, basis TEXT,
  recorded_on TEXT NOT NULL,
  void_on TEXT,                       -- NULL: it counts
  void_reason TEXT CHECK (void_reason IN ('postponed', 'undone', 'withdrawn', 'corrected'))
) STRICT;

-- A meeting sits on a day off all the same: whose day off, and why.
CREATE TABLE day_off_kept (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  party TEXT NOT NULL REFERENCES party (id),
  date TEXT NOT NULL,
  reason TEXT NOT NULL,
  basis TEXT,
  kept_on TEXT NOT NULL
) STRICT;
