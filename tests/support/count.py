#!/usr/bin/env python3
"""Counts what meson's tests reported: count.py TESTLOG.json

Every TAP subtest counts.  A program that crashed, timed out, gave up or reported less than it
planned counts as one failure more.  Skipped ones are neither passed nor failed.  Shows what the
failing programs said; the last line is "N passed, N failed".  No test at all is a failure.
"""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b[ \t]*\d*(?:[ \t]*-)?[ \t]*(.*)$')
PASSED = re.compile(r'^ok\b|^1\.\.|^# (?:Start|End) of |^# random seed|^\s*$')
DIRECTIVE = re.compile(r'\s#\s*(SKIP|TODO)\b', re.IGNORECASE)
PLAN = re.compile(r'^1\.\.(\d+)')


class Tap:
    """What one program said on standard output."""

    def __init__(self, text):
        self.passed = self.skipped = 0
        self.failures = []
        self.plan = None
        self.bailed = False
        for line in text.splitlines():
            plan = PLAN.match(line)
            point = POINT.match(line)
            if plan:
                self.plan = int(plan.group(1))
            elif line.startswith('Bail out!'):
                self.bailed = True
            elif point:
                directive = DIRECTIVE.search(line)
                if directive and directive.group(1).upper() == 'SKIP':
                    self.skipped += 1
                elif point.group(1):
                    self.failures.append(point.group(2))
                else:
                    self.passed += 1

    def seen(self):
        return self.passed + self.skipped + len(self.failures)

    def broken(self, result):
        """Why the program as a whole failed, beyond its own failing points."""
        if self.bailed:
            return 'gave up'
        if self.plan is None and self.seen() == 0:
            return 'reported nothing'
        if self.plan is None:
            return 'ended without its plan'
        if self.plan != self.seen():
            return f'planned {self.plan} and reported {self.seen()}'
        if result not in ('OK', 'SKIP') and not self.failures:
            return {'TIMEOUT': 'took too long'}.get(result, 'failed after its last test')
        return None


def main(path):
    passed = failed = skipped = 0
    with open(path, encoding='utf-8', errors='replace') as log:
        for line in log:
            test = json.loads(line)
            tap = Tap(test.get('stdout') or '')
            broken = tap.broken(test['result'])
            passed += tap.passed
            skipped += tap.skipped
            failed += len(tap.failures) + bool(broken)
            if tap.failures or broken:
                print(f'--- {test["name"].split(" / ")[-1]}: {broken or "failed"}'
                      f' ({test["result"].lower()}, exit status {test.get("returncode")})')
                for text in (test.get('stdout'), test.get('stderr')):
                    sys.stdout.write(''.join(
                        line for line in (text or '').splitlines(keepends=True)
                        if not PASSED.match(line)))
    if skipped:
        print(f'{skipped} skipped')
    if passed + failed == 0:
        print('no test ran')
    print(f'{passed} passed, {failed} failed')
    return 1 if failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
