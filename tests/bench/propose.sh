#!/bin/bash
# `council meeting propose` over three years with 20 people of 500 recurring events each, against
# the same job in Python: the same calendars, the same holidays, the same rules; both must name the
# same days and hours.  Run by ./dev bench; COUNCIL is the program.
#
#   propose         the intervals are stored, as they are for every proposal after an import; Python
#                   stores nothing and expands anew
#   import+propose  from the calendars to the days on both sides: twenty programs that read, each in
#                   a child of its own, and twenty transactions
#   twice           40 people against 20, the intervals stored
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export COUNCIL_NOW=2026-11-24T09:00:00Z
window=(2026-12-01 2029-11-20)

# A council whose every second member is of the other party; the first four are in office.
council_of() { # FILE PEOPLE
  local file=$1 people=$2 person party
  run() { "$COUNCIL" --file "$file" "$@" >/dev/null; }
  run init --template tj-kg
  for party in tj kg; do
    run person add "secretary-$party" --surname Secretary
    run secretary appoint "secretary-$party" --party "$party" --from 2026-01-01 --title S --basis B
  done
  for ((person = 4; person < people; person++)); do
    ((person % 2)) && party=kg || party=tj
    run person add "person-$person" --surname "Person$person"
    run member add "member-$person" --party "$party" --kind ministry --name "M$person" \
      --representative "person-$person"
  done
}

name_of() { # NUMBER
  local names=(rasulzoda kasymaliev secretary-tj secretary-kg)
  (($1 < 4)) && printf '%s' "${names[$1]}" || printf 'person-%s' "$1"
}

import_all() { # FILE PEOPLE
  local person
  for ((person = 0; person < $2; person++)); do
    "$COUNCIL" --file "$1" busy import "$work/$person.ics" --person "$(name_of "$person")" >/dev/null
  done
}

propose() { # FILE
  "$COUNCIL" --file "$1" --lang en meeting propose --from "${window[0]}" --to "${window[1]}" \
    --top 3000 --json
}

best() { # FILE: as a person asks
  "$COUNCIL" --file "$1" --lang en meeting propose --from "${window[0]}" --to "${window[1]}"
}

seconds() { # COMMAND…
  local start=$EPOCHREALTIME
  "$@" >/dev/null
  printf '%s' $((${EPOCHREALTIME/./} - ${start/./}))
}

# The shortest of seven runs, in µs: what else the machine does only lengthens them.
shortest() { # COMMAND…
  for _ in 1 2 3 4 5 6 7; do
    seconds "$@"
    echo
  done | sort -n | head -n 1
}

python=/usr/bin/python3 # Debian's, whose modules are there
"$python" "$here/propose-calendars.py" "$work" 40
for people in 20 40; do council_of "$work/$people.db" "$people"; done
imported=$(seconds import_all "$work/20.db" 20)
import_all "$work/40.db" 40
stored=$(sqlite3 "$work/20.db" 'SELECT count(*) FROM busy_interval')
((stored >= 100000)) || { echo "only $stored intervals are stored" >&2; exit 1; }
propose "$work/20.db" >"$work/ours.json"
for year in 2026 2027 2028 2029; do
  "$COUNCIL" --file "$work/20.db" --lang en holiday list --year "$year" --json
done | jq -s . >"$work/holidays.json"
job=("$work" 20 "$work/holidays.json" "${window[@]}")
"$python" "$here/propose-peer.py" dateutil "${job[@]}" "$work/ours.json"

once=$(shortest best "$work/20.db")
twice=$(shortest best "$work/40.db")
status=0
ratio() { # WHAT A B [WANTED]
  jq -nr --arg what "$1" --argjson a "$2" --argjson b "$3" --argjson wanted "${4:-0}" '
    ($a / $b) as $r
    | "\($what): Python \($a / 10000 | round / 100) s, council \($b / 10000 | round / 100) s: "
      + "\($r * 10 | round / 10) times faster"
      + if $wanted > 0 then ", at least \($wanted) wanted" else "" end,
      (if $r < $wanted then "" | halt_error(1) else empty end)' || status=1
}
echo "$stored intervals are stored"
for expander in dateutil recurring_ical_events; do
  theirs=$(seconds "$python" "$here/propose-peer.py" "$expander" "${job[@]}")
  wanted=50
  [[ $expander == dateutil ]] && wanted=
  ratio "propose, against $expander" "$theirs" "$once" $wanted
  ratio "import+propose, against $expander" "$theirs" $((imported + once))
done
jq -nr --argjson a "$once" --argjson b "$twice" '
  ($b / $a) as $r
  | "twice the people: \($a / 1000 | round) ms, then \($b / 1000 | round) ms: "
    + "\($r * 100 | round / 100) times slower, at most 2.2 wanted",
    (if $r > 2.2 then "" | halt_error(1) else empty end)' || status=1
exit "$status"
