-- What invited people answered, every answer; of an address the last one counts.
CREATE TABLE reply (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  person TEXT REFERENCES person (id), -- NULL: who was sent instead and is not on record
  address TEXT NOT NULL,              -- the ATTENDEE
  answer TEXT NOT NULL CHECK (answer IN ('accepted', 'declined', 'tentative', 'delegated',
                                         'counter')),
  sequence INTEGER NOT NULL,          -- of the invitation that is answered
  stamp TEXT NOT NULL,                -- instant: DTSTAMP; the latest of the highest sequence counts
  sender TEXT,                        -- the letter's From; NULL: a calendar file without a letter
  message_id TEXT,
  delegated_to TEXT, delegated_name TEXT, -- who is to come instead
  delegated_from TEXT,                -- who sent this one
  starts_at TEXT, ends_at TEXT,       -- instants: the time that a counter asks for
  all_day INTEGER NOT NULL DEFAULT 0,
  comment TEXT,
  answered_start TEXT NOT NULL,       -- instant: when the meeting was to begin as it was answered
  noted_at TEXT NOT NULL              -- instant
) STRICT;
CREATE INDEX reply_meeting ON reply (meeting);
