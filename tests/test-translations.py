#!/usr/bin/env python3
"""Every message of the program has its Russian: test-translations.py ROOT RU.po OTHER.po…

RU.po is the concatenated catalogue that the program is built with; the others have some messages.
"""

import gettext
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import source
import tap

KEYWORDS = ['N_', 'tr:2', 'tr_fill:2', 'tr_n:2,3', 'tr_fill_n:2,3', 'council_error:3',
            'council_error_rename:3', 'council_error_wrap:3', 'command_say:2', 'command_notice:2',
            'command_ask:3', 'NOUN:2', 'COMMAND:5', 'WORD:4']
ROOMS = ('core/', 'meetings/', 'groups/', 'protocols/', 'cli/', 'web/')
PLACE = re.compile(r'\{([a-z_]+(?::[a-z]+)?)\}')
RUSSIAN = '''msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && \
(n%100<10 || n%100>=20) ? 1 : 2);\\n"
'''


def command(*words, text=None):
    """Standard output of a gettext tool; its own words when it fails."""
    done = subprocess.run(words, input=text, capture_output=True, encoding='utf-8')
    if done.returncode:
        raise AssertionError(f'{words[0]}: {done.stderr.strip()}')
    return done.stdout


def extract(root, paths):
    """The messages of these files as a PO file."""
    words = ['xgettext', '--language=C', '--from-code=UTF-8', '--force-po', '--no-location',
             '--keyword', '--output=-', f'--directory={root}']
    return command(*words, *(f'--keyword={word}' for word in KEYWORDS), *paths)


def messages(po):
    """msgid to its forms, of the entries that are translated and not fuzzy."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = os.path.join(folder, 'a.mo')
        command('msgfmt', f'--output-file={compiled}', '-', text=po)
        with open(compiled, 'rb') as file:
            catalogue = gettext.GNUTranslations(file)._catalog
    forms = {}
    for key, value in catalogue.items():
        name, index = key if isinstance(key, tuple) else (key, 0)
        if name:
            forms.setdefault(name, {})[index] = value
    return {name: [form[index] for index in sorted(form)] for name, form in forms.items()}


def english(pot):
    """The program's own messages: msgid to [msgid] or [msgid, msgid_plural]."""
    header = pot.replace('CHARSET', 'UTF-8', 1).replace('INTEGER', '2', 1)
    return messages(command('msgen', '--force-po', '-',
                            text=header.replace('EXPRESSION', '(n != 1)', 1)))


def places_fault(name, wanted, forms):
    """The places of a translation are those of its message; the count may be left to words."""
    for form in forms:
        got, due = sorted(PLACE.findall(form)), sorted(PLACE.findall(wanted[-1]))
        if len(wanted) > 1:
            got, due = ([place for place in found if place != 'n'] for found in (got, due))
        if got != due:
            return f'{name!r}: places {due} became {got} in {form!r}'
    return None


def faults(pot, po, also_used=()):
    """What is missing, left over or broken, one a line."""
    wanted, given = english(pot), messages(po)
    yield from (f'not translated: {name!r}' for name in sorted(wanted.keys() - given.keys()))
    yield from (f'not used any more: {name!r}' for name in sorted(given.keys() - wanted.keys() - set(also_used)))
    for name in sorted(wanted.keys() & given.keys()):
        if (len(wanted[name]) > 1) != (len(given[name]) > 1):
            yield f'{name!r}: one has plural forms, the other has none'
        else:
            fault = places_fault(name, wanted[name], given[name])
            if fault:
                yield fault
    if 'msgid' in command('msgattrib', '--only-fuzzy', '--no-obsolete', '-', text=po):
        yield 'some entries are marked fuzzy'
    if '#~' in po:
        yield 'some entries are kept as obsolete'


def messages_of(root, rooms):
    return extract(root, [path for path in source.files(root)
                          if path.startswith(rooms) and path.endswith(('.c', '.h'))])


def faults_of(code, russian):
    """The faults of a made-up program and its catalogue."""
    with tempfile.TemporaryDirectory() as root:
        with open(os.path.join(root, 'a.c'), 'w', encoding='utf-8') as file:
            file.write(code)
        return list(faults(extract(root, ['a.c']), RUSSIAN + russian))


@tap.test
def every_message_is_translated_with_the_same_places():
    root = os.path.abspath(sys.argv[1])
    in_tests = english(messages_of(root, ('tests/',)))  # they try the catalogue with real words
    with open(sys.argv[2], encoding='utf-8') as file:
        tap.none(faults(messages_of(root, ROOMS), file.read(), in_tests))


@tap.test
def a_catalogue_of_some_messages_has_none_that_is_not_said():
    said = english(messages_of(os.path.abspath(sys.argv[1]), ROOMS))
    for path in sys.argv[3:]:
        with open(path, encoding='utf-8') as file:
            given = messages(file.read())
        assert len(given) > 50, path
        tap.none(f'{path}: {name!r} is not said' for name in sorted(given.keys() - said.keys()))
        tap.none(filter(None, (places_fault(name, said[name], forms) for name, forms in given.items())))


@tap.test
def the_catalogue_satisfies_msgfmt():
    command('msgfmt', '--check', '--output-file=/dev/null', sys.argv[2])


@tap.test
def messages_are_found_wherever_they_stand():
    pot = extract_text('''
      N_("one"); tr (lang, "two"); tr_fill (lang, "three {a}", "a", a, NULL);
      council_error (error, COUNCIL_ERROR_RULE, N_("four {a}"), "a", a, NULL);
      council_error_rename (error, COUNCIL_ERROR_RULE, "five", NULL);
      tr_n (lang, "a day", "{n} days", n); tr_fill_n (lang, "a hour", "{n} hours", n, NULL);
    ''')
    tap.same(sorted(english(pot)), ['a day', 'a hour', 'five', 'four {a}', 'one', 'three {a}',
                                    'two'])


def extract_text(code):
    with tempfile.TemporaryDirectory() as root:
        with open(os.path.join(root, 'a.c'), 'w', encoding='utf-8') as file:
            file.write(code)
        return extract(root, ['a.c'])


@tap.test
def a_good_catalogue_passes():
    tap.same(faults_of('N_("no {ref}"); tr_n (lang, "a day", "{n} days", n);', '''
msgid "no {ref}"
msgstr "нет {ref}"

msgid "a day"
msgid_plural "{n} days"
msgstr[0] "{n} день"
msgstr[1] "{n} дня"
msgstr[2] "{n} дней"
'''), [])


def finds(what, code, russian, wanted):
    @tap.test
    def made_up():
        found = faults_of(code, russian)
        if not any(wanted in fault for fault in found):
            raise AssertionError(f'{found!r} does not say {wanted!r}')
    made_up.__name__ = f'finds {what}'


finds('a missing translation', 'N_("one");', '', 'not translated')
finds('an empty translation', 'N_("one");', '\nmsgid "one"\nmsgstr ""\n', 'not translated')
finds('a fuzzy translation', 'N_("one");', '\n#, fuzzy\nmsgid "one"\nmsgstr "один"\n', 'fuzzy')
finds('a translation no longer used', '', '\nmsgid "one"\nmsgstr "один"\n', 'not used')
finds('an entry kept as obsolete', '', '\n#~ msgid "one"\n#~ msgstr "один"\n', 'obsolete')
finds('a place lost', 'N_("no {ref}");', '\nmsgid "no {ref}"\nmsgstr "нет"\n', 'places')
finds('a place misspelt', 'N_("no {ref}");', '\nmsgid "no {ref}"\nmsgstr "нет {rеf}"\n', 'places')
finds('a plural without its forms', 'tr_n (lang, "a day", "{n} days", n);',
      '\nmsgid "a day"\nmsgstr "день"\n', 'plural')

tap.run()
