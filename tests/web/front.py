"""A proxy between an app and council serve, that can be told to misbehave as proxies do."""

import http.client
import http.server
import socket
import struct
import threading

LOGIN = b'<!DOCTYPE html>\n<html><title>Wi-Fi</title><body>Log in to the network</body></html>\n'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def give(self, status, headers, body, promised=None):
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ('connection', 'date', 'server', 'content-length'):
                self.send_header(name, value)
        if status != 304:
            self.send_header('Content-Length', str(promised or len(body)))
        self.send_header('Connection', 'close')
        self.end_headers()
        self.close_connection = True
        if self.command != 'HEAD':
            self.wfile.write(body)

    def do_GET(self):
        front = self.server
        front.asked += 1
        html = [('Content-Type', 'text/html')]
        if self.path == '/login':
            self.give(200, html, LOGIN)
        elif front.way == 'pass':
            back = http.client.HTTPConnection('127.0.0.1', front.back, timeout=30)
            try:
                back.request(self.command, self.path, headers={
                    name: value for name, value in self.headers.items() if name.startswith('If-')})
                reply = back.getresponse()
                body = reply.read()
            except OSError:
                self.give(502, html, LOGIN)
                return
            finally:
                back.close()
            self.give(reply.status, reply.headers.items(), body)
        elif front.way == 'html':
            self.give(200, html, LOGIN)
        elif front.way == 'redirect':
            self.give(302, [('Location', '/login'), *html], LOGIN)
        elif front.way in ('length', 'chunks', 'reset', 'nothing'):
            self.break_off()
        else:
            self.give(int(front.way), html, LOGIN)

    def break_off(self):
        """After half of what council gives, or of nothing; framed by its length or in chunks, ended
        in order or by a reset."""
        way = self.server.way
        back = http.client.HTTPConnection('127.0.0.1', self.server.back, timeout=30)
        back.request('GET', self.path)
        body = back.getresponse().read()
        back.close()
        self.close_connection = True
        if way == 'nothing':
            return
        self.send_response(200)
        self.send_header('Content-Type', 'text/calendar; charset=utf-8')
        if way == 'chunks':
            self.send_header('Transfer-Encoding', 'chunked')
        else:
            self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if way == 'chunks':
            self.wfile.write(b'%x\r\n' % len(body))
        self.wfile.write(body[:len(body) // 2])
        self.wfile.flush()
        if way == 'reset':
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            self.connection.close()

    do_HEAD = do_GET


class Front(http.server.ThreadingHTTPServer):
    """way: 'pass'; 'html', a page with 200; 'redirect', to such a page; '404', '500', '503', the same
    page with that status; 'length', 'chunks', 'reset', an answer that breaks off; 'nothing', none."""

    daemon_threads = True

    def __init__(self, council, port=0):
        super().__init__(('127.0.0.1', port), Handler)
        self.back, self.way, self.asked = council.port, 'pass', 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *exception):
        self.shutdown()
        self.server_close()

    def address(self, path):
        return f'http://127.0.0.1:{self.server_port}{path}'
