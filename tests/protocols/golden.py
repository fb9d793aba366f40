"""Small pictures of pages that somebody looked at and found right: golden.py PROGRAM, to make them
anew (then look at every one again).

A page is kept as grey levels at 50 dots per inch, packed; another rendering of the same page may
differ a little, as another release of poppler draws letters a little differently."""

import pathlib
import subprocess
import sys
import tempfile
import zlib

FOLDER = pathlib.Path(__file__).parent / 'golden'
DPI = 50
# A dot differs when it is so much lighter or darker, of 255.
LEVEL = 64
# A page differs when so many of its dots do: less than a line that moves by its own height.
SHARE = 0.004


def pages(path):
    """(width, height, grey levels) of each page."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['pdftoppm', '-r', str(DPI), '-gray', path, f'{folder}/page'], check=True)
        return [pgm(picture.read_bytes()) for picture in sorted(pathlib.Path(folder).iterdir())]


def pgm(data):
    magic, size, depth, dots = data.split(b'\n', 3)
    width, height = map(int, size.split())
    assert (magic, depth, len(dots)) == (b'P5', b'255', width * height)
    return width, height, dots


def name(path, number):
    return FOLDER / f'{pathlib.Path(path).stem}-{number:02}.pgm.z'


def keep(path, numbers=range(1, 100)):
    for number, (width, height, dots) in enumerate(pages(path), 1):
        if number not in numbers:
            continue
        packed = zlib.compress(b'P5\n%d %d\n255\n' % (width, height) + dots, 9)
        name(path, number).write_bytes(packed)


def difference(one, other):
    """The share of dots that differ; all, when the pages are of different sizes."""
    if one[:2] != other[:2]:
        return 1.0
    return sum(abs(a - b) > LEVEL for a, b in zip(one[2], other[2])) / len(one[2])


def compare(path):
    """What differs from the pages that were kept, one a line."""
    now = pages(path)
    kept = [number for number in range(1, 100) if name(path, number).exists()]
    if not kept or max(kept) > len(now):
        yield f'{path}: {len(now)} pages; kept were {kept}'
        return
    for number in kept:
        file = name(path, number)
        share = difference(now[number - 1], pgm(zlib.decompress(file.read_bytes())))
        if share > SHARE:
            yield f'{path}: page {number} differs in {100 * share:.2f} % of its dots'


if __name__ == '__main__':
    sys.path.insert(0, str(FOLDER.parent.parent / 'support'))
    import long_protocol

    with tempfile.TemporaryDirectory() as place:
        long_protocol.issue(sys.argv[1], place)
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.iterdir():
            old.unlink()
        keep(f'{place}/ar.pdf')
        keep(f'{place}/draft-ar.pdf', [1])
    with tempfile.TemporaryDirectory() as place:
        papers = long_protocol.papers(sys.argv[1], place)
        keep(papers['diff'], [1, 2])
        keep(papers['extract'], [1, 5])
