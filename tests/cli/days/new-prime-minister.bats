# A new prime minister: appointed with a basis, everything affected is listed, the past stays.

load day

given_a_meeting_before_and_one_after() {
  export COUNCIL_NOW=2026-12-01T08:00:00Z
  before init --template "$G_TEST_SRCDIR/support/fictitious.json"
  before meeting schedule 2027-02-12T10:00
  before meeting confirm 2027 --as ar --basis 'письмо № 1'
  before meeting confirm 2027 --as bo --basis 'письмо № 2'
  export COUNCIL_NOW=2027-02-13T08:00:00Z
  before meeting held 2027
  before meeting schedule 2028-02-10T10:00
  before protocol draft 2027
  before protocol agree 2027 --as ar --basis 'письмо № 3'
  before protocol agree 2027 --as bo --basis 'письмо № 4'
  before protocol issue 2027 --blank-date
  export COUNCIL_NOW=2027-06-01T08:00:00Z
}

@test "an hour's work: appointed, what it touches is listed, the past is unchanged" {
  given_a_meeting_before_and_one_after
  council chair list --on 2027-05-19 --json
  former=$(jq -r '.[] | select(.party == "ar") | .person' output)

  council person add novikova --surname 'Новикова' --given 'Вера'
  council chair appoint novikova --party ar --from 2027-05-20 --basis 'нота № 31 от 20 мая 2027 г.'
  says 2028 2027 # the meeting to come, and the original that still names the former chair

  council chair list --on 2027-05-19 --json
  [ "$(jq -r '.[] | select(.party == "ar") | .person' output)" = "$former" ]
  council chair list --on 2027-05-20 --json
  [ "$(jq -r '.[] | select(.party == "ar") | .person' output)" = novikova ]

  council protocol show 2027 --for ar
  says Вымыслов
  council check
  [ "$typed" -le 8 ]
}
