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
  printf ' %q' "$@" | sed "s/\\\\ / /g"
  printf '\n'
  "$COUNCIL" "$@" | sed 's/^/    /'
}
quiet() { "$COUNCIL" "$@" >/dev/null; }

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
  sed -n 's/^ *"start" : "\([^"]*\)".*/\1/p' | head -n 1)
step "Назначить первый из предложенных дней: $first"
run meeting schedule "$first"
run meeting show 2027

step 'Повестка дня, делегации (образец)'
quiet --sample agenda add 2027 'О ходе выполнения решений первого заседания' --sector economy --by tj
quiet --sample agenda add 2027 'О взаимной торговле' --sector trade --by tj
quiet --sample agenda add 2027 'О сотрудничестве в области энергетики' --sector energy --by kg
run agenda list 2027
for party in tj kg; do
  {
    echo 'name;post;role'
    echo 'Делегат 1;глава делегации;head'
    echo 'Делегат 2;министерство экономики;delegate'
    echo 'Делегат 3;министерство энергетики;delegate'
  } >"$folder/delegation-$party.csv"
  quiet --sample delegation import 2027 --party "$party" "$folder/delegation-$party.csv"
done
run delegation list 2027

step 'Внеочередное заседание: заявка и день (образец)'
extraordinary=$("$COUNCIL" --sample meeting request --by kg --reason 'срочный вопрос о поставках электроэнергии в осенне-зимний период' \
  --question 'О взаимных поставках электроэнергии')
run meeting schedule 2026-12-10T10:00 --kind extraordinary --request "$extraordinary"
run meeting list

step 'Протокол первого заседания (образец: подлинный текст не опубликован)'
sample() { quiet --sample "$@"; }
sample agenda add 2026 'О развитии торгово-экономического сотрудничества' --sector trade --by tj
sample agenda add 2026 'О сотрудничестве в области энергетики' --sector energy --by kg
sample agenda add 2026 'О развитии транспортного сообщения' --sector road-transport --by tj
sample agenda add 2026 'О сотрудничестве в области культуры' --sector culture --by kg
for party in tj kg; do
  {
    echo 'name;post;role'
    for i in 1 2 3 4 5 6; do
      echo "Делегат $i;руководитель министерства или ведомства;delegate"
    done
  } >"$folder/delegation-2026-$party.csv"
done
