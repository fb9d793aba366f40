#!/usr/bin/env python3
"""PDFs that nobody should open, given to whatever reads a PDF: test-hostile.py SOURCE-ROOT, $COUNCIL
the program

Foreign, cut off, encrypted, linearised, with streams for tables and objects, in circles, nested
deep, made to fill memory or to take all day.  Each run has 2 seconds of processor and 512 MB of
address space, or is killed: then the test fails.
"""

import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'support')]
import tap

PROGRAM = os.environ['COUNCIL']
FOLDER = tempfile.TemporaryDirectory()
PLACE = pathlib.Path(FOLDER.name)
# A sanitizer that marks each byte it gets takes more than its usual factor for what unpacks.
SECONDS, MEMORY = (60, None) if tap.SANITIZED else (2, 512 << 20)


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def council(*words, limits=True):
    environment = dict(os.environ, COUNCIL_NOW='2026-11-24T09:00:00Z',
                       COUNCIL_FILE=str(PLACE / 'council.db'), LC_ALL='C.UTF-8')
    return subprocess.run([PROGRAM, '--lang', 'en', *map(str, words)], env=environment, capture_output=True,
                          text=True, cwd=PLACE, preexec_fn=limit if limits else None)


def well(*words):
    done = council(*words, limits=False)
    if done.returncode != 0:
        raise AssertionError(f'council {" ".join(map(str, words))}\n{done.stderr}')


def issue():
    template = json.loads(pathlib.Path(HERE, '../support/fictitious.json').read_text())
    now = '2026-11-24T09:00:00Z'
    template['meeting'] = [{
        'id': '@m', 'body': '@council', 'ref': '2026', 'kind': 'regular', 'state': 'closed',
        'host': '@bo', 'starts_at': '2026-10-07T18:00:00Z', 'ends_at': '2026-10-08T18:00:00Z',
        'all_day': 1, 'time_zone': 'Etc/GMT-6', 'city': 'Борейск', 'form': 'in-person',
        'ordinal': 1, 'no_protocol': 1, 'created_at': now, 'changed_at': now}]
    (PLACE / 'template.json').write_text(json.dumps(template, ensure_ascii=False))
    well('init', '--template', 'template.json')
    well('protocol', 'draft', '2026')
    for party in 'ar', 'bo':
        well('protocol', 'agree', '2026', '--as', party)
    well('protocol', 'issue', '2026')
    well('protocol', 'render', '2026', '--for', 'ar', '--out', 'true.pdf')


issue()
TRUE = (PLACE / 'true.pdf').read_bytes()


# ---- what they are made of ----------------------------------------------------------------------

def stream(content, more=b'', packed=False):
    """An object with a stream."""
    if packed:
        content, more = zlib.compress(content, 9), more + b' /Filter /FlateDecode'
    return b'<< /Length %d%s >>\nstream\n%s\nendstream' % (len(content), more, content)


def written(objects, trailer=b'', root=1, size=None, before=b'', previous=None):
    """A file, or a further revision of BEFORE, with OBJECTS (number to bytes)."""
    out, table = bytearray(before or b'%PDF-1.4\n'), []
    for number in sorted(objects):
        table.append((number, len(out)))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, objects[number])
    at = len(out)
    out += b'xref\n' + (b'' if before else b'0 1\n0000000000 65535 f \n')
    for number, offset in table:
        out += b'%d 1\n%010d 00000 n \n' % (number, offset)
    out += b'trailer\n<< /Root %d 0 R /Size %d %s%s >>\nstartxref\n%d\n%%%%EOF\n' % (
        root, size or max(objects) + 1, b'/Prev %d ' % previous if previous else b'', trailer, at)
    return bytes(out)


def document(content=b'', resources=b'<< >>', more=None, catalog=b'', pages=1, page=b'', **rest):
    """A document of PAGES pages that all show CONTENT, which is an object."""
    kids = b' '.join(b'%d 0 R' % (1000 + i) for i in range(pages))
    objects = {1: b'<< /Type /Catalog /Pages 2 0 R %s >>' % catalog,
               2: b'<< /Type /Pages /Kids [%s] /Count %d >>' % (kids, pages),
               3: content or stream(b'')}
    for i in range(pages):
        objects[1000 + i] = (b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] '
                             b'/Contents 3 0 R /Resources %s %s >>' % (resources, page))
    objects.update(more or {})
    return written(objects, **rest)


def font(cmap):
    """Objects 10 and 11: a font whose letters CMAP tells."""
    return {10: b'<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 11 0 R >>', 11: cmap}


FONT = b'<< /Font << /F1 10 0 R >> >>'
BOMB = b'q ' * (60 << 20)


def signed(contents, byte_range=b'[0 0 0 0]', fields=b'[20 0 R]', more=None):
    return document(catalog=b'/AcroForm << /Fields %s /SigFlags 3 >>' % fields, more={
        20: b'<< /FT /Sig /T (signature-ar) /Subtype /Widget /V 21 0 R >>',
        21: b'<< /Type /Sig /ByteRange %s /Contents <%s> >>' % (byte_range, contents),
        **(more or {})})


def colliding(n):
    """Names that GLib's hash takes for the same."""
    pairs = [b'bb', b'cA']      # 33 * 'b' + 'b' = 33 * 'c' + 'A'
    return [b''.join(pairs[i >> k & 1] for k in range(20)) for i in range(n)]


def qpdf(*options):
    subprocess.run(['qpdf', *options, PLACE / 'true.pdf', PLACE / 'made.pdf'], check=True)
    return (PLACE / 'made.pdf').read_bytes()


# ---- what is done with them ---------------------------------------------------------------------

def one_line(done, status, words):
    """Refused as STATUS with one line that says WORDS."""
    if (done.returncode, done.stdout) != (status, '') or done.stderr.count('\n') != 1 or \
            not done.stderr.startswith('council: ') or words not in done.stderr:
        raise AssertionError(f'exit {done.returncode}, wanted {status} «{words}»\n'
                             f'{done.stdout[-500:]}{done.stderr[-500:]}')


def unsound(done, words=''):
    """Read, and found wanting."""
    last = done.stdout.splitlines()[-1:] or ['']
    if done.returncode != 1 or not last[0].startswith('NOT S') or words not in done.stdout:
        raise AssertionError(f'exit {done.returncode}, wanted 1 «{words}»\n'
                             f'{done.stdout[-500:]}{done.stderr[-500:]}')


def given(data, verify=None, compare=None, report=None):
    """DATA to verify and to compare, which say VERIFY and COMPARE (exit 6); if there is no VERIFY, the
    verifier's report says REPORT."""
    path = PLACE / 'hostile.pdf'
    path.write_bytes(data)
    done = council('protocol', 'verify', path)
    if verify is not None:
        one_line(done, 6, verify)
    else:
        unsound(done, report or '')
    done = council('protocol', 'compare', 'true.pdf', path)
    if compare is not None or verify is not None:
        one_line(done, 6, compare if compare is not None else verify)
    elif done.returncode not in (1, 6) or done.returncode == 6 and done.stderr.count('\n') != 1:
        raise AssertionError(f'compare: exit {done.returncode}\n'
                             f'{done.stdout[-500:]}{done.stderr[-500:]}')


def attached(data, status, words=''):
    path = PLACE / 'scan.pdf'
    path.write_bytes(data)
    done = council('protocol', 'attach', '2026', '--for', 'ar', path, '--signed', '2026-11-20',
                   '--place', 'Борейск', '--dry-run')
    if status:
        one_line(done, status, words)
    elif done.returncode != 0:
        raise AssertionError(f'attach: exit {done.returncode}\n{done.stderr[-500:]}')


# ---- other files --------------------------------------------------------------------------------

@tap.test
def what_is_no_pdf_is_named():
    given(b'', 'it is empty')
    given(b'<!DOCTYPE html><html>' + b' ' * 300, 'a web page')
    given(b'\xff\xd8\xff\xe0' + b'\0' * 300, 'JPEG')
    given(b'\x89PNG\r\n' + b'\0' * 300, 'PNG')
    given(b'PK\x03\x04' + b'\0' * 300, 'ZIP')
    given(bytes(range(256)) * 4, 'no PDF')
    given(b'%PDF-1.4\n', 'cut off')
    given(b'%PDF-2.0\n' + TRUE[9:], 'of a version')
    given(b'\n' + TRUE, 'before its head')


@tap.test
def the_work_of_other_programs_is_named():
    given(qpdf('--linearize'), 'linearised')
    given(qpdf('--object-streams=generate'), 'cross-reference streams')
    given(qpdf('--encrypt', '', 'x', '256', '--'), 'encrypted')


@tap.test
def a_file_that_is_cut_off_anywhere_is_refused():
    for n in range(0, len(TRUE) - 2, len(TRUE) // 7):
        given(TRUE[:n], '')
    end = TRUE.rindex(b'%%EOF')
    given(TRUE[:40000] + TRUE[end - 600:], '')


@tap.test
def a_scan_is_a_pdf_of_any_kind_but_no_other_file():
    attached(b'', 6, 'it is empty')
    attached(b'\xff\xd8\xff\xe0' + b'\0' * 300, 6, 'JPEG')
    attached(TRUE[:40000], 6, 'cut off')
    attached(qpdf('--encrypt', '', 'x', '256', '--'), 6, 'encrypted')
    attached(qpdf('--object-streams=generate'), 0)
    attached(document(catalog=b'/Deep ' + b'[' * 200000 + b']' * 200000), 0)
    attached(b'%PDF-1.4\n' + b'/Encrypt ' * (2 << 20) + b'\n%%EOF\n', 0)


# ---- circles ------------------------------------------------------------------------------------

@tap.test
def circles_are_left():
    own = document()
    table = own.rindex(b'xref\n', 0, own.rindex(b'startxref'))
    given(document(trailer=b'/Prev %d' % table), 'run in a circle')
    given(document(trailer=b'/Prev 999999999'), 'run in a circle')
    given(document(trailer=b'/Prev 0'), 'run in a circle')
    given(document(more={2: b'<< /Type /Pages /Kids [2 0 R] /Count 1 >>'}), report='NOT SIGNED',
          compare='tree of pages')
    given(document(more={2: b'<< /Type /Pages /Kids 2 0 R /Count 1 >>'}), report='NOT SIGNED',
          compare='tree of pages')
    given(document(more={1: b'1 0 R'}), report='NOT SIGNED', compare='tree of pages')
    given(document(more={3: b'<< /Length 3 0 R >>\nstream\n\nendstream'}), 'an object is broken')
    given(document(catalog=b'/AcroForm << /Fields [20 0 R] >>',
                   more={20: b'<< /T (a) /Kids [21 0 R] >>', 21: b'<< /T (b) /Kids [20 0 R] >>'}),
          'its form of signature fields is broken')
    form = stream(b'/X Do /X Do /X Do', b' /Subtype /Form /Resources << /XObject << /X 12 0 R >> >>')
    given(document(stream(b'/X Do'), b'<< /XObject << /X 12 0 R >> >>', {12: form}),
          report='NOT SIGNED')


@tap.test
def what_is_nested_deep_is_not_followed_down():
    for begin, end in (b'[', b']'), (b'<< /A ', b'>>'), (b'(', b')'):
        deep = begin * 200000 + b'1' + end * 200000
        given(document(catalog=b'/Deep ' + deep), verify=(
            'an object is broken' if begin != b'(' else None), report='NOT SIGNED')
    given(document(stream(b'[' * 200000)), report='NOT SIGNED', compare='cannot be read')
    kids = {n: b'<< /Type /Pages /Kids [%d 0 R] >>' % (n + 1) for n in range(2, 900)}
    given(document(more=kids), report='NOT SIGNED', compare='tree of pages')
    forms = {n: stream(b'/X Do ' * 40, b' /Subtype /Form /Resources << /XObject << /X %d 0 R >> >>'
                       % (n + 1)) for n in range(12, 19)}
    forms[19] = stream(b'', b' /Subtype /Form')
    given(document(stream(b'/X Do ' * 40), b'<< /XObject << /X 12 0 R >> >>', forms),
          report='NOT SIGNED')


# ---- sizes --------------------------------------------------------------------------------------

@tap.test
def what_fills_memory_when_unpacked_is_refused():
    given(document(stream(BOMB, packed=True)), report='NOT SIGNED', compare='cannot be read')
    given(document(stream(b'/F1 9 Tf'), FONT, font(stream(BOMB, packed=True))),
          report='NOT SIGNED', compare='letters cannot be told')
    form = stream(BOMB, b' /Subtype /Form', packed=True)
    given(document(stream(b'/X Do ' * 1000), b'<< /XObject << /X 12 0 R >> >>', {12: form}),
          report='NOT SIGNED', compare='cannot be read')
    # less of it, again and again
    part = stream(b'q ' * 30000, packed=True)
    given(document(part, pages=15000), report='NOT SIGNED', compare='cannot be read')
    given(document(content=b'[' + b'12 0 R ' * 200000 + b']', more={12: part}),
          report='NOT SIGNED', compare='cannot be read')
    form = stream(b'q ' * 30000, b' /Subtype /Form', packed=True)
    given(document(stream(b'/X Do ' * 30000), b'<< /XObject << /X 12 0 R >> >>', {12: form}),
          report='NOT SIGNED', compare='cannot be read')
    cmap = stream(b'1 beginbfchar <0041> <0041> endbfchar')
    given(document(stream(b'/F1 9 Tf ' * 200000), FONT, font(cmap)), report='NOT SIGNED')


@tap.test
def what_is_large_without_being_packed_is_refused():
    given(document(stream(b'q ' * (11 << 20))), report='NOT SIGNED', compare='cannot be read')
    given(document(stream(b'q ' * (20 << 20))), 'larger than 32 MB')
    given(document(catalog=b'/Many [' + b'0 ' * (5 << 20) + b']'), 'an object is broken')
    many = {5000 + n: b'[' + b'0 ' * 40000 + b']' for n in range(100)}
    given(document(more=many), 'more in it than any protocol')
    names = b' '.join(b'/%s 0' % name for name in colliding(100000))
    given(document(catalog=names), 'an object is broken')
    some = {5000 + n: b'<< %s >>' % b' '.join(b'/%s 0' % name for name in colliding(60))
            for n in range(10000)}
    given(document(more=some), report='NOT SIGNED')


@tap.test
def what_takes_all_day_to_compare_is_refused_or_told():
    letters = b''.join(b'<%04X> <%04X> ' % (c, c) for c in [0x20, 0x2d, *range(0x410, 0x450)])
    cmap = stream(b'beginbfchar ' + letters + b'endbfchar')

    def text(words):
        shown = b''.join(b'%04X' % ord(c) for c in ' '.join(words))
        return document(stream(b'BT /F1 9 Tf 1 0 0 1 50 50 Tm [<%s>] TJ ET' % shown), FONT,
                        font(cmap))

    def number(i, digits):
        return ''.join(chr(0x430 + (i >> 4 * k & 15)) for k in range(digits))

    # compounds of as many names, names that hash alike, the same word for ever
    given(text('А' + number(i, 4) + 'о-А' + number(i + 1, 4) + 'о' for i in range(60000)))
    given(text(''.join('бб' if i >> k & 1 else 'вА' for k in range(17)) for i in range(60000)))
    given(text(['да'] * 400000))


@tap.test
def numbers_in_tables_allocate_nothing():
    given(document(size=999999999999999999), report='NOT SIGNED')
    given(document(size=2), 'leaves objects out')
    given(TRUE.replace(b'/Size ', b'/Sise '), 'leaves objects out')
    head = TRUE.index(b'xref\n')
    for count in b'0 999999999', b'0 500000', b'999999999 1', b'0 0':
        changed = re.sub(rb'xref\n0 \d+', b'xref\n' + count, TRUE[head:], count=1)
        given(TRUE[:head] + changed, '')
    given(TRUE[:-40].rsplit(b'startxref', 1)[0] + b'startxref\n99999999999999999999\n%%EOF\n', '')


# ---- signatures ---------------------------------------------------------------------------------

@tap.test
def ranges_that_are_not_there_are_told():
    for numbers in (b'[0 99999999999 5 99999999999]', b'[0 9999999999999999999 5 1]', b'[-1 5 5 5]',
                    b'[0 5 999999999999999999 999999999999999999]', b'[0 1]', b'(all)',
                    b'[0 5 5 5 5 5 5 5]', b'[[0] [5] [5] [5]]', b'[' + b'0 9 ' * 90000 + b']'):
        given(signed(b'30', numbers), **(
            {'report': 'BROKEN'} if b'9999999999999999999' not in numbers else {'report': ''}))


@tap.test
def signatures_by_the_hundred_are_refused():
    fields = b'[' + b' '.join(b'%d 0 R' % (30 + n) for n in range(20)) + b']'
    many = {30 + n: b'<< /FT /Sig /T (s%d) /V %d 0 R >>' % (n, 60 + n) for n in range(20)}
    many.update({60 + n: b'<< /ByteRange [0 1 2 3] /Contents <30> >>' for n in range(20)})
    given(signed(b'30', fields=fields, more=many), report='more signatures than anybody makes')
    given(signed(b'30840' + b'0F' * (9 << 20), b'[0 0 0 0]'), report='BROKEN')
    revisions = document()
    for _ in range(80):
        table = int(re.findall(rb'startxref\s+(\d+)', revisions)[-1])
        revisions = written({5: b'null'}, before=revisions, previous=table, size=2000)
    given(revisions, 'more revisions than anybody makes')


@tap.test
def two_objects_of_one_number_are_refused():
    twice = document()
    at = int(re.findall(rb'startxref\s+(\d+)', twice)[-1])
    row = re.search(rb'\n3 1\n(.{20})', twice[at:], re.S)
    end = at + row.end()
    given(twice[:end] + b'3 1\n' + row.group(1) + twice[end:], 'cross-reference table is broken')
    given(document(catalog=b'/Pages 2 0 R'), 'an object is broken')     # a key twice
    hidden = document()
    given(hidden.replace(b'xref\n0 1', b'3 0 obj\nnull\nendobj\nxref\n0 1', 1).replace(
        b'startxref\n%d' % at, b'startxref\n%d' % (at + len(b'3 0 obj\nnull\nendobj\n'))),
        'bytes belong to no object')


# ---- what signing is given ----------------------------------------------------------------------

@tap.test
def a_key_or_an_answer_that_is_none_is_named():
    junk = PLACE / 'junk'
    for data in b'', b'\x30\x84\xff\xff\xff\xff' + b'\0' * 100, b'\x30\x80' * 50000, \
            b'-----BEGIN CERTIFICATE-----\n' + b'A' * 500000 + b'\n-----END CERTIFICATE-----\n', \
            b'-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n', \
            os.urandom(4000), b'x' * (3 << 20):
        junk.write_bytes(data)
        for words in ('--p12', junk), ('--key', junk, '--cert', junk), ('--cert', junk, '--prepare',
                                                                     PLACE / 'out'):
            done = council('protocol', 'sign', '2026', '--for', 'ar', '--by', 'ar', *words)
            one_line(done, 6, 'junk')


tap.run()
