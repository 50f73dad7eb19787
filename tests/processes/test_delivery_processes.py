"""Workers killed while they send, and two at once: nobody is mailed twice.

The server keeps each mail, then waits before it says so: a worker killed meanwhile does
not know that its mail arrived.
"""

import os
import signal
import socketserver
import threading
import time
from collections import Counter

import pytest
from conftest import run_together

LINES = """
    SELECT partner.email, line.send_state, line.send_error
      FROM numerian_billing_campaign_line line
      JOIN res_partner partner ON partner.id = line.partner_id
"""
ADDRESSES = {f"mairie{number:02}@commune.test" for number in range(12)}
BEFORE_ANSWER = 0.5  # seconds


class Session(socketserver.StreamRequestHandler):
    """One SMTP connection, as short as the protocol allows."""

    def answer(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.answer("220 fake")
        recipients = []
        for line in self.rfile:
            command = line.decode().strip()
            if command.upper().startswith("RCPT TO:"):
                recipients.append(command[8:].split(">")[0].strip(" <"))
            if command.upper() == "DATA":
                self.answer("354 go on")
                self.take(recipients)
                recipients = []
            elif command.upper() == "QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 ok")

    def take(self, recipients):
        while self.rfile.readline() not in (b".\r\n", b""):
            pass
        self.server.received.update(recipients)
        time.sleep(BEFORE_ANSWER)
        self.answer("250 kept")


@pytest.fixture
def mail_server():
    """Yield a mail server; ``received`` counts the mails by address."""
    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        server.received = Counter()
        server.handle_error = lambda *_args: None  # a killed worker hangs up
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def make(database, mail_server):
    port = mail_server.server_address[1]
    database.run("make_billed_campaign.py", SMTP_PORT=str(port))


def states(database):
    return Counter(state for _email, state, _error in database.rows(LINES))


def kill_after(worker, mail_server, count):
    """Kill a worker once that many more mails have arrived, before it knows."""
    target = sum(mail_server.received.values()) + count
    deadline = time.monotonic() + 120
    while sum(mail_server.received.values()) < target:
        assert time.monotonic() < deadline, "the worker sends nothing"
        assert worker.poll() is None, worker.stderr.read()
        time.sleep(0.01)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    worker.stderr.close()


def test_killed_workers_mail_nobody_twice(empty_database, mail_server):
    database = empty_database
    make(database, mail_server)
    for count in (1, 3, 2):
        kill_after(database.start("run_delivery.py"), mail_server, count)
    database.run("run_delivery.py")
    assert set(mail_server.received) == ADDRESSES
    assert set(mail_server.received.values()) == {1}
    # Each kill leaves one line that the clerk looks at, with its reason.
    assert states(database) == {"sent": 9, "failed": 3}
    reasons = {error for _email, state, error in database.rows(LINES) if error}
    assert len(reasons) == 1


def test_two_workers_mail_each_authority_once(empty_database, mail_server, tmp_path):
    database = empty_database
    make(database, mail_server)
    run_together(database, "run_delivery.py", tmp_path, [{}, {}])
    assert set(mail_server.received) == ADDRESSES
    assert set(mail_server.received.values()) == {1}
    assert states(database) == {"sent": 12}
