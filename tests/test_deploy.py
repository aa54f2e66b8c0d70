"""Tests that systemd, nginx and this code understand what stands in deploy/."""

import re
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from unittest import skipUnless

from django.conf import settings
from django.core.management import get_commands
from django.test import SimpleTestCase, tag
from django.urls import reverse
from django.utils import translation
from granian.http import HTTP1Settings

from bench.deploy import nginx

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = sorted(path.name for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
POSTGRESQL = list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb")
TIMEOUT = 300  # seconds


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
        self.assertEqual(UNITS, [*timers, "yibao.service"])

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
        self.assertEqual(len(runs), 3)
        self.assertEqual(commands, {"workflow_tick", "backup"})
        self.assertLessEqual(commands, get_commands().keys())
        self.assertTrue([line for line in runs if line.endswith(" cms.wsgi:application")])


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
        upstream = (DEPLOY / "nginx.conf").read_text("utf-8").partition("upstream yibao {")[2].partition("}")[0]
        (seconds,) = re.findall(r"keepalive_timeout (\d+)s;", upstream)
        self.assertNotIn("--http1-header-read-timeout", (DEPLOY / "yibao.service").read_text("utf-8"))
        self.assertLess(int(seconds) * 1000, HTTP1Settings().header_read_timeout)

    def test_no_address_by_which_somebody_gets_in_is_written_down(self) -> None:
        (pattern,) = re.findall(
            r'"~(\^\(\?<yibao_place>.*)" \$yibao_place;', (DEPLOY / "nginx.conf").read_text("utf-8")
        )
        secret = re.compile(pattern.replace("?<", "?P<"))
        names = [("shared", "preview"), ("invited", "invited"), ("password_reset_confirm", "reset")]
        for (name, place), language in product(names, ("zh-hans", "en")):
            given = {"token": "secret", **({"uidb64": "secret"} if place == "reset" else {})}
            with self.subTest(name, language=language), translation.override(language):
                found = secret.match(reverse(name, kwargs=given))
                assert found
                self.assertRegex(found["yibao_place"], f"/{place}/$")
                self.assertNotIn("secret", found["yibao_place"])


@tag("slow")
class DeployTest(FolderCase):
    @skipUnless(NGINX and OPENSSL and POSTGRESQL, "needs nginx, openssl and PostgreSQL")
    def test_no_request_fails_under_load_and_without_the_database(self) -> None:
        """How soon changes are seen is left to `make deploy-test`: other tests run beside this one."""
        flags = ("--posts", 48, "--seconds", 2, "--rate", 30, "--patient")
        code, said = self.run_program(sys.executable, "-m", "bench.deploy", *flags)
        self.assertEqual((code, "Every promise was kept." in said), (0, True), said)
