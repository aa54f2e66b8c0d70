"""Asking nginx as its readers do, each from an address of its own, and asking one certain worker of granian."""

import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import cycle
from pathlib import Path
from socket import create_connection, socket

from .nginx import NAME

TIMEOUT = 15.0  # seconds
FAILURES = (OSError, HTTPException)
PATIENCE = 60.0  # seconds until they must have come up
PAUSE = 0.05
# nginx limits what one address may ask: readers have many, and loopback has sixteen million.
READERS = cycle(f"127.0.{third}.{fourth}" for third in range(1, 9) for fourth in range(1, 255))


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def state(self) -> str:
        """What the page cache says of it: hit, miss, stale, or nothing."""
        return self.headers.get("server-timing", "").removeprefix("cache;desc=")


class Reader(HTTPSConnection):
    """A reader's connection to nginx on loopback, with the name and the certificate that the site has there."""

    def __init__(self, port: int, context: ssl.SSLContext) -> None:
        super().__init__(NAME, port, timeout=TIMEOUT, context=context)
        self._tls = context

    def connect(self) -> None:
        plain = create_connection(("127.0.0.1", self.port), TIMEOUT, (next(READERS), 0))
        self.sock = self._tls.wrap_socket(plain, server_hostname=NAME)


class Worker:
    """Connections to one process of granian: whoever opens one learns afterwards whose it is."""

    def __init__(self, pid: int, connection: HTTPConnection) -> None:
        self.pid, self._connection = pid, connection

    def ask(self, path: str) -> Answer:
        return ask(self._connection, path, {"X-Forwarded-Proto": "https"})


def ask(connection: HTTPConnection, path: str, headers: dict[str, str] | None = None) -> Answer:
    connection.request("GET", path, headers={"Host": NAME, **(headers or {})})
    found = connection.getresponse()
    body = found.read()
    return Answer(found.status, {name.lower(): value for name, value in found.getheaders()}, body)


def workers(granian: int, port: int, expected: int) -> list[Worker]:
    """One kept connection to each process of granian, in the order of their ids: fewer where they do not come up."""
    found: dict[int, Worker] = {}
    until = time.monotonic() + PATIENCE
    while len(found) < expected and time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        pid = None
        with suppress(*FAILURES):  # the one that would have answered was killed meanwhile
            ask(connection, "/healthz", {"X-Forwarded-Proto": "https"})
            pid = owner(connection.sock, set(children(granian)) - found.keys())
        if pid is None:
            connection.close()
            time.sleep(PAUSE)
        else:
            found[pid] = Worker(pid, connection)
    return [found[pid] for pid in sorted(found)]


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def owner(ours: socket, candidates: set[int]) -> int | None:
    """Which of these processes holds the other end of a connection on loopback."""
    there, here = (f":{end[1]:04X}" for end in (ours.getpeername(), ours.getsockname()))
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(there) and fields[2].endswith(here):
            return next((pid for pid in candidates if f"socket:[{fields[9]}]" in set(links(pid))), None)
    return None


def links(process: int) -> Iterator[str]:
    with suppress(FileNotFoundError):  # it ended meanwhile
        for path in list(Path(f"/proc/{process}/fd").iterdir()):
            with suppress(FileNotFoundError):  # closed meanwhile
                yield str(path.readlink())
