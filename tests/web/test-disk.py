#!/usr/bin/env python3
"""A disk that is full, or on which nothing may be written: council publish and council serve."""

import contextlib
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import COUNCIL, Council
import tap

UNLIMITED = resource.RLIM_INFINITY


def publish(council, site, limit=UNLIMITED):
    """With a kernel that lets no file grow beyond @limit bytes: what a full disk is to a writer."""
    def before():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, UNLIMITED))
    return subprocess.run(
        [COUNCIL, '--file', council.file, '--lang', 'en', 'publish', site], preexec_fn=before,
        env=dict(os.environ, COUNCIL_NOW='2026-12-01T09:00:00Z'), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, check=False)


def tree(site):
    return {str(path.relative_to(site)): path.read_bytes()
            for path in site.rglob('*') if path.is_file()}


def refused(done, words):
    tap.same((done.returncode, done.stderr.count('\n')), (5, 1))
    assert done.stderr.startswith('council: ') and words in done.stderr, done.stderr


@tap.test
def a_publishing_that_finds_no_room_leaves_every_file_whole():
    with Council() as council:
        secret = council.feed()[1:]
        revoked = council.feed('--kind', 'deadlines')[1:]
        site, other = council.folder / 'site', council.folder / 'other'
        tap.same(publish(council, site).returncode, 0)
        before = tree(site)
        assert secret in before and revoked in before
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        council.run('feed', 'revoke', 'deadlines')
        tap.same(publish(council, other).returncode, 0)
        after = tree(other)
        largest = max(len(data) for name, data in after.items() if data != before.get(name))
        for limit in (0, 700, len(after[secret]) - 1, largest - 1):
            done = publish(council, site, limit)
            refused(done, 'a file may not become so large here')
            assert secret[2:-4] not in done.stderr and revoked[2:-4] not in done.stderr, done.stderr
            now = tree(site)
            # What is revoked goes all the same; each other file is the old one or the new one.
            assert revoked not in now, limit
            tap.none(name for name, data in now.items() if name != '.council-manifest'
                     and data not in (before.get(name), after.get(name)))
            tap.none(name for name in before if name not in now and name in after)
            tap.none(name for name in now if name.split('/')[-1].startswith('.')
                     and name != '.council-manifest')
        tap.same(publish(council, site).returncode, 0)
        assert tree(site) == after


@tap.test
def what_cannot_be_removed_is_told_and_removed_the_next_time():
    with Council() as council, nobody(council) as words:
        secret = council.feed()[1:]
        site = council.folder / 'site'
        tap.same(publish(council, site).returncode, 0)
        council.run('feed', 'revoke', 'meetings')
        (site / 'f').chmod(0o555)
        done = subprocess.run([*words, COUNCIL, '--file', council.file, '--lang', 'en', 'publish', site],
                              capture_output=True, text=True, check=False)
        (site / 'f').chmod(0o755)
        refused(done, ': is public no more and cannot be removed: not permitted')
        assert secret[2:-4] not in done.stderr, done.stderr
        tap.same(publish(council, site).returncode, 0)
        assert secret not in tree(site)


@contextlib.contextmanager
def small_disk(council):
    """The council's file on a file system of its own that can be filled."""
    disk = council.folder / 'disk'
    disk.mkdir()
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk],
                             capture_output=True, check=False)
    if mounted.returncode != 0:
        raise tap.Skip('no tmpfs can be mounted here')
    try:
        council.file = move(council.file, disk)
        yield disk
    finally:
        if council.server and council.server.poll() is None:
            council.stop()
        subprocess.run(['umount', disk], check=True)


def move(file, folder):
    target = folder / file.name
    target.write_bytes(file.read_bytes())
    file.unlink()
    return target


def fill(disk):
    with open(disk / 'filler', 'wb', buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass


@tap.test
def on_a_full_disk_it_serves_and_publishing_is_refused():
    with Council() as council:
        path = council.feed()
        with small_disk(council) as disk:
            site = disk / 'site'
            tap.same(publish(council, site).returncode, 0)
            before = tree(site)
            council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
            fill(disk)
            refused(publish(council, site), 'no space left on the disk')
            assert tree(site) == before
            council.serve()
            assert b'20270225' in council.get(path).text
            tap.same(council.get('/').status, 200)
            (disk / 'filler').unlink()
            council.run('meeting', 'postpone', '2027', '--to', '2027-03-25T10:00', '--reason', 'визит')
            council.wait_for(path, lambda reply: b'20270325' in reply.text)
            tap.same(publish(council, site).returncode, 0)
            assert tree(site) != before
            council.run('check')


@contextlib.contextmanager
def nobody(council):
    """Words before a command by which it may not write where the test does."""
    if os.geteuid() != 0:
        yield []
        return
    words = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups']
    council.folder.chmod(0o755)
    can = subprocess.run([*words, COUNCIL, '--version'], capture_output=True, check=False)
    if can.returncode != 0:
        raise tap.Skip('another user cannot run the program here')
    yield words


def with_log(file, folder, index):
    """A copy of a file that a writer has open, with its log (WAL) and, if asked, the log's index."""
    writer = sqlite3.connect(file)
    writer.execute('PRAGMA journal_mode = WAL')
    writer.execute("UPDATE meeting SET venue = 'Дом дружбы' WHERE ref = '2027'")
    writer.commit()
    for suffix in ('', '-wal') + (('-shm',) if index else ()):
        (folder / (file.name + suffix)).write_bytes(pathlib.Path(str(file) + suffix).read_bytes())
    writer.close()
    return folder / file.name


def what_is_served(council, words, file):
    council.file = file
    council.server = subprocess.Popen(
        [*words, COUNCIL, '--file', file, 'serve', '--listen', '127.0.0.1:0'],
        stderr=open(council.folder / 'log', 'w', encoding='utf-8'))
    council.wait_until(lambda: 'http://' in council.said() or council.server.poll() is not None)
    assert council.server.poll() is None, council.said()
    council.port = int(council.said().split('127.0.0.1:')[1].split('/')[0])


@tap.test
def where_nothing_may_be_written_it_serves_what_the_log_says_too():
    for index, log in ((False, None), (False, ''), (True, 'wal'), (False, 'wal')):
        with Council() as council, nobody(council) as words:
            path = council.feed()
            folder = council.folder / 'still'
            folder.mkdir()
            if log == 'wal':
                file = with_log(council.file, folder, index)
            else:
                file = move(council.file, folder)
                if log is not None:
                    pathlib.Path(str(file) + '-wal').touch()
            for entry in folder.iterdir():
                entry.chmod(0o444)
            folder.chmod(0o555)
            try:
                before = sorted(entry.name for entry in folder.iterdir())
                what_is_served(council, words, file)
                reply = council.get(path)
                tap.same(reply.status, 200)
                tap.same('Дом дружбы' in reply.text.decode(), log == 'wal')
                council.stop()
                tap.same(sorted(entry.name for entry in folder.iterdir()), before)
            finally:
                folder.chmod(0o755)


tap.run()
