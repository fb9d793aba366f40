"""A network between an app and nginx that can put its login page in place of every answer, as
hotels and airports do: over http, and over https with a certificate of its own."""

import socket
import threading

from front import LOGIN


def reply(line):
    return (f'HTTP/1.1 {line}\r\nContent-Type: text/html\r\nContent-Length: {len(LOGIN)}\r\n'
            'Connection: close\r\n\r\n').encode() + LOGIN


def end(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass                                           # it has ended


class Network:
    """One port for http and https, told apart by the first byte.  way: 'pass', to nginx; 'page',
    the login page with 200; 'error', the same with 511."""

    def __init__(self, authority):
        self.listening = socket.create_server(('127.0.0.1', 0))
        self.port = self.listening.getsockname()[1]
        self.context = authority.serving()
        self.nginx, self.asked, self.refused, self.plain = None, 0, 0, 0
        self.way, self.open = 'pass', set()
        threading.Thread(target=self.run, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.listening.close()

    def becomes(self, way):
        """Another network: what was open is cut."""
        self.way, self.asked, self.refused, self.plain = way, 0, 0, 0
        for client in list(self.open):
            end(client)

    def run(self):
        while True:
            try:
                client, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.one, args=(client,), daemon=True).start()

    def one(self, client):
        try:
            with client:
                self.open.add(client)
                first = client.recv(1, socket.MSG_PEEK)
                encrypted = first == b'\x16'
                self.asked += 1
                self.plain += not encrypted
                if self.way != 'pass':
                    self.login(client, encrypted)
                elif first:
                    self.pass_on(client, self.nginx.port if encrypted else self.nginx.plain)
        except OSError:
            pass                                       # one of the two has gone
        finally:
            self.open.discard(client)

    def login(self, client, encrypted):
        if encrypted:
            try:
                client = self.context.wrap_socket(client, server_side=True)
            except OSError:
                self.refused += 1
                raise
        with client:
            client.recv(65536)
            client.sendall(reply('511 Network Authentication Required' if self.way == 'error'
                                 else '200 OK'))

    @staticmethod
    def pass_on(client, port):
        with socket.create_connection(('127.0.0.1', port)) as server:
            def copy(source, target):
                try:
                    while piece := source.recv(65536):
                        target.sendall(piece)
                except OSError:
                    pass
                end(source)
                end(target)
            back = threading.Thread(target=copy, args=(server, client), daemon=True)
            back.start()
            copy(client, server)
            back.join()
