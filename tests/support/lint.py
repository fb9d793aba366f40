#!/usr/bin/env python3
"""Reads our C files with clang-tidy, as .clang-tidy says: lint.py BUILD

Prints the findings alone, each once; exits 1 when there are any.
"""

import concurrent.futures
import json
import os
import re
import subprocess
import sys

FINDING = re.compile(r'^(/?[^:\s]+):(\d+:\d+): ((?:warning|error): .*)$')


def units(build):
    """The C files that the build compiles and a person wrote."""
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as file:
        commands = json.load(file)
    inside = os.path.abspath(build) + os.sep
    found = {os.path.normpath(os.path.join(entry['directory'], entry['file']))
             for entry in commands}
    return sorted(path for path in found if path.endswith('.c') and not path.startswith(inside))


def read(build, path):
    # gcc's own warning flags are no business of clang
    done = subprocess.run(
        ['clang-tidy', '-quiet', '-p', build, '--extra-arg=-Wno-unknown-warning-option', path],
        capture_output=True, encoding='utf-8', errors='replace')
    findings = []
    for match in filter(None, map(FINDING.match, done.stdout.splitlines())):
        where = os.path.relpath(os.path.join(build, match.group(1)))
        findings.append(f'{where}:{match.group(2)}: {match.group(3)}')
    if done.returncode and not findings:
        findings = [f'{path}: clang-tidy failed: {done.stderr.strip()}']
    return findings


def main(build):
    files = units(build)
    findings = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda path: read(build, path), files):
            findings.update(found)
    for line in sorted(findings):
        print(line)
    print(f'{len(files)} files read, {len(findings)} findings')
    return 1 if findings or not files else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
