"""Tests of the QR code of an article's permalink."""

from xml.etree import ElementTree as ET

from django.test import override_settings

from articles.sharing import qr_code

from .deeds import DeedCase

SVG = "{http://www.w3.org/2000/svg}"


class QrTest(DeedCase):
    @override_settings(SITE_URL="https://yibao.example")
    def test_it_is_the_permalink_as_a_picture(self) -> None:
        response = self.client.get("/article-1/qr.svg")
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "image/svg+xml"))
        self.assertEqual(response.content, qr_code("https://yibao.example/article-1-1.html"))

    def test_it_is_black_on_white_with_a_quiet_zone_in_any_colour_scheme(self) -> None:
        picture = ET.fromstring(qr_code("https://yibao.example/article-1-1.html"))  # noqa: S314  our own
        ground, code = picture.iter(f"{SVG}path")
        size = int(picture.attrib["viewBox"].split()[2])
        self.assertEqual((ground.attrib["fill"], ground.attrib["d"]), ("#fff", f"M0 0h{size}v{size}h-{size}z"))
        self.assertEqual(code.attrib["stroke"], "#000")
        self.assertTrue(code.attrib["d"].startswith("M4 4.5h7"))
        self.assertFalse([node for node in picture.iter() if "style" in node.attrib])

    def test_it_may_be_cached_by_everyone(self) -> None:
        response = self.client.get("/article-1/qr.svg")
        self.assertEqual(response["Cache-Control"], "public, max-age=86400")
        self.assert_sets_no_cookie(response)

    def test_the_refusal_of_a_missing_one_may_not(self) -> None:
        self.assertNotIn("Cache-Control", self.client.get("/article-9/qr.svg").headers)

    def test_it_is_only_looked_at(self) -> None:
        self.assertEqual(self.client.head("/article-1/qr.svg").status_code, 200)
        self.assertEqual(self.client.post("/article-1/qr.svg").status_code, 405)

    def test_only_live_articles_have_one(self) -> None:
        self.assert_only_for_live_articles("/article-{}/qr.svg", posted=False)

    def test_one_query_and_nothing_written(self) -> None:
        with self.assertNumQueries(1):
            self.page("/article-1/qr.svg")
        self.assert_writes_nothing("/article-1/qr.svg")
