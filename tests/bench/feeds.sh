#!/bin/bash
# 10,000 meetings built and written: at least 15 times faster than python3-icalendar and 10 times
# than ical-generator, at most 1.5 times raw libical; 100,000 take at most 1.5 times ten times that.
# Run by ./dev bench; COUNCIL is the program.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")/feeds
build=$(dirname "$COUNCIL")/..
export LC_ALL=C.UTF-8
ninja -C "$build" tests/bench-feeds >/dev/null

ours() { "$build/tests/bench-feeds" ours "$1" | cut -d' ' -f1; }

mine=$(ours 10000)
raw=$("$build/tests/bench-feeds" libical 10000 | cut -d' ' -f1)
many=$(ours 100000)
python=$(/usr/bin/python3 "$here/feeds.py" 10000 | cut -d' ' -f1)
generator=null
if command -v npm >/dev/null; then
  [[ -d $here/node_modules ]] ||
    npm --prefix "$here" ci --no-audit --no-fund --loglevel=error --legacy-peer-deps >&2
  generator=$(node "$here/feeds.mjs" 10000 | cut -d' ' -f1)
fi

jq -rn --argjson mine "$mine" --argjson raw "$raw" --argjson many "$many" \
  --argjson python "$python" --argjson generator "$generator" '
  def r: . * 100 | round / 100;
  "10,000 meetings built and written: \($mine | r) ms",
  "  python3-icalendar \($python | r) ms: \($python / $mine | r) times slower, at least 15 wanted",
  (if $generator then "  ical-generator \($generator | r) ms: \($generator / $mine | r) times slower, at least 10 wanted"
   else "  ical-generator not measured: npm is not installed" end),
  "  libical alone \($raw | r) ms: ours is \($mine / $raw | r) times that, at most 1.5 wanted",
  "100,000: \($many | r) ms, \($many / $mine | r) times as long, at most 15 wanted",
  (if $python / $mine < 15 or ($generator and $generator / $mine < 10) or $mine / $raw > 1.5
      or $many / $mine > 15 then "" | halt_error(1) else empty end)'
