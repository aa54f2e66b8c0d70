"""A site of the sample articles in a folder of its own, served as production serves it, for as long as it is needed."""

import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent.parent
FURNISH = (Path(__file__).with_name("furnish.py"), Path(__file__).with_name("furnish_desk.py"))
EXPECTED = re.compile("(Not Found|Gone|Conflict|Bad Request): /")
PATIENCE = 30  # seconds until the server must answer


@contextmanager
def own_site(*furnishings: Path, letters: Path | None = None) -> Iterator[str]:
    """Yields its address. `furnishings` are fed to `manage.py shell`; without any, those of the audit.

    What it mails is written into the folder `letters`, or shown with what the server prints.
    """
    with tempfile.TemporaryDirectory(prefix="yibao-audit-") as folder:
        site = f"http://127.0.0.1:{free_port()}"
        environment = settings(Path(folder), site) | ({"EMAIL_URL": f"filemail:///{letters}"} if letters else {})
        print(f"Making a site of the sample articles at {site}", flush=True)
        manage(environment, "migrate")
        manage(environment, "import_posts", "sample/content", "--media", "sample/static")
        for furnishing in furnishings or FURNISH:
            manage(environment, "shell", "--command", furnishing.read_text("utf-8"))
        manage(environment, "collectstatic", "--noinput")
        with (Path(folder) / "log").open("w+") as log:
            server = serve(environment, site, log)
            try:
                wait_for(server, site)
                yield site
            finally:
                if server.poll() is not None:
                    print(f"The server ended meanwhile, with {server.returncode}", file=sys.stderr)
                server.terminate()
                server.wait()
                print_errors(log)


def settings(folder: Path, site: str) -> dict[str, str]:
    (folder / "media").mkdir()
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'audit.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": site,
        "DEBUG": "0",
    }


def manage(environment: dict[str, str], *command: str) -> None:
    """Runs a command of manage.py; what it prints is shown where it fails."""
    whole = [sys.executable, "manage.py", *command]
    done = subprocess.run(whole, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nmanage.py {command[0]} ended with {done.returncode}")


def serve(environment: dict[str, str], site: str, log: TextIO) -> "subprocess.Popen[bytes]":
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", site.rpartition(":")[2]]
    options += ["--blocking-threads", "4", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *options, "cms.wsgi:application"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)


def print_errors(log: TextIO) -> None:
    """What the server wrote of itself; that pages are not there is part of the audit."""
    log.seek(0)
    print("".join(line for line in log if not EXPECTED.search(line)), end="", file=sys.stderr)


def wait_for(server: "subprocess.Popen[bytes]", site: str) -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{site}/healthz", timeout=1).close()  # noqa: S310  our own
        except urllib.error.HTTPError:  # it answers, if only that it has another name
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The server did not answer at {site}/healthz")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
