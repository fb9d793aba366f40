#!/usr/bin/env python3
"""The pages of council serve before Chromium and axe-core: readable by everyone, on every screen."""

import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import Council
import tap

HERE = pathlib.Path(__file__).resolve().parent


@tap.test
def axe_a_keyboard_and_a_telephone_find_nothing_wrong():
    tap.needs('/usr/bin/chromium', './dev deps --test')
    tap.needs(HERE.parent / 'e2e/node_modules/axe-core', './dev deps --test')
    with Council() as council:
        meetings = council.feed('--public')
        council.feed('--kind', 'holidays', '--public', '--language', 'en',
                     '--name', 'Days off with a long name that a telephone has to break')
        council.feed('--kind', 'deadlines', '--public', '--language', 'ky')
        council.serve()
        base = f'http://127.0.0.1:{council.port}'
        pages = [*(f'{base}/{name}.html' for name in ('index', 'en', 'tg', 'ky')),
                 f'{base}{meetings[:-4]}/2027.html']
        done = subprocess.run(['node', HERE / 'pages.mjs', *pages], capture_output=True, text=True,
                              check=False, timeout=900, env=dict(os.environ, HOME=council.folder))
        assert done.returncode == 0, done.stderr
        looks = json.loads(done.stdout)
        tap.same(len(looks), 15)
        for look in looks:
            assert look['passes'] > 15, look           # it did look
            tap.same((look['address'], look['name'], look['wrong'], look['said']),
                     (look['address'], look['name'], [], []))


@tap.test
def a_page_needs_nothing_from_elsewhere():
    with Council() as council:
        council.feed('--public')
        council.serve()
        for page in ('/index.html', '/en.html', '/tg.html', '/ky.html'):
            reply = council.get(page)
            text = reply.text.decode()
            assert '<script' not in text and ' src=' not in text and '@import' not in text
            assert reply.headers['Content-Security-Policy'].startswith("default-src 'none'")


@tap.test
def every_page_of_the_index_is_in_its_language_and_leads_to_the_others():
    names = {'index.html': 'ru', 'en.html': 'en', 'tg.html': 'tg', 'ky.html': 'ky'}
    words = {'ru': 'Как подписаться', 'en': 'How to subscribe', 'tg': 'Тарзи обуна шудан',
             'ky': 'Кантип жазылса болот'}
    with Council() as council:
        council.feed('--public')
        council.serve()
        for name, lang in names.items():
            text = council.get('/' + name).text.decode()
            assert f'<html lang="{lang}">' in text and words[lang] in text, text
            tap.none(other for other in words if other != lang and words[other] in text)
            tap.same(sorted(re.findall(r'<a href="(\w+\.html)" lang="(\w+)"', text)),
                     sorted(pair for pair in names.items() if pair[0] != name))


tap.run()
