-- Invitations by mail: what was sent to whom, and the queue.

ALTER TABLE person ADD COLUMN mail_lang TEXT;

-- A message to one person about one meeting: who was told what, in which SEQUENCE.  It is this
-- working file's own.
CREATE TABLE mail (
  id TEXT NOT NULL PRIMARY KEY,       -- also in its Message-ID
  number INTEGER NOT NULL UNIQUE,     -- what people type: 1, 2, 3 …
  meeting TEXT NOT NULL REFERENCES meeting (id),
  person TEXT NOT NULL REFERENCES person (id),
  party TEXT REFERENCES party (id),   -- for which the person comes
  name TEXT NOT NULL,                 -- as addressed
  address TEXT NOT NULL,
  lang TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('REQUEST', 'CANCEL')),
  sequence INTEGER NOT NULL,          -- iCalendar SEQUENCE
  told TEXT NOT NULL,                 -- what the message says of the meeting, a fact a line
  reason TEXT,                        -- why it is sent, beside what the record says
  subject TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,               -- in blob: the message
  made_at TEXT NOT NULL               -- instant: DTSTAMP, Date
) STRICT;
CREATE INDEX mail_meeting ON mail (meeting, number);

-- How far a message has come.  Not journalled: it changes by the minute and is nobody's act.
CREATE TABLE mail_delivery (
  mail TEXT NOT NULL PRIMARY KEY REFERENCES mail (id),
  state TEXT NOT NULL CHECK (state IN (
    'queued',                         -- to be sent
    'waiting',                        -- the server was not there, or said to come again
    'sending',                        -- a program is at it; it was not handed over yet
    'handed',                         -- the whole of it is about to be handed over
    'sent',                           -- the server has it
    'uncertain',                      -- handed over, but nobody knows whether the server has it
    'refused',                        -- the server will not have it
    'filed',                          -- written as a file, for someone to send
    'dropped')),                      -- not to be sent any more
  attempts INTEGER NOT NULL DEFAULT 0,
  due_at TEXT,                        -- instant: not before; NULL: never by itself
  tried_at TEXT,                      -- instant of the last attempt
  said TEXT                           -- what the server, or the system, said last
) STRICT;
-- What is not settled yet: the few rows that status counts and that sending looks for.
CREATE INDEX mail_delivery_open ON mail_delivery (state, due_at)
  WHERE state NOT IN ('sent', 'filed', 'dropped');
