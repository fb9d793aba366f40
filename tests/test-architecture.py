#!/usr/bin/env python3
"""The direction of the includes: test-architecture.py ROOT

cli and web stand on protocols and groups, which never see each other; both stand on meetings,
and that on core.  A foreign library is included by the one file that wraps it.
"""

import fnmatch
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import source
import tap

BELOW = {
    'core': set(),
    'meetings': {'core'},
    'groups': {'core', 'meetings'},
    'protocols': {'core', 'meetings'},
    'cli': {'core', 'meetings', 'groups', 'protocols'},
    'web': {'core', 'meetings', 'groups', 'protocols'},
}

# A foreign header's pattern, and the files that wrap it.  What they share among themselves is
# in a NAME-internal.h, which only the files NAME*.c may include.
WRAPPED = [
    ('sqlite3*.h', 'core/db'),
    ('openssl/*', 'core/cms'),
    ('csv.h', 'core/csv-table'),
    ('libical/*', 'meetings/calendar-'),
    ('ical*.h', 'meetings/calendar-'),
    ('unicode/*', 'meetings/calendar-'),
    ('gmime/*', 'meetings/mail-mime'),
    ('curl/*', 'meetings/mail-smtp'),
    ('hpdf*.h', 'protocols/pdf'),
    ('zlib.h', 'protocols/pdf-stream'),
    ('zlib.h', 'protocols/word-package'),
    ('jansson.h', 'core/json'),
    ('jansson.h', 'core/template'),
    ('jansson.h', 'protocols/word-tree'),
    ('ft2build.h', 'protocols/font'),
    ('freetype/*', 'protocols/font'),
    ('hyphen.h', 'protocols/hyphenate'),
    ('qrencode.h', 'protocols/qr'),
    ('microhttpd.h', 'web/server'),
]
INTERNAL = '-internal.h'

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(<[^>\n]*>|"[^"\n]*"|[^\s"<][^\n]*)', re.MULTILINE)
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|("(?:\\.|[^"\\\n])*")', re.DOTALL)


def includes(text):
    """(line number, what stands between the quotes or brackets, whether quoted)"""
    bare = COMMENT.sub(lambda match: match.group(1) or '\n' * match.group().count('\n'), text)
    for match in INCLUDE.finditer(bare):
        name = match.group(1)
        yield bare.count('\n', 0, match.start(1)) + 1, name.strip('<>"'), name[0]


def folder_fault(room, name, exists):
    """Why a file of a room may not include this file of ours; None when it may."""
    folder = name.split('/')[0]
    if '/' not in name:
        return 'is not written from the root, as in "core/db.h"'
    if '..' in name.split('/'):
        return 'climbs out of its folder'
    if folder not in BELOW:
        return f'names an unknown folder, {folder}'
    if not exists:
        return 'names a file that is not there'
    if folder == room or folder in BELOW[room]:
        return None
    if room in BELOW[folder]:
        return f'points upward: {room} stands below {folder}'
    return f'points sideways: {room} and {folder} never see each other'


def wrapper_fault(path, name):
    """Why this header is not this file's to include; None when it is."""
    owners = [owner for header, owner in WRAPPED if fnmatch.fnmatch(name, header)]
    if owners and not (path.startswith(tuple(owners)) and path.endswith(('.c', INTERNAL))):
        return f'belongs to {"*.c and ".join(owners)}*.c alone'
    if name.endswith(INTERNAL):
        owner = name[:-len(INTERNAL)]
        if not (path.startswith(owner) and path.endswith('.c')):
            return f'belongs to {owner}*.c alone'
    return None


def faults(root, paths):
    """Every include of a room's file that the architecture forbids, one a line."""
    known = set(paths)
    for path in paths:
        room = path.split('/')[0]
        if room not in BELOW or not path.endswith(('.c', '.h')):
            continue
        for line, name, mark in includes(source.read(root, path)):
            fault = None
            if mark not in '<"':
                fault = 'is hidden behind a macro'
            elif mark == '"':
                fault = folder_fault(room, name, name in known)
            fault = wrapper_fault(path, name) or fault
            if fault:
                yield f'{path}:{line}: include of {name} {fault}'


def faults_of(tree):
    """The faults of a made-up tree: path to text."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in tree.items():
            os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(root, path), 'w', encoding='utf-8') as file:
                file.write(text)
        return list(faults(root, sorted(tree)))


HEADERS = {f'{room}/{room}.h': '#pragma once\n' for room in BELOW}
HEADERS['core/db-internal.h'] = '#pragma once\n'


@tap.test
def includes_point_down_and_foreign_headers_stay_in_their_file():
    root = os.path.abspath(sys.argv[1])
    paths = source.files(root)
    seen = [path for path in paths if path.split('/')[0] in BELOW and path.endswith('.c')]
    if not seen:
        raise AssertionError('no source file was found: this test looks in the wrong place')
    tap.none(faults(root, paths))


@tap.test
def what_the_architecture_allows_passes():
    tap.same(faults_of(dict(HEADERS, **{
        'core/db.c': '#include "core/core.h"\n#include <sqlite3.h>\n#include <string.h>\n',
        'core/db-internal.h': '#include <sqlite3.h>\n',
        'core/db-journal.c': '#include "core/db-internal.h"\n',
        'core/cms.c': '#include <openssl/cms.h>\n',
        'meetings/calendar-feed.c': '#include <libical/ical.h>\n',
        'protocols/pdf.c': '#include "meetings/meetings.h"\n#include <hpdf.h>\n',
        'groups/group.c': '#include "core/core.h"\n/* #include "protocols/protocols.h" */\n',
        'web/server.c': '#include <microhttpd.h>\n#include "groups/groups.h"\n',
        'cli/main.c': '#include "protocols/protocols.h"\n#include "groups/groups.h"\n',
    })), [])


def finds(path, text, wanted):
    @tap.test
    def made_up():
        found = faults_of(dict(HEADERS, **{path: text}))
        tap.same(len(found), 1)
        if not found[0].startswith(path + ':') or wanted not in found[0]:
            raise AssertionError(f'{found[0]!r} does not say {wanted!r}')
    made_up.__name__ = f'finds in {path} what {wanted}'.replace('#', '')


finds('core/a.c', '\n#include "meetings/meetings.h"\n', 'points upward')
finds('core/a.h', '#  include "cli/cli.h"\n', 'points upward')
finds('meetings/a.c', '#include "groups/groups.h"\n', 'points upward')
finds('groups/a.c', '#include "protocols/protocols.h"\n', 'points sideways')
finds('protocols/a.c', '#include "groups/groups.h"\n', 'points sideways')
finds('cli/a.c', '#include "web/web.h"\n', 'points sideways')
finds('cli/b.c', '#include "nowhere/a.h"\n', 'names an unknown folder')
finds('cli/c.c', '#include "core/absent.h"\n', 'names a file that is not there')
finds('cli/d.c', '#include "cli.h"\n', 'is not written from the root')
finds('cli/e.c', '#include "cli/../web/web.h"\n', 'climbs out')
finds('core/f.c', '#include HEADER\n', 'is hidden behind a macro')
finds('core/journal.c', '#include <sqlite3.h>\n', 'belongs to core/db*.c')
finds('core/db.h', '#include "sqlite3.h"\n', 'belongs to core/db*.c')
finds('protocols/layout.c', '#include <hpdf.h>\n', 'belongs to protocols/pdf*.c')
finds('protocols/layout2.c', '#include <hpdf_types.h>\n', 'belongs to protocols/pdf*.c')
finds('meetings/meeting.c', '#include <libical/ical.h>\n', 'belongs to meetings/calendar-*.c')
finds('protocols/sign.c', '#include <openssl/cms.h>\n', 'belongs to core/cms*.c')
finds('meetings/mail.c', '#include <gmime/gmime.h>\n', 'belongs to meetings/mail-mime*.c')
finds('meetings/mail-table.c', '#include <curl/curl.h>\n', 'belongs to meetings/mail-smtp*.c')
finds('core/check.c', '#include "core/db-internal.h"\n', 'belongs to core/db*.c')
finds('core/db.h', '#include "core/db-internal.h"\n', 'belongs to core/db*.c')
finds('web/router.c', '#include <microhttpd.h>\n', 'belongs to web/server*.c')

tap.run()
