-- The shape of a council's file.
--
-- Every row has a UUID as its key.  A civil date is 'YYYY-MM-DD', an instant is UTC,
-- 'YYYY-MM-DDTHH:MM:SSZ'.  What the journal records has a NOT NULL primary key and no
-- triggers, no foreign-key actions, no generated columns and no UNIQUE on an order column:
-- each of these breaks replay.  core/tables.c declares for each table whether it is shared,
-- own or unjournalled.

-- The journal and this working file --------------------------------------------------------

CREATE TABLE journal (
  seq INTEGER NOT NULL PRIMARY KEY,   -- 1, 2, 3 … without a gap
  origin TEXT NOT NULL,               -- the working file that made the entry
  at TEXT NOT NULL,                   -- instant
  clock_set INTEGER NOT NULL,         -- 1: the clock was set by hand
  actor TEXT NOT NULL,
  party TEXT,                         -- code of the party acted for
  basis TEXT,                         -- the letter or note acted on
  verb TEXT NOT NULL,
  subject TEXT,
  schema INTEGER NOT NULL,            -- version that the changesets belong to
  shared BLOB NOT NULL,               -- changeset of the shared tables
  own BLOB NOT NULL,                  -- changeset of the own tables
  previous TEXT NOT NULL,             -- hash of the entry before; 64 zeros for the first
  hash TEXT NOT NULL                  -- SHA-256, see core/journal.c
) STRICT;

CREATE TABLE origin (
  id TEXT NOT NULL PRIMARY KEY,       -- this working file's UUID
  created_at TEXT NOT NULL
) STRICT;

-- Bytes of documents, once, by their hash; records name the hash.
CREATE TABLE blob (
  sha256 TEXT NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- The council ------------------------------------------------------------------------------

CREATE TABLE council (
  id TEXT NOT NULL PRIMARY KEY,       -- the key of its row in body
  handle TEXT NOT NULL,               -- short, for calendar UIDs: 'tj-kg'
  agreement TEXT,                     -- title of the agreement that founded it
  agreement_date TEXT,
  agreement_city TEXT,
  language TEXT NOT NULL              -- of its protocols
) STRICT;

CREATE TABLE party (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,          -- 'tj'
  position INTEGER NOT NULL,          -- the order of the parties, from 1
  country TEXT NOT NULL,              -- ISO 3166-1 alpha-2
  time_zone TEXT NOT NULL,            -- of the capital
  latitude TEXT, longitude TEXT       -- of the capital, decimal degrees
) STRICT;

-- Names in their grammatical cases are data, never computed.
CREATE TABLE name (
  id TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,                -- key of the row that bears the name
  role TEXT NOT NULL,                 -- 'state', 'government', 'side', 'capital', 'body', …
  writer TEXT NOT NULL DEFAULT '',    -- code of the party that writes it so; '' for all
  lang TEXT NOT NULL,
  form TEXT NOT NULL,                 -- 'nominative' … 'prepositional', 'short'
  text TEXT NOT NULL,
  UNIQUE (owner, role, writer, lang, form)
) STRICT;

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,        -- what people type: 'rasulzoda'
  surname TEXT NOT NULL,              -- Russian; its cases in name, role 'surname'
  given TEXT,                         -- a name or an initial with its dot
  patronymic TEXT,
  latin TEXT,
  own_name TEXT, own_lang TEXT,       -- as the person writes it
  email TEXT,
  sample INTEGER NOT NULL DEFAULT 0,
  mail_lang TEXT                      -- of letters: 'ru', 'en'; NULL: Russian
) STRICT;

-- A post; its title in name, role 'title'.
CREATE TABLE office (
  id TEXT NOT NULL PRIMARY KEY,
  party TEXT NOT NULL REFERENCES party (id),
  body TEXT NOT NULL REFERENCES body (id),
  kind TEXT NOT NULL CHECK (kind IN ('co-chair', 'executive-secretary')),
  UNIQUE (party, body, kind)
) STRICT;

-- Who holds a post, from when to when, and on what basis.
CREATE TABLE term (
  id TEXT NOT NULL PRIMARY KEY,
  office TEXT NOT NULL REFERENCES office (id),
  person TEXT NOT NULL REFERENCES person (id),
  capacity TEXT NOT NULL CHECK (capacity IN ('full', 'acting', 'empowered')),
  since TEXT,                         -- first day; NULL: not known, before the records
  until TEXT,                         -- last day; NULL: goes on
  meeting TEXT REFERENCES meeting (id), -- empowered for this meeting alone
  title TEXT,                         -- when it differs from the office's (nominative)
  title_genitive TEXT,
  basis TEXT
) STRICT;

-- Whatever has meetings: the council, its working groups and the national parts; of these, party
-- says whose each is.
CREATE TABLE body (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('council', 'group')),
  handle TEXT NOT NULL UNIQUE,
  sample INTEGER NOT NULL DEFAULT 0
, party TEXT REFERENCES party (id)) STRICT;

CREATE TABLE member (
  id TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL REFERENCES body (id),
  party TEXT NOT NULL REFERENCES party (id),
  handle TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('ministry', 'agency', 'business')),
  name TEXT NOT NULL,
  representative TEXT REFERENCES person (id),
  since TEXT, until TEXT, basis TEXT,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sector (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,          -- 'energy'; its names in name, role 'sector'
  position INTEGER NOT NULL
) STRICT;

-- A setting that differs from its default, or was confirmed; definitions are in the registry.
CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  basis TEXT
) STRICT;

-- Settings of this working file alone: the own party, addresses.
CREATE TABLE own_setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Days off ---------------------------------------------------------------------------------

CREATE TABLE holiday_rule (
  id TEXT NOT NULL PRIMARY KEY,
  party TEXT NOT NULL REFERENCES party (id),
  handle TEXT NOT NULL UNIQUE,        -- 'tj-navruz'
  calendar TEXT NOT NULL CHECK (calendar IN ('gregorian', 'islamic')),
  month INTEGER NOT NULL,
  day INTEGER NOT NULL,
  days INTEGER NOT NULL DEFAULT 1,    -- how many in a row
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'commemorated', 'shortened')),
  name TEXT NOT NULL,                 -- Russian; others in name, role 'holiday'
  since TEXT, until TEXT,             -- first and last day on which it is law
  confirmed_from INTEGER,             -- first and last year whose list was published; the
  confirmed_through INTEGER,          -- rule's day of any other year is provisional
  act TEXT
) STRICT;

-- What a party does about days beside its holidays: whether one that falls on the weekend
-- moves, whether the eve is shorter.
CREATE TABLE workday_rule (
  id TEXT NOT NULL PRIMARY KEY,
  party TEXT NOT NULL REFERENCES party (id),
  kind TEXT NOT NULL CHECK (kind IN ('move-to-next-working-day', 'do-not-move',
                                     'shorten-eve')),
  since TEXT, until TEXT,
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'provisional')),
  act TEXT
) STRICT;

-- What was decreed or announced for one day.
CREATE TABLE holiday_day (
  id TEXT NOT NULL PRIMARY KEY,
  party TEXT NOT NULL REFERENCES party (id),
  date TEXT NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('holiday', 'moved', 'working', 'shortened', 'commemorated')),
  rule TEXT REFERENCES holiday_rule (id), -- the rule whose day of that year this is
  rule_year INTEGER,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'provisional')),
  act TEXT
) STRICT;

-- Busy time --------------------------------------------------------------------------------

-- When a person cannot come: intervals alone, never what for.  Not journalled, because personal
-- data must be erasable; numbered, because it is exchanged with nobody.
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

-- When a whole party cannot: elections, a summit.  No personal data, so shared.
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

-- Meetings ---------------------------------------------------------------------------------

CREATE TABLE meeting (
  id TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL REFERENCES body (id),
  ref TEXT NOT NULL UNIQUE,           -- '2027', '2027-2', '2026-E1'; never changes
  kind TEXT NOT NULL CHECK (kind IN ('regular', 'extraordinary')),
  state TEXT NOT NULL CHECK (state IN ('requested', 'refused', 'planned', 'convened', 'held',
                                       'closed', 'cancelled')),
  host TEXT REFERENCES party (id),    -- NULL: not agreed yet
  starts_at TEXT, ends_at TEXT,       -- instants; NULL while requested
  all_day INTEGER NOT NULL DEFAULT 0, -- 1: only the dates at the venue are known
  scheduled_on TEXT,                  -- when it got its present date; NULL: not known
  time_zone TEXT,                     -- of the venue
  city TEXT, venue TEXT,
  form TEXT NOT NULL CHECK (form IN ('in-person', 'online', 'hybrid')),
  url TEXT,                           -- of an online meeting
  ordinal INTEGER,                    -- given when held
  sequence INTEGER NOT NULL DEFAULT 0, -- iCalendar SEQUENCE (RFC 5545, 3.8.7.4)
  reason TEXT,                        -- why it is extraordinary, or on a day off
  requested_by TEXT REFERENCES party (id),
  requested_on TEXT, request_basis TEXT,
  cancelled_reason TEXT,
  no_protocol INTEGER NOT NULL DEFAULT 0, -- 1: closed without a protocol in this file
  sample INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL            -- DTSTAMP and LAST-MODIFIED of its event
) STRICT;

-- The dates that a meeting had before it was postponed.
CREATE TABLE meeting_move (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  from_start TEXT NOT NULL, to_start TEXT NOT NULL,
  reason TEXT NOT NULL,
  moved_on TEXT NOT NULL
) STRICT;

-- The UID that a meeting of the past had in the calendar that it was imported from.
CREATE TABLE imported_meeting (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  uid TEXT NOT NULL,
  imported_on TEXT NOT NULL
) STRICT;

CREATE TABLE confirmation (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  party TEXT NOT NULL REFERENCES party (id),
  confirmed_on TEXT NOT NULL,
  basis TEXT,
  UNIQUE (meeting, party)
) STRICT;

-- What a party answered to the request of an extraordinary meeting.
CREATE TABLE answer (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  party TEXT NOT NULL REFERENCES party (id),
  kind TEXT NOT NULL CHECK (kind IN ('accept', 'counter', 'refuse')),
  starts_at TEXT,                     -- the day it counters with
  reason TEXT,
  answered_on TEXT NOT NULL,
  basis TEXT
) STRICT;

-- Another host than the rule's: pending until every party consented.
CREATE TABLE host_swap (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  rule_host TEXT NOT NULL REFERENCES party (id),
  host TEXT NOT NULL REFERENCES party (id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'agreed', 'withdrawn')),
  proposed_on TEXT NOT NULL
) STRICT;

CREATE TABLE host_swap_consent (
  id TEXT NOT NULL PRIMARY KEY,
  swap TEXT NOT NULL REFERENCES host_swap (id),
  party TEXT NOT NULL REFERENCES party (id),
  consented_on TEXT NOT NULL,
  basis TEXT,
  UNIQUE (swap, party)
) STRICT;

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

CREATE TABLE agenda_item (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  position INTEGER NOT NULL,          -- 1, 2, 3 … among those not withdrawn
  title TEXT NOT NULL,                -- as in «О развитии …»
  sector TEXT REFERENCES sector (id),
  proposed_by TEXT REFERENCES party (id),
  discussion TEXT,                    -- what the protocol says was noted
  state TEXT NOT NULL CHECK (state IN ('proposed', 'adopted', 'withdrawn')),
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE rapporteur (
  id TEXT NOT NULL PRIMARY KEY,
  item TEXT NOT NULL REFERENCES agenda_item (id),
  party TEXT NOT NULL REFERENCES party (id),
  who TEXT NOT NULL                   -- office or member that reports
) STRICT;

-- A business attends only when invited to an agenda item.
CREATE TABLE invitation (
  id TEXT NOT NULL PRIMARY KEY,
  item TEXT NOT NULL REFERENCES agenda_item (id),
  member TEXT NOT NULL REFERENCES member (id),
  UNIQUE (item, member)
) STRICT;

CREATE TABLE delegate (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  party TEXT NOT NULL REFERENCES party (id),
  position INTEGER NOT NULL,          -- rank order, from 1
  role TEXT NOT NULL CHECK (role IN ('head', 'delegate', 'expert', 'interpreter')),
  person TEXT REFERENCES person (id),
  name TEXT NOT NULL,                 -- as the list prints it, surname first
  post TEXT NOT NULL,                 -- office or post
  substitutes TEXT REFERENCES delegate (id), -- whom this delegate replaces
  attended INTEGER,                   -- NULL: not noted
  noted_on TEXT,                      -- when the party named this delegate
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE decision (
  id TEXT NOT NULL PRIMARY KEY,
  ref TEXT NOT NULL,                  -- '2026/1.2': meeting, item, decision; while a draft it
                                      -- follows its item's number, so that check finds doubles
  item TEXT NOT NULL REFERENCES agenda_item (id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  due TEXT,                           -- NULL: without a date (flagged by check)
  in_force_on TEXT,                   -- when every chair had signed
  state TEXT NOT NULL CHECK (state IN ('draft', 'agreed', 'in-force', 'done', 'dropped')),
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE executor (
  id TEXT NOT NULL PRIMARY KEY,
  decision TEXT NOT NULL REFERENCES decision (id),
  party TEXT NOT NULL REFERENCES party (id),
  who TEXT NOT NULL
) STRICT;

CREATE TABLE decision_progress (
  id TEXT NOT NULL PRIMARY KEY,
  decision TEXT NOT NULL REFERENCES decision (id),
  noted_on TEXT NOT NULL,
  party TEXT REFERENCES party (id),   -- who reports
  percent INTEGER,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE initiative (
  id TEXT NOT NULL PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,           -- 'I-2026-1'
  sector TEXT NOT NULL REFERENCES sector (id),
  proposed_by TEXT REFERENCES party (id),
  proposed_on TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'considered', 'document', 'programme',
                                       'dropped')),
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE initiative_step (
  id TEXT NOT NULL PRIMARY KEY,
  initiative TEXT NOT NULL REFERENCES initiative (id),
  noted_on TEXT NOT NULL,
  state TEXT NOT NULL,
  text TEXT NOT NULL,
  meeting TEXT REFERENCES meeting (id) -- where it was considered
) STRICT;

-- Working groups ---------------------------------------------------------------------------

CREATE TABLE working_group (
  id TEXT NOT NULL PRIMARY KEY REFERENCES body (id),
  kind TEXT NOT NULL CHECK (kind IN ('permanent', 'temporary')),
  name TEXT NOT NULL,                 -- nominative, after «рабочая группа»
  mandate TEXT NOT NULL,
  sector TEXT REFERENCES sector (id),
  decision TEXT REFERENCES decision (id), -- that establishes it
  state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'dissolved')),
  since TEXT, until TEXT,             -- until: a temporary group's last day
  dissolved_on TEXT, dissolved_reason TEXT,
  successor TEXT REFERENCES working_group (id),
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE group_extension (
  id TEXT NOT NULL PRIMARY KEY,
  working_group TEXT NOT NULL REFERENCES working_group (id),
  from_until TEXT NOT NULL, to_until TEXT NOT NULL,
  reason TEXT NOT NULL,
  decision TEXT REFERENCES decision (id),
  extended_on TEXT NOT NULL
) STRICT;

CREATE TABLE group_member (
  id TEXT NOT NULL PRIMARY KEY,
  working_group TEXT NOT NULL REFERENCES working_group (id),
  party TEXT NOT NULL REFERENCES party (id),
  role TEXT NOT NULL CHECK (role IN ('co-lead', 'member')),
  position INTEGER NOT NULL,
  person TEXT REFERENCES person (id),
  member TEXT REFERENCES member (id),
  name TEXT NOT NULL, post TEXT,
  since TEXT, until TEXT, basis TEXT,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE group_report (
  id TEXT NOT NULL PRIMARY KEY,
  working_group TEXT NOT NULL REFERENCES working_group (id),
  meeting TEXT REFERENCES meeting (id), -- to which it reports
  reported_on TEXT NOT NULL,
  text TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Protocols --------------------------------------------------------------------------------

CREATE TABLE protocol (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL UNIQUE REFERENCES meeting (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'agreed', 'issued', 'signed')),
  text_sha256 TEXT,                   -- of the agreed text
  reading_sha256 TEXT,                -- of what its marks stood for then, original by original
  reopened_reason TEXT,               -- of the last reopening
  issue INTEGER NOT NULL DEFAULT 0,   -- how often it was issued
  city TEXT,                          -- of the signing, set when issued
  signing_date TEXT,                  -- NULL: left blank for ink
  sample INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT;

-- The text, a clause a row, with marks for the alternat ({council:genitive}, {parties} …).
CREATE TABLE clause (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- 'preamble', 'heading', 'item', 'paragraph', 'decision', …
  label TEXT,                         -- '1.2'
  text TEXT NOT NULL,
  source TEXT                         -- key of the row it was made from
) STRICT;

CREATE TABLE agreement (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  party TEXT NOT NULL REFERENCES party (id),
  text_sha256 TEXT NOT NULL,          -- what it agreed to
  agreed_on TEXT NOT NULL,
  basis TEXT,
  UNIQUE (protocol, party)
) STRICT;

-- Who signs for each party, as set when the originals are issued.
CREATE TABLE signatory (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  issue INTEGER NOT NULL,
  party TEXT NOT NULL REFERENCES party (id),
  person TEXT NOT NULL REFERENCES person (id),
  capacity TEXT NOT NULL,
  name TEXT NOT NULL,                 -- as printed: «А. Фамилия»
  title TEXT NOT NULL
) STRICT;

-- One party's copy, rendered once an issue.
CREATE TABLE original (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL REFERENCES protocol (id),
  issue INTEGER NOT NULL,
  keeper TEXT NOT NULL REFERENCES party (id),
  sha256 TEXT NOT NULL,               -- in blob
  issued_at TEXT NOT NULL
) STRICT;

-- A scan of an original that every chair signed in ink.
CREATE TABLE scan (
  id TEXT NOT NULL PRIMARY KEY,
  original TEXT NOT NULL REFERENCES original (id),
  sha256 TEXT NOT NULL,               -- in blob
  signed_on TEXT NOT NULL,
  city TEXT NOT NULL,
  attached_by TEXT NOT NULL,
  attached_at TEXT NOT NULL,
  replaced INTEGER NOT NULL DEFAULT 0 -- 1: a better scan took its place
) STRICT;

-- Which chair's signature a scan bears.
CREATE TABLE scan_signature (
  id TEXT NOT NULL PRIMARY KEY,
  scan TEXT NOT NULL REFERENCES scan (id),
  signatory TEXT NOT NULL REFERENCES signatory (id)
) STRICT;

-- An electronic signature of an original: each is a revision of its file.
CREATE TABLE signature (
  id TEXT NOT NULL PRIMARY KEY,
  original TEXT NOT NULL REFERENCES original (id),
  signatory TEXT NOT NULL REFERENCES signatory (id),
  position INTEGER NOT NULL,          -- 1, 2 … in the order of their making
  before_sha256 TEXT NOT NULL,        -- of the file that was signed, in blob
  sha256 TEXT NOT NULL,               -- of the file with this signature, in blob
  signed_at TEXT NOT NULL,            -- instant, by our clock
  stamped_at TEXT,                    -- instant, by a timestamp authority
  subject TEXT NOT NULL,              -- of the certificate
  issuer TEXT NOT NULL,
  serial TEXT NOT NULL,
  fingerprint TEXT NOT NULL,          -- SHA-256 of the certificate
  doubts TEXT,                        -- what was wrong with it and was confirmed all the same
  signed_by TEXT NOT NULL,            -- who ran the program
  UNIQUE (original, signatory)
) STRICT;

-- What was prepared for a signing service and waits for its answer.
CREATE TABLE signature_request (
  id TEXT NOT NULL PRIMARY KEY,
  original TEXT NOT NULL REFERENCES original (id),
  signatory TEXT NOT NULL REFERENCES signatory (id),
  before_sha256 TEXT NOT NULL,        -- of the file that it was prepared for
  prepared_at TEXT NOT NULL,          -- instant that the signature will claim
  certificates TEXT NOT NULL,         -- PEM, the signer's first
  digest TEXT NOT NULL,               -- of what the signature will cover, SHA-256
  doubts TEXT,
  UNIQUE (original, signatory)
) STRICT;

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
  agreed_on TEXT,                     -- when every party had agreed to it
  template TEXT                       -- 'intergovernmental' or 'domestic', when composed
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
  resolved_by TEXT REFERENCES party (id),
  author TEXT                         -- who of the side, where a word processor tells
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
, author TEXT) STRICT;                -- as of a comment; as ALTER TABLE writes it

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

-- Feeds and publishing ---------------------------------------------------------------------

-- An address that calendar apps subscribe to.  Its secret is kept as it is, for the secretariat
-- has to tell the address again; whoever has this file has what the feed says anyway.  It is
-- this working file's own and is not exchanged.
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

-- A protocol that may be published on this file's site once it is signed.
CREATE TABLE disclosure (
  id TEXT NOT NULL PRIMARY KEY,
  protocol TEXT NOT NULL UNIQUE REFERENCES protocol (id),
  disclosed_at TEXT NOT NULL,
  basis TEXT
) STRICT;

-- Invitations by mail ---------------------------------------------------------------------

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
CREATE INDEX mail_meeting ON mail (meeting, number);
CREATE INDEX mail_reply ON mail (reply) WHERE reply IS NOT NULL;

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

-- Answers ----------------------------------------------------------------------------------

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
