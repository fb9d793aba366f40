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

@test "what is told of a swap or a request names the countries" {
  given_council
  council meeting schedule 2027-03-17 --host kg --reason "ремонт"
  [[ $error == *"принимает Таджикистан; предложена замена — Кыргызстан"* ]]
  council meeting show 2027
  [[ $output == *"Кыргызстан вместо Таджикистана: ожидается согласие: Таджикистан, Кыргызстан (ремонт)"* ]]
  council meeting swap 2027 --as tj
  [[ $error == *"Таджикистан — согласие на замену принимающей стороны: Кыргызстан"* ]]
  council meeting swap 2027 --as kg --lang en
  [[ $error == *"every party consents: Kyrgyzstan hosts in place of Tajikistan"* ]]
  council meeting show 2027
  [[ $output == *"Кыргызстан вместо Таджикистана: согласовано (ремонт)"* ]]
  council meeting request --by kg --reason "паводок" --question "О помощи" --lang en
  [[ $error == *"to tell: Tajikistan ('council meeting answer 2026-E1 --as tj' records its answer)"* ]]
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
  council meeting answer 2026-E1 --as tj --counter 2026-12-05
  [[ $error == *"2026-E1: предложенный день — выходной: 5 декабря 2026 года: Таджикистан"* ]]
  council meeting answer 2026-E1 --as tj --counter 2026-12-04
  [[ $error != *"выходной"* ]]
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

@test "acting for another party than the file's own needs a basis, whatever names it" {
  given_council --own tj
  council meeting request --by kg --reason "паводок" --question "О помощи"
  refused 4 "--basis"
  council meeting request --by kg --reason "паводок" --question "О помощи" --basis "нота № 1"
  [ "$output" = 2026-E1 ]
  council meeting schedule 2026-12-04 --request 2026-E1
  council meeting schedule 2027-03-17
  council meeting swap 2027 --host kg --reason "ремонт"
  for act in "confirm 2027" "swap 2027" "deadline 2027 delegations --met"; do
    council meeting $act --as kg
    refused 4 "--basis"
  done
  for blank in "" "  " $'\u00a0'; do
    council meeting confirm 2027 --as kg --basis "$blank" --lang en
    refused 2 "basis: the text is empty"
    council meeting request --by kg --reason "град" --question "О помощи" --basis "$blank" --lang en
    refused 2 "basis: the text is empty"
  done
  council meeting confirm 2027 --as kg --basis $'нота\x1b[31m № 2' --lang en
  refused 2 "basis: "
  council meeting show 2027 --json
  [ "$(field '.confirmed | length')" -eq 0 ]
  council meeting confirm 2027
  [ "$status" -eq 0 ]
  council meeting request --by tj --reason "засуха" --question "О воде" # its own needs none
  [ "$output" = 2026-E2 ]
  council meeting answer 2026-E2 --as kg --accept
  refused 4 "--basis"
}

@test "postponing answers with what moved and whom to tell" {
  given_council
  council meeting schedule 2027-03-17
  council meeting confirm 2027 --as kg
  council meeting postpone 2027 --to 2027-04-14 --reason "указ" --json
  [ "$(field '.moved | length')" -eq 6 ]
  [ "$(field '.moved[] | select(.step == "delegations") | "\(.from) \(.to) \(.state)"')" = \
    "2027-03-07 2027-04-04 ahead" ]
  [ "$(field '.tell[] | select(.party == "tj") | "\(.role) \(.who) \(.confirmation_void)"')" = \
    "office of the co-chair Кохир Расулзода false" ]
  council meeting cancel 2027 --reason "по договорённости" --lang en
  [[ $output == *"To tell:"*"Kyrgyzstan"*"office of the co-chair"* ]]
}

@test "an unanswered request shows the days waited, everywhere" {
  given_council
  council meeting request --by kg --reason "паводок" --question "О помощи"
  export COUNCIL_NOW=2026-11-27T09:00:00Z
  council status
  [[ $output == *"2026-E1"*"без ответа 3 дня: Таджикистан"* ]]
  council status --json
  [ "$(field '.requests[0] | "\(.ref) \(.days_waited) \(.waits_for[0])"')" = "2026-E1 3 tj" ]
  council meeting list --lang en
  [[ $output == *"no answer for 3 days"* ]]
  council meeting show 2026-E1
  [[ $output == *"Нет ответа"*"Таджикистан, 3 дня"* ]]
  council meeting answer 2026-E1 --as tj --accept
  council status
  [[ $output == *"2026-E1"*"без даты 3 дня"* ]]
  council meeting show 2026-E1 --json
  [ "$(field '.waits_for | length')" -eq 0 ]
}

@test "an extraordinary meeting online, or in a third state" {
  given_council
  council meeting request --by kg --reason "паводок" --question "О помощи" --form online
  council meeting schedule 2026-12-04 --request 2026-E1
  council meeting show 2026-E1
  [[ $output == *"Председательствует"*"Кыргызстан"* ]]
  [[ $output != *"Город"* ]]
  council meeting list
  [[ $output == *"2026-E1"*"Кыргызстан"*"по видеосвязи"* ]]
  council status --lang en
  [[ $output == *"online (Kyrgyzstan presides)"* ]]
  council meeting schedule "2026-12-11 10:00" --kind extraordinary --host tj --reason "срочно" \
    --city Астана --zone Asia/Almaty
  [ "$output" = 2026-E2 ]
  council meeting show 2026-E2 --json
  [ "$(field '"\(.host) \(.city) \(.start)"')" = "tj Астана 2026-12-11T05:00:00Z" ]
}

@test "a day made a day off is shown until the meeting is kept with a reason" {
  given_council
  council meeting schedule 2027-03-17
  council holiday add 2027-03-17 --party kg --name "День траура" --act "указ № 5" --json
  [ "$(field '.meetings[] | "\(.meeting) \(.date) \(.party)"')" = "2027 2027-03-17 kg" ]
  [[ $error == *"2027"*"День траура"*"council meeting keep 2027"* ]]
  council check
  [ "$status" -eq 1 ]
  council meeting keep 2027 --reason "договорились по телефону"
  [ "$status" -eq 0 ]
  council check
  [ "$status" -eq 0 ]
  council meeting show 2027
  [[ $output == *"заседание остаётся: договорились по телефону"* ]]
  council meeting keep 2027 --reason "ещё раз" --lang en
  refused 4 "no day off"
  council meeting schedule 2028-03-21 --reason "по договорённости" # a reason from the first
  council status --json
  [ "$(field '.days_off | length')" -eq 0 ]
}

@test "a step is recorded by hand, corrected and taken back" {
  given_council
  council meeting schedule 2027-03-17
  export COUNCIL_NOW=2027-03-01T09:00:00Z
  council meeting deadline 2027 agenda --met --note "письмо № 8"
  [[ $output == *"agenda"*"выполнено, 1 марта 2027 года (письмо № 8)"* ]]
  council meeting deadline 2027 agenda --undo --json
  [ "$(field '.[] | select(.step == "agenda") | .state')" = ahead ]
  council meeting deadline 2027 agenda --met --missed
  refused 2 "--met"
  council meeting deadline 2027 nothing --met --lang en
  refused 3 "no step nothing"
  council meeting deadline 2027 agenda --met --on 2027-03-02 --lang en
  refused 4 "has not come"
  council check
  [ "$status" -eq 0 ]
}

@test "the plan explains a swap, the old order after it, a cancelled and a missed year" {
  given_council
  council meeting schedule 2027-03-17 --host kg --reason "выборы"
  council meeting plan --years 2 --lang en
  [[ $output == *"the turn of Tajikistan; Kyrgyzstan is proposed (выборы) and waits"* ]]
  council meeting swap 2027 --as tj
  council meeting swap 2027 --as kg
  council meeting plan --years 2 --json --lang en
  [ "$(field '.[] | "\(.year) \(.host) \(.why)"')" = "2026 kg the first regular meeting
2027 kg in place of Tajikistan: agreed by every party (выборы)
2028 tj the turn after the meeting 2027" ]
  council setting set turn-after-swap old-order
  council meeting plan --years 2 --json --lang en
  [ "$(field '.[2] | "\(.host) \(.why)"')" = \
    "kg the turn after the meeting 2027, in the old order again after the exchange" ]
  council setting unset turn-after-swap
  council meeting cancel 2027 --reason "наводнение"
  export COUNCIL_NOW=2029-01-10T09:00:00Z
  council meeting schedule 2029-03-14
  council meeting schedule 2029-10-17
  council meeting plan --years 0 --json --lang en
  [ "$(field '.[] | "\(.year) \(.host) \(.state)"')" = "2026 kg held
2027 tj missed
2028 tj missed
2029 tj planned
2029 kg planned" ]
  [[ $(field '.[1].why') == "2027 was cancelled: наводнение"* ]]
  [[ $(field '.[2].why') == "no meeting was held"* ]]
  [[ $(field '.[4].why') == *"makes up for 2028"* ]]
}
