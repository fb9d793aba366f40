#!/usr/bin/env python3
"""council serve, as those meet it who run it: its log, its signals, the file under it."""

import fcntl
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import COUNCIL, Council
import tap

import icalendar


def started(council, stderr, *words):
    """A server whose standard error is not a file."""
    return subprocess.Popen([COUNCIL, '--file', council.file, 'serve', *words], stderr=stderr,
                            env=dict(os.environ, LC_ALL='C.UTF-8'))


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(('::1', 0))
        return True
    except OSError:
        return False


def said_first(pipe):
    """The first lines that a server writes into a pipe."""
    os.set_blocking(pipe, False)
    text, end = b'', time.monotonic() + 20
    while time.monotonic() < end and not re.search(rb':\d+/\n', text):
        time.sleep(0.05)
        try:
            text += os.read(pipe, 4096)
        except BlockingIOError:
            pass
    time.sleep(0.2)
    try:
        text += os.read(pipe, 4096)
    except BlockingIOError:
        pass
    return text.decode()


@tap.test
def a_log_that_nobody_reads_stops_nothing():
    with Council() as council:
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        council.server = started(council, writer, '--listen', '127.0.0.1:0')
        os.close(writer)
        council.port = int(re.search(r':(\d+)/', said_first(reader)).group(1))
        client = http.client.HTTPConnection('127.0.0.1', council.port, timeout=20)
        for _ in range(400):                          # a line each: far more than the pipe holds
            client.request('GET', '/robots.txt')
            tap.same(client.getresponse().read()[:10], b'User-agent')
        time.sleep(0.5)
        hanging = council.connect()                   # whoever is slow is still shown the door
        hanging.settimeout(20)
        tap.same(hanging.recv(1), b'')
        tap.same(council.stop(), 0)
        os.close(reader)


@tap.test
def a_log_that_was_closed_stops_nothing():
    with Council() as council:
        reader, writer = os.pipe()
        council.server = started(council, writer, '--listen', '127.0.0.1:0')
        os.close(writer)
        council.port = int(re.search(r':(\d+)/', said_first(reader)).group(1))
        os.close(reader)
        for _ in range(4):
            tap.same(council.get('/robots.txt').status, 200)
            time.sleep(0.15)
        tap.same(council.stop(), 0)


def serve_with_hangup(council, disposition):
    """What the tests were started with, such as nohup, must not count."""
    old = signal.signal(signal.SIGHUP, disposition)
    council.serve()
    signal.signal(signal.SIGHUP, old)


@tap.test
def a_terminal_that_closes_ends_it_and_nohup_does_not():
    with Council() as council:
        serve_with_hangup(council, signal.SIG_DFL)
        tap.same(council.stop(signal.SIGHUP), 0)
    with Council() as council:
        serve_with_hangup(council, signal.SIG_IGN)
        council.server.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        tap.same(council.get('/robots.txt').status, 200)
        tap.same(council.stop(), 0)


@tap.test
def who_listens_beyond_this_machine_is_told():
    for listen, warned in (('127.0.0.1:0', False), ('[::1]:0', False), ('0.0.0.0:0', True),
                           ('[::]:0', True)):
        if '[' in listen and not has_ipv6():
            continue
        with Council() as council:
            reader, writer = os.pipe()
            council.server = started(council, writer, '--listen', listen)
            os.close(writer)
            said = said_first(reader)
            tap.same((listen, 'without TLS' in said), (listen, warned))
            family = socket.AF_INET6 if '[' in listen else socket.AF_INET
            port = int(re.search(r':(\d+)/', said).group(1))
            with socket.socket(family) as client:
                client.connect(('::1' if '[' in listen else '127.0.0.1', port))
                client.sendall(b'GET /robots.txt HTTP/1.0\r\n\r\n')
                assert client.recv(100).startswith(b'HTTP/1.1 200'), listen
            tap.same(council.stop(), 0)
            os.close(reader)


@tap.test
def an_address_that_cannot_be_had_is_one_line():
    with Council() as council:
        council.serve()
        for listen, lang, status, why in (
                (f'127.0.0.1:{council.port}', 'en', 5, 'another program listens there'),
                (f'127.0.0.1:{council.port}', 'ru', 5, 'уже занят'),
                ('192.0.2.1:8080', 'en', 5, 'this machine has no such address'),
                ('localhost', 'en', 2, '127.0.0.1:8080'), ('127.0.0.1:70000', 'en', 2, 'port'),
                ('::1:8080', 'en', 2, '[::1]:8080'), ('', 'en', 2, 'port')):
            done = subprocess.run([COUNCIL, '--file', council.file, '--lang', lang, 'serve', '--listen',
                                   listen], capture_output=True, text=True, timeout=20, check=False)
            tap.same((listen, done.returncode, done.stderr.count('\n')), (listen, status, 1))
            assert why in done.stderr, done.stderr


@tap.test
def a_backup_put_back_is_what_is_served():
    with Council() as council:
        path = council.feed()
        backup = council.folder / 'backup.db'
        council.run('backup', backup)
        council.serve()
        before = council.get(path)
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        later = council.wait_for(path, lambda reply: reply.headers['ETag'] != before.headers['ETag'])
        os.replace(backup, council.file)
        again = council.wait_for(path, lambda reply: reply.headers['ETag'] == before.headers['ETag'])
        tap.same(again.text, before.text)
        assert again.headers['Last-Modified'] != later.headers['Last-Modified']
        # who has the later state is not told that it is still so
        tap.same(council.get(path, {'If-None-Match': later.headers['ETag']}).status, 200)
        tap.same(council.get(path, {'If-Modified-Since': later.headers['Last-Modified']}).status, 200)
        other = council.folder / 'other.db'           # another council altogether
        subprocess.run([COUNCIL, '--file', other, 'init', '--template',
                        os.path.join(os.path.dirname(__file__), '..', 'support', 'fictitious.json')],
                       check=True, capture_output=True)
        os.replace(other, council.file)
        council.wait_for(path, lambda reply: reply.status == 404)


@tap.test
def what_is_written_while_it_serves_is_whole():
    """Readers get a feed before or after a change, never half of one."""
    with Council() as council:
        path = council.feed()
        council.serve()
        texts, broken, stop = set(), set(), threading.Event()

        def ask():
            while not stop.is_set():
                reply = council.get(path)
                (texts if reply.status == 200 else broken).add(reply.text)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        days = ['2027-02-25', '2027-03-11', '2027-03-18', '2027-03-25', '2027-04-08']
        for day in days:
            council.run('meeting', 'postpone', '2027', '--to', day + 'T10:00', '--reason', 'визит')
        last = days[-1].replace('-', '')
        council.wait_for(path, lambda reply: b'DTSTART;TZID=Etc/GMT-5:' + last.encode() in reply.text
                         or last.encode() in reply.text)
        stop.set()
        for thread in threads:
            thread.join()
        tap.same(broken, set())
        for text in texts:
            event, = icalendar.Calendar.from_ical(text).walk('VEVENT')
            tap.same(len(str(event['UID']).split('@')), 2)
        sequences = sorted(int(icalendar.Calendar.from_ical(text).walk('VEVENT')[0]['SEQUENCE'])
                           for text in texts)
        tap.same(sequences, list(dict.fromkeys(sequences)))    # no two contents under one SEQUENCE


@tap.test
def the_index_is_in_the_language_that_is_wished_most():
    with Council() as council:
        council.serve()
        for wish, lang in ((None, 'ru'), ('en', 'en'), ('ru', 'ru'), ('tg', 'tg'), ('ky-KG,en;q=0.5', 'ky'),
                           ('fr, en;q=0.3, ru;q=0.9', 'ru'), ('ru;q=0, en', 'en'), ('EN-gb;q=0.8', 'en'),
                           ('tg,ru;q=0.8,en;q=0.7', 'tg'), ('ky;q=0.4,tg;q=0.6', 'tg'), ('tgk, kyx', 'ru'), (',;q=', 'ru'), ('de', 'ru'),
                           ('fren, oren', 'ru')):
            reply = council.get('/', {'Accept-Language': wish} if wish else {})
            tap.same((wish, re.search(rb'<html lang="(..)"', reply.text).group(1).decode()), (wish, lang))
            tap.same(reply.headers['Vary'], 'Accept-Language')
            again = council.get('/', {'Accept-Language': wish or '*', 'If-None-Match': reply.headers['ETag']})
            tap.same((again.status, again.headers['Vary']), (304, 'Accept-Language'))


@tap.test
def a_path_is_what_was_asked_for():
    with Council() as council:
        path = council.feed()
        council.serve()
        encoded = '/f/' + ''.join(f'%{ord(letter):02x}' for letter in path[3:-4]) + '%2Eics'
        tap.same(council.get(encoded).text, council.get(path).text)
        tap.same(council.get(path + '?v=2').status, 200)
        for wrong in (path + '%00', path + '%00.html', '/index.html%00x', '/index.html%0a', '/index.html%',
                      '/index.html%2', '/%', '/./index.html', '//index.html', '/index.html/.',
                      path + '%20', '/f//' + path[3:]):
            tap.same((wrong, council.get(wrong).status), (wrong, 404))
        tap.same(council.get('/' + 'a' * 40000).status, 414)
        tap.same(council.get('/', {'X': 'a' * 40000}).status, 431)
        part = council.get(path, {'Range': 'bytes=0-9'})          # it may be ignored, not be wrong
        assert part.status == 200 and len(part.text) > 10 or (part.status, len(part.text)) == (206, 10)


tap.run()
