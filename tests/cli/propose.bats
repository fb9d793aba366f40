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
