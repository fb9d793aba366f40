# Meetings as a secretary types them.

load council

given_council() {
  export COUNCIL_NOW=2026-11-24T09:00:00Z
  council init --template tj-kg "$@"
  [ "$status" -eq 0 ]
}

field() { # FILTER: of the last answer in JSON
  jq -r "$1" <<<"$output"
}

@test "plan: whose turn it is, from the first meeting on" {
  given_council
  council meeting plan --years 2 --json
  [ "$(field '.[] | "\(.year) \(.host) \(.state) \(.ref)"')" = "2026 kg held 2026
2027 tj expected null
2028 kg expected null" ]
  council status --json
  [ "$(field '.turn | "\(.host) \(.year)"')" = "tj 2027" ]
  [ "$(field .next)" = null ]
}

@test "schedule prints the reference alone; the host and the place come from the rule" {
  given_council
  council meeting schedule 2027-03-17
  [ "$output" = 2027 ]
  council meeting show next --json
  [ "$(field '"\(.host) \(.city) \(.start) \(.end) \(.state)"')" = \
    "tj Душанбе 2027-03-17T05:00:00Z 2027-03-17T08:00:00Z planned" ]
  [[ $(field .uid) =~ ^[0-9a-f-]{36}@tj-kg\.council$ ]]
  council status --json
  [ "$(field '.turn | "\(.host) \(.year)"')" = "kg 2028" ]
  [ "$(field '.next.ref')" = 2027 ]
  council meeting show 2027
  [[ $output == *"Бишкек"*"17 марта 2027 года, среда, 11:00"* ]]
}

@test "postponing keeps the UID, raises the sequence, voids what was confirmed" {
  given_council
  council meeting schedule 2027-03-17
  council meeting confirm 2027 --as tj
  council meeting confirm 2027 --as kg --json
  [ "$(field .state)" = convened ]
  uid=$(field .uid) sequence=$(field .sequence)
  council meeting postpone 2027 --to 2027-04-14 --reason "указ" --json
  [ "$(field '"\(.uid) \(.state) \(.start) \(.confirmed | length)"')" = \
    "$uid planned 2027-04-14T05:00:00Z 0" ]
  [ "$(field .sequence)" -gt "$sequence" ]
  [ "$(field '.tell[] | select(.party == "kg") | .confirmation_void')" = true ]
  council meeting show 2027
  [[ $output == *"Перенесено"*"указ"* ]]
}

@test "another host waits for every party, and the turn goes on from it" {
  given_council
  council meeting schedule 2027-03-17 --host kg
  refused 4 "--reason"
  council meeting schedule 2027-03-17 --host kg --reason "выборы"
  council meeting schedule 2028-03-15
  council meeting show 2027 --json
  [ "$(field .host)" = tj ]
  council meeting swap 2027 --as tj
  council meeting swap 2027 --as kg --json
  [ "$(field .host)" = kg ]
  [[ $error == *"2028: теперь принимает Таджикистан"* ]]
  council check
  [ "$status" -eq 0 ]
}

@test "a cancelled meeting stays on record and keeps the turn" {
  given_council
  council meeting schedule 2027-03-17
  council meeting schedule 2028-03-15
  council meeting cancel 2027 --reason "по договорённости"
  council meeting list --json
  [ "$(field '.[] | "\(.ref) \(.host) \(.state)"')" = "2026 kg closed
2027 tj cancelled
2028 tj planned" ]
}

@test "an extraordinary meeting: requested, answered, given a date" {
  given_council
  council meeting request --by kg --reason "паводок" --question "О помощи" --question "О связи"
  [ "$output" = 2026-E1 ]
  council meeting show 2026-E1 --json
  [ "$(field '"\(.state) \(.start) \(.requested_by) \(.reason)"')" = "requested null kg паводок" ]
  council meeting deadlines 2026-E1
  refused 4 "2026-E1"
  council meeting answer 2026-E1 --as tj --accept --refuse
  refused 2 "--accept"
  council meeting answer 2026-E1 --as tj --accept
  [ "$status" -eq 0 ]
  council meeting schedule 2026-12-04 --kind extraordinary --request 2026-E1
  [ "$output" = 2026-E1 ]
  council meeting plan --years 1 --json
  [ "$(field '.[1] | "\(.host) \(.state)"')" = "tj expected" ]
  council meeting deadlines 2026-E1 --json
  [ "$(field 'length')" -eq 5 ]
}

@test "a day off is refused by name, and taken with a reason" {
  given_council
  council meeting schedule 2027-03-21 --lang en
  refused 4 "day off"
  council meeting schedule 2027-03-21 --reason "по договорённости"
  [ "$output" = 2027 ]
}

@test "held and closed, each in its time" {
  given_council
  council meeting schedule 2027-03-17
  council meeting hold 2027 --lang en
  refused 4 "planned"
  council meeting confirm 2027 --as tj
  council meeting confirm 2027 --as kg
  council meeting hold 2027 --lang en
  refused 4 "2027-03-17"
  export COUNCIL_NOW=2027-03-18T09:00:00Z
  council meeting hold last --json
  [ "$(field '"\(.state) \(.ordinal)"')" = "held 2" ]
  council meeting postpone 2027 --to 2027-05-19 --reason "поздно" --lang en
  refused 4 "cannot postpone it"
  council meeting close 2027 --json
  [ "$(field '"\(.state) \(.no_protocol)"')" = "closed true" ]
}

@test "what is wrong is said in one line" {
  given_council --own tj
  council meeting show 2031 --lang en
  refused 3 "no meeting 2031"
  council meeting schedule 2027-02-30 --lang en
  refused 2 "2027-02-30"
  council meeting schedule 2027-03-17 --host xx --lang en
  refused 3 "no party xx"
  council meeting schedule 2027-03-17 --form telepathy --lang en
  refused 2 "no form telepathy"
  council meeting schedule 2027-03-17 --days 0 --lang en
  refused 2 "--days"
  council meeting schedule 2027-03-17
  council meeting confirm 2027 --as kg --lang en
  refused 4 "needs a basis"
  council meeting confirm 2027 --as kg --basis "нота 5"
  [ "$status" -eq 0 ]
  council meeting confirm 2027
  council meeting show 2027 --json
  [ "$(field .state)" = convened ]
}

@test "a dry run changes nothing" {
  given_council
  council meeting schedule 2027-03-17 --dry-run
  [ "$status" -eq 0 ]
  council meeting list --json
  [ "$(field length)" -eq 1 ]
}
