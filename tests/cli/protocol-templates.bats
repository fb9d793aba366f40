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

# A meeting at home of four people, two of whom sign.
given_own_meeting() {
  done_well meeting schedule '2026-11-20 15:00' --own ar
  [ "$output" = ar-2026 ]
  done_well meeting confirm ar-2026 --as ar
  done_well agenda add ar-2026 'О подготовке ко второму заседанию совета' \
    --rapporteur 'ar:Министерство энергетики'
  done_well agenda add ar-2026 'Разное'
  done_well agenda edit ar-2026 1 --discussion 'Делегатов И. С. предложил обсудить торговлю зерном.'
  done_well delegation add ar-2026 --party ar --role head --person vymyslov
  done_well delegation add ar-2026 --party ar --person ozernaya
  done_well delegation add ar-2026 --party ar 'Делегатов Иван Сергеевич' --post 'заместитель министра'
  done_well decision add ar-2026 1 'подготовить предложения' --executor 'ar:Агентство по торговле' \
    --due 2026-12-10
  done_well decision add ar-2026 2 'принять информацию к сведению' --executor 'ar:Секретариат' \
    --due 2026-12-10
}

@test "at home: СЛУШАЛИ, ВЫСТУПИЛИ, РЕШИЛИ, and chair and secretary sign one original" {
  given_own_meeting
  done_well protocol draft ar-2026
  done_well protocol show ar-2026 --for ar
  text=$(tr -s '\n ' '  ' <<<"$output")
  [[ $text == *'заседания национальной части Аркадско-Борейского межправительственного совета от Аркадской Стороны'* ]]
  [[ $text == *'20 ноября 2026 г. № 1'*'Председатель — Л. П. Вымыслов'*'Секретарь — Н. И. Озёрная'*'Присутствовали:'*'Делегатов Иван Сергеевич, заместитель министра.'*'Повестка дня:'* ]]
  [[ $text == *'1. СЛУШАЛИ: о подготовке'*'Докладчик: Министерство энергетики.'*'ВЫСТУПИЛИ:'*'РЕШИЛИ:'*'1.1. Подготовить предложения. Ответственный: Агентство по торговле. Срок: 10 декабря 2026 года.'* ]]
  [[ $text == *'СЛУШАЛИ: по вопросу «Разное»'* ]]
  [[ $text != *'Сторон'*'договорились'* ]]
  done_well protocol check ar-2026
  council protocol render ar-2026 --for bo --out x.pdf --lang en
  refused 4 "is of ar's own meeting: bo has no part in it"
  council protocol agree ar-2026 --as bo --lang en
  refused 4 'bo has no part in it'
  council protocol comment ar-2026 1 'Уточнить' --as bo --lang en
  refused 4 'bo has no part in it'
  council protocol bracket ar-2026 1 'Иначе.' --as bo --lang en
  refused 4 'bo has no part in it'
  done_well protocol agree ar-2026 --as ar --json
  [ "$(jq -r .state <<<"$output")" = agreed ]
  done_well protocol show ar-2026
  [[ $output == 'Протокол ar-2026: согласован стороной'* ]]
  done_well protocol issue ar-2026
  done_well protocol show ar-2026 --json
  [ "$(jq -c '[.signatories[] | [.name, .capacity]]' <<<"$output")" = \
    '[["Л. П. Вымыслов","full"],["Н. И. Озёрная","secretary"]]' ]
  [ "$(jq -c '[.originals[].for]' <<<"$output")" = '["ar"]' ]
  done_well protocol render ar-2026 --for ar --out ar.pdf --record ar.json
  qpdf --check ar.pdf
  [ "$(jq -c '[.template, .text_form, .meeting.ref]' ar.json)" = '["domestic","full","ar-2026"]' ]
  pdftotext -layout ar.pdf - | grep -q 'Председатель  *Л. П. Вымыслов'
  qpdf --json ar.pdf | grep -c '"u:signature-ar-secretary"' | grep -qx 1
  qpdf ar.pdf --pages . 1 -- --object-streams=generate scan.pdf
  printf '%% scan\n%%%%EOF\n' >>scan.pdf
  done_well protocol attach ar-2026 --for ar scan.pdf --signed 2026-11-20 --place Аркадск --json
  [ "$(jq -c '[.state, .closed]' <<<"$output")" = '["signed",true]' ]
  done_well protocol show ar-2026
  [[ $output == 'Протокол ar-2026: подписан председателем и секретарём'* ]]
  done_well protocol show ar-2026 --lang en
  [[ $output == 'Protocol ar-2026: signed by its chair and secretary'* ]]
  done_well protocol extract ar-2026 --executor 'Агентство' --out extract.pdf
  pdftotext extract.pdf - | grep -q 'СЛУШАЛИ: о подготовке'
  done_well check
}

@test "the short form at home; a template that does not fit is refused" {
  given_own_meeting
  done_well protocol draft ar-2026 --form short
  done_well protocol show ar-2026
  [[ $output == *'Присутствовали: 1 человек.'*'СЛУШАЛИ'*'РЕШИЛИ'* ]]
  for left_out in 'ВЫСТУПИЛИ' 'Делегатов' 'Повестка дня' 'Докладчик'; do
    [[ $output != *"$left_out"* ]]
  done
  council protocol draft ar-2026 --again --template intergovernmental --lang en
  refused 4 "its protocol has the domestic template"
  council protocol draft ar-2026 --again --template other --lang en
  refused 2 '--template other: one of'
  given_meeting
  council protocol draft 2027 --template domestic --lang en
  refused 4 "is the council's"
}

@test "one's own meeting is nobody else's business" {
  given_own_meeting
  council delegation add ar-2026 --party bo --person primerzoda --lang en
  refused 4 'bo has no part in it'
  done_well calendar export --out all.ics
  lacks grep -q 'национальной части' all.ics
  done_well calendar export --party bo --out bo.ics
  lacks grep -q 'национальной части' bo.ics
  done_well calendar export --party ar --out ar.ics
  grep -q 'национальной части' ar.ics
  # it does not touch the council's turn
  done_well meeting schedule 2027-02-12T10:00
  [ "$output" = 2027 ]
  done_well meeting show 2027 --json
  [ "$(jq -r .host <<<"$output")" = ar ]
  done_well check
}

given_group_meeting() {
  given_meeting
  done_well group establish energy --name 'по энергетике' --mandate 'готовить предложения' \
    --decision 2027/1.1
  done_well group lead energy 'Озёрная Нина Ивановна' --party ar --post 'заместитель министра энергетики' \
    --from 2026-01-01
  done_well group lead energy 'Небылицына Айсулу' --party bo --post 'директор департамента' --from 2026-01-01
  done_well meeting schedule '2026-11-19 10:00' --group energy --host bo
  [ "$output" = energy-2026 ]
  for party in ar bo; do done_well meeting confirm energy-2026 --as $party; done
  done_well agenda add energy-2026 'Об обмене электроэнергией' --by bo
  done_well delegation add energy-2026 --party ar --role head --person ozernaya \
    --post 'заместитель министра энергетики'
  done_well delegation add energy-2026 --party bo --role head --person nebylitsyna \
    --post 'директор департамента'
  done_well decision add energy-2026 1 'обменяться данными' --executor 'ar:Министерство энергетики' \
    --due 2027-01-15
}

@test "a group's protocol says so, and its co-leads sign" {
  given_group_meeting
  done_well protocol draft energy-2026
  done_well protocol show energy-2026 --for bo
  text=$(tr -s '\n ' '  ' <<<"$output")
  [[ $text == *'первого заседания рабочей группы по энергетике Борейско-Аркадского межправительственного совета'* ]]
  [[ $text == *'состоялось первое заседание рабочей группы по энергетике'*'Стороны договорились:'*'Обменяться данными'* ]]
  done_well protocol check energy-2026
  for party in ar bo; do done_well protocol agree energy-2026 --as $party; done
  done_well protocol issue energy-2026
  [[ $output == *'Н. И. Озёрная, Сопредседатель рабочей группы, заместитель министра энергетики'* ]]
  [[ $output == *'А. Небылицына, Сопредседатель рабочей группы, директор департамента'* ]]
  for party in ar bo; do
    done_well protocol render energy-2026 --for $party --out $party.pdf
    qpdf --check $party.pdf
  done
  done_well protocol compare ar.pdf bo.pdf
  done_well check
  cp council.db issued.db
  for party in ar bo; do
    qpdf $party.pdf --pages . 1 -- --object-streams=generate scan-$party.pdf
    done_well protocol attach energy-2026 --for $party scan-$party.pdf --signed 2026-11-20 \
      --place Аркадск
  done
  done_well protocol show energy-2026
  [[ $output == 'Протокол energy-2026: подписан соруководителями'* ]]
  done_well protocol show energy-2026 --lang en
  [[ $output == 'Protocol energy-2026: signed by every co-lead'* ]]
  mv issued.db council.db
  # a co-lead who is nobody's person cannot sign
  done_well protocol reopen energy-2026 --reason 'новый сопредседатель'
  done_well group lead energy 'Неизвестный Пётр' --party ar --from 2026-11-01
  council protocol check energy-2026 --lang en
  [ "$status" -eq 1 ]
  [[ $output == *'Неизвестный Пётр has to sign, and no such person is on record'* ]]
}

@test "a group may choose СЛУШАЛИ and РЕШИЛИ; its co-leads sign all the same" {
  given_group_meeting
  done_well protocol draft energy-2026 --template domestic
  done_well protocol show energy-2026 --for ar
  [[ $output == *'СЛУШАЛИ: об обмене электроэнергией'*'РЕШИЛИ:'*'Совершено в городе'* ]]
  done_well protocol draft energy-2026 --update
  [ "$(sqlite3 council.db 'SELECT DISTINCT template FROM protocol_version')" = domestic ]
}

given_table() {
  cat >trade.csv <<'END'
Показатель,Единица,2024 год,2025 год,"Прирост, %"
"Экспорт зерна и муки","тыс. долл.",7 919,104 729,"3,7"
"Транзит {по железной дороге}","тыс. т | брутто",15 838,"209 458,5",—
Всего,,23 757,"314 187,5","7,1"
END
}

@test "a table is an annex of the text: hashed, in the record, compared, and read back" {
  given_meeting
  given_table
  done_well protocol draft 2027
  before=$(council protocol show 2027 --json; jq -r .sha256 <<<"$output")
  done_well protocol annex add 2027 trade.csv --title 'Показатели торговли' --note 'По данным таможни.'
  done_well protocol annex list 2027 --json
  [ "$(jq -c '[.[] | [.name, .annex, .columns, .rows, .title, .note]]' <<<"$output")" = \
    '[["trade",3,5,3,"Показатели торговли","По данным таможни."]]' ]
  done_well protocol show 2027 --json
  [ "$(jq -r .sha256 <<<"$output")" != "$before" ]
  clause=$(jq '[.clauses[] | select(.kind == "paragraph")][0].n' <<<"$output")
  done_well protocol edit 2027 --clause "$clause" \
    --text 'Стороны рассмотрели показатели (приложение {annex:table:trade}).'
  # bringing the text up to date, or composing it anew, leaves the table where it is
  done_well protocol draft 2027 --update
  done_well protocol show 2027 --for bo
  [[ $output == *'показатели (приложение 3)'*'Показатели торговли'*'Транзит {по железной дороге}'* ]]
  for party in ar bo; do done_well protocol agree 2027 --as $party; done
  council protocol annex remove 2027 trade --lang en
  refused 4 'its text is frozen'
  done_well protocol issue 2027
  for party in ar bo; do
    done_well protocol render 2027 --for $party --out $party.pdf --record $party.json
  done
  done_well protocol compare ar.pdf bo.pdf
  [ "$(jq -c '.tables[0] | [.annex, .title, .rows[1]]' ar.json)" = \
    '["Приложение 3","Показатели торговли",["Транзит {по железной дороге}","тыс. т | брутто","15 838","209 458,5","—"]]' ]
  # the hash is that of all clauses, the table's too
  /usr/bin/python3 - <<'END'
import hashlib, json
record = json.load(open('ar.json'))
fields = [clause[name] or '' for clause in record['clauses'] for name in ('kind', 'label', 'text')]
assert hashlib.sha256(''.join(f + '\0' for f in fields).encode()).hexdigest() == record['text_sha256']
assert sum(clause['kind'] == 'row' for clause in record['clauses']) == 3
END
  done_well protocol annex save 2027 trade --out again.csv
  cmp trade.csv again.csv
  done_well check
}

@test "figures stand to the right, under each other" {
  given_meeting
  given_table
  done_well protocol draft 2027
  done_well protocol annex add 2027 trade.csv --title 'Показатели торговли'
  done_well protocol render 2027 --for ar --out ar.pdf
  pdftotext -bbox ar.pdf boxes.html
  right() { sed -n "s/.*xMax=\"\([0-9]*\)\.[0-9]*\".*>$1<.*/\1/p" boxes.html; }
  [ -n "$(right 729)" ]
  [ "$(right 919)" = "$(right 838)" ]
  [ "$(right 919)" = "$(right 757)" ]
  [ "$(right '3,7')" = "$(right '7,1')" ]
}

@test "a table is replaced and removed; what refers to it is not left behind" {
  given_meeting
  given_table
  done_well protocol draft 2027
  done_well protocol annex add 2027 trade.csv --title 'Показатели'
  council protocol annex add 2027 trade.csv --title 'Показатели' --lang en
  refused 4 'has a table trade already (--replace'
  sed -i 's/104 729/999 999/' trade.csv
  done_well protocol annex add 2027 trade.csv --title 'Показатели' --replace
  done_well protocol diff 2027 --lang en
  [[ $output == *'999 999'* ]]
  done_well protocol annex add 2027 trade.csv --name other --title 'Другие' --json
  [ "$(jq .annex <<<"$output")" = 4 ]
  done_well protocol edit 2027 --clause 5 --text 'Смотри приложение {annex:table:other}.'
  council protocol annex remove 2027 other --lang en
  refused 2 'the protocol has no such annex'
  done_well protocol annex remove 2027 trade
  done_well protocol show 2027 --for ar
  [[ $output == *'Смотри приложение 3.'* ]]
  [[ $output != *'Показатели'$'\n'* ]]
  # composed anew, the tables of the record come along
  done_well protocol draft 2027 --again
  done_well protocol annex list 2027 --json
  [ "$(jq -c '[.[] | [.name, .annex, .rows]]' <<<"$output")" = '[["other",3,3]]' ]
  done_well check
}

@test "tables that cannot be: named, and nothing is kept" {
  given_meeting
  done_well protocol draft 2027
  printf 'а,б\n' >empty.csv
  council protocol annex add 2027 empty.csv --title 'Пусто' --lang en
  refused 6 'the table has no row'
  printf 'а,б\n1\n' >short.csv
  council protocol annex add 2027 short.csv --title 'Коротко' --lang en
  [ "$status" -eq 6 ]
  (for i in $(seq 1 30); do printf 'Показатель%s,' "$i"; done; echo 'конец'
    for i in $(seq 1 30); do printf '1,'; done; echo 1) >wide.csv
  council protocol annex add 2027 wide.csv --title 'Широко' --lang en
  refused 6 'its 31 columns do not fit'
  printf 'а,б\n1,2\n' >Таблица.csv
  council protocol annex add 2027 Таблица.csv --title 'Имя' --lang en
  refused 2 'such a name does not fit (--name'
  council protocol annex add 2027 Таблица.csv --lang en
  refused 2 'the table has no title'
  council protocol annex add 2027 no.csv --title 'Нет' --lang en
  [ "$status" -ne 0 ]
  council protocol annex burn 2027 --lang en
  refused 2 'one of add, list, remove, save'
  council protocol annex save 2027 none --out x --lang en
  refused 3 'has no table none'
  done_well protocol annex add 2027 Таблица.csv --name t --title 'Имя' --dry-run
  done_well protocol annex list 2027 --json
  [ "$output" = '[]' ]
  done_well protocol annex add 2027 Таблица.csv --name t --title 'Имя'
  row=$(council protocol show 2027 --json; jq '.clauses[] | select(.kind == "row") | .n' <<<"$output")
  council protocol edit 2027 --clause "$row" --text '1 | 2 | 3' --lang en
  refused 2 "clause $row: the row has 3 cells and its table 2 columns"
  # a side's wording in a row is shown all the same
  done_well protocol bracket 2027 "$row" '1 | 5' --as ar
  done_well protocol render 2027 --for ar --out ar.pdf
  qpdf --check ar.pdf
}

@test "at home, chair and secretary sign electronically, each in their own field" {
  given_own_meeting
  done_well protocol draft ar-2026
  done_well protocol agree ar-2026 --as ar
  for who in 'chair:Вымыслов Леонид' 'secretary:Озёрная Нина'; do
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "${who%%:*}.key" -out "${who%%:*}.pem" \
      -days 3650 -utf8 -subj "/CN=${who#*:}" 2>openssl.log
  done
  done_well protocol sign ar-2026 --for ar --by ar --secretary --key secretary.key \
    --cert secretary.pem --yes --json
  [ "$(jq .closed <<<"$output")" = false ]
  council protocol sign ar-2026 --for ar --by ar --secretary --key secretary.key \
    --cert secretary.pem --yes --lang en
  refused 4 'Н. И. Озёрная has signed the original kept by ar already'
  done_well protocol sign ar-2026 --for ar --by ar --key chair.key --cert chair.pem --yes --json
  [ "$(jq .closed <<<"$output")" = true ]
  done_well protocol render ar-2026 --for ar --out signed.pdf
  [ "$(pdfsig -nocert signed.pdf | grep -c 'Signature is Valid')" -eq 2 ]
  [ "$(pdfsig -nocert signed.pdf | grep -c 'Total document signed')" -eq 1 ]
  done_well check
}
