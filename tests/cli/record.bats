# The record of a meeting: agenda, delegations, attendance, decisions, initiatives.

setup() {
  set -o pipefail
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
  [[ $error == "council: "* ]]
  [[ $error == *"$2"* ]]
}

sound() {
  council check
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "an agenda keeps its order, and moved drafts say their new reference" {
  council agenda add 2026 'О торговле.' --sector trade --by tj --rapporteur 'tj:Министерство торговли'
  [ "$output" = 'Пункт 1: О торговле' ]
  council agenda add 2026 'Об энергетике' --sector energy --by kg
  council decision add 2026 2 'построить линию' --executor 'kg:Министерство энергетики' --due 2027-01-01
  [ "$output" = 2026/2.1 ]
  council agenda move 2026 2 --position 1
  [ "$error" = 'решение 2026/2.1 теперь обозначено 2026/1.1' ]
  council agenda list 2026 --json
  [ "$(jq -c '[.[] | [.item, .title, .sector, .proposed_by]]' <<<"$output")" = \
    '[[1,"Об энергетике","energy","kg"],[2,"О торговле","trade","tj"]]' ]
  council agenda withdraw 2026 1
  refused 4 '2026/1.1'
  council agenda withdraw 2026 2
  [ "$status" -eq 0 ]
  council agenda list 2026 --withdrawn --json
  [ "$(jq -c '[.[].state]' <<<"$output")" = '["proposed","withdrawn"]' ]
  sound
}

@test "decisions are found by executor, party and date, in the contract's shape" {
  council agenda add 2026 'Об энергетике'
  council decision add 2026 1 'построить линию' --executor 'tj:Министерство энергетики' \
    --executor 'kg:Министерство энергетики' --due 2026-06-01
  council decision add 2026 1 'провести форум' --executor 'kg:Палата' --due 2027-06-01
  council decision list --open --json
  [ "$output" = '[]' ] || [ "$(jq length <<<"$output")" -eq 0 ]
  council decision enforce 2026 --signed 2026-02-13
  [ "$status" -eq 0 ]
  council decision list --executor ЭНЕРГЕТИКИ --party kg --overdue --json
  [ "$(jq -c '.[] | [.ref, .meeting, .item, .text, .executors, .due, .state]' <<<"$output")" = \
    '["2026/1.1","2026",1,"построить линию",[{"party":"tj","who":"Министерство энергетики"},{"party":"kg","who":"Министерство энергетики"}],"2026-06-01","in-force"]' ]
  council decision list --due-before 2027-06-01 --json
  [ "$(jq -c '[.[].ref]' <<<"$output")" = '["2026/1.1"]' ]
  council status --json
  [ "$(jq -c .decisions <<<"$output")" = '{"open":2,"overdue":1}' ]
  council decision close 2026/1.2 --dropped --lang en
  refused 2 'needs a reason'
  council decision close 2026/1.2 --dropped --reason 'вопрос снят'
  council decision progress 2026/1.1 'готов проект' --percent 101
  [ "$status" -eq 2 ]
  council decision progress 2026/1.1 'готов проект' --percent 40 --party tj
  council decision show 2026/1.1 --json
  [ "$(jq -c '.progress[0] | [.party, .percent, .text]' <<<"$output")" = '["tj",40,"готов проект"]' ]
  council decision list --party xx
  refused 3 xx
  council decision show 2026/9.9
  refused 3 2026/9.9
  sound
}

@test "a delegation comes from a party's table, whole or not at all" {
  printf '\xef\xbb\xbf№;ФИО;Должность;Роль\r\n2;Делегат 1;"директор; советник";\r\n1;Глава делегации;министр;глава делегации\r\n' >list.csv
  council delegation import 2026 --party kg list.csv --dry-run --sample
  [ "$status" -eq 0 ]
  [[ $output == *'Глава делегации'* ]]
  council delegation list 2026 --json
  [ "$(jq length <<<"$output")" -eq 0 ]
  council delegation import 2026 --party kg list.csv --sample
  [ "$status" -eq 0 ]
  council delegation list 2026 --json
  [ "$(jq -c '[.[] | [.party, .rank, .role, .name, .post, .sample]]' <<<"$output")" = \
    '[["kg",1,"head","Глава делегации","министр",true],["kg",2,"delegate","Делегат 1","директор; советник",true]]' ]
  council delegation import 2026 --party kg list.csv --sample # would replace: asks
  [ "$status" -eq 4 ]
  printf 'name,post,role\nДелегат 5,министр,head\nДелегат 6,,\n' >bad.csv
  council delegation import 2026 --party kg bad.csv --yes --sample --lang en
  refused 6 'bad.csv, line 3'
  council delegation substitute 2026 'Делегат 1' 'Делегат 9' --party kg --post советник --sample
  council attendance set 2026 --party kg --absent 'Делегат 9'
  council delegation list 2026 --replaced --json
  [ "$(jq -c '[.[] | [.name, .replaced_by, .attended]]' <<<"$output")" = \
    '[["Глава делегации",null,true],["Делегат 9",null,false],["Делегат 1","Делегат 9",null]]' ]
  council delegation list 2026
  [[ $output == ОБРАЗЕЦ* ]]
  sound
}

@test "initiatives keep their way" {
  council initiative propose 'Общий рынок' --sector energy --by tj
  [ "$output" = I-2026-1 ]
  council initiative update I-2026-1 --state considered --meeting 2026 --note 'поручено'
  council initiative drop I-2026-1 --reason 'вошла в программу'
  council initiative show I-2026-1 --json
  [ "$(jq -c '[.state, [.steps[].state], .steps[1].meeting]' <<<"$output")" = \
    '["dropped",["proposed","considered","dropped"],"2026"]' ]
  council initiative propose 'Чудо' --sector magic --lang en
  refused 3 'no sector magic'
  sound
}
