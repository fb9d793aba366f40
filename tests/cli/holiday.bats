# Days off as a secretary lists and changes them.

setup() {
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
}

council() {
  status=0
  output=$("$COUNCIL" "$@" 2>error) || status=$?
  error=$(cat error)
}

refused() { # STATUS TEXT
  echo "status $status; output: $output; error: $error"
  [ "$status" -eq "$1" ]
  [ -z "$output" ]
  [ "$(wc -l <error)" -eq 1 ]
  [[ $error == "council: "*"$2"* ]]
}

day() { # PARTY DATE FIELD
  "$COUNCIL" holiday list --year "${2%%-*}" --party "$1" --json |
    jq -r --arg d "$2" --arg f "$3" '.[] | select(.date == $d) | .[$f]'
}

@test "holiday list has the members of the contract, by date, one entry a party and day" {
  council holiday list --year 2026 --json
  [ "$status" -eq 0 ]
  [ "$(jq 'all(.[]; (.date, .party, .name, .kind, .state, .act | type == "string") and (.off | type == "boolean"))' <<<"$output")" = true ]
  [ "$(jq '[.[].date] == ([.[].date] | sort)' <<<"$output")" = true ]
  [ "$(jq 'length == ([.[] | .date + .party] | unique | length)' <<<"$output")" = true ]
  [ "$(jq -r '[.[].kind] | unique | join(" ")' <<<"$output")" = "commemorated holiday moved shortened working" ]
}

@test "9 March 2026 is off in Tajikistan and worked in Kyrgyzstan" {
  [ "$(day tj 2026-03-09 kind)" = moved ]
  [ "$(day tj 2026-03-09 off)" = true ]
  [ "$(day tj 2026-03-09 state)" = confirmed ]
  [ -z "$(day kg 2026-03-09 off)" ]
}

@test "the table for people names the acts, in Russian" {
  council holiday list --year 2026 --party tj
  [[ $output == *"2026-03-09"*"выходной, перенос"*"подтверждено"*"День матери, перенос с 8 марта 2026 года"* ]]
  [[ $output == *"[1] перечень праздничных дней Республики Таджикистан"* ]]
  [[ $output != *"Орозо"* ]]
}

@test "far years are provisional and none is refused" {
  for year in 2027 2040 2400; do
    council holiday list --year $year --json
    [ "$status" -eq 0 ]
    [ "$(jq '[.[].state] | unique == ["provisional"]' <<<"$output")" = true ]
    [ "$(jq length <<<"$output")" -gt 30 ]
  done
  council holiday list --year 12 --lang en
  refused 2 12
  council holiday list --year 2027 --party xx --lang en
  refused 3 'no party xx'
}

@test "an announced lunar day takes the place of the computed one" {
  [ "$(day tj 2027-05-16 state)" = provisional ]
  council holiday confirm tj-qurbon --year 2027 --date 2027-05-18 --basis 'объявлено 10 мая 2027 г.'
  [ "$status" -eq 0 ]
  [ -z "$(day tj 2027-05-16 off)" ]
  [ -z "$(day tj 2027-05-17 off)" ]
  [ "$(day tj 2027-05-18 state)" = confirmed ]
  [ "$(day tj 2027-05-18 act)" = 'объявлено 10 мая 2027 г.' ]
  [ "$(day kg 2027-05-16 state)" = provisional ]
  council holiday confirm tj-qurbon --year 2027 --date 2027-05-17 --basis 'иное' --lang en
  refused 4 'confirmed for 2027-05-18 already'
  council check
  [ "$status" -eq 0 ]
}

@test "a slip in an announced day is refused" {
  council holiday confirm tj-qurbon --year 2027 --date 2027-06-17 --basis x --lang en
  refused 2 'about 2027-05-16'
  council holiday confirm tj-qurbon --year 2027 --date 2028-05-04 --basis x --lang en
  refused 2 'another year'
  council holiday confirm tj-navruz --year 2027 --date 2027-03-21 --basis x --lang en
  refused 2 'fixed day'
  council holiday confirm tj-qurbon --year 2027 --date 2027-05-17 --lang en
  refused 2 --basis
  council holiday confirm tj-may-day --year 2027 --basis x --lang en
  refused 4 '2016-12-31'
  council holiday confirm no-such --year 2027 --basis x --lang en
  refused 3 no-such
}

@test "a published list confirms the fixed days of its year, and says what still waits" {
  council holiday confirm --party tj --year 2027 --basis 'перечень на 2027 год'
  [ "$status" -eq 0 ]
  [[ $error == *"tj-qurbon"*"--year 2027"* ]]
  [ "$(day tj 2027-03-08 state)" = confirmed ]
  [ "$(day tj 2027-05-16 state)" = provisional ]
  [ "$(day kg 2027-03-08 state)" = provisional ]
  [ "$(day tj 2028-03-08 state)" = provisional ]
  council holiday confirm tj-navruz --year 2030 --basis 'перечень на 2030 год'
  [ "$status" -eq 0 ]
  [ "$(day tj 2030-03-22 state)" = confirmed ]
  [ "$(day tj 2029-03-22 state)" = provisional ]
  council check
  [ "$status" -eq 0 ]
}

@test "a decreed pair: a Saturday is worked, a Friday is off" {
  council holiday add 2027-03-13 --party tj --kind working --name 'рабочая суббота' --act 'постановление № 1'
  [ "$status" -eq 0 ]
  [[ $output == *"рабочий день: рабочая суббота (постановление № 1)"* ]]
  council holiday add 2027-03-26 --party tj --kind moved --name 'выходной за 13 марта'
  [ "$(day tj 2027-03-13 off)" = false ]
  [ "$(day tj 2027-03-26 off)" = true ]
  [ "$(day tj 2027-03-13 state)" = confirmed ]
  [ "$(day tj 2027-03-26 state)" = provisional ]
  council holiday add 2027-03-26 --party tj --name again --lang en
  refused 4 'entered already'
  council holiday remove 2027-03-26 --party tj
  [ "$status" -eq 0 ]
  [ -z "$(day tj 2027-03-26 off)" ]
}

@test "the past is corrected only on the ground of an act" {
  council holiday add 2026-04-10 --party kg --name 'выходной' --lang en
  refused 4 '--basis'
  council holiday remove 2026-03-27 --party tj --lang en
  refused 4 '--basis'
  council holiday remove 2026-03-27 --party tj --basis 'исправление'
  [ "$status" -eq 0 ]
  [ -z "$(day tj 2026-03-27 off)" ]
}

@test "a rule ends and another begins; the past stays as it was" {
  before=$("$COUNCIL" holiday list --year 2026 --json | jq -S .)
  council holiday remove kg-may --from 2028-01-01
  [ "$status" -eq 0 ]
  council holiday add 2028-01-01 --party kg --yearly --name 'Зимний праздник' --act 'закон № 1' --days 2
  [ "$output" = kg-01-01 ]
  [ "$(day kg 2027-05-03 off)" = true ]
  [ -z "$(day kg 2028-05-03 off)" ]
  [ "$(day kg 2028-01-02 name)" = 'Зимний праздник; Новый год' ]
  [ "$("$COUNCIL" holiday list --year 2026 --json | jq -S .)" = "$before" ]
  council check --lang en
  [ "$status" -eq 1 ]
  [[ $output == *"kg-01-01"*"kg-new-year"* ]]
  council holiday remove kg-01-01 --from 2028-01-01
  [ "$status" -eq 0 ]
  council check
  [ "$status" -eq 0 ]
}

@test "no verb touches the past without an act" {
  council holiday add 2026-04-10 --party kg --name 'день' --kind working --lang en
  refused 4 '--basis'
  council holiday add 2020-04-10 --party kg --name 'день' --yearly --lang en
  refused 4 '--basis'
  council holiday remove kg-may --from 2026-01-01 --lang en
  refused 4 '--basis'
  council holiday remove 2026-03-14 --party tj --lang en
  refused 4 '--basis'
  council holiday confirm tj-qurbon --year 2026 --lang en
  refused 2 '--basis'
  council holiday confirm --party tj --year 2022 --lang en
  refused 2 '--basis'
  printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260410\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n' >past.ics
  council holiday import past.ics --party kg --year 2026
  [ "$status" -eq 0 ]
  [ -z "$(day kg 2026-04-10 off)" ]
}

@test "whatever changes from now on, every year before reads as it did" {
  years() { for year in 2014 2015 2023 2024 2025 2026; do "$COUNCIL" holiday list --year $year --json; done; }
  years >before
  council holiday remove kg-may --from 2027-01-01
  council holiday remove tj-navruz --from 2027-01-01
  council holiday add 2027-03-20 --party tj --yearly --name 'Навруз' --days 5 --act 'закон № 2'
  council holiday add 2027-05-01 --party kg --yearly --name 'Май' --kind shortened
  council holiday add 2027-10-05 --party tj --yearly --name 'Праздник' --lunar 01-10 --handle tj-new
  council holiday add 2027-02-01 --party kg --name 'выходной' --act 'указ № 3'
  council holiday confirm --party tj --year 2027 --basis 'перечень'
  council holiday confirm kg-kurman --year 2027 --date 2027-05-17 --basis 'объявлено'
  printf 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240612\nRRULE:FREQ=YEARLY\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n' >yearly.ics
  council holiday import yearly.ics --party kg
  [ "$status" -eq 0 ]
  [ "$(day kg 2028-06-12 off)" = true ]
  [ "$(day tj 2027-03-20 name)" = 'Навруз' ]
  years | diff before -
  council check
  [ "$status" -eq 0 ]
}

@test "whether a holiday moves is law from a day on, and not before" {
  council holiday transfer --party kg --json
  [ "$(jq -r '[.[] | .kind + " " + (.since // "-") + " " + (.until // "-")] | join(", ")' <<<"$output")" = \
    'move-to-next-working-day - 2024-12-31, do-not-move 2025-01-01 -, shorten-eve 2025-01-01 -' ]
  before=$("$COUNCIL" holiday list --year 2026 --json)
  council holiday transfer --party kg --next --from 2027-01-01 --act 'закон № 4'
  [ "$status" -eq 0 ]
  [[ $output == *"2027-01-01"*"закон № 4"* ]]
  [ "$("$COUNCIL" holiday list --year 2026 --json)" = "$before" ]
  [ "$(day kg 2027-03-22 kind)" = moved ] # 21 March 2027 is a Sunday
  [ "$(day kg 2026-03-23 off)" != true ]
  council holiday transfer --party kg --next --from 2027-06-01 --lang en
  refused 4 'law already'
  council holiday transfer --party kg --none --from 2027-06-01
  [ "$(day kg 2027-03-22 kind)" = moved ]
  [ "$(day kg 2027-08-31 off)" = true ]
  council holiday transfer --party kg --none --from 2026-06-01 --lang en
  refused 4 '--basis'
  council holiday transfer --party kg --none --lang en
  refused 2 '--from'
  council check
  [ "$status" -eq 0 ]
}

@test "the day on which a code took force is corrected by its act" {
  council holiday transfer --party kg --next --from 2025-01-01 --act 'уточнение'
  council holiday transfer --party kg --none --from 2025-01-23 --act 'Трудовой кодекс'
  [ "$status" -eq 0 ]
  council holiday transfer --party kg --json
  [ "$(jq -r '[.[] | select(.kind != "shorten-eve") | .kind + " " + (.since // "-") + " " + (.until // "-")] | join(", ")' <<<"$output")" = \
    'move-to-next-working-day - 2024-12-31, move-to-next-working-day 2025-01-01 2025-01-22, do-not-move 2025-01-23 -' ]
  council check
  [ "$status" -eq 0 ]
}

@test "bad days" {
  council holiday add 2027-02-30 --party tj --name x --lang en
  refused 2 2027-02-30
  council holiday add 2027-02-03 --party xx --name x --lang en
  refused 3 xx
  council holiday add 2027-02-03 --party tj --name x --kind feast --lang en
  refused 2 feast
  council holiday add 2027-02-03 --party tj --name x --days 2 --lang en
  refused 2 --yearly
  council holiday add 2027-02-03 --party tj --name x --yearly --lunar 13-01 --lang en
  refused 2 13-01
  council holiday remove 2027-02-03 --party tj --lang en
  refused 3 2027-02-03
}
