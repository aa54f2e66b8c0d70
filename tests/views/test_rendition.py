"""Tests of the smaller copies of our pictures, and of the pages that offer them."""

import os
import re
from io import BytesIO
from typing import Any

from django.test import TestCase
from PIL import Image

from tests import builders
from tests.drawing import ALBUM, CORNERS, DrawingCase, corners, four_colours
from tests.views.case import PageCase

COPY = f"/renditions/480/{ALBUM}/a.png.webp"
SRCSET = re.compile(r'srcset="([^"]*)"')


class RenditionTest(DrawingCase, TestCase):
    def get(self, path: str, **headers: str) -> tuple[Any, bytes]:
        response = self.client.get(path, headers=headers)
        return response, response.getvalue()

    def assert_missing(self, *paths: str) -> None:
        for path in paths:
            self.assertEqual(self.client.get(path).status_code, 404, path)
        self.assert_nothing_kept()

    def test_a_copy_is_served_for_ever_as_what_it_is(self) -> None:
        self.draw("a.png")
        response, data = self.get(COPY)
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "image/webp"))
        self.assertEqual(response["X-Content-Type-Options"], "nosniff")
        self.assertEqual(response["Cache-Control"], "public, max-age=31536000, immutable")
        self.assertFalse(response.cookies)
        self.assertNotIn("Vary", response.headers)
        with Image.open(BytesIO(data)) as copy:
            self.assertEqual((copy.format, copy.size, corners(copy)), ("WEBP", (480, 320), CORNERS))

    def test_an_unchanged_copy_is_not_sent_twice(self) -> None:
        self.draw("a.png")
        date = self.get(COPY)[0]["Last-Modified"]
        again, data = self.get(COPY, if_modified_since=date)
        self.assertEqual((again.status_code, data), (304, b""))

    def test_a_changed_picture_has_another_copy(self) -> None:
        later = self.draw("a.png").stat().st_mtime + 60
        first, data = self.get(COPY)
        os.utime(self.draw("a.png", four_colours((500, 900))), (later, later))
        second, changed = self.get(COPY, if_modified_since=first["Last-Modified"])
        self.assertEqual(second.status_code, 200)
        self.assertNotEqual(changed, data)

    def test_a_name_of_any_script_is_found(self) -> None:
        self.draw("板 50%,.PNG")
        for name in ("%E6%9D%BF%2050%25%2C.PNG", "板 50%25,.PNG"):
            self.assertEqual(self.get(f"/renditions/480/{ALBUM}/{name}.webp")[0].status_code, 200, name)

    def test_there_are_only_the_widths_of_the_list(self) -> None:
        self.draw("a.png")
        for width in ("479", "481", "1", "0", "960", "99999999", "0480", "-480", "480.0", "x"):
            self.assert_missing(f"/renditions/{width}/{ALBUM}/a.png.webp")

    def test_the_way_to_a_picture_that_has_no_copy_in_that_width_leads_to_itself_for_now(self) -> None:
        self.draw("a.png")
        frames: dict[str, Any] = {"save_all": True, "append_images": [Image.new("RGB", (960, 640))]}
        self.draw("动.gif", **frames)
        for width, name, target in ((1080, "a.png", "a.png"), (480, "动.gif", "%E5%8A%A8.gif")):
            response, data = self.get(f"/renditions/{width}/{ALBUM}/{name}.webp")
            self.assertEqual((response.status_code, data), (302, b""))
            self.assertEqual(response["Location"], f"/{ALBUM}/{target}")
            self.assertEqual(response["Cache-Control"], "public, max-age=3600")
        self.assert_nothing_kept()

    def test_what_is_no_picture_is_missing_and_never_an_error(self) -> None:
        (self.album / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (self.album / "a.svg").write_text("<svg/>")
        (self.album / "a.html").write_text("<script>alert(1)</script>")
        self.draw("a.png")
        names = (
            "broken.png",
            "a.svg",
            "a.html",
            "none.png",
            "",
            "%00.png",
            "x" * 5000 + ".png",
            "a.png.webp",
            "a.png/",
        )
        self.assert_missing(*(f"/renditions/480/{ALBUM}/{name}.webp" for name in names))
        self.assert_missing(f"/renditions/480/{ALBUM}/a.png", f"/renditions/480/{ALBUM}/a.png.webp/")

    def test_no_path_leads_out_of_the_pictures(self) -> None:
        for folder in (self.media, self.media / "data"):
            four_colours().save(folder / "secret.png")
        (self.album / "link.png").symlink_to(self.media / "secret.png")
        self.draw("a.png")
        for path in (
            f"{ALBUM}/link.png",
            "secret.png",
            "data/secret.png",
            "data/attachment/../secret.png",
            "data/attachment/%2e%2e/secret.png",
            "data/attachment/..%2f..%2fsecret.png",
            f"data/attachment//{self.media}/secret.png",
            f"{self.media}/secret.png",
            f"{ALBUM}/./a.png",
            f"{ALBUM}//a.png",
            "data\\attachment\\..\\..\\secret.png",
            "/data/attachment/album/a.png",
        ):
            self.assertEqual(self.client.get(f"/renditions/480/{path}.webp").status_code, 404, path)
        self.assertFalse((self.media / "renditions").exists())

    def test_nothing_can_be_sent_there(self) -> None:
        self.assertEqual(self.client.post(COPY).status_code, 405)


class OfferedTest(DrawingCase, PageCase):
    """What a page offers is there."""

    def assert_offered(self, html: str, *widths: int) -> None:
        """One picture, with copies of these widths, each as wide as it says."""
        [candidates] = SRCSET.findall(html)
        offered = [candidate.split() for candidate in candidates.split(", ")]
        self.assertEqual([each for _, each in offered], [f"{width}w" for width in widths])
        for address, width in offered:
            with Image.open(BytesIO(self.client.get(address).getvalue())) as picture:
                self.assertEqual(f"{picture.width}w", width)

    def test_a_picture_of_a_text_is_offered_in_smaller_copies(self) -> None:
        self.draw("板, 1.png", four_colours((900, 500)))
        article = builders.published(body=f"{'字' * 900}\n\n![板](</{ALBUM}/板, 1.png>)\n")
        html = self.page(f"/article-{article.number}-1.html")
        self.assert_offered(html, 480, 720, 900)
        self.assertIn('sizes="(min-width:740px) 684px, 92vw" width="900" height="500" loading="lazy"', html)

    def test_a_cover_is_offered_in_smaller_copies_and_loaded_first(self) -> None:
        self.draw("a.png", four_colours((1200, 675)))
        article = builders.published(cover=f"/{ALBUM}/a.png")
        for path in ("/", f"/article-{article.number}-1.html"):
            html = self.page(path)
            self.assert_offered(html, 480, 720, 1080)
            [cover] = re.findall(r"<img [^>]*/album/a\.png[^>]*>", html)
            self.assertIn('width="1200" height="675" alt="" fetchpriority="high">', cover)
            self.assertNotIn("lazy", cover)

    def test_no_cover_of_the_front_page_moves_the_page_or_is_larger_than_it_stands_there(self) -> None:
        self.draw("a.png", four_colours((1200, 675)))
        for number in range(17):
            builders.published(f"第 {number} 篇", hour=number, cover=f"/{ALBUM}/a.png")
        covers = re.findall(r"<img [^>]*/album/a\.png[^>]*>", self.page("/"))
        self.assertGreater(len(covers), 2)
        for cover in covers:
            self.assertIn('width="1200" height="675"', cover)
            self.assertIn("/renditions/480/", cover)
        self.assertIn('fetchpriority="high"', covers[0])
        for cover in covers[1:]:
            self.assertIn('loading="lazy"', cover)

    def test_a_small_cover_is_shown_itself(self) -> None:
        self.draw("a.png", four_colours((400, 225)))
        article = builders.published(cover=f"/{ALBUM}/a.png")
        for path in ("/", f"/article-{article.number}-1.html"):
            html = self.page(path)
            self.assertIn(f'src="/{ALBUM}/a.png" width="400" height="225"', html)
            self.assertNotIn("srcset", html)

    def test_what_we_do_not_have_is_words_or_a_link_and_never_a_broken_picture(self) -> None:
        article = builders.published(
            cover=f"/{ALBUM}/none.png",
            body=f"![拓扑图](/{ALBUM}/none.png)\n\n![火焰图](https://a.example/flame.png)\n\n"
            '<iframe src="https://video.example/1"></iframe>\n\n<video src="https://video.example/2.mp4"></video>\n',
        )
        html = self.page(f"/article-{article.number}-1.html")
        self.assertNotRegex(html, r"<iframe|<video|<img [^>]*(?:album|example)")
        self.assertIn('<span class="picture-missing">拓扑图</span>', html)
        self.assertIn('<a href="https://a.example/flame.png" class="picture-elsewhere" rel="noopener">火焰图</a>', html)
        self.assertIn('<a href="https://video.example/1" rel="noopener">嵌入内容：video.example</a>', html)
        self.assertIn('<a href="https://video.example/2.mp4" rel="noopener">视频：video.example</a>', html)

    def test_readers_elsewhere_find_every_copy_at_its_whole_address(self) -> None:
        self.draw("a.png", four_colours((900, 500)))
        builders.published(body=f"![](/{ALBUM}/a.png)\n")
        feed = self.page("/feed.atom")
        for width in (480, 720):
            self.assertRegex(feed, rf"[ ;\"]https?://[^/ ]+/renditions/{width}/{ALBUM}/a\.png\.webp {width}w")
        self.assertNotRegex(feed, r"(?:, |srcset=&quot;|srcset=\")/")
