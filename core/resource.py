#!/usr/bin/env python3
"""Writes the C of core/resource.h: resource.py OUTPUT NAME=FILE...

GLib's own resources would do, but they need GIO, and loading GIO is a third of what a command
costs."""
import sys

HEAD = '''#include "core/resource.h"

#include <string.h>

typedef struct
{
  const char *name, *bytes;
  gsize n;
} Resource;
'''

TAIL = '''
const char *
resource_find (const char *name, gsize *n)
{
  for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
    if (strcmp (resources[i].name, name) == 0)
      {
        if (n != NULL)
          *n = resources[i].n;
        return resources[i].bytes;
      }
  return NULL;
}
'''

PLAIN = {byte: chr(byte) for byte in range(32, 127) if chr(byte) not in '"\\?'}


def literal(data):
    """C strings of 64 bytes a line; every escape has three octal digits, so none runs on."""
    for start in range(0, max(len(data), 1), 64):
        yield '  "' + ''.join(PLAIN.get(byte, f'\\{byte:03o}')
                              for byte in data[start:start + 64]) + '"'


def main(output, named):
    files = [pair.split('=', 1) for pair in named]
    with open(output, 'w', encoding='ascii') as out:
        out.write(HEAD)
        for number, (_, path) in enumerate(files):
            with open(path, 'rb') as file:
                lines = '\n'.join(literal(file.read()))
            out.write(f'\nstatic const char file_{number}[] =\n{lines};\n')
        out.write('\nstatic const Resource resources[] = {\n')
        for number, (name, _) in enumerate(files):
            out.write(f'  {{ "{name}", file_{number}, sizeof file_{number} - 1 }},\n')
        out.write('};\n' + TAIL)


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2:])
