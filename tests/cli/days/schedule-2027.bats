# The regular meeting of 2027 in Tajikistan: from whose turn it is to a convened meeting.

load day

@test "a morning's work: the meeting of 2027 is convened" {
  export COUNCIL_NOW=2026-11-24T09:00:00Z
  before init --template tj-kg

  council meeting plan --years 2
  says 2026 2027 Таджикистан

  council meeting propose --from 2027-01-11 --to 2027-02-26 --top 3 --json
  start=$(jq -r '.candidates[0].start' output)
  jq -e '.host == "tj" and (.candidates | length) == 3' output
  jq -e '.candidates[0].reasons | length > 0' output
  jq -e '.candidates[0].local | has("tj") and has("kg")' output

  council meeting schedule "$start"
  [ "$output" = 2027 ]

  council meeting confirm 2027 --as tj --basis 'письмо № 15'
  council meeting show 2027 --json
  jq -e '.state == "planned" and .confirmed == ["tj"] and .host == "tj"' output
  jq -e '.city == "Душанбе"' output

  council meeting confirm 2027 --as kg --basis 'нота № 7'
  council meeting deadlines 2027 --json
  says "$(date -u -d "$(date -u -d "$start" +%F) - 15 days" +%F)"

  council calendar export
  says STATUS:CONFIRMED 'TZID:Asia/Dushanbe' 'Душанбе: ' 'Бишкек: '

  [ "$typed" -le 8 ]
  before check
}
