#!/usr/bin/env python3
"""Thunderbird from Debian at the address that we recommend: https, by a real nginx with
docs/nginx-serve.conf in front of council serve; also in a network with a login page."""

import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from deployed import Deployed
from front import Front
from nginx import HOST, PROGRAM as NGINX, Authority
from thunderbird import PATIENCE, PROGRAM, Thunderbird, starts
import tap

HOME = tempfile.TemporaryDirectory(prefix='council-')
running = []
FIRST, SECOND = starts('20270212T050000Z'), starts('20270225T050000Z')


def given_thunderbird():
    for program in (PROGRAM, NGINX, '/usr/bin/certutil'):
        tap.needs(program, './dev deps --test')
    if not running:
        authority = Authority(HOME.name, 'authority')
        running.extend((authority, Thunderbird(HOME.name, HOST, authority.root)))
        running[1].start()
    return running


def kept(thunderbird, calendar, there):
    """It has had its answer, and what it shows is as before."""
    return thunderbird.showing(calendar, lambda shown: shown == there, 20) == there


@tap.test
def the_webcal_link_becomes_https_and_shows_the_whole_life():
    authority, thunderbird = given_thunderbird()
    with Deployed(authority) as council:
        assert council.webcal.startswith(f'webcal://{HOST}:'), council.webcal
        calendar = thunderbird.paste(council.webcal)
        tap.same(thunderbird.address(calendar), council.https)
        council.network.plain = 0
        seen = [thunderbird.refreshed(calendar, FIRST)]
        council.postpone()
        seen.append(thunderbird.refreshed(calendar, SECOND))
        council.run('meeting', 'postpone', '2027', '--to', '2027-03-11T11:00', '--reason', 'паводок')
        council.wait_for(council.path, lambda reply: b'20270311T110000' in reply.text)
        seen.append(thunderbird.refreshed(calendar, starts('20270311T060000Z')))
        council.run('meeting', 'cancel', '2027', '--reason', 'сняты вопросы')
        council.wait_for(council.path, lambda reply: b'STATUS:CANCELLED' in reply.text)
        seen.append(thunderbird.refreshed(
            calendar, lambda shown: [item['status'] for item in shown] == ['CANCELLED']))
        tap.same([len(shown) for shown in seen], [1] * 4)      # never two events
        tap.same([(event['start'], event['status'], event['sequence']) for event, in seen],
                 [('20270212T050000Z', 'TENTATIVE', '0'), ('20270225T050000Z', 'TENTATIVE', '1'),
                  ('20270311T060000Z', 'TENTATIVE', '2'), ('20270311T060000Z', 'CANCELLED', '3')])
        tap.same(len({event['uid'] for event, in seen}), 1)
        tap.same(council.network.plain, 0)


@tap.test
def the_login_page_of_a_network_changes_nothing():
    authority, thunderbird = given_thunderbird()
    with Deployed(authority) as council:
        calendars = [thunderbird.subscribe(council.https)]
        thunderbird.refreshed(calendars[0], FIRST)
        # From before there was TLS: having met https once it does not go back.
        calendars.append(thunderbird.subscribe(council.https.replace('https:', 'http:')))
        there = [thunderbird.refreshed(calendar, FIRST) for calendar in calendars]
        council.postpone()
        for way in ('page', 'error'):
            for calendar, shown in zip(calendars, there):
                council.network.becomes(way)
                thunderbird.refresh(calendar)
                assert council.network.refused > 0, (way, thunderbird.address(calendar))
                tap.same((way, council.network.plain), (way, 0))
                assert kept(thunderbird, calendar, shown), (way, thunderbird.shows(calendar))
        # Started in such a network Thunderbird has nothing to go by: it is filled with the next refresh.
        thunderbird.restart()
        council.network.becomes('pass')
        for calendar, shown in zip(calendars, there):
            after = thunderbird.refreshed(calendar, SECOND)
            tap.same([(item['uid'], item['start']) for item in after],
                     [(shown[0]['uid'], '20270225T050000Z')])


@tap.test
def council_that_breaks_off_or_does_not_answer_changes_nothing():
    authority, thunderbird = given_thunderbird()
    with Deployed(authority) as council:
        calendar = thunderbird.subscribe(council.https)
        there = thunderbird.refreshed(calendar, FIRST)
        council.postpone()
        for way in ('length', 'chunks', 'nothing'):
            council.front.way = way
            asked, end = council.front.asked, time.monotonic() + PATIENCE
            while council.front.asked == asked and time.monotonic() < end:   # past the last answer
                thunderbird.refresh(calendar)
            assert council.front.asked > asked, way
            assert kept(thunderbird, calendar, there), (way, thunderbird.shows(calendar))
        council.front.__exit__()                       # as while it is started anew
        thunderbird.refresh(calendar)
        assert kept(thunderbird, calendar, there), thunderbird.shows(calendar)
        thunderbird.restart()                          # it knows nothing of before then
        thunderbird.refresh(calendar)
        assert kept(thunderbird, calendar, there), thunderbird.shows(calendar)
        council.front = Front(council, council.front.server_port)
        shown = thunderbird.refreshed(calendar, SECOND)
        tap.same([(item['uid'], item['start']) for item in shown],
                 [(there[0]['uid'], '20270225T050000Z')])


try:
    tap.run()
finally:
    for started in running[1:]:
        started.stop()
