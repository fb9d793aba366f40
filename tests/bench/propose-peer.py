#!/usr/bin/python3
"""The same job as `council meeting propose`, in Python: which days suit, and at what hour.

propose-peer.py EXPANDER FOLDER PEOPLE HOLIDAYS FROM TO [OURS]

EXPANDER is dateutil or recurring_ical_events.  FOLDER holds the people's calendars (0 and 1 are the
co-chairs', 2 and 3 the secretaries', the others the members').  HOLIDAYS is the days off as
`council holiday list --json` gives them, a list of the years.  With OURS, the answer of
`council meeting propose --json`, it says whether both agree on every day, hour and count of busy
people, and takes no time.  Prints the seconds of reading, of expanding and of judging.
"""
import json
import re
import sys
import time
from bisect import bisect_right
from datetime import date, datetime, timedelta, timezone

import icalendar
from dateutil.rrule import rrulestr

TODAY = date(2026, 11, 24)
NOTICE, EXPERTS, TRAVEL_HOURS, HOURS = 30, 4, 4, 3
OPENS, CLOSES, USUAL = 9 * 60, 18 * 60, 10 * 60
OFFSETS = (5, 6)  # of Dushanbe, which hosts, and Bishkek
PARTIES = ('tj', 'kg')
UTC = timezone.utc
FROM = datetime(2026, 11, 23, 19, tzinfo=UTC)
TO = datetime(2029, 11, 23, 19, tzinfo=UTC)
DAY = 86400


class Spans:
    """Stretches of time that do not overlap."""

    def __init__(self, spans):
        self.starts, self.ends = [], []
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def overlaps(self, start, end):
        i = bisect_right(self.ends, start)
        return i < len(self.starts) and self.starts[i] < end

    def gap(self, start, end):
        longest = 0
        i = bisect_right(self.ends, start)
        while i < len(self.starts) and self.starts[i] < end:
            longest = max(longest, self.starts[i] - start)
            start = self.ends[i]
            i += 1
        return max(longest, end - start)


def read(path):
    with open(path, 'rb') as file:
        return icalendar.Calendar.from_ical(file.read())


def by_dateutil(calendar):
    for event in calendar.walk('VEVENT'):
        start, end = event['DTSTART'].dt, event['DTEND'].dt
        length = (end - start).total_seconds()
        except_for = event.get('EXDATE', [])
        if not isinstance(except_for, list):
            except_for = [except_for]
        left_out = {day.dt for dates in except_for for day in dates.dts}
        tentative = event.get('STATUS') == 'TENTATIVE'
        rule = rrulestr(event['RRULE'].to_ical().decode(), dtstart=start)
        for found in rule.between(FROM, TO, inc=True):
            if found not in left_out:
                second = int(found.timestamp())
                yield tentative, second, second + int(length)


def by_recurring_ical_events(calendar):
    import recurring_ical_events
    for event in recurring_ical_events.of(calendar).between(FROM, TO):
        yield (event.get('STATUS') == 'TENTATIVE', int(event['DTSTART'].dt.timestamp()),
               int(event['DTEND'].dt.timestamp()))


def expand(calendar, expander):
    firm, tentative = [], []
    for doubtful, start, end in expander(calendar):
        (tentative if doubtful else firm).append((start, end))
    return Spans(firm), Spans(tentative)


def second(day, place, minute):
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    return int(midnight) + minute * 60 - OFFSETS[place] * 3600


class Search:
    def __init__(self, people, holidays):
        self.chairs, self.secretaries, self.members = people[:2], people[2:4], people[4:]
        self.special = {(entry['party'], entry['date']): entry for entry in holidays}

    def is_off(self, party, day, doubts):
        entry = self.special.get((party, day.isoformat()))
        if entry is None:
            return day.weekday() > 4
        if entry['lunar'] and entry['off'] and day.weekday() < 5:
            return doubts
        return entry['off']

    def works(self, day, doubts):
        return not any(self.is_off(party, day, doubts) for party in PARTIES)

    def all_work(self, day, minute):
        start = second(day, 0, minute)
        return all(OPENS <= (start + offset * 3600) % DAY // 60 <= CLOSES - HOURS * 60
                   for offset in OFFSETS)

    def hour(self, day):
        chosen = None
        for minute in (USUAL, *range(0, 24 * 60, 30)):
            if not self.all_work(day, minute):
                continue
            start = second(day, 0, minute)
            end = start + HOURS * 3600
            if any(firm.overlaps(start, end) for firm, _ in self.chairs):
                continue
            if not any(perhaps.overlaps(start, end) for _, perhaps in self.chairs):
                return minute
            chosen = minute if chosen is None else chosen
        return chosen

    def guest_can_travel(self, day):
        firm = self.chairs[1][0]
        return all(firm.gap(second(other, 1, 6 * 60), second(other, 1, 24 * 60)) >=
                   TRAVEL_HOURS * 3600
                   for other in (day - timedelta(1), day + timedelta(1)))

    def experts_can_meet(self, day):
        return any(before > TODAY and self.works(before, True)
                   for before in (day - timedelta(n) for n in range(1, EXPERTS + 1)))

    @staticmethod
    def busy(people, start, end):
        return sum(firm.overlaps(start, end) or perhaps.overlaps(start, end)
                   for firm, perhaps in people)

    def judge(self, day):
        if not self.works(day, False) or (day - TODAY).days < NOTICE:
            return None
        minute = self.hour(day)
        if minute is None or not self.guest_can_travel(day) or not self.experts_can_meet(day):
            return None
        start = second(day, 0, minute)
        end = start + HOURS * 3600
        return (datetime.fromtimestamp(start, UTC).strftime('%Y-%m-%dT%H:%M:%SZ'),
                self.busy(self.secretaries, start, end), self.busy(self.members, start, end))


def counted(candidate, words):
    for reason in candidate['reasons']:
        found = re.search(words + r'.*?: (\d+) of', reason)
        if found:
            return int(found.group(1))
    return 0


def compare(answer, path):
    with open(path, encoding='utf-8') as file:
        ours = sorted((candidate['start'], counted(candidate, 'executive secretaries'),
                       counted(candidate, 'representatives of members'))
                      for candidate in json.load(file)['candidates'])
    if ours != sorted(answer):
        differing = sorted(set(ours) ^ set(answer))
        sys.exit(f'{len(ours)} days by council, {len(answer)} by Python; they differ first in '
                 f'{differing[:3]}')
    print(f'{len(ours)} possible days, the same by both')


def main():
    expander, folder, people, holidays, first, last = sys.argv[1:7]
    expander = {'dateutil': by_dateutil,
                'recurring_ical_events': by_recurring_ical_events}[expander]
    begun = time.perf_counter()
    calendars = [read(f'{folder}/{person}.ics') for person in range(int(people))]
    have_read = time.perf_counter()
    spans = [expand(calendar, expander) for calendar in calendars]
    expanded = time.perf_counter()
    with open(holidays, encoding='utf-8') as file:
        search = Search(spans, [entry for year in json.load(file) for entry in year])
    day, answer = date.fromisoformat(first), []
    while day <= date.fromisoformat(last):
        found = search.judge(day)
        if found:
            answer.append(found)
        day += timedelta(1)
    done = time.perf_counter()
    if len(sys.argv) > 7:
        compare(answer, sys.argv[7])
        return
    print(f'{have_read - begun:.2f} {expanded - have_read:.2f} {done - expanded:.3f}')


main()
