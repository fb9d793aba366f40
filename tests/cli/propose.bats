# Finding the day, on the real template.

setup() {
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
}

propose() {
  "$COUNCIL" meeting propose "$@"
}

@test "the regular meeting of 2027: in Tajikistan, in its usual month, before Ramadan" {
  propose --json >p.json
  [ "$(jq -r '.host, .window.from, .window.to' p.json | xargs)" = "tj 2027-01-01 2027-12-31" ]
  [ "$(jq '.candidates | length' p.json)" -eq 10 ]
  [ "$(jq '[.candidates[].score] == ([.candidates[].score] | sort | reverse)' p.json)" = true ]
  [ "$(jq -r '.candidates[0].start' p.json)" = 2027-02-02T05:00:00Z ]
  [ "$(jq -r '.candidates[0].local.tj' p.json)" = 2027-02-02T10:00:00+05:00 ]
  [ "$(jq -r '.candidates[0].local.kg' p.json)" = 2027-02-02T11:00:00+06:00 ]
  [ "$(jq 'all(.candidates[], .excluded[]; .reasons | length > 0)' p.json)" = true ]
  propose --json | cmp - p.json
}

@test "no proposal of 2026 falls on 9 March, and --explain says why" {
  export COUNCIL_NOW=2025-11-01T09:00:00Z
  propose --from 2026-01-01 --to 2026-12-31 --top 366 --json >p.json
  [ "$(jq '.candidates | length' p.json)" -gt 200 ]
  [ "$(jq '[.candidates[].date] | index("2026-03-09")' p.json)" = null ]
  [ "$(jq '[.candidates[].date] | index("2026-03-14")' p.json)" = null ]
  [ "$(jq '[.excluded[].date] | index("2026-05-05") != null' p.json)" = true ]
  propose --explain 2026-03-09 --json >e.json
  [ "$(jq .possible e.json)" = false ]
  [ "$(jq '.reasons | length' e.json)" -eq 2 ]
  [[ "$(jq -r '.reasons[0]' e.json)" == "Таджикистан: выходной — День матери, перенос с 8 марта 2026 года (перечень"* ]]
  [ "$(jq -r '.reasons[1]' e.json)" = "выходной только здесь: Таджикистан; рабочий день: Кыргызстан" ]
  [ "$(jq -r '[.rules[].rule] | unique | length' e.json)" -ge 19 ]
  [ "$(jq -r '.rules[] | select(.text == "Кыргызстан: рабочий день") | .rule + " " + .effect' e.json)" = "day-off kept" ]
  [ "$(jq -r '[.rules[] | select(.effect == "excludes") | .rule] | unique | join(" ")' e.json)" = day-off ]
  run propose --explain 2026-03-09
  [[ ${lines[0]} == "9 марта 2026 года, понедельник: невозможно" ]]
  [[ $output == *"✗  выходные"*"Таджикистан: выходной — День матери"*"✓"*"Кыргызстан: рабочий день"* ]]
  propose --explain 2026-03-10 --json >e.json
  [ "$(jq .possible e.json)" = true ]
}

@test "2027 and 2040 are proposed from provisional days" {
  for year in 2027 2040; do
    propose --from $year-01-01 --to $year-12-31 --json >p.json
    [ "$(jq '.candidates | length' p.json)" -eq 10 ]
    [ "$(jq -r --arg d $year-09-09 '.excluded[] | select(.date == $d) | .reasons | join(" ")' p.json | grep -c 'предварительно')" -eq 1 ] ||
      [ $year = 2040 ] # a Sunday
  done
}

@test "an extraordinary meeting: the soonest days, for people" {
  run propose --kind extraordinary --top 2
  [ "$status" -eq 0 ]
  [[ ${lines[1]} == "Принимающая сторона ещё не согласована" ]]
  [[ $output == *"2026-11-30"*"10:00 Душанбе, 11:00 Бишкек"*"рабочий день во всех странах"* ]]
  [[ $output == *"суббот"* ]]
}

@test "a decree makes a proposed day impossible" {
  [ "$(propose --explain 2027-02-02 --json | jq .possible)" = true ]
  "$COUNCIL" holiday add 2027-02-02 --party kg --name 'нерабочий день' --act 'указ № 1' >/dev/null
  [ "$(propose --explain 2027-02-02 --json | jq -r '.reasons[0]')" = "Кыргызстан: выходной — нерабочий день (указ № 1)" ]
}

@test "another day for a meeting that has one: it is not in its own way" {
  "$COUNCIL" meeting schedule 2027-02-04 >/dev/null
  [ "$(propose --explain 2027-02-04 --json | jq .possible)" = false ]
  propose --meeting next --from 2027-02-01 --to 2027-02-28 --json >p.json
  [ "$(jq -r '.meeting, .host' p.json | xargs)" = "2027 tj" ]
  [ "$(jq '[.candidates[].date] | index("2027-02-04") != null' p.json)" = true ]
  run propose --meeting last --lang en
  [ "$status" -eq 4 ]
}

@test "an urgent meeting: the earliest day that all allow, and why not before" {
  "$COUNCIL" busy add --person rasulzoda 2026-11-30 >/dev/null
  "$COUNCIL" busy add --party kg 2026-12-01 2026-12-02 --reason "саммит" >/dev/null
  propose --kind extraordinary --json >p.json
  [ "$(jq -r '.candidates[0].date' p.json)" = 2026-12-03 ]
  jq -r '.candidates[0].reasons[]' p.json >r
  grep -q '^почему не раньше: 29 ноября 2026 года — воскресенье' r
  grep -q '30 ноября 2026 года — Таджикистан: занятость' r
  grep -q '1 декабря 2026 года — Кыргызстан: время исключено' r
}

@test "several days: what is left out is counted as what it is" {
  propose --from 2027-02-01 --to 2027-02-28 --lang en >out # four weekends
  grep -q '^Besides, 8 Saturdays and Sundays are off in every country\.$' out
  propose --from 2027-02-01 --to 2027-02-28 --days 3 --lang en >out
  ! grep -q 'Saturdays and Sundays are off' out || false
  # Thursdays and Fridays too: 4 weeks of Thursday to Sunday
  grep -q '^Besides, 16 days on which it would run into a Saturday or Sunday\.$' out
  propose --from 2027-02-01 --to 2027-02-28 --days 3 >out
  grep -q '^Кроме того, 16 дней, при начале в которые заседание пришлось бы на субботу или воскресенье\.$' out
  propose --help --lang en | grep -q -- '--to DATE  *The last day on which it may begin$'
}

@test "bad arguments" {
  run propose --explain 2027-02-30 --lang en
  [ "$status" -eq 2 ]
  run propose --from 2027-03-01 --to 2027-02-01 --lang en
  [ "$status" -eq 2 ]
  run propose --kind weekly --lang en
  [ "$status" -eq 2 ]
  run propose --top 0 --lang en
  [ "$status" -eq 2 ]
}
