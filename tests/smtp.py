"""A mail server of a test's own: takes every mail, except for recipients whose address begins with `nobody`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@dataclass
class Taken:
    """Where it listens, how often it was called, and who was written to."""

    port: int = 0
    calls: int = 0
    recipients: list[str] = field(default_factory=list)


class Handler(StreamRequestHandler):
    """As much of SMTP as smtplib speaks. `taken` is set by mail_server()."""

    taken: Taken

    def handle(self) -> None:
        self.taken.calls += 1
        self.say("220 ready")
        asked: list[str] = []
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("RCPT") and "<nobody" not in line:
                asked.append(line.partition("<")[2].rstrip(">"))
            if verb == "DATA":
                self.data()
                self.taken.recipients += asked
            if verb.startswith(("DATA", "RSET")):
                asked = []
            self.say("550 no such user" if verb.startswith("RCPT") and "<nobody" in line else "250 fine")
            if verb == "QUIT":
                return

    def data(self) -> None:
        self.say("354 go on")
        while self.rfile.readline() != b".\r\n":
            pass

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Taken]:
    taken = Taken()
    handler = type("Taking", (Handler,), {"taken": taken})
    with ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        taken.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield taken
        finally:
            server.shutdown()
            thread.join()
