"""How fast pages are served: granian beside nginx with the same bytes in the same run, and what a first render costs.

python -m bench.serve [--database URL | --archive FOLDER | --posts 10320] [--rounds 5] [--seconds 5] [--threads 1]

granian is started by the command of deploy/yibao.service. Makes a site of 10,320 posts unless a database is named,
which needs no media. Each round asks granian and nginx in turn by wrk; requests/s and CPU (of all their processes,
from /proc) are compared within a round. Medians are printed.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bench import archive, units
from bench.audit.own_site import free_port, manage, settings, wait_for
from bench.machine import machine, pace
from bench.processes import output, running

WORKERS = 2
CONNECTIONS = 16
SERVED = re.compile(r"(\d+) requests in ([\d.]+)(s|m)")
WRONG = re.compile(r"Non-2xx|Socket errors")
# Milliseconds of CPU.
FIRST = {"article": 2.5, "home": 4.0, "list": 4.0, "tag": 4.0, "page 600": 4.0, "feed": 6.0}
MORE = {"after an edition": "article, after an edition", "cold": "article, first of a process"}
CONF = """worker_processes {workers}; daemon off; pid {folder}/nginx.pid; error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=10;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  types {{ }} default_type "text/html; charset=utf-8";
  server {{ listen 127.0.0.1:{port}; root {folder}/www; gzip_static always; etag off;
    location = /healthz {{ return 200; }}
{headers}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What one server bore: requests/s, and milliseconds of CPU for each request."""

    per_second: float
    cpu: float


def main() -> None:
    options = arguments()
    for command in ("wrk", "nginx", "chrt"):
        if not shutil.which(command):
            sys.exit(f"{command} is not here. On Debian: apt-get install wrk nginx-light util-linux")
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="yibao-bench-") as name, ExitStack() as stack:
        folder, site = Path(name), f"http://127.0.0.1:{free_port()}"
        folder.chmod(0o755)  # nginx' workers are nobody where root starts it
        environment = a_site(folder, site, options)
        first = json.loads(output([sys.executable, "-m", "bench.first_renders"], environment))
        article = site + first.pop("address")
        granian = stack.enter_context(served(environment, site, options.threads))
        nginx, copy = stack.enter_context(copied(folder, article))
        rounds = [(load(granian, article, options), load(nginx, copy, options)) for _ in range(options.rounds)]
    print(report(rounds, first))
    print(pace())


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.serve", description=__doc__)
    parser.add_argument("--database", help="URL of a migrated database with posts; nothing is written to it")
    archive.add_arguments(parser)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5, help="for each server in each round")
    parser.add_argument(
        "--threads",
        type=int,
        default=units.option(units.SITE, "blocking-threads"),
        help="blocking threads of each worker of granian, as deploy/ has it",
    )
    options = parser.parse_args()
    if not options.database:
        archive.check(options, "bench-serve")
    return options


def a_site(folder: Path, site: str, options: argparse.Namespace) -> dict[str, str]:
    """The environment of a site with posts, as production has it."""
    environment = settings(folder, site)
    if options.database:
        environment["DATABASE_URL"] = options.database
    else:
        posts = archive.archive(options, folder)
        print("Importing", flush=True)
        manage(environment, "migrate")
        manage(environment, "import_posts", str(posts))
    manage(environment, "collectstatic", "--noinput")
    return environment


@contextmanager
def served(environment: dict[str, str], site: str, threads: int) -> Iterator[int]:
    """Yields the process of granian."""
    command = units.command(units.SITE, urlsplit(site).port or 0, workers=WORKERS, blocking_threads=threads)
    with running(command, environment) as server:
        wait_for(server, site)
        yield server.pid


@contextmanager
def copied(folder: Path, address: str) -> Iterator[tuple[int, str]]:
    """Has nginx answer what this address answers, headers and all. Yields its process, and the address of the copy."""
    headers, body = answer(address)
    (folder / "www").mkdir()
    (folder / "www" / "page.gz").write_bytes(body)
    own = {"server", "date", "content-type", "content-length", "content-encoding"}
    lines = [
        f"    add_header {name} '{value.replace(chr(39), chr(34))}';" for name, value in headers if name not in own
    ]
    port = free_port()
    conf = CONF.format(workers=WORKERS, folder=folder, port=port, headers="\n".join(lines))
    (folder / "nginx.conf").write_text(conf)
    with running(["nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)], dict(os.environ)) as server:
        wait_for(server, f"http://127.0.0.1:{port}")
        copy = f"http://127.0.0.1:{port}/page"
        if answer(copy)[1] != body:
            sys.exit("nginx does not serve the same bytes")
        yield server.pid, copy


def answer(address: str) -> tuple[list[tuple[str, str]], bytes]:
    """As it is when it was asked for before."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    for _ in range(2 * WORKERS):
        connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip"})
        found = connection.getresponse()
        body = found.read()
    return [(name.lower(), value) for name, value in found.getheaders()], body


def load(server: int, address: str, options: argparse.Namespace) -> Load:
    wrk = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--header", "Accept-Encoding: gzip"]
    output([*wrk, "--duration", "1s", address], dict(os.environ))  # each worker has it then
    before = cpu(server)
    printed = output([*wrk, "--duration", f"{options.seconds}s", address], dict(os.environ))
    spent = cpu(server) - before
    found = SERVED.search(printed)
    if not found or WRONG.search(printed):
        sys.exit(printed)
    requests, seconds = int(found[1]), float(found[2]) * (60 if found[3] == "m" else 1)
    return Load(requests / seconds, spent * 1000 / requests)


def cpu(process: int) -> float:
    """Seconds of CPU of a process and of its children, so far."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ticks = 0
    for pid in [str(process), *children]:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def report(rounds: list[tuple[Load, Load]], first: dict[str, float]) -> str:
    speed = median(ours.per_second / theirs.per_second for ours, theirs in rounds)
    cost = median(ours.cpu / theirs.cpu for ours, theirs in rounds)
    lines = ["", f"A kept article, median of {len(rounds)}:    granian     nginx     ratio     target"]
    for name, form, ratio, target in (
        ("per_second", "12,.0f", speed, "≥ 0.40"),
        ("cpu", "12.4f", cost, "≤ 3.00"),
    ):
        ours, theirs = (median(getattr(pair[which], name) for pair in rounds) for which in (0, 1))
        label = "requests/s" if name == "per_second" else "CPU, ms/request"
        lines.append(f"  {label:<28}{ours:{form}}{theirs:>{form}}{ratio:>10.2f}     {target}")
    lines += [
        "",
        "First render, ms of CPU:",
        *(f"  {kind:<28}{first[kind]:>12.2f}     ≤ {FIRST[kind]}" for kind in FIRST),
        *(f"  {name:<28}{first[kind]:>12.2f}" for kind, name in MORE.items()),
    ]
    return "\n".join([*lines, f"Load at the end: {os.getloadavg()[0]:.1f}"])


if __name__ == "__main__":
    main()
