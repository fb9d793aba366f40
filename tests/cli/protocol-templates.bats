# Full and short, whose meeting it is, tables, and what is asked before a protocol is signed.

load council

eval "common_$(declare -f setup)"

setup() {
  common_setup
  export COUNCIL_NOW=2026-11-24T09:00:00Z
  done_well init --template "$BATS_TEST_DIRNAME/../support/fictitious.json"
}

done_well() {
  council "$@"
  echo "council $*: $status; $output; $error"
  [ "$status" -eq 0 ]
}

# A meeting of the council with two questions, of which one has decisions.
given_meeting() {
  done_well meeting schedule 2027-02-12T10:00
  done_well agenda add 2027 'О взаимной торговле' --sector trade --by ar
  done_well agenda add 2027 'О разном'
  done_well agenda edit 2027 1 --discussion 'товарооборот вырос'
  done_well delegation add 2027 --party ar --role head --person vymyslov
  done_well delegation add 2027 --party bo --role head --person primerzoda
  done_well decision add 2027 1 'подготовить программу' --executor 'ar:Министерство торговли' \
    --due 2027-09-01
}

findings() {
  council protocol check "$1" --json --lang en
  [ "$status" -eq 1 ]
  jq -c '[.findings[] | [.kind, .clause]]' <<<"$output"
}

@test "the short form has the questions and the decisions alone" {
  given_meeting
  done_well protocol draft 2027 --form short
  done_well protocol show 2027 --for ar
  [[ $output == *'первого очередного заседания'* ]]
  [[ $output == *'О взаимной торговле'*'Стороны договорились:'*'1.1.'*'О разном'*'Совершено'* ]]
  for left_out in 'Стороны отметили' 'оварооборот' 'повестку дня' 'приложение' 'Приложение' \
    'Состав делегации'; do
    [[ $output != *"$left_out"* ]]
  done
  # the form stays when the text is brought up to date, until another is asked for
  done_well decision add 2027 2 'обменяться опытом' --executor 'bo:Агентство' --due 2027-09-01
  done_well protocol draft 2027 --update
  done_well protocol show 2027
  [[ $output == *'Обменяться опытом'* ]]
  [[ $output != *'Стороны отметили'* ]]
  done_well protocol draft 2027 --update --form full
  done_well protocol show 2027
  [[ $output == *'Стороны отметили'*'Товарооборот вырос'*'Состав делегации'* ]]
  council protocol draft 2027 --again --form brief --lang en
  refused 2 '--form brief: one of full, short'
  done_well check
}

@test "a protocol that is in order has no findings" {
  given_meeting
  done_well protocol draft 2027
  done_well protocol check 2027
  [[ $output == *'замечаний нет'* ]]
  done_well protocol check 2027 --json
  [ "$(jq -c '[.ok, .findings]' <<<"$output")" = '[true,[]]' ]
  done_well protocol agree 2027 --as ar
  [ -z "$error" ]
}

@test "a check names the clause: no executor, no date, a bracket, a typed name" {
  given_meeting
  done_well decision add 2027 2 'обменяться опытом'
  done_well protocol draft 2027
  clause=$(council protocol show 2027 --json; jq '.clauses[] | select(.label == "2.1.") | .n' <<<"$output")
  [ "$(findings 2027)" = "[[\"executor\",$clause],[\"due\",$clause]]" ]
  done_well protocol edit 2027 --clause "$clause" \
    --text 'Обменяться опытом постоянно (исполнитель: Агентство).'
  done_well protocol check 2027
  done_well protocol edit 2027 --clause 5 --text 'Совет собрался в [Борейске].'
  done_well protocol edit 2027 --clause "$clause" \
    --text 'Республика Аркадия и Борейская Республика обменяются опытом постоянно (исполнитель: Агентство).'
  [ "$(findings 2027)" = "[[\"bracket\",5],[\"typed-name\",$clause]]" ]
  council protocol agree 2027 --as ar --lang en
  refused 4 'clause 5: a bracket is left'
  refused 4 'and 1 more: council protocol check 2027'
}

@test "a check names who signs and was not there, and whose office another holds" {
  given_meeting
  done_well delegation add 2027 --party ar --person ozernaya --role delegate \
    --post 'Председатель Кабинета Министров Борейской Республики'
  done_well delegation add 2027 --party bo --role delegate 'Самозванцев Иван' \
    --post 'Председатель Кабинета Министров Борейской Республики'
  done_well protocol draft 2027
  [ "$(findings 2027 | jq -c '[.[][0]]')" = '["office"]' ]
  council protocol check 2027 --lang en
  [[ $output == *'Самозванцев Иван stands as'*'that Примерзода holds on 2027-02-12'* ]]
  done_well delegation remove 2027 Самозванцев --party bo
  done_well delegation substitute 2027 Вымыслов --party ar --person nebylitsyna --post 'министр'
  done_well protocol draft 2027 --update
  [ "$(findings 2027 | jq -c '[.[][0]]')" = '["signatory"]' ]
  council protocol check 2027 --lang en
  [[ $output == *'Л. П. Вымыслов, who signs for ar, was not at the meeting'* ]]
  # whoever is empowered signs, and was there
  done_well chair empower nebylitsyna --party ar --meeting 2027 --basis 'письмо № 9'
  done_well protocol check 2027
}

@test "agreeing and issuing say that there is something to look at" {
  given_meeting
  done_well decision add 2027 2 'обменяться опытом'
  done_well protocol draft 2027
  done_well protocol agree 2027 --as ar --lang en
  [[ $error == *'protocol 2027: 2 things to look at again (council protocol check 2027)'* ]]
  done_well protocol agree 2027 --as bo
  done_well protocol issue 2027 --lang en
  [[ $error == *'2 things to look at again'* ]]
}
