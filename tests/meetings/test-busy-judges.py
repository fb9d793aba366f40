#!/usr/bin/env python3
"""What others expand from the busy calendars of tests/cases/busy: test-busy-judges.py SOURCE-ROOT

recurring_ical_events (python3-icalendar, dateutil) and ical.js read every case that is not
refused; what they find is cut to the window, merged as our reader merges, and compared with the
expected intervals.  Where a judge is wrong, or does not know what a case is about, a table says
why; a judge that comes to agree fails too, so that the tables stay true.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zoneinfo

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import tap

ROOT = pathlib.Path(sys.argv[1]).resolve()
CASES = ROOT / 'tests/cases/busy'
UTC = datetime.timezone.utc

# --- the cases ------------------------------------------------------------------------------


class Case:
    """A calendar and what it means."""

    def __init__(self, path):
        self.name = path.stem
        self.path = path
        self.zone = 'Asia/Bishkek'
        self.start, self.end = instant('2027-01-01T00:00Z'), instant('2028-01-01T00:00Z')
        self.refused = False
        self.intervals = []
        for line in path.with_suffix('.expected').read_text().splitlines():
            word, _, rest = line.partition(' ')
            if word == 'zone':
                self.zone = rest
            elif word == 'from':
                self.start = instant(rest)
            elif word == 'to':
                self.end = instant(rest)
            elif word == 'refused':
                self.refused = True
            elif word not in ('', '#', 'notice', 'country', 'address', 'meant'):
                start, end, *flags = line.split()
                self.intervals.append((instant(start), instant(end), 'all-day' in flags,
                                       'tentative' in flags))

    def instant_of(self, kind, value):
        """The instant of a date, of a floating time, or of seconds."""
        if kind == 'utc':
            return datetime.datetime.fromtimestamp(value, UTC)
        local = datetime.datetime.fromisoformat(value)
        return local.replace(tzinfo=zoneinfo.ZoneInfo(self.zone)).astimezone(UTC)


def instant(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def cases():
    found = [Case(path) for path in sorted(CASES.glob('*.ics'))]
    return [case for case in found if not case.refused]


def merged(intervals, case):
    """As meetings/busy-calendar.h says: one kind's that touch are one; what lies inside a firmer
    one, or hours inside a whole day, is left out."""
    kinds = [[], [], [], []]
    for start, end, all_day, tentative in sorted(intervals):
        start, end = max(start, case.start), min(end, case.end)
        if start >= end:
            continue
        kind = kinds[tentative * 2 + (not all_day)]
        if kind and start <= kind[-1][1]:
            kind[-1] = (kind[-1][0], max(kind[-1][1], end), all_day, tentative)
        else:
            kind.append((start, end, all_day, tentative))
    return sorted(one for number, kind in enumerate(kinds) for one in kind
                  if not any(other[0] <= one[0] and other[1] >= one[1]
                             for higher in range(number) for other in kinds[higher]))


def shown(intervals):
    return '; '.join(f'{start:%Y-%m-%dT%H:%MZ} {end:%Y-%m-%dT%H:%MZ}'
                     f'{" all-day" * all_day}{" tentative" * tentative}'
                     for start, end, all_day, tentative in intervals) or 'nothing'


# --- recurring_ical_events -------------------------------------------------------------------


def python_reads(case):
    import icalendar
    import recurring_ical_events
    calendar = icalendar.Calendar.from_ical(case.path.read_bytes())
    day = datetime.timedelta(days=2)
    found = []
    for event in recurring_ical_events.of(calendar).between(
            (case.start - day).replace(tzinfo=None), (case.end + day).replace(tzinfo=None)):
        if event.get('STATUS') == 'CANCELLED' or event.get('TRANSP') == 'TRANSPARENT':
            continue
        start, end = event['DTSTART'].dt, event['DTEND'].dt
        all_day = not isinstance(start, datetime.datetime)
        if all_day and start == end:
            end += datetime.timedelta(days=1)
        found.append((python_instant(case, start), python_instant(case, end), all_day,
                      event.get('STATUS') == 'TENTATIVE'))
    return merged(found, case)


def python_instant(case, moment):
    if not isinstance(moment, datetime.datetime) or moment.tzinfo is None:
        return case.instant_of('local', moment.isoformat())
    return moment.astimezone(UTC)


ANSWER = 'does not look at what the owner answered'
OUTLOOK = "does not look at Outlook's properties"

PYTHON_EXCEPTIONS = {
    'alarms-and-tasks': 'refuses a file for the date of a VJOURNAL',
    'all-day-outlook': OUTLOOK,
    'all-day-recurring': 'an EXDATE with a time takes no whole day out',
    'all-day-until-utc': 'takes the date of UNTIL in UTC, a day early',
    'broken-events': 'cannot read an event without DTSTART',
    'clock-overlap': 'takes the second of two times (3.3.5: the first)',
    'clock-overlap-west': 'takes the second of two times (3.3.5: the first)',
    'declined': ANSWER,
    'declined-apple': ANSWER,
    'declined-google': ANSWER,
    'declined-twice': ANSWER,
    'declined-two-calendars': 'reads one calendar a file',
    'exdate-date': 'a date takes no hours out',
    'export-exchange-freebusy': 'cannot read a list of periods',
    'export-outlook': "knows no Windows name by country, nor Outlook's whole days",
    'exrule': 'does not know EXRULE',
    'freebusy': 'cannot read a list of periods',
    'freebusy-types': 'does not look at VFREEBUSY',
    'leap-second': 'cannot read second 60',
    'length-day': 'a day is 24 hours (3.3.6: by the calendar)',
    'length-recurring': 'a day is 24 hours (3.3.6: by the calendar)',
    'line-ends-lf': 'cannot read a byte order mark',
    'method-cancel': 'does not look at METHOD',
    'outlook-elsewhere': OUTLOOK,
    'outlook-free': OUTLOOK,
    'outlook-intended': OUTLOOK,
    'outlook-intended-not': OUTLOOK,
    'outlook-over-transp': OUTLOOK,
    'outlook-tentative': OUTLOOK,
    'rdate-date': 'a date among hours is midnight',
    'rdate-period': 'cannot sort periods',
    'rule-trailing': 'cannot read an unknown part of a rule',
    'small-letters': 'wants components in capitals',
    'this-and-future': 'does not know RANGE',
    'this-and-future-before': 'does not know RANGE',
    'this-and-future-cancelled': 'does not know RANGE',
    'two-calendars': 'reads one calendar a file',
    'two-rules': 'cannot read two rules',
    'uid-revised': 'does not look at SEQUENCE of the same UID',
    'until-date': 'a date as UNTIL is its midnight',
    'yearly-leap-day-forward': 'does not know RSCALE',
    'zone-after-2037': 'has no summer time after 2037',
    'zone-calendar-meant': 'knows no zone but those of the file',
    'zone-calendar-two': 'reads one calendar a file',
    'zone-calendar-unknown': 'cannot read a file whose zone nobody knows',
    'zone-calendar-unused': 'cannot read a file whose zone nobody knows',
    'zone-insane': 'cannot read the zone',
    'zone-location': 'believes the declaration, not X-LIC-LOCATION',
    'zone-lying-hostile': 'cannot read the zone',
    'zone-prefixed': 'does not know prefixed names',
    'zone-windows-abroad': 'takes the Windows name as Almaty, which is UTC+5 since 2024',
    'zone-windows-bishkek': 'takes the Windows name as Almaty, which is UTC+5 since 2024',
}

# --- ical.js ---------------------------------------------------------------------------------

READER = """
import ICAL from 'ROOT/tests/e2e/node_modules/ical.js/dist/ical.js';
import fs from 'node:fs';

// ical.js has no zones of its own: these are today's.
const offsets = { 'Asia/Bishkek': ['+0600'], 'Asia/Dushanbe': ['+0500'],
  'Europe/Berlin': ['+0100', '+0200', '-1SU', 3, '02', '-1SU', 10, '03'],
  'America/New_York': ['-0500', '-0400', '1SU', 4, '02', '-1SU', 10, '02'] };
function zone(tzid, [standard, summer, day1, month1, hour1, day2, month2, hour2]) {
  const part = (name, from, to, day, month, hour) => `BEGIN:${name}\\r\\n` +
    (day ? `DTSTART:1970${String(month).padStart(2, '0')}01T${hour}0000\\r\\n` +
           `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}\\r\\n`
         : 'DTSTART:19700101T000000\\r\\n') +
    `TZOFFSETFROM:${from}\\r\\nTZOFFSETTO:${to}\\r\\nEND:${name}\\r\\n`;
  const text = `BEGIN:VTIMEZONE\\r\\nTZID:${tzid}\\r\\n` + (summer
    ? part('DAYLIGHT', standard, summer, day1, month1, hour1) +
      part('STANDARD', summer, standard, day2, month2, hour2)
    : part('STANDARD', standard, standard)) + 'END:VTIMEZONE\\r\\n';
  ICAL.TimezoneService.register(tzid, new ICAL.Timezone(
    new ICAL.Component(ICAL.parse(text))));
}

function moment(time) {
  if (time.isDate) return ['date', time.toString()];
  if (time.zone === ICAL.Timezone.localTimezone) return ['local', time.toString()];
  return ['utc', time.toUnixTime()];
}

function read(path, to) {
  ICAL.TimezoneService.reset();
  for (const tzid in offsets) zone(tzid, offsets[tzid]);
  const parsed = ICAL.parse(fs.readFileSync(path, 'utf8').replace(/^\\uFEFF/, ''));
  const calendars = Array.isArray(parsed[0]) ? parsed : [parsed];
  const out = [];
  const take = (item, start, end) => {
    const part = item.component;
    const status = part.getFirstPropertyValue('status');
    if (status !== 'CANCELLED' && part.getFirstPropertyValue('transp') !== 'TRANSPARENT')
      out.push([moment(start), moment(end), status === 'TENTATIVE']);
  };
  for (const calendar of calendars.map(jcal => new ICAL.Component(jcal))) {
    for (const part of calendar.getAllSubcomponents('vtimezone'))
      if (!ICAL.TimezoneService.has(part.getFirstPropertyValue('tzid')))
        ICAL.TimezoneService.register(part);
    const events = calendar.getAllSubcomponents('vevent').map(part => new ICAL.Event(part));
    const masters = events.filter(event => !event.isRecurrenceException());
    for (const event of events.filter(event => event.isRecurrenceException())) {
      const of = masters.filter(master => master.uid === event.uid);
      for (const master of of) master.relateException(event);
      if (of.length === 0) take(event, event.startDate, event.endDate);
    }
    for (const event of masters) {
      if (!event.isRecurring()) { take(event, event.startDate, event.endDate); continue; }
      const iterator = event.iterator();
      for (let next, n = 0; (next = iterator.next()) && next.toUnixTime() < to + 172800;) {
        if (++n > 5000) throw 'does not end';
        const details = event.getOccurrenceDetails(next);
        take(details.item, details.startDate, details.endDate);
      }
    }
  }
  return out;
}

const out = {};
for (const [name, path, to] of JSON.parse(fs.readFileSync(0, 'utf8')))
  try { out[name] = read(path, to); } catch (error) { out[name] = String(error); }
console.log(JSON.stringify(out));
"""


def javascript_reads_all(all_cases):
    tap.needs(ROOT / 'tests/e2e/node_modules/ical.js', './dev deps --test')
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / 'read.mjs'
        script.write_text(READER.replace('ROOT', str(ROOT)))
        asked = [[case.name, str(case.path), case.end.timestamp()] for case in all_cases
                 if case.name not in JAVASCRIPT_HANGS]
        done = subprocess.run(['node', script], input=json.dumps(asked), capture_output=True,
                              text=True, check=False, timeout=100)
        assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def javascript_interval(case, start, end, tentative):
    all_day = start[0] == 'date'
    start, end = case.instant_of(*start), case.instant_of(*end)
    if all_day and start == end:
        end += datetime.timedelta(days=1)
    return start, end, all_day, tentative


FLOATING = 'does not look at X-WR-TIMEZONE'

# Not even asked.
JAVASCRIPT_HANGS = {'interval-days-never', 'zone-insane'}

JAVASCRIPT_EXCEPTIONS = {
    'all-day-bare': 'cannot read a date without VALUE=DATE',
    'all-day-outlook': OUTLOOK,
    'all-day-recurring': 'an EXDATE with a time takes no whole day out',
    'all-day-until-utc': 'takes the date of UNTIL in UTC, a day early',
    'broken-events': 'cannot read an event without DTSTART',
    'clock-gap': 'counts a skipped time with the offset after (3.3.5: before)',
    'clock-overlap': 'takes the second of two times (3.3.5: the first)',
    'clock-overlap-west': 'takes the second of two times (3.3.5: the first)',
    'declined': ANSWER,
    'declined-apple': ANSWER,
    'declined-google': ANSWER,
    'declined-twice': ANSWER,
    'declined-two-calendars': ANSWER,
    'end-recurring': 'takes the length by the wall (3.8.5.3: exact)',
    'export-exchange-freebusy': 'events only are read here',
    'export-outlook': "does not look at Outlook's properties",
    'exrule': 'does not know EXRULE',
    'freebusy': 'events only are read here',
    'freebusy-types': 'events only are read here',
    'interval-days-never': 'never ends',
    'interval-weeks-position': 'does not know BYSETPOS by the week',
    'leap-second': 'takes second 60 as the minute after',
    'length-hours': 'takes the length by the wall (3.3.6: hours are exact)',
    'lines-broken': 'refuses the file for one line',
    'method-cancel': 'does not look at METHOD',
    'outlook-elsewhere': OUTLOOK,
    'outlook-free': OUTLOOK,
    'outlook-intended': OUTLOOK,
    'outlook-intended-not': OUTLOOK,
    'outlook-over-transp': OUTLOOK,
    'outlook-tentative': OUTLOOK,
    'override-date': 'a date is the RECURRENCE-ID of no hours',
    'override-rdate': 'leaves DTSTART out where there is RDATE alone',
    'override-twice': 'takes the last in the file, not the higher SEQUENCE',
    'override-unmatched': 'leaves an override out that matches no instance',
    'rdate': 'leaves DTSTART out where there is RDATE alone',
    'rdate-date': 'leaves DTSTART out; a date among hours is a whole day',
    'rdate-other-zone': 'leaves DTSTART out where there is RDATE alone',
    'rdate-period': 'cannot expand periods',
    'small-letters': 'wants frequencies in capitals',
    'start-outside-rule': 'leaves a DTSTART out that the rule does not name',
    'two-calendars': 'does not look at METHOD',
    'two-rules': 'stops where one of two rules ends',
    'uid-revised': 'does not look at SEQUENCE of the same UID',
    'until-date': 'a date as UNTIL is its midnight',
    'yearly-31-november': 'takes 1 December for 31 November (3.3.10: no instance)',
    'yearly-leap-day': 'takes 1 March for 29 February (3.3.10: no instance)',
    'yearly-day-of-the-year': 'does not know BYYEARDAY with BYMONTH',
    'yearly-month-day': "takes BYMONTHDAY for a day of the start's month (3.3.10: of each)",
    'yearly-week-from-the-end': 'does not know BYWEEKNO with BYDAY',
    'yearly-week-never': 'does not know BYWEEKNO with BYDAY',
    'yearly-week-number': 'does not know BYWEEKNO with BYDAY',
    'yearly-week-of-the-year-before': 'does not know BYWEEKNO with BYDAY',
    'zone-calendar': FLOATING,
    'zone-calendar-summer': FLOATING,
    'zone-calendar-two': FLOATING,
    'zone-insane': 'never ends',
    'zone-location': 'believes the declaration, not X-LIC-LOCATION',
    'zone-lying': 'believes the declaration under an IANA name',
    'zone-lying-hostile': 'cannot read the zone',
    'zone-prefixed': 'does not know prefixed names',
    'zone-windows-abroad': 'does not know Windows names',
    'zone-windows-summer': 'does not know Windows names',
}

# --- comparing -------------------------------------------------------------------------------


def judge(found, exceptions):
    """Every disagreement that no exception explains, and every exception that is none."""
    for case in cases():
        got = found(case)
        agrees = got == case.intervals
        if not agrees and case.name not in exceptions:
            yield f'{case.name}: {got if isinstance(got, str) else shown(got)}'
        if agrees and case.name in exceptions:
            yield f'{case.name}: agrees now, so its exception is none'
    for name in exceptions:
        if not (CASES / f'{name}.ics').exists():
            yield f'{name}: no such case'


@tap.test
def there_are_cases_and_few_exceptions():
    assert len(cases()) >= 100
    assert len(PYTHON_EXCEPTIONS) < len(cases()) / 2
    assert len(JAVASCRIPT_EXCEPTIONS) < len(cases()) / 2


@tap.test
def recurring_ical_events_expands_the_same():
    tap.needs('/usr/lib/python3/dist-packages/recurring_ical_events.py',
              'python3-recurring-ical-events')

    def found(case):
        try:
            return python_reads(case)
        except Exception as problem:  # a judge that cannot read it says so
            return f'{type(problem).__name__}: {problem}'
    warnings.simplefilter('ignore')
    tap.none(judge(found, PYTHON_EXCEPTIONS))


@tap.test
def ical_js_expands_the_same():
    read = javascript_reads_all(cases())

    def found(case):
        said = read.get(case.name, 'never ends')
        return said if isinstance(said, str) else merged(
            [javascript_interval(case, *one) for one in said], case)
    tap.none(judge(found, JAVASCRIPT_EXCEPTIONS))


tap.run()
