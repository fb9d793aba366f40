#!/usr/bin/env python3
"""Who sends another to a meeting, and what both read of it later: test-mail-delegated.py ROOT

RFC 5545, 3.2.4 and 3.2.5; RFC 5546, 3.2.2.3: DELEGATED-FROM and DELEGATED-TO, by the record.
"""

import pathlib
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(ROOT / 'tests/support'))
import tap

tap.needs('/usr/lib/python3/dist-packages/aiosmtpd', './dev deps --test')
import smtp_sink
from invited import File, calendar_of, text_of

INVITE = ('calendar', 'invite', 'next', '--send', '--yes')


def sends(who, to):
    return (f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{to}":mailto:{who}',
            f'ATTENDEE;CN="Заменов, Игорь";DELEGATED-FROM="mailto:{who}":mailto:{to}')


def attendees(message):
    """Of the invitation: who, with which PARTSTAT, for whom, by whom."""
    event, method = calendar_of(message)
    tap.same(method, 'REQUEST')
    people = event['ATTENDEE'] if isinstance(event['ATTENDEE'], list) else [event['ATTENDEE']]
    return {str(a)[7:].split('@')[0]: (
        a.params['PARTSTAT'], *[str(a.params.get(key, ''))[7:].split('@')[0] for key in
                                ('DELEGATED-TO', 'DELEGATED-FROM')]) for a in people}


@tap.test
def who_sent_another_reads_so_in_the_next_invitation():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run(*INVITE)
        file.answered('vymyslov@example.org',
                          *sends('vymyslov@example.org', 'zamenov@example.org'))
        file.run('agenda', 'add', 'next', 'О дорогах')
        file.run(*INVITE)
        message = sink.messages('vymyslov@example.org')[1]
        tap.same(attendees(message), {'vymyslov': ('DELEGATED', 'zamenov', ''),
                                      'zamenov': ('NEEDS-ACTION', '', 'vymyslov')})
        text = text_of(message)
        assert 'Вместо Вас: Заменов, Игорь' in text and 'Просим ответить' not in text, text
        # nobody else is told of it
        tap.same(attendees(sink.messages('ozernaya@example.org')[1]),
                 {'ozernaya': ('NEEDS-ACTION', '', '')})
        # the one who was sent has answered
        file.answered('zamenov@example.org', 'ATTENDEE;PARTSTAT=ACCEPTED;'
                 'DELEGATED-FROM="mailto:vymyslov@example.org":mailto:zamenov@example.org')
        file.run('agenda', 'add', 'next', 'О мостах')
        file.run(*INVITE)
        tap.same(attendees(sink.messages('vymyslov@example.org')[2])['zamenov'],
                 ('ACCEPTED', '', 'vymyslov'))
        # another date asks anew
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь')
        file.later(1)
        file.run(*INVITE)
        tap.same(attendees(sink.messages('vymyslov@example.org')[3]),
                 {'vymyslov': ('NEEDS-ACTION', '', '')})


@tap.test
def put_on_the_list_both_go_on_reading_it():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('delegation', 'add', 'next', '--party', 'ar', '--person', 'vymyslov', '--post',
                 'Премьер-министр', '--role', 'head')
        file.run('person', 'add', 'zamenov', '--surname', 'Заменов', '--given', 'Игорь',
                 '--email', 'zamenov@example.org')
        file.run(*INVITE)
        file.answered('vymyslov@example.org',
                      *sends('vymyslov@example.org', 'Zamenov@example.org'))
        file.run('delegation', 'substitute', 'next', '--party', 'ar', '1', '--person', 'zamenov',
                 '--post', 'заместитель Премьер-министра')
        file.later(1)
        answer = file.json(*INVITE)
        tap.same({p['person']: p['step'] for p in answer['people']
                  if p['person'] in ('vymyslov', 'zamenov')},
                 {'zamenov': 'new', 'vymyslov': 'known'})
        both = {'zamenov': ('NEEDS-ACTION', '', 'vymyslov'),
                'vymyslov': ('DELEGATED', 'zamenov', '')}
        tap.same(attendees(sink.messages('zamenov@example.org')[0]), both)
        # and when the date is another: it is on the list who comes
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь')
        file.later(1)
        file.run(*INVITE)
        tap.same(attendees(sink.messages('zamenov@example.org')[1]), both)
        tap.same(attendees(sink.messages('vymyslov@example.org')[1]), both)
        event, _ = calendar_of(sink.messages('vymyslov@example.org')[1])
        tap.same([a.params['ROLE'] for a in event['ATTENDEE']], ['NON-PARTICIPANT', 'CHAIR'])
        # off it: who was sent is off, who sent is told too
        file.run('meeting', 'cancel', '2027', '--reason', 'по согласию')
        file.later(1)
        file.run('calendar', 'invite', '2027', '--send', '--yes')
        for person in ('vymyslov', 'zamenov'):
            tap.same(calendar_of(sink.messages(f'{person}@example.org')[-1])[1], 'CANCEL')
        file.run('check')


@tap.test
def two_who_send_each_other_and_one_who_sends_to_himself_end():
    file = File()
    file.run('setting', 'set', 'mail-attendees', 'all')
    file.run('calendar', 'invite', 'next', '--out', 'first', '--yes')
    file.answered('vymyslov@example.org',
                      *sends('vymyslov@example.org', 'ozernaya@example.org'))
    file.answered('ozernaya@example.org',
                      *sends('ozernaya@example.org', 'VYMYSLOV@example.org'))
    file.answered('primerzoda@example.org',
             'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:primerzoda@example.org":'
             'mailto:primerzoda@example.org')
    file.answered('nebylitsyna@example.org',
                      *sends('nebylitsyna@example.org', 'zamenov@example.org'))
    file.run('agenda', 'add', 'next', 'О дорогах')
    file.run('calendar', 'invite', 'next', '--out', 'second', '--yes')
    people = attendees(file.letter('second', 'vymyslov'))
    tap.same(people, {'vymyslov': ('DELEGATED', 'ozernaya', 'ozernaya'),
                      'ozernaya': ('DELEGATED', 'vymyslov', 'vymyslov'),
                      'primerzoda': ('DELEGATED', '', ''),
                      'nebylitsyna': ('DELEGATED', 'zamenov', ''),
                      'zamenov': ('NEEDS-ACTION', '', 'nebylitsyna')})


tap.run()
