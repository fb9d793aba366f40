#!/usr/bin/env python3
"""A secretary's morning in a real terminal, driven by tmux: what stands on the screen."""

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import tap

COUNCIL = os.environ['COUNCIL']
FOLDER = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
COLUMNS = 110
READY = 'готов>'
PATIENCE = 60  # seconds, on a busy machine


class Terminal:
    """A shell in a terminal of COLUMNS; a line that is longer counts as one, as -J joins it."""

    def __init__(self, lines=60):
        self.socket = os.path.join(FOLDER.name, 'tmux')
        self.environment = {'PATH': f'{os.path.dirname(COUNCIL)}:{os.environ["PATH"]}',
                            'LC_ALL': 'C.UTF-8', 'HOME': FOLDER.name,
                            'TERM': 'screen-256color'}
        for name in ('COUNCIL_MODULES', 'G_DEBUG', 'ASAN_OPTIONS', 'UBSAN_OPTIONS',
                     'LSAN_OPTIONS'):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        start = os.path.join(FOLDER.name, 'start')
        with open(start, 'w', encoding='utf-8') as file:
            file.write(f"PS1='{READY} '\n")
        # tmux hands its own environment on to the shell.
        subprocess.run(['tmux', '-S', self.socket, '-f', '/dev/null', '-u', 'new-session', '-d',
                        '-x', str(COLUMNS), '-y', str(lines), '-c', FOLDER.name,
                        f'bash --rcfile {start}'], check=True, env=self.environment)
        atexit.register(self.close)
        self.wait(self.is_ready)

    def tmux(self, *words):
        return subprocess.run(['tmux', '-S', self.socket, *words], check=True,
                              capture_output=True, text=True, env=self.environment).stdout

    def screen(self, colour=False):
        return self.tmux('capture-pane', '-p', *(['-e'] if colour else ['-J'])).rstrip()

    def is_ready(self):
        return self.screen().endswith(READY)

    def wait(self, there):
        end = time.monotonic() + PATIENCE
        while not there():
            if time.monotonic() > end:
                raise AssertionError(f'the terminal waits in vain:\n{self.screen()}')
            time.sleep(0.05)

    def type(self, text):
        self.tmux('send-keys', '-l', text)
        self.tmux('send-keys', 'Enter')

    def run(self, text):
        """Types a command on a clear screen; gives what stands there when it is done."""
        self.tmux('send-keys', 'C-l')
        self.wait(lambda: self.screen() == READY)
        self.type(text)
        # A command that prints nothing leaves two prompts.
        self.wait(lambda: self.is_ready() and self.screen() != READY and
                  self.screen().count(READY) > 1)
        return self.screen()

    def ask(self, text, question):
        """Types a command and waits for what it asks."""
        self.tmux('send-keys', 'C-l')
        self.wait(lambda: self.screen() == READY)
        self.type(text)
        self.wait(lambda: question in self.screen().splitlines()[-1])
        return self.screen()

    def answer(self, text):
        self.type(text)
        self.wait(self.is_ready)
        return self.screen()

    def on(self, instant):
        self.run(f'export COUNCIL_NOW={instant}')

    def close(self):
        subprocess.run(['tmux', '-S', self.socket, 'kill-server'], capture_output=True)
        FOLDER.cleanup()


def shows(screen, *texts):
    for text in texts:
        if text not in screen:
            raise AssertionError(f'«{text}» is not on the screen:\n{screen}')


def folded(text):
    return re.sub(r'\s+', ' ', text)


def row(screen, pattern):
    """The one line on the screen that @pattern finds."""
    lines = [line for line in screen.splitlines() if re.search(pattern, line)]
    if len(lines) != 1:
        raise AssertionError(f'{len(lines)} lines have /{pattern}/:\n{screen}')
    return lines[0]


def fits(screen):
    """No line of the answer is wider than the terminal."""
    tap.none(line for line in screen.splitlines()
             if len(line) > COLUMNS and not line.startswith(READY))


if shutil.which('tmux') is None:
    @tap.test
    def there_is_a_terminal():
        tap.needs('/usr/bin/tmux', 'apt-get install tmux')
        raise AssertionError('tmux does not run')

    tap.run()
if not os.path.exists('/dev/pts/ptmx'):
    @tap.test
    def there_is_a_pseudo_terminal():
        raise tap.Skip('no terminal can be opened here: /dev/pts is not mounted')

    tap.run()
terminal = Terminal()


@tap.test
def the_plan_says_whose_turn_2027_is():
    terminal.on('2026-11-24T09:00:00Z')
    shows(terminal.run('council init'), 'создан по шаблону tj-kg')
    screen = terminal.run('council meeting plan --years 2')
    line = row(screen, r'^2027 ')
    shows(line, 'Таджикистан', 'ожидается', 'очередь после заседания 2026')
    fits(screen)


@tap.test
def the_heat_map_shows_the_window_in_colour():
    command = 'council meeting propose --from 2027-02-01 --to 2027-04-30 --map'
    screen = terminal.run(command)
    shows(screen, 'Принимает: Таджикистан', 'Февраль', 'Март', 'Апрель', 'пн вт ср чт пт')
    shows(screen, 'выходной во всех странах', '#1 лучшие дни')
    row(screen, r' #1 .*Душанбе.*Бишкек')
    painted = terminal.screen(colour=True)
    # days off in red, good days in green, and each day's colour has its symbol beside it
    assert re.search(r'\x1b\[[0-9;]*41m', painted), 'no day is red'
    assert re.search(r'\x1b\[[0-9;]*42m', painted), 'no day is green'
    fits(screen)


@tap.test
def without_a_terminal_there_is_no_colour():
    terminal.run('council meeting propose --from 2027-02-01 --to 2027-04-30 --map >map.txt 2>&1')
    with open(os.path.join(FOLDER.name, 'map.txt'), encoding='utf-8') as file:
        text = file.read()
    shows(text, 'Февраль', '#1')
    assert '\x1b' not in text


@tap.test
def one_confirmation_is_seen_and_two_convene():
    shows(terminal.run('council meeting schedule 2027-03-17'), '2027')
    terminal.run('council meeting confirm 2027 --as tj --basis "письмо № 15"')
    screen = terminal.run('council meeting list')
    fits(screen)
    shows(row(screen, r'^2027 '), 'запланировано')
    shows(folded(screen), 'подтвердили: Таджикистан')
    shows(row(terminal.run('council status'), 'Подтверждение даты'), 'есть: Таджикистан',
          'ожидается: Кыргызстан')
    shows(terminal.run('council meeting confirm 2027 --as kg --basis "нота № 7"'),
          '2027 созвано: подтвердили все стороны')
    shows(row(terminal.run('council meeting list'), r'^2027 '), 'созвано')


@tap.test
def a_decree_on_the_agreed_day_is_told_at_once():
    terminal.on('2027-02-01T05:00:00Z')
    screen = terminal.run('council holiday add 2027-03-17 --party tj '
                          '--name "День траура" --act "Указ № 812"')
    shows(screen, 'Таджикистан: выходной', 'День траура', 'council meeting postpone 2027')
    shows(terminal.run('council status'), 'Выходной: 2027', 'Указ № 812')
    shows(terminal.run('council check'), 'Выходной: 2027', 'Найдено: 1')
    shows(terminal.run('council meeting show 2027'), 'требуется решение')


@tap.test
def what_moved_and_whom_to_tell_is_read():
    screen = terminal.run('council meeting postpone 2027 --to 2027-04-14 --reason "день траура"')
    shows(screen, 'было 17 марта 2027 года', 'теперь 14 апреля 2027 года', 'Сдвинулись сроки:',
          'Известить:')
    shows(row(screen, 'названы составы делегаций'), '7 марта 2027 года', '4 апреля 2027 года')
    shows(row(screen, 'встреча экспертов'), '16 марта 2027 года', '13 апреля 2027 года')
    for party, chair in ('Таджикистан', 'Расулзода'), ('Кыргызстан', 'Касымалиев'):
        line = row(screen, f'^ *{party} +аппарат сопредседателя')
        shows(line, chair)
    shows(folded(screen), 'подтверждение стороны больше не действует')
    fits(screen)


@tap.test
def both_sides_confirm_the_new_day():
    terminal.run('council meeting confirm 2027 --as tj --basis "письмо № 21"')
    shows(terminal.run('council meeting confirm 2027 --as kg --basis "нота № 9"'), 'созвано')
    screen = terminal.run('council meeting deadlines 2027')
    fits(screen)
    shows(row(screen, r' date '), '15 марта 2027 года', 'выполнено')
    shows(folded(screen), 'выполнено, 1 февраля 2027 года')
    shows(row(screen, r' delegations '), '4 апреля 2027 года', 'впереди')
    shows(folded(screen), 'выходной: до 2 апреля 2027 года')
    shows(terminal.run('council check'), 'Файл исправен')


# --- a question on the terminal -----------------------------------------------------------------

CORRECT = 'council chair correct --party kg --on 2027-01-01 --remove --basis "описка в записи"'
QUESTION = '[д/н]'


def chairs():
    return terminal.run('council chair list | grep -c "^kg "').splitlines()[-2].strip()


@tap.test
def a_no_leaves_everything_as_it_is():
    tap.same(chairs(), '1')
    for said in 'н', '', 'может быть':
        shows(terminal.ask(CORRECT, QUESTION), 'Удалить этот срок')
        shows(terminal.answer(said), 'не сделано')
    shows(terminal.run(CORRECT + ' </dev/null; echo "итог $?"'), '--yes', 'итог 4')
    tap.same(chairs(), '1')


@tap.test
def the_end_of_input_is_a_no():
    terminal.ask(CORRECT, QUESTION)
    terminal.tmux('send-keys', 'C-d')
    terminal.wait(lambda: terminal.is_ready())
    shows(terminal.screen(), 'не сделано')
    tap.same(chairs(), '1')


@tap.test
def a_yes_is_understood_and_done():
    terminal.ask(CORRECT, QUESTION)
    terminal.answer('Да')
    tap.same(chairs(), '0')


tap.run()
