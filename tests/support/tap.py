"""A few lines of TAP for the tests written in Python: @test marks one, run() runs them all."""

import os
import sys
import traceback

# How many times longer than it should the program may take: more than once when a sanitizer
# watches it, and then its memory says nothing (tests/meson.build).
SLOWNESS = int(os.environ.get('COUNCIL_TEST_SLOWNESS', 1))
SANITIZED = SLOWNESS > 1

tests = []


def test(function):
    tests.append(function)
    return function


def same(got, wanted):
    if got != wanted:
        raise AssertionError(f'got {got!r}, wanted {wanted!r}')


def none(findings):
    """Fails with the findings, one a line, when there are any."""
    findings = list(findings)
    if findings:
        raise AssertionError(f'{len(findings)} found\n' + '\n'.join(findings))


class Skip(Exception):
    """Raised by a test that cannot run here; its text says why."""


def needs(path, how):
    """Skips a test whose judge is not installed, for a plain `meson test`.  ./dev installs every
    judge and sets COUNCIL_ALL_JUDGES: there a missing one fails."""
    if not os.path.exists(path) and not os.environ.get('COUNCIL_ALL_JUDGES'):
        raise Skip(f'{os.path.basename(path)} is not installed ({how})')


def run():
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    for number, function in enumerate(tests, 1):
        try:
            function()
            verdict, skipped = 'ok', ''
        except Skip as why:
            verdict, skipped = 'ok', f' # SKIP {why}'
        except Exception as problem:  # a test that breaks is a test that fails
            failed += 1
            verdict, skipped = 'not ok', ''
            text = (str(problem) if isinstance(problem, AssertionError) and str(problem)
                    else traceback.format_exc())
            print('\n'.join('# ' + line for line in text.splitlines()))
        print(f'{verdict} {number} - {function.__name__.replace("_", " ")}{skipped}', flush=True)
    sys.exit(1 if failed else 0)
