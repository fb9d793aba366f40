"""A few lines of TAP for the tests written in Python: @test marks one, run() runs them all."""

import sys
import traceback

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


def run():
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    for number, function in enumerate(tests, 1):
        try:
            function()
            verdict = 'ok'
        except Exception as problem:  # a test that breaks is a test that fails
            failed += 1
            verdict = 'not ok'
            text = (str(problem) if isinstance(problem, AssertionError) and str(problem)
                    else traceback.format_exc())
            print('\n'.join('# ' + line for line in text.splitlines()))
        print(f'{verdict} {number} - {function.__name__.replace("_", " ")}', flush=True)
    sys.exit(1 if failed else 0)
