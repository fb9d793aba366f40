#!/usr/bin/env python3
"""The demonstration, as a new user runs it, judged by others: test-demo.py SOURCE-ROOT"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import tap

import icalendar
import vobject

ROOT = pathlib.Path(sys.argv[1]).resolve()
FOLDER = tempfile.TemporaryDirectory()
DEMO = pathlib.Path(FOLDER.name) / 'demo'
PARTIES = {'tj': ('Таджик', 'Кыргыз'), 'kg': ('Кыргыз', 'Таджик')}


def said(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def council(*words):
    return json.loads(said(os.environ['COUNCIL'], '--file', DEMO / 'council.db', '--json', *words))


SHOWN = said('bash', ROOT / 'cli' / 'demo.sh', DEMO)


def printed(party):
    """The text of an original: page numbers gone, divided words joined, spaces folded."""
    text = said('pdftotext', '-raw', DEMO / f'protocol-2026-{party}.pdf', '-')
    text = re.sub(r'\f(\d+\n)?', '', text)
    return re.sub(r'\s+', ' ', re.sub(r'\u00ad\n|(?<=\w-)\n', '', text))


def folded(text):
    return re.sub(r'\s+', ' ', text)


@tap.test
def it_says_where_everything_lies_and_three_commands_to_try():
    for name in ('council.db', 'meetings.ics', 'protocol-2026-tj.pdf', 'protocol-2026-kg.pdf'):
        assert str(DEMO / name) in SHOWN, name
        assert (DEMO / name).stat().st_size > 0, name
    assert SHOWN.count('--file') == 3


@tap.test
def the_file_is_sound():
    tap.same(council('check')['findings'], [])


@tap.test
def the_first_meeting_is_the_known_one_and_tajikistan_hosts_next():
    plan = council('meeting', 'plan')
    tap.same([(row['year'], row['host'], row['state']) for row in plan[:2]],
             [(2026, 'kg', 'held'), (2027, 'tj', 'planned')])


@tap.test
def the_originals_are_sound_pdfs_with_embedded_fonts():
    for party in PARTIES:
        path = DEMO / f'protocol-2026-{party}.pdf'
        assert 'No syntax or stream encoding errors' in said('qpdf', '--check', path)
        fonts = said('pdffonts', path).splitlines()[2:]
        assert fonts
        for font in fonts:
            assert re.search(r'Identity-H +yes yes yes', font), font


@tap.test
def every_clause_of_the_record_is_printed_exactly():
    for party in PARTIES:
        text = printed(party)
        clauses = council('protocol', 'show', '2026', '--for', party)['clauses']
        assert len(clauses) > 15
        for clause in clauses:
            if clause['kind'] not in ('closing', 'annex', 'table', 'member', 'delegate'):
                assert folded(clause['text']) in text, (party, clause['kind'], clause['text'])


@tap.test
def the_keeper_comes_first_throughout():
    for party, (first, second) in PARTIES.items():
        text = printed(party)
        assert f'{first}ско-{second}ск' in text
        assert f'{second}ско-{first}ск' not in text
        # in each sentence that names both sides, in the signatures and in the annexes
        for passage in re.split(r'(?<=[.:]) ', text):
            sides = re.findall(r'(Таджик|Кыргыз)ск(?:ой|ую|ая) Сторон', passage)
            if len(set(sides)) == 2:
                tap.same(sides[0], first)
        annexes = [found.start() for side in (first, second)
                   for found in [re.search(f'Состав делегации {side}ской Стороны', text)]]
        tap.same(annexes, sorted(annexes))


def grey_share(page):
    """How much of a page is light grey, as marks are: neither paper nor ink."""
    header = re.match(rb'P5\s+\d+\s+\d+\s+255\s', page)
    pixels = page[header.end():]
    return sum(224 <= pixel <= 246 for pixel in pixels) / len(pixels)


@tap.test
def the_mark_of_a_sample_is_on_every_page_and_never_in_the_text():
    for party in PARTIES:
        pages = DEMO / f'page-{party}'
        said('pdftoppm', '-r', '25', '-gray', DEMO / f'protocol-2026-{party}.pdf', pages)
        pictures = sorted(DEMO.glob(f'page-{party}-*.pgm'))
        assert len(pictures) >= 4
        for picture in pictures:
            share = grey_share(picture.read_bytes())
            assert share > 0.04, (picture.name, share)
        text = printed(party)
        assert 'ОБРАЗЕЦ' not in text and 'ПРОЕКТ' not in text
    for meeting in council('meeting', 'list'):
        tap.same(meeting['sample'], True)
    assert council('protocol', 'show', '2026')['sample']


@tap.test
def others_read_the_feed():
    text = (DEMO / 'meetings.ics').read_bytes()
    events = icalendar.Calendar.from_ical(text).walk('VEVENT')
    tap.same(len(events), 3)
    for event in events:
        tap.same(event.errors, [])
        assert str(event['SUMMARY']).startswith('ОБРАЗЕЦ: '), event['SUMMARY']
    vobject.readOne(text.decode()).validate(raiseException=True)


ICAL_JS = ROOT / 'tests/e2e/node_modules/ical.js'
READER = """
import ICAL from 'ICAL_JS/dist/ical.js';
import fs from 'node:fs';
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], 'utf8')));
console.log(JSON.stringify(calendar.getAllSubcomponents('vevent').map(part =>
  [new ICAL.Event(part).summary, String(part.getFirstPropertyValue('status'))])));
"""


@tap.test
def ical_js_reads_the_feed():
    tap.needs(ICAL_JS, './dev deps --test')
    script = DEMO / 'read.mjs'
    script.write_text(READER.replace('ICAL_JS', str(ICAL_JS)))
    events = json.loads(said('node', script, DEMO / 'meetings.ics'))
    tap.same([status for _, status in events], ['CONFIRMED', 'TENTATIVE', 'TENTATIVE'])
    for summary, _ in events:
        assert summary.startswith('ОБРАЗЕЦ: '), summary


@tap.test
def khal_imports_and_lists_the_feed():
    home = DEMO / 'khal'
    (home / 'calendar').mkdir(parents=True)
    (home / 'config').write_text(
        f'[calendars]\n[[council]]\npath = {home}/calendar\n'
        '[locale]\nlocal_timezone = Asia/Dushanbe\ndefault_timezone = Asia/Dushanbe\n'
        'timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n'
        'datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n'
        f'[sqlite]\npath = {home}/khal.db\n')
    done = subprocess.run(['khal', '-c', home / 'config', 'import', '--batch', '-a', 'council',
                           DEMO / 'meetings.ics'], check=True, capture_output=True, text=True)
    assert 'Skipping' not in done.stdout + done.stderr, done.stderr
    listed = said('khal', '-c', home / 'config', 'list', '--format', '{start-time} {title}',
                  '2027-02-02', '2027-02-03')
    assert '10:00 ОБРАЗЕЦ: Второе очередное заседание' in listed, listed


@tap.test
def no_sample_delegate_bears_a_personal_name():
    for path in DEMO.glob('delegation-*.csv'):
        for line in path.read_text().splitlines()[1:]:
            assert re.match(r'Делегат \d+;', line), line


tap.run()
