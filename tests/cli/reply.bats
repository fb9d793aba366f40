# Answers to invitations, from letters as they come.
load council

setup() {
  set -o pipefail
  cd "$BATS_TEST_TMPDIR"
  export LC_ALL=C.UTF-8 COUNCIL_NOW=2026-12-20T09:00:00Z
  unset COUNCIL_FILE
  "$COUNCIL" init >/dev/null
  "$COUNCIL" person add primer --surname Примеров --given Иван --email ivan@tj.example.org >/dev/null
  "$COUNCIL" person add obrazec --surname Образцова --given Анна --email anna+council@kg.example.org >/dev/null
  "$COUNCIL" meeting schedule '2027-03-17 10:00' >/dev/null
  "$COUNCIL" delegation add 2027 --party tj --person primer --role head --post министр >/dev/null
  "$COUNCIL" delegation add 2027 --party kg --person obrazec --role head --post министр >/dev/null
  uid=$("$COUNCIL" meeting show 2027 --json | jq -r .uid)
  mkdir -p box/new box/cur box/tmp
}

# A letter with an answer: letter FROM ATTENDEE STATE STAMP [METHOD [LINE…]]
letter() {
  local from=$1 who=$2 state=$3 stamp=$4 method=${5:-REPLY}
  shift 4
  shift || true
  python3 - "$from" "$who" "$state" "$stamp" "$method" "$uid" "$@" <<'END'
import email.message, email.policy, sys
sender, who, state, stamp, method, uid, *lines = sys.argv[1:]
start = [] if any(line.startswith('DTSTART') for line in lines) else ['DTSTART:20270317T050000Z']
body = '\r\n'.join(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x', f'METHOD:{method}', 'BEGIN:VEVENT',
    f'UID:{uid}', f'DTSTAMP:{stamp}', 'SEQUENCE:0', *start,
    f'ATTENDEE;PARTSTAT={state}:mailto:{who}', *lines, 'END:VEVENT', 'END:VCALENDAR', ''])
message = email.message.EmailMessage(policy=email.policy.SMTP)
message['From'] = sender
message['To'] = 'council@example.org'
message['Subject'] = 'Ответ'
message.set_content('Ответ на приглашение')
message.add_alternative(body.encode(), maintype='text', subtype='calendar',
    params={'method': method, 'charset': 'utf-8'}, cte='base64')
sys.stdout.buffer.write(message.as_bytes())
END
}

entries() { "$COUNCIL" log --json | jq length; }
answer() { "$COUNCIL" meeting show 2027 --json | jq -r --arg p "$1" '.answers[] | select(.person == $p) | .answer'; }

@test "a maildir: every answer once, whatever the order; a second time nothing" {
  letter ivan@tj.example.org ivan@tj.example.org DECLINED 20261202T100000Z >box/cur/1.host:2,S
  letter Ivan@TJ.example.org ivan@tj.example.org ACCEPTED 20261201T100000Z >box/new/2.host
  letter anna+council@kg.example.org anna+council@kg.example.org TENTATIVE 20261201T100000Z >box/new/3.host
  letter anna@kg.example.org anna@kg.example.org ACCEPTED 20261201T100000Z >box/new/4.host
  printf 'half' >box/tmp/5.host
  before=$(entries)
  council calendar reply box --json
  echo "$output"
  [ "$status" -eq 1 ] # the address without its +council is a stranger
  [ "$(jq .recorded <<<"$output")" -eq 3 ]
  [ "$(jq .stranger <<<"$output")" -eq 1 ]
  [ "$(answer primer)" = declined ]
  [ "$(answer obrazec)" = tentative ]
  [ "$(entries)" -eq $((before + 3)) ]
  [ "$("$COUNCIL" log --json | jq -r 'max_by(.seq) | .verb + " " + .subject')" = 'calendar.reply 2027: primer: declined' ]

  council calendar reply box
  [ "$status" -eq 1 ]
  [[ $output == *"учтено раньше: 3; посторонний: 1"* ]]
  [ "$(entries)" -eq $((before + 3)) ]
  [ -f box/new/2.host ]
  "$COUNCIL" check
}

@test "an older answer, standard input, a dry run" {
  letter ivan@tj.example.org ivan@tj.example.org ACCEPTED 20261205T100000Z >new.eml
  letter ivan@tj.example.org ivan@tj.example.org DECLINED 20261204T100000Z >old.eml
  before=$(entries)
  council calendar reply new.eml --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *"придёт"*"учтено"* ]]
  [ "$(entries)" -eq "$before" ]
  council calendar reply - <new.eml
  [ "$status" -eq 0 ]
  council calendar reply old.eml
  [ "$status" -eq 0 ]
  [[ $output == *"устарело"*"более поздний ответ («придёт»)"* ]]
  [ "$(answer primer)" = accepted ]
  [ "$(entries)" -eq $((before + 1)) ]
}

@test "another's letter is held back; taken knowingly, it is on record whose it was" {
  letter office@tj.example.org ivan@tj.example.org ACCEPTED 20261205T100000Z >office.eml
  council calendar reply office.eml
  [ "$status" -eq 1 ]
  [[ $output == *"письмо от office@tj.example.org, а отвечает за ivan@tj.example.org"* ]]
  [ -z "$(answer primer)" ]
  council calendar reply office.eml --others
  [ "$status" -eq 0 ]
  [ "$(answer primer)" = accepted ]
  council meeting show 2027
  [[ $output == *"Примеров Иван: придёт (5 декабря 2026 года, письмом от office@tj.example.org)"* ]]
}

@test "another time asked for, and someone sent instead, are for the secretary" {
  letter ivan@tj.example.org ivan@tj.example.org TENTATIVE 20261205T100000Z COUNTER \
    DTSTART:20270318T050000Z DTEND:20270318T080000Z 'COMMENT:Лучше днём позже' >counter.eml
  letter anna+council@kg.example.org anna+council@kg.example.org \
    'DELEGATED;DELEGATED-TO="mailto:zam@kg.example.org"' 20261205T100000Z >sent.eml
  council calendar reply counter.eml sent.eml
  echo "$output; $error"
  [ "$status" -eq 0 ]
  [[ $error == *"Примеров Иван просит другое время: Душанбе: 18 марта 2027 года, четверг, 10:00; Бишкек: 18 марта 2027 года, четверг, 11:00 («Лучше днём позже»)"*"council meeting postpone 2027 --to 2027-03-18T10:00"* ]]
  [[ $error == *"Образцова Анна направляет вместо себя: zam@kg.example.org"*"council delegation substitute 2027 1 --party kg"* ]]
  council meeting show 2027
  [[ $output == *"Примеров Иван: просит другое время: Душанбе: 18 марта 2027 года, четверг, 10:00; Бишкек: 18 марта 2027 года, четверг, 11:00 («Лучше днём позже»)"* ]]
  council delegation list 2027
  [[ $output == *"направляет другого: zam@kg.example.org"* ]]
  [ "$("$COUNCIL" delegation list 2027 --json | jq -r '.[] | select(.person == "obrazec") | .answer')" = delegated ]
  [ "$("$COUNCIL" delegation list 2027 --json | jq length)" -eq 2 ]
}

@test "who sends another and then comes in person has sent nobody" {
  letter ivan@tj.example.org ivan@tj.example.org 'DELEGATED;DELEGATED-TO="mailto:zam@tj.example.org"' \
    20261205T100000Z >sent.eml
  letter ivan@tj.example.org ivan@tj.example.org ACCEPTED 20261206T100000Z >myself.eml
  letter zam@tj.example.org zam@tj.example.org \
    'ACCEPTED;DELEGATED-FROM="mailto:ivan@tj.example.org"' 20261207T100000Z >zam.eml
  council calendar reply sent.eml myself.eml
  council calendar reply zam.eml --json
  echo "$output"
  [ "$status" -eq 1 ]
  [ "$(jq .stranger <<<"$output")" -eq 1 ]
  [ "$(answer primer)" = accepted ]
}

@test "a letter that cannot be read keeps back none of the others" {
  letter ivan@tj.example.org ivan@tj.example.org ACCEPTED 20261205T100000Z >box/new/3.host
  { printf 'From: a@b.example\r\n\r\n'; head -c 17000000 /dev/zero; } >box/new/1.host
  { printf 'From: '; head -c 5000 /dev/zero | tr '\0' a; printf '@b.example\r\nSubject: '
    head -c 5000 /dev/zero | tr '\0' b; printf '\r\n\r\n'; } >box/new/2.host
  mkdir box/new/4.host
  ln -s /nowhere box/cur/5.host
  council calendar reply box
  echo "$output"
  [ "$status" -eq 1 ]
  [ "$(answer primer)" = accepted ]
  [[ $output == *"1.host"*"не читается"*"слишком велик"* ]]
  (( $(awk '{ print length }' <<<"$output" | sort -n | tail -n 1) < 400 ))
  council calendar reply box/new/1.host
  refused 6 'слишком велик'
}

@test "a postponed meeting asks anew: the answer to the old date counts no more" {
  letter ivan@tj.example.org ivan@tj.example.org ACCEPTED 20261205T100000Z >yes.eml
  council calendar reply yes.eml
  "$COUNCIL" meeting postpone 2027 --to 2027-03-31 --reason болезнь >/dev/null 2>&1
  council meeting show 2027
  [[ $output == *"придёт, о прежней дате"* ]]
  [ "$("$COUNCIL" delegation list 2027 --json | jq -r '.[] | select(.person == "primer") | .answer')" = null ]
  letter anna+council@kg.example.org anna+council@kg.example.org ACCEPTED 20261206T100000Z >late.eml
  council calendar reply late.eml
  [[ $output == *"относится к прежней дате 2027"* ]]
  [ -z "$(answer obrazec)" ]
}

@test "what is no answer, and what is hostile, says so in a line" {
  printf 'From: ivan@tj.example.org\r\nSubject: Приеду\r\n\r\nПриеду.\r\n' >words.eml
  head -c 200000 /dev/zero >noise.eml
  : >empty.eml
  python3 -c 'print("From: a@b.example\r\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n" for i in range(900)))' >deep.eml
  before=$(entries)
  council calendar reply words.eml noise.eml empty.eml deep.eml --json
  echo "$output"
  [ "$status" -eq 1 ]
  [ "$(jq '."no-answer"' <<<"$output")" -eq 1 ]
  [ "$(jq .unreadable <<<"$output")" -eq 3 ]
  council calendar reply nothing.eml
  refused 3 nothing.eml
  [ "$(entries)" -eq "$before" ]
}

@test "who answered not to come and is noted as present is named" {
  letter ivan@tj.example.org ivan@tj.example.org DECLINED 20261205T100000Z >no.eml
  "$COUNCIL" calendar reply no.eml >/dev/null
  export COUNCIL_NOW=2027-03-17T12:00:00Z
  council attendance set 2027 --party tj
  [ "$status" -eq 0 ]
  [[ $error == *"Примеров Иван"*"не придёт"* ]]
  council attendance set 2027 --party tj --absent 1
  [ -z "$error" ]
  letter ivan@tj.example.org ivan@tj.example.org ACCEPTED 20270317T113000Z >after.eml
  council calendar reply after.eml
  [ "$status" -eq 1 ]
  [[ $output == *"уже прошло"* ]]
}

# An answer made of the invitation itself, as a mail program makes it: answer_to FILE STATE STAMP
answer_to() {
  /usr/bin/python3 - "$@" <<'END'
import email, email.message, email.policy, sys
import icalendar
path, state, stamp = sys.argv[1:]
with open(path, 'rb') as file:
    invitation = email.message_from_binary_file(file, policy=email.policy.default)
part = next(p for p in invitation.walk() if p.get_content_type() == 'text/calendar')
calendar = icalendar.Calendar.from_ical(part.get_content() if isinstance(part.get_content(), bytes)
                                        else part.get_content().encode())
assert calendar['METHOD'] == 'REQUEST'
event = calendar.walk('VEVENT')[0]
address = invitation['To'].addresses[0].addr_spec
reply = icalendar.Calendar()
reply.add('VERSION', '2.0')
reply.add('PRODID', '-//test')
reply.add('METHOD', 'REPLY')
answer = icalendar.Event()
for name in 'UID', 'SEQUENCE', 'DTSTART', 'ORGANIZER':
    answer[name] = event[name]
attendee = icalendar.vCalAddress('MAILTO:' + address)
attendee.params['PARTSTAT'] = state
answer['ATTENDEE'] = attendee
answer['DTSTAMP'] = icalendar.vText(stamp)
reply.add_component(answer)
message = email.message.EmailMessage(policy=email.policy.SMTP)
message['From'] = address
message['To'] = str(invitation['From'])
message['In-Reply-To'] = invitation['Message-ID']
message['Subject'] = 'Re: ' + str(invitation['Subject'])
message.set_content(reply.to_ical(), maintype='text', subtype='calendar',
    params={'method': 'REPLY', 'charset': 'utf-8'})
sys.stdout.buffer.write(message.as_bytes())
END
}

to() { grep -l -i -F -- "$1" "$2"/*.eml; } # the letter to that address

@test "our own invitations, answered: before and after the meeting was postponed" {
  "$COUNCIL" setting set mail-from council@example.org >/dev/null
  "$COUNCIL" calendar invite 2027 --out first --yes >/dev/null
  answer_to "$(to ivan@tj first)" ACCEPTED 20261221T080000Z >yes.eml
  answer_to "$(to anna+council@kg first)" ACCEPTED 20261221T080000Z >late.eml
  export COUNCIL_NOW=2026-12-21T09:00:00Z
  council calendar reply yes.eml
  [ "$status" -eq 0 ]
  [ "$(answer primer)" = accepted ]
  "$COUNCIL" meeting postpone 2027 --to 2027-03-31 --reason болезнь >/dev/null 2>&1
  "$COUNCIL" calendar invite 2027 --out second --yes >/dev/null
  council calendar reply late.eml
  [ "$status" -eq 0 ]
  [[ $output == *"относится к прежней дате"* ]]
  [ -z "$(answer obrazec)" ]
  answer_to "$(to anna+council@kg second)" DECLINED 20261221T085000Z >no.eml
  council calendar reply no.eml
  [ "$(answer obrazec)" = declined ]
  "$COUNCIL" check
}
