#!/usr/bin/env python3
"""Real subscribers against council serve: vdirsyncer fetches, khal shows."""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from deployed import Deployed
from front import Front
from nginx import HOST, PROGRAM as NGINX, Authority
from served import Council
import tap

VDIRSYNCER = '/usr/bin/vdirsyncer'


class Subscriber:
    """vdirsyncer with an http storage and a folder, which khal reads; it trusts the authority @root."""

    def __init__(self, folder, address, root=None):
        self.home = pathlib.Path(folder) / 'home'
        (self.home / 'calendar').mkdir(parents=True)
        self.environment = dict(os.environ, HOME=str(self.home), LC_ALL='C.UTF-8',
                                LANG='C.UTF-8')
        self.trust = f'verify = "{root}"\n' if root else ''
        self.address(address)
        (self.home / 'khal').write_text(
            f'[calendars]\n[[council]]\npath = {self.home}/calendar\ntype = calendar\n'
            '[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n'
            'timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n'
            'datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n'
            f'[sqlite]\npath = {self.home}/khal.db\n')
        self.vdirsyncer('discover')

    def address(self, address):
        (self.home / 'vdirsyncer').write_text(
            f'[general]\nstatus_path = "{self.home}/status/"\n'
            '[pair council]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n'
            f'[storage here]\ntype = "filesystem"\npath = "{self.home}/calendar"\nfileext = ".ics"\n'
            f'[storage there]\ntype = "http"\nurl = "{address}"\n{self.trust}')

    def vdirsyncer(self, word):
        return subprocess.run([VDIRSYNCER, '-c', self.home / 'vdirsyncer', word],
                              env=self.environment, input='y\n', capture_output=True, text=True,
                              check=False)

    def shows(self):
        """What khal lists for the spring of 2027."""
        done = subprocess.run(['khal', '-c', self.home / 'khal', 'list', '--format',
                               '{start}|{title}|{status}', '--day-format', '', '2027-01-01', '180d'],
                              env=self.environment, capture_output=True, text=True, check=True)
        return [line for line in done.stdout.splitlines() if '|' in line]

    def files(self):
        return sorted((self.home / 'calendar').glob('*.ics'))

    def texts(self):
        return {path.name: path.read_bytes() for path in self.files()}


def address(council, path):
    return f'http://127.0.0.1:{council.port}{path}'


@tap.test
def a_meeting_appears_is_postponed_twice_and_cancelled():
    tap.needs(VDIRSYNCER, './dev deps --test')
    with Council() as council:
        path = council.feed()
        council.serve()
        subscriber = Subscriber(council.folder, address(council, path))

        def sync(word):
            reply = council.wait_for(path, lambda reply: word in reply.text)
            done = subscriber.vdirsyncer('sync')
            tap.same(done.returncode, 0)
            tap.same(len(subscriber.files()), 1)      # never two events
            return subscriber.shows(), reply

        shown, _ = sync(b'DTSTART;TZID=Etc/GMT-5:20270212T100000')
        tap.same([line[:16] for line in shown], ['2027-02-12 05:00'])
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        shown, _ = sync(b'20270225T100000')
        tap.same([line[:16] for line in shown], ['2027-02-25 05:00'])
        council.run('meeting', 'postpone', '2027', '--to', '2027-03-11T11:00', '--reason', 'паводок')
        shown, _ = sync(b'20270311T110000')
        tap.same([line[:16] for line in shown], ['2027-03-11 06:00'])
        council.run('meeting', 'cancel', '2027', '--reason', 'сняты вопросы')
        shown, _ = sync(b'STATUS:CANCELLED')
        tap.same(len(shown), 1)
        assert 'CANCELLED' in shown[0].upper(), shown
        text = subscriber.files()[0].read_text(encoding='utf-8')
        assert 'SEQUENCE:3' in text.replace('\r', ''), text


@tap.test
def our_own_trouble_empties_no_calendar():
    tap.needs(VDIRSYNCER, './dev deps --test')
    with Council() as council:
        path = council.feed()
        council.serve()
        subscriber = Subscriber(council.folder, address(council, path))
        tap.same(subscriber.vdirsyncer('sync').returncode, 0)
        before = subscriber.shows()
        tap.same(len(before), 1)
        os.rename(council.file, council.folder / 'elsewhere.db')
        council.wait_for(path, lambda reply: reply.status == 503)
        assert subscriber.vdirsyncer('sync').returncode != 0
        tap.same(subscriber.shows(), before)
        os.rename(council.folder / 'elsewhere.db', council.file)
        council.wait_for(path, lambda reply: reply.status == 200)
        council.run('feed', 'revoke', 'meetings')
        council.wait_for(path, lambda reply: reply.status == 410)
        assert subscriber.vdirsyncer('sync').returncode != 0
        tap.same(subscriber.shows(), before)
        council.stop()
        assert subscriber.vdirsyncer('sync').returncode != 0
        tap.same(subscriber.shows(), before)


def moved(council, subscriber, path):
    """The way is free again, and what was postponed meanwhile comes."""
    council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
    council.wait_for(path, lambda reply: b'20270225T100000' in reply.text)
    end = time.monotonic() + 60
    shown = []
    while shown != ['2027-02-25 05:00'] and time.monotonic() < end:   # nginx keeps an answer a second
        tap.same(subscriber.vdirsyncer('sync').returncode, 0)
        shown = [line[:16] for line in subscriber.shows()]
    tap.same(shown, ['2027-02-25 05:00'])


@tap.test
def errors_and_pages_on_the_way_empty_no_calendar():
    tap.needs(VDIRSYNCER, './dev deps --test')
    with Council() as council:
        council.many_meetings(4)                       # half of an answer has whole meetings
        path = council.feed()
        council.serve()
        with Front(council) as front:
            subscriber = Subscriber(council.folder, front.address(path))
            tap.same(subscriber.vdirsyncer('sync').returncode, 0)
            before, texts = subscriber.shows(), subscriber.texts()
            tap.same((len(before), len(texts)), (1, 5))
            for front.way in ('html', 'redirect', 'length', 'chunks', 'reset', 'nothing', '404', '500', '502',
                              '503'):
                asked = front.asked
                subscriber.vdirsyncer('sync')
                assert front.asked > asked, front.way
                tap.same((front.way, subscriber.texts()), (front.way, texts))
            tap.same(subscriber.shows(), before)
            front.way = 'pass'
            moved(council, subscriber, path)


@tap.test
def over_https_no_network_puts_its_page_in_place():
    for program in (VDIRSYNCER, NGINX):
        tap.needs(program, './dev deps --test')
    with tempfile.TemporaryDirectory(prefix='council-') as folder:
        authority = Authority(folder, 'authority', '127.0.0.1')
        with Deployed(authority) as council:
            subscriber = Subscriber(council.folder, council.https.replace(HOST, '127.0.0.1'),
                                    authority.root)
            tap.same(subscriber.vdirsyncer('sync').returncode, 0)
            before, texts = subscriber.shows(), subscriber.texts()
            tap.same((len(before), len(texts)), (1, 1))
            council.network.becomes('page')
            assert subscriber.vdirsyncer('sync').returncode != 0
            assert council.network.refused > 0
            tap.same(subscriber.texts(), texts)
            council.network.becomes('pass')
            for council.front.way in ('length', 'chunks', '500', 'nothing'):
                asked, end = council.front.asked, time.monotonic() + 60
                while council.front.asked == asked and time.monotonic() < end:
                    subscriber.vdirsyncer('sync')
                assert council.front.asked > asked, council.front.way
                tap.same((council.front.way, subscriber.texts()), (council.front.way, texts))
            tap.same(subscriber.shows(), before)
            council.front.way = 'pass'
            moved(council, subscriber, council.path)


tap.run()
