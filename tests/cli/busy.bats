# Busy time, on the real template: noted by telephone, read from calendars, forgotten.

load council

setup() {
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
}

busy() {
  "$COUNCIL" busy "$@"
}

# A command that is refused: STATUS WORDS COMMAND…
refused() {
  local want=$1 words=$2 status=0
  shift 2
  "$COUNCIL" "$@" >out 2>err || status=$?
  echo "status $status: $(cat out err)"
  [ "$status" -eq "$want" ]
  [ ! -s out ]
  [ "$(wc -l <err)" -eq 1 ]
  [[ $(<err) == "council: "*"$words"* ]]
}

# A hostile calendar, from standard input: refused in time, and nothing is stored.
hostile() {
  cat >hostile.ics
  local before after start=$EPOCHREALTIME took status=0
  before=$("$COUNCIL" log --json | jq length)
  "$COUNCIL" busy import hostile.ics --person rasulzoda >out 2>err || status=$?
  took=$((${EPOCHREALTIME/./} - ${start/./}))
  echo "$1: status $status after $took µs: $(head -c 300 err)"
  [ "$status" -eq 6 ]
  [ ! -s out ]
  [ "$(wc -l <err)" -eq 1 ]
  [ "$took" -lt $((3000000 * SLOWNESS)) ]
  [ "$(busy list --json | jq length)" -eq 0 ]
  [ "$("$COUNCIL" log --json | jq length)" -eq "$before" ]
}

events() { # LINES…
  printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x\r\nBEGIN:VEVENT\r\nUID:1\r\n'
  printf 'DTSTAMP:20261101T000000Z\r\n'
  printf '%s\r\n' "$@"
  printf 'END:VEVENT\r\nEND:VCALENDAR\r\n'
}

@test "a telephone call: who, which days, and that day is proposed no more" {
  best=$("$COUNCIL" meeting propose --json | jq -r '.candidates[0].date')
  [ "$best" = 2027-02-02 ]
  busy add --person rasulzoda "$best" --json >added.json
  [ "$(jq -r '.id, .party, .start, .end, .all_day' added.json | xargs)" = \
    "1 tj 2027-02-01T19:00:00Z 2027-02-02T19:00:00Z true" ]
  "$COUNCIL" meeting propose --top 366 --json >p.json
  [ "$(jq --arg d "$best" '[.candidates[].date] | index($d)' p.json)" = null ]
  [[ "$(jq -r --arg d "$best" '.excluded[] | select(.date == $d) | .reasons[0]' p.json)" == \
    "Таджикистан: занятость — К."?"Расулзода (Премьер-министр Республики Таджикистан), весь день" ]]
  "$COUNCIL" meeting propose | grep -q '^2027-02-02  *Таджикистан: занятость'
  run "$COUNCIL" meeting propose --explain "$best"
  [[ ${lines[0]} == "2 февраля 2027 года, вторник: невозможно" ]]
  [[ $output == *"✗  сопредседатели"*"Таджикистан: занятость"* ]]
  busy remove 1 >/dev/null
  [ "$("$COUNCIL" meeting propose --json | jq -r '.candidates[0].date')" = "$best" ]
}

@test "a morning taken: another hour of that day, with its reason, in both capitals" {
  busy add --person kasymaliev "2027-02-02 09:00" "2027-02-02 13:00" >/dev/null
  "$COUNCIL" meeting propose --explain 2027-02-02 --json >e.json
  [ "$(jq -r '.possible' e.json)" = true ]
  [ "$(jq -r '.local.tj, .local.kg' e.json | xargs)" = "2027-02-02T12:00:00+05:00 2027-02-02T13:00:00+06:00" ]
  jq -r '.reasons[]' e.json | grep -q 'с 12:00 по часам принимающей стороны, так как в 10:00 мешает: Кыргызстан'
}

@test "elections rule a party's days out, and stand in the journal" {
  busy add --party kg 2027-02-01 2027-02-14 --reason "выборы" --basis "письмо № 7" >/dev/null
  [ "$("$COUNCIL" meeting propose --json | jq -r '.candidates[0].date')" = 2027-01-12 ]
  "$COUNCIL" meeting propose --explain 2027-02-03 --json | jq -r '.reasons[0]' |
    grep -qx 'Кыргызстан: время исключено, 1–14 февраля 2027 года — выборы'
  [ "$("$COUNCIL" log --json | jq -r '.[0] | .verb + " " + .subject')" = "busy.add kg-2027-02-01" ]
  [ "$("$COUNCIL" check --json | jq .ok)" = true ]
}

@test "busy time that falls on a meeting names the meeting" {
  "$COUNCIL" meeting schedule 2027-02-04 >/dev/null
  busy add --person rasulzoda 2027-02-03 --json >out 2>err
  [ ! -s err ]
  [ "$(jq -c .meetings out)" = '[]' ]
  busy add --person rasulzoda "2027-02-04 12:00" "2027-02-04 14:00" --json >out 2>err # sits until 13
  [ "$(jq -c '.meetings[0] | [.meeting, .state, .party, .person, .role, .tentative]' out)" = \
    '["2027","planned","tj","rasulzoda","chair",false]' ]
  [ "$(wc -l <err)" -eq 1 ]
  grep -q 'Занятость: 2027 (запланировано, 4 февраля 2027 года, четверг, 10:00) — Таджикистан, сопредседатель: Расулзода Кохир' err
  busy add --person kasymaliev "2027-02-04 14:00" "2027-02-04 15:00" --json 2>err >out # 13 in Dushanbe
  [ "$(jq -c .meetings out)" = '[]' ]
  busy add --party kg 2027-02-01 2027-02-10 --reason "выборы" --tentative --lang en >out 2>err
  grep -q 'Perhaps busy: 2027 (planned, 4 February 2027, Thursday, 10:00) — Kyrgyzstan: выборы' err
  "$COUNCIL" meeting cancel 2027 --reason "проверка" >/dev/null
  busy add --party tj 2027-02-04 --reason "саммит" --json >out 2>err
  [ "$(jq -c .meetings out)" = '[]' ]
}

@test "a calendar that falls on a meeting: who is empowered counts, a former chair does not" {
  "$COUNCIL" meeting schedule 2027-02-04 >/dev/null
  "$COUNCIL" person add zamena --surname Заменов --given Пётр >/dev/null
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:x BEGIN:VEVENT UID:1 DTSTAMP:20260101T000000Z \
    DTSTART:20270204T060000Z DTEND:20270204T070000Z SUMMARY:secret END:VEVENT END:VCALENDAR >b.ics
  busy import b.ics --person zamena --zone Asia/Dushanbe --json >out
  [ "$(jq -c .meetings out)" = '[]' ]
  "$COUNCIL" chair empower zamena --party tj --meeting 2027 --basis "доверенность № 1" >/dev/null
  busy import b.ics --person zamena --json >out 2>err
  [ "$(jq -c '[.meetings[] | .meeting, .role, .party]' out)" = '["2027","chair","tj"]' ]
  grep -q 'Заменов Пётр' err
  [ "$(grep -c secret out err)" = $'out:0\nerr:0' ]
  busy add --person rasulzoda 2027-02-04 --json >out
  [ "$(jq -c .meetings out)" = '[]' ]
}

@test "a calendar: only times are kept, an import takes the place of the last" {
  events 'SUMMARY:Секретная встреча' 'DTSTART:20270202T050000Z' 'DTEND:20270202T060000Z' \
    'RRULE:FREQ=WEEKLY;COUNT=10' >one.ics
  busy import one.ics --person rasulzoda --json >i.json
  [ "$(jq -r '.intervals, .replaced, .recurring, .window.from, .window.to' i.json | xargs)" = \
    "10 0 1 2026-11-24 2029-11-23" ]
  [ "$(busy list --json | jq length)" -eq 10 ]
  busy import - --person rasulzoda --json <one.ics | jq -e '.replaced == 10'
  [ "$(busy list --json | jq length)" -eq 10 ]
  busy import one.ics --person rasulzoda --add --from 2027-02-01 --to 2027-02-08 >/dev/null
  [ "$(busy list --json | jq '[.[].intervals] | add')" -eq 11 ]
  [ "$(grep -ac 'Секретная' council.db)" -eq 0 ]
  busy remove --person rasulzoda --imported | grep -q 'Удалено 11 интервалов'
  [ "$(busy list --json | jq length)" -eq 0 ]
  "$COUNCIL" log --json | jq -e '[.[].verb] | index("busy.import") != null'
}

@test "what the person declined is free once the address is on record; --zone counts before the calendar's" {
  {
    events DTSTART:20270310T100000 DURATION:PT1H \
      'ATTENDEE;PARTSTAT=DECLINED:mailto:k.rasulzoda@example.org'
    events DTSTART:20270311T100000 DURATION:PT1H |
      sed 's/^VERSION:2.0/&\r\nX-WR-TIMEZONE:Asia\/Bishkek/'
  } >c.ics
  starts() { busy list --json | jq -r '.[].start' | xargs; }
  busy import c.ics --person rasulzoda
  [ "$(starts)" = "2027-03-10T05:00:00Z 2027-03-11T04:00:00Z" ] # Dushanbe's, then Bishkek's
  "$COUNCIL" person edit rasulzoda --email K.Rasulzoda@example.org
  busy import c.ics --person rasulzoda
  [ "$(starts)" = 2027-03-11T04:00:00Z ]
  busy import c.ics --person rasulzoda --zone Asia/Dushanbe
  [ "$(starts)" = 2027-03-11T05:00:00Z ]
}

@test "a dry run says what would be stored and stores nothing" {
  events 'DTSTART:20270202T050000Z' 'DTEND:20270202T060000Z' >one.ics
  run busy import one.ics --person rasulzoda --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *"сохранён 1 интервал"*"ничего не сохранено"* ]]
  [ "$(busy list --json | jq length)" -eq 0 ]
}

@test "what makes no sense is refused in one line" {
  refused 2 'кто занят' busy add 2027-02-02
  refused 2 'что-то одно' busy add --person rasulzoda --party tj 2027-02-02
  refused 3 'nobody' busy add --person nobody 2027-02-02
  refused 2 '2027-02-30' busy add --person rasulzoda 2027-02-30
  refused 2 'конец раньше начала' busy add --person rasulzoda 2027-02-03 2027-02-02
  refused 2 '--reason' busy add --party tj 2027-02-03
  refused 3 'записи' busy remove 7
  refused 2 'что удалить' busy remove
  refused 2 '--imported' busy remove --person rasulzoda
  refused 3 'nothing.ics' busy import nothing.ics --person rasulzoda
  refused 2 'working-hours: «18-9» не подходит' setting set working-hours 18-9
}

@test "hostile calendars are refused within three seconds, and nothing is stored" {
  printf '' | hostile empty
  printf '<!DOCTYPE html><html><body>Sign in</body></html>\n' | hostile html
  printf 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2027' | hostile truncated
  printf 'BEGIN:VCALENDAR\r\nSUMMARY:\xff\xfe\x80\xc3\r\nEND:VCALENDAR\r\n' | head -c 40 | hostile broken
  events 'DTSTART:20270101T000000Z' 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30' | hostile secondly
  events 'DTSTART:20270101T000000Z' 'RRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30' | hostile minutely
  events 'DTSTART:20270101T000000Z' 'RRULE:FREQ=DAILY;COUNT=2147483647' | hostile count
  events 'DTSTART:20271345T250000' 'DTEND:20271345T260000' "EXDATE:$(seq -s, 20270101 20270701)" | hostile exdate
  python3 -c 'print("BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 100000, end="")' | hostile nested
  python3 -c 'print("BEGIN:VCALENDAR\r\nSUMMARY:" + "x" * 20000000 + "\r\nEND:VCALENDAR\r\n", end="")' | hostile long
  python3 -c 'print("BEGIN:VCALENDAR\r\n" + "NOTHING\r\n" * 100000 + "END:VCALENDAR\r\n", end="")' | hostile lines
}
