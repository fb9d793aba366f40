# The council's own data: parties, names, people, offices, members, settings; what is refused.

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-11-24T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
}

council() {
  status=0
  output=$("$COUNCIL" "$@" --lang en 2>error) || status=$?
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

whole() { sqlite3 council.db .dump | sha256sum; }

sound() {
  council check
  echo "$output"
  [ "$status" -eq 0 ]
}

@test "a new prime minister: appointed on a basis, the past unchanged" {
  council person add novykh --surname Новых --given Иван --indeclinable
  [ "$status" -eq 0 ]
  council chair list --on 2026-02-13 --json
  before=$output
  council chair appoint --party tj novykh --from 2026-12-01 --basis 'нота № 12'
  [ "$status" -eq 0 ]
  [[ $output == *'Иван Новых'*'2026-12-01'* ]]
  council chair list --on 2026-02-13 --json
  [ "$(jq -S 'map(del(.until))' <<<"$output")" = "$(jq -S 'map(del(.until))' <<<"$before")" ]
  council chair list --on 2026-11-30 --json
  [ "$(jq -r '.[0].person' <<<"$output")" = rasulzoda ]
  council chair list --on 2026-12-01 --json
  [ "$(jq -r '.[0].person' <<<"$output")" = novykh ]
  [ "$(jq -r '.[0].basis' <<<"$output")" = 'нота № 12' ]
  sound
}

@test "chair appoint: no basis, no such person, party or day; a term that began already" {
  before=$(whole)
  council chair appoint --party tj kasymaliev --from 2026-12-01
  refused 2 '--basis'
  council chair appoint --party tj kasymaliev --from 2026-12-01 --basis ' '
  refused 2 'basis: the text is empty'
  council chair appoint --party tj nobody --from 2026-12-01 --basis x
  refused 3 'no person nobody'
  council chair appoint --party uz rasulzoda --from 2026-12-01 --basis x
  refused 3 'no party uz (one of: tj, kg)'
  council chair appoint --party tj rasulzoda --from 2026-02-30 --basis x
  refused 2 '2026-02-30'
  council chair appoint --party tj kasymaliev --from 2026-12-01 --basis x
  refused 4 'same office of kg'
  council chair appoint --party tj rasulzoda --from 2026-02-01 --basis x
  refused 4 'meeting 2026 was held'
  [ "$(whole)" = "$before" ]
}

@test "chair correct changes the past on record, and not without a basis" {
  council chair correct --party tj --on 2026-02-13 --from 2024-01-10
  refused 2 '--basis'
  council chair correct --party tj --on 2026-02-13 --basis 'указ № 1'
  refused 2 'nothing to correct'
  council chair correct --party tj --on 2026-02-13 --from 2024-01-10 --basis 'указ № 1'
  [ "$status" -eq 0 ]
  council log --limit 1 --json
  [ "$(jq -r '.[0].verb' <<<"$output")" = chair.correct ]
  [ "$(jq -r '.[0].basis' <<<"$output")" = 'указ № 1' ]
  council chair correct --party tj --on 2026-02-13 --remove --basis 'указ № 2'
  refused 4 'was not answered'
  sound
}

@test "--dry-run of an appointment says what would change and keeps nothing" {
  council person add novykh --surname Новых --given Иван --indeclinable
  before=$(whole)
  council chair appoint --party tj novykh --from 2026-12-01 --basis 'нота № 12' --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *'2026-11-30'* ]]
  [ "$(whole)" = "$before" ]
}

@test "a person's cases are data: shown, asked for, refused when they do not fit" {
  council person add primerov --surname Примеров --given Иван --genitive 'Ивана Примерова'
  [ "$status" -eq 0 ]
  council person show primerov --json
  [ "$(jq -r .cases.genitive <<<"$output")" = 'Ивана Примерова' ]
  [ "$(jq -r .cases.dative <<<"$output")" = null ]
  [ "$(jq -r .signature <<<"$output")" = $'И.\u00a0Примеров' ]
  council person edit primerov --dative 'Примерову Ивану'
  refused 2 'given name, patronymic, surname'
  council person edit Примеров --dative 'Ивану Примерову'
  [ "$status" -eq 0 ]
  [[ $output == *'Ивану Примерову'* ]]
  council person add primerov --surname Другой
  refused 4 'exists already'
  council person add 'Иван' --surname Другой
  refused 2 'Иван'
}

@test "bad text: no UTF-8, control characters, a direction override" {
  before=$(whole)
  council person add primerov --surname $'\xff\xfe'
  refused 2 'UTF-8'
  council person add primerov --surname $'При\x01меров'
  refused 2 'surname'
  council person add primerov --surname $'При\u202eмеров'
  refused 2 'surname'
  [ "$(whole)" = "$before" ]
}

@test "a blank council is completed by commands" {
  council init --blank --handle ar-bo --file own.db
  [ "$status" -eq 0 ]
  export COUNCIL_FILE=own.db
  council party list
  [[ $output == *'no parties yet'* ]]
  council party show ar
  refused 3 'there are none yet'
  council party add ar --country XA --zone Etc/GMT-5 --state 'Республика Аркадия' --capital Аркадск
  [ "$status" -eq 0 ]
  council party add bo --country XB --zone Etc/GMT-6 --state 'Борейская Республика' --capital Борейск
  council party add ve --country xc --zone Etc/GMT-6 --state 'Велурия'
  refused 2 'xc'
  council party add ve --country XC --zone Nowhere/Land --state 'Велурия'
  refused 2 'Nowhere/Land'
  council party add bo --country XC --zone Etc/GMT-6 --state 'Велурия'
  refused 4 'exists already'
  council name set council --writer ar --genitive 'Аркадско-Борейского совета'
  [ "$status" -eq 0 ]
  council name set ar capital --genitive Аркадска
  council agreement set --title 'Соглашение о совете' --date 2024-03-01 --city Аркадск
  council person add vymyslov --surname Вымыслов --given Леонид
  council chair appoint --party ar vymyslov --from 2024-03-01 --basis 'нота № 1'
  refused 2 'no title yet'
  council chair appoint --party ar vymyslov --from 2024-03-01 --basis 'нота № 1' \
    --title 'Премьер-министр Республики Аркадия'
  [ "$status" -eq 0 ]
  council sector add trade --name торговля
  council member add ar-trade --party ar --kind agency --name 'Агентство по торговле' --sample
  council setting set own-party ar
  council member list --json
  [ "$(jq -r '.[0].sample' <<<"$output")" = true ]
  council party list --json
  [ "$(jq -r '.[].code' <<<"$output" | paste -sd' ')" = 'ar bo' ]
  council name list council --json
  [ "$(jq -r '.[0].text' <<<"$output")" = 'Аркадско-Борейского совета' ]
  sound
}

@test "parties are not added once there are meetings" {
  council party add uz --country UZ --zone Asia/Tashkent --state 'Республика Узбекистан'
  refused 4 'there are meetings already'
}

@test "settings: value, source, what the Agreement does not set" {
  council setting list --json
  key=$(jq -r '[.[] | select(.own | not)][0].key' <<<"$output")
  [ "$(jq 'all(.source | length > 3)' <<<"$output")" = true ]
  [ "$(jq 'any(.by_agreement | not)' <<<"$output")" = true ]
  council setting list
  [[ $output == *'not set by the Agreement'* ]]
  council setting set own-party tj --json
  [ "$(jq -r .value <<<"$output")" = tj ]
  council setting unset own-party --json
  [ "$(jq -r .value <<<"$output")" = null ]
  council setting set own-party uz
  refused 3 'no party uz'
  council setting set nonsense 1
  refused 3 'nonsense'
  council setting set deadline-agenda soon
  refused 2 'soon'
}

@test "members and sectors" {
  council member add tj-x --party tj --kind club --name Клуб
  refused 2 'club'
  council member add tj-x --party tj --kind business --name Завод --from 2026-01-01
  [ "$status" -eq 0 ]
  council member remove tj-x --on 2025-12-31
  refused 2 '2025-12-31'
  council member remove tj-x --on 2026-12-31
  [ "$status" -eq 0 ]
  council member list --on 2027-01-01 --json
  [ "$(jq length <<<"$output")" -eq 0 ]
  council member remove nowhere
  refused 3 'nowhere'
  council sector add energy --name энергия
  refused 4 'exists already'
  sound
}

# --- a file that cannot be written ------------------------------------------------------------

# Runs as nobody; root may write anywhere.
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }

# Moves to a folder that others can reach, which bats' own is not.
can_be_nobody() {
  [ "$(id -u)" -eq 0 ] || skip 'only root can become another user'
  as_nobody "$COUNCIL" --version >/dev/null 2>&1 || skip 'another user cannot run the program here'
  open_folder=$(mktemp -d)
  cp council.db "$open_folder"
  cd "$open_folder"
  chmod 755 .
  chmod 644 council.db
}

teardown() {
  cd /
  [ -z "${open_folder:-}" ] || rm -rf "$open_folder"
}

council_as_nobody() {
  status=0
  output=$(as_nobody "$COUNCIL" "$@" --lang en 2>error) || status=$?
  error=$(cat error)
}

@test "a read-only folder: reading works, writing is refused, nothing is left" {
  can_be_nobody
  council_as_nobody party list
  [ "$status" -eq 0 ]
  council_as_nobody check
  [ "$status" -eq 0 ]
  council_as_nobody sector add space --name космос
  refused 5 'cannot be written'
  council_as_nobody init --file new.db
  refused 5 'new.db'
  council_as_nobody backup copy.db
  refused 5 'copy.db'
  rm error
  [ "$(ls -A)" = council.db ]
}

@test "a read-only file in a folder that can be written" {
  can_be_nobody
  mkdir open
  cp council.db open/
  chmod 777 open
  chmod 444 open/council.db
  council_as_nobody sector add space --name космос --file open/council.db
  refused 5 'cannot be written'
  council_as_nobody party list --file open/council.db
  [ "$status" -eq 0 ]
}

@test "a file that may not be read" {
  can_be_nobody
  chmod 600 council.db
  council_as_nobody party list
  refused 5 'council.db'
}

@test "a full disk: one line, and the file as it was" {
  before=$(whole)
  text=$(head -c 15000 /dev/zero | tr '\0' x)
  status=0
  output=$(
    ulimit -f 40 # no file may grow beyond 40 KB: SQLite sees its write fail
    trap '' XFSZ
    "$COUNCIL" agreement set --title "$text" --city "$text" --lang en 2>error
  ) || status=$?
  error=$(cat error)
  refused 5 'council.db'
  [ "$(whole)" = "$before" ]
  sound
}

@test "a full disk while a file is made: nothing is left" {
  rm council.db
  status=0
  output=$(
    ulimit -f 40
    trap '' XFSZ
    "$COUNCIL" init --lang en 2>error
  ) || status=$?
  error=$(cat error)
  refused 5 'council.db'
  rm error
  [ -z "$(ls -A)" ]
}

@test "a full tmpfs: the write is refused, the file stays sound" {
  mkdir small
  mount -t tmpfs -o size=1m tmpfs small 2>/dev/null || skip 'no tmpfs can be mounted here'
  "$COUNCIL" init --file small/c.db >/dev/null || { umount small; false; }
  dd if=/dev/zero of=small/filler bs=4k 2>/dev/null || true
  before=$(sqlite3 -readonly "file:small/c.db?immutable=1" 'SELECT count(*) FROM journal')
  council sector add space --name космос --file small/c.db
  echo "$status $error"
  result=$status
  lines=$(wc -l <error)
  rm small/filler
  council check --file small/c.db
  sound=$status
  after=$(sqlite3 small/c.db 'SELECT count(*) FROM journal')
  umount small
  [ "$result" -eq 5 ]
  [ "$lines" -eq 1 ]
  [ "$sound" -eq 0 ]
  [ "$after" -eq "$before" ]
}

@test "damage anywhere in the file: said, never a crash, and never taken for sound" {
  for at in 120 5000 20000 60000 90000; do
    cp council.db damaged.db
    printf '\xde\xad\xbe\xef\xde\xad\xbe\xef' | dd of=damaged.db bs=1 seek=$at conv=notrunc 2>/dev/null
    cmp -s council.db damaged.db && continue
    for command in check 'party list' 'chair list' log status; do
      council $command --file damaged.db
      echo "at $at: $command: $status: $error"
      [ "$status" -lt 7 ]
      [ "$(wc -l <error)" -le 1 ]
    done
  done
  head -c 30000 council.db >damaged.db
  council check --file damaged.db
  [ "$status" -eq 1 ] || [ "$status" -eq 5 ]
}
