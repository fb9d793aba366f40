"""A council's file with people to write to, and what their mail programs read of the letters."""

import contextlib
import datetime
import email
import email.header
import email.policy
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import tempfile

import icalendar
import vobject

import tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNCIL = os.environ['COUNCIL']
NOW = '2026-12-01T08:00:00Z'
PEOPLE = ('vymyslov', 'ozernaya', 'primerzoda', 'nebylitsyna')


class File:
    """A council with one meeting, its co-chairs and secretaries."""

    def __init__(self, **addresses):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.now = NOW
        self.run('init', '--template', ROOT / 'tests/support/fictitious.json')
        self.run('meeting', 'schedule', '2027-03-17T10:00', '--city', 'Аркадск')
        self.run('setting', 'set', 'mail-from', 'council@example.org')
        for person in PEOPLE:
            self.address(person, addresses.get(person, f'{person}@example.org'))

    def start(self, *words):
        environment = dict(os.environ, COUNCIL_NOW=self.now, LC_ALL='C.UTF-8',
                           COUNCIL_FILE=str(self.path / 'council.db'))
        return subprocess.Popen([COUNCIL, *map(str, words)], cwd=self.path, env=environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, encoding='utf-8')

    def run(self, *words, status=0):
        process = self.start(*words)
        out, self.error = process.communicate(timeout=120)
        if status is not None and process.returncode != status:
            raise AssertionError(f'{words}: {process.returncode}: {out}{self.error}')
        self.status = process.returncode
        return out

    def json(self, *words, status=0):
        return json.loads(self.run(*words, '--json', status=status))

    def address(self, person, address):
        self.run('person', 'edit', person, '--email', address)

    def address_of_old(self, person, address):
        """As files have it that were made before addresses were looked at."""
        with contextlib.closing(sqlite3.connect(self.path / 'council.db')) as db, db:
            db.execute('UPDATE person SET email = ? WHERE handle = ?', (address, person))

    def use(self, sink, timeout=10):
        self.run('setting', 'set', 'mail-server', f'smtp://127.0.0.1:{sink.port}')
        self.run('setting', 'set', 'mail-timeout', timeout)

    def later(self, minutes):
        then = datetime.datetime.fromisoformat(self.now[:-1]) + datetime.timedelta(minutes=minutes)
        self.now = then.isoformat() + 'Z'

    def states(self):
        return {mail['address'].split('@')[0]: mail['state']
                for mail in self.json('mail', 'list', '--all')}

    def letter(self, folder, person):
        path, = (self.path / folder).glob(f'*-{person}.eml')
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    def answered(self, who, *lines, method='REPLY', start=None, message_id=None):
        """Takes a letter of WHO with those lines in its event, ten minutes later."""
        self.later(10)
        shown = self.json('meeting', 'show', '2027')
        compact = str.maketrans('', '', '-:')
        identity = [f'Message-ID: <{message_id}>'] if message_id else []
        (self.path / 'answer.eml').write_text('\r\n'.join([
            f'From: {who}', 'To: council@example.org', 'Subject: Re', *identity,
            'MIME-Version: 1.0', f'Content-Type: text/calendar; charset=utf-8; method={method}', '',
            'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x', f'METHOD:{method}', 'BEGIN:VEVENT',
            f'UID:{shown["uid"]}', f'DTSTAMP:{self.now.translate(compact)}',
            f'SEQUENCE:{shown["sequence"]}',
            f'DTSTART:{start or shown["start"].translate(compact)}', *lines, 'END:VEVENT',
            'END:VCALENDAR', '']))
        tap.same(self.json('calendar', 'reply', 'answer.eml')['recorded'], 1)
        self.later(10)

    def send_killed(self, sink, *words):
        """Runs a command that the server kills."""
        sink.sender = self.start(*words)
        sink.sender.communicate(timeout=60)
        tap.same(sink.sender.returncode, -signal.SIGKILL)


def calendar_part(message):
    """The bytes of the text/calendar part."""
    part, = [p for p in message.walk() if p.get_content_type() == 'text/calendar']
    return part.get_payload(decode=True)


def calendar_of(message):
    """The VEVENT of the text/calendar part and the method that both sides tell."""
    part, = [p for p in message.walk() if p.get_content_type() == 'text/calendar']
    calendar = icalendar.Calendar.from_ical(part.get_content())
    tap.same(vobject.readOne(part.get_content()).validate(raiseException=True), True)
    method = part['Content-Type'].params['method']
    tap.same(str(calendar['METHOD']), method)
    event, = calendar.walk('VEVENT')
    return event, method


def words(header):
    """A header's text by RFC 2047, as the older of Python's two readers tells it."""
    return str(email.header.make_header(email.header.decode_header(header)))


def text_of(message):
    return message.get_body(('plain',)).get_content()
