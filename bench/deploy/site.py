"""The site as deploy/ has it, on loopback: PostgreSQL, granian by the services' own commands, nginx, and an editor."""

import json
import os
import re
import secrets
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import units
from bench.audit.own_site import ROOT, free_port, manage, wait_for
from bench.processes import output, running

from . import nginx

SERVICES = str(ROOT / ".ci" / "services")
EDITOR = Path(__file__).with_name("editor.py")


class Postgres:
    """A cluster of its own, so that it may be stopped while others use theirs."""

    def __init__(self, folder: Path) -> None:
        self._environment = os.environ | {"SERVICES": str(folder)}

    def do(self, what: str) -> str:
        return output([SERVICES, what], self._environment).strip()


@dataclass(frozen=True, slots=True)
class Service:
    """A granian: its process, its port, and how many workers it starts."""

    pid: int
    port: int
    workers: int


@dataclass
class Site:
    """`tls`: nginx' port."""

    postgres: Postgres
    environment: dict[str, str]
    services: list[Service]
    tls: int
    context: ssl.SSLContext
    editor: "Editor"


class Editor:
    """A process of the desk, which tells when its acts were committed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._heard()

    def act(self, act: str, **what: Any) -> dict[str, Any]:
        print(json.dumps({"act": act, **what}), file=self._process.stdin, flush=True)
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            sys.exit("The editor's process ended")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def site(folder: Path, posts: Path) -> Iterator[Site]:
    with ExitStack() as stack:
        postgres = Postgres(folder / "pg")
        stack.callback(postgres.do, "stop")
        postgres.do("start")
        ports = [free_port() for _ in range(4)]
        environment = settings(folder, postgres.do("url"))
        for command in (["migrate"], ["import_posts", str(posts)], ["collectstatic", "--noinput"]):
            manage(environment, *command)
        pairs = ((units.SITE, ports[0]), (units.DESK, ports[1]))
        services = [stack.enter_context(served(unit, port, environment)) for unit, port in pairs]
        proxy = nginx.write(folder, workers=2)
        nginx.on_loopback(folder, ports[2], ports[3], {8000: ports[0], 8001: ports[1]})
        stack.enter_context(
            running([nginx_here(), "-c", str(proxy), "-p", str(folder), "-g", "daemon off;"], {**os.environ})
        )
        context = ssl.create_default_context(cafile=str(folder / "certificate.pem"))
        editor = stack.enter_context(an_editor(environment))
        yield Site(postgres, environment, services, ports[3], context, editor)


@contextmanager
def served(unit: str, port: int, environment: dict[str, str]) -> Iterator[Service]:
    with running(units.command(unit, port), units.environment(unit) | environment) as granian:
        wait_for(granian, f"http://127.0.0.1:{port}")
        yield Service(granian.pid, port, units.option(unit, "workers"))


def settings(folder: Path, database: str) -> dict[str, str]:
    """deploy/env, with what a site must fill in, and its places below one folder."""
    (folder / "media").mkdir()
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", (nginx.DEPLOY / "env").read_text("utf-8"), re.MULTILINE))
    ours = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "CRITICAL",  # that the database is away is no news here
        "DEBUG": "0",
    }
    return os.environ | given | ours


def nginx_here() -> str:
    return next(
        (str(path) for path in map(Path, ("/usr/sbin/nginx", "/usr/local/sbin/nginx")) if path.exists()), "nginx"
    )


@contextmanager
def an_editor(environment: dict[str, str]) -> Iterator[Editor]:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", EDITOR.read_text("utf-8")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Editor(process)
        finally:
            process.stdin.close()
