#!/bin/bash
# The main job on the real council: demo.sh FOLDER, with $COUNCIL naming the program.
#
# What the agreement and the press tell is in the template.  What is not public (agenda,
# delegations, decisions, protocol of 2026) is a sample, flagged in the record for ever.
set -euo pipefail

folder=$1
: "${COUNCIL:?names the program}"
export COUNCIL_FILE=$folder/council.db
export COUNCIL_NOW=2026-11-24T09:00:00Z   # so that the demonstration is the same on any day
unset COUNCIL_LANG

step() { printf '\n\033[1m%s\033[0m\n' "$*"; }
plain() { printf '\n%s\n' "$*"; }
[[ -t 1 ]] || step() { plain "$@"; }

# Shows the command as a secretary would type it, then runs it.
run() {
  printf '  $ council'
  local word
  for word; do
    if [[ $word == *' '* ]]; then printf ' "%s"' "$word"; else printf ' %s' "$word"; fi
  done
  printf '\n'
  "$COUNCIL" "$@" | sed 's/^/    /'
}
quiet() { "$COUNCIL" "$@" >/dev/null; }

# A list as a ministry sends it, without personal names.
sample_delegation() { # COUNT
  local posts=('министерство экономики' 'министерство энергетики' 'министерство транспорта'
    'министерство культуры' 'министерство промышленности' 'торгово-промышленная палата')
  echo 'имя;должность;роль'
  for ((i = 1; i <= $1; i++)); do
    echo "Делегат $i;${posts[(i - 1) % 6]};delegate"
  done
}

rm -rf "$folder"
mkdir -p "$folder"

step 'Совет: соглашение от 8 июля 2025 года, стороны, сопредседатели, праздники'
run init --template tj-kg
run chair list

step 'Чья очередь'
run meeting plan --years 3

step 'Когда собраться в 2027 году'
run meeting propose --from 2027-01-01 --to 2027-12-31 --top 5

first=$("$COUNCIL" meeting propose --from 2027-01-01 --to 2027-12-31 --top 1 --json |
  sed -n 's/^ *"start": "\([^"]*\)".*/\1/p' | head -n 1)
step "Назначить первый из предложенных дней: $first"
run meeting schedule "$first"
run meeting show 2027

step 'Повестка дня, делегации (образец)'
quiet --sample agenda add 2027 'О ходе выполнения решений первого заседания' --sector economy --by tj
quiet --sample agenda add 2027 'О взаимной торговле' --sector trade --by tj
quiet --sample agenda add 2027 'О сотрудничестве в области энергетики' --sector energy --by kg
run agenda list 2027
quiet delegation add 2027 --party tj --role head --person rasulzoda --sample
quiet delegation add 2027 --party kg --role head --person kasymaliev --sample
for party in tj kg; do
  sample_delegation 5 >"$folder/delegation-2027-$party.csv"
  quiet --sample delegation import 2027 --append --party "$party" "$folder/delegation-2027-$party.csv"
done
run delegation list 2027

step 'Внеочередное заседание: заявка и день (образец)'
extraordinary=$("$COUNCIL" --sample meeting request --by kg --reason 'срочный вопрос о поставках электроэнергии в осенне-зимний период' \
  --question 'О взаимных поставках электроэнергии')
run meeting schedule 2026-12-10T10:00 --kind extraordinary --request "$extraordinary"
run meeting list

step 'Протокол первого заседания (образец: подлинные повестка, делегации и решения не опубликованы)'
quiet --sample agenda add 2026 'О развитии торгово-экономического сотрудничества' --sector trade --by tj
quiet --sample agenda add 2026 'О сотрудничестве в области энергетики' --sector energy --by kg
quiet --sample agenda add 2026 'О развитии автомобильного сообщения' --sector road-transport --by tj
quiet --sample agenda add 2026 'О сотрудничестве в области культуры' --sector culture --by kg
# the co-chairs headed the delegations, as the press told
quiet delegation add 2026 --party tj --role head --person rasulzoda
quiet delegation add 2026 --party kg --role head --person kasymaliev
for party in tj kg; do
  sample_delegation 12 >"$folder/delegation-2026-$party.csv"
  quiet --sample delegation import 2026 --append --party "$party" "$folder/delegation-2026-$party.csv"
done
decide() { # ITEM TEXT DUE TJ KG
  quiet --sample decision add 2026 "$1" "$2" --due "$3" --executor "tj:$4" --executor "kg:$5"
}
decide 1 'подготовить программу мероприятий по расширению номенклатуры взаимных поставок товаров и представить её на рассмотрение Сторон' \
  2026-09-01 'министерство экономики' 'министерство экономики'
decide 1 'провести совместный деловой форум с участием предпринимателей двух стран' \
  2026-11-15 'торгово-промышленная палата' 'торгово-промышленная палата'
decide 2 'создать рабочую группу по энергетике и утвердить план её работы' \
  2026-06-01 'министерство энергетики' 'министерство энергетики'
decide 3 'согласовать расписание регулярных пассажирских рейсов' \
  2026-07-01 'министерство транспорта' 'министерство транспорта'
decide 4 'провести Дни культуры и обменяться планами гастролей на 2027 год' \
  2027-05-01 'министерство культуры' 'министерство культуры'
run decision list --meeting 2026
run --sample group establish energy --name 'по энергетике' --sector energy \
  --mandate 'подготовка предложений о взаимных поставках электроэнергии' \
  --decision 2026/2.1 --until 2027-12-31
quiet --sample group lead energy 'Делегат 3' --party tj --post 'министерство энергетики'
quiet --sample group lead energy 'Делегат 3' --party kg --post 'министерство энергетики'
run --sample protocol draft 2026
run protocol render 2026 --for tj --out "$folder/protocol-2026-tj.pdf"
run protocol render 2026 --for kg --out "$folder/protocol-2026-kg.pdf"

step 'Лента для календарей'
run calendar export --out "$folder/meetings.ics"

step 'Что впереди'
run status
run check

step 'Готово'
cat <<END
  $folder/council.db             файл совета
  $folder/meetings.ics           заседания: откройте в любом календаре
  $folder/protocol-2026-tj.pdf   экземпляр Таджикистана (проект, образец)
  $folder/protocol-2026-kg.pdf   экземпляр Кыргызстана (проект, образец)

  Попробуйте дальше:
    $COUNCIL --file $folder/council.db status
    $COUNCIL --file $folder/council.db meeting propose --explain 2027-03-09
    $COUNCIL --file $folder/council.db protocol show 2026 --for kg
END
