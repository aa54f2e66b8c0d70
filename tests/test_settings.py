"""Tests of the settings in a process of their own: what the environment must say before the site starts."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, tag

SAFE = {"SECRET_KEY": "a-secret-that-only-this-test-knows-0123456789-abcdef", "ALLOWED_HOSTS": "yibao.example"}
NO_SECRET = """(yibao.E001) SECRET_KEY is not set.
\tHINT: Set SECRET_KEY to 50 random characters, for example the output of: openssl rand -base64 48
"""
NO_HOSTS = """(yibao.E002) ALLOWED_HOSTS is not set.
\tHINT: Set ALLOWED_HOSTS to the host names of this site, separated by commas, or DEBUG=1 on your own machine.
"""


@tag("slow")
class SettingsTest(SimpleTestCase):
    """Runs a copy of cms/, so that a `.env` of the checkout is not read."""

    def setUp(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "staticfiles").mkdir()
        shutil.copytree(settings.BASE_DIR / "cms", self.root / "cms", ignore=shutil.ignore_patterns("__pycache__"))

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(settings.BASE_DIR), "PYTHONDONTWRITEBYTECODE": "1"}
        clean["DJANGO_SETTINGS_MODULE"] = "cms.settings"
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=self.root, env=clean | environment, capture_output=True, text=True, check=False, timeout=60
        )

    def value(self, name: str, **environment: str) -> str:
        return self.python("-c", f"from cms import settings; print(settings.{name})", **environment).stdout.strip()

    def test_with_a_secret_and_hosts_the_check_passes(self) -> None:
        ran = self.python("-m", "django", "check", **SAFE)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))

    def test_without_a_secret_the_check_refuses_and_says_what_to_set(self) -> None:
        ran = self.python("-m", "django", "check", ALLOWED_HOSTS=SAFE["ALLOWED_HOSTS"])
        self.assertEqual(ran.returncode, 1)
        self.assertIn(NO_SECRET, ran.stderr)
        self.assertNotIn("E002", ran.stderr)

    def test_without_hosts_the_check_refuses_and_says_what_to_set(self) -> None:
        ran = self.python("-m", "django", "check", SECRET_KEY=SAFE["SECRET_KEY"])
        self.assertEqual(ran.returncode, 1)
        self.assertIn(NO_HOSTS, ran.stderr)
        self.assertNotIn("E001", ran.stderr)
        self.assertNotIn(SAFE["SECRET_KEY"], ran.stderr)

    def test_a_proxy_that_is_no_network_is_refused_by_name(self) -> None:
        for proxies in ("127.0.0.1,10.0.0.0/8,::1,2001:db8::/32", ""):
            self.assertEqual(self.python("-m", "django", "check", **SAFE, TRUSTED_PROXIES=proxies).returncode, 0)
        ran = self.python("-m", "django", "check", **SAFE, TRUSTED_PROXIES="127.0.0.1,nginx")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("(yibao.E003) TRUSTED_PROXIES names 'nginx', which is no address and no network.", ran.stderr)

    def test_an_address_of_a_mail_server_that_is_none_is_refused_without_its_password(self) -> None:
        for url in ("consolemail://", "smtp://127.0.0.1:25", "smtp+tls://user:p%40ss@mail.example:587"):
            self.assertEqual(self.python("-m", "django", "check", **SAFE, EMAIL_URL=url).returncode, 0, url)
        for url in ("mail.example", "pigeon://user:hush@mail.example", "smtp://", "smtp://user:hush@mail.example:x"):
            ran = self.python("-m", "django", "check", **SAFE, EMAIL_URL=url)
            self.assertEqual(ran.returncode, 1, url)
            self.assertIn("(yibao.E004) EMAIL_URL names no way to send mail.", ran.stderr)
            self.assertNotIn("hush", ran.stdout + ran.stderr)

    def test_a_sender_that_is_no_address_is_refused(self) -> None:
        for sender in ("yibao@yibao.example", "译报 <yibao@yibao.example>"):
            self.assertEqual(self.python("-m", "django", "check", **SAFE, DEFAULT_FROM_EMAIL=sender).returncode, 0)
        for sender in ("yibao", "yibao@yibao.example\nBcc: x@example.org"):
            ran = self.python("-m", "django", "check", **SAFE, DEFAULT_FROM_EMAIL=sender)
            self.assertEqual(ran.returncode, 1, sender)
            self.assertIn("(yibao.E005) DEFAULT_FROM_EMAIL is 'yibao", ran.stderr)

    def test_mail_is_printed_unless_the_environment_names_a_server(self) -> None:
        names = "EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT"
        self.assertEqual(self.value(names), "django.core.mail.backends.console.EmailBackend None None 10")
        given = {"EMAIL_URL": "smtp+tls://u:p@mail.example:587", "EMAIL_TIMEOUT": "3"}
        self.assertEqual(self.value(names, **given), "django.core.mail.backends.smtp.EmailBackend mail.example 587 3")

    def test_with_debug_the_hosts_are_this_machine_but_a_secret_is_still_asked_for(self) -> None:
        ran = self.python("-m", "django", "check", DEBUG="1")
        self.assertEqual(ran.returncode, 1)
        self.assertIn(NO_SECRET, ran.stderr)
        self.assertNotIn("E002", ran.stderr)

    def test_the_server_refuses_to_start_without_a_secret_and_hosts(self) -> None:
        ran = self.python("-c", "import cms.wsgi")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("ImproperlyConfigured: SECRET_KEY is not set. Set SECRET_KEY to 50 random characters", ran.stderr)
        self.assertIn("ALLOWED_HOSTS is not set. Set ALLOWED_HOSTS to the host names of this site", ran.stderr)

    def test_the_server_starts_with_a_secret_and_hosts(self) -> None:
        ran = self.python("-c", "import cms.wsgi", **SAFE)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))

    def test_debug_is_off_unless_asked_for(self) -> None:
        self.assertEqual(self.value("DEBUG"), "False")
        self.assertEqual(self.value("DEBUG", DEBUG="1"), "True")

    def test_a_file_beside_manage_py_sets_what_the_environment_does_not(self) -> None:
        (self.root / ".env").write_text("SITE_URL=https://file.example/\nFIRST_NUMBER=70000\n", "utf-8")
        self.assertEqual(self.value("SITE_URL"), "https://file.example")
        self.assertEqual(self.value("SITE_URL", SITE_URL="https://given.example"), "https://given.example")
        self.assertEqual(self.value("FIRST_NUMBER"), "70000")

    def test_over_https_cookies_and_transport_are_protected(self) -> None:
        names = (
            "SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, "
            "settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS"
        )
        self.assertEqual(self.value(names, SITE_URL="https://yibao.example"), "True True True 31536000")
        self.assertEqual(self.value(names, SITE_URL="http://127.0.0.1:8000"), "False False False 0")

    def test_a_statement_of_a_request_has_ten_seconds_on_postgresql_or_as_many_as_are_set(self) -> None:
        options, url = "DATABASES['default']['OPTIONS'].get('options')", "postgres://yibao@localhost/yibao"
        self.assertEqual(self.value(options, DATABASE_URL=url), "-c jit=off -c statement_timeout=10s")
        self.assertEqual(
            self.value(options, DATABASE_URL=url, DB_STATEMENT_TIMEOUT="3"), "-c jit=off -c statement_timeout=3s"
        )
        self.assertEqual(self.value(options, DATABASE_URL=url, DB_STATEMENT_TIMEOUT="0"), "-c jit=off")
        self.assertEqual(self.value(options), "None")

    def test_a_command_takes_its_time_whatever_the_environment_says(self) -> None:
        shutil.copy(settings.BASE_DIR / "manage.py", self.root)
        ask = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'].get('options'))"
        url = {"DATABASE_URL": "postgres://yibao@localhost/yibao", "DB_STATEMENT_TIMEOUT": "3"}
        ran = self.python("manage.py", "shell", "--no-imports", "--command", ask, **SAFE, **url)
        self.assertEqual((ran.stdout, ran.stderr), ("-c jit=off\n", ""))

    def test_the_log_is_for_people_or_for_machines(self) -> None:
        say = "import django, logging; django.setup(); logging.getLogger('a').warning('b')"
        self.assertRegex(self.python("-c", say, **SAFE).stderr, r"^\d{4}-\d\d-\d\dT[\d:.]+Z WARNING a b\n$")
        said = self.python("-c", say, **SAFE, LOG_FORMAT="json").stderr
        self.assertEqual(
            json.loads(said) | {"time": ""}, {"time": "", "level": "WARNING", "logger": "a", "message": "b"}
        )

    def test_a_forwarded_protocol_is_believed_only_behind_trusted_proxies(self) -> None:
        self.assertEqual(self.value("SECURE_PROXY_SSL_HEADER"), "None")
        trusted = self.value("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXIES="192.0.2.1")
        self.assertEqual(trusted, "('HTTP_X_FORWARDED_PROTO', 'https')")
