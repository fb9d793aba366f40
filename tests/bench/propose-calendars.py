#!/usr/bin/python3
"""Writes the calendars of N people: 500 recurring events each, as calendar programs export them.

propose-calendars.py FOLDER N

The same calendars every time.  An event takes twenty minutes and begins at a full or half hour, so
that few of them touch; together they recur more than five thousand times in three years.
"""
import random
import sys

ZONES = ('Asia/Dushanbe', 'Asia/Bishkek')
HEAD = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n'


def slot(chance):
    """A beginning: most lie outside the middle of the day, so that days stay possible."""
    hour = chance.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 18, 19, 20, 21, 22, 23))
    return hour, chance.choice((0, 30))


def event(chance, number, person):
    hour, minute = slot(chance)
    month, day = chance.randint(1, 3), chance.randint(1, 28)
    zone = ZONES[person % 2]
    start = f'2027{month:02}{day:02}T{hour:02}{minute:02}00'
    end = f'2027{month:02}{day:02}T{hour:02}{minute + 20:02}00'
    kind = number % 5
    if kind < 3:
        rule = f'FREQ=WEEKLY;INTERVAL={chance.randint(6, 10)};COUNT=15'
    elif kind == 3:
        rule = f'FREQ=MONTHLY;BYMONTHDAY={chance.randint(1, 28)};COUNT=16'
    else:
        rule = f'FREQ=DAILY;INTERVAL={chance.randint(20, 40)};UNTIL=20290630T000000Z'
    lines = ['BEGIN:VEVENT', f'UID:{person}-{number}@bench', 'DTSTAMP:20261101T000000Z',
             f'SUMMARY:Event {number}', f'DTSTART;TZID={zone}:{start}',
             f'DTEND;TZID={zone}:{end}', f'RRULE:{rule}']
    if kind == 0:
        lines.append(f'EXDATE;TZID={zone}:{start}')
    if number % 10 == 7:
        lines.append('STATUS:TENTATIVE')
    return '\r\n'.join(lines + ['END:VEVENT', ''])


def main():
    folder, people = sys.argv[1], int(sys.argv[2])
    for person in range(people):
        chance = random.Random(person)
        with open(f'{folder}/{person}.ics', 'w', encoding='utf-8', newline='') as file:
            file.write(HEAD + ''.join(event(chance, number, person) for number in range(500)) +
                       'END:VCALENDAR\r\n')


main()
