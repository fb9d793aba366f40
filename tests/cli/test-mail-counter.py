#!/usr/bin/env python3
"""Another time that someone asks for, and what they hear of it: test-mail-counter.py ROOT

RFC 5546, 3.2.7 and 3.2.8: COUNTER and DECLINECOUNTER, as others' programs read them.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(ROOT / 'tests/support'))
import tap

tap.needs('/usr/lib/python3/dist-packages/aiosmtpd', './dev deps --test')
import smtp_sink
from invited import File, calendar_of, calendar_part, text_of, words

LATER = ('20270318T050000Z', '20270318T080000Z')


def countered(file, who='vymyslov', times=LATER, message_id='ask-1@example.org'):
    """The letter of someone who asks for another time, taken."""
    file.answered(f'{who}@example.org', f'DTEND:{times[1]}', 'SUMMARY:x', 'COMMENT:Лучше днём позже',
                  f'ATTENDEE;PARTSTAT=TENTATIVE:mailto:{who}@example.org', method='COUNTER',
                  start=times[0], message_id=message_id)


def states(file, *words_):
    return [(c['person'], c['state']) for c in file.json('calendar', 'counters', *words_)]


DECLINE = ('calendar', 'decline', 'next', '--reason', 'Зал занят; "иначе никак", \\ нет')


@tap.test
def who_asks_for_another_time_is_told_once_that_it_is_declined():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        invited, = sink.messages('vymyslov@example.org')
        countered(file)
        tap.same(states(file), [('vymyslov', 'open')])
        shown = file.run(*DECLINE)
        assert 'vymyslov@example.org' in shown and '18 марта 2027 года' in shown, shown
        assert 'ozernaya' not in shown, shown
        tap.same(len(sink.kept), 4)                         # that was the preview
        file.run(*DECLINE, '--send', status=4)              # nobody consented
        answer = file.json(*DECLINE, '--send', '--yes')
        tap.same([(p['person'], p['step'], p['asked']) for p in answer['people']],
                 [('vymyslov', 'decline', '2027-03-18T05:00:00Z')])
        tap.same(len(sink.kept), 5)
        message = sink.messages('vymyslov@example.org')[1]
        tap.same(words(message['Subject']).split(':')[0], 'Предложенное время отклонено')
        tap.same(message['In-Reply-To'], '<ask-1@example.org>')
        assert invited['Message-ID'] in message['References'], message['References']
        event, method = calendar_of(message)
        tap.same(method, 'DECLINECOUNTER')
        tap.same(sorted(event), ['ATTENDEE', 'COMMENT', 'DTSTAMP', 'ORGANIZER', 'SEQUENCE', 'UID'])
        first, _ = calendar_of(invited)
        tap.same((str(event['UID']), int(event['SEQUENCE'])),
                 (str(first['UID']), int(first['SEQUENCE'])))
        tap.same(str(event['ORGANIZER']), 'mailto:council@example.org')
        tap.same(str(event['ATTENDEE']), 'mailto:vymyslov@example.org')
        tap.same(str(event['COMMENT']), 'Зал занят; "иначе никак", \\ нет')
        text = text_of(message).replace('\r\n', '\n')
        for line in ('Предложенное время:\n  Аркадск: 18 марта 2027 года, четверг, 10:00–13:00',
                     'Когда:\n  Аркадск: 17 марта 2027 года, среда, 10:00–13:00',
                     'Причина: Зал занят; "иначе никак", \\ нет'):
            assert line in text, text
        # once
        file.later(10)
        answer = file.json(*DECLINE, '--send', '--yes')
        tap.same([p['step'] for p in answer['people']], ['known'])
        tap.same((len(sink.kept), states(file)), (5, []))
        tap.same(states(file, '--all'), [('vymyslov', 'declined')])
        assert 'отклонено' in file.run('meeting', 'show', 'next'), file.run('meeting', 'show', 'next')
        file.run('check')


@tap.test
def others_take_it_for_what_it_is():
    """ical.js, as the calendars of Thunderbird and Nextcloud read it."""
    tap.needs(ROOT / 'tests/e2e/node_modules/ical.js', './dev deps --test')
    file = File()
    file.run('calendar', 'invite', 'next', '--out', 'letters', '--yes')
    countered(file)
    file.run(*DECLINE, '--out', 'declined', '--yes')
    (file.path / 'part.ics').write_bytes(calendar_part(file.letter('declined', 'vymyslov')))
    script = file.path / 'read.mjs'
    script.write_text(f"""
import ICAL from '{ROOT}/tests/e2e/node_modules/ical.js/dist/ical.js';
import fs from 'node:fs';
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], 'utf8')));
const [event] = calendar.getAllSubcomponents('vevent');
console.log(JSON.stringify([calendar.getFirstPropertyValue('method'),
  event.getFirstPropertyValue('sequence'), event.getFirstPropertyValue('attendee'),
  event.getFirstPropertyValue('comment'), calendar.getAllSubcomponents().length]));
""")
    done = subprocess.run(['node', script, file.path / 'part.ics'], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    tap.same(json.loads(done.stdout), ['DECLINECOUNTER', 0, 'mailto:vymyslov@example.org',
                                       'Зал занят; "иначе никак", \\ нет', 1])


@tap.test
def what_was_declined_stays_invited():
    """The next change goes to the person as to all others, the answer counts as before."""
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        invite = ('calendar', 'invite', 'next', '--send', '--yes')
        file.run(*invite)
        countered(file)
        file.run(*DECLINE, '--queue', '--yes')
        answer = file.json(*invite)                         # the letter in the queue goes too
        tap.same([p['step'] for p in answer['people']], ['known'] * 4)
        tap.same(calendar_of(sink.messages('vymyslov@example.org')[1])[1], 'DECLINECOUNTER')
        file.run('agenda', 'add', 'next', 'О дорогах')
        file.later(1)
        file.run(*invite)
        event, method = calendar_of(sink.messages('vymyslov@example.org')[2])
        tap.same((method, event['ATTENDEE'].params['PARTSTAT']), ('REQUEST', 'TENTATIVE'))
        # asked again, it is a new question
        countered(file, times=('20270319T050000Z', '20270319T080000Z'), message_id='ask-2@x.example')
        tap.same(states(file), [('vymyslov', 'open')])
        file.json(*DECLINE, '--send', '--yes')
        event, method = calendar_of(sink.messages('vymyslov@example.org')[3])
        tap.same((method, int(event['SEQUENCE'])), ('DECLINECOUNTER', 1))
        file.run('meeting', 'cancel', '2027', '--reason', 'по согласию')
        file.later(1)
        file.run('calendar', 'invite', '2027', '--send', '--yes')
        tap.same(calendar_of(sink.messages('vymyslov@example.org')[4])[1], 'CANCEL')
        file.run('check')


@tap.test
def granted_it_is_settled_and_nothing_is_declined_any_more():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        countered(file)
        file.run(*DECLINE, '--queue', '--yes')
        number, = [m['number'] for m in file.json('mail', 'list')]
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-18T10:00', '--reason', 'по просьбе')
        tap.same(states(file, '--all'), [('vymyslov', 'granted')])
        file.run('mail', 'send', status=1)                  # it is no longer so: held back
        tap.same(len(sink.kept), 4)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        tap.same([calendar_of(m)[1] for m in sink.messages('vymyslov@example.org')],
                 ['REQUEST', 'REQUEST'])
        tap.same({m['number']: m['state'] for m in file.json('mail', 'list', '--all')}[number],
                 'dropped')
        file.run('mail', 'retry', number, status=4)
        file.run(*DECLINE, '--to', 'vymyslov', '--send', '--yes', status=4)
        tap.same(file.json(*DECLINE, '--send', '--yes')['people'], [])


@tap.test
def dropped_it_is_open_again_and_only_one_of_two_goes_out():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        countered(file)
        countered(file, who='ozernaya', message_id='two words@x')
        file.run(*DECLINE, '--to', 'vymyslov', '--queue', '--yes')
        tap.same(states(file), [('ozernaya', 'open')])
        first, = [m['number'] for m in file.json('mail', 'list')]
        file.run('mail', 'drop', first)
        tap.same(states(file), [('vymyslov', 'open'), ('ozernaya', 'open')])
        file.run(*DECLINE, '--queue', '--yes')
        file.run('mail', 'retry', first, status=4)          # another says so by now
        file.run('mail', 'send')
        tap.same(sorted(to for to, _ in sink.kept[4:]),
                 ['ozernaya@example.org', 'vymyslov@example.org'])
        message = sink.messages('ozernaya@example.org')[1]
        assert message['In-Reply-To'] != '<two words@x>', message['In-Reply-To']
        file.run(*DECLINE, '--to', 'primerzoda', status=4)
        file.run('calendar', 'decline', 'next', status=2)   # without a reason


tap.run()
