#!/usr/bin/env python3
"""The text in word processors and back: test-word.py, $COUNCIL the program

Files that LibreOffice opened, changed and saved; comments in the margin and tracked changes;
hostile files.
"""

import functools
import json
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
sys.path[:0] = [str(HERE.parent / 'support')]
import office
import tap

PROGRAM = os.environ['COUNCIL']
FOLDER = tempfile.TemporaryDirectory()
PLACE = pathlib.Path(FOLDER.name)
TEMPORARY = PLACE / 'tmp'
TEMPORARY.mkdir()
ENVIRONMENT = dict(os.environ, COUNCIL_FILE=str(PLACE / 'council.db'),
                   COUNCIL_NOW='2026-11-24T09:00:00Z', TMPDIR=str(TEMPORARY))


def run(*words):
    return subprocess.run([PROGRAM, '--lang', 'en', *map(str, words)], env=ENVIRONMENT,
                          capture_output=True, text=True)


def council(*words):
    done = run(*words)
    if done.returncode != 0:
        raise AssertionError(f'council {" ".join(map(str, words))}\n{done.stderr}')
    return done.stdout


def given_a_protocol():
    council('init', '--template', HERE.parent / 'support/fictitious.json')
    council('meeting', 'schedule', '2027-02-12T10:00')
    council('agenda', 'add', '2027', 'О взаимной торговле', '--sector', 'trade', '--by', 'ar',
            '--discussion', 'товарооборот за 9 месяцев 2026 года достиг 513 400 тыс. долл. США — '
            'на 12 % выше; программа "Читаем "Манас" вместе" продолжается')
    council('delegation', 'add', '2027', '--party', 'ar', '--role', 'head', '--person', 'vymyslov')
    council('delegation', 'add', '2027', '--party', 'bo', '--role', 'head', '--person',
            'primerzoda')
    for n in range(1, 4):
        council('delegation', 'add', '2027', f'Абдураҳмонзода Ғафур {n}', '--party', 'ar',
                '--post', 'министр торговли')
        council('delegation', 'add', '2027', f'Токтобүбүев Өмүр {n}', '--party', 'bo',
                '--post', 'вице-премьер — министр энергетики')
    council('decision', 'add', '2027', 1, 'подготовить программу',
            '--executor', 'ar:Министерство торговли', '--executor', 'bo:Министерство энергетики',
            '--due', '2027-09-01')
    council('protocol', 'draft', '2027')
    n = next(clause['n'] for clause in json.loads(council('protocol', 'show', '2027', '--json'))
             ['clauses'] if 'одготовить' in clause['text'])
    council('protocol', 'comment', '2027', n, 'срок & «объём» не указаны', '--as', 'ar')


def folder(name):
    made = PLACE / name
    made.mkdir()
    return made


def export(form, party='bo'):
    path = PLACE / f'{party}.{form}'
    council('protocol', 'export', '2027', '--to', form, '--for', party, '--out', path)
    return path


def imported(path, party='bo'):
    """What would change: nothing is kept."""
    told = json.loads(council('protocol', 'import', '2027', path, '--as', party, '--dry-run',
                              '--json'))
    return told['answer']


def kinds(changes):
    return [(change['kind'], change['author']) for change in changes]


given_a_protocol()


# ---- LibreOffice ----------------------------------------------------------------------------------

def noise(flat):
    """What word processors do to a text by themselves."""
    return (flat.replace(' 2027 года', '\u00a02027\u00a0года').replace(' № ', ' №\u00a0')
            .replace('Борейско-Аркадского', 'Борейско\u2011Аркадского')
            .replace('межправительственного', 'межправи\u00adтельственного')
            .replace('&quot;Читаем &quot;Манас&quot; вместе&quot;', '«Читаем „Манас“ вместе»')
            .replace('"Читаем "Манас" вместе"', '«Читаем „Манас“ вместе»')
            .replace(' — ', ' – ').replace('достиг 513', 'достиг  513'))


ANNOTATION = ('<office:annotation office:name="of-a-person"><dc:creator>Иванов И. И.</dc:creator>'
              '<dc:date>2026-11-24T10:00:00</dc:date><text:p>Срок мал.</text:p>'
              '<text:p>Просим продлить.</text:p></office:annotation>')
CHANGE = ('<office:change-info><dc:creator>Петрова П.</dc:creator>'
          '<dc:date>2026-11-24T10:00:00</dc:date></office:change-info>')
TRACKED = ('<text:tracked-changes><text:changed-region xml:id="n1" text:id="n1"><text:insertion>'
           f'{CHANGE}</text:insertion></text:changed-region><text:changed-region xml:id="n2" '
           f'text:id="n2"><text:deletion>{CHANGE}<text:p>состоялось</text:p></text:deletion>'
           '</text:changed-region></text:tracked-changes>')


def once(text, old, new):
    assert old in text, old
    return text.replace(old, new, 1)


def change(flat):
    """A word, a delegate's post, a comment on a word, and a tracked change."""
    head, mark, body = noise(flat).partition('<office:text')
    start, rest = body[:body.index('>') + 1], body[body.index('>') + 1:]
    rest = once(rest, 'состоялось', '<text:change-start text:change-id="n1"/>прошло'
                '<text:change-end text:change-id="n1"/><text:change text:change-id="n2"/>')
    rest = once(rest, 'Подготовить программу', f'Подготовить {ANNOTATION}план'
                '<office:annotation-end office:name="of-a-person"/>')
    rest = once(rest, 'министр торговли', 'министр торговли и туризма')
    return head + mark + start + TRACKED + rest


@functools.lru_cache(maxsize=None)
def through_libreoffice():
    """Each export, with a comment of Arcadia in its margin, as LibreOffice saves it after noise
    alone and after changes: {(from, what, to): path}."""
    tap.needs(office.OFFICE, 'Debian package libreoffice-writer-nogui')
    place = folder('office')
    forms = ('docx', 'odt')
    flats = []
    for form, path in zip(forms, [export(form) for form in forms]):
        (place / form).mkdir()
        flats.append((form, office.convert([path], 'fodt', place / form)[0].read_text()))
    sources = []
    for form, flat in flats:
        for what, edit in (('noise', noise), ('change', change)):
            sources.append(place / f'{form}-{what}.fodt')
            sources[-1].write_text(edit(flat))
    made = {}
    for to in (*forms, 'txt:Text (encoded):UTF8'):
        for source, path in zip(sources, office.convert(sources, to, place)):
            made[(*source.stem.split('-'), path.suffix[1:])] = path
    made['flat'] = dict(flats)
    return made


@tap.test
def libreoffice_opens_and_saves_and_nothing_changes():
    files = through_libreoffice()
    for source in ('docx', 'odt'):
        for to in ('docx', 'odt', 'txt'):
            tap.same((source, to, imported(files[source, 'noise', to])), (source, to, []))


@tap.test
def what_is_changed_in_libreoffice_is_all_that_comes_in():
    files = through_libreoffice()
    for source in ('docx', 'odt'):
        for to in ('docx', 'odt'):
            changes = imported(files[source, 'change', to])
            tap.same([(c['kind'], c['author'], c['unmarked']) for c in changes],
                     [('reword', 'Петрова П.', False), ('reword', None, False),
                      ('comment', 'Иванов И. И.', False), ('reword', None, False)])
            assert 'Аркадске прошло первое' in changes[0]['after'], changes[0]
            assert changes[1]['after'].startswith('Подготовить план в срок до 1 '), changes[1]
            tap.same(changes[2]['after'], 'к словам «план»: Срок мал. Просим продлить.')
            assert changes[3]['after'].endswith('министр торговли и туризма'), changes[3]


@tap.test
def our_comments_stand_in_the_margin_of_libreoffice():
    for form, flat in through_libreoffice()['flat'].items():
        tap.same(flat.count('<office:annotation '), 1)
        assert 'Аркадская Сторона' in flat and 'объём' in flat, form


# ---- Word -----------------------------------------------------------------------------------------

BY = 'w:author="Асанова А." w:date="2026-11-24T10:00:00Z"'


def tracked(kind, text):
    tag = 'w:delText' if kind == 'del' else 'w:t'
    return (f'<w:{kind} w:id="9" {BY}><w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'
            f'</w:{kind}>')


def paragraphs(text):
    return re.findall(r'<w:p>.*?</w:p>', text, re.S)


@tap.test
def tracked_changes_of_word_are_brackets_by_their_author():
    """A word replaced, a paragraph struck with its end, a new one behind it."""
    def change(text):
        struck = [p for p in paragraphs(text) if '1.1. ' in p or 'Подготовить' in p][0]
        gone = ''.join(tracked('del', word + ' ') for word in ('§15', '1.1.', 'Подготовить'))
        text = text.replace(struck, f'<w:p><w:pPr><w:rPr><w:del w:id="8" {BY}/></w:rPr></w:pPr>'
                            f'{gone.replace("§15", number(struck))}</w:p>'
                            f'<w:p>{tracked("ins", "1.1. Вести учёт.")}</w:p>')
        worded = [p for p in paragraphs(text) if 'состоялось' in p][0]
        return text.replace(worded, worded.replace(
            'состоялось', '</w:t></w:r>' + tracked('del', 'состоялось') + tracked('ins', 'прошло')
            + '<w:r><w:t xml:space="preserve">'))

    def number(paragraph):
        return '§' + paragraph.split('§')[1].split()[0].split('<')[0]

    path = office.with_text(export('docx'), PLACE / 'tracked.docx', change)
    changes = imported(path)
    tap.same(kinds(changes), [('reword', 'Асанова А.'), ('insert', 'Асанова А.'),
                              ('strike', 'Асанова А.')])
    assert changes[2]['before'].startswith('Подготовить программу'), changes[2]


@tap.test
def open_comments_go_along_and_come_back_without_doubles():
    for form in ('docx', 'odt'):
        path = export(form)
        tap.same(imported(path), [])
        with zipfile.ZipFile(path) as package:
            read = package.read('word/comments.xml' if form == 'docx' else 'content.xml').decode()
        assert 'срок &amp; «объём» не указаны' in read and 'Аркадская Сторона' in read, form


@tap.test
def comments_are_kept_with_their_author_and_shown():
    file = PLACE / 'council.db'
    copy = file.read_bytes()

    def anchor(text):
        worded = [p for p in paragraphs(text) if 'состоялось' in p][0]
        return text.replace(worded, worded.replace(
            'состоялось', '</w:t></w:r><w:commentRangeStart w:id="77"/><w:r><w:t>состоялось</w:t>'
            '</w:r><w:commentRangeEnd w:id="77"/><w:r><w:commentReference w:id="77"/></w:r><w:r>'
            '<w:t xml:space="preserve">'))

    def comment(text):
        return once(text, '</w:comments>', f'<w:comment w:id="77" {BY}><w:p><w:r><w:t>Прошло?'
                    '</w:t></w:r></w:p></w:comment></w:comments>')

    path = office.with_text(export('docx'), PLACE / 'comment-1.docx', anchor)
    path = office.with_text(path, PLACE / 'comment.docx', comment, 'word/comments.xml')
    council('protocol', 'import', '2027', path, '--as', 'bo', '--basis', 'нота № 3')
    tap.same([(c['party'], c['author'], c['text'], c['basis'])
              for c in json.loads(council('protocol', 'comment', '2027', '--json'))],
             [('bo', 'Асанова А.', 'к словам «состоялось»: Прошло?', 'нота № 3'),
              ('ar', None, 'срок & «объём» не указаны', None)])
    assert 'bo, Асанова А.: к словам' in council('protocol', 'show', '2027')
    council('protocol', 'import', '2027', path, '--as', 'bo', '--basis', 'нота № 3')
    tap.same(len(json.loads(council('protocol', 'comment', '2027', '--json'))), 2)
    council('check')
    file.write_bytes(copy)


# ---- hostile files --------------------------------------------------------------------------------

REASONS = {
    'junk': 'it is no text of a word processor', 'empty': 'it is no text of a word processor',
    'old': 'a file of an old Word', 'truncated': 'damaged or cut off',
    'end-lost': 'damaged or cut off', 'huge': '20',
    'nothing-in-it': 'it is no text of a word processor', 'crowd': 'more parts than a text has',
    'bomb': 'it unpacks to more than 64 MB', 'quiet-bomb': 'its text is too long',
    'media-bomb': 'it unpacks to more than 64 MB', 'outside': 'it declares entities',
    'laughs': 'it declares entities', 'wide-letters': 'damaged or cut off',
    'deep': 'nested too deep', 'macro': 'it has macros',
    'traversal': 'a part that would land outside', 'locked': 'locked with a password',
    'twice': 'a part twice', 'foreign': 'the text of protocol 2031, not of 2027',
}
SECONDS = 10 * tap.SLOWNESS  # of the processor
MEGABYTES = 900


def spent():
    """Seconds of the processor that our children took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def refused(path, reason):
    """One line, soon, with little memory; what is wrong, or nothing."""
    before = spent()
    done = run('protocol', 'import', '2027', path, '--as', 'bo')
    took = spent() - before
    if done.returncode != 6 or done.stdout or done.stderr.count('\n') != 1:
        return f'{path.name}: {done.returncode} {done.stdout[:300]} {done.stderr[:300]}'
    if reason not in done.stderr:
        return f'{path.name}: {done.stderr}'
    return f'{path.name} took {took:.1f} s' if took > SECONDS else None


@tap.test
def hostile_files_are_refused_in_one_line_and_nothing_stays():
    good = {form: export(form) for form in ('docx', 'odt')}
    log = council('log', '--json')
    wrong = []
    for form, path in good.items():
        tap.same(imported(path), [])
        made = office.hostile(path, folder(f'hostile-{form}'))
        tap.same(sorted(made), sorted(REASONS))
        wrong += [refused(made[what], REASONS[what]) for what in made]
    tap.none(filter(None, wrong))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f'# {most:.0f} MB at most', flush=True)
    assert tap.SANITIZED or most < MEGABYTES, f'{most:.0f} MB'
    assert not pathlib.Path('/tmp/council-traversal').exists()
    tap.same(list(TEMPORARY.iterdir()), [])
    tap.same(council('log', '--json'), log)
    tap.same(json.loads(council('protocol', 'bracket', '2027', '--json')), [])


@tap.test
def a_text_as_long_as_a_book_is_soon_done_with():
    """pandoc would read it for minutes, and it is not the text of a protocol."""
    filler = '<w:p><w:r><w:t>Новый абзац текста.</w:t></w:r></w:p>' * 60000
    path = office.with_text(export('docx'), PLACE / 'book.docx', lambda text: text.replace(
        '</w:body>', filler + '</w:body>'))
    before = spent()
    done = run('protocol', 'import', '2027', path, '--as', 'bo')
    print(f'# {spent() - before:.1f} s: {done.stderr.strip()}', flush=True)
    tap.same((done.returncode, done.stderr.count('\n')), (6, 1))
    assert 'its text is too long' in done.stderr and spent() - before < SECONDS, done.stderr


tap.run()
