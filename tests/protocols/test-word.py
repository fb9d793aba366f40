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


def given_a_table():
    """With empty cells, figures, a bar and braces in cells."""
    path = PLACE / 'trade.csv'
    path.write_text('Показатель,Единица,2025 год,"Прирост, %"\n'
                    'Экспорт зерна и муки,тыс. долл.,104 729,"3,7"\n'
                    'Транзит {по железной дороге},тыс. т | брутто,"209 458,5",—\n'
                    ',,1,\n'
                    'Всего,,"314 187,5",\n')
    return path


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
    council('protocol', 'annex', 'add', '2027', given_a_table(), '--title', 'Показатели торговли',
            '--note', 'По данным таможни.')
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
    rest = once(rest, '209 458,5', '209 460')
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
                      ('comment', 'Иванов И. И.', False), ('reword', None, False),
                      ('reword', None, False)])
            assert 'Аркадске прошло первое' in changes[0]['after'], changes[0]
            assert changes[1]['after'].startswith('Подготовить план в срок до 1 '), changes[1]
            tap.same(changes[2]['after'], 'к словам «план»: Срок мал. Просим продлить.')
            assert changes[3]['after'].endswith('министр торговли и туризма'), changes[3]
            tap.same(changes[4]['after'],
                     r'Транзит {по железной дороге} | тыс. т \| брутто | 209 460 | —')


@tap.test
def a_table_is_one_with_a_head_on_every_sheet():
    for form, flat in through_libreoffice()['flat'].items():
        table = flat[flat.rindex('<table:table '):flat.rindex('</table:table>')]
        head, rows = re.search(r'<table:table-header-rows>(.*?)</table:table-header-rows>(.*)',
                               table, re.S).groups()
        tap.same((form, cells(head)), (form, [['Показатель', 'Единица', '2025 год',
                                               'Прирост, %']]))
        tap.same((form, cells(rows)),
                 (form, [['Экспорт зерна и муки', 'тыс. долл.', '104 729', '3,7'],
                         ['Транзит {по железной дороге}', 'тыс. т | брутто', '209 458,5', '—'],
                         ['', '', '1', ''], ['Всего', '', '314 187,5', '']]))


def cells(table):
    """Of each row of a flat odt, behind the number of its clause."""
    return [[re.sub('<[^>]*>', '', cell).strip()
             for cell in re.findall(r'<table:table-cell.*?</table:table-cell>', row, re.S)][1:]
            for row in re.findall(r'<table:table-row.*?</table:table-row>', table, re.S)]


@tap.test
def a_cell_that_moved_is_a_change_and_a_new_row_comes_in_as_one():
    def change(text):
        rows = re.findall(r'<w:tr>.*?</w:tr>', text, re.S)
        total = next(row for row in rows if 'Всего' in row)
        emptied = [cell for cell in re.findall(r'<w:tc>.*?</w:tc>', total, re.S)]
        moved = total.replace(emptied[2] + emptied[3], emptied[3] + emptied[2])
        new = re.sub('§[0-9]+', '', total).replace('Всего', 'Из них {почтой}')
        blank = re.sub('<w:t [^<]*</w:t>', '', total)
        return once(text, total, moved + new + blank)

    changes = imported(office.with_text(export('docx'), PLACE / 'rows.docx', change))
    tap.same([(c['kind'], c['before'], c['after']) for c in changes],
             [('reword', 'Всего |  | 314 187,5 |', 'Всего | 314 187,5 | |'),
              ('insert', None, 'Из них {почтой} | | 314 187,5 |')])


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


EXTENDED = ('http://schemas.openxmlformats.org/wordprocessingml/2006/main',
            'http://schemas.microsoft.com/office/word/2010/wordml',
            'http://schemas.microsoft.com/office/word/2012/wordml')


def threads(source, target, said, done=()):
    """Writes threads as Word does: SAID is [(who, words, number of the comment answered)] on a
    word of one clause, each comment in two paragraphs of which the last has its name; DONE are
    the numbers of those that were settled."""
    main, named, extended = EXTENDED
    marks = {tag: ''.join(f'<w:{tag} w:id="{70 + n}"/>' for n in range(len(said)))
             for tag in ('commentRangeStart', 'commentRangeEnd', 'commentReference')}

    def anchor(text):
        worded = next(p for p in paragraphs(text) if 'состоялось' in p)
        return text.replace(worded, worded.replace(
            'состоялось', f'</w:t></w:r>{marks["commentRangeStart"]}<w:r><w:t>состоялось</w:t>'
            f'</w:r>{marks["commentRangeEnd"]}<w:r>{marks["commentReference"]}</w:r><w:r>'
            '<w:t xml:space="preserve">'))

    def comments(text):
        made = ''.join(
            f'<w:comment w:id="{70 + n}" w:author="{who}" w:date="2026-11-24T10:00:00Z">'
            f'<w:p w14:paraId="0A0000{n}0"><w:r><w:t>{words.split()[0]}</w:t></w:r></w:p>'
            f'<w:p w14:paraId="0A0000{n}1"><w:r><w:t>{" ".join(words.split()[1:])}</w:t></w:r>'
            '</w:p></w:comment>' for n, (who, words, _) in enumerate(said))
        return once(text, '</w:comments>', made + '</w:comments>').replace(
            '<w:comments ', f'<w:comments xmlns:w14="{named}" ', 1)

    def change(name, data):
        if name == 'word/document.xml':
            return anchor(data.decode()).encode()
        if name == 'word/comments.xml':
            return comments(data.decode()).encode()
        if name == '[Content_Types].xml':
            return once(data.decode(), '</Types>', '<Override PartName="/word/comments'
                        'Extended.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                        'wordprocessingml.commentsExtended+xml"/></Types>').encode()
        if name == 'word/_rels/document.xml.rels':
            return once(data.decode(), '</Relationships>', '<Relationship Id="rId900" Type="http://'
                        'schemas.microsoft.com/office/2011/relationships/commentsExtended" '
                        'Target="commentsExtended.xml"/></Relationships>').encode()
        return data

    office.rewrite(source, target, change)
    with zipfile.ZipFile(target, 'a', zipfile.ZIP_DEFLATED) as package:
        package.writestr('word/commentsExtended.xml', (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w15:commentsEx xmlns:w="{main}" xmlns:w15="{extended}">' + ''.join(
                f'<w15:commentEx w15:paraId="0A0000{n}1"'
                + (f' w15:paraIdParent="0A0000{above}1"' if above is not None else '')
                + f' w15:done="{int(n in done)}"/>' for n, (_, _, above) in enumerate(said))
            + '</w15:commentsEx>'))
    return target


TALK = [('Асанова А.', 'Точно «прошло»?', None), ('Иванов И.', 'Да, прошло.', 0),
        ('Петров П.', 'Когда именно?', None), ('Асанова А.', 'Не знаю.', 0)]


def said(changes):
    return [(c['author'], c['after'], c['resolved']) for c in changes if c['kind'] == 'comment']


@tap.test
def an_answer_says_what_it_answers_and_a_settled_thread_is_not_open():
    path = threads(export('docx'), PLACE / 'threads.docx', TALK, done={2})
    tap.same(said(imported(path)), [
        ('Асанова А.', 'к словам «состоялось»: Точно «прошло»?', False),
        ('Иванов И.', 'в ответ на «Точно „прошло“?» (Асанова А.): Да, прошло.', False),
        ('Петров П.', 'к словам «состоялось»: Когда именно?', True),
        ('Асанова А.', 'в ответ на «Точно „прошло“?» (Асанова А.): Не знаю.', False)])
    # Word notes at the first comment of a thread that it is settled, answers and all
    path = threads(export('docx'), PLACE / 'settled.docx', TALK, done={0})
    tap.same([resolved for _, _, resolved in said(imported(path))], [True, True, False, True])


@tap.test
def what_a_side_settled_later_is_settled_and_other_sides_comments_stay_open():
    file = PLACE / 'council.db'
    copy = file.read_bytes()

    def bring(party, done=()):
        path = threads(export('docx', party), PLACE / 'later.docx', TALK[:2], done)
        council('protocol', 'import', '2027', path, '--as', party)
        return [(c['party'], c['author'])
                for c in json.loads(council('protocol', 'comment', '2027', '--json'))]

    both = [('bo', 'Асанова А.'), ('bo', 'Иванов И.'), ('ar', None)]
    tap.same(bring('bo'), both)
    tap.same(bring('ar', done={0}), both)
    tap.same(bring('bo', done={0}), both[2:])
    council('check')
    file.write_bytes(copy)


@tap.test
def libreoffice_keeps_what_was_settled():
    tap.needs(office.OFFICE, 'Debian package libreoffice-writer-nogui')
    path = threads(export('docx'), PLACE / 'resolved.docx', TALK[2:3], done={0})
    for made in (office.convert([path], to, folder(f'settled-{to}'))[0] for to in ('odt', 'docx')):
        tap.same((made.suffix, said(imported(made))), (
            made.suffix, [('Петров П.', 'к словам «состоялось»: Когда именно?', True)]))


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
