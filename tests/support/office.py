"""Files of word processors: changed as a person changes them, spoilt as an attacker spoils them,
and taken through LibreOffice."""

import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import warnings
import zipfile

OFFICE = '/usr/bin/soffice'
PROFILE = tempfile.TemporaryDirectory()


# ---- LibreOffice ----------------------------------------------------------------------------------

def convert(paths, to, folder):
    """FOLDER/NAME.TO of each file, which LibreOffice makes in one go: it takes seconds to start."""
    done = subprocess.run(
        [OFFICE, f'-env:UserInstallation=file://{PROFILE.name}/lo', '--headless', '--convert-to',
         to, '--outdir', str(folder), *map(str, paths)],
        capture_output=True, text=True, timeout=280)
    made = [pathlib.Path(folder) / f'{path.stem}.{to.split(":")[0]}' for path in paths]
    lacking = [path.name for path in made if not path.exists()]
    if lacking:
        raise AssertionError(f'LibreOffice makes no {lacking}\n{done.stdout}{done.stderr}')
    return made


# ---- a docx with changes --------------------------------------------------------------------------

def rewrite(source, target, change):
    """Copies a zip file; CHANGE gets a part's name and bytes and gives its bytes."""
    with zipfile.ZipFile(source) as old, \
            zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def with_text(source, target, change, part='word/document.xml'):
    return rewrite(source, target, lambda name, data:
                   change(data.decode()).encode() if name == part else data)


# ---- hostile files --------------------------------------------------------------------------------

def plus(source, target, name, data):
    shutil.copyfile(source, target)
    with zipfile.ZipFile(target, 'a', zipfile.ZIP_DEFLATED) as more:
        more.writestr(name, data)


def patch_directory(target, name, offset, form, value):
    """Changes a field of the part's entry in the directory at the end."""
    data = bytearray(target.read_bytes())
    at = data.rindex(b'PK\x01\x02', 0, data.rindex(name.encode()))
    struct.pack_into(form, data, at + offset, value)
    target.write_bytes(data)


def declare(text, declaration):
    return re.sub(r'(<\?xml[^>]*\?>)?', lambda match: match.group() + declaration, text, count=1)


LAUGHS = '<!DOCTYPE l [<!ENTITY a "' + 'ha' * 50 + '">' + ''.join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)) + ']>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def hostile(good, folder):
    """Hostile relatives of a good docx or odt: {what: path}."""
    kind = good.suffix[1:]
    part = {'docx': 'word/document.xml', 'odt': 'content.xml'}[kind]
    first = {'docx': '<w:p>', 'odt': '<text:p'}[kind]
    made = {}

    def at(name):
        made[name] = folder / f'{name}.{kind}'
        return made[name]

    whole = good.read_bytes()
    at('junk').write_bytes(b'junk')
    at('empty').write_bytes(b'')
    at('old').write_bytes(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(4096))
    at('truncated').write_bytes(whole[:len(whole) // 2])
    at('end-lost').write_bytes(whole[:-30])
    at('huge').write_bytes(whole + bytes(30 << 20))
    with zipfile.ZipFile(at('nothing-in-it'), 'w'):
        pass
    with zipfile.ZipFile(at('crowd'), 'w') as crowd:
        for n in range(5000):
            crowd.writestr(f'word/{n}.bin', b'')
    with_text(good, at('bomb'), lambda text: text + ' ' * (65 << 20), part)
    with_text(good, at('quiet-bomb'), lambda text: text + ' ' * (15 << 20), part)
    patch_directory(made['quiet-bomb'], part, 24, '<I', 5000)
    plus(good, at('media-bomb'), 'word/media/image1.png', bytes(65 << 20))
    with_text(good, at('outside'), lambda text: declare(text, OUTSIDE).replace(
        first, first, 1), part)
    with_text(good, at('laughs'), lambda text: declare(text, LAUGHS), part)
    rewrite(good, at('wide-letters'), lambda name, data:
            data.decode().encode('utf-16') if name == part else data)
    with_text(good, at('deep'), lambda text: text.replace(
        first, '<w:ins>' * 100000 + '</w:ins>' * 100000 + first, 1), part)
    plus(good, at('macro'), 'word/vbaProject.bin' if kind == 'docx' else 'Basic/Standard/M.xml',
         b'Sub AutoOpen')
    plus(good, at('traversal'), '../../../../../../tmp/council-traversal', b'x')
    shutil.copyfile(good, at('locked'))
    patch_directory(made['locked'], part, 8, '<H', 1)
    shutil.copyfile(good, at('twice'))
    with zipfile.ZipFile(made['twice'], 'a') as twice:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            twice.writestr(part, b'<x/>')
    with_text(good, at('foreign'), lambda text: text.replace('протокол 2027', 'протокол 2031'),
              part)
    return made
