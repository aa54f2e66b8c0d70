"""Tests that systemd, nginx and this code understand what stands in deploy/."""

import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from socket import socket
from threading import Thread
from unittest import skipUnless

from django.conf import settings
from django.core.management import get_commands
from django.test import SimpleTestCase, tag
from django.urls import reverse
from django.utils import translation
from granian.http import HTTP1Settings

from bench import units
from bench.audit.own_site import free_port
from bench.deploy import nginx
from bench.deploy.asking import Reader
from bench.processes import running
from cms.page_cache.asked import PASSED_BY
from tests.together import wait_until

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = sorted(path.name for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
POSTGRESQL = list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")
TIMEOUT = 300  # seconds
CONF = (DEPLOY / "nginx.conf").read_text("utf-8")


class FolderCase(SimpleTestCase):
    def setUp(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def run_program(self, *command: object) -> tuple[int, str]:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, check=False, timeout=TIMEOUT, cwd=settings.BASE_DIR
        )
        return done.returncode, done.stdout + done.stderr


class UnitsTest(FolderCase):
    def test_there_is_the_site_and_its_clock_and_its_backup(self) -> None:
        timers = ["yibao-backup.service", "yibao-backup.timer", "yibao-tick.service", "yibao-tick.timer"]
        self.assertEqual(UNITS, [*timers[:2], "yibao-desk.service", *timers[2:], "yibao.service"])

    @skipUnless(shutil.which("systemd-analyze"), "needs systemd-analyze")
    def test_systemd_understands_them(self) -> None:
        for name in UNITS:
            text = (DEPLOY / name).read_text("utf-8").replace("/opt/yibao/.venv/bin/python", sys.executable)
            (self.root / name).write_text(text, "utf-8")
        code, said = self.run_program("systemd-analyze", "verify", "--man=no", *(self.root / name for name in UNITS))
        ours = [line for line in said.splitlines() if "yibao" in line]
        self.assertEqual((code, ours), (0, []))

    def test_what_they_run_is_there(self) -> None:
        runs = [line for name in UNITS for line in re.findall("^ExecStart=(.*)", (DEPLOY / name).read_text(), re.M)]
        commands = {line.split()[2] for line in runs if "manage.py" in line}
        self.assertEqual(len(runs), 4)
        self.assertEqual(commands, {"workflow_tick", "backup"})
        self.assertLessEqual(commands, get_commands().keys())
        self.assertEqual(len([line for line in runs if line.endswith(" cms.wsgi:application")]), 2)

    def test_both_services_of_the_site_run_alike_but_for_their_workers(self) -> None:
        site, desk = (units.command(unit, 1, workers=1, blocking_threads=1) for unit in (units.SITE, units.DESK))
        self.assertEqual(site, ["chrt", "--batch", "0", *desk])

    def test_the_database_gives_up_before_nginx_does(self) -> None:
        (patience,) = re.findall(r"proxy_read_timeout (\d+)s", CONF.partition("location @site {")[2].partition("}")[0])
        self.assertLess(int(units.environment(units.SITE)["DB_STATEMENT_TIMEOUT"]), int(patience))

    def test_what_readers_read_is_answered_by_two_processes_of_one_thread(self) -> None:
        found = [units.option(units.SITE, name) for name in ("workers", "blocking-threads")]
        self.assertEqual(found, [2, 1])
        self.assertGreater(units.option(units.DESK, "blocking-threads"), 1)


class SettingsTest(FolderCase):
    def test_the_example_sets_only_what_the_site_reads(self) -> None:
        read = (settings.BASE_DIR / "cms" / "settings.py").read_text("utf-8")
        names = re.findall("^([A-Z_]+)=", (DEPLOY / "env").read_text("utf-8"), re.MULTILINE)
        self.assertEqual([name for name in names if f'("{name}"' not in read], [])
        self.assertIn("SECRET_KEY", names)


class NginxTest(FolderCase):
    @skipUnless(NGINX and OPENSSL, "needs nginx and openssl")
    def test_nginx_understands_it(self) -> None:
        main = nginx.write(self.root)
        code, said = self.run_program(NGINX, "-t", "-p", self.root, "-c", main)
        self.assertIn("test is successful", said)
        self.assertEqual((code, [line for line in said.splitlines() if "[warn]" in line or "[emerg]" in line]), (0, []))

    def test_it_closes_a_connection_to_the_site_before_the_site_does(self) -> None:
        """Else a request that cannot be sent twice, such as what an editor saves, may meet a connection just closed."""
        for unit, name in ((units.SITE, "yibao"), (units.DESK, "yibao_desk")):
            with self.subTest(unit):
                upstream = CONF.partition(f"upstream {name} {{")[2].partition("}")[0]
                (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", upstream)
                self.assertNotIn("--http1-header-read-timeout", units.command(unit, 1))
                self.assertLess(int(seconds) * 1000, HTTP1Settings().header_read_timeout)

    def test_no_address_by_which_somebody_gets_in_is_written_down(self) -> None:
        (pattern,) = re.findall(r'"~(\^\(\?<yibao_place>.*)" \$yibao_place;', CONF)
        secret = re.compile(pattern.replace("?<", "?P<"))
        names = [("shared", "preview"), ("invited", "invited"), ("password_reset_confirm", "reset")]
        for (name, place), language in product(names, ("zh-hans", "en")):
            given = {"token": "secret", **({"uidb64": "secret"} if place == "reset" else {})}
            with self.subTest(name, language=language), translation.override(language):
                found = secret.match(reverse(name, kwargs=given))
                assert found
                self.assertRegex(found["yibao_place"], f"/{place}/$")
                self.assertNotIn("secret", found["yibao_place"])


def is_open(port: int) -> bool:
    with socket() as ours:
        return ours.connect_ex(("127.0.0.1", port)) == 0


class Named(BaseHTTPRequestHandler):
    """Answers everything with the port and the address that it was asked at, and with what was sent."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # bytes: an answer in one piece

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        body = f"{self.server.server_port} {self.path} {sent}".encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_GET  # noqa: N815  http.server's names

    def log_message(self, *_: object) -> None:
        pass


@skipUnless(NGINX and OPENSSL, "needs nginx and openssl")
class RoutesTest(SimpleTestCase):
    """Which service answers what, by nginx itself."""

    site: int
    desk: int
    reader: Reader

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        root = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        root.chmod(0o755)  # nginx' workers are nobody where root starts it
        cls.site, cls.desk = cls.a_service(), cls.a_service()
        main, plain, tls = nginx.write(root), free_port(), free_port()
        nginx.on_loopback(root, plain, tls, {8000: cls.site, 8001: cls.desk})
        command = [str(NGINX), "-c", str(main), "-p", str(root), "-g", "daemon off;"]
        cls.enterClassContext(running(command, dict(os.environ)))
        wait_until(lambda: is_open(tls))
        context = ssl.create_default_context(cafile=str(root / "certificate.pem"))
        cls.reader = Reader(tls, context)
        cls.addClassCleanup(cls.reader.close)

    @classmethod
    def a_service(cls) -> int:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Named)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        for end in (thread.join, server.server_close, server.shutdown):
            cls.addClassCleanup(end)
        return server.server_port

    def asked(self, path: str, method: str = "GET", body: str = "", **headers: str) -> int:
        """The port of the service that answered, which was asked for the very same."""
        self.reader.request(method, path, body or None, headers={"Host": nginx.NAME, **headers})
        answer = self.reader.getresponse()
        self.assertEqual(answer.status, 200, path)
        port, *given = answer.read().decode().split(" ")
        self.assertEqual(given, [path, body])
        return int(port)

    def test_what_readers_read_never_stands_behind_anything_else(self) -> None:
        pages = ("/", "/en/", "/article-1-1.html", "/tag/linux/?before=3", "/feed.atom", "/administration/", "/a%20b/")
        self.assertEqual([self.asked(page) for page in pages], [self.site] * len(pages))
        self.assertEqual(self.asked("/", Cookie="csrftoken=a; messages=b"), self.site)

    def test_what_may_take_long_goes_to_the_desk(self) -> None:
        slow = [f"{place}x" for place in PASSED_BY if not place.startswith(("/static/", "/healthz"))]
        slow += [reverse("shared", args=["secret"]), "/%61dmin/", "/en//admin/", "/healthz"]
        self.assertEqual({path: self.asked(path) for path in slow}, dict.fromkeys(slow, self.desk))

    def test_a_picture_that_is_not_there_is_the_desks_to_make(self) -> None:
        self.assertEqual(self.asked("/renditions/640/data/attachment/album/1.webp"), self.desk)

    def test_whatever_is_sent_and_whoever_is_signed_in_goes_to_the_desk(self) -> None:
        self.assertEqual(self.asked("/article-1/like/", "POST", "a=b"), self.desk)
        self.assertEqual(self.asked("/", Cookie="a=b; sessionid=abc"), self.desk)

    def test_who_asks_too_often_is_told_so_with_the_id_of_the_request(self) -> None:
        with closing(Reader(self.reader.port, self.reader._tls)) as greedy:
            for _ in range(2000):
                greedy.request("GET", "/", headers={"Host": nginx.NAME})
                answer = greedy.getresponse()
                answer.read()
                if answer.status != 200:
                    break
        self.assertEqual(answer.status, 429)
        self.assertRegex(answer.getheader("X-Request-ID", ""), "^[0-9a-f]{32}$")


@tag("slow")
class DeployTest(FolderCase):
    @skipUnless(NGINX and OPENSSL and POSTGRESQL, "needs nginx, openssl and PostgreSQL")
    def test_no_request_fails_under_load_and_without_the_database(self) -> None:
        """How soon changes are seen is left to `make deploy-test`: other tests run beside this one."""
        flags = ("--posts", 48, "--seconds", 2, "--rate", 30, "--patient")
        code, said = self.run_program(sys.executable, "-m", "bench.deploy", *flags)
        self.assertEqual((code, "Every promise was kept." in said), (0, True), said)
