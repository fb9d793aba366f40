#!/usr/bin/env python3
"""Who is written to, and of what: test-mail-people.py ROOT

What is nobody else's business stays out of a letter; what is no longer so is not sent.
"""

import datetime
import os
import pathlib
import pty
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(ROOT / 'tests/support'))
import tap

tap.needs('/usr/lib/python3/dist-packages/aiosmtpd', './dev deps --test')
import smtp_sink
from invited import File, calendar_of, text_of, words


# --- who must not hear of what ------------------------------------------------------------------

@tap.test
def a_business_never_sees_the_questions_of_others():
    file = File()
    file.run('person', 'add', 'zavodov', '--surname', 'Заводов', '--email', 'zavodov@example.org')
    file.run('member', 'add', 'zavod', '--party', 'ar', '--kind', 'business', '--name',
             'Завод', '--representative', 'zavodov')
    for title in ('О закрытом вопросе', 'О поставках'):
        file.run('agenda', 'add', 'next', title)
    file.run('agenda', 'invite', 'next', '2', '--member', 'zavod')
    wanted = {'first': True, 'moved': True, 'off': False}
    for folder in wanted:
        if folder == 'moved':
            file.run('meeting', 'move', 'next', '--venue', 'Дом приёмов')
        if folder == 'off':
            file.run('meeting', 'cancel', '2027', '--reason', 'нет')
        file.later(1)
        file.run('calendar', 'invite', '2027', '--to', 'zavodov', '--out', folder, '--yes')
        message = file.letter(folder, 'zavodov')
        event, _ = calendar_of(message)
        for text in (text_of(message), str(event['DESCRIPTION'])):
            assert 'О закрытом вопросе' not in text, (folder, text)
            tap.same('О поставках' in text, wanted[folder])


@tap.test
def a_party_s_own_meeting_is_no_matter_of_the_other_party():
    file = File()
    file.run('meeting', 'schedule', '2027-02-03T10:00', '--own', 'ar')
    answer = file.json('calendar', 'invite', 'ar-2027', '--out', 'letters', '--yes')
    tap.same({p['party'] for p in answer['people']}, {'ar'})
    assert len(answer['people']) == 2, answer


@tap.test
def a_working_group_s_meeting_invites_its_members_each_once():
    file = File()
    file.run('agenda', 'add', 'next', 'О группе')
    file.run('decision', 'add', 'next', '1', 'учредить группу', '--executor', 'ar:Министерство')
    file.run('group', 'establish', 'energy', '--name', 'по энергетике', '--mandate', 'готовить',
             '--decision', '2027/1.1')
    file.run('group', 'lead', 'energy', 'Озёрная Нина Ивановна', '--party', 'ar', '--post',
             'заместитель министра', '--from', '2026-01-01')
    file.run('group', 'join', 'energy', 'Поздняев Пётр', '--party', 'bo', '--from', '2026-01-01')
    file.run('group', 'join', 'energy', 'Безымянный Пётр', '--party', 'bo', '--from',
             '2026-01-01')
    file.run('person', 'add', 'pozdnyaev', '--surname', 'Поздняев', '--given', 'Пётр', '--email',
             'pozdnyaev@example.org')
    file.run('meeting', 'schedule', '2027-02-04T10:00', '--group', 'energy', '--host', 'bo')
    file.run('delegation', 'add', 'energy-2027', '--party', 'ar', '--person', 'ozernaya',
             '--role', 'head', '--post', 'заместитель министра')
    answer = file.json('calendar', 'invite', 'energy-2027', '--out', 'letters', '--yes', status=1)
    tap.same([(p['name'], p['step']) for p in answer['people']],
             [('Нина Ивановна Озёрная', 'new'), ('Пётр Поздняев', 'new'),
              ('Безымянный Пётр', 'no-address')])
    event, _ = calendar_of(file.letter('letters', 'ozernaya'))
    tap.same(event['ATTENDEE'].params['ROLE'], 'CHAIR')
    tap.same(str(event['UID']), file.json('meeting', 'show', 'energy-2027')['uid'])


# --- in whose language --------------------------------------------------------------------------

@tap.test
def a_letter_in_tajik_or_kyrgyz_has_no_russian_words():
    said = {'tg': ('Даъватнома', 'Шуморо барои иштирок дар ҷаласаи зерин даъват менамоем.',
                   'Макон: Аркадск', 'Барои маълумот: council@example.org', 'посух диҳед',
                   'Ба санаи дигар гузаронида шуд', 'Сана: пештар 17 марти соли 2027',
                   'Бекор карда шуд', 'Ҷаласаи зерин бекор карда шуд.'),
            'ky': ('Чакыруу', 'Сизди төмөндө көрсөтүлгөн жыйынга катышууга чакырабыз.',
                   'Жери: Аркадск', 'Маалымат үчүн: council@example.org', 'билдирүүңүздү',
                   'Башка күнгө жылдырылды', 'Күнү: мурун 2027-жылдын 17-марты',
                   'Жокко чыгарылды', 'Төмөндө көрсөтүлгөн жыйын жокко чыгарылды.')}
    for lang, (subject, opening, where, asks, answer, moved, change, off, cancelled) in said.items():
        file = File()
        file.run('person', 'edit', 'ozernaya', '--mail-language', lang)
        file.run('meeting', 'move', 'next', '--form', 'online', '--url', 'https://v.example/1')
        letters = []
        for act in ((), ('postpone', '--to', '2027-03-24T10:00', '--reason', 'X'),
                    ('cancel', '--reason', 'X')):
            if act:
                file.run('meeting', act[0], '2027', *act[1:])
            file.later(1)
            file.run('calendar', 'invite', '2027', '--to', 'ozernaya', '--out', f'f{len(letters)}',
                     '--yes')
            letters.append(file.letter(f'f{len(letters)}', 'ozernaya'))
        tap.same([m['Content-Language'] for m in letters], [lang] * 3)
        tap.same([words(m['Subject']).split(':')[0] for m in letters], [subject, moved, off])
        texts = [text_of(m) for m in letters]
        for text, wanted in ((texts[0], (opening, where, asks, answer)), (texts[1], (change,)),
                             (texts[2], (cancelled,))):
            for line in wanted:
                assert line in text, (lang, line, text)
        for text in texts + [words(m['Subject']) for m in letters]:
            for russian in ('заседани', 'риглаш', 'Когда', 'Где', 'Форма', 'Причина', 'Справки',
                            'Обозначение', 'Просим', 'Дата', 'изменил', 'сторон'):
                assert russian not in text, (lang, russian, text)
        event, _ = calendar_of(letters[1])
        assert change in str(event['DESCRIPTION']), event['DESCRIPTION']


# --- another address ----------------------------------------------------------------------------

@tap.test
def another_address_of_the_same_person_loses_no_event():
    """Both may lead into one calendar: what takes the event out of it must not come last."""
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        invite = ('calendar', 'invite', 'next', '--send', '--yes')
        file.run(*invite)
        file.address('ozernaya', 'nina@example.net')
        file.later(1)
        shown = file.run('calendar', 'invite', 'next')
        assert 'прежний адрес' in shown, shown
        answer = file.json(*invite)
        tap.same([(p['address'], p['step']) for p in answer['people'] if p['step'] != 'known'],
                 [('nina@example.net', 'new'), ('ozernaya@example.org', 'withdraw')])
        tap.same([to for to, _ in sink.kept[4:]], ['ozernaya@example.org', 'nina@example.net'])
        off, method = calendar_of(sink.messages('ozernaya@example.org')[1])
        tap.same(method, 'CANCEL')
        text = text_of(sink.messages('ozernaya@example.org')[1])
        assert 'по этому адресу' in text and 'Вы остаётесь' in text and 'не значитесь' not in text, text
        on, method = calendar_of(sink.messages('nina@example.net')[0])
        tap.same(method, 'REQUEST')
        assert int(on['SEQUENCE']) > int(off['SEQUENCE']), (on, off)
        file.address('ozernaya', 'ozernaya@example.org')        # and back again
        file.later(1)
        file.run(*invite)
        back, method = calendar_of(sink.messages('ozernaya@example.org')[2])
        tap.same(method, 'REQUEST')
        gone, method = calendar_of(sink.messages('nina@example.net')[1])
        tap.same(method, 'CANCEL')
        assert int(back['SEQUENCE']) > int(gone['SEQUENCE']) > int(on['SEQUENCE'])
        file.run('check')


# --- consent ------------------------------------------------------------------------------------

def asked(file, answer, between=None):
    """Sends at a terminal: what was shown before the question, and the exit status."""
    terminal, there = pty.openpty()
    process = subprocess.Popen(
        [os.environ['COUNCIL'], 'calendar', 'invite', 'next', '--send'], stdin=there,
        stdout=there, stderr=there, cwd=file.path,
        env=dict(os.environ, COUNCIL_NOW=file.now, LC_ALL='C.UTF-8',
                 COUNCIL_FILE=str(file.path / 'council.db')))
    os.close(there)
    shown = b''
    while b'?' not in shown:
        shown += os.read(terminal, 4096)
    if between is not None:
        between()
    os.write(terminal, answer.encode() + b'\n')
    try:
        while rest := os.read(terminal, 4096):
            shown += rest
    except OSError:     # the terminal ends with the program
        pass
    os.close(terminal)
    return shown.decode(), process.wait(timeout=60)


@tap.test
def at_a_terminal_it_asks_and_does_what_was_shown_or_nothing():
    if not os.path.exists('/dev/pts/ptmx'):
        raise tap.Skip('no terminal can be opened here: /dev/pts is not mounted')
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        shown, status = asked(file, 'нет')
        for address in ('vymyslov@example.org', 'ozernaya@example.org', 'primerzoda@example.org',
                        'nebylitsyna@example.org'):
            assert address in shown.split('?')[0], shown
        tap.same((status, sink.asked, file.states()), (4, [], {}))
        shown, status = asked(file, 'да', lambda: file.run(
            'meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь'))
        tap.same((status, sink.asked, file.states()), (4, [], {}))
        assert 'изменил' in shown, shown
        shown, status = asked(file, 'да')
        tap.same((status, len(sink.kept)), (0, 4))


# --- what is no longer so -----------------------------------------------------------------------

@tap.test
def what_waits_and_is_no_longer_so_is_not_sent():
    file = File()
    with smtp_sink.Sink() as sink:
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь')
        file.json('mail', 'send', status=1)
        assert '2027' in file.error and 'council calendar invite' in file.error, file.error
        tap.same(sink.kept, [])
        tap.same({mail['outdated'] for mail in file.json('mail', 'list')}, {True})
        assert 'устарело' in file.run('mail', 'list'), file.run('mail', 'list')
        number = file.json('mail', 'list')[0]['number']
        file.run('mail', 'drop', number)
        file.run('mail', 'retry', number, status=4)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        tap.same(len(sink.kept), 4)
        tap.same({calendar_of(m)[0]['DTSTART'].dt.day for m in sink.messages('vymyslov@example.org')},
                 {24})
        file.run('meeting', 'move', 'next', '--venue', 'Дом приёмов')
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.run('meeting', 'cancel', '2027', '--reason', 'по согласию')
        file.run('mail', 'send', status=1)
        tap.same(len(sink.kept), 4)
        file.run('calendar', 'invite', '2027', '--send', '--yes')
        tap.same([calendar_of(m)[1] for m in sink.messages('ozernaya@example.org')],
                 ['REQUEST', 'CANCEL'])


@tap.test
def a_cancellation_speaks_of_the_date_that_the_person_was_told():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('meeting', 'move', 'next', '--venue', 'Дом приёмов')
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь')
        file.run('meeting', 'move', 'next', '--venue', 'Тайный зал')
        file.run('meeting', 'cancel', '2027', '--reason', 'по согласию')
        file.later(1)
        file.run('calendar', 'invite', '2027', '--send', '--yes')
        message = sink.messages('primerzoda@example.org')[1]
        event, method = calendar_of(message)
        tap.same(method, 'CANCEL')
        assert words(message['Subject']).endswith('17 марта 2027 года'), message['Subject']
        text = text_of(message)
        assert 'Аркадск: 17 марта 2027 года, среда, 10:00' in text, text
        assert 'Дом приёмов' in text and 'Тайный' not in text, text
        tap.same(event['DTSTART'].dt.astimezone(datetime.timezone.utc).isoformat(),
                 '2027-03-17T05:00:00+00:00')
        tap.same(str(event['LOCATION']), 'Аркадск, Дом приёмов')
        assert '24 марта' not in str(event['DESCRIPTION']), event['DESCRIPTION']
        tap.same(int(event['SEQUENCE']), file.json('meeting', 'show', '2027')['sequence'])


tap.run()
