"""Tests of articles/text/names.py."""

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from articles.text.names import join_names, key, slug, split_names

# Near neighbours: case, width, composed and not, and everything that an address or a list gives a meaning.
names = st.one_of(st.text(max_size=8), st.text("aA.~_-+/# \u3000２2cＣée\u0301İßﬀ中文", max_size=6))
listed = st.lists(names.map(str.strip).filter(lambda name: name and not set(name) & set(",，、")), max_size=6)


class KeyTests(TestCase):
    def test_case_width_and_blanks_make_no_difference(self) -> None:
        self.assertEqual(key("  Ｌinux \u3000 中国 "), "linux 中国")
        self.assertEqual(key("UBUNTU"), key("Ubuntu"))
        self.assertEqual(key("STRASSE"), key("Straße"))

    def test_what_looks_alike_but_is_not_stays_apart(self) -> None:
        self.assertEqual(len({key(name) for name in ["C", "C++", "C#", "c-", "Linux中国", "Linux 中国"]}), 6)

    @given(names)
    def test_the_key_of_a_key_is_itself(self, name: str) -> None:
        self.assertEqual(key(key(name)), key(name))


class SlugTests(TestCase):
    def test_slugs_are_readable(self) -> None:
        slugs = {
            "C": "c",
            "C++": "c++",
            "C#": "c~23~",
            ".NET": ".net",
            "CI/CD": "ci~2f~cd",
            "Linux 中国": "linux_中国",
            "a_b": "a~5f~b",
            "~": "~7e~",
            "Ubuntu 12.04": "ubuntu_12.04",
            "64位": "64位",
        }
        self.assertEqual({name: slug(name) for name in slugs}, slugs)

    def test_a_slug_of_dots_would_move_through_folders_and_is_escaped(self) -> None:
        self.assertEqual([slug("."), slug(".."), slug("...")], ["~2e~", "~2e~~2e~", "~2e~~2e~~2e~"])

    @given(names, names)
    def test_two_names_have_one_slug_exactly_where_they_have_one_key(self, one: str, other: str) -> None:
        self.assertEqual(slug(one) == slug(other), key(one) == key(other))

    @given(names)
    def test_a_slug_is_one_safe_segment_of_an_address(self, name: str) -> None:
        self.assertRegex(slug(name), r"\A[\w~.+-]*\Z")
        self.assertNotIn(slug(name), {".", ".."})


class NamesInARowTests(TestCase):
    def test_every_comma_separates_and_a_space_never_does(self) -> None:
        self.assertEqual(split_names("Linux 中国, C++，Vim、 htop ,,"), ["Linux 中国", "C++", "Vim", "htop"])

    def test_of_equal_names_the_first_spelling_is_kept(self) -> None:
        self.assertEqual(split_names("Ubuntu, KDE, UBUNTU, ｕbuntu"), ["Ubuntu", "KDE"])

    def test_nothing_gives_no_names(self) -> None:
        self.assertEqual(split_names(" ， 、 "), [])
        self.assertEqual(join_names([]), "")

    @given(listed)
    def test_what_is_joined_comes_apart_again(self, found: list[str]) -> None:
        different = list({key(name): name for name in reversed(found)}.values())
        self.assertEqual(split_names(join_names(different)), different)
