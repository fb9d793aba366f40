#!/usr/bin/env python3
"""council publish: the site as files, and a real nginx with docs/nginx.conf that gives them."""

import http.client
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from nginx import PROGRAM as NGINX, Authority, Nginx
from served import COUNCIL, Council
import tap


def tree(folder):
    """Every file with its bytes, its time and its node."""
    return {str(path.relative_to(folder)):
            (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
            for path in sorted(folder.rglob('*')) if path.is_file()}


@tap.test
def what_is_published_is_what_is_served():
    with Council() as council:
        council.feed()
        council.feed('--kind', 'holidays', '--public')
        site = council.folder / 'site'
        council.run('publish', site)
        council.serve()
        files = tree(site)
        del files['.council-manifest']
        assert any(name.startswith('f/') for name in files) and 'holidays.ics' in files
        assert any(name.endswith('/2027.html') for name in files)
        for name, (data, _, _) in files.items():
            reply = council.get('/' + name)
            tap.same((name, reply.status), (name, 200))
            assert reply.text == data, name


@tap.test
def publishing_twice_changes_no_file():
    with Council() as council:
        council.feed()
        site = council.folder / 'site'
        council.run('publish', site)
        before = tree(site)
        tap.same(council.run('publish', site), '')
        assert tree(site) == before


@tap.test
def only_what_changed_is_written_and_what_was_revoked_is_removed():
    with Council() as council:
        path = council.feed()
        council.feed('--kind', 'holidays', '--public')
        site = council.folder / 'site'
        council.run('publish', site)
        (site / 'letter.txt').write_text('somebody else')
        (site / 'f' / 'note.txt').write_text('somebody else')
        before = tree(site)
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        said = council.run('publish', site)
        after = tree(site)
        tap.same(sorted(name for name in after if after[name] != before[name]),
                 sorted(['.council-manifest', path[1:], path[1:-4] + '/2027.html']))
        assert '* f/….ics' in said and path[3:-4] not in said, said
        council.run('feed', 'revoke', 'meetings')
        said = council.run('publish', site)
        assert '- f/….ics' in said, said
        left = tree(site)
        tap.same(sorted(left), sorted(['.council-manifest', 'en.html', 'f/note.txt', 'holidays.ics',
                                       'index.html', 'ky.html', 'letter.txt', 'robots.txt', 'tg.html']))
        assert not (site / path[1:-4]).exists()
        assert path[3:-4].encode() not in left['.council-manifest'][0]


@tap.test
def a_dry_run_tells_and_writes_nothing():
    with Council() as council:
        council.feed('--public')
        site = council.folder / 'site'
        said = council.run('publish', site, '--dry-run')
        assert '+ meetings.ics' in said, said
        assert not site.exists()
        council.run('publish', site)
        before = tree(site)
        council.run('meeting', 'cancel', '2027', '--reason', 'паводок')
        assert '* meetings.ics' in council.run('publish', site, '--dry-run')
        assert tree(site) == before


@tap.test
def what_others_wrote_is_not_replaced():
    with Council() as council:
        council.feed('--public')
        site = council.folder / 'site'
        site.mkdir()
        (site / 'index.html').write_text('mine')
        done = subprocess.run([COUNCIL, '--file', council.file, 'publish', site],
                              capture_output=True, text=True, check=False,
                              env=dict(os.environ, LC_ALL='C.UTF-8'))
        tap.same(done.returncode, 4)
        assert 'index.html' in done.stderr
        tap.same(sorted(tree(site)), ['index.html'])  # not even a part of the rest


@tap.test
def a_publishing_that_was_broken_off_is_completed_by_the_next():
    with Council() as council:
        path = council.feed()
        site = council.folder / 'site'
        council.run('publish', site)
        manifest = (site / '.council-manifest').read_bytes()
        whole = tree(site)
        (site / path[1:]).write_bytes(b'BEGIN:VCAL')  # as a machine that lost power might leave it
        (site / 'index.html').unlink()
        council.run('publish', site)
        after = tree(site)
        tap.same({name: data for name, (data, _, _) in after.items()},
                 {name: data for name, (data, _, _) in whole.items()})
        tap.same((site / '.council-manifest').read_bytes(), manifest)


def published_protocols(council, site):
    council.run('publish', site)
    return sorted(name for name in tree(site) if name.startswith('protocols/'))


@tap.test
def a_protocol_is_published_when_it_is_disclosed_and_signed_and_vanishes_when_withdrawn():
    with Council() as council:
        council.feed('--public')
        site = council.folder / 'site'
        for party, number in (('ar', 1), ('bo', 2)):
            council.run('meeting', 'confirm', '2027', '--as', party, '--basis', f'письмо № {number}')
        council.run('delegation', 'add', '2027', '--party', 'ar', '--role', 'head', '--person', 'vymyslov')
        council.run('delegation', 'add', '2027', '--party', 'bo', '--role', 'head', '--person', 'primerzoda')
        council.now = '2027-02-12T12'
        council.run('meeting', 'held', '2027')
        council.run('protocol', 'draft', '2027')
        council.run('protocol', 'disclose', '2027', '--basis', 'письмо № 3')
        tap.same(published_protocols(council, site), [])      # a draft is nobody's business
        council.run('protocol', 'agree', '2027', '--as', 'ar', '--basis', 'письмо № 4')
        council.run('protocol', 'agree', '2027', '--as', 'bo', '--basis', 'письмо № 5')
        council.run('protocol', 'issue', '2027', '--blank-date')
        tap.same(published_protocols(council, site), [])      # nor what nobody signed
        scans = {}
        for party in ('ar', 'bo'):
            printed, scan = council.folder / 'printed.pdf', council.folder / f'{party}.pdf'
            council.run('protocol', 'render', '2027', '--for', party, '--out', printed)
            subprocess.run(['pdftocairo', '-pdf', printed, scan], check=True)
            printed.unlink()
            scans[f'protocols/2027-{party}.pdf'] = scan.read_bytes()
            tap.same(published_protocols(council, site), [])  # one original is no protocol
            council.run('protocol', 'attach', '2027', '--for', party, scan, '--signed', '2027-02-12',
                        '--place', 'Аркадск')
        tap.same(published_protocols(council, site), sorted(scans))
        for page, link in (('index.html', 'Протокол заседания 2027 (экземпляр: '),
                           ('en.html', 'Protocol of the meeting 2027 (original: ')):
            assert link in (site / page).read_text(encoding='utf-8'), link
        for name, data in scans.items():
            assert (site / name).read_bytes() == data, name
            assert f'href="{name}"' in (site / 'index.html').read_text(encoding='utf-8')
        council.serve()
        reply = council.get('/protocols/2027-bo.pdf')
        tap.same((reply.status, reply.headers['Content-Type']), (200, 'application/pdf'))
        assert reply.text == scans['protocols/2027-bo.pdf']
        council.run('protocol', 'disclose', '2027', '--withdraw')
        tap.same(published_protocols(council, site), [])
        assert 'protocols/' not in (site / 'index.html').read_text(encoding='utf-8')
        council.wait_for('/protocols/2027-bo.pdf', lambda reply: reply.status == 404)


@tap.test
def what_is_one_party_s_own_is_for_nobody_else():
    with Council() as council:
        council.run('meeting', 'schedule', '2027-01-20T10:00', '--own', 'ar', '--basis', 'поручение')
        council.run('agenda', 'add', 'ar-2027', 'Позиция для переговоров', '--basis', 'поручение')
        council.run('protocol', 'draft', 'ar-2027', '--basis', 'поручение')
        refused = subprocess.run([COUNCIL, '--file', council.file, '--lang', 'en', 'protocol', 'disclose', 'ar-2027'],
                                 capture_output=True, text=True, check=False)
        assert refused.returncode == 4 and "party's own" in refused.stderr, refused.stderr
        refused = subprocess.run([COUNCIL, '--file', council.file, '--lang', 'en', 'feed', 'create', '--public',
                                  '--person', 'vymyslov'], capture_output=True, text=True, check=False)
        assert refused.returncode == 2 and 'not for everyone' in refused.stderr, refused.stderr
        for kind in ('meetings', 'deadlines'):
            for words in ((), ('--party', 'ar'), ('--party', 'bo')):
                council.feed('--public', '--kind', kind, *words)
                council.feed('--kind', kind, *(words if words != ('--party', 'ar') else ()))
        site = council.folder / 'site'
        council.run('publish', site)
        names = tree(site)
        texts = {name: (site / name).read_bytes().replace(b'\r\n ', b'').decode() for name in names}
        tap.same([name for name, text in texts.items()
                  if re.search('ar-2027|национальн|Позиция|Вымыслов', text + name)], [])
        own = council.feed('--party', 'ar')            # whose meeting it is, and who has its secret
        council.run('publish', site)
        assert 'Позиция для переговоров' in (site / own[1:]).read_bytes().replace(b'\r\n ', b'').decode()


@tap.test
def a_protocol_that_was_not_disclosed_is_at_no_address():
    with Council() as council:
        council.feed('--public')
        council.run('protocol', 'draft', '2027')
        council.serve()
        for path in ('/protocols/2027-ar.pdf', '/protocols/2027.pdf', '/protocols/', '/2027-ar.pdf'):
            tap.same((path, council.get(path).status), (path, 404))


@tap.test
def nginx_serves_them_with_the_right_headers():
    tap.needs(NGINX, './dev deps --test')
    with Council() as council:
        path = council.feed()
        site = council.folder / 'site'
        os.chmod(council.folder, 0o755)
        council.run('publish', site)
        with Nginx(council.folder, Authority(council.folder, 'authority'), site=site) as nginx:
            reply = nginx.get(path, {'Accept-Encoding': 'gzip'})
            tap.same(reply.status, 200)
            tap.same(reply.headers['Content-Type'], 'text/calendar; charset=utf-8')
            tap.same(reply.headers['Content-Encoding'], None)
            assert reply.headers['ETag'].startswith('"') and reply.headers['Last-Modified']
            assert 'no-transform' in reply.headers['Cache-Control']
            tap.same(reply.text, (site / path[1:]).read_bytes())
            tap.same(nginx.get(path, {'If-None-Match': reply.headers['ETag']}).status, 304)
            tap.same(nginx.get(path, method='HEAD').text, b'')
            agenda = nginx.get(path[:-4] + '/2027.html')
            tap.same((agenda.status, agenda.headers['Content-Type']),
                     (200, 'text/html; charset=utf-8'))
            tap.same(nginx.get('/').headers['Content-Type'], 'text/html; charset=utf-8')
            for wrong in ('/f/', '/f/aaaa.ics', '/.council-manifest', '/../council.db', '/f',
                          path + '/', '/%2e%2e/council.db'):
                missing = nginx.get(wrong)
                assert missing.status in (400, 404), (wrong, missing.status)
                assert b'<html' not in missing.text or missing.status == 400, (wrong, missing.text)
            tap.same(nginx.get(path, method='POST').status, 403)
            council.run('publish', site)
            tap.same(nginx.get(path, {'If-None-Match': reply.headers['ETag']}).status, 304)
            council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
            council.run('publish', site)
            tap.same(nginx.get(path, {'If-None-Match': reply.headers['ETag']}).status, 200)
            tap.same((reply.headers['Strict-Transport-Security'], reply.headers['X-Content-Type-Options'],
                      agenda.headers['X-Content-Type-Options']), ('max-age=31536000', None, 'nosniff'))
            moved = nginx.get(path, plain=True)
            tap.same((moved.status, moved.headers['Location']),
                     (301, f'https://council.example:{nginx.port}{path}'))
            council.wait_until(lambda: 'GET / ' in nginx.log())
            assert path[3:-4] not in nginx.log(), nginx.log()


@tap.test
def nginx_in_trouble_gives_the_last_answer_or_an_app_none_and_tells_all_others():
    tap.needs(NGINX, './dev deps --test')
    with Council() as council:
        path, never, revoked = council.feed(), council.feed('--kind', 'holidays'), council.feed()
        council.serve()
        authority = Authority(council.folder, 'authority')
        with Nginx(council.folder, authority, 'nginx-serve.conf', back=council.port) as nginx:
            reply = nginx.get(path)
            tap.same((reply.status, reply.headers['Content-Type'], reply.text),
                     (200, 'text/calendar; charset=utf-8', council.get(path).text))
            tap.same(reply.headers['Strict-Transport-Security'], 'max-age=31536000')
            tap.same(nginx.get(path, {'If-None-Match': reply.headers['ETag']}).status, 304)
            tap.same(nginx.get('/f/aaaa.ics').text, b'404: nothing is at this address\n')
            tap.same(nginx.get(path, plain=True).headers['Location'],
                     f'https://council.example:{nginx.port}{path}')
            tap.same(nginx.get(revoked).status, 200)
            council.run('feed', 'revoke', 'meetings-2')
            council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
            council.wait_for(revoked, lambda reply: reply.status == 410)
            time.sleep(2.1)                            # an answer is kept for a second
            tap.same(nginx.get(revoked).status, 410)
            last = nginx.get(path)
            assert b'20270225T100000' in last.text
            council.stop()
            app = {'Accept': 'text/calendar,*/*;q=0.5'}
            time.sleep(2.1)
            reply = nginx.get(path, app)
            tap.same((reply.status, reply.text, reply.headers['ETag'], reply.headers['Content-Type']),
                     (200, last.text, last.headers['ETag'], 'text/calendar; charset=utf-8'))
            tap.same(nginx.get(path, {'If-None-Match': last.headers['ETag'], **app}).status, 304)
            tap.same(nginx.get(revoked, app).status, 410)
            for wanted in (never, '/'):
                reply = nginx.get(wanted)
                tap.same((reply.status, reply.text, reply.headers['Content-Type'],
                          reply.headers['Retry-After']), (503, b'503\n', 'text/plain', '120'))
            try:
                reply = nginx.get(never, app)
            except http.client.RemoteDisconnected:
                reply = None
            tap.same(reply, None)
            assert path[3:-4] not in nginx.log(), nginx.log()


@tap.test
def nginx_never_gives_again_what_council_has_said_is_revoked():
    tap.needs(NGINX, './dev deps --test')
    with Council() as council:
        path, lost = council.feed(), council.feed('--kind', 'deadlines')
        council.serve()
        with Nginx(council.folder, Authority(council.folder, 'authority'), 'nginx-serve.conf',
                   back=council.port) as nginx:
            # Some apps ask with a word of their own, which says nothing to council.
            ways = (path, path + '?app=1', path + '?app=2&x=.ics')
            for way in ways:
                reply = nginx.get(way)
                tap.same((way, reply.status), (way, 200))
            tap.same(nginx.get(lost).status, 200)
            council.run('feed', 'revoke', 'meetings')
            council.run('feed', 'revoke', 'deadlines')
            council.wait_for(path, lambda reply: reply.status == 410)
            council.wait_for(lost, lambda reply: reply.status == 410)
            time.sleep(2.1)                            # an answer is kept for a second
            tap.same(nginx.get(ways[1], {'If-None-Match': reply.headers['ETag']}).status, 410)
            tap.same(nginx.get(lost, method='HEAD').status, 410)
            council.stop()
            time.sleep(2.1)
            for way in (*ways, lost):
                for headers in ({}, {'Accept': 'text/calendar'}, {'Range': 'bytes=0-99'},
                                {'If-None-Match': reply.headers['ETag']}):
                    answer = nginx.get(way, headers)
                    tap.same((way, headers, answer.status, b'VCALENDAR' in answer.text),
                             (way, headers, 410, False))


tap.run()
