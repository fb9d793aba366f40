#!/usr/bin/env python3
"""Thunderbird from Debian subscribes to council serve: what it shows after each step."""

import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from front import Front
from served import Council
from thunderbird import PROGRAM, Thunderbird, starts
import tap


HOME = tempfile.TemporaryDirectory(prefix='council-')
running = []
FIRST, SECOND = starts('20270212T050000Z'), starts('20270225T050000Z')


def given_thunderbird():
    """One for all tests, since it starts slowly; every test has a calendar of its own."""
    tap.needs(PROGRAM, './dev deps --test')
    if not running:
        running.append(Thunderbird(HOME.name))
        running[0].start()
    return running[0]


@tap.test
def a_meeting_appears_is_postponed_twice_and_cancelled():
    thunderbird = given_thunderbird()
    with Council() as council:
        path = council.feed()
        council.serve()
        calendar = thunderbird.subscribe(f'http://127.0.0.1:{council.port}{path}')
        seen = []

        def step(word, wanted):
            council.wait_for(path, lambda reply: word in reply.text)
            seen.append(thunderbird.refreshed(calendar, wanted))
            tap.same(len(seen[-1]), 1)             # never two events

        step(b'20270212T100000', starts('20270212T050000Z'))
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        step(b'20270225T100000', starts('20270225T050000Z'))
        council.run('meeting', 'postpone', '2027', '--to', '2027-03-11T11:00', '--reason', 'паводок')
        step(b'20270311T110000', starts('20270311T060000Z'))
        council.run('meeting', 'cancel', '2027', '--reason', 'сняты вопросы')
        step(b'STATUS:CANCELLED', lambda shown: shown[0]['status'] == 'CANCELLED')
        tap.same([(event['start'], event['status'], event['sequence']) for event, in seen],
                 [('20270212T050000Z', 'TENTATIVE', '0'), ('20270225T050000Z', 'TENTATIVE', '1'),
                  ('20270311T060000Z', 'TENTATIVE', '2'), ('20270311T060000Z', 'CANCELLED', '3')])
        tap.same(len({event['uid'] for event, in seen}), 1)
        tap.same(seen[0][0]['title'],
                 'Первое очередное заседание Межправительственного совета')


@tap.test
def deadlines_are_its_tasks_and_days_off_its_events():
    thunderbird = given_thunderbird()
    with Council() as council:
        tasks, days = council.feed('--kind', 'deadlines'), council.feed('--kind', 'holidays')
        council.serve()
        calendar = thunderbird.subscribe(f'http://127.0.0.1:{council.port}{tasks}')
        shown = thunderbird.refreshed(calendar, lambda shown: len(shown) == 6)
        tap.same([item['task'] for item in shown], [True] * 6)
        tap.same({item['status'] for item in shown}, {'NEEDS-ACTION'})
        calendar = thunderbird.subscribe(f'http://127.0.0.1:{council.port}{days}')
        wanted = council.get(days).text.count(b'BEGIN:VEVENT')
        shown = thunderbird.refreshed(calendar, lambda shown: len(shown) == wanted)
        tap.same((len(shown), len({item['uid'] for item in shown})), (wanted, wanted))


def subscribed(thunderbird, address):
    calendar = thunderbird.subscribe(address)
    shown = thunderbird.refreshed(calendar, FIRST)
    tap.same(len(shown), 1)
    return calendar, shown


def kept(thunderbird, calendar, there):
    """It has had its answer, and what it shows is as before."""
    return thunderbird.showing(calendar, lambda shown: shown == there, 20) == there


@tap.test
def an_answer_that_breaks_off_and_a_missing_page_change_nothing():
    thunderbird = given_thunderbird()
    with Council() as council:
        path = council.feed()
        council.serve()
        with Front(council) as front:
            calendar, there = subscribed(thunderbird, front.address(path))
            council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
            council.wait_for(path, lambda reply: b'20270225T100000' in reply.text)
            for way in ('length', 'chunks', 'reset', 'nothing', '404'):
                front.way = way
                asked = front.asked
                thunderbird.refresh(calendar)
                assert front.asked > asked, way
                assert kept(thunderbird, calendar, there), (way, thunderbird.shows(calendar))
            front.way = 'pass'
            shown = thunderbird.refreshed(calendar, SECOND)
            tap.same([(item['uid'], item['start']) for item in shown],
                     [(there[0]['uid'], '20270225T050000Z')])
        thunderbird.refresh(calendar)                  # nobody is there now
        assert kept(thunderbird, calendar, shown), thunderbird.shows(calendar)


@tap.test
def an_error_of_others_over_http_hides_a_calendar_until_the_next_start():
    """What stands in front of council over http can give any error.  Thunderbird then switches the
    calendar off until it is started anew; it loses nothing."""
    thunderbird = given_thunderbird()
    with Council() as council:
        path = council.feed()
        council.serve()
        with Front(council) as front:
            ways = ('403', '407', '500', '502', '503', '511')
            calendars = []
            for way in ways:
                front.way = 'pass'
                calendars.append(subscribed(thunderbird, front.address(path)))
                front.way = way
                thunderbird.refresh(calendars[-1][0])
                tap.same((way, thunderbird.shows(calendars[-1][0])), (way, []))
            thunderbird.restart()
            front.way = 'pass'
            for way, (calendar, there) in zip(ways, calendars):
                assert kept(thunderbird, calendar, there), (way, thunderbird.shows(calendar))
            council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
            council.wait_for(path, lambda reply: b'20270225T100000' in reply.text)
            for calendar, there in calendars:
                shown = thunderbird.refreshed(calendar, SECOND)
                tap.same([(item['uid'], item['start']) for item in shown],
                         [(there[0]['uid'], '20270225T050000Z')])


@tap.test
def a_foreign_page_over_http_is_over_with_the_next_refresh():
    """Thunderbird takes whatever comes with 200 for the calendar, also at the end of a redirect, so
    none of our addresses ever gives a page instead of one, and what we recommend is https."""
    thunderbird = given_thunderbird()
    with Council() as council:
        path = council.feed()
        council.serve()
        with Front(council) as front:
            calendar, there = subscribed(thunderbird, front.address(path))
            for way in ('html', 'redirect'):
                front.way = way
                thunderbird.refresh(calendar)
                front.way = 'pass'
                thunderbird.refresh(calendar)
                assert kept(thunderbird, calendar, there), (way, thunderbird.shows(calendar))


@tap.test
def our_own_trouble_changes_nothing():
    thunderbird = given_thunderbird()
    with Council() as council:
        path = council.feed()
        council.serve()
        calendar, there = subscribed(thunderbird, f'http://127.0.0.1:{council.port}{path}')
        os.rename(council.file, council.folder / 'elsewhere.db')
        council.wait_for(path, lambda reply: reply.status == 503)
        thunderbird.refresh(calendar)
        assert kept(thunderbird, calendar, there), thunderbird.shows(calendar)
        thunderbird.restart()                          # it asks without a condition then
        thunderbird.refresh(calendar)
        assert kept(thunderbird, calendar, there), thunderbird.shows(calendar)
        os.rename(council.folder / 'elsewhere.db', council.file)
        council.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        council.wait_for(path, lambda reply: b'20270225T100000' in reply.text)
        shown = thunderbird.refreshed(calendar, SECOND)
        tap.same([(item['uid'], item['start']) for item in shown],
                 [(there[0]['uid'], '20270225T050000Z')])


try:
    tap.run()
finally:
    for started in running:
        started.stop()
