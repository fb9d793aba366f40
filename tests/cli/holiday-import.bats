# Lists of days off as others publish them, held against the file's own rules.

load council

setup() {
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-01-10T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
}

# A calendar of whole days: DATE[/DATE] TITLE [PROPERTY…], a line each.
calendar() {
  python3 -c '
import datetime, sys
print("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//list\r", end="\n")
for number, line in enumerate(sys.stdin.read().strip().splitlines()):
    days, title, *more = [part.strip() for part in line.split("|")]
    first, last = (days.split("/") * 2)[:2]
    after = datetime.date.fromisoformat(last) + datetime.timedelta(1)
    print(f"BEGIN:VEVENT\r\nUID:{number}@list\r\nDTSTAMP:20250101T000000Z\r")
    print(f"DTSTART;VALUE=DATE:{first.replace(chr(45), str())}\r")
    print(f"DTEND;VALUE=DATE:{after:%Y%m%d}\r\nSUMMARY:{title}\r")
    for line in more:
        print(line + "\r")
    print("END:VEVENT\r")
print("END:VCALENDAR\r")'
}

import() {
  status=0
  output=$("$COUNCIL" holiday import "$@" 2>error) || status=$?
  error=$(cat error)
}

difference() { # DATE: what the last import --json said of it
  jq -r --arg d "$1" '.days[] | select(.date == $d) | .difference' <<<"$output"
}

day() { # PARTY DATE FIELD
  "$COUNCIL" holiday list --year "${2%%-*}" --party "$1" --json |
    jq -r --arg d "$2" --arg f "$3" '.[] | select(.date == $d) | .[$f]'
}

refused() { # TEXT
  echo "status $status; output: $output; error: $error"
  [ "$status" -eq 6 ]
  [ -z "$output" ]
  [ "$(wc -l <error)" -eq 1 ]
  [[ $error == "council: "*"$1"* ]]
  [ "$("$COUNCIL" log --json | jq length)" -eq "$entries" ]
}

@test "a public list that is out of date: conflicts, each with what the rule says" {
  calendar <<'END' >kg.ics
2026-01-01 | New Year
2026-01-07 | Christmas
2026-02-23 | Defender of the Fatherland Day
2026-03-08 | Women's Day
2026-03-09 | Women's Day (day off)
2026-03-20 | Orozo Ait
2026-03-21 | Nooruz
2026-03-23 | Nooruz (day off)
2026-04-07 | Day of the April Revolution
2026-11-07/2026-11-08 | Days of History
2026-11-09 | Days of History (day off)
2026-12-31 | New Year's Eve
END
  entries=$("$COUNCIL" log --json | jq length)
  import kg.ics --party kg --year 2026 --json
  [ "$status" -eq 0 ]
  for date in 2026-02-23 2026-03-09 2026-03-23 2026-04-07 2026-12-31; do
    [ "$(difference $date)" = conflict ]
    [ "$(day kg $date off)" != true ]
  done
  for date in 2026-01-01 2026-01-07 2026-03-08 2026-03-20 2026-03-21 2026-11-07; do
    [ "$(difference $date)" = same ]
  done
  [ "$(difference 2026-05-04)" = missing ]
  [ "$(difference 2026-05-27)" = missing ]
  [ "$(difference 2026-05-02)" = '' ] # a Saturday: nobody misses it
  [ "$(difference 2026-11-09)" = conflict ]
  [ "$("$COUNCIL" log --json | jq length)" -eq "$entries" ]
  import kg.ics --party kg --year 2026
  [[ $output == *"2026-02-23"*"противоречие, не внесено"*"рабочий день: День защитника Отечества (Трудовой кодекс"* ]]
  [[ $output == *"2026-03-09"*"праздник, выпавший на выходной, не переносится: Международный женский день, 8 марта 2026 года"* ]]
  [[ $error == *"holiday add"* ]]
}

@test "1 May in Tajikistan was abolished in 2017" {
  calendar <<<'2026-05-01 | Labour Day' >tj.ics
  import tj.ics --party tj --year 2026 --json --basis 'список из интернета'
  [ "$(difference 2026-05-01)" = conflict ]
  [[ $(jq -r '.days[] | select(.date == "2026-05-01") | .here' <<<"$output") == *"2016-12-31"*"tj-may-day"*"отменён в 2017"* ]]
  [ -z "$(day tj 2026-05-01 off)" ]
}

@test "what is new is provisional, and confirmed by an act; a second time changes nothing" {
  calendar <<'END' >new.ics
2026-06-15/2026-06-16 | День выборов
2026-06-20 | Рабочая суббота | CATEGORIES:рабочий день
END
  import new.ics --party tj --year 2026
  [ "$status" -eq 0 ]
  [ "$(day tj 2026-06-15 state)" = provisional ]
  [ "$(day tj 2026-06-16 name)" = 'День выборов' ]
  [ "$(day tj 2026-06-20 off)" = false ]
  entries=$("$COUNCIL" log --json | jq length)
  import new.ics --party tj --year 2026 --json
  [ "$(jq '.new + .confirmed' <<<"$output")" -eq 0 ]
  [ "$("$COUNCIL" log --json | jq length)" -eq "$entries" ]
  import new.ics --party tj --year 2026 --basis 'постановление № 5'
  [ "$(day tj 2026-06-16 state)" = confirmed ]
  [ "$(day tj 2026-06-16 act)" = 'постановление № 5' ]
  entries=$("$COUNCIL" log --json | jq length)
  import new.ics --party tj --year 2026 --basis 'постановление № 6'
  [ "$("$COUNCIL" log --json | jq length)" -eq "$entries" ]
  "$COUNCIL" check
}

@test "an announced lunar day takes the place of the computed one, a confirmed one stays" {
  [ "$(day tj 2027-05-16 off)" = true ]
  calendar <<'END' >lunar.ics
2027-05-18 | Eid al-Adha
2027-05-19 | Eid al-Adha, second day
END
  import lunar.ics --party tj --year 2027 --json
  [ "$(jq -r '.days[] | select(.date == "2027-05-18") | .rule' <<<"$output")" = tj-qurbon ]
  [[ $(jq -r '.days[] | select(.date == "2027-05-18") | .here' <<<"$output") == '16 мая 2027 года: Таджикистан: выходной — Қурбон'* ]]
  [ "$(difference 2027-05-16)" = '' ]
  [ -z "$(day tj 2027-05-16 off)" ]
  [ "$(day tj 2027-05-18 state)" = provisional ]
  [ "$(day tj 2027-05-18 name)" = 'Қурбон (Иди Қурбон)' ]
  [ "$(day tj 2027-05-19 name)" = 'Eid al-Adha, second day' ]
  "$COUNCIL" holiday confirm kg-kurman --year 2027 --date 2027-05-17 --basis 'объявлено'
  import lunar.ics --party kg --year 2027 --json
  [ "$(difference 2027-05-18)" = conflict ]
  [ "$(day kg 2027-05-17 state)" = confirmed ]
  # The same day as computed: an act confirms it.
  calendar <<<'2027-03-09 | Eid al-Fitr' >fitr.ics
  import fitr.ics --party tj --year 2027 --basis 'объявлено' --json
  [ "$(difference 2027-03-09)" = confirmed ]
  [ "$(day tj 2027-03-09 state)" = confirmed ]
  "$COUNCIL" check
}

@test "the past is not written without an act" {
  calendar <<'END' >past.ics
2026-01-08 | Новый день
2026-01-12 | Другой день
END
  import past.ics --party tj --json
  [ "$(difference 2026-01-08)" = passed ]
  [ "$(difference 2026-01-12)" = new ]
  [ -z "$(day tj 2026-01-08 off)" ]
  import past.ics --party tj --json --basis 'указ'
  [ "$(difference 2026-01-08)" = new ]
  [ "$(day tj 2026-01-08 act)" = 'указ' ]
}

@test "what was exported is known again, in every language" {
  for lang in ru en; do
    "$COUNCIL" holiday export --from 2026-01-01 --to 2028-12-31 --out $lang.ics --lang $lang
    entries=$("$COUNCIL" log --json | jq length)
    for party in tj kg; do
      import $lang.ics --party $party --json
      [ "$status" -eq 0 ]
      [ "$(jq '.new + .confirmed + .conflict + .passed + .missing' <<<"$output")" -eq 0 ]
      [ "$(jq .same <<<"$output")" -gt 40 ]
      [ "$(jq .foreign <<<"$output")" -gt 20 ]
    done
    [ "$("$COUNCIL" log --json | jq length)" -eq "$entries" ]
  done
}

@test "rules of recurrence, rows of days, exceptions; events with hours are left out" {
  calendar <<'END' >rules.ics
2020-06-15 | День учителя | RRULE:FREQ=YEARLY | EXDATE;VALUE=DATE:20270615
2026-07-30/2026-08-03 | Летние дни
END
  sed -i 's/^END:VCALENDAR/BEGIN:VEVENT\r\nUID:h\r\nDTSTART:20260610T090000Z\r\nDTEND:20260610T100000Z\r\nSUMMARY:Совещание\r\nEND:VEVENT\r\n&/' rules.ics
  import rules.ics --party tj --json
  [ "$(jq -r '[.days[] | select(.difference == "new") | .date] | join(" ")' <<<"$output")" = \
    '2026-06-15 2026-07-30 2026-07-31 2026-08-03 2028-06-15' ]
  [ "$(jq .hours <<<"$output")" -eq 1 ]
  [[ $error == *'1'* ]]
}

@test "names are cleaned, and never longer than a line" {
  calendar <<'END' >names.ics
2026-06-15 | День\, длинный\nпредлинный\; и 	всё
2026-06-16 | ‮תכ
END
  import names.ics --party tj --json
  [ "$(day tj 2026-06-15 name)" = 'День, длинный предлинный; и всё' ]
  [ "$(day tj 2026-06-16 name)" = 'תכ' ]
  python3 -c 'print("Я" * 5000)' | sed 's/^/2026-06-17 | /' | calendar >long.ics
  import long.ics --party tj --json
  [ "$(day tj 2026-06-17 name | tr -d '\n' | wc -m)" -eq 200 ]
}

@test "hostile and broken files: one line, exit 6, nothing stored" {
  entries=$("$COUNCIL" log --json | jq length)
  hostile() { # TEXT: standard input is the file
    cat >bad.ics
    SECONDS=0
    import bad.ics --party tj --lang en
    [ "$SECONDS" -le $((8 * SLOWNESS)) ] # 3 on a quiet machine
    refused "$1"
  }
  : | hostile 'empty'
  echo '<html><body>Sign in</body></html>' | hostile 'web page'
  echo 'hello' | hostile 'no calendar'
  calendar <<<'2026-06-15 | x' | sed '/^END/d' | hostile 'cut off'
  printf 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:\xff\xfe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' | hostile 'UTF-8'
  calendar <<<'2026-06-15 | x | RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30' | hostile 'line'
  calendar <<<'2026-06-15 | x | RRULE:FREQ=DAILY;COUNT=2147483647' | hostile '20,000'
  calendar <<<'2026-06-15 | x' | sed 's/20260615/20261345/' | hostile 'does not exist'
  python3 -c 'print("BEGIN:VCALENDAR"); [print("BEGIN:VEVENT") for i in range(100000)]' | hostile '4'
  python3 -c 'print("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + "x" * 20000000)' | hostile 'large'
  python3 -c 'print("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + "x" * 100000 + "\nEND:VEVENT\nEND:VCALENDAR")' | hostile '64 KB'
  import no-such.ics --party tj --lang en
  [ "$status" -eq 3 ]
  calendar <<<'2026-06-15 | x' >good.ics
  import good.ics --party xx --lang en
  [ "$status" -eq 3 ]
}

@test "a dry run shows the same and keeps nothing" {
  calendar <<<'2026-06-15 | День выборов' >new.ics
  import new.ics --party tj --dry-run
  [[ $output == *"2026-06-15"*"новое"* ]]
  [ -z "$(day tj 2026-06-15 off)" ]
}
