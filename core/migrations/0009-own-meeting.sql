-- A party's own meetings; how a protocol was composed; tables attached to a protocol.

ALTER TABLE body ADD COLUMN party TEXT REFERENCES party (id);
ALTER TABLE protocol_version ADD COLUMN template TEXT;

-- A table that was attached to a protocol: its cells are clauses of the text, its file is kept.
CREATE TABLE table_annex (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  handle TEXT NOT NULL,               -- what people type: 'budget'
  title TEXT NOT NULL,
  note TEXT,                          -- below the table
  file TEXT NOT NULL,                 -- name of the file that it came from
  sha256 TEXT NOT NULL,               -- in blob: the file
  attached_at TEXT NOT NULL,
  attached_by TEXT NOT NULL,
  removed_at TEXT                     -- NULL: it is attached
) STRICT;
