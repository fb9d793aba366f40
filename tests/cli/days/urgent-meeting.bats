# An extraordinary meeting: requested today, held in ten days, every step of its ladder in time.

load day

# What a step is for each party that has to do it: "met", "ahead", "met,ahead".  The test looks,
# the secretary does not have to.
ladder() {
  "$COUNCIL" meeting deadlines 2026-E1 --json |
    jq -r '.[] | "\(.step) \([.parties[].state] | join(","))"'
}

nothing_red() {
  ladder | tee ladder
  ! grep -E 'missed|late|compressed' ladder
}

@test "ten days: requested, dated, confirmed, prepared and held, with nothing red" {
  before init --template tj-kg

  export COUNCIL_NOW=2026-11-24T05:00:00Z
  council meeting request --by kg --reason 'паводок на границе' \
    --question 'О взаимной помощи при паводке' --basis 'нота № 41 от 24 ноября 2026 г.'
  [ "$output" = 2026-E1 ]

  council meeting schedule 2026-12-04 --request 2026-E1 --form online
  [ "$output" = 2026-E1 ]
  nothing_red
  [ "$(ladder)" = "notice met
agenda met
delegations ahead,ahead
draft ahead
experts ahead,ahead" ]

  council meeting confirm 2026-E1 --as kg --basis 'нота № 42'
  export COUNCIL_NOW=2026-11-26T05:00:00Z
  council meeting confirm 2026-E1 --as tj --basis 'нота № 15'
  says созвано

  export COUNCIL_NOW=2026-11-30T05:00:00Z
  council delegation add 2026-E1 --party kg --role head --person kasymaliev
  council delegation add 2026-E1 --party tj --role head --person rasulzoda
  nothing_red

  export COUNCIL_NOW=2026-12-02T05:00:00Z
  council protocol draft 2026-E1
  nothing_red
  [ "$(ladder | grep -c ' met')" -eq 4 ]

  export COUNCIL_NOW=2026-12-04T12:00:00Z
  council meeting held 2026-E1
  nothing_red
  [ "$typed" -le 8 ]

  before check
  "$COUNCIL" meeting plan --years 1 --json >plan # the turn did not move
  jq -e '.[] | select(.year == 2027) | .host == "tj"' plan
}
