"""The same feed by python3-icalendar: feeds.py NUMBER prints the milliseconds of the best of two."""

import datetime
import sys
import time

import icalendar
import pytz

ZONE = pytz.FixedOffset(300)
TEXT = ('Дата предложена и ждёт подтверждения сторон.\nДушанбе: 4 февраля 2027 года, 10:00\n'
        'Бишкек: 4 февраля 2027 года, 11:00\nОбозначение: 2027')


def write(number):
    calendar = icalendar.Calendar()
    calendar.add('version', '2.0')
    calendar.add('prodid', '-//bench//EN')
    stamp = datetime.datetime(2026, 11, 2, 8, 15, tzinfo=datetime.timezone.utc)
    for i in range(number):
        start = datetime.datetime.fromtimestamp(1801000000 + i % 3000 * 86400, ZONE)
        event = icalendar.Event()
        event.add('uid', f'0192e4b1-7a3c-7def-8000-{i:012d}@tj-kg.council')
        event.add('dtstamp', stamp)
        event.add('last-modified', stamp)
        event.add('dtstart', start)
        event.add('dtend', start + datetime.timedelta(hours=3))
        event.add('sequence', 0)
        event.add('status', 'CONFIRMED')
        event.add('transp', 'OPAQUE')
        event.add('class', 'PUBLIC')
        event.add('summary', 'Второе очередное заседание Межправительственного совета')
        event.add('description', TEXT)
        event.add('location', 'Душанбе, Дворец нации')
        event.add('geo', (38.56, 68.78))
        organizer = icalendar.vCalAddress('invalid:nomail')
        organizer.params['cn'] = icalendar.vText('Межправительственный совет')
        event.add('organizer', organizer)
        event.add('categories', 'очередное заседание')
        calendar.add_component(event)
    return len(calendar.to_ical())


best = None
for _ in range(2):
    begun = time.monotonic()
    size = write(int(sys.argv[1]))
    took = (time.monotonic() - begun) * 1000
    best = took if best is None else min(best, took)
print(f'{best:.2f} {size}')
