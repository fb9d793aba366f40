#!/usr/bin/env python3
"""The PDFs of protocols before anybody else's eyes: test-archive.py SOURCE-ROOT, $COUNCIL the program

qpdf, PDFBox Preflight, pdffonts, pdfinfo, pdftotext and Ghostscript on a draft and an issued
original of a long protocol, and on one of the template's council.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'support')]
import golden
import long_protocol
import pdf
import tap

PROGRAM = os.environ['COUNCIL']
FOLDER = tempfile.TemporaryDirectory()
PLACE = pathlib.Path(FOLDER.name)
KEEPERS = long_protocol.PARTIES
INDENT = (30 + 12.5) / 25.4 * 72    # where paragraphs begin, points

council = long_protocol.issue(PROGRAM, PLACE)
DRAFTS = [PLACE / f'draft-{keeper}.pdf' for keeper in KEEPERS]
ISSUED = [PLACE / f'{keeper}.pdf' for keeper in KEEPERS]
BOTH = [DRAFTS[0], *ISSUED]


@tap.test
def they_are_sound_and_their_fonts_are_whole():
    for path in BOTH:
        pdf.sound(path)


@tap.test
def preflight_takes_them_for_an_archive():
    pdf.archive(*BOTH)


@tap.test
def preflight_does_refuse():
    """A judge that never says no is none: the same file without its colour profile."""
    tap.needs(pdf.PREFLIGHT, 'Debian package libpdfbox2-java')
    spoilt = PLACE / 'spoilt.pdf'
    spoilt.write_bytes(ISSUED[0].read_bytes().replace(b'/OutputIntents', b'/OutputIntentz'))
    try:
        pdf.archive(spoilt)
    except AssertionError:
        return
    raise AssertionError('Preflight takes a file without an output intent')


@tap.test
def the_archive_knows_what_it_holds():
    for path, side in zip(ISSUED, ('Аркадской', 'Борейской')):
        told = pdf.metadata(path)
        assert told['Title'].startswith('Протокол второго очередного заседания'), told['Title']
        tap.same(told['Subject'], f'Экземпляр {side} Стороны')
        tap.same(told['CreationDate'], '2026-11-24T09:00:00Z')


@tap.test
def two_readers_read_the_same_text():
    for path in BOTH:
        pdf.texts_agree(path)


@tap.test
def every_name_comes_back_letter_by_letter():
    for path in ISSUED:
        printed = pdf.text(path)
        for party in KEEPERS:
            for name, post in long_protocol.delegates(party):
                assert name in printed, name
                assert post in printed, post


@tap.test
def the_tags_hold_all_that_is_printed():
    pdf.tagged(ISSUED[0])


@tap.test
def the_structure_is_that_of_a_protocol():
    tree = pdf.structure(ISSUED[0])
    tap.same([text for _, role, text in tree if role == 'H1'],
             ['ПРОТОКОЛ второго очередного заседания Аркадско-Борейского межправительственного '
              'совета'])
    headings = [text for _, role, text in tree if role == 'H2']
    for number, (title, _) in enumerate(long_protocol.ITEMS, 1):
        assert f'{number}. {title}' in headings, title
    assert any(text.startswith('Состав делегации Борейской Стороны') for text in headings)
    labels = [text for _, role, text in tree if role == 'Lbl']
    assert '1.1.' in labels and '—' in labels
    # each party's table has its head once, however many pages it takes, and a row a delegate
    tap.same([text for _, role, text in tree if role == 'TH'],
             ['№', 'Фамилия, имя', 'Должность'] * 2)
    cells = [text for _, role, text in tree if role == 'TD']
    tap.same(cells[0::3], [f'{n}.' for n in range(1, long_protocol.COUNT + 1)] * 2)
    # names long enough to be divided are read whole
    tap.same(cells[1::3], [name for party in KEEPERS
                           for name, _ in long_protocol.delegates(party)])


@tap.test
def each_signatory_has_a_field_between_title_and_name():
    tree = pdf.structure(ISSUED[0])
    fields = [at for at, (_, role, _) in enumerate(tree) if role == 'Form']
    tap.same(len(fields), 2)
    for at, side, name in zip(fields, ('Аркадскую', 'Борейскую'), ('Вымыслов', 'Примерзода')):
        assert tree[at - 1][2].startswith(f'За {side} Сторону'), tree[at - 1]
        tap.same(tree[at + 1][1], 'OBJR')
        assert name in tree[at + 2][2], tree[at + 2]
    tap.same(pdf.info(DRAFTS[0])['Form'], 'none')


@tap.test
def pages_are_numbered_and_evenly_set():
    for path in BOTH:
        pdf.numbered(path)
        pdf.well_set(path)


def ends(path):
    """Of each page: the first line below the number and the last."""
    pages = pdf.lines(path)
    return [(page[1 if at else 0], page[-1]) for at, page in enumerate(pages)]


@tap.test
def no_page_begins_or_ends_badly():
    for path in ISSUED:
        edge = pdf.text_edge(pdf.lines(path))
        for number, (first, last) in enumerate(ends(path), 1):
            text = ' '.join(word.text for word in last)
            assert not text.endswith(('-', pdf.SOFT_HYPHEN)), f'page {number} ends in a hyphen'
            assert not text.endswith(':'), f'page {number} ends with what leads on: {text}'
            if number == 1 or abs(first[0].left - INDENT) < 1 or pdf.LABEL.match(first[0].text):
                continue        # it begins a paragraph
            if first[0].text not in ('№', 'Приложение'):
                assert first[-1].right > edge - 3, f'page {number}: a last line left alone'


@tap.test
def a_table_that_goes_on_has_its_head_again():
    for path in ISSUED:
        heads = [number for number, page in enumerate(pdf.lines(path), 1)
                 for line in page if [word.text for word in line][:2] == ['№', 'Фамилия,']]
        assert len(heads) >= 4, heads
        tap.same(heads, sorted(set(heads)))


@tap.test
def every_page_looks_as_it_did_when_somebody_looked():
    """After a change that is meant: tests/protocols/golden.py PROGRAM, and look at every page."""
    tap.same(pdf.info(ISSUED[0])['Pages'], '12')
    tap.none(difference for path in (DRAFTS[0], ISSUED[0])
             for difference in golden.compare(path))


@tap.test
def a_page_that_looks_otherwise_is_found():
    page = golden.pages(ISSUED[0])[1]
    width, height, dots = page
    moved = (width, height, dots[3 * width:] + b'\xff' * (3 * width))   # by an eighth of an inch
    assert golden.difference(page, moved) > golden.SHARE
    tap.same(golden.difference(page, page), 0)
    other = golden.pages(ISSUED[1])[1]
    assert golden.difference(page, other) > golden.SHARE


JSQR = pathlib.Path(sys.argv[1]).resolve() / 'tests/e2e/node_modules/jsqr'
DECODER = """
const decode = require('JSQR');
const [width, height] = process.argv.slice(1).map(Number);
const grey = require('fs').readFileSync(0);
const colours = new Uint8ClampedArray(width * height * 4).map(
  (_, i) => i % 4 == 3 ? 255 : grey[i >> 2]);
console.log(decode(colours, width, height)?.data ?? '');
"""


def code_of(path):
    """What a camera reads on the first page; '' where it finds no code."""
    tap.needs(JSQR, './dev deps --test')
    data = subprocess.run(['pdftoppm', '-r', '150', '-gray', '-l', '1', path], check=True,
                          capture_output=True).stdout
    width, height, dots = golden.pgm(data)
    return subprocess.run(['node', '-e', DECODER.replace('JSQR', str(JSQR)), str(width),
                           str(height)], input=dots, check=True,
                          capture_output=True).stdout.decode().strip()


@tap.test
def the_code_tells_the_reference_and_the_hash_of_the_agreed_text():
    agreed = json.loads(council('protocol', 'show', '2026', '--json'))['sha256']
    for path in ISSUED:
        tap.same(code_of(path), f'PROTOCOL AR-BO/2026 SHA256 {agreed.upper()}')
    tap.same(code_of(DRAFTS[0]), '')


@tap.test
def the_same_text_gives_the_same_bytes():
    again = PLACE / 'again.pdf'
    council('protocol', 'render', '2026', '--for', 'ar', '--out', again)
    tap.same(again.read_bytes() == ISSUED[0].read_bytes(), True)
    assert ISSUED[0].read_bytes() != ISSUED[1].read_bytes()


@tap.test
def the_record_beside_it_tells_all_and_proves_the_text():
    path, data = PLACE / 'kept.pdf', PLACE / 'kept.json'
    council('protocol', 'render', '2026', '--for', 'bo', '--out', path, '--record', data)
    first = data.read_bytes()
    record = json.loads(first)
    tap.same(record['format'], 'council protocol record 1')
    tap.same(record['file'], {'for': 'bo', 'bytes': path.stat().st_size,
                              'sha256': hashlib.sha256(path.read_bytes()).hexdigest()})
    tap.same([party['party'] for party in record['parties']], ['bo', 'ar'])
    # as docs/protocol-record.md says
    fields = [clause[name] or '' for clause in record['clauses']
              for name in ('kind', 'label', 'text')]
    tap.same(hashlib.sha256(''.join(field + '\0' for field in fields).encode()).hexdigest(),
             record['text_sha256'])
    printed = pdf.text(path)
    for block in record['reading']:
        if block['kind'] in ('paragraph', 'item', 'lead-in', 'closing', 'party'):
            said = re.sub(r'[\s\u00a0]+', ' ', block['text']).replace('"', '')
            found = re.sub('[«»„“]', '', printed) if '"' in block['text'] else printed
            assert re.sub('[«»„“]', '', said) in found or said in printed, block
    tap.same([one['for'] for one in record['originals']], ['ar', 'bo'])
    tap.same(record['originals'][1]['sha256'], record['file']['sha256'])
    tap.same(len(record['decisions']), len(json.loads(council(
        'decision', 'list', '--meeting', '2026', '--json'))))
    assert all(len(decision['executors']) == 2 for decision in record['decisions'])
    tap.same([one['name'] for one in record['signing']['signatories']],
             ['Л. П. Вымыслов', 'Ф. Примерзода'])
    tap.same(record['signing']['date'], None)
    tap.same([one['basis'] for one in record['agreements']], ['нота № 5'] * 2)
    council('protocol', 'render', '2026', '--for', 'bo', '--out', path, '--record', data)
    tap.same(data.read_bytes() == first, True)


@tap.test
def settings_change_the_look():
    plain = pdf.lines(ISSUED[0])
    for key, value in (('sides', 'mirrored'), ('margin-left', '40'), ('margin-top', '25'),
                       ('initials', 'close'), ('code', 'off'), ('font-size', '12')):
        council('setting', 'set', f'protocol-{key}', value)
    council('protocol', 'issue', '2026', '--blank-date')
    path = PLACE / 'other.pdf'
    council('protocol', 'render', '2026', '--for', 'ar', '--out', path)
    pages = pdf.lines(path)
    edges = [min(line[0].left for line in page[1:]) / 72 * 25.4 for page in pages[:3]]
    tap.same([round(edge) for edge in edges], [40, 15, 40])
    assert min(word.top for word in pages[0][0]) > min(word.top for word in plain[0][0]) + 10
    assert 'Л.П. Вымыслов' in pdf.text(path) and 'Л. П. Вымыслов' in pdf.text(ISSUED[0])
    assert pdf.size(pages[1][5][0]) < pdf.size(plain[1][5][0]) - 1.5
    tap.same(code_of(path), '')
    pdf.archive(path)
    for key, value in (('margin-left', '300'), ('line-spacing', '7'), ('indent', '-3'),
                       ('indent', '12,5')):
        try:
            council('setting', 'set', f'protocol-{key}', value)
        except AssertionError:
            continue
        raise AssertionError(f'{key} {value} is taken')


@tap.test
def the_demonstration_stands_before_the_same_judges():
    demo = PLACE / 'demo'
    subprocess.run(['bash', pathlib.Path(sys.argv[1]) / 'cli' / 'demo.sh', demo], check=True,
                   capture_output=True)
    pdf.judge(demo / 'protocol-2026-kg.pdf')


tap.run()
