#!/usr/bin/env python3
"""What README.md tells its reader to type, typed: test-readme.py ROOT, with $COUNCIL

The lines of its ```sh blocks run in their order in one folder, which holds the files that they name;
each must succeed.  An HTML comment before a block, which no reader sees, says what a test has to know:
<!-- now: MOMENT -->, when it is typed; <!-- not in the test: WHY -->.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import tap

ROOT = pathlib.Path(sys.argv[1])
COUNCIL = pathlib.Path(os.environ['COUNCIL'])
README = (ROOT / 'README.md').read_text(encoding='utf-8')
BLOCK = re.compile(r'^(?:<!-- (now|not in the test): (.+?) -->\n)?```sh\n(.*?)^```$',
                   re.MULTILINE | re.DOTALL)
TODAY = '2026-11-24T09:00:00Z'
LEFT_OUT_AT_MOST = 4   # blocks

CALENDAR = ('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//readme//\r\nBEGIN:VEVENT\r\n'
            'UID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\n'
            'SUMMARY:{summary}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n')
FILES = {
    'calendar.ics': CALENDAR.format(uid='a', day='20270301', summary='Поездка'),
    'list.ics': CALENDAR.format(uid='b', day='20270321', summary='Нооруз'),
    'past.csv': 'дата,город,вид\n13.02.2026,Бишкек,очередное\n',
    'delegation.csv': 'имя;должность;роль;person\nКохир Расулзода;Премьер-министр;head;rasulzoda\n',
    'budget.csv': 'статья;2027;2028\nизыскания;10;20\n',
    'secret': 'секрет\n',
}
environment = {name: value for name, value in os.environ.items()
               if not name.startswith(('COUNCIL_FILE', 'COUNCIL_LANG'))}


def blocks():
    """(kind of the mark or None, its text, lines)"""
    for kind, text, lines in BLOCK.findall(README):
        yield kind or None, text, [line for line in lines.splitlines() if line.strip()]


def typed(line, folder, now=TODAY):
    return subprocess.run(
        ['bash', '-c', line], cwd=folder, input='да\n', capture_output=True, text=True,
        timeout=60 * tap.SLOWNESS, env={**environment, 'COUNCIL_NOW': now, 'HOME': str(folder), 'LC_ALL': 'C.UTF-8',
             'PATH': f'{COUNCIL.parent}:{environment["PATH"]}'})


def well(line, folder, now=TODAY):
    done = typed(line, folder, now)
    assert done.returncode == 0, (f'$ {line}\nexit {done.returncode}\n'
                                  f'{done.stdout[-1500:]}{done.stderr[-1500:]}')


def make_chair(folder, party, name):
    """A certificate by the authority of ca.pem."""
    well(f'''openssl req -newkey rsa:2048 -nodes -utf8 -keyout {party}.key -out {party}.csr -subj '/CN={name}'
openssl x509 -req -in {party}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9000 -out {party}.pem \\
  -extfile <(printf 'keyUsage=critical,digitalSignature,nonRepudiation')''', folder)


def make_files(folder):
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding='utf-8')
    (folder / 'Maildir').mkdir()
    (folder / 'Maildir' / 'new').mkdir()
    well('openssl req -x509 -newkey rsa:2048 -nodes -utf8 -keyout ca.key -out ca.pem -days 9000 '
         "-subj '/CN=Удостоверяющий центр'", folder)
    make_chair(folder, 'tj', 'Расулзода Кохир')
    make_chair(folder, 'kg', 'Касымалиев А.')
    well('openssl pkcs12 -export -in tj.pem -inkey tj.key -certfile ca.pem -out chair.p12 '
         '-passout file:secret', folder)


@tap.test
def every_command_of_the_readme_runs():
    with tempfile.TemporaryDirectory() as name:
        folder, now, wrong = pathlib.Path(name), TODAY, []
        make_files(folder)
        for kind, text, lines in blocks():
            now = text if kind == 'now' else now
            for line in [] if kind == 'not in the test' else lines:
                if 'scan-tj.pdf' in line:   # as a copier sends it back: other bytes, the same pages
                    well('pdftocairo -pdf tj.pdf scan-tj.pdf', folder)
                done = typed(line, folder, now)
                if done.returncode != 0:
                    wrong.append(f'$ {line}\nexit {done.returncode}\n'
                                 f'{done.stdout[-500:]}{done.stderr[-500:]}')
        tap.none(wrong)


@tap.test
def few_blocks_are_left_out():
    left = [text for kind, text, _ in blocks() if kind == 'not in the test']
    assert len(left) <= LEFT_OUT_AT_MOST, left


tap.run()
