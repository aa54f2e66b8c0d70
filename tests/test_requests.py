"""Tests of the ids of requests and of the lines that the log holds: which id, and what is left out."""

import json
import logging
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, SimpleTestCase, TestCase, override_settings
from django.urls import path

from cms import urls
from cms.logs import Json, Text
from cms.requests import request_id

ID = r"[0-9a-f]{32}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def fine(request: HttpRequest, token: str = "") -> HttpResponse:
    return HttpResponse("ok")


def refused(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse(status=400)


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("ein Fehler, 一个错误")


urlpatterns = [
    path("fine/", fine),
    path("preview/<token>/", fine),
    path("refused/<token>/", refused),
    path("broken/", broken),
    *urls.urlpatterns,
]


@override_settings(ROOT_URLCONF=__name__)
class LinesTest(TestCase):
    """What is written while a client asks, as JSON."""

    def setUp(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.written = StringIO()
        handler, root = logging.StreamHandler(self.written), logging.getLogger()
        handler.setFormatter(Json())
        self.addCleanup(root.setLevel, root.level)
        self.addCleanup(setattr, root, "handlers", root.handlers)
        root.setLevel(logging.INFO)
        root.handlers = [handler]

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.written.getvalue().splitlines()]

    def test_a_request_has_one_line_with_its_id_path_status_and_time(self) -> None:
        response = self.client.get(
            "/fine/?q=谁在找什么", headers={"User-Agent": "secret", "Cookie": "sessionid=secret"}
        )
        (line,) = self.lines()
        self.assertRegex(response["X-Request-ID"], f"^{ID}$")
        self.assertRegex(str(line.pop("time")), f"^{MOMENT}$")
        milliseconds = line.pop("ms")
        assert isinstance(milliseconds, float)
        self.assertGreater(milliseconds, 0)
        self.assertRegex(str(line.pop("message")), r"^GET /fine/ 200 [0-9.]+ ms$")
        self.assertEqual(
            line,
            {"level": "INFO", "logger": "yibao.requests", "request": response["X-Request-ID"]}
            | {"method": "GET", "path": "/fine/", "status": 200},
        )

    def test_it_says_nothing_of_who_asked_and_for_what(self) -> None:
        self.client.get(
            "/fine/?q=secret", headers={"User-Agent": "secret", "Cookie": "x=secret"}, REMOTE_ADDR="192.0.2.9"
        )
        self.assertNotIn("secret", self.written.getvalue())
        self.assertNotIn("192.0.2.9", self.written.getvalue())

    def test_a_token_in_the_path_is_not_written_down(self) -> None:
        self.client.get("/preview/whoever-has-this-may-read-it/")
        self.assertEqual([line["path"] for line in self.lines()], ["/preview/<token>/"])

    def test_nor_in_what_django_says_of_a_refused_request(self) -> None:
        text = StringIO()
        people = logging.StreamHandler(text)
        people.setFormatter(Text())
        logging.getLogger().addHandler(people)
        self.client.get("/refused/whoever-has-this-gets-in/")
        self.assertEqual(self.lines()[-1]["message"], "Bad Request: /refused/<token>/")
        self.assertTrue(text.getvalue().endswith("Bad Request: /refused/<token>/\n"), text.getvalue())
        self.assertNotIn("whoever", self.written.getvalue() + text.getvalue())

    def test_an_error_is_written_with_the_same_id_and_its_traceback(self) -> None:
        with override_settings(DEBUG=False):
            response = self.client.get("/broken/")
        error, line = self.lines()
        self.assertEqual(response.status_code, 500)
        self.assertEqual((error["level"], error["request"]), ("ERROR", response["X-Request-ID"]))
        self.assertIn("ValueError: ein Fehler, 一个错误", str(error["error"]))
        self.assertEqual((line["status"], line["request"]), (500, response["X-Request-ID"]))

    def test_what_django_says_of_a_missing_page_names_the_request_too(self) -> None:
        response = self.client.get("/nothing/")
        self.assertEqual({line["request"] for line in self.lines()}, {response["X-Request-ID"]})
        self.assertEqual(len(self.lines()), 2)

    def test_who_watches_the_site_fills_no_log(self) -> None:
        response = self.client.get("/healthz")
        self.assertRegex(response["X-Request-ID"], f"^{ID}$")
        self.assertEqual(self.lines(), [])

    def test_after_a_request_lines_name_none(self) -> None:
        self.client.get("/healthz")
        logging.getLogger("any").warning("later")
        self.assertNotIn("request", self.lines()[0])


class TextTest(SimpleTestCase):
    def test_a_line_for_people_begins_with_the_moment_in_utc(self) -> None:
        record = logging.LogRecord("articles.deeds", logging.WARNING, "", 0, "%d views wait", (3,), None)
        self.assertRegex(Text().format(record), rf"^{MOMENT} WARNING articles\.deeds 3 views wait$")
        record.request = RequestFactory().get("/", **{"yibao.request": "abcdefgh"})  # type: ignore[arg-type]
        self.assertRegex(Text().format(record), rf"^{MOMENT} WARNING articles\.deeds \[abcdefgh\] 3 views wait$")


class RequestIdTest(SimpleTestCase):
    def name(self, given: str, address: str, *proxies: str) -> str:
        request = RequestFactory().get("/", headers={"X-Request-ID": given}, REMOTE_ADDR=address)
        with override_settings(TRUSTED_PROXIES=list(proxies)):
            return request_id(request)

    def test_a_trusted_proxy_names_the_request(self) -> None:
        for address, proxy in (
            ("127.0.0.1", "127.0.0.1"),
            ("10.1.2.3", "10.0.0.0/8"),
            ("::1", "::1"),
            ("::ffff:10.1.2.3", "10.0.0.0/8"),
            ("", "127.0.0.1"),
        ):
            self.assertEqual(self.name("d3adb33f-given", address, proxy), "d3adb33f-given", address)

    def test_nobody_else_does(self) -> None:
        for address, *proxies in (("192.0.2.1", "127.0.0.1"), ("127.0.0.1",), ("",), ("unix:", "127.0.0.1")):
            self.assertRegex(self.name("d3adb33f-given", address, *proxies), f"^{ID}$")

    def test_a_name_that_could_forge_a_line_or_fill_a_disk_is_not_taken(self) -> None:
        for given in ("short", "x" * 65, "with space in it", 'quote"quote', "新闻新闻新闻新闻", "line\nfeed line"):
            self.assertRegex(self.name(given, "127.0.0.1", "127.0.0.1"), f"^{ID}$")

    def test_two_requests_never_have_the_same_name(self) -> None:
        self.assertNotEqual(self.name("", "127.0.0.1"), self.name("", "127.0.0.1"))
