"""A real nginx with a file of docs/, and certificates for it from an authority made here."""

import http.client
import pathlib
import re
import socket
import ssl
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = '/usr/sbin/nginx'
HOST = 'council.example'
CURVE = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes')


def openssl(*words):
    subprocess.run(['openssl', *map(str, words)], check=True, capture_output=True)


class Authority:
    """Its own certificate, and one for the council's name, and for an address when it is asked."""

    def __init__(self, folder, name, address=None):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        self.root, self.chain, self.key = (
            self.folder / file for file in ('root.pem', 'chain.pem', 'key.pem'))
        extension, request = self.folder / 'extension', self.folder / 'request'
        extension.write_text(f'subjectAltName=DNS:{HOST}' + (f',IP:{address}' if address else '') + '\n')
        openssl('req', '-x509', *CURVE, '-keyout', self.folder / 'root.key', '-out', self.root,
                '-days', 30, '-subj', f'/CN={name}')
        openssl('req', *CURVE, '-keyout', self.key, '-out', request, '-subj', f'/CN={HOST}')
        openssl('x509', '-req', '-in', request, '-CA', self.root, '-CAkey', self.folder / 'root.key',
                '-CAcreateserial', '-days', 30, '-out', self.chain, '-extfile', extension)

    def serving(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context

    def trusting(self):
        return ssl.create_default_context(cafile=self.root)


def free_port():
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        return free.getsockname()[1]


def change(text, pattern, words, wanted):
    text, count = re.subn(pattern, lambda _: words, text)
    assert count == wanted, (pattern, count)
    return text


class Nginx:
    """With a sample of docs/, of which only names, ports and certificates are changed: @site is the
    folder that was published, @back the port of council serve, @public where apps come in."""

    def __init__(self, folder, authority, sample='nginx.conf', site=None, back=None, public=None):
        self.folder = pathlib.Path(folder) / 'nginx'
        self.folder.mkdir()
        self.authority, self.port, self.plain = authority, free_port(), free_port()
        text = (ROOT / 'docs' / sample).read_text(encoding='utf-8')
        text = change(text, r'(?m)^\s*listen \[::\].*\n', '', 2)
        text = change(text, r'listen 443 ', f'listen 127.0.0.1:{self.port} ', 1)
        text = change(text, r'listen 80;', f'listen 127.0.0.1:{self.plain};', 1)
        text = change(text, r'/etc/letsencrypt/live/council.example/fullchain.pem', str(authority.chain), 1)
        text = change(text, r'/etc/letsencrypt/live/council.example/privkey.pem', str(authority.key), 1)
        text = change(text, r'/var/log/nginx/council.log', str(self.folder / 'access'), 1)
        text = change(text, r'https://\$server_name', f'https://$server_name:{public or self.port}', 1)
        if site:
            text = change(text, r'root /srv/council;', f'root {site};', 1)
        if back:
            text = change(text, r'/var/lib/nginx/council', str(self.folder / 'cache'), 1)
            text = change(text, r'server 127\.0\.0\.1:8080;', f'server 127.0.0.1:{back};', 1)
        (self.folder / 'conf').write_text(
            f'pid {self.folder}/pid;\nerror_log {self.folder}/error;\ndaemon off;\n'
            f'user root;\nevents {{}}\nhttp {{\n' + ''.join(
                f'{kind}_temp_path {self.folder}/{kind};\n'
                for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi')) + text + '}\n')

    def __enter__(self):
        test = subprocess.run([PROGRAM, '-t', '-c', self.folder / 'conf', '-p', self.folder],
                              capture_output=True, text=True, check=False)
        assert test.returncode == 0, test.stderr
        self.process = subprocess.Popen([PROGRAM, '-c', self.folder / 'conf', '-p', self.folder],
                                        stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(('127.0.0.1', self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError('nginx does not listen')

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(timeout=30)

    def log(self):
        return (self.folder / 'access').read_text(encoding='utf-8')

    def get(self, path, headers=None, method='GET', plain=False):
        connection = http.client.HTTPConnection('127.0.0.1', self.plain if plain else self.port,
                                                timeout=30)
        try:
            if not plain:
                connection.sock = self.authority.trusting().wrap_socket(
                    socket.create_connection(('127.0.0.1', self.port), timeout=30), server_hostname=HOST)
            connection.request(method, path, headers={'Host': HOST, **(headers or {})})
            reply = connection.getresponse()
            reply.text = reply.read()
            return reply
        finally:
            connection.close()
