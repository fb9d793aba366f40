-- Who of a side wrote a comment or a wording, where a word processor tells.
ALTER TABLE comment ADD COLUMN author TEXT;
ALTER TABLE bracket ADD COLUMN author TEXT;
