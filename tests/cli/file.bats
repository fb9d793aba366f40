# The council's file: made, looked at, copied, checked.

load council

@test "init makes a file that SQLite and check accept, and nothing else" {
  council init
  [ "$status" -eq 0 ]
  [ "$(ls -A)" = "$(printf 'council.db\nerror')" ]
  [ "$(sqlite3 council.db 'PRAGMA integrity_check')" = ok ]
  [ "$(sqlite3 council.db 'SELECT count(*) FROM party')" -eq 2 ]
  council check --json
  [ "$(jq .ok <<<"$output")" = true ]
}

@test "init never touches what is there" {
  echo mine >council.db
  council init --lang en
  refused 4 'exists already'
  [ "$(cat council.db)" = mine ]
}

@test "init that fails leaves nothing" {
  council init --own xx --lang en
  refused 3 'no party xx'
  council init --template nowhere --lang en
  [ "$status" -ne 0 ]
  council init --template ./broken.json --lang en
  refused 3 'broken.json'
  echo '{"template": "x", "party": [' >broken.json
  council init --template ./broken.json --lang en
  refused 6 'broken.json'
  council init --file no/such/folder/c.db --lang en
  refused 5 'no/such/folder'
  council init --blank --template tj-kg --lang en
  refused 2 'exclude each other'
  rm -f broken.json error
  [ -z "$(ls -A)" ]
}

@test "init --dry-run writes nothing" {
  council init --dry-run --lang en
  [ "$status" -eq 0 ]
  [[ $error == *'would write council.db'* ]]
  [ ! -e council.db ]
}

@test "init --json names the file and its origin" {
  council init --json
  [ "$(jq -r .file <<<"$output")" = council.db ]
  [ "$(jq -r .template <<<"$output")" = tj-kg ]
  [ "$(jq -r .origin <<<"$output")" = "$(sqlite3 council.db 'SELECT id FROM origin')" ]
}

@test "what is no council's file is refused by every command that needs one" {
  echo 'not a database, only long enough to be looked at ...........................' >text.db
  sqlite3 other.db 'CREATE TABLE t (x)'
  head -c 4096 /dev/urandom >random.db
  mkdir folder.db
  "$COUNCIL" init --file whole.db >/dev/null
  head -c 20000 whole.db >short.db
  for file in text.db other.db random.db folder.db short.db; do
    council status --file $file --lang en
    [ "$status" -eq 5 ] || [ "$file" = short.db ]
    council check --file $file --lang en
    [ "$status" -ne 0 ]
    [ "$status" -lt 6 ]
    [ "$(wc -l <error)" -le 1 ]
  done
  sqlite3 whole.db 'PRAGMA user_version = 999'
  council status --file whole.db --lang en
  refused 5 'newer'
}

@test "log lists the newest first; an entry shows before and after" {
  COUNCIL_NOW=2026-11-24T09:00:00Z council init --own kg
  council log --json
  [ "$(jq -r '.[0].verb' <<<"$output")" = setting.set ]
  [ "$(jq -r '.[0].party' <<<"$output")" = kg ]
  [ "$(jq -r '.[0].at' <<<"$output")" = 2026-11-24T09:00:00Z ]
  [ "$(jq -r '.[0].clock_set' <<<"$output")" = true ]
  [ "$(jq -r '.[-1].seq' <<<"$output")" = 1 ]
  last=$(jq -r '.[0].seq' <<<"$output")
  council log "$last" --json
  [ "$(jq -r '.changes[0].table' <<<"$output")" = own_setting ]
  [ "$(jq -r '.changes[0].columns[] | select(.name == "value") | .after' <<<"$output")" = kg ]
  council log "$last" --lang en
  [[ $output == *"own_setting"*"value: kg"* ]]
  council log --limit 1 --json
  [ "$(jq length <<<"$output")" -eq 1 ]
  council log 9999 --lang en
  refused 3 'no journal entry 9999'
  council log first --lang en
  refused 2 'first'
}

@test "a clock that is no instant" {
  COUNCIL_NOW=yesterday council log --lang en
  refused 2 'yesterday'
}

@test "check finds a cell that was changed behind the program's back" {
  "$COUNCIL" init >/dev/null
  sqlite3 council.db "UPDATE party SET time_zone = 'Europe/Paris' WHERE code = 'tj'"
  council check --lang en
  [ "$status" -eq 1 ]
  [[ $output == *'Europe/Paris'* ]]
  [ -z "$error" ]
  council check --json
  [ "$status" -eq 1 ]
  [ "$(jq .ok <<<"$output")" = false ]
  [ "$(jq '.findings | length' <<<"$output")" -ge 1 ]
  [ "$(jq '.unjournalled | length' <<<"$output")" -ge 1 ]
  [ "$(jq '[.unjournalled[].why | length > 5] | all' <<<"$output")" = true ]
}

@test "backup: one whole file, also while another holds the original open" {
  "$COUNCIL" init >/dev/null
  sqlite3 council.db 'PRAGMA journal_mode' | grep -qx wal
  council backup copy.db --json
  [ "$status" -eq 0 ]
  [ "$(jq -r .file <<<"$output")" = copy.db ]
  ls -A | lacks grep -E '^copy\.db-|^\.copy'
  [ "$(sqlite3 council.db .dump | sha256sum)" = "$(sqlite3 copy.db .dump | sha256sum)" ]
  council check --file copy.db
  [ "$status" -eq 0 ]
  council backup copy.db --lang en
  refused 4 'exists already'
  council backup nowhere/copy.db --lang en
  [ "$status" -eq 5 ]
  council backup dry.db --dry-run
  [ "$status" -eq 0 ]
  [ ! -e dry.db ]
}

@test "a party that does not exist cannot be acted for" {
  "$COUNCIL" init >/dev/null
  council log --as uz --lang en
  refused 3 'uz'
}

@test "a file with an own party: another is acted for only on a basis, which the journal keeps" {
  "$COUNCIL" init --own tj >/dev/null
  before=$("$COUNCIL" log --json | jq length)
  council setting set deadline-agenda-requests 20 --as kg --lang en
  refused 4 'needs a basis'
  [ "$("$COUNCIL" log --json | jq length)" -eq "$before" ]
  council setting set deadline-agenda-requests 20 --as kg --basis 'нота № 5 от 20.11.2026'
  [ "$status" -eq 0 ]
  [ "$("$COUNCIL" log --json | jq -r '.[0] | .party + " " + .basis')" = 'kg нота № 5 от 20.11.2026' ]
  council setting set deadline-agenda-requests 19
  [ "$status" -eq 0 ]
  [ "$("$COUNCIL" log --json | jq -r '.[0].party')" = tj ]
}

@test "--dry-run says what would change and changes nothing" {
  "$COUNCIL" init >/dev/null
  before=$(sqlite3 council.db .dump | sha256sum)
  council setting set deadline-agenda-requests 20 --dry-run --lang en
  [ "$status" -eq 0 ]
  [[ $output == *'nothing was kept'*'setting'*'20'* ]]
  council setting set deadline-agenda-requests 20 --dry-run --json
  [ "$(jq .dry_run <<<"$output")" = true ]
  [ "$(jq -r '.changes[0].table' <<<"$output")" = setting ]
  [ "$(jq -r '[.changes[0].columns[].after] | index("20") != null' <<<"$output")" = true ]
  [ "$(sqlite3 council.db .dump | sha256sum)" = "$before" ]
}
