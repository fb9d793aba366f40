#!/usr/bin/env python3
"""No file of the project knows the machine it was written on: test-paths.py ROOT"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import source
import tap

# The directories that every Debian machine has; a path below any other is somebody's own.
COMMON = {'', 'bin', 'boot', 'dev', 'etc', 'lib', 'media', 'mnt', 'opt', 'proc', 'run', 'sbin',
          'srv', 'sys', 'tmp', 'usr', 'var'}
HOMES = [r'/home/[\w.-]+/', r'/root/\w', r'/Users/[\w.-]+/']


def private(root):
    """Patterns of the paths that only this machine has."""
    top = root.split('/')[1]
    return HOMES + [re.escape(root) + r'\b'] + (
        [] if top in COMMON | {'home', 'root'} else [f'/{re.escape(top)}/'])


def faults(text, patterns):
    """Each line of a text that names such a path: number and line."""
    pattern = re.compile(r'(?<![\w.~$}*-])(?:' + '|'.join(patterns) + ')')
    for number, line in enumerate(text.splitlines(), 1):
        if pattern.search(line):
            yield number, line.strip()


@tap.test
def no_file_names_a_path_of_this_machine():
    root = os.path.abspath(sys.argv[1])
    paths = [path for path in source.files(root) if path != 'tests/test-paths.py']
    if 'meson.build' not in paths:
        raise AssertionError('the project was not found: this test looks in the wrong place')
    tap.none(f'{path}:{number}: {line}' for path in paths
             for number, line in faults(source.read(root, path), private(root)))


@tap.test
def a_path_of_ones_own_is_found():
    for text in ('x = "/home/anna/council.db"', 'cd /root/council', '/Users/anna/c',
                 'see /work/a/dev/core', '(/work/b)', 'file:///work/b'):
        tap.same(len(list(faults(text, private('/work/a/dev')))), 1)


@tap.test
def a_path_of_every_machine_is_not():
    for text in ('/usr/share/fonts', '/tmp/x', 'https://example.org/work/b', '~/work/b',
                 '/srv/council', '$HOME/work/x', 'frame/work/b'):
        tap.same(list(faults(text, private('/srv/project'))), [])
        tap.same(list(faults(text, private('/work/a/dev'))), [])


tap.run()
