"""Tests of the copies of covers."""

from django.template import engines
from django.test import SimpleTestCase

PICTURE = "/data/attachment/a.png"


class CopiesTests(SimpleTestCase):
    def tag(self, place: str, address: str = PICTURE, width: int = 1200) -> str:
        template = engines["readers"].from_string("<img{{ copies(address, width, 675, place) }}>")
        return template.render({"address": address, "width": width, "place": place})

    def test_a_place_has_its_sizes_and_the_copies_that_are_of_use_there(self) -> None:
        for place, sizes, widths in (
            ("head", "(min-width:740px) 684px, 92vw", (480, 720, 1080)),
            ("lead", "(min-width:1296px) 743px, (min-width:960px) 57vw, 92vw", (480, 720, 1080)),
            ("section", "(min-width:1100px) 370px, (min-width:750px) 45vw, 92vw", (480, 720, 1080)),
            ("story", "168px", (240, 480)),
        ):
            candidates = ", ".join(f"/renditions/{width}{PICTURE}.webp {width}w" for width in widths)
            self.assertEqual(self.tag(place), f'<img srcset="{candidates}" sizes="{sizes}">')

    def test_a_picture_that_has_no_copies_has_none(self) -> None:
        self.assertEqual(self.tag("head", width=480), "<img>")
        self.assertEqual(self.tag("story", width=240), "<img>")
        self.assertEqual(self.tag("head", "/elsewhere/a.png"), "<img>")

    def test_an_address_cannot_end_the_attribute(self) -> None:
        self.assertNotIn('"><', self.tag("head", f'{PICTURE}"><script>.png'))
