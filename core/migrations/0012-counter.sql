-- A counter-proposal is declined by a message, DECLINECOUNTER (RFC 5546, 3.2.8), which names the
-- answer that it declines.  A CHECK cannot be changed: the table is made anew.  Messages keep
-- their rows in mail_delivery: those are looked at again when all is in its place.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE mail_before AS SELECT * FROM mail;
DROP TABLE mail;
CREATE TABLE mail (
  id TEXT NOT NULL PRIMARY KEY,       -- also in its Message-ID
  number INTEGER NOT NULL UNIQUE,     -- what people type: 1, 2, 3 …
  meeting TEXT NOT NULL REFERENCES meeting (id),
  person TEXT NOT NULL REFERENCES person (id),
  party TEXT REFERENCES party (id),   -- for which the person comes
  name TEXT NOT NULL,                 -- as addressed
  address TEXT NOT NULL,
  lang TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('REQUEST', 'CANCEL', 'DECLINECOUNTER')),
  reply TEXT REFERENCES reply (id),   -- of DECLINECOUNTER: the answer that is declined
  sequence INTEGER NOT NULL,          -- iCalendar SEQUENCE
  told TEXT NOT NULL,                 -- what the message says of the meeting, a fact a line
  reason TEXT,                        -- why it is sent, beside what the record says
  subject TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,               -- in blob: the message
  made_at TEXT NOT NULL               -- instant: DTSTAMP, Date
) STRICT;
INSERT INTO mail (id, number, meeting, person, party, name, address, lang, method, sequence,
                  told, reason, subject, message_id, sha256, made_at)
  SELECT id, number, meeting, person, party, name, address, lang, method, sequence,
         told, reason, subject, message_id, sha256, made_at FROM mail_before ORDER BY number;
DROP TABLE mail_before;
CREATE INDEX mail_meeting ON mail (meeting, number);
CREATE INDEX mail_reply ON mail (reply) WHERE reply IS NOT NULL;
