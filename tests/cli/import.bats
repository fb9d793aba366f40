# Meetings of the past, from tables and calendars.
load council

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
  cat <<'END' >past.csv
дата;время;дней;город;вид;номер
14.06.2024;;;Бишкек;внеочередное;1
2025-03-03;10:00;2;Душанбе;внеочередное;
13.02.2026;;;г. Бишкек;;1
END
}

entries() { "$COUNCIL" log --json | jq length; }

@test "a table: shown first, entered when confirmed, once" {
  before=$(entries)
  council meeting import past.csv --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *новое*"14 июня 2024 года"* ]]
  [[ $output == *учтено*2026* ]]
  [ "$(entries)" -eq "$before" ]

  council meeting import past.csv </dev/null
  refused 4 --yes
  [ "$(entries)" -eq "$before" ]

  council meeting import past.csv --yes --json
  [ "$status" -eq 0 ]
  [ "$(jq .new <<<"$output")" -eq 2 ]
  [ "$(jq .same <<<"$output")" -eq 1 ]
  [ "$(jq -r '.meetings[1] | [.ref, .host, .start, .end, .number] | join(" ")' <<<"$output")" = \
    '2025-E1 tj 2025-03-03T05:00:00Z 2025-03-04T08:00:00Z 2' ]
  [ "$(entries)" -eq $((before + 1)) ]
  [ "$("$COUNCIL" log --json | jq -r 'max_by(.seq) | .verb + " " + .subject')" = \
    'meeting.import 2024-E1 – 2025-E1 (2)' ]

  council meeting import past.csv --yes
  [ "$status" -eq 0 ]
  [ "$(entries)" -eq $((before + 1)) ]
  "$COUNCIL" check
}

@test "a table is taken as spreadsheets and Outlook save it" {
  printf 'Тема;Дата начала;Время начала;Дата завершения;Время завершения;Расположение\r\n"Встреча «семёрки», №1";14.06.2024;9:30:00;15.06.2024;13:00:00;"г. Бишкек, Ала-Арча"\r\n' >utf8.csv
  iconv -f UTF-8 -t WINDOWS-1251 utf8.csv >windows.csv
  { printf '\xff\xfe'; tr ';' '\t' <utf8.csv | iconv -f UTF-8 -t UTF-16LE; } >unicode.txt
  { printf '\xef\xbb\xbf'; cat utf8.csv; } >bom.csv
  printf 'Subject,Start Date,Start Time,End Date,End Time,Location\r\nMeeting,14.06.2024,9:30:00 AM,15.06.2024,1:00:00 PM,"Bishkek, Ала-Арча"\r\n' >english.csv
  for file in utf8.csv windows.csv unicode.txt bom.csv english.csv; do
    council meeting import "$file" --kind extraordinary --dry-run --json
    echo "$file: $output $error"
    [ "$(jq -r '.answer.meetings[0] | [.state, .host, .start, .end, .city, .venue] | join("|")' <<<"$output")" = \
      'new|kg|2024-06-14T03:30:00Z|2024-06-15T07:00:00Z|Бишкек|Ала-Арча' ]
  done
  council meeting import windows.csv --kind extraordinary --dry-run
  [[ $output$error == *Windows-1251* ]]
  printf 'date;city\n2024-06-14;\x98\x01\n' >broken.csv
  council meeting import broken.csv --yes
  refused 6 UTF-8
}

@test "at a terminal the preview comes before the question" {
  command -v script >/dev/null || skip 'no script(1)'
  [ -e /dev/pts/ptmx ] || skip 'no terminal can be opened here: /dev/pts is not mounted'
  before=$(entries)
  printf 'нет\n' | script -qec "'$COUNCIL' meeting import past.csv" /dev/null >seen || true
  [ "$(entries)" -eq "$before" ]
  [[ $(tr -d '\r' <seen) == *"14 июня 2024 года"*"Внести новые прошедшие заседания (2)?"* ]]
  printf 'да\n' | script -qec "'$COUNCIL' meeting import past.csv" /dev/null >seen
  [ "$(entries)" -eq $((before + 1)) ]
}

@test "what is not understood has its line and its reason; the rest is entered" {
  printf 'date,city,host\n2025-02-30,Бишкек,\n2024-06-14,Москва,kg\n2023-01-10,Душанбе,\n' >some.csv
  council meeting import some.csv --kind extraordinary --yes
  [ "$status" -eq 1 ]
  [[ $output == *"2 "*"не понято"*"такого дня нет"* ]]
  [[ $output == *"2024-E1: внесено"* ]]
  [ "$("$COUNCIL" meeting show 2024-E1 --json | jq -r .city)" = Москва ]
  council meeting import some.csv --host xx
  refused 3 xx
}

@test "what this program exports it understands" {
  "$COUNCIL" meeting import past.csv --yes >/dev/null
  "$COUNCIL" calendar export --out own.ics
  before=$(entries)
  council meeting import own.ics --yes --json
  [ "$status" -eq 0 ]
  [ "$(jq .same <<<"$output")" -eq 3 ]
  [ "$(entries)" -eq "$before" ]

  export COUNCIL_FILE=other.db
  "$COUNCIL" init >/dev/null
  council meeting import own.ics --yes --json
  [ "$status" -eq 0 ]
  [ "$(jq .new <<<"$output")" -eq 2 ]
  # ours by its key, for both files begin with the same template
  [ "$(jq -r '.meetings[] | select(.state == "same") | .ref' <<<"$output")" = 2026 ]
  [ "$(jq -r '.meetings[] | select(.ref == "2025-E1") | [.host, .start, .end, .number] | join(" ")' <<<"$output")" = \
    'tj 2025-03-03T05:00:00Z 2025-03-04T08:00:00Z 2' ]
}

@test "the turn follows what was imported" {
  "$COUNCIL" meeting schedule 2027-03-17 >/dev/null
  [ "$("$COUNCIL" meeting show 2027 --json | jq -r .host)" = tj ]
  printf 'date,city\n2026-09-15,Душанбе\n' >late.csv
  council meeting import late.csv --yes
  [ "$status" -eq 0 ]
  [[ $error == *"2027"*"Кыргызстан"* ]]
  [ "$("$COUNCIL" meeting show 2027 --json | jq -r '.host + " " + .city')" = 'kg Бишкек' ]
  [ "$("$COUNCIL" meeting show 2026-2 --json | jq -r '.ordinal')" -eq 2 ]
  "$COUNCIL" check
}

@test "a hostile or foreign file is one line, and nothing is entered" {
  before=$(entries)
  printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:20240101T000000Z\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' >slow.ics
  head -c 5000000 /dev/zero >zeros.ics
  python3 -c 'print("BEGIN:VCALENDAR\r\n" + "BEGIN:X\r\n" * 100000)' >deep.ics
  printf '<!DOCTYPE html><html>' >page.ics
  head -c 100000 /dev/urandom >noise.csv
  printf 'date\n"2024-01-01\n' >open.csv
  for file in slow.ics zeros.ics deep.ics page.ics noise.csv open.csv; do
    council meeting import "$file" --yes
    refused 6 ''
  done
  council meeting import nothing.ics
  refused 3 nothing.ics
  [ "$(entries)" -eq "$before" ]
}
