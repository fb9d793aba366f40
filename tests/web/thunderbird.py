"""Thunderbird without a window, told over Marionette to subscribe, to refresh and what it shows."""

import json
import os
import pathlib
import socket
import subprocess
import time

PROGRAM = '/usr/bin/thunderbird'

# A slow machine under load: what is waited for is a state, never a time.
PATIENCE = 300

PREFERENCES = {
    'alerts.useSystemBackend': False,                  # there is none, and it would wait for it
    'app.update.enabled': False,
    'calendar.alarms.show': False,
    'calendar.timezone.local': 'UTC',
    'calendar.timezone.useSystemTimezone': False,
    'datareporting.policy.dataSubmissionEnabled': False,
    'mail.spotlight.firstRunDone': True,
    'mail.provider.suppress_dialog_on_startup': True,
    'mail.shell.checkDefaultClient': False,
    'network.captive-portal-service.enabled': False,
    'network.connectivity-service.enabled': False,
    'toolkit.telemetry.enabled': False,
}

BEGIN = '''
const done = arguments[arguments.length - 1];
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const find = id => cal.manager.getCalendars().find(calendar => calendar.id == id);
const words = Array.from(arguments).slice(0, -1);
(async () => {
'''
END = '''
})().then(value => done({ value }), error => done({ error: `${error}\\n${error.stack}` }));
'''

REGISTER = '''
const register = calendar => {
  calendar.name = "council";
  calendar.setProperty("cache.enabled", true);
  calendar.setProperty("refreshInterval", 0);
  cal.manager.registerCalendar(calendar);
  return calendar.id;
};
'''

SUBSCRIBE = REGISTER + '''
const calendar = cal.manager.createCalendar("ics", Services.io.newURI(words[0]));
calendar.id = cal.getUUID();
return register(calendar);
'''

# As its window "New calendar, on the network" does with what is pasted there: webcal means http
# (chrome/calendar/content/calendar-creation.js), and it asks what is at that address.
PASTE = REGISTER + '''
const location = words[0].replace(/^webcal(s)?(:.*)/, "http$1$2");
const others = types => Array.from(types).filter(type => type != "ics");
const found = await cal.provider.detection.detect("", "", location, false, [others], {});
const [calendar] = Array.from(found.values()).flat();
return register(calendar);
'''

ADDRESS = '''
return find(words[0]).uri.spec;
'''

# Its own word that a refresh is over is onLoad, after onError when the feed was not read.  Of a
# calendar that it has switched off after an error it may say nothing: then that is the answer.
REFRESH = '''
const calendar = find(words[0]);
return new Promise(resolve => {
  const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
  let how = "loaded";
  const end = said => { calendar.removeObserver(observer); resolve(said); };
  setTimeout(() => end("silent"), 20000);
  const observer = {
    QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
    onStartBatch() {}, onEndBatch() {}, onAddItem() {}, onModifyItem() {}, onDeleteItem() {},
    onPropertyChanged() {}, onPropertyDeleting() {},
    onLoad() { end(how); },
    onError(_, number, text) { how = `failed ${number} ${text}`; },
  };
  calendar.addObserver(observer);
  calendar.refresh();
});
'''

# What its views are given: nothing of a calendar that is switched off.
SHOWN = '''
const all = Ci.calICalendar.ITEM_FILTER_TYPE_ALL | Ci.calICalendar.ITEM_FILTER_COMPLETED_ALL;
const views = cal.view.getCompositeCalendar(Services.wm.getMostRecentWindow("mail:3pane"));
const items = [];
for await (const some of cal.iterate.streamValues(views.getItems(all, 0, null, null)))
  items.push(...some.filter(item => item.calendar.id == words[0]));
return items.map(item => ({
  uid: item.id, title: item.title, status: item.status, sequence: item.getProperty("SEQUENCE"),
  task: item.isTodo(), start: (item.startDate || item.entryDate)?.getInTimezone(cal.dtz.UTC).icalString,
}));
'''


class Thunderbird:
    """@host is here for it, and it trusts what the authority @root says of it."""

    def __init__(self, folder, host='', root=None):
        self.home = pathlib.Path(folder) / 'thunderbird'
        self.profile = self.home / 'profile'
        self.profile.mkdir(parents=True)
        self.preferences = {**PREFERENCES, 'network.dns.localDomains': host}
        self.process = self.connection = None
        if root:
            for words in (['-N', '--empty-password'], ['-A', '-n', 'root', '-t', 'C,,', '-i', root]):
                subprocess.run(['certutil', *words, '-d', f'sql:{self.profile}'], check=True,
                               capture_output=True)

    def stop(self):
        if self.connection:
            self.connection.close()
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def start(self):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            port = free.getsockname()[1]
        (self.profile / 'user.js').write_text(''.join(
            f'user_pref({json.dumps(name)}, {json.dumps(value)});\n'
            for name, value in {**self.preferences, 'marionette.port': port}.items()), encoding='utf-8')
        self.process = subprocess.Popen(
            [PROGRAM, '--headless', '--no-remote', '--profile', self.profile, '--marionette',
             '--remote-allow-system-access'],
            env=dict(os.environ, HOME=str(self.home), LC_ALL='C.UTF-8', MOZ_CRASHREPORTER_DISABLE='1'),
            stdout=open(self.home / 'said', 'ab'), stderr=subprocess.STDOUT)
        self.connect(port)
        self.number = 0
        self.read()                                    # it introduces itself
        self.call('WebDriver:NewSession', capabilities={'alwaysMatch': {}})
        self.call('WebDriver:SetTimeouts', script=PATIENCE * 1000)
        self.call('Marionette:SetContext', value='chrome')

    def connect(self, port):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.connection = socket.create_connection(('127.0.0.1', port), timeout=PATIENCE)
                self.stream = self.connection.makefile('rb')
                return
            except OSError:
                assert self.process.poll() is None and time.monotonic() < end, \
                    (self.home / 'said').read_text(encoding='utf-8', errors='replace')
                time.sleep(0.2)

    def restart(self):
        """As a user closes and opens it: what it shows then comes from its profile."""
        self.call('Marionette:Quit', flags=['eForceQuit'])
        self.connection.close()
        self.process.wait(timeout=PATIENCE)
        self.start()

    def read(self):
        length = b''
        while (byte := self.stream.read(1)) != b':':
            assert byte, 'Thunderbird has gone'
            length += byte
        return json.loads(self.stream.read(int(length)))

    def call(self, name, **words):
        self.number += 1
        text = json.dumps([0, self.number, name, words]).encode()
        self.connection.sendall(b'%d:' % len(text) + text)
        _, number, error, value = self.read()
        assert number == self.number and not error, (name, error)
        return value

    def run(self, script, *words):
        answer = self.call('WebDriver:ExecuteAsyncScript', script=BEGIN + script + END,
                           args=list(words))['value']
        assert 'error' not in answer, answer['error']
        return answer['value']

    def subscribe(self, address):
        return self.run(SUBSCRIBE, address)

    def paste(self, address):
        return self.run(PASTE, address)

    def address(self, calendar):
        return self.run(ADDRESS, calendar)

    def refresh(self, calendar):
        return self.run(REFRESH, calendar)

    def shows(self, calendar):
        return sorted(self.run(SHOWN, calendar), key=lambda item: item['uid'])

    def showing(self, calendar, wanted, patience=PATIENCE):
        """What it shows, as soon as that is as wanted: it stores in its own time."""
        end = time.monotonic() + patience
        while True:
            shown = self.shows(calendar)
            if wanted(shown) or time.monotonic() > end:
                return shown
            time.sleep(0.2)

    def refreshed(self, calendar, wanted):
        """Refreshes until it shows what is wanted: a server on the way may keep an answer a second."""
        end = time.monotonic() + PATIENCE
        while True:
            self.refresh(calendar)
            shown = self.showing(calendar, wanted, 1.5)
            if wanted(shown) or time.monotonic() > end:
                return shown


def starts(*numbers):
    return lambda shown: [item['start'] for item in shown] == list(numbers)
