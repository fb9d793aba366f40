#!/usr/bin/env python3
"""A timestamp authority for tests, by `openssl ts`: tsa.py PKI-FOLDER PORT-FILE [FAULT]

FAULT: "page" answers with a web page, "stale" with the answer to another question.
"""

import http.server
import os
import subprocess
import sys

folder, port_file = sys.argv[1:3]
fault = sys.argv[3] if len(sys.argv) > 3 else ''


def openssl(*words, **more):
    return subprocess.run(['openssl', 'ts', *words], cwd=folder, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more).stdout


class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers['Content-Length']))
        kind = 'application/timestamp-reply'
        if fault == 'page':
            kind, reply = 'text/html', b'<html>not today</html>'
        else:
            if fault == 'stale':
                query = openssl('-query', '-data', 'ca.pem', '-sha256', '-cert')
            with open(os.path.join(folder, 'query.tsq'), 'wb') as file:
                file.write(query)
            reply = openssl('-reply', '-config', 'ca.cnf', '-section', 'stamps', '-queryfile',
                            'query.tsq', '-signer', 'time.pem', '-inkey', 'time.key')
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *words):
        pass


server = http.server.HTTPServer(('127.0.0.1', 0), Authority)
with open(port_file + '.new', 'w', encoding='ascii') as file:
    file.write(str(server.server_port))
os.rename(port_file + '.new', port_file)
server.serve_forever()
