#!/usr/bin/env python3
"""What is printed beside the originals: test-papers.py, $COUNCIL the program

The comparison of two versions, extracts, archive copies of scans: before the judges of pdf.py, and
as pictures.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
import golden
import long_protocol
import pdf
import tap

PROGRAM = os.environ['COUNCIL']
FOLDER = tempfile.TemporaryDirectory()
PLACE = pathlib.Path(FOLDER.name)
PAPERS = long_protocol.papers(PROGRAM, PLACE)


@tap.test
def qpdf_and_the_fonts():
    for path in PAPERS.values():
        pdf.sound(path)


@tap.test
def preflight_takes_them_for_an_archive():
    """The archive copy too: its scan is one, and the certificate joined to it is."""
    pdf.archive(*PAPERS.values())


@tap.test
def two_readers_read_the_same_text():
    for path in PAPERS.values():
        pdf.texts_agree(path)


@tap.test
def what_is_read_aloud_is_what_is_printed():
    for name in ('diff', 'extract-draft', 'extract'):
        pdf.tagged(PAPERS[name])
        pdf.metadata(PAPERS[name])
        pdf.numbered(PAPERS[name])
        # beside struck words a line is filled as it can be
        pdf.well_set(PAPERS[name], widest=1.5 if name == 'diff' else 1.1, mean=0.45)


@tap.test
def they_look_as_when_somebody_looked():
    """After a change that is meant: tests/protocols/golden.py PROGRAM, and look at every page."""
    tap.none(difference for name in ('diff', 'extract')
             for difference in golden.compare(PAPERS[name]))


# ---- the comparison -------------------------------------------------------------------------------

DPI = 150


def darkness(path, page, word, above):
    """The darkest way from the left of a word to its right at a height above its foot, of the
    height of its letters: the share of its dots that are dark."""
    data = subprocess.run(['pdftoppm', '-r', str(DPI), '-gray', '-f', str(page), '-l', str(page),
                           path], check=True, capture_output=True).stdout
    width, _, dots = golden.pgm(data)
    scale = DPI / 72
    size = pdf.size(word)
    foot = word.bottom - 0.255 * size     # the base line: poppler's boxes end at the descender
    best = 0
    for row in range(round((foot - above[1] * size) * scale), round((foot - above[0] * size)
                                                                     * scale) + 1):
        line = dots[row * width + round(word.left * scale) + 2:
                    row * width + round(word.right * scale) - 2]
        best = max(best, sum(dot < 160 for dot in line) / len(line))
    return best


def words_of(path):
    return [(number, word) for number, page in enumerate(pdf.lines(path), 1)
            for line in page for word in line]


@tap.test
def struck_and_new_words_can_be_told_apart_without_colour():
    path = PAPERS['diff']
    found = {text: next((page, word) for page, word in words_of(path) if word.text == text)
             for text in ('состоялось', 'прошло', 'Борейске')}
    middle, under = (0.12, 0.42), (-0.25, -0.04)
    marks = {text: (darkness(path, *place, middle) > 0.95, darkness(path, *place, under) > 0.95)
             for text, place in found.items()}
    tap.same(marks, {'состоялось': (True, False), 'прошло': (False, True),
                     'Борейске': (False, False)})


@tap.test
def the_comparison_names_the_versions_and_what_its_marks_mean():
    said = pdf.text(PAPERS['diff'])
    assert said.startswith('СРАВНЕНИЕ РЕДАКЦИЙ Протокол 2026, редакции № 1 от 24 ноября 2026 года '
                           'и № 4 от 24 ноября 2026 года: исключённое зачёркнуто, новое '
                           'подчёркнуто.'), said[:200]
    tap.same(pdf.info(PAPERS['diff'])['Title'], 'Сравнение редакций протокола 2026')
    assert 'Приложение 1. Состав делегации Аркадской Стороны' in said


# ---- extracts and copies --------------------------------------------------------------------------

@tap.test
def an_extract_is_certified_at_its_end_and_a_draft_until_the_text_is_agreed():
    draft, final = (pdf.text(PAPERS[name]) for name in ('extract-draft', 'extract'))
    for text in (draft, final):
        assert text.startswith('ВЫПИСКА ИЗ ПРОТОКОЛА второго очередного'), text[:80]
        assert 'Выписка верна.' in text and 'М. П.' in text
    assert 'Протокол подписали:' in final and 'Протокол подписали:' not in draft


@tap.test
def a_certified_copy_ends_in_its_certificate_and_its_sums_can_be_read():
    said = pdf.text(PAPERS['archive'])
    sums = said.split('Для проверки:')[1]
    assert '-' not in sums.split('Копия верна.')[0].replace('SHA-256', ''), sums
    wanted = hashlib.sha256(PAPERS['scan'].read_bytes()).hexdigest()
    assert wanted in sums.replace(' ', ''), sums


@tap.test
def what_is_no_scan_is_refused_in_one_line():
    picture = subprocess.run(['pdftoppm', '-r', '20', '-l', '1', PAPERS['scan']], check=True,
                             capture_output=True).stdout
    whole = PAPERS['scan'].read_bytes()
    files = {'scan.jpg': b'\xff\xd8\xff\xe0' + picture, 'scan.png': b'\x89PNG\r\n\x1a\n' + picture,
             'scan.tif': b'II*\0' + picture, 'empty.pdf': b'', 'cut.pdf': whole[:len(whole) // 2],
             'letter.docx': b'PK\x03\x04' + picture, 'page.html': b'<html>' + picture}
    wrong = []
    for name, data in files.items():
        path = PLACE / name
        path.write_bytes(data)
        done = subprocess.run(
            [PROGRAM, '--lang', 'en', 'protocol', 'attach', '2026', '--for', 'bo', path, '--signed',
             '2026-10-09', '--place', 'Борейск', '--replace'],
            env=dict(os.environ, COUNCIL_FILE=str(PLACE / 'council.db'),
                     COUNCIL_NOW=long_protocol.NOW), capture_output=True, text=True)
        if done.returncode != 6 or done.stdout or done.stderr.count('\n') != 1:
            wrong.append(f'{name}: {done.returncode} {done.stdout} {done.stderr}')
        print(f'# {done.stderr.strip()}')
    tap.none(wrong)


tap.run()
