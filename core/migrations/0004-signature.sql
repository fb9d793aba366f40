-- Electronic signatures, and what waits for a signing service.
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
