# The protocol, from the draft to the scans of the signed originals.

load council

eval "common_$(declare -f setup)"

setup() {
  common_setup
  export COUNCIL_NOW=2026-11-24T09:00:00Z
  jq '. + {meeting: [{id: "@m", body: "@council", ref: "2026", kind: "regular",
    state: "closed", host: "@bo", starts_at: "2026-10-07T18:00:00Z",
    ends_at: "2026-10-08T18:00:00Z", all_day: 1, time_zone: "Etc/GMT-6", city: "Борейск",
    form: "in-person", ordinal: 1, no_protocol: 1, created_at: "2026-10-08T18:00:00Z",
    changed_at: "2026-10-08T18:00:00Z"}]}' "$BATS_TEST_DIRNAME/../support/fictitious.json" >template.json
  council init --template ./template.json
  [ "$status" -eq 0 ]
}

done_well() {
  council "$@"
  [ "$status" -eq 0 ]
}

# A scan: a picture of a page would do as well; what counts is that it is another file.
scan() { # NAME
  council protocol render 2026 --for ar --out "$1.pdf"
  qpdf "$1.pdf" --pages . 1 -- --object-streams=generate "$1.scan.pdf"
  printf '%% %s\n%%%%EOF\n' "$1" >>"$1.scan.pdf"
}

@test "a protocol that is not in the file is neither unsigned nor shown" {
  done_well status --json
  [ "$(jq '.unsigned | length' <<<"$output")" -eq 0 ]
  council protocol show 2026 --lang en
  refused 3 'it is not in this file'
}

@test "the paper route: two originals, two scans, and the meeting is closed" {
  done_well protocol draft 2026
  done_well protocol agree 2026 --as ar
  done_well protocol agree 2026 --as bo --basis 'нота № 5'
  council protocol edit 2026 --clause 5 --text 'Иначе.' --lang en
  refused 4 'its text is frozen'
  done_well protocol issue 2026 --blank-date
  done_well status --json
  [ "$(jq -c '[.unsigned[] | [.meeting, .for]]' <<<"$output")" = '[["2026","ar"],["2026","bo"]]' ]
  for party in ar bo; do
    done_well protocol render 2026 --for $party --out $party.pdf
    qpdf --check $party.pdf
  done
  pdftotext ar.pdf - | tr -s '\n ' '  ' >ar.txt
  pdftotext bo.pdf - | tr -s '\n ' '  ' >bo.txt
  grep -q 'первого очередного заседания Аркадско-Борейского' ar.txt
  grep -q 'первого очередного заседания Борейско-Аркадского' bo.txt
  [[ $(<ar.txt) == *'За Аркадскую Сторону'*'За Борейскую Сторону'* ]]
  [[ $(<bo.txt) == *'За Борейскую Сторону'*'За Аркадскую Сторону'* ]]
  council protocol attach 2026 --for ar ar.pdf --signed 2026-10-08 --place Борейск --lang en
  refused 4 'without signatures'
  scan one
  scan two
  done_well protocol attach 2026 --for ar one.scan.pdf --signed 2026-10-08 --place Борейск --json
  [ "$(jq .closed <<<"$output")" = false ]
  done_well protocol attach 2026 --for bo two.scan.pdf --signed 2026-10-12 --place Аркадск --json
  [ "$(jq -c '[.state, .closed]' <<<"$output")" = '["signed",true]' ]
  [ "$(sqlite3 council.db 'SELECT state FROM meeting')" = closed ]
  done_well protocol show 2026 --json
  [ "$(jq -c '[.originals[] | [.for, .signed, .place]]' <<<"$output")" = \
    '[["ar","2026-10-08","Борейск"],["bo","2026-10-12","Аркадск"]]' ]
  done_well check
}

@test "a dry run and a failed render leave nothing behind" {
  done_well protocol draft 2026 --dry-run
  council protocol show 2026 --lang en
  refused 3 'it is not in this file'
  done_well protocol draft 2026
  council protocol render 2026 --for xx --out x.pdf --lang en
  refused 3 'no party xx'
  council protocol render 2026 --for ar --out no/such/x.pdf --lang en
  refused 5 'no/such'
  [ ! -e x.pdf ]
}

@test "the text is edited whole in an editor, and by clause" {
  done_well protocol draft 2026
  cat >editor <<'END'
#!/bin/sh
sed -i 's/состоялось/прошло/' "$1"
END
  chmod +x editor
  VISUAL=./editor done_well protocol edit 2026
  done_well protocol show 2026 --for bo
  [[ $output == *'в городе Борейске прошло первое очередное заседание Борейско-Аркадского'* ]]
  VISUAL=false council protocol edit 2026 --lang en
  refused 2 'editor false'
  council protocol edit 2026 --clause 99 --text x --lang en
  [ "$status" -eq 2 ]
  council protocol edit 2026 --clause 5 --text '{council}' --lang en
  refused 2 'clause 5, mark council'
  done_well protocol edit 2026 --clause 5 --text 'Стороны [отметили] рост.'
  council protocol agree 2026 --as ar --lang en
  refused 4 'a bracket is left'
}

@test "what cannot be taken from the editor is not lost" {
  done_well protocol draft 2026
  cat >editor <<'END'
#!/bin/sh
sed -i 's/^@title/@tilte/; s/состоялось/прошло/' "$1"
END
  chmod +x editor
  VISUAL=./editor TMPDIR=$PWD council protocol edit 2026 --lang en
  refused 6 'no kind of clause is called tilte'
  line=$(sed -n 's/.*, line \([0-9]*\):.*/\1/p' <<<"$error")
  kept=$(sed -n 's/.*what you wrote is in \([^ ]*\) .*/\1/p' <<<"$error")
  [ "$(sed -n "${line}p" "$kept")" = '@tilte' ]
  sed -i 's/@tilte/@title/' "$kept"
  done_well protocol edit 2026 --from "$kept"
  done_well protocol show 2026
  [[ $output == *'в городе Борейске прошло'* ]]
}

@test "brackets by side, settled by the other, and comments" {
  done_well protocol draft 2026
  n=$(council protocol show 2026 --json; jq '.clauses[] | select(.text | test("состоялось")).n' <<<"$output")
  done_well protocol bracket 2026 "$n" 'В городе Борейске состоялось заседание.' --as ar
  council protocol agree 2026 --as bo --lang en
  refused 4 "clause $n: the wording of ar is not settled"
  done_well protocol render 2026 --for bo --out bo.pdf
  pdftotext bo.pdf - | tr -s '\n ' '  ' | grep -q 'проект: .*Аркадская Сторона: '
  done_well protocol comment 2026 "$n" 'Дата нужна' --as bo
  done_well protocol show 2026
  [[ $output == *'замечание 1'*'Дата нужна'* ]]
  [[ $output == *'[Аркадская Сторона: '* ]]
  council protocol comment 2026 --resolve 7 --as bo --lang en
  refused 3 'no open comment 7'
  done_well protocol comment 2026 --resolve 1 --as ar
  done_well protocol settle 2026 "$n" --take ar --as bo --json
  [ "$(jq -c '[.taken, .adopted, .left]' <<<"$output")" = '[1,1,0]' ]
  done_well protocol show 2026 --for bo
  [[ $output == *'В городе Борейске состоялось заседание.'* ]]
  done_well protocol agree 2026 --as ar
  done_well protocol agree 2026 --as bo
  council protocol bracket 2026 "$n" 'Иначе.' --as ar --lang en
  refused 4 'its text is frozen'
  done_well check
}

@test "a sample stays a sample" {
  done_well protocol draft 2026 --sample
  done_well protocol show 2026 --json
  [ "$(jq .sample <<<"$output")" = true ]
  done_well protocol show 2026 --lang ru
  [[ $output == *ОБРАЗЕЦ* ]]
}

@test "what is no scan is refused by name" {
  done_well protocol draft 2026
  done_well protocol agree 2026 --as ar
  done_well protocol agree 2026 --as bo
  done_well protocol issue 2026
  for kind in 'empty:' 'web page:<!DOCTYPE html><html>' 'no PDF:hello'; do
    printf '%s' "${kind#*:}" >scan.pdf
    council protocol attach 2026 --for ar scan.pdf --signed 2026-10-08 --place Борейск --lang en
    refused 6 "${kind%%:*}"
  done
  council protocol attach 2026 --for ar missing.pdf --signed 2026-10-08 --place Борейск --lang en
  refused 3 missing.pdf
  [ "$(sqlite3 council.db 'SELECT count(*) FROM scan')" -eq 0 ]
}
