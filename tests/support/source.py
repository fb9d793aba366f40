"""The project's own files, as git knows them or, in an unpacked archive, as they lie there."""

import os
import subprocess

LEFT_OUT = {'.git', '__pycache__', 'node_modules', 'demo'}


def files(root):
    """Paths of all files, relative to root, sorted."""
    try:
        listing = subprocess.run(
            ['git', '-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
            check=True, capture_output=True).stdout.decode()
        found = [path for path in listing.split('\0') if path]
    except (OSError, subprocess.CalledProcessError):
        found = []
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders
                          if name not in LEFT_OUT and not name.startswith('build')]
            found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(path for path in set(found) if os.path.isfile(os.path.join(root, path)))


def read(root, path):
    with open(os.path.join(root, path), 'rb') as file:
        return file.read().decode('utf-8', errors='replace')
