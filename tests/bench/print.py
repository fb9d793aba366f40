#!/usr/bin/env python3
"""A protocol's text as PDF, against those who set the same text and against libharu alone that only
draws the lines: print.py BENCH-PRINT FOLDER

One run for all.  Each is a process of its own, from its start to the file; of several runs the
quickest counts, for time and for memory the same one.  A peer that is not installed is named and
left out.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
ROOT = pathlib.Path(__file__).resolve().parents[2]
TYPST = ROOT / 'build-bench/peers/node_modules/@myriaddreamin/typst-ts-node-compiler'
FONTS = '/usr/share/fonts/truetype/paratype'

COMPILE = f"""
const {{ NodeCompiler }} = require('{TYPST}');
const fs = require('fs');
const compiler = NodeCompiler.create({{ workspace: process.argv[2],
  fontArgs: [{{ fontPaths: ['{FONTS}'] }}] }});
fs.writeFileSync(process.argv[3], compiler.pdf({{ mainFilePath: process.argv[1] }}));
"""


def measured(words, out=None, runs=3):
    """(seconds, megabytes) of the quickest run."""
    best = None
    for _ in range(runs):
        with open(out or os.devnull, 'wb') as file:
            begin = time.perf_counter()
            child = subprocess.Popen([str(word) for word in words], stdout=file,
                                     stderr=subprocess.DEVNULL, cwd=FOLDER)
            _, status, usage = os.wait4(child.pid, 0)
            took = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            raise SystemExit(f'{" ".join(map(str, words))}: exit {child.returncode}')
        if best is None or took < best[0]:
            best = took, usage.ru_maxrss / 1024
    return best


def write(mode, pages):
    path = FOLDER / f'{pages}.{ {"typst": "typ", "odt": "fodt"}.get(mode, mode) }'
    with open(path, 'wb') as file:
        subprocess.run([PROGRAM, mode, str(pages)], stdout=file, check=True)
    return path


def pages_of(path):
    told = subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout
    found = [line.split()[1] for line in told.splitlines() if line.startswith('Pages:')]
    return int(found[0]) if found else 0


# name: (program that must be there, the text's form, times as fast, part of the memory)
PEERS = {
    'typst': (lambda: shutil.which('typst') or (TYPST.exists() and shutil.which('node')),
              'typst', 15, 3),
    'weasyprint': (lambda: shutil.which('weasyprint'), 'html', 18, 3),
    'LibreOffice': (lambda: shutil.which('soffice'), 'odt', 60, 10),
    'Chromium': (lambda: shutil.which('chromium'), 'html', 60, 10),
}


def command(name, text, out):
    if name == 'typst' and shutil.which('typst'):
        return ['typst', 'compile', '--font-path', FONTS, text, out]
    return {
        'typst': ['node', '-e', COMPILE, text, FOLDER, out],
        'weasyprint': ['weasyprint', text, out],
        'LibreOffice': ['soffice', f'-env:UserInstallation=file://{FOLDER}/office', '--headless',
                        '--convert-to', 'pdf', '--outdir', FOLDER, text],
        'Chromium': ['chromium', '--headless', '--no-sandbox', '--disable-gpu',
                     f'--user-data-dir={FOLDER}/chromium', f'--print-to-pdf={out}', text],
    }[name]


missed = []


def wants(fine, text):
    print(f'{"" if fine else "MISSED: "}{text}', flush=True)
    if not fine:
        missed.append(text)


def against_peers(pages):
    seconds, memory = measured([PROGRAM, 'council', pages], FOLDER / 'council.pdf', 7)
    print(f'{pages_of(FOLDER / "council.pdf")} pages: council {seconds:.3f} s, {memory:.0f} MB',
          flush=True)
    for name, (there, form, times, part) in PEERS.items():
        if not there():
            print(f'{name}: not installed, so not measured', flush=True)
            continue
        text, out = write(form, pages), FOLDER / f'{pages}.pdf'
        theirs, room = measured(command(name, text, out), runs=2)
        wants(theirs >= times * seconds,
              f'{name} {theirs:.2f} s for {pages_of(out)} pages: {theirs / seconds:.0f} times as '
              f'long, {times} wanted')
        wants(room >= part * memory,
              f'{name} {room:.0f} MB: {room / memory:.1f} times as much, {part} wanted')


def against_libharu():
    ratios = []
    for pages in (10, 100, 1000):
        lines = write('lines', pages)
        # in turns, so that both meet the same machine
        ours, bare = [], []
        for _ in range(9 if pages < 1000 else 4):
            ours.append(measured([PROGRAM, 'council', pages], runs=1)[0])
            bare.append(measured([PROGRAM, 'bare', pages, lines], runs=1)[0])
        ratios.append(min(ours) / min(bare))
        wants(ratios[-1] <= 2.5, f'{pages} pages: {min(ours):.3f} s, libharu alone drawing the same '
              f'lines {min(bare):.3f} s: {ratios[-1]:.2f} times, at most 2.5 wanted')
    wants(ratios[2] <= 1.1 * ratios[1],
          f'from 100 to 1,000 pages the ratio goes from {ratios[1]:.2f} to {ratios[2]:.2f}')


against_libharu()
for count in (10, 100):
    against_peers(count)
sys.exit(1 if missed else 0)
