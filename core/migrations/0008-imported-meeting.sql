-- The UID that a meeting of the past had in the calendar that it was imported from.
CREATE TABLE imported_meeting (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES meeting (id),
  uid TEXT NOT NULL,
  imported_on TEXT NOT NULL
) STRICT;
