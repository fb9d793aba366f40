#!/bin/bash
# `council status` as a whole process takes at most twice the time of the sqlite3 shell's count
# of the meetings in the same file.  Run by ./dev bench; COUNCIL is the program.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$work/council.db
if [[ -f demo/council.db ]]; then
  cp demo/council.db "$file"
else
  "$COUNCIL" --file "$file" init --template tj-kg >/dev/null
fi

hyperfine -N --warmup 10 --runs 100 --style none --export-json "$work/times.json" \
  "$COUNCIL --file $file status" \
  "sqlite3 $file 'select count(*) from meeting'" >/dev/null 2>&1

jq -r '[.results[].median * 1000] as [$ours, $theirs]
  | ($ours / $theirs) as $ratio
  | "council status \($ours * 10 | round / 10) ms, sqlite3 \($theirs * 10 | round / 10) ms: "
    + "\($ratio * 100 | round / 100) times, at most 2 wanted",
    (if $ratio > 2 then "" | halt_error(1) else empty end)' "$work/times.json"
