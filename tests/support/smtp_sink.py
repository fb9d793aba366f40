"""An SMTP server that keeps what it gets, and misbehaves as a test wishes.

The first part of a recipient's address says how: "gone" is refused (550), "later" is told to come
again (451), "spam" is refused after the whole message (554), "hang" is never answered after it,
and the sender is killed for "kill-rcpt" before its message, for "kill-data" after the whole
message and before the answer, for "kill-reply" after the answer and before it can note it.
Everyone else gets a message.
"""

import asyncio
import email
import email.policy
import os
import signal
import socket

from aiosmtpd.controller import Controller


def free_port():
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        return taken.getsockname()[1]


class Sink:
    def __init__(self, hostname='127.0.0.1', port=None, **options):
        self.kept = []          # (recipient, bytes), each message that was taken
        self.asked = []         # every recipient that was named
        self.sender = None      # the process to kill
        self.delay = 0
        self.controller = Controller(self, hostname=hostname, port=port or free_port(),
                                     **options)
        self.port = self.controller.port

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *unused):
        self.controller.stop()

    def messages(self, recipient):
        return [email.message_from_bytes(data, policy=email.policy.default)
                for to, data in self.kept if to == recipient]

    def kill(self, number):
        os.kill(self.sender.pid, number)

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked.append(address)
        manner = address.split('@')[0]
        if manner == 'gone':
            return '550 5.1.1 <gone>: no such mailbox'
        if manner == 'later':
            return '451 4.7.1 Greylisted, come back in 5 minutes'
        if manner == 'kill-rcpt':
            self.kill(signal.SIGKILL)
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        manner = envelope.rcpt_tos[0].split('@')[0]
        await asyncio.sleep(self.delay)
        if manner == 'spam':
            return '554 5.7.1 Not wanted here'
        self.kept.append((envelope.rcpt_tos[0], envelope.content))
        if manner == 'hang':
            await asyncio.sleep(3)
        if manner == 'kill-data':
            self.kill(signal.SIGKILL)
        if manner == 'kill-reply':      # it gets the answer, but never runs again
            self.kill(signal.SIGSTOP)
            asyncio.get_running_loop().call_later(0.3, self.kill, signal.SIGKILL)
        return '250 OK'
