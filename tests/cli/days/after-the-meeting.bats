# Three weeks after a meeting: the scans came back, the meeting closes, the decisions bind.

load day

# Borea hosted on 12 February 2027; both sides agreed the text, the originals were signed in ink.
given_a_signed_protocol() {
  export COUNCIL_NOW=2026-12-01T08:00:00Z
  before init --template "$G_TEST_SRCDIR/support/fictitious.json"
  before meeting schedule 2027-02-12T10:00
  before meeting confirm 2027 --as ar --basis 'письмо № 1'
  before meeting confirm 2027 --as bo --basis 'письмо № 2'
  before agenda add 2027 'О взаимной торговле' --sector trade --by ar
  before delegation add 2027 --party ar --role head --person vymyslov
  before delegation add 2027 --party bo --role head --person primerzoda
  export COUNCIL_NOW=2027-02-12T12:00:00Z
  before decision add 2027 1 'подготовить программу взаимных поставок' \
    --executor 'ar:Министерство торговли' --executor 'bo:Министерство энергетики' \
    --due 2027-09-01
  before meeting held 2027
  before protocol draft 2027
  before protocol agree 2027 --as ar --basis 'письмо № 3'
  before protocol agree 2027 --as bo --basis 'письмо № 4'
  before protocol issue 2027 --blank-date
  export COUNCIL_NOW=2027-03-05T08:00:00Z
  scan 2027 ar ar.pdf
  scan 2027 bo bo.pdf
}

@test "an hour's work: scans attached, meeting closed, decisions by executor" {
  given_a_signed_protocol

  council status --json
  jq -e '.unsigned | length > 0' output

  council protocol attach 2027 --for ar ar.pdf --signed 2027-02-12 --place Аркадск
  council meeting show 2027 --json
  jq -e '.state == "held"' output

  council protocol attach 2027 --for bo bo.pdf --signed 2027-02-12 --place Аркадск
  council meeting show 2027 --json
  jq -e '.state == "closed"' output

  council decision list --executor 'министерство энергетики' --json
  jq -e 'length == 1 and .[0].state == "in-force" and .[0].due == "2027-09-01"' output
  jq -e '.[0].in_force_on == "2027-02-12"' output

  council status --json
  jq -e '(.unsigned | length) == 0 and .decisions.open == 1 and .decisions.overdue == 0' output

  council check
  [ "$typed" -le 8 ]
}
