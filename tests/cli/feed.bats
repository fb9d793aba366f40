# Addresses that calendar apps subscribe to: made, listed, taken back.

load council

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-12-01T08:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init --template "$G_TEST_SRCDIR/support/fictitious.json" >/dev/null
}

@test "create prints an https and a webcal address that nobody can guess" {
  council feed create
  [ "$status" -eq 0 ]
  [[ ${output%%$'\n'*} =~ ^http://127\.0\.0\.1:8080/f/[a-z2-7]{32}\.ics$ ]]
  [[ ${output##*$'\n'} =~ ^webcal://127\.0\.0\.1:8080/f/[a-z2-7]{32}\.ics$ ]]
  first=$output
  council feed create
  [ "$output" != "$first" ]
}

@test "an address that is not encrypted is made, with a warning" {
  council setting set base-url http://council.example
  council --lang en feed create
  [ "$status" -eq 0 ]
  [[ $output == "http://council.example/f/"*"webcal://council.example/f/"* ]]
  [[ $error == *"http://council.example is not encrypted"*"https"* ]]
  for base in https://council.example http://127.0.0.1:8080 'http://[::1]:8080' http://localhost:8080; do
    council setting set base-url "$base"
    council --lang en feed create
    [[ $error != *encrypted* ]]
  done
}

@test "addresses begin with base-url and have at most 256 characters" {
  base=https://council.example/$(printf 'x%.0s' {1..150})
  council setting set base-url "$base"
  council feed create --kind deadlines --party ar
  [[ $output == "$base/f/"* ]]
  for line in $output; do [ ${#line} -le 256 ]; done
  council feed create --kind deadlines --party ar --public
  for line in $output; do [ ${#line} -le 256 ]; done
  council setting set base-url "$base/"
  refused 2 base-url
  council setting set base-url 'ftp://council.example'
  refused 2 base-url
  council setting set base-url 'https://council.example/?a=b'
  refused 2 base-url
  council setting set base-url "https://council.example/$(printf 'x%.0s' {1..200})"
  refused 2 base-url
}

@test "list shows what is answered, and what was revoked on request" {
  council feed list
  [[ $output == *"feed create"* ]]
  council feed create --kind holidays --public --language en --name 'Days off'
  council feed create --party bo
  council feed list --json
  [ "$(jq -r '.[].feed' <<<"$output" | xargs)" = "holidays-en meetings-bo" ]
  [ "$(jq -r '.[0] | [.kind, .language, .name, .public, .https] | @csv' <<<"$output")" = \
    '"holidays","en","Days off",true,"http://127.0.0.1:8080/holidays-en.ics"' ]
  council feed revoke meetings-bo
  [ "$status" -eq 0 ]
  council feed list --json
  [ "$(jq length <<<"$output")" -eq 1 ]
  council feed list --all --json
  [ "$(jq -r '.[1].revoked' <<<"$output")" = 2026-12-01T08:00:00Z ]
}

@test "a revoked feed's handle is not given again" {
  council feed create
  council feed revoke meetings
  council feed create
  council feed list --json
  [ "$(jq -r '.[].feed' <<<"$output")" = meetings-2 ]
}

@test "what cannot be is refused" {
  council feed revoke nothing
  refused 3 nothing
  council feed create
  council feed revoke meetings
  council feed revoke meetings
  refused 4 meetings
  council feed create --kind birthdays
  refused 2 birthdays
  council feed create --party zz
  refused 3 zz
  council feed create --kind holidays --person vymyslov
  refused 2 --party
  council feed create --language xx
  refused 2 xx
  council feed create --name "$(printf 'я%.0s' {1..121})"
  refused 2 120
}

@test "a dry run makes no address" {
  council feed create --dry-run
  council feed list --json
  [ "$output" = '[]' ]
}

@test "feeds stay in this file's own part of the journal, and the file is sound" {
  council feed create --person vymyslov
  council feed revoke meetings-vymyslov
  council check
  [ "$status" -eq 0 ]
  [ "$(sqlite3 council.db "SELECT sum(length(shared)) FROM journal WHERE verb LIKE 'feed.%'")" -eq 0 ]
}
