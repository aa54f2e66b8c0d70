"""Tests of licences: the address that a short name stands for."""

from django.test import SimpleTestCase

from articles.text.licences import licence_url

CC = "https://creativecommons.org/licenses"


class LicenceTest(SimpleTestCase):
    def test_creative_commons_in_each_of_its_kinds_and_spellings(self) -> None:
        for name, address in {
            "CC BY 4.0": f"{CC}/by/4.0/",
            "CC BY-SA 4.0": f"{CC}/by-sa/4.0/",
            "CC-BY-SA-3.0": f"{CC}/by-sa/3.0/",
            "cc by-nc-sa 4.0": f"{CC}/by-nc-sa/4.0/",
            "BY-NC-ND 2.5": f"{CC}/by-nc-nd/2.5/",
            " Creative Commons BY-ND 4.0 ": f"{CC}/by-nd/4.0/",
        }.items():
            self.assertEqual(licence_url(name), address, name)

    def test_others_that_have_one_text(self) -> None:
        self.assertEqual(licence_url("CC0"), "https://creativecommons.org/publicdomain/zero/1.0/")
        self.assertEqual(licence_url("GFDL-1.3"), "https://www.gnu.org/licenses/fdl-1.3.html")

    def test_a_name_that_could_mean_several_texts_has_no_address(self) -> None:
        for name in ("", "CC", "CC BY", "CC BY-SA", "BY-SA-NC 4.0", "CC BY 9.9", "独家授权", "https://example.com/"):
            self.assertEqual(licence_url(name), "", name)
