"""A council that is served where we recommend it: at https, by nginx with docs/nginx-serve.conf."""

from front import Front
from network import Network
from nginx import HOST, Authority, Nginx
from served import Council


class Deployed(Council):
    """Council behind nginx behind a network; the front between the first two can break answers."""

    def __init__(self, authority):
        super().__init__()
        self.network = Network(Authority(self.folder, 'hotel'))
        self.run('setting', 'set', 'base-url', f'https://{HOST}:{self.network.port}')
        self.https, self.webcal = self.run('feed', 'create').split()
        self.path = self.https[len(f'https://{HOST}:{self.network.port}'):]
        self.serve()
        self.front = Front(self)
        self.nginx = self.network.nginx = Nginx(self.folder, authority, 'nginx-serve.conf',
                                                back=self.front.server_port, public=self.network.port)
        self.nginx.__enter__()

    def __exit__(self, *exception):
        self.nginx.__exit__()
        self.front.__exit__()
        self.network.__exit__()
        super().__exit__(*exception)

    def postpone(self):
        self.run('meeting', 'postpone', '2027', '--to', '2027-02-25T10:00', '--reason', 'визит')
        self.wait_for(self.path, lambda reply: b'20270225T100000' in reply.text)
