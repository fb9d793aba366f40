#!/usr/bin/env python3
"""The days off as other programs read them: test-holidays.py SOURCE-ROOT"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import tap

import icalendar
import vobject

ROOT = pathlib.Path(sys.argv[1]).resolve()
TEMPORARY = tempfile.TemporaryDirectory()
FOLDER = pathlib.Path(TEMPORARY.name)
FILE, ICS = FOLDER / 'council.db', FOLDER / 'holidays.ics'
ENVIRONMENT = dict(os.environ, LC_ALL='C.UTF-8', HOME=str(FOLDER),
                   COUNCIL_NOW='2026-11-24T09:00:00Z')
DAY = datetime.timedelta(days=1)


def said(*words, **changes):
    done = subprocess.run(words, check=False, capture_output=True, text=True,
                          env=dict(ENVIRONMENT, **changes))
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def council(*words, **changes):
    return said(ENVIRONMENT['COUNCIL'], '--file', FILE, *words, **changes)


council('init')
council('holiday', 'export', '--from', '2024-01-01', '--to', '2027-12-31', '--out', ICS)
LISTED = [day for year in range(2024, 2028)
          for day in json.loads(council('holiday', 'list', '--year', str(year), '--json'))]
COUNTRIES = {'tj': 'Таджикистан', 'kg': 'Кыргызстан'}


def events():
    return icalendar.Calendar.from_ical(ICS.read_bytes()).walk('VEVENT')


@tap.test
def every_listed_day_is_one_event_of_a_whole_day():
    def key(event):
        start, end = event['DTSTART'].dt, event['DTEND'].dt
        tap.same((type(start), end - start), (datetime.date, DAY))
        return start.isoformat(), str(event['SUMMARY']).split(':')[0], str(event['STATUS'])

    states = {'confirmed': 'CONFIRMED', 'provisional': 'TENTATIVE'}
    tap.same(sorted(key(event) for event in events()),
             sorted((day['date'], COUNTRIES[day['party']], states[day['state']])
                    for day in LISTED))


@tap.test
def the_text_says_kind_state_and_act_and_no_day_blocks_its_time():
    found = {str(event['UID']): event for event in events()}
    event = found['holiday-tj-2026-03-09@tj-kg.council']
    tap.same(str(event['SUMMARY']), 'Таджикистан: День матери, перенос с 8 марта 2026 года')
    text = str(event['DESCRIPTION'])
    assert 'перечень праздничных дней Республики Таджикистан' in text, text
    assert text.endswith('\nперенесённый выходной; подтверждено'), text
    tap.same([str(part.cats[0]) for part in event['CATEGORIES']],
             ['перенесённый выходной', 'Таджикистан'])
    tap.same({str(event['TRANSP']) for event in found.values()}, {'TRANSPARENT'})
    assert 'holiday-kg-2026-03-09@tj-kg.council' not in found
    tap.same(len(found), len(LISTED))


@tap.test
def the_clock_changes_nothing_and_a_change_of_days_does():
    again = FOLDER / 'again.ics'
    words = ('holiday', 'export', '--from', '2024-01-01', '--to', '2027-12-31', '--out', again)
    council(*words, COUNCIL_NOW='2027-02-01T00:00:00Z')
    tap.same(again.read_bytes() == ICS.read_bytes(), True)
    copy = FOLDER / 'copy.db'
    council('backup', copy)
    later = {'COUNCIL_NOW': '2027-02-01T00:00:00Z'}
    said(ENVIRONMENT['COUNCIL'], '--file', copy, 'holiday', 'add', '2027-05-18', '--party', 'tj',
         '--name', 'день', '--act', 'закон', **later)
    said(ENVIRONMENT['COUNCIL'], '--file', copy, *words)
    event, = [event for event in icalendar.Calendar.from_ical(again.read_bytes()).walk('VEVENT')
              if str(event['UID']) == 'holiday-tj-2027-05-18@tj-kg.council']
    tap.same(event['DTSTAMP'].dt.isoformat(), '2027-02-01T00:00:00+00:00')


@tap.test
def nothing_is_wrong_for_icalendar_and_vobject():
    for part in icalendar.Calendar.from_ical(ICS.read_bytes()).walk():
        tap.same(part.errors, [])
    tap.same(vobject.readOne(ICS.read_bytes().decode()).validate(raiseException=True), True)


@tap.test
def khal_shows_the_ninth_of_march():
    (FOLDER / 'khal').write_text(
        f'[calendars]\n[[days]]\npath = {FOLDER}/calendar\ntype = calendar\n'
        '[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n'
        'timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n'
        'datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n'
        f'[sqlite]\npath = {FOLDER}/khal.db\n')
    (FOLDER / 'calendar').mkdir()
    told = said('khal', '-c', FOLDER / 'khal', 'import', '--batch', '-a', 'days', ICS)
    assert 'Skipping' not in told and 'rror' not in told, told
    listed = said('khal', '-c', FOLDER / 'khal', 'list', '--format', '{title}', '--day-format',
                  '', '2026-03-09', '1d')
    tap.same(listed.strip(), 'Таджикистан: День матери, перенос с 8 марта 2026 года')


READER = """
import ICAL from 'ROOT/tests/e2e/node_modules/ical.js/dist/ical.js';
import fs from 'node:fs';
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], 'utf8')));
console.log(JSON.stringify(calendar.getAllSubcomponents('vevent').map(part => {
  const event = new ICAL.Event(part);
  return [event.startDate.toString(), event.startDate.isDate, event.duration.toString(),
          event.uid];
})));
"""


@tap.test
def ical_js_reads_the_same_days():
    tap.needs(ROOT / 'tests/e2e/node_modules/ical.js', './dev deps --test')
    script = FOLDER / 'read.mjs'
    script.write_text(READER.replace('ROOT', str(ROOT)))
    read = json.loads(said('node', script, ICS))
    tap.same(sorted(read),
             sorted([day['date'], True, 'P1D',
                     f'holiday-{day["party"]}-{day["date"]}@tj-kg.council'] for day in LISTED))


tap.run()
