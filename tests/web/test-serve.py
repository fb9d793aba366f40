#!/usr/bin/env python3
"""council serve, as calendar apps, people and the hostile meet it: real HTTP."""

import datetime
import email.utils
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import Council
import tap

import icalendar

SECRET = re.compile(rb'/f/[a-z2-7]{32}')


def events(reply):
    return icalendar.Calendar.from_ical(reply.text).walk('VEVENT')


@tap.test
def a_feed_is_served_as_apps_want_it():
    with Council() as council:
        path = council.feed()
        council.serve()
        reply = council.get(path, {'Accept-Encoding': 'gzip, deflate'})
        tap.same(reply.status, 200)
        tap.same(reply.headers['Content-Type'], 'text/calendar; charset=utf-8')
        tap.same(reply.headers['Content-Encoding'], None)
        assert re.fullmatch(r'"[0-9a-f]{32}"', reply.headers['ETag'])
        tap.same([str(event['STATUS']) for event in events(reply)], ['TENTATIVE'])
        assert b'O;VALUE' not in reply.text
        for headers in ({'If-None-Match': reply.headers['ETag']},
                        {'If-None-Match': f'"other", W/{reply.headers["ETag"]}'},
                        {'If-None-Match': '*'},
                        {'If-Modified-Since': reply.headers['Last-Modified']}):
            again = council.get(path, headers)
            tap.same((again.status, again.text), (304, b''))
            tap.same(again.headers['ETag'], reply.headers['ETag'])
        for headers in ({'If-None-Match': '"other"'},
                        {'If-None-Match': '"other"',
                         'If-Modified-Since': reply.headers['Last-Modified']},
                        {'If-Modified-Since': 'Tue, 01 Jan 2019 00:00:00 GMT'},
                        {'If-Modified-Since': 'nonsense'}):
            tap.same(council.get(path, headers).status, 200)
        head = council.get(path, method='HEAD')
        tap.same((head.status, head.text), (200, b''))
        tap.same(head.headers['Content-Length'], str(len(reply.text)))
        tap.same(head.headers['ETag'], reply.headers['ETag'])


@tap.test
def the_older_forms_of_a_date_are_understood_as_rfc_9110_wants():
    with Council() as council:
        path = council.feed()
        council.serve()
        changed = email.utils.parsedate_to_datetime(council.get(path).headers['Last-Modified'])
        second = datetime.timedelta(seconds=1)
        for form in ('%a, %d %b %Y %H:%M:%S GMT', '%A, %d-%b-%y %H:%M:%S GMT', '%a %b %e %H:%M:%S %Y'):
            for at, wanted in ((changed - second, 200), (changed, 304), (changed + second, 304),
                               (changed.replace(year=changed.year - 40), 200),
                               (changed.replace(year=changed.year + 40), 304)):
                since = at.strftime(form)
                tap.same((since, council.get(path, {'If-Modified-Since': since}).status), (since, wanted))
        for wrong in ('Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994',    # long ago
                      'Mon, 30 Feb 2099 08:49:37 GMT', 'Monday, 06-Foo-40 08:49:37 GMT',
                      'Mon, 05 Jan 2099 25:49:37 GMT', 'Mon, 05 Jan 2099 08:49:37',
                      'Mon, 05 Jan 2099 08:49:37 GMT; length=9', 'Mon Jan  5 08:49:37 2099 GMT',
                      'Mon, 05 Jan 99999 08:49:37 GMT', '2099-01-05', '4070908800', ', 05 Jan 2099', '%n%s'):
            tap.same((wrong, council.get(path, {'If-Modified-Since': wrong}).status), (wrong, 200))


@tap.test
def every_change_is_served_at_once_under_one_uid():
    with Council() as council:
        path = council.feed()
        council.serve()
        seen = [council.get(path)]
        for act in (['meeting', 'confirm', '2027', '--as', 'ar', '--basis', 'письмо № 1'],
                    ['meeting', 'confirm', '2027', '--as', 'bo', '--basis', 'письмо № 2'],
                    ['meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит'],
                    ['meeting', 'cancel', '2027', '--reason', 'паводок']):
            council.run(*act)
            seen.append(council.wait_for(
                path, lambda reply: reply.headers['ETag'] != seen[-1].headers['ETag']))
        tap.same([str(event['STATUS']) for reply in seen for event in events(reply)],
                 ['TENTATIVE', 'TENTATIVE', 'CONFIRMED', 'TENTATIVE', 'CANCELLED'])
        tap.same(len({str(event['UID']) for reply in seen for event in events(reply)}), 1)
        dates = [reply.headers['Last-Modified'] for reply in seen]
        tap.same(len(set(dates)), len(dates))   # also within one second


@tap.test
def what_changes_elsewhere_leaves_a_feed_as_it_was():
    with Council() as council:
        holidays, meetings = council.feed('--kind', 'holidays'), council.feed()
        council.serve()
        before = council.get(holidays)
        was = council.get(meetings)
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        council.wait_for(meetings, lambda reply: reply.headers['ETag'] != was.headers['ETag'])
        after = council.get(holidays)
        tap.same((after.headers['ETag'], after.headers['Last-Modified']),
                 (before.headers['ETag'], before.headers['Last-Modified']))


@tap.test
def a_revoked_address_is_gone_and_a_new_one_comes():
    with Council() as council:
        path = council.feed()
        council.serve()
        tap.same(council.get(path).status, 200)
        council.run('feed', 'revoke', 'meetings')
        reply = council.wait_for(path, lambda reply: reply.status == 410)
        assert reply.headers['Content-Type'].startswith('text/plain')
        council.wait_for(council.feed(), lambda reply: reply.status == 200)


@tap.test
def guessed_addresses_and_other_paths_give_nothing():
    with Council() as council:
        path = council.feed()
        council.serve()
        secret = path[3:-4]
        for wrong in (path[:-4], path + '/', path.upper(), f'/f/{secret[:-1]}.ics',
                      f'/f/{secret[:-1]}{"a" if secret[-1] != "a" else "b"}.ics', '/f/', '/f',
                      '/f/.ics', '/f/%00.ics', f'/f/{secret}%00.ics', '/council.db', '/feed.ics',
                      '/meetings.ics', '/../council.db', '/f/../../council.db', '/%2e%2e/council.db',
                      '/..%2fcouncil.db', '//etc/passwd', f'/f/{secret}/../../council.db',
                      '/f/' + 'a' * 3000 + '.ics', '/?x=' + 'y' * 500 + '/f/'):
            reply = council.get(wrong)
            if wrong.startswith('/?'):
                tap.same(reply.status, 200)
                continue
            tap.same((wrong, reply.status), (wrong, 404))
            assert reply.headers['Content-Type'].startswith('text/plain')
            assert secret.encode() not in reply.text
        council.wait_until(lambda: 'GET /f/….ics 404' in council.said())   # it is written now and then
        assert secret not in council.said(), 'a secret stands in the log'


@tap.test
def the_agenda_is_at_the_feed_s_address_and_is_escaped():
    with Council() as council:
        path = council.feed()
        council.serve()
        event, = events(council.get(path))
        address = re.sub(r'^https?://[^/]+', '', str(event['ATTACH']))
        tap.same(address, path[:-4] + '/2027.html')
        assert str(event['ATTACH']) in str(event['DESCRIPTION'])
        reply = council.get(address)
        tap.same(reply.headers['Content-Type'], 'text/html; charset=utf-8')
        assert 'О торговле &amp; &lt;связи&gt;' in reply.text.decode()
        assert "default-src 'none'" in reply.headers['Content-Security-Policy']


@tap.test
def the_index_says_how_to_subscribe_and_keeps_secrets():
    with Council() as council:
        council.feed()
        public = council.feed('--kind', 'holidays', '--public', '--name', 'Праздники & <дни>')
        council.serve()
        russian = council.get('/', {'Accept-Language': 'ru,en;q=0.5'}).text.decode()
        english = council.get('/', {'Accept-Language': 'en-GB,en;q=0.9,ru;q=0.2'}).text.decode()
        assert 'Как подписаться' in russian and 'How to subscribe' in english
        for page in (russian, english):
            for app in ('Outlook', 'Google', 'Apple', 'Thunderbird'):
                assert app in page, app
            assert f'webcal://127.0.0.1:8080{public}' in page
            assert 'Праздники &amp; &lt;дни&gt;' in page
            assert not SECRET.search(page.encode())
        assert 'http address' in english and 'адрес http,' in russian and 'https address' not in english
        tap.same(council.get('/robots.txt').text, b'User-agent: *\nAllow: /\n')
        council.run('setting', 'set', 'base-url', 'https://council.example')
        page = council.wait_for('/en.html', lambda reply: b'//council.example' in reply.text).text.decode()
        for word in (f'https://council.example{public}', f'webcal://council.example{public}', 'https address'):
            assert word in page, word
        assert 'http address' not in page and 'http:' not in page, page


@tap.test
def other_methods_and_bodies_are_refused_before_they_are_read():
    with Council() as council:
        path = council.feed()
        council.serve()
        for method in ('POST', 'PUT', 'DELETE', 'PROPFIND', 'OPTIONS'):
            reply = council.get(path, method=method)
            tap.same((method, reply.status), (method, 405))
            tap.same(reply.headers['Allow'], 'GET, HEAD')
        for head in (b'Content-Length: 99999999999\r\n', b'Transfer-Encoding: chunked\r\n',
                     b'Content-Length: 5\r\n'):
            for method in (b'GET', b'POST'):
                with council.connect() as client:     # the body never comes
                    client.sendall(method + b' / HTTP/1.1\r\nHost: x\r\n' + head + b'\r\n')
                    assert client.recv(100).startswith(b'HTTP/1.1 413'), head
        with council.connect() as client:             # a body that has no end
            client.sendall(b'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n')
            try:
                for _ in range(2000):
                    client.sendall(b'4000\r\n' + b'x' * 0x4000 + b'\r\n')
                raise AssertionError('32 MB were taken')
            except OSError:
                pass
        tap.same(council.get(path).status, 200)


@tap.test
def oversized_headers_end_that_request_alone():
    with Council() as council:
        path = council.feed()
        council.serve()
        for request in (b'GET / HTTP/1.1\r\nHost: x\r\nX: ' + b'y' * 200000 + b'\r\n\r\n',
                        b'GET /' + b'z' * 200000 + b' HTTP/1.1\r\nHost: x\r\n\r\n',
                        b'GET / HTTP/1.1\r\nHost: x\r\n' + b'A: b\r\n' * 20000 + b'\r\n',
                        b'\x00\xff\x00\xff' * 1000, b'GET\r\n\r\n', b'\r\n' * 1000):
            with council.connect() as client:
                try:
                    client.sendall(request)
                    client.shutdown(socket.SHUT_WR)
                    first = client.recv(12)
                except OSError:
                    first = b''
                assert not first.startswith(b'HTTP/1.1 2'), request[:30]
        tap.same(council.get(path).status, 200)
        tap.same(council.server.poll(), None)


def trickle(council, request, stop):
    """Sends a byte a second until it is cut off; says after how long."""
    start = time.monotonic()
    try:
        with council.connect() as client:
            for byte in request:
                client.sendall(bytes([byte]))
                client.settimeout(1)
                try:
                    if client.recv(10) == b'':
                        break
                except TimeoutError:
                    pass
                if stop.is_set():
                    break
    except OSError:
        pass
    return time.monotonic() - start


@tap.test
def slow_headers_and_silence_are_cut_off_in_time():
    with Council() as council:
        path = council.feed()
        council.serve()
        stop, lasted = threading.Event(), []
        request = b'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ' + b'y' * 100
        threads = [threading.Thread(
            target=lambda: lasted.append(trickle(council, request, stop))) for _ in range(20)]
        for thread in threads:
            thread.start()
        tap.same(council.get(path).status, 200)       # an honest client is served meanwhile
        for thread in threads:
            thread.join(timeout=40)
        stop.set()
        tap.same(len(lasted), 20)
        assert max(lasted) < 20, lasted
        assert min(lasted) > 5, lasted                # a slow telephone has some seconds


@tap.test
def hanging_connections_do_not_keep_an_honest_client_out():
    with Council() as council:
        path = council.feed()
        council.serve()
        hanging = []
        for number in range(256):
            client = council.connect()
            client.sendall(b'GET / HTTP/1.1\r\nHost: x\r\n' if number % 2 else b'')
            hanging.append(client)
        start = time.monotonic()
        tap.same(council.get(path).status, 200)
        assert time.monotonic() - start < 5
        for client in hanging:
            client.close()


def attack(council, path, *words):
    """slowhttptest with 256 connections; an honest client asks all the while."""
    attacker = subprocess.Popen(
        ['/usr/bin/slowhttptest', '-c', '256', '-r', '256', '-l', '8', '-p', '5', *words,
         '-u', f'http://127.0.0.1:{council.port}{path}'],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    served = 0
    while attacker.poll() is None:
        begun = time.monotonic()
        tap.same(council.get(path).status, 200)
        assert time.monotonic() - begun < 10
        served += 1
        time.sleep(0.2)
    said = attacker.communicate()[0]
    assert 'Exit status' in said or 'exit status' in said.lower(), said[-2000:]
    assert served > 5, served
    tap.same(council.server.poll(), None)


@tap.test
def slowhttptest_does_not_keep_an_honest_client_out():
    tap.needs('/usr/bin/slowhttptest', './dev deps --test')
    with Council() as council:
        path = council.feed('--kind', 'holidays')
        council.serve()
        before = council.memory()
        attack(council, path, '-H', '-i', '1')                  # headers that never end
        attack(council, path, '-B', '-i', '1', '-s', '8192')    # a body a few bytes at a time
        attack(council, path, '-X', '-w', '1', '-y', '8', '-n', '1', '-z', '8', '-k', '3')
        council.wait_until(lambda: tap.SANITIZED or council.memory() - before < 16384)


@tap.test
def a_client_that_reads_slowly_gets_its_whole_feed():
    with Council() as council:
        path = council.feed('--kind', 'holidays')
        council.serve()
        whole = council.get(path).text
        with council.connect() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.sendall(b'GET ' + path.encode() + b' HTTP/1.0\r\n\r\n')
            got = b''
            while len(got) < 30000:
                got += client.recv(1500)
                time.sleep(0.1)
            while piece := client.recv(65536):
                got += piece
        body = got.split(b'\r\n\r\n', 1)[1]
        assert body == whole, (len(body), len(whole))


@tap.test
def trouble_is_a_503_with_retry_after_and_passes():
    with Council() as council:
        path = council.feed()
        council.serve()
        before = council.get(path)
        whole = council.file.read_bytes()
        council.file.write_bytes(whole[:100] + b'\xff' * 4000 + whole[4100:])   # damaged
        reply = council.wait_for(path, lambda reply: reply.status == 503)
        assert int(reply.headers['Retry-After']) > 0
        assert reply.headers['Content-Type'].startswith('text/plain')
        assert 'no-store' in reply.headers['Cache-Control']
        tap.same(council.get('/robots.txt').status, 200)
        council.file.write_bytes(whole)
        after = council.wait_for(path, lambda reply: reply.status == 200)
        tap.same((after.text, after.headers['ETag'], after.headers['Last-Modified']),
                 (before.text, before.headers['ETag'], before.headers['Last-Modified']))
        os.rename(council.file, council.folder / 'elsewhere.db')
        council.wait_for(path, lambda reply: reply.status == 503)
        os.rename(council.folder / 'elsewhere.db', council.file)
        council.wait_for(path, lambda reply: reply.status == 200)


@tap.test
def an_app_that_would_hide_its_calendar_at_an_error_gets_the_last_reading():
    with Council() as council:
        path, public = council.feed(), council.feed('--kind', 'holidays', '--public')
        revoked = council.feed('--kind', 'deadlines')
        council.run('feed', 'revoke', 'deadlines')
        council.serve()
        before = council.get(path)
        os.rename(council.file, council.folder / 'elsewhere.db')
        council.wait_for(path, lambda reply: reply.status == 503)
        thunderbird = {'Accept': 'text/calendar,text/plain;q=0.8,*/*;q=0.5'}
        reply = council.get(path, thunderbird)
        tap.same((reply.status, reply.text, reply.headers['ETag']),
                 (200, before.text, before.headers['ETag']))
        tap.same(council.get(public, thunderbird).status, 200)
        tap.same(council.get(path, {'If-None-Match': before.headers['ETag']}).status, 304)
        reply = council.get(path, {'If-None-Match': '"older"'})
        tap.same((reply.status, reply.text), (200, before.text))
        tap.same(council.get(revoked, thunderbird).status, 410)
        tap.same(council.get('/f/guess.ics', thunderbird).status, 404)
        for headers in ({}, {'Accept': '*/*'}, {'Accept': 'text/html'}):
            tap.same((headers, council.get(path, headers).status), (headers, 503))
        tap.same(council.get('/', thunderbird).status, 503)
        os.rename(council.folder / 'elsewhere.db', council.file)
        council.run('meeting', 'cancel', '2027', '--reason', 'сняты вопросы')
        council.wait_for(path, lambda reply: b'STATUS:CANCELLED' in reply.text)
        assert b'STATUS:CANCELLED' in council.get(path, thunderbird).text


@tap.test
def a_locked_file_is_a_503_until_it_is_free():
    with Council() as council:
        path = council.feed()
        council.serve()
        writer = council.exclusive()
        os.utime(council.file)                        # as a writer would
        council.wait_for(path, lambda reply: reply.status == 503)
        writer.execute('ROLLBACK')
        writer.close()
        council.wait_for(path, lambda reply: reply.status == 200)


@tap.test
def a_file_that_goes_while_it_is_read_is_missed():
    with Council() as council:
        council.many_meetings(20000)                  # which take a while to read
        council.feed()
        council.serve()
        council.run('agenda', 'add', '2027', 'О связи')
        while not council.is_read():
            time.sleep(0.001)
        os.rename(council.file, council.folder / 'elsewhere.db')
        council.wait_until(lambda: 'council.db' in council.said(), seconds=20)


@tap.test
def sigterm_delivers_what_is_under_way():
    with Council() as council:
        council.many_meetings(20000)                  # more than the kernel keeps for a client
        path = council.feed()
        council.serve()
        whole = council.get(path).text
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        slow.connect(('127.0.0.1', council.port))
        slow.sendall(b'GET ' + path.encode() + b' HTTP/1.1\r\nHost: x\r\n\r\n')
        got = bytearray(slow.recv(1000))
        council.server.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        tap.same(council.server.poll(), None)         # it waits for the slow reader
        while piece := slow.recv(65536):
            got += piece
        body = got.split(b'\r\n\r\n', 1)[1]
        assert body == whole, (len(body), len(whole))
        tap.same(council.server.wait(timeout=15), 0)
        try:
            council.connect()
            raise AssertionError('it still listens')
        except ConnectionRefusedError:
            pass


@tap.test
def sigterm_under_load_breaks_no_reply():
    with Council() as council:
        path = council.feed()
        council.serve()
        whole = council.get(path).text
        counts = {'whole': 0, 'broken': 0}
        lock = threading.Lock()

        def ask():
            while True:
                try:
                    text = council.get(path).text
                except ConnectionError:               # refused, or closed before a reply began
                    return
                except OSError:
                    return
                except Exception:                     # a reply that broke off
                    with lock:
                        counts['broken'] += 1
                    return
                with lock:
                    counts['whole' if text == whole else 'broken'] += 1

        threads = [threading.Thread(target=ask) for _ in range(16)]
        for thread in threads:
            thread.start()
        council.wait_until(lambda: counts['whole'] > 50)
        tap.same(council.stop(), 0)
        for thread in threads:
            thread.join(timeout=30)
        tap.same(counts['broken'], 0)


@tap.test
def it_listens_where_it_is_told():
    with Council() as council:
        council.serve()
        listening = [line.split() for line in open('/proc/net/tcp', encoding='ascii')]
        port = f'{council.port:04X}'
        tap.same([line[1] for line in listening if line[1].endswith(':' + port) and line[3] == '0A'],
                 [f'0100007F:{port}'])
        tap.same(council.stop(signal.SIGINT), 0)


@tap.test
def memory_stays_flat():
    if tap.SANITIZED:
        raise tap.Skip('the address sanitizer keeps what was freed')
    with Council() as council:
        path = council.feed('--kind', 'holidays')
        council.serve()

        def ask(count):
            for _ in range(count):
                council.get(path)
                council.get(path, {'If-None-Match': '*'})

        ask(300)
        before = council.memory()
        ask(1500)
        assert council.memory() - before < 4096, (before, council.memory())


tap.run()
