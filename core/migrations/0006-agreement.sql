-- Agreeing on the text of a protocol; archive copies of its scans.

-- Every text that the protocol had, oldest first.
CREATE TABLE protocol_version (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  number INTEGER NOT NULL,            -- 1, 2, 3 … of that protocol
  verb TEXT NOT NULL,                 -- 'draft', 'update', 'edit', 'settle'; what made it
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL,
  party TEXT,                         -- code of the party acted for
  text_sha256 TEXT NOT NULL,          -- as of the protocol
  sha256 TEXT NOT NULL,               -- in blob: the text as an editor shows it
  form TEXT,                          -- 'full' or 'short', when composed from the record
  agreed_on TEXT                      -- when every party had agreed to it
) STRICT;

CREATE TABLE comment (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  number INTEGER NOT NULL,            -- 1, 2, 3 … of that protocol
  clause TEXT NOT NULL,               -- key of a clause, which may be gone since
  party TEXT NOT NULL REFERENCES party (id),
  text TEXT NOT NULL,
  commented_on TEXT NOT NULL,
  basis TEXT,
  resolved_on TEXT,                   -- NULL: open
  resolved_by TEXT REFERENCES party (id)
) STRICT;

-- The wording that a party proposes: in brackets until every party consents, or it is withdrawn.
CREATE TABLE bracket (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  number INTEGER NOT NULL,            -- 1, 2, 3 … of that protocol
  kind TEXT NOT NULL CHECK (kind IN ('reword', 'insert', 'strike')),
  clause TEXT,                        -- key of the clause; of an insertion, the one before it
  clause_kind TEXT, label TEXT,       -- of an insertion
  text TEXT,                          -- NULL: the clause is struck
  party TEXT NOT NULL REFERENCES party (id),
  proposed_on TEXT NOT NULL,
  basis TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'adopted', 'withdrawn', 'dropped')),
  settled_on TEXT
) STRICT;

CREATE TABLE bracket_consent (
  id TEXT NOT NULL PRIMARY KEY,
  bracket TEXT NOT NULL REFERENCES bracket (id),
  party TEXT NOT NULL REFERENCES party (id),
  consented_on TEXT NOT NULL,
  basis TEXT,
  UNIQUE (bracket, party)
) STRICT;

-- A scan with the certificate of a secretary («Копия верна»), for the archive.
CREATE TABLE archive_copy (
  id TEXT NOT NULL PRIMARY KEY,
  scan TEXT NOT NULL REFERENCES scan (id),
  sha256 TEXT NOT NULL,               -- in blob
  party TEXT NOT NULL REFERENCES party (id), -- whose secretary certifies
  person TEXT NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,                 -- as printed
  title TEXT NOT NULL,
  certified_on TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
