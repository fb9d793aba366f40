#!/usr/bin/env python3
"""What others read in our feeds: test-judges.py SAMPLES-PROGRAM SOURCE-ROOT

python3-icalendar, python3-vobject, khal, calcurse and ical.js, each in its own way of a subscriber.
"""

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

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
FOLDER = tempfile.TemporaryDirectory()
SAMPLES = pathlib.Path(FOLDER.name)
NAMES = ('meeting', 'zones', 'all-day', 'tasks', 'links', 'hostile')
MESSAGES = ('request', 'cancel', 'uninvite')
UTC = datetime.timezone.utc

subprocess.run([PROGRAM, str(SAMPLES)], check=True)


def read(name):
    return (SAMPLES / f'{name}.ics').read_bytes()


# The instants that the feed of zones was written from.
INSTANTS = {
    'berlin-winter@council': '2027-03-27T11:00:00+00:00',
    'berlin-summer@council': '2027-03-28T10:00:00+00:00',
    'berlin-later@council': '2028-12-01T11:00:00+00:00',
    'berlin-far@council': '2045-07-10T10:00:00+00:00',
    'bishkek@council': '2027-03-15T05:00:00+00:00',
    'bishkek-far@council': '2045-07-11T10:00:00+00:00',
    'online@council': '2027-06-01T09:00:00+00:00',
}


def categories(part):
    """One CATEGORIES property; this version splits it at escaped commas too, ical.js does not."""
    return ','.join(str(category) for category in part.cats)


@tap.test
def icalendar_reads_every_feed():
    for name in NAMES:
        calendar = icalendar.Calendar.from_ical(read(name))
        for part in calendar.walk():
            tap.same(part.errors, [])
        tap.same(str(calendar['METHOD']), 'PUBLISH')


@tap.test
def icalendar_reads_the_meeting_as_it_was_meant():
    event, = icalendar.Calendar.from_ical(read('meeting')).walk('VEVENT')
    tap.same(str(event['SUMMARY']), 'Второе заседание')
    tap.same(str(event['LOCATION']), 'Озёрск, Дом приёмов')
    tap.same(str(event['DESCRIPTION']), 'Очередное заседание.\nПринимает Озёрная Сторона.\n\n'
                                        'https://council.example/meeting/2027')
    tap.same([categories(part) for part in event['CATEGORIES']],
             ['Торговля, услуги', 'энергетика'])
    tap.same(event['DTSTART'].dt.astimezone(UTC).isoformat(), '2027-03-15T05:00:00+00:00')
    tap.same(event['ORGANIZER'].params['CN'], 'Секретариат')
    tap.same((event['GEO'].latitude, event['GEO'].longitude), (38.5598, 68.787))


@tap.test
def vobject_validates_every_feed():
    for name in NAMES:
        calendar = vobject.readOne(read(name).decode())
        tap.same(calendar.validate(raiseException=True), True)


@tap.test
def vobject_takes_our_zones_at_their_word():
    """Its zones come from the VTIMEZONE in the file."""
    for event in vobject.readOne(read('zones').decode()).vevent_list:
        tap.same(event.dtstart.value.astimezone(UTC).isoformat(), INSTANTS[event.uid.value])


@tap.test
def icalendar_builds_the_same_zones():
    calendar = icalendar.Calendar.from_ical(read('zones'))
    zones = {str(z['TZID']): z.to_tz() for z in calendar.walk('VTIMEZONE')}
    tap.same(sorted(zones), ['Asia/Bishkek', 'Europe/Berlin'])
    for event in calendar.walk('VEVENT'):
        start = event['DTSTART']
        if 'TZID' not in start.params:
            continue
        local = zones[start.params['TZID']].localize(start.dt.replace(tzinfo=None))
        tap.same(local.astimezone(UTC).isoformat(), INSTANTS[str(event['UID'])])


@tap.test
def nothing_hostile_became_a_property():
    event, = icalendar.Calendar.from_ical(read('hostile')).walk('VEVENT')
    tap.same([k for k in event if k.startswith('X-') or k == 'ATTENDEE'], [])
    tap.same(categories(event['CATEGORIES']), 'раз;два,три\\четыре X-EVIL:8')
    tap.same(str(event['DESCRIPTION']).split('\n')[:3],
             ['Первая', 'ATTENDEE:x', 'Tретья "кавычки"; запятая, \\ черта'])


@tap.test
def icalendar_and_vobject_take_messages():
    for name, method in (('request', 'REQUEST'), ('cancel', 'CANCEL'), ('uninvite', 'CANCEL')):
        calendar = icalendar.Calendar.from_ical(read(name))
        tap.same(str(calendar['METHOD']), method)
        event, = calendar.walk('VEVENT')
        tap.same([k for k in event if k.startswith('X-')], [])
        tap.same([str(a) for a in event['ATTENDEE']],
                 ['mailto:vymyslov@example.org', 'mailto:a@example.org%20%20X-EVIL:2'])
        chair, second = event['ATTENDEE']
        tap.same(chair.params['ROLE'], 'CHAIR')
        tap.same(second.params['CN'], 'Озёрная Нина')
        tap.same(second.params['DELEGATED-FROM'], 'mailto:skazkin@example.org')
        tap.same(str(event['COMMENT']),
                 'Перенос; причина, "болезнь" ATTENDEE:mailto:x@example.org')
        tap.same(event.get('STATUS'),
                 {'request': 'CONFIRMED', 'cancel': 'CANCELLED', 'uninvite': None}[name])
        tap.same(vobject.readOne(read(name).decode()).validate(raiseException=True), True)


@tap.test
def others_read_that_a_proposal_is_declined():
    """RFC 5546, 3.2.8, and the example in 4.2.4: the event is named, nothing of it is told."""
    calendar = icalendar.Calendar.from_ical(read('decline'))
    tap.same(str(calendar['METHOD']), 'DECLINECOUNTER')
    event, = calendar.walk('VEVENT')
    tap.same(sorted(event), ['ATTENDEE', 'COMMENT', 'DTSTAMP', 'ORGANIZER', 'SEQUENCE', 'UID'])
    tap.same(calendar.walk('VTIMEZONE'), [])
    tap.same(vobject.readOne(read('decline').decode()).validate(raiseException=True), True)


@tap.test
def icalendar_reads_tasks_as_they_were_meant():
    tasks = {str(task['UID']): task for task in
             icalendar.Calendar.from_ical(read('tasks')).walk('VTODO')}
    tap.same({uid: str(task['STATUS']) for uid, task in tasks.items()},
             {'agenda@council': 'IN-PROCESS', 'today@council': 'NEEDS-ACTION',
              'done@council': 'COMPLETED', 'open@council': 'NEEDS-ACTION',
              'dropped@council': 'CANCELLED'})
    for task in tasks.values():
        tap.same(int(task['PRIORITY']), 5)
        if 'DUE' in task:
            assert task['DTSTART'].dt < task['DUE'].dt
    agenda = tasks['agenda@council']
    tap.same(agenda['DUE'].dt, datetime.date(2027, 2, 28))
    tap.same(int(agenda['PERCENT-COMPLETE']), 40)
    tap.same(str(agenda['RELATED-TO']), '0192e4b1-7a3c-7def-8000-000000000001@council')
    alarm, = agenda.walk('VALARM')
    tap.same(alarm['TRIGGER'].dt, datetime.timedelta(hours=-15))   # at 9 o'clock, not at midnight
    tap.same(str(alarm['TRIGGER'].params['RELATED']), 'END')
    assert 'DUE' not in tasks['open@council']
    assert not tasks['done@council'].walk('VALARM')


@tap.test
def icalendar_reads_the_links_and_nothing_else():
    event, = icalendar.Calendar.from_ical(read('links')).walk('VEVENT')
    tap.same([k for k in event if k.startswith('X-')], [])
    tap.same(str(event['CONFERENCE']), 'https://video.example/room?a=1;b=2')
    tap.same(str(event['ATTACH']), 'https://council.example/f/x/2027.html%20%20X-EVIL:9')
    tap.same(event['ATTACH'].params['FMTTYPE'], 'text/html')
    tap.same(str(event['DESCRIPTION']),
             'Очередное заседание\n\nhttps://video.example/room?a=1;b=2\n'
             'Повестка дня X-EVIL:10: https://council.example/f/x/2027.html%20%20X-EVIL:9')


@tap.test
def calcurse_imports_every_feed_and_invitation():
    tap.needs('/usr/bin/calcurse', './dev deps --test')
    for name in NAMES + MESSAGES:
        with tempfile.TemporaryDirectory() as home:
            done = subprocess.run(['calcurse', '-q', '-D', home, '-i', SAMPLES / f'{name}.ics'],
                                  capture_output=True, text=True, check=False,
                                  env=dict(os.environ, LC_ALL='C.UTF-8', HOME=home))
            tap.same(done.returncode, 0)
            kept = ((pathlib.Path(home) / 'apts').read_text() +
                    (pathlib.Path(home) / 'todo').read_text())
            entries = len(icalendar.Calendar.from_ical(read(name)).walk('VEVENT') +
                          icalendar.Calendar.from_ical(read(name)).walk('VTODO'))
            assert len(kept.splitlines()) >= entries, (name, kept, done.stderr)


@tap.test
def khal_imports_every_feed_and_invitation():
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        (home / 'config').write_text(
            '[calendars]\n[[council]]\n'
            f'path = {home}/calendar\ntype = calendar\n'
            '[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\n'
            'timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n'
            'datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n'
            f'[sqlite]\npath = {home}/khal.db\n')
        (home / 'calendar').mkdir()
        environment = dict(os.environ, HOME=str(home), LC_ALL='C.UTF-8')

        def khal(*words):
            done = subprocess.run(['khal', '-c', home / 'config', *words], env=environment,
                                  capture_output=True, text=True, check=True)
            return done.stdout + done.stderr

        for name in NAMES + MESSAGES:
            if name == 'tasks':     # khal has no tasks
                continue
            said = khal('import', '--batch', '-a', 'council', SAMPLES / f'{name}.ics')
            assert 'Skipping' not in said and 'rror' not in said, said
        listed = khal('list', '--format', '{start}|{end}|{title}', '--day-format', '',
                      '2027-03-15', '2027-03-16')
        assert '2027-03-15 05:00|2027-03-15 08:30|Второе заседание' in listed, listed


READER = """
import ICAL from 'ROOT/tests/e2e/node_modules/ical.js/dist/ical.js';
import fs from 'node:fs';
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], 'utf8')));
const out = {};
for (const part of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(part);
  const zone = calendar.getAllSubcomponents('vtimezone')
    .map(z => new ICAL.Timezone(z)).find(z => z.tzid === event.startDate.zone?.tzid);
  if (zone) event.startDate.zone = zone;
  out[event.uid] = { start: event.startDate.toJSDate().toISOString(), summary: event.summary,
                     categories: part.getAllProperties('categories').map(p => p.getValues()) };
}
console.log(JSON.stringify(out));
"""


@tap.test
def ical_js_reads_the_same_instants():
    tap.needs(ROOT / 'tests/e2e/node_modules/ical.js', './dev deps --test')
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / 'read.mjs'
        script.write_text(READER.replace('ROOT', str(ROOT)))

        def events(name):
            done = subprocess.run(['node', script, SAMPLES / f'{name}.ics'],
                                  capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            return json.loads(done.stdout)

        zones = events('zones')
        tap.same({uid: event['start'] for uid, event in zones.items()},
                 {uid: text.replace('+00:00', '.000Z') for uid, text in INSTANTS.items()})
        meeting, = events('meeting').values()
        tap.same(meeting['summary'], 'Второе заседание')
        tap.same(meeting['categories'], [['Торговля, услуги'], ['энергетика']])
        tap.same(len(events('hostile')), 1)
        for name in MESSAGES:
            tap.same(len(events(name)), 1)
        tap.same(len(events('all-day')), 1)


tap.run()
