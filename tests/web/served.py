"""A council that is served, for the tests of the server: real HTTP against the real program."""

import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import tap

SUPPORT = pathlib.Path(__file__).resolve().parent.parent / 'support'
COUNCIL = os.environ['COUNCIL']


class Council:
    """A file of a fictitious council in a folder of its own, with a meeting and two feeds."""

    def __init__(self, meeting=True, template=SUPPORT / 'fictitious.json'):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='council-'))
        self.file = self.folder / 'council.db'
        self.server = None
        self.port = None
        self.minute = 0
        self.now = '2026-12-01T08'
        self.run('init', '--template', template)
        if meeting:
            self.run('meeting', 'schedule', '2027-02-12T10:00')
            self.run('agenda', 'add', '2027', 'О торговле & <связи>')

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.server and self.server.poll() is None:
            self.server.kill()
            self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words):
        """Each act is a minute later than the one before."""
        self.minute += 1
        environment = dict(os.environ, LC_ALL='C.UTF-8',
                           COUNCIL_NOW=f'{self.now}:{self.minute:02d}:00Z')
        done = subprocess.run([COUNCIL, '--file', self.file, *map(str, words)], env=environment,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def feed(self, *words):
        """The path of a new feed."""
        https = self.run('feed', 'create', *words).split('\n', 1)[0]
        return re.sub(r'^https?://[^/]+', '', https)

    def many_meetings(self, count):
        """As if the council had met for centuries: past the journal, straight into the table."""
        with sqlite3.connect(self.file) as db:
            db.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " INSERT INTO meeting (id, body, ref, kind, state, starts_at, ends_at, time_zone,"
                " city, form, ordinal, created_at, changed_at) SELECT 'many-' || i, (SELECT id FROM"
                " council), 'N' || i, 'regular', 'closed', strftime('%Y-%m-%dT05:00:00Z',"
                " '1950-01-01', i || ' days'), strftime('%Y-%m-%dT08:00:00Z', '1950-01-01',"
                " i || ' days'), 'Etc/GMT-5', 'Аркадск', 'in-person', i, '2026-11-24T09:00:00Z',"
                " '2026-11-24T09:00:00Z' FROM n", (count,))
        db.close()

    def serve(self, *words):
        self.log = open(self.folder / 'log', 'w+', encoding='utf-8')
        self.server = subprocess.Popen(
            [COUNCIL, '--file', self.file, 'serve', '--listen', '127.0.0.1:0', *words],
            stderr=self.log, env=dict(os.environ, LC_ALL='C.UTF-8'))
        for _ in range(200 * tap.SLOWNESS):
            found = re.search(r'http://127\.0\.0\.1:(\d+)/', self.said())
            if found:
                self.port = int(found.group(1))
                return self
            assert self.server.poll() is None, self.said()
            time.sleep(0.05)
        raise AssertionError('the server does not say where it listens')

    def said(self):
        return (self.folder / 'log').read_text(encoding='utf-8')

    def get(self, path, headers=None, method='GET', timeout=20):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout)
        try:
            connection.request(method, path, headers=headers or {})
            reply = connection.getresponse()
            reply.text = reply.read()
            return reply
        finally:
            connection.close()

    def wait_until(self, condition, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def wait_for(self, path, condition, seconds=60):
        """Asks until the reply is as wanted: the server looks at the file several times a second."""
        end = time.monotonic() + seconds
        while True:
            reply = self.get(path)
            if condition(reply):
                return reply
            assert time.monotonic() < end, (path, reply.status, reply.text[:2000].decode())
            time.sleep(0.1)

    def connect(self):
        return socket.create_connection(('127.0.0.1', self.port), timeout=30)

    def stop(self, number=signal.SIGTERM):
        self.server.send_signal(number)
        return self.server.wait(timeout=30)

    def is_read(self):
        """Whether the server has the file open."""
        open_files = pathlib.Path(f'/proc/{self.server.pid}/fd')
        return any(os.path.realpath(entry) == str(self.file) for entry in open_files.iterdir())

    def memory(self):
        """Resident, in kilobytes."""
        status = pathlib.Path(f'/proc/{self.server.pid}/status').read_text(encoding='ascii')
        return int(re.search(r'VmRSS:\s+(\d+)', status).group(1))

    def exclusive(self):
        """A writer that lets nobody read."""
        writer = sqlite3.connect(self.file, isolation_level=None)
        writer.execute('PRAGMA locking_mode = EXCLUSIVE')
        writer.execute('BEGIN EXCLUSIVE')
        return writer
