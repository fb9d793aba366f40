# A decree makes the agreed day a day off: from the decree to the new day, convened again.

load day

given_a_convened_meeting() {
  export COUNCIL_NOW=2026-12-01T05:00:00Z
  before init --template tj-kg
  before meeting schedule 2027-03-17
  before meeting confirm 2027 --as tj --basis 'письмо № 15'
  before meeting confirm 2027 --as kg --basis 'нота № 7'
  before delegation add 2027 --party kg --role head --person kasymaliev
}

@test "a morning's work: the decree is entered, the day moves, both sides confirm again" {
  given_a_convened_meeting
  export COUNCIL_NOW=2027-02-01T05:00:00Z

  council holiday add 2027-03-17 --party tj --name 'День национального траура' \
    --act 'Указ Президента № 812 от 31 января 2027 г.'
  grep -qF '2027' notices
  grep -qF 'council meeting postpone 2027' notices
  grep -qF 'Указ Президента № 812' notices

  council status --json
  jq -e '.days_off | length == 1 and .[0].meeting == "2027" and .[0].party == "tj"' output

  council meeting propose --from 2027-03-18 --to 2027-04-30 --top 1 --json
  day=$(jq -r '.candidates[0].start[:10]' output)
  jq -e '.excluded | map(.date) | index("2027-03-22") != null' output

  council meeting postpone 2027 --to "$day" --reason 'день траура в Таджикистане'
  says 'Сдвинулись сроки' 'подтверждена дата' 'названы составы делегаций' 'Известить' \
    'аппарат сопредседателя' 'подтверждение стороны больше не действует'
  grep -E 'названы составы делегаций +7 марта 2027 года +' output

  council meeting confirm 2027 --as tj --basis 'письмо № 21'
  says 2027
  council meeting confirm 2027 --as kg --basis 'нота № 9'
  says созвано

  council meeting deadlines 2027 --json
  jq -e '.[] | select(.step == "date") | .state == "met"' output
  jq -e '.[] | select(.step == "delegations") | .parties |
    map(select(.party == "kg")) | .[0].state == "met"' output

  council check
  [ "$typed" -le 8 ]
}
