# The feed, as a calendar program reads it through a meeting's whole life.

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-12-01T08:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init --template "$G_TEST_SRCDIR/support/fictitious.json" >/dev/null
}

# One property of the only event, through a reader that is not ours.
property() { # FILE NAME
  /usr/bin/python3 -c '
import icalendar, sys
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
event, = calendar.walk("VEVENT")
value = event.get(sys.argv[2])
print(value.to_ical().decode() if hasattr(value, "to_ical") else value)' "$@"
}

judged() { # FILE
  /usr/bin/python3 - "$1" <<'END'
import icalendar, sys, vobject
text = open(sys.argv[1], 'rb').read()
for part in icalendar.Calendar.from_ical(text).walk():
    assert not part.errors, part.errors
vobject.readOne(text.decode()).validate(raiseException=True)
END
}

export_feed() { "$COUNCIL" calendar export --out "$1"; judged "$1"; }

# bats does not notice a plain "! command" that fails.
lacks() { ! "$@"; }

@test "an empty council has a calendar without events that every app takes" {
  export_feed empty.ics
  grep -q '^BEGIN:VCALENDAR' empty.ics
  lacks grep -q VEVENT empty.ics
}

@test "a meeting keeps its UID, and every change raises SEQUENCE" {
  "$COUNCIL" meeting schedule 2027-02-12T10:00
  export_feed planned.ics
  [ "$(property planned.ics STATUS)" = TENTATIVE ]

  "$COUNCIL" meeting confirm 2027 --as ar --basis 'письмо № 1'
  "$COUNCIL" meeting confirm 2027 --as bo --basis 'письмо № 2'
  export_feed convened.ics
  [ "$(property convened.ics STATUS)" = CONFIRMED ]

  "$COUNCIL" meeting postpone 2027 --to 2027-02-25T10:00 --reason 'визит'
  export_feed postponed.ics
  [ "$(property postponed.ics STATUS)" = TENTATIVE ]

  "$COUNCIL" meeting cancel 2027 --reason 'паводок'
  export_feed cancelled.ics
  [ "$(property cancelled.ics STATUS)" = CANCELLED ]

  for file in planned convened postponed cancelled; do
    [ "$(property $file.ics UID)" = "$(property planned.ics UID)" ]
  done
  [ "$(property postponed.ics SEQUENCE)" -gt "$(property convened.ics SEQUENCE)" ]
  [ "$(property cancelled.ics SEQUENCE)" -gt "$(property postponed.ics SEQUENCE)" ]
}

@test "exporting twice gives the same bytes, whenever it is done" {
  "$COUNCIL" meeting schedule 2027-02-12T10:00
  "$COUNCIL" calendar export --out one.ics
  COUNCIL_NOW=2026-12-24T23:59:59Z "$COUNCIL" calendar export --out two.ics
  cmp one.ics two.ics
}

@test "khal imports the meeting and shows it at the venue's time" {
  "$COUNCIL" meeting schedule 2027-02-12T10:00
  "$COUNCIL" calendar export --out feed.ics
  mkdir -p calendars/council
  cat >khal.conf <<END
[calendars]
[[council]]
path = $PWD/calendars/council
[locale]
local_timezone = Etc/GMT-6
default_timezone = Etc/GMT-6
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $PWD/khal.db
END
  khal -c khal.conf import --batch -a council feed.ics >import.log 2>&1
  lacks grep -i skipping import.log
  khal -c khal.conf list 2027-02-12 2027-02-13 >list.log
  grep -q 'Первое очередное заседание' list.log
}

@test "a sample says so in its title" {
  "$COUNCIL" meeting schedule 2027-02-12T10:00 --sample
  "$COUNCIL" calendar export --out sample.ics
  [[ "$(property sample.ics SUMMARY)" == 'ОБРАЗЕЦ: '* ]]
}

@test "a meeting without a date or that is unknown is refused, and no file is made" {
  "$COUNCIL" meeting request --by ar --reason 'срочно' --question 'О снабжении' >/dev/null
  run "$COUNCIL" calendar export --meeting 2026-E1 --out none.ics
  [ "$status" -eq 4 ]
  run "$COUNCIL" calendar export --meeting 1999 --out none.ics
  [ "$status" -eq 3 ]
  [ ! -e none.ics ]
}
