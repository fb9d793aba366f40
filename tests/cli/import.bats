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

@test "Outlook's own export, English and Russian, is understood as it is" {
  cat <<'END' >english.csv
"Subject","Start Date","Start Time","End Date","End Time","All day event","Reminder on/off","Reminder Date","Reminder Time","Meeting Organizer","Required Attendees","Optional Attendees","Meeting Resources","Billing Information","Categories","Description","Location","Mileage","Priority","Private","Sensitivity","Show time as"
"Extraordinary meeting of the Council","6/14/2024","12:00:00 AM","6/16/2024","12:00:00 AM","True","False",,,,,,,,,"Two days
in the mountains","Бишкек, Ала-Арча",,"Normal","False","Normal","3"
"Lunch","6/17/2024","1:00:00 PM","6/17/2024","2:00:00 PM","False","False",,,,,,,,,,,,"Normal","False","Normal","2"
"Extraordinary meeting of the Council","3/13/2025","12:30:00 PM","3/13/2025","4:00:00 PM","False","False",,,,,,,,,,"Душанбе",,"Normal","False","Normal","2"
"Extraordinary meeting of the Council","4/13/2025","12:00:00 AM","4/13/2025","11:59:00 PM","True","False",,,,,,,,,,"Душанбе",,"Normal","False","Normal","2"
END
  cat <<'END' | sed 's/$/\r/' | iconv -f UTF-8 -t WINDOWS-1251 >russian.csv
"Тема","Дата начала","Время начала","Дата завершения","Время завершения","Целый день","Напоминание вкл / выкл","Дата напоминания","Время напоминания","Организатор собрания","Обязательные участники","Необязательные участники","Ресурсы собрания","Важность","Категории","Место","Описание","Пометка","Расстояние","Способ оплаты","Частное"
"Внеочередное заседание совета","14.06.2024","0:00:00","16.06.2024","0:00:00","Истина","Ложь",,,,,,"Обычный",,"Обычная","г. Бишкек, Ала-Арча",,,,,"Ложь"
"Обед","17.06.2024","13:00:00","17.06.2024","14:00:00","Ложь","Ложь",,,,,,,,,,,,,,"Ложь"
"Внеочередное заседание совета","03.03.2025","12:30:00","03.03.2025","16:00:00","Ложь","Ложь",,,,,,,,,"Душанбе",,,,,"Ложь"
"Внеочередное заседание совета","03.04.2025","0:00:00","03.04.2025","0:00:00","Истина","Ложь",,,,,,,,,"Душанбе",,,,,"Ложь"
END
  council meeting import english.csv --words MEETING --dry-run --json
  [ "$status" -eq 0 ]
  echo "$output"
  [ "$(jq '.answer.other' <<<"$output")" -eq 1 ]
  [ "$(jq -r '.answer.meetings[] | [.line, .state, .kind, .host, .start, .end, .all_day, .city, .venue] | join("|")' <<<"$output")" = \
'2|new|extraordinary|kg|2024-06-13T18:00:00Z|2024-06-15T18:00:00Z|true|Бишкек|Ала-Арча
5|new|extraordinary|tj|2025-03-13T07:30:00Z|2025-03-13T11:00:00Z|false|Душанбе|
6|new|extraordinary|tj|2025-04-12T19:00:00Z|2025-04-13T19:00:00Z|true|Душанбе|' ]

  council meeting import russian.csv --words заседание --yes --json
  [ "$status" -eq 0 ]
  echo "$output"
  [ "$(jq -r '.meetings[] | [.line, .state, .kind, .host, .start, .end, .all_day, .city, .venue] | join("|")' <<<"$output")" = \
'2|new|extraordinary|kg|2024-06-13T18:00:00Z|2024-06-15T18:00:00Z|true|Бишкек|Ала-Арча
4|new|extraordinary|tj|2025-03-03T07:30:00Z|2025-03-03T11:00:00Z|false|Душанбе|
5|new|extraordinary|tj|2025-04-02T19:00:00Z|2025-04-03T19:00:00Z|true|Душанбе|' ]
  council meeting import russian.csv --words заседание --yes --json
  [ "$status" -eq 0 ]
  [ "$(jq .same <<<"$output")" -eq 3 ]
}

@test "dates with slashes and in words; sep=; of Excel" {
  printf 'sep=;\r\nдата;город;вид\r\n13/06/2024;Бишкек;внеочередное\r\n04/07/2024;Душанбе;внеочередное\r\n"3 марта 2025 г., 10:00";Душанбе;внеочередное\r\n"Apr 5, 2025";Бишкек;внеочередное\r\n' >excel.csv
  council meeting import excel.csv --yes --json
  [ "$status" -eq 0 ]
  echo "$output"
  [ "$(jq -r '[.meetings[].start] | join(" ")' <<<"$output")" = \
    '2024-06-12T18:00:00Z 2024-07-03T19:00:00Z 2025-03-03T05:00:00Z 2025-04-04T18:00:00Z' ]
  before=$(entries)
  council meeting import excel.csv --yes
  [ "$status" -eq 0 ]
  [ "$(entries)" -eq "$before" ]

  printf 'дата,город\n14.06.2023,Бишкек\n04/07/2023,Душанбе\n' >open.csv
  council meeting import open.csv --yes
  refused 6 'open.csv, строка 3: «04/07/2023»'
  [[ $error == *--date-order* ]]
  [ "$(entries)" -eq "$before" ]
  council meeting import open.csv --kind extraordinary --date-order month-first --dry-run --json
  [ "$(jq -r '.answer.meetings[1].start' <<<"$output")" = 2023-04-06T19:00:00Z ]
  council meeting import open.csv --date-order год
  refused 2 год
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
