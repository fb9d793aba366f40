"""What others say about a PDF of ours: qpdf, poppler, Ghostscript, PDFBox Preflight.

Each function takes a path and raises AssertionError with what is wrong."""

import collections
import functools
import pathlib
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET

import tap

JARS = ('preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-io', 'commons-logging',
        'javax.activation', 'jaxb-api')
PREFLIGHT = '/usr/share/java/preflight.jar'
SOFT_HYPHEN = '\u00ad'


def said(*words):
    """Standard output; a judge that complains on standard error, or fails, is not content."""
    stamps = tuple(word.stat().st_mtime_ns for word in words if isinstance(word, pathlib.Path))
    return heard(words, stamps)


@functools.lru_cache(maxsize=None)
def heard(words, stamps):
    """Asked once while the files are the same: a reader of tags takes seconds."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0 or done.stderr.strip():
        raise AssertionError(f'{" ".join(map(str, words))}: {done.returncode}\n'
                             f'{done.stdout[-2000:]}{done.stderr[-2000:]}')
    return done.stdout


# ---- the file -----------------------------------------------------------------------------------

def sound(path):
    """qpdf finds nothing wrong, and every font is an embedded subset with Unicode values."""
    assert 'No syntax or stream encoding errors' in said('qpdf', '--check', path)
    fonts = said('pdffonts', path).splitlines()[2:]
    assert fonts, 'it has no fonts'
    for font in fonts:
        assert re.search(r'CID TrueType +Identity-H +yes yes yes', font), font


def archive(*paths):
    """Preflight takes each for valid PDF/A-1b; one virtual machine reads them all."""
    tap.needs(PREFLIGHT, 'Debian package libpdfbox2-java')
    tap.needs('/usr/bin/java', 'Debian package openjdk-17-jre-headless')
    wrong = []
    for path in paths:
        done = subprocess.run(
            ['java', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp',
             ':'.join(f'/usr/share/java/{jar}.jar' for jar in JARS),
             'org.apache.pdfbox.preflight.Validator_A1b', str(path)],
            capture_output=True, text=True)
        if 'is a valid PDF/A-1b file' not in done.stdout or done.returncode != 0:
            wrong.append(f'{path}: {done.stdout[-3000:]}{done.stderr[-1000:]}')
    assert not wrong, '\n'.join(wrong)


def info(path):
    """What pdfinfo tells: name to value."""
    return dict(re.findall(r'^([\w ]+): +(.*)$', said('pdfinfo', '-isodates', path), re.MULTILINE))


RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
XMP = {
    'Title': '{http://purl.org/dc/elements/1.1/}title',
    'Author': '{http://purl.org/dc/elements/1.1/}creator',
    'Subject': '{http://purl.org/dc/elements/1.1/}description',
    'Keywords': '{http://ns.adobe.com/pdf/1.3/}Keywords',
    'Producer': '{http://ns.adobe.com/pdf/1.3/}Producer',
    'Creator': '{http://ns.adobe.com/xap/1.0/}CreatorTool',
    'CreationDate': '{http://ns.adobe.com/xap/1.0/}CreateDate',
    'ModDate': '{http://ns.adobe.com/xap/1.0/}ModifyDate',
}


def metadata(path):
    """The XMP says what Info says, and has a title and the archive's part; gives Info."""
    told = info(path)
    packet = re.sub(r'<\?xpacket.*?\?>', '', said('pdfinfo', '-meta', path))
    root = ET.fromstring(packet)
    wrong = []
    for key, name in XMP.items():
        texts = [''.join(found.itertext()).strip() for found in root.iter(name)]
        if texts != ([told[key]] if key in told else []):
            wrong.append(f'{key}: Info {told.get(key)!r}, XMP {texts!r}')
    tap.none(wrong)
    part = [found.text for found in root.iter('{http://www.aiim.org/pdfa/ns/id/}part')]
    level = [found.text for found in root.iter('{http://www.aiim.org/pdfa/ns/id/}conformance')]
    tap.same(part + level, ['1', 'B'])
    assert told.get('Title'), 'it has no title'
    tap.same(told['Tagged'], 'yes')
    return told


# ---- the text -----------------------------------------------------------------------------------

def joined(text):
    """Divided words whole, page numbers gone, white space folded: the rule of document.h."""
    text = re.sub(r'\f\s*\d+\s*\n', '\n', text)
    text = re.sub(SOFT_HYPHEN + r'\n\s*|(?<=\w-)\n\s*', '', text)
    return re.sub(r'[\s\u00a0]+', ' ', text).strip()


def text(path, mode='-raw'):
    """As pdftotext reads it, by the order of the file (-raw) or of the page (-layout)."""
    return joined(said('pdftotext', mode, path, '-'))


def words(text):
    """How often each run of letters and digits occurs; a divided word counts by its parts."""
    return collections.Counter(re.findall(r'[\w№%«»„“§]+', unicodedata.normalize('NFC', text)))


def texts_agree(path):
    """pdftotext and Ghostscript, which share no code, read the same text."""
    tap.needs('/usr/bin/gs', 'Debian package ghostscript')
    one = said('pdftotext', '-layout', path, '-')
    other = said('gs', '-q', '-dNOSAFER', '-dBATCH', '-dNOPAUSE', '-sDEVICE=txtwrite', '-o', '-',
                 path)
    first, second = words(one), words(other)
    assert sum(first.values()) > 20, 'there is hardly any text'
    tap.none(f'{word}: pdftotext {first[word]} times, Ghostscript {second[word]}'
             for word in sorted(first | second) if first[word] != second[word])


def structure(path):
    """The tags: [(depth, role, text)] in reading order, text being that of the element alone."""
    tree = []
    for line in said('pdfinfo', '-struct-text', path).splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        part = line.strip()
        if part.startswith('"'):
            at = len(tree) - 1
            tree[at] = (*tree[at][:2], tree[at][2] + part.strip('"'))
        elif part.startswith('Object '):
            tree.append((depth, 'OBJR', ''))
        elif part and not part.startswith('/'):
            tree.append((depth, re.match(r'\w+', part).group(), ''))
    return [(depth, role, re.sub(r'\s+', ' ', text.replace(SOFT_HYPHEN, '')).strip())
            for depth, role, text in tree]


def read_aloud(path):
    """All that is tagged, as one text."""
    return re.sub(r'\s+', ' ', ' '.join(text for _, _, text in structure(path) if text))


def tagged(path):
    """Every word of the pages is in the structure once, in the order of the file, except what is
    an artifact: page numbers and the heads of tables that come again."""
    tree = structure(path)
    tap.same(tree[0][:2], (0, 'Document'))
    roles = collections.Counter(role for _, role, _ in tree)
    assert roles['H1'] >= 1, 'it has no heading of the first level'
    tap.none(f'an empty {role}' for _, role, text in tree
             if role in ('H1', 'H2', 'H3', 'P', 'Lbl', 'LBody') and not text)
    aloud, printed = words(read_aloud(path)), words(text(path))
    tap.none(f'{word}: read aloud {aloud[word]} times, printed {printed[word]}'
             for word in sorted(aloud | printed)
             if aloud[word] > printed[word] or (aloud[word] == 0 and printed[word] > 0))
    return tree


# ---- the page -----------------------------------------------------------------------------------

Word = collections.namedtuple('Word', 'left top right bottom text')
BOX = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def lines(path):
    """For each page its lines from the top, each a list of Word from the left."""
    pages = []
    for page in said('pdftotext', '-bbox', path, '-').split('<page ')[1:]:
        found = {}
        for match in BOX.finditer(page):
            word = Word(*map(float, match.groups()[:4]), match.group(5))
            found.setdefault(round(word.bottom), []).append(word)
        pages.append([sorted(found[key]) for key in sorted(found)])
    return pages


def text_edge(pages):
    """Where justified lines end: the commonest right end of a line."""
    ends = collections.Counter(round(line[-1].right) for page in pages for line in page)
    return max(ends, key=ends.get, default=0)


def is_justified(line, right):
    """It reaches the edge, and no column of a table stands in it."""
    return (len(line) > 2 and abs(line[-1].right - right) < 2.5
            and all(end - left < 2 * size(line[0]) for left, end in gaps(line)))


def size(word):
    """Of its letters: poppler's boxes reach from PT Serif's ascender, 1.039, to its descender."""
    return (word.bottom - word.top) / 1.294


LABEL = re.compile(r'(\d+\.)+$|\d+\)$|[а-я]\)$|—$')


def gaps(line):
    """Between words; that behind the label of a list's item has a width of its own."""
    line = line[1:] if LABEL.match(line[0].text) else line
    return [(left.right, right.left) for left, right in zip(line, line[1:])]


def measure(path):
    """How even the setting is: (mean and widest gap between words in ems, lines measured, longest
    row of lines ending in hyphens, longest river).  A river is a row of lines, each of whose gaps,
    wider than half an em, overlaps that above by most of its width."""
    widths, hyphens, river = [], 0, 0
    pages = lines(path)
    right = text_edge(pages)
    for page in pages:
        above, row = [], 0
        for line in page:
            em = size(line[0])
            if not is_justified(line, right):
                above, row = [], 0
                continue
            row = row + 1 if line[-1].text.endswith((SOFT_HYPHEN, '-')) else 0
            hyphens = max(hyphens, row)
            here = []
            for left, end in gaps(line):
                widths.append((end - left) / em)
                if end - left < 0.5 * em:
                    continue
                length = 1 + max((length for from_, to, length in above
                                  if min(to, end) - max(from_, left) > 0.6 * (end - left)),
                                 default=0)
                here.append((left, end, length))
                river = max(river, length)
            above = here
    mean = sum(widths) / len(widths) if widths else 0
    return mean, max(widths, default=0), len(widths), hyphens, river


def well_set(path, widest=1.1, mean=0.42):
    """No rivers, no holes, no ladders of hyphens."""
    average, hole, count, hyphens, river = measure(path)
    print(f'# {path}: {count} gaps, {average:.2f} em on average, the widest {hole:.2f} em, '
          f'{hyphens} hyphens in a row, rivers of {river} lines', flush=True)
    assert hyphens <= 2, f'{hyphens} lines in a row end in a hyphen'
    assert river <= 3, f'a river runs through {river} lines'
    assert average <= mean, f'words stand {average:.2f} em apart on average'
    assert hole <= widest, f'a gap between two words is {hole:.2f} em wide'


def numbered(path):
    """Pages bear their numbers from the second on, in the middle above the text."""
    pages = lines(path)
    for number, page in enumerate(pages, 1):
        top = page[0]
        if number == 1:
            assert [word.text for word in top] != ['1'], 'the first page bears a number'
            continue
        tap.same([word.text for word in top], [str(number)])
        digits = top[0].top + (1.039 - 0.7) * size(top[0])
        assert digits > 28.3, f'the number of page {number} is nearer than 10 mm to the edge'
        body = page[1:]
        middle = (min(line[0].left for line in body) + max(line[-1].right for line in body)) / 2
        assert abs((top[0].left + top[0].right) / 2 - middle) < 40, f'page {number}'


def judge(path):
    """All of them; for one file."""
    sound(path)
    metadata(path)
    texts_agree(path)
    tagged(path)
    numbered(path)
    well_set(path)
    archive(path)
