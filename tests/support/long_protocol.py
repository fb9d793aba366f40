"""A long protocol of the fictitious council, made with the program as a secretariat would: forty
delegates a side with long Tajik and Kyrgyz names, lists that go on over pages: twelve
pages of everything.

The names are put together from parts; nobody bears them."""

import json
import os
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
NOW = '2026-11-24T09:00:00Z'
REF = '2026'
PARTIES = ('ar', 'bo')

# surnames, given names, fathers' names
ARCADIAN = (
    ('Абдураҳмонзода', 'Ғафурҷонов', 'Ҳикматуллоҳзода', 'Қурбоналӣ', 'Ҷалолиддинзода', 'Ӯктамзода',
     'Мирзоҷонқулов', 'Шоҳмуродзода'),
    ('Муҳаммадҷон', 'Ҷамшеди', 'Ғуломҳайдари', 'Қиёмиддини', 'Дилафрӯзи'),
    ('Саидҷалол', 'Раҳматулло', 'Некқадам', 'Ӯлмас', 'Ҳамидҷон', 'Тоҷиддин', 'Ёрмуҳаммад'),
)
BOREAN = (
    ('Токтобүбүев', 'Өмүрзаков', 'Ыңтымакбаев', 'Жаңыбаатыров', 'Күмүшалиев', 'Чыңгышбаев',
     'Эркинбекуулу', 'Үмөталиев'),
    ('Өмүрбек', 'Нурлан-Үсөн', 'Тилеңгүт', 'Жыргалбек', 'Мөңкөбай'),
    ('Асаңкулович', 'Бөрүбекович', 'Үсөнкулович', 'Төрөбекович', 'Ырыскелдиевич', 'Эсенгулович',
     'Жээнбайевич'),
)
POSTS = (
    'первый заместитель министра экономического развития и торговли — руководитель рабочей группы '
    'по промышленной кооперации',
    'заместитель министра энергетики и водных ресурсов',
    'начальник управления международного сотрудничества Министерства транспорта',
    'директор Агентства по инвестициям и государственно-частному партнёрству',
    'председатель Государственного комитета по земельным ресурсам, геодезии и картографии',
    'советник',
    'полномочный представитель в приграничной области, координатор по вопросам пунктов пропуска',
    'заведующий отделом торгово-экономических связей аппарата',
)
ITEMS = (
    ('О состоянии и перспективах торгово-экономического сотрудничества',
     'товарооборот двух государств за девять месяцев 2026 года достиг 513 400 тыс. долл. США, что '
     'на 12 % выше показателя предыдущего года, однако доля продукции перерабатывающей '
     'промышленности остаётся низкой'),
    ('О взаимодействии в области энергетики и рационального использования водных ресурсов',
     'строительство подстанции "Северная" завершено, и поставки электроэнергии в объёме до 450 МВт '
     'в осенне-зимний период возможны, если согласование технических условий завершится до 1 июля'),
    ('О развитии транспортного сообщения и транзитных перевозок',
     'автомобильное и железнодорожное сообщение восстановлено на всех направлениях, а количество '
     'перевозок за год увеличилось в 1,7 раза; необходимо устранить очереди в пунктах пропуска'),
    ('О промышленной кооперации и создании совместных предприятий',
     'зарегистрировано 37 совместных предприятий, из которых 14 работают в лёгкой промышленности; '
     'обеими Сторонами подготовлены перечни проектов, требующих государственной поддержки'),
    ('О сотрудничестве в области сельского хозяйства и продовольственной безопасности',
     'взаимные поставки плодоовощной продукции сдерживаются различиями в фитосанитарных требованиях '
     'и отсутствием взаимного признания результатов лабораторных исследований'),
    ('О культурно-гуманитарном сотрудничестве, образовании и науке',
     'Дни культуры прошли в обеих столицах и вызвали большой интерес; программа "Читаем "Манас" и '
     '"Шахнаме" вместе" объединила 48 школ'),
)
TASKS = (
    ('разработать и представить на согласование проект межправительственного соглашения, '
     'предусматривающий трёх- и четырёхсторонние формы сотрудничества, электронный обмен '
     'сведениями и единый порядок разрешения споров', '2027-03-01'),
    ('провести в г. Аркадск совместное заседание представителей министерств и ведомств с участием '
     'деловых кругов двух государств и доложить о его итогах', '2027-06-15'),
    ('обменяться перечнями нормативных правовых актов и подготовить сравнительный анализ, '
     'необходимый для устранения административных барьеров', '2027-09-01'),
)
HEADS = {'ar': ('Вымыслов Леонид Петрович', 'Премьер-министр Республики Аркадия', 'vymyslov'),
         'bo': ('Примерзода Фаридун', 'Председатель Кабинета Министров Борейской Республики',
                'primerzoda')}
STATES = {'ar': 'Республики Аркадия', 'bo': 'Борейской Республики'}
COUNT = 40


def delegates(party):
    """Forty people by rank: (name, post)."""
    surnames, given, fathers = ARCADIAN if party == 'ar' else BOREAN
    people = [HEADS[party][:2]]
    for i in range(1, COUNT):
        name = ' '.join((surnames[i % len(surnames)], given[i * 3 % len(given)],
                         fathers[i * 5 % len(fathers)]))
        people.append((name, f'{POSTS[i % len(POSTS)]} {STATES[party]}'))
    return people


def build(program, folder):
    """Makes FOLDER/council.db with the meeting held and its protocol drafted; gives a function
    that runs the program on it and returns what it printed."""
    folder = pathlib.Path(folder)
    environment = dict(os.environ, COUNCIL_FILE=str(folder / 'council.db'), COUNCIL_NOW=NOW,
                       COUNCIL_LANG='ru')

    def council(*words):
        done = subprocess.run([program, '--yes', *map(str, words)], env=environment,
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f'council {" ".join(map(str, words))}\n{done.stderr}')
        return done.stdout

    # what is past is told by the template, as that of a council that used to keep paper
    template = json.loads((HERE / 'fictitious.json').read_text())
    template['meeting'] = [{
        'id': '@m', 'body': '@council', 'ref': REF, 'kind': 'regular', 'state': 'held',
        'host': '@bo', 'starts_at': '2026-10-07T18:00:00Z', 'ends_at': '2026-10-09T18:00:00Z',
        'all_day': 1, 'time_zone': 'Etc/GMT-6', 'city': 'Борейск', 'form': 'in-person',
        'ordinal': 2, 'created_at': NOW, 'changed_at': NOW}]
    (folder / 'template.json').write_text(json.dumps(template, ensure_ascii=False))
    council('init', '--template', folder / 'template.json')
    sectors = [sector['code'] for sector in json.loads(council('sector', 'list', '--json'))]
    for number, (title, noted) in enumerate(ITEMS):
        council('agenda', 'add', REF, title, '--sector', sectors[number % len(sectors)],
                '--by', PARTIES[number % 2], '--discussion', noted)
    for party in PARTIES:
        rows = ['имя;должность;роль;лицо']
        for i, (name, post) in enumerate(delegates(party)):
            rows.append(f'{name};{post};{"delegate" if i else "head"};'
                        f'{"" if i else HEADS[party][2]}')
        (folder / f'{party}.csv').write_text('\n'.join(rows) + '\n')
        council('delegation', 'import', REF, '--party', party, folder / f'{party}.csv')
    for number in range(1, len(ITEMS) + 1):
        for text, due in TASKS[:3 if number % 3 else 2]:
            council('decision', 'add', REF, number, text, '--due', due,
                    '--executor', 'ar:Министерство экономического развития Республики Аркадия',
                    '--executor', 'bo:Министерство экономики и коммерции Борейской Республики')
    council('protocol', 'draft', REF)
    return council


def issue(program, folder):
    """As build(), and FOLDER/draft-KEEPER.pdf and FOLDER/KEEPER.pdf of each original."""
    folder = pathlib.Path(folder)
    council = build(program, folder)
    for keeper in PARTIES:
        council('protocol', 'render', REF, '--for', keeper, '--out', folder / f'draft-{keeper}.pdf')
        council('protocol', 'agree', REF, '--as', keeper, '--basis', 'нота № 5')
    council('protocol', 'issue', REF, '--blank-date')
    for keeper in PARTIES:
        council('protocol', 'render', REF, '--for', keeper, '--out', folder / f'{keeper}.pdf')
    return council


def papers(program, folder):
    """What is printed beside the originals, by name: the comparison of two versions, an extract
    before and after the signing, a scan, an archive copy of it."""
    folder = pathlib.Path(folder)
    council = build(program, folder)
    made = {name: folder / f'{name}.pdf'
            for name in ('diff', 'extract-draft', 'extract', 'scan', 'archive')}
    clauses = json.loads(council('protocol', 'show', REF, '--json'))['clauses']

    def number(words):
        return next(clause for clause in clauses if words in clause['text'])

    held = number('состоялось')
    changes = [(held['n'], held['text'].replace('состоялось', 'прошло')),
               (number('Провести в г.')['n'], '--strike'),
               (number('необходимо устранить очереди')['n'],
                'Стороны положительно оценили открытие пункта пропуска "Верхний".', '--after')]
    for change in changes:
        council('protocol', 'bracket', REF, *change, '--as', 'bo', '--basis', 'нота № 3')
    council('protocol', 'settle', REF, '--take', 'bo', '--as', 'ar', '--basis', 'нота № 4')
    council('protocol', 'diff', REF, '--from', 'first', '--for', 'ar', '--out', made['diff'])
    executor = ('--executor', 'Министерство экономики', '--as', 'ar')
    council('protocol', 'extract', REF, *executor, '--out', made['extract-draft'])
    for keeper in PARTIES:
        council('protocol', 'agree', REF, '--as', keeper, '--basis', 'нота № 5')
    council('protocol', 'issue', REF, '--blank-date')
    # a scanner's PDF/A: what it shows does not matter here
    council('protocol', 'extract', REF, *executor, '--out', made['scan'])
    council('protocol', 'render', REF, '--for', 'bo', '--out', folder / 'printed.pdf')
    subprocess.run(['pdftocairo', '-pdf', folder / 'printed.pdf', folder / 'copier.pdf'],
                   check=True)
    for keeper, scan in zip(PARTIES, (made['scan'], folder / 'copier.pdf')):
        council('protocol', 'attach', REF, '--for', keeper, scan, '--signed', '2026-10-09',
                '--place', 'Борейск')
    council('protocol', 'archive', REF, '--for', 'ar', '--out', made['archive'], '--as', 'ar')
    council('protocol', 'extract', REF, *executor, '--out', made['extract'])
    return made
