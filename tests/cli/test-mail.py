#!/usr/bin/env python3
"""Invitations by mail, as the people get them: test-mail.py ROOT

A real SMTP server takes them; Python's email package, python3-icalendar and python3-vobject read
them.  Nothing is lost and nothing comes twice, whatever becomes of the server or of us.
"""

import datetime
import email
import email.policy
import pathlib
import socket
import sqlite3
import ssl
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(ROOT / 'tests/support'))
import tap

tap.needs('/usr/lib/python3/dist-packages/aiosmtpd', './dev deps --test')
from aiosmtpd.smtp import AuthResult

import smtp_sink
from invited import PEOPLE, File, calendar_of, text_of, words


# --- what people get ----------------------------------------------------------------------------

@tap.test
def an_invitation_is_a_letter_and_a_calendar():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('agenda', 'add', 'next', 'О развитии торговли; "кавычки", запятые')
        answer = file.json('calendar', 'invite', 'next', '--send', '--yes')
        tap.same([p['step'] for p in answer['people']], ['new'] * 4)
        tap.same(sorted(to for to, _ in sink.kept), sorted(f'{p}@example.org' for p in PEOPLE))
        raw = next(data for to, data in sink.kept if to.startswith('vymyslov'))
        assert raw.isascii() and b'\r\n' in raw and b'\n' not in raw.replace(b'\r\n', b'')
        message = email.message_from_bytes(raw)
        tap.same(words(message['To']), 'Леонид Петрович Вымыслов <vymyslov@example.org>')
        tap.same(words(message['Subject']),
                 'Приглашение: Первое очередное заседание Аркадско-Борейского '
                 'межправительственного совета, 17 марта 2027 года')
        assert words(message['From']).endswith('совет <council@example.org>'), message['From']
        tap.same(message['Date'], 'Tue, 01 Dec 2026 08:00:00 +0000')
        tap.same(message['Auto-Submitted'], None)   # a person ordered it (RFC 3834)
        message, = sink.messages('vymyslov@example.org')
        tap.same([p.get_content_type() for p in message.walk()],
                 ['multipart/mixed', 'multipart/alternative', 'text/plain', 'text/calendar',
                  'application/ics'])
        for part in message.walk():
            if part.get_content_maintype() == 'text':
                tap.same(part.get_content_charset(), 'utf-8')
        event, method = calendar_of(message)
        tap.same(method, 'REQUEST')
        uid = file.json('meeting', 'show', 'next')['uid']
        tap.same(str(event['UID']), uid)
        tap.same(str(event['ATTENDEE']), 'mailto:vymyslov@example.org')
        tap.same(event['ATTENDEE'].params['CN'], 'Леонид Петрович Вымыслов')
        tap.same(event['ATTENDEE'].params['ROLE'], 'CHAIR')
        tap.same(event['ATTENDEE'].params['RSVP'], 'TRUE')
        tap.same(str(event['ORGANIZER']), 'mailto:council@example.org')
        tap.same(event['DTSTART'].dt.astimezone(datetime.timezone.utc).isoformat(),
                 '2027-03-17T05:00:00+00:00')
        text = text_of(message)
        for line in ('Аркадск: 17 марта 2027 года, среда, 10:00–13:00',
                     'Борейск: 17 марта 2027 года, среда, 11:00–14:00', 'Где: Аркадск',
                     '1. О развитии торговли; "кавычки", запятые',
                     'Справки: Нина Ивановна Озёрная'):
            assert line in text, text
        attached, = message.iter_attachments()
        tap.same(attached.get_filename(), 'invite.ics')


@tap.test
def an_unchanged_meeting_invites_nobody_twice():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        file.later(60)
        answer = file.json('calendar', 'invite', 'next', '--send', '--yes')
        tap.same([p['step'] for p in answer['people']], ['known'] * 4)
        tap.same(len(sink.kept), 4)


@tap.test
def each_change_goes_out_once_with_its_reason_and_a_higher_sequence():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        invite = ('calendar', 'invite', 'next', '--send', '--yes')
        file.run(*invite)
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason',
                 'болезнь председателя')
        file.later(1)
        file.run(*invite)
        file.run('meeting', 'move', 'next', '--venue', 'Дом приёмов')
        file.later(1)
        file.run(*invite)
        file.run('agenda', 'add', 'next', 'О дорогах')
        file.later(1)
        file.run(*invite, '--reason', 'согласована повестка')
        file.run('meeting', 'cancel', '2027', '--reason', 'по взаимному согласию')
        file.later(1)
        file.run('calendar', 'invite', '2027', '--send', '--yes')
        got = sink.messages('primerzoda@example.org')
        events = [calendar_of(message) for message in got]
        tap.same([method for _, method in events], ['REQUEST'] * 4 + ['CANCEL'])
        sequences = [int(event['SEQUENCE']) for event, _ in events]
        tap.same(sequences, sorted(set(sequences)))
        stamps = [event['DTSTAMP'].dt for event, _ in events]
        tap.same(stamps, sorted(set(stamps)))
        tap.same(len({str(event['UID']) for event, _ in events}), 1)
        tap.same([str(event['STATUS']) for event, _ in events],
                 ['TENTATIVE'] * 4 + ['CANCELLED'])
        tap.same(str(events[1][0]['COMMENT']), 'болезнь председателя')
        assert 'была 17 марта 2027 года, среда, 10:00' in text_of(got[1]), text_of(got[1])
        assert 'теперь Аркадск, Дом приёмов' in text_of(got[2]), text_of(got[2])
        assert 'Новый вопрос повестки дня: О дорогах' in str(events[3][0]['DESCRIPTION'])
        tap.same(str(events[3][0]['COMMENT']), 'согласована повестка')
        tap.same(str(events[4][0]['COMMENT']), 'по взаимному согласию')
        assert [words(m['Subject']).split(':')[0] for m in got] == \
            ['Приглашение', 'Перенос', 'Изменение', 'Изменение', 'Отмена']
        tap.same(got[4]['In-Reply-To'], got[3]['Message-ID'])
        assert got[0]['Message-ID'] in got[4]['References']
        tap.same(file.json('meeting', 'show', '2027')['sequence'], sequences[-1])
        tap.same(len(sink.kept), 20)
        file.run('check')


@tap.test
def who_is_taken_off_gets_a_cancellation_and_nobody_else_a_word():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('delegation', 'add', 'next', '--party', 'ar', '--person', 'vymyslov', '--post',
                 'Премьер-министр', '--role', 'head')
        file.run('person', 'add', 'zamena', '--surname', 'Заменов', '--email',
                 'zamena@example.org')
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        file.run('delegation', 'substitute', 'next', '--party', 'ar', '1', '--person', 'zamena',
                 '--post', 'заместитель Премьер-министра')
        file.later(1)
        answer = file.json('calendar', 'invite', 'next', '--send', '--yes')
        steps = {p['person']: p['step'] for p in answer['people']}
        tap.same(steps, {'vymyslov': 'withdraw', 'ozernaya': 'known', 'primerzoda': 'known',
                         'nebylitsyna': 'known', 'zamena': 'new'})
        event, method = calendar_of(sink.messages('vymyslov@example.org')[1])
        tap.same((method, event.get('STATUS')), ('CANCEL', None))
        tap.same(str(event['ATTENDEE']), 'mailto:vymyslov@example.org')
        event, method = calendar_of(sink.messages('zamena@example.org')[0])
        tap.same(event['ATTENDEE'].params['DELEGATED-FROM'], 'mailto:vymyslov@example.org')
        tap.same(len(sink.kept), 6)


@tap.test
def letters_are_in_the_language_of_the_person():
    file = File()
    file.run('person', 'edit', 'ozernaya', '--mail-language', 'en')
    answer = file.json('calendar', 'invite', 'next', '--out', 'letters', '--to', 'ozernaya',
                       '--yes')
    path, = answer['files']
    message = email.message_from_bytes((file.path / path).read_bytes(),
                                       policy=email.policy.default)
    tap.same(message['Content-Language'], 'en')
    assert 'You are invited to take part' in text_of(message)
    assert '17 March 2027, Wednesday, 11:00' in text_of(message), text_of(message)
    assert 'Where: Arkadsk' in text_of(message), text_of(message)
    file.run('meeting', 'move', 'next', '--venue', 'Дом приёмов')
    answer = file.json('calendar', 'invite', 'next', '--to', 'ozernaya', '--out', 'moved', '--yes')
    assert 'was Arkadsk; is now Arkadsk, Дом приёмов' in text_of(file.letter('moved', 'ozernaya'))
    tap.same(file.states(), {'ozernaya': 'filed'})
    tap.same(file.json('calendar', 'invite', 'next', '--to', 'ozernaya')['people'][0]['step'],
             'known')


@tap.test
def others_are_named_only_when_the_setting_says_so():
    file = File()
    for setting, wanted in (('self', 1), ('party', 2), ('all', 4)):
        file.run('setting', 'set', 'mail-attendees', setting)
        answer = file.json('calendar', 'invite', 'next', '--out', setting, '--yes', '--reason',
                           setting)
        if answer['files']:
            message = email.message_from_bytes((file.path / answer['files'][0]).read_bytes(),
                                               policy=email.policy.default)
            event, _ = calendar_of(message)
            people = event['ATTENDEE']
            tap.same(len(people) if isinstance(people, list) else 1, wanted)
        file = File()


@tap.test
def an_answer_that_came_stands_in_the_next_invitation():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        file.answered('vymyslov@example.org',
                      'ATTENDEE;PARTSTAT=ACCEPTED:mailto:vymyslov@example.org')
        file.run('agenda', 'add', 'next', 'О дорогах')
        file.later(1)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        event, _ = calendar_of(sink.messages('vymyslov@example.org')[1])
        tap.same(event['ATTENDEE'].params['PARTSTAT'], 'ACCEPTED')
        event, _ = calendar_of(sink.messages('ozernaya@example.org')[1])
        tap.same(event['ATTENDEE'].params['PARTSTAT'], 'NEEDS-ACTION')
        shown = file.json('meeting', 'show', 'next')
        tap.same(shown['mail'], {'sent': 8, 'waiting': 0, 'uncertain': 0, 'refused': 0})
        # another date: nobody has answered to it
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь')
        file.later(1)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        event, _ = calendar_of(sink.messages('vymyslov@example.org')[2])
        tap.same(event['ATTENDEE'].params['PARTSTAT'], 'NEEDS-ACTION')


# --- what goes wrong ----------------------------------------------------------------------------

@tap.test
def people_without_an_address_are_named():
    file = File(primerzoda='')
    for bad in ('nobody at all@', 'a@example.org, b@example.org', 'a@example.org\nb'):
        file.run('person', 'edit', 'nebylitsyna', '--email', bad, status=2)
    file.address_of_old('nebylitsyna', 'nobody at all@')
    file.run('person', 'edit', 'nebylitsyna', '--latin', 'Aisulu Nebylitsyna')
    answer = file.json('calendar', 'invite', 'next', '--out', 'letters', '--yes', status=1)
    tap.same([p['step'] for p in answer['people']], ['new', 'new', 'no-address', 'bad-address'])
    file.address('primerzoda', 'OZERNAYA@example.org')
    answer = file.json('calendar', 'invite', 'next', status=1)
    tap.same([p['step'] for p in answer['people']],
             ['known', 'known', 'same-address', 'bad-address'])


@tap.test
def nothing_is_sent_without_consent():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', status=4)
        for person in PEOPLE:
            shown = file.run('calendar', 'invite', 'next')
            assert f'{person}@example.org' in shown, shown
        file.run('calendar', 'invite', 'next', '--send', '--dry-run')
        file.run('mail', 'send')
        tap.same((sink.kept, file.states()), ([], {}))


@tap.test
def a_dead_server_loses_nothing():
    file = File()
    file.run('setting', 'set', 'mail-server', f'smtp://127.0.0.1:{smtp_sink.free_port()}')
    file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
    assert set(file.states().values()) <= {'queued', 'waiting'}, file.states()
    tap.same(len(file.states()), 4)
    with smtp_sink.Sink() as sink:
        file.use(sink)
        file.later(10)
        file.run('mail', 'send')
        tap.same(set(file.states().values()), {'sent'})
        tap.same(len(sink.kept), 4)


@tap.test
def a_refused_recipient_does_not_stop_the_others():
    with smtp_sink.Sink() as sink:
        file = File(vymyslov='gone@example.org', ozernaya='spam@example.org')
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same(file.states(), {'gone': 'refused', 'spam': 'refused', 'primerzoda': 'sent',
                                 'nebylitsyna': 'sent'})
        said = {m['address']: m['said'] for m in file.json('mail', 'list')}
        assert said['gone@example.org'].startswith('550 5.1.1'), said
        assert said['spam@example.org'].startswith('554 5.7.1'), said
        file.later(10000)
        file.run('mail', 'send')
        tap.same(sink.asked.count('gone@example.org'), 1)
        answer = file.json('calendar', 'invite', 'next', status=1)
        tap.same([p['step'] for p in answer['people']], ['refused', 'refused', 'known', 'known'])
        file.address('vymyslov', 'vymyslov@example.org')    # the address was corrected
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same(len(sink.messages('vymyslov@example.org')), 1)


@tap.test
def greylisting_is_waited_out_with_growing_delays():
    with smtp_sink.Sink() as sink:
        file = File(vymyslov='later@example.org')
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same(file.states()['later'], 'waiting')
        delays = []
        for _ in range(8):
            due = file.json('mail', 'list')[0]['due']
            then = datetime.datetime.fromisoformat(due[:-1])
            delays.append((then - datetime.datetime.fromisoformat(file.now[:-1])).seconds // 60)
            file.later(delays[-1] - 1)
            file.run('mail', 'send')        # too early: nothing is tried
            file.later(1)
            file.run('mail', 'send', status=1)
        tap.same(delays, [5, 10, 20, 40, 80, 160, 240, 240])
        tap.same(sink.asked.count('later@example.org'), 9)
        file.later(5 * 24 * 60)
        file.run('mail', 'send', status=1)
        tap.same(file.states()['later'], 'refused')


@tap.test
def times_of_a_message_are_those_of_the_capitals():
    with smtp_sink.Sink() as sink:
        file = File(vymyslov='later@example.org')
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        number, = [m['number'] for m in file.json('mail', 'list')]
        shown = file.run('mail', 'show', number)
        assert 'Аркадск: 1 декабря 2026 года, вторник, 13:05' in shown, shown      # not before
        assert 'Борейск: 1 декабря 2026 года, вторник, 14:00' in shown, shown      # made
        assert '2026-12-01T' not in shown, shown
        listed = file.run('mail', 'list')
        assert 'вторник, 13:05' in ' '.join(listed.split()) and '2026-12-01T' not in listed, listed
        tap.same(file.json('mail', 'show', number)['due'], '2026-12-01T08:05:00Z')
        source = file.json('mail', 'show', number, '--source')
        assert source['source'].replace('\r\n', '\n') == file.run('mail', 'show', number, '--source')
        tap.same(source['number'], number)


@tap.test
def a_server_that_never_answers_leaves_it_uncertain_for_good():
    with smtp_sink.Sink() as sink:
        file = File(vymyslov='hang@example.org')
        file.use(sink, timeout=1)
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same(file.states()['hang'], 'uncertain')
        file.later(10000)
        file.run('mail', 'send')
        tap.same(sink.asked.count('hang@example.org'), 1)
        number = file.json('mail', 'list')[0]['number']
        answer = file.json('calendar', 'invite', 'next', '--send', '--yes')
        tap.same(answer['people'][0]['step'], 'known')
        file.run('mail', 'confirm', number)
        tap.same(file.states()['hang'], 'sent')


@tap.test
def killed_before_the_message_it_is_sent_again_once():
    with smtp_sink.Sink() as sink:
        file = File(vymyslov='kill-rcpt@example.org')
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.send_killed(sink, 'mail', 'send')
        file.address('vymyslov', 'kill-rcpt@example.org')
        tap.same(sink.kept, [])
        tap.same(file.states()['kill-rcpt'], 'sending')
        sink.kill = lambda number: None
        answer = file.json('mail', 'send')
        tap.same((answer['recovered'], answer['sent']), (1, 4))
        tap.same(len(sink.kept), 4)
        file.run('check')


def killed_after_the_message(manner):
    with smtp_sink.Sink() as sink:
        file = File(vymyslov=f'{manner}@example.org')
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.send_killed(sink, 'mail', 'send')
        tap.same(file.states()[manner], 'handed')
        tap.same(len(sink.kept), 1)
        sink.kill = lambda number: None
        answer = file.json('mail', 'send')
        tap.same((answer['recovered'], answer['sent']), (1, 3))
        tap.same(file.states()[manner], 'uncertain')
        file.later(10000)
        file.run('mail', 'send')
        tap.same(len(sink.messages(f'{manner}@example.org')), 1)
        assert 'Почта' in file.run('status'), file.run('status')
        number = file.json('mail', 'list')[0]['number']
        file.run('mail', 'retry', number)       # a person decided so
        file.run('mail', 'send')
        tap.same(len(sink.messages(f'{manner}@example.org')), 2)
        tap.same(file.states()[manner], 'sent')
        file.run('check')


@tap.test
def killed_after_the_message_before_the_answer_it_is_never_sent_again_by_itself():
    killed_after_the_message('kill-data')


@tap.test
def killed_after_the_answer_before_it_was_noted_it_is_never_sent_again_by_itself():
    killed_after_the_message('kill-reply')


@tap.test
def two_programs_at_a_time_send_each_message_once():
    with smtp_sink.Sink() as sink:
        sink.delay = 0.2
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        both = [file.start('mail', 'send') for _ in range(3)]
        for process in both:
            process.communicate(timeout=60)
            tap.same(process.returncode, 0)
        tap.same(sorted(to for to, _ in sink.kept), sorted(f'{p}@example.org' for p in PEOPLE))
        tap.same(set(file.states().values()), {'sent'})


@tap.test
def what_waits_is_replaced_by_what_is_newer():
    with smtp_sink.Sink() as sink:
        file = File()
        file.use(sink)
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.run('meeting', 'postpone', 'next', '--to', '2027-03-24T10:00', '--reason', 'болезнь')
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.run('mail', 'send')
        tap.same(len(sink.kept), 4)
        event, method = calendar_of(sink.messages('vymyslov@example.org')[0])
        tap.same((method, event['DTSTART'].dt.day), ('REQUEST', 24))
        old = file.json('mail', 'list', '--all')[0]['number']
        file.run('mail', 'retry', old, status=4)
        # who never heard of it need not hear that it is off
        file.run('person', 'edit', 'vymyslov', '--email', 'new@example.org')
        file.run('calendar', 'invite', 'next', '--queue', '--yes')
        file.run('meeting', 'cancel', '2027', '--reason', 'по согласию')
        file.run('calendar', 'invite', '2027', '--queue', '--yes')
        file.run('mail', 'send')
        tap.same(len(sink.messages('new@example.org')), 0)
        tap.same([calendar_of(m)[1] for m in sink.messages('ozernaya@example.org')],
                 ['REQUEST', 'CANCEL'])


# --- the way to the server ----------------------------------------------------------------------

def tls_context(folder, address):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    key = pathlib.Path(folder) / 'key.pem'
    cert = pathlib.Path(folder) / 'cert.pem'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', cert,
                    '-days', '2', '-subj', '/CN=mail', '-addext',
                    f'subjectAltName=IP:{address}'], check=True, capture_output=True)
    context.load_cert_chain(cert, key)
    return context, cert


@tap.test
def a_server_is_believed_only_with_its_certificate():
    file = File()
    context, cert = tls_context(file.path, '127.0.0.1')
    with smtp_sink.Sink(ssl_context=context) as sink:
        file.run('setting', 'set', 'mail-server', f'smtps://127.0.0.1:{sink.port}')
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same(sink.kept, [])
        file.run('setting', 'set', 'mail-ca-file', cert)
        file.later(10)
        file.run('mail', 'send')
        tap.same(len(sink.kept), 4)


def outward_address():
    """An address of this machine that is not its loopback; None when it has no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
            return probe.getsockname()[0]
        except OSError:
            return None


@tap.test
def another_s_certificate_is_not_the_server_s():
    file = File()
    context, cert = tls_context(file.path, '192.0.2.1')     # signed by whom we trust, of another
    with smtp_sink.Sink(ssl_context=context) as sink:
        file.run('setting', 'set', 'mail-server', f'smtps://127.0.0.1:{sink.port}')
        file.run('setting', 'set', 'mail-ca-file', cert)
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same((sink.asked, sink.kept), ([], []))
        assert 'certificate' in file.error, file.error


@tap.test
def the_password_goes_through_starttls_alone():
    address = outward_address()
    if address is None or address.startswith('127.'):
        raise tap.Skip('this machine has no address but its loopback')
    seen = []

    def authenticate(server, session, envelope, mechanism, data):
        seen.append(session.ssl is not None)
        return AuthResult(success=True)

    file = File()
    context, cert = tls_context(file.path, address)
    (file.path / 'password').write_text('тайна')
    (file.path / 'password').chmod(0o600)
    for setting, value in (('mail-user', 'council'), ('mail-ca-file', cert),
                           ('mail-password-file', file.path / 'password')):
        file.run('setting', 'set', setting, value)
    with smtp_sink.Sink(hostname=address, authenticator=authenticate,
                        auth_require_tls=False) as plain:
        file.run('setting', 'set', 'mail-server', f'smtp://{address}:{plain.port}')
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same((seen, plain.kept), ([], []))
    with smtp_sink.Sink(hostname=address, tls_context=context, authenticator=authenticate,
                        auth_required=True) as sink:
        file.run('setting', 'set', 'mail-server', f'smtp://{address}:{sink.port}')
        file.later(10)
        file.run('mail', 'send')
        tap.same((set(seen), len(sink.kept)), ({True}, 4))


@tap.test
def beyond_this_machine_nothing_goes_unencrypted():
    address = outward_address()
    if address is None or address.startswith('127.'):
        raise tap.Skip('this machine has no address but its loopback')
    file = File()
    context, cert = tls_context(file.path, address)
    with smtp_sink.Sink(hostname=address) as plain:
        file.run('setting', 'set', 'mail-server', f'smtp://{address}:{plain.port}')
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=1)
        tap.same((plain.asked, plain.kept), ([], []))
    with smtp_sink.Sink(hostname=address, tls_context=context, require_starttls=True) as sink:
        file.run('setting', 'set', 'mail-server', f'smtp://{address}:{sink.port}')
        file.run('setting', 'set', 'mail-ca-file', cert)
        file.later(10)
        file.run('mail', 'send')
        tap.same(len(sink.kept), 4)


@tap.test
def the_password_comes_from_a_file_and_stays_out_of_the_council_s():
    seen = []

    def authenticate(server, session, envelope, mechanism, data):
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == 'очень тайно'.encode(), handled=False)

    with smtp_sink.Sink(authenticator=authenticate, auth_required=True,
                        auth_require_tls=False) as sink:
        file = File()
        file.use(sink)
        secret = file.path / 'password'
        secret.write_text('очень тайно\n')
        secret.chmod(0o644)
        file.run('setting', 'set', 'mail-user', 'council')
        file.run('setting', 'set', 'mail-password-file', secret)
        file.run('calendar', 'invite', 'next', '--send', '--yes', status=4)
        assert 'chmod 600' in file.error, file.error
        secret.chmod(0o600)
        file.run('calendar', 'invite', 'next', '--send', '--yes')
        tap.same(len(sink.kept), 4)
        assert (b'council', 'очень тайно'.encode()) in seen
        for path in file.path.glob('council.db*'):
            assert 'тайно'.encode() not in path.read_bytes()
        secret.write_text('wrong\n')
        file.run('meeting', 'cancel', '2027', '--reason', 'нет')
        file.run('calendar', 'invite', '2027', '--send', '--yes', status=1)
        assert '535' in file.error, file.error
        tap.same(len(sink.kept), 4)


# --- what people type ---------------------------------------------------------------------------

@tap.test
def no_name_place_or_reason_becomes_a_header_or_a_property():
    """As it stands in the file: written past the checks of the command line."""
    hostile = 'Зал "А"; <x@y>, \\ {ref}\r\nBcc: spy@example.org\r\nX-EVIL:1\x01\u202e'
    file = File()
    db = sqlite3.connect(file.path / 'council.db')
    db.execute('UPDATE meeting SET venue = ?', (hostile,))
    db.execute('UPDATE person SET surname = ?', (hostile,))
    db.execute("UPDATE person SET given = CAST(x'D092FF' AS TEXT)")
    db.commit()
    db.close()
    file.json('calendar', 'invite', 'next', '--out', 'letters', '--yes', '--reason',
              'Причина; "кавычки", \\ черта')
    raw, = [p.read_bytes() for p in file.path.glob('letters/*vymyslov.eml')]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    tap.same(sorted(message.keys()), sorted(['Date', 'From', 'Subject', 'To', 'Message-Id',
                                             'Content-Language', 'MIME-Version',
                                             'Content-Type']))
    tap.same([a.addr_spec for a in message['To'].addresses], ['vymyslov@example.org'])
    event, _ = calendar_of(message)
    tap.same([k for k in event if k.startswith('X-') or k == 'BCC'], [])
    tap.same(str(event['ATTENDEE']), 'mailto:vymyslov@example.org')
    tap.same(str(event['COMMENT']), 'Причина; "кавычки", \\ черта')
    assert 'Зал "А"; <x@y>, \\ {ref}' in str(event['LOCATION']), event['LOCATION']
    assert '\u202e' not in text_of(message) and '\x01' not in text_of(message), text_of(message)
    for what in ('a\nb', 'x\x01y', 'x\u202ey'):
        file.run('calendar', 'invite', 'next', '--reason', what, status=None)
        assert file.status in (0, 2), what


tap.run()
