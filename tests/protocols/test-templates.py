#!/usr/bin/env python3
"""What others say of the other protocols: test-templates.py SOURCE-ROOT, $COUNCIL the program

qpdf, PDFBox Preflight, pdffonts, pdfinfo, pdftotext and Ghostscript on the protocol of a party's
own meeting, on a working group's, and on a table that goes over several pages.
"""

import csv
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '..', 'support')]
import pdf
import tap

PROGRAM = os.environ['COUNCIL']
FOLDER = tempfile.TemporaryDirectory()
PLACE = pathlib.Path(FOLDER.name)
ROWS = 70
HEAD = ['№', 'Показатель', '2025 год', 'Прирост, %']


def council(*words):
    environment = dict(os.environ, COUNCIL_NOW='2026-11-24T09:00:00Z',
                       COUNCIL_FILE=str(PLACE / 'council.db'))
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True,
                          env=environment, cwd=PLACE)
    assert done.returncode == 0, f'{words}: {done.stderr}'
    return done.stdout


def agree_and_issue(ref, *keepers):
    for keeper in keepers:
        council('protocol', 'agree', ref, '--as', keeper)
    council('protocol', 'issue', ref)
    for keeper in keepers:
        council('protocol', 'render', ref, '--for', keeper, '--out', f'{ref}-{keeper}.pdf')
    return [PLACE / f'{ref}-{keeper}.pdf' for keeper in keepers]


def own_meeting():
    """Twelve people at home: the list is an annex."""
    council('meeting', 'schedule', '2026-11-20 15:00', '--own', 'ar')
    council('meeting', 'confirm', 'ar-2026', '--as', 'ar')
    for number, title in enumerate(('О подготовке ко второму заседанию совета', 'Разное'), 1):
        council('agenda', 'add', 'ar-2026', title)
        council('agenda', 'edit', 'ar-2026', number, '--discussion',
                'Делегатов И. С. предложил включить в повестку дня вопрос о торговле зерном; '
                'Первых А. Б. поддержала предложение и сообщила о готовности материалов.')
        council('decision', 'add', 'ar-2026', number, 'подготовить предложения к повестке дня',
                '--executor', 'ar:Агентство по торговле Республики Аркадия', '--due', '2026-12-10')
    council('delegation', 'add', 'ar-2026', '--party', 'ar', '--role', 'head', '--person', 'vymyslov')
    council('delegation', 'add', 'ar-2026', '--party', 'ar', '--person', 'ozernaya')
    for number in range(1, 13):
        council('delegation', 'add', 'ar-2026', '--party', 'ar', f'Делегатов Участник {number}',
                '--post', 'начальник управления Агентства по торговле Республики Аркадия')
    council('protocol', 'draft', 'ar-2026')
    return agree_and_issue('ar-2026', 'ar')


def council_meeting():
    """With a table of seventy rows."""
    council('meeting', 'schedule', '2027-02-12 10:00')
    council('agenda', 'add', '2027', 'О взаимной торговле')
    council('decision', 'add', '2027', 1, 'учредить рабочую группу', '--executor',
            'ar:Министерство энергетики', '--due', '2027-06-01')
    for party, person in (('ar', 'vymyslov'), ('bo', 'primerzoda')):
        council('delegation', 'add', '2027', '--party', party, '--role', 'head', '--person', person)
    with open(PLACE / 'trade.csv', 'w', encoding='utf-8', newline='') as file:
        table = csv.writer(file)
        table.writerow(HEAD)
        for n in range(1, ROWS + 1):
            table.writerow([n, f'Поставки плодоовощной продукции, участок {n}',
                            f'{n * 104729 % 10000000:,}'.replace(',', ' '),
                            f'{n * 37 % 200 / 10:.1f}'.replace('.', ',') if n % 7 else '—'])
    council('protocol', 'draft', '2027')
    council('protocol', 'annex', 'add', '2027', 'trade.csv', '--title',
            'Показатели взаимной торговли', '--note', 'По данным таможенных служб.')
    return agree_and_issue('2027', 'ar', 'bo')


def group_meeting():
    council('group', 'establish', 'energy', '--name', 'по энергетике', '--mandate',
            'готовить предложения', '--decision', '2027/1.1')
    for party, name in (('ar', 'Озёрная Нина Ивановна'), ('bo', 'Небылицына Айсулу')):
        council('group', 'lead', 'energy', name, '--party', party, '--post',
                'директор департамента международного сотрудничества', '--from', '2026-01-01')
    council('meeting', 'schedule', '2026-11-19 10:00', '--group', 'energy', '--host', 'bo')
    council('agenda', 'add', 'energy-2026', 'Об обмене электроэнергией')
    council('decision', 'add', 'energy-2026', 1, 'обменяться данными', '--executor',
            'ar:Министерство энергетики', '--due', '2027-01-15')
    for party, person in (('ar', 'ozernaya'), ('bo', 'nebylitsyna')):
        council('delegation', 'add', 'energy-2026', '--party', party, '--role', 'head', '--person',
                person, '--post', 'директор департамента международного сотрудничества')
    council('protocol', 'draft', 'energy-2026')
    return agree_and_issue('energy-2026', 'ar', 'bo')


council('init', '--template', os.path.join(HERE, '..', 'support', 'fictitious.json'))
HOME = own_meeting()
TABLE = council_meeting()
GROUP = group_meeting()
ALL = [*HOME, *TABLE, *GROUP]


@tap.test
def they_are_sound_and_their_fonts_are_whole():
    for path in ALL:
        pdf.sound(path)


@tap.test
def preflight_takes_them_for_an_archive():
    pdf.archive(HOME[0], TABLE[0], GROUP[0])


@tap.test
def two_readers_read_the_same_text():
    for path in (HOME[0], TABLE[0], GROUP[0]):
        pdf.texts_agree(path)


@tap.test
def the_tags_hold_all_that_is_printed():
    for path in (HOME[0], TABLE[0], GROUP[0]):
        pdf.tagged(path)


@tap.test
def at_home_chair_and_secretary_have_a_field_each_and_the_list_is_an_annex():
    tree = pdf.structure(HOME[0])
    fields = [at for at, (_, role, _) in enumerate(tree) if role == 'Form']
    tap.same([(tree[at - 1][2], tree[at + 2][2].replace('\u00a0', ' ')) for at in fields],
             [('Председатель', 'Л. П. Вымыслов'), ('Секретарь', 'Н. И. Озёрная')])
    headings = [text.replace('\u00a0', ' ') for _, role, text in tree if role == 'H2']
    assert '1. СЛУШАЛИ: о подготовке ко второму заседанию совета' in headings, headings
    assert any(text.startswith('Список присутствовавших на заседании') for text in headings)
    printed = pdf.text(HOME[0])
    assert 'Присутствовали: 12 человек (список прилагается — приложение 1).' in printed, printed
    title = pdf.metadata(HOME[0])['Title']
    assert title.startswith('Протокол заседания национальной части'), title


@tap.test
def a_table_over_pages_has_its_head_on_each_and_once_in_the_tags():
    tree = pdf.structure(TABLE[0])
    heads = [text.replace('\u00a0', ' ') for _, role, text in tree if role == 'TH']
    tap.same(heads[-len(HEAD):], HEAD)
    tap.same(heads.count('Прирост, %'), 1)
    cells = [text for _, role, text in tree if role == 'TD'][-ROWS * len(HEAD):]
    tap.same(cells[0::len(HEAD)], [str(n) for n in range(1, ROWS + 1)])
    pages = pdf.said('pdftotext', '-layout', TABLE[0], '-').split('\f')
    with_rows = [page for page in pages if 'Поставки плодоовощной' in page]
    assert len(with_rows) >= 2, len(with_rows)
    for page in with_rows:
        assert 'Показатель' in page and '2025 год' in page, page
    assert 'По данным таможенных служб.' in with_rows[-1]


@tap.test
def a_groups_originals_are_signed_by_its_co_leads_and_alternate():
    for path, sides in zip(GROUP, (('Аркадскую', 'Борейскую'), ('Борейскую', 'Аркадскую'))):
        tree = pdf.structure(path)
        fields = [at for at, (_, role, _) in enumerate(tree) if role == 'Form']
        for at, side in zip(fields, sides, strict=True):
            assert tree[at - 1][2].startswith(f'За {side} Сторону'), tree[at - 1]
            assert 'Сопредседатель рабочей группы' in tree[at - 1][2], tree[at - 1]
    council('protocol', 'compare', *GROUP)


@tap.test
def pages_are_numbered_and_evenly_set():
    for path in (HOME[0], GROUP[0]):
        pdf.numbered(path)
        pdf.well_set(path)


tap.run()
